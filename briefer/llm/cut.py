"""Write the first layers of a GGUF model to a file of their own: ``python -P cut.py MODEL TARGET LAYERS``.

Run as a script, never imported: the library reads the whole vocabulary into Python objects and holds its lock for
seconds, which the process that holds the user's articles can spare.
"""

import sys

import gguf

_OF_FILE = "GGUF."


def cut(model: str, target: str, layers: int) -> None:
    """Write ``target``: the same metadata and vocabulary, and of the layers as many as are wanted, byte for byte."""
    source = gguf.GGUFReader(model)
    architecture = source.fields["general.architecture"].contents()
    count = f"{architecture}.block_count"
    writer = gguf.GGUFWriter(target, architecture)
    for name, field in source.fields.items():
        if name.startswith(_OF_FILE) or name == "general.architecture":
            continue
        kind = field.types[0]
        of = field.types[-1] if kind is gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(name, layers if name == count else field.contents(), kind, sub_type=of)
    kept = [tensor for tensor in source.tensors if _layer(tensor.name) < layers]
    for tensor in kept:
        data = tensor.data
        writer.add_tensor_info(tensor.name, data.shape, data.dtype, data.nbytes, tensor.tensor_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    for tensor in kept:
        writer.write_tensor_data(tensor.data)
    writer.close()


def _layer(tensor: str) -> int:
    """The layer of a tensor, from 0; -1 where it is of none."""
    parts = tensor.split(".")
    return int(parts[1]) if parts[0] == "blk" else -1


if __name__ == "__main__":
    cut(sys.argv[1], sys.argv[2], int(sys.argv[3]))
