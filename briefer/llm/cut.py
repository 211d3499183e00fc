"""Write the first layers of a Qwen2 GGUF model to a file of their own: ``python -P cut.py MODEL TARGET LAYERS``.

The file is for reading states only. Of a model that writes, llama.cpp always computes what each word of the vocabulary
would be worth next, after each token that is read: a fifth of the time of 18 layers. Of a model for embeddings it does
not, and its `llama-embed` has Qwen2's layers, told to read forward; only the numbers that a head turns together stand
side by side there, in Qwen2 half a head apart.

Run as a script, never imported: the library reads the whole vocabulary into Python objects and holds its lock for
seconds, which the process that holds the user's articles can spare.
"""

import sys
from typing import Any

import gguf

_OF_FILE = "GGUF."
_FROM, _TO = "qwen2.", "llama-embed."
_TURNED = {"attn_q": "head_count", "attn_k": "head_count_kv"}
_NOT_READ = "output.weight"


def cut(model: str, target: str, layers: int) -> None:
    """Write ``target``: the same vocabulary and weights, and of the layers as many as are wanted."""
    source = gguf.GGUFReader(model)
    if source.fields["general.architecture"].contents() != _FROM.rstrip("."):
        raise SystemExit("it is no Qwen2 model")
    writer = gguf.GGUFWriter(target, _TO.rstrip("."))
    for name, field in source.fields.items():
        if name.startswith(_OF_FILE) or name == "general.architecture":
            continue
        kind = field.types[0]
        of = field.types[-1] if kind is gguf.GGUFValueType.ARRAY else None
        value = layers if name == f"{_FROM}block_count" else field.contents()
        writer.add_key_value(name.replace(_FROM, _TO, 1) if name.startswith(_FROM) else name, value, kind, sub_type=of)
    writer.add_key_value(f"{_TO}attention.causal", val=True, vtype=gguf.GGUFValueType.BOOL)
    kept = [tensor for tensor in source.tensors if _layer(tensor.name) < layers and tensor.name != _NOT_READ]
    for tensor in kept:
        data = tensor.data
        writer.add_tensor_info(tensor.name, data.shape, data.dtype, data.nbytes, tensor.tensor_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    for tensor in kept:
        writer.write_tensor_data(_side_by_side(tensor, source.fields))
    writer.close()


def _layer(tensor: str) -> int:
    """The layer of a tensor, from 0; -1 where it is of none."""
    parts = tensor.split(".")
    return int(parts[1]) if parts[0] == "blk" else -1


def _side_by_side(tensor: Any, fields: Any) -> Any:
    """Rows of queries and keys, each head's first and second half by turns; other tensors as they are."""
    name = next((name for name in _TURNED if f".{name}." in tensor.name), None)
    if name is None:
        return tensor.data
    heads = fields[f"{_FROM}attention.{_TURNED[name]}"].contents()
    rows = tensor.data
    halves = rows.reshape(heads, 2, len(rows) // heads // 2, *rows.shape[1:])
    return halves.swapaxes(1, 2).reshape(rows.shape)


if __name__ == "__main__":
    cut(sys.argv[1], sys.argv[2], int(sys.argv[3]))
