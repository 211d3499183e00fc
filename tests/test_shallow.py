"""The embedded model's first layers as a file of their own: cut by the library, kept, made anew where they changed."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.errors import EndpointRefusedError
from briefer.llm import shallow, weights

gguf = pytest.importorskip("gguf")
np = pytest.importorskip("numpy")

LAYERS = 4


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model of four small layers, as llama.cpp's are laid out."""
    path = tmp_path / "model.gguf"
    writer = gguf.GGUFWriter(str(path), "qwen2")
    writer.add_block_count(LAYERS)
    writer.add_name("a model")
    writer.add_token_list(["a", "b", "→"])
    writer.add_token_types([1, 1, 1])
    writer.add_tensor("token_embd.weight", np.arange(12, dtype=np.float32).reshape(3, 4))
    for layer in range(LAYERS):
        data = np.full((4, 4), layer, dtype=np.float16)
        writer.add_tensor(f"blk.{layer}.attn_q.weight", data)
        writer.add_tensor(
            f"blk.{layer}.packed", np.full((2, 34), layer, np.uint8), raw_dtype=gguf.GGMLQuantizationType.Q8_0
        )
    writer.add_tensor("output_norm.weight", np.ones(4, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def first_layers(model: Path, layers: int, notice: Callable[[str], None] = lambda _: None) -> Path:
    return asyncio.run(shallow.first_layers(model, layers, notice=notice))


def test_the_first_layers_are_the_models_byte_for_byte(model: Path) -> None:
    whole, made = gguf.GGUFReader(model), gguf.GGUFReader(first_layers(model, 2))
    kept = {tensor.name: tensor for tensor in made.tensors}
    assert set(kept) == {t.name for t in whole.tensors if not t.name.startswith(("blk.2.", "blk.3."))}
    for tensor in whole.tensors:
        if tensor.name in kept:
            assert kept[tensor.name].tensor_type == tensor.tensor_type
            assert kept[tensor.name].data.tobytes() == tensor.data.tobytes()
    metadata = {name: field.contents() for name, field in whole.fields.items() if not name.startswith("GGUF.")}
    assert {name: made.fields[name].contents() for name in metadata} == metadata | {"qwen2.block_count": 2}


def test_they_are_made_once_and_anew_where_the_file_was_changed(model: Path) -> None:
    told: list[str] = []
    path = first_layers(model, 2, told.append)
    assert first_layers(model, 2, told.append) == path
    assert told == ["preparing the embedded model's first 2 layers (once)"]
    good = path.read_bytes()
    path.write_bytes(good[:100])
    assert first_layers(model, 2, told.append).read_bytes() == good
    assert len(told) == 2


def test_what_can_not_be_cut_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF" + bytes(60))
    with pytest.raises(EndpointRefusedError, match="the embedded model's first layers can't be made") as caught:
        first_layers(model, 2)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == [model]


def test_what_a_killed_run_left_is_swept_and_what_another_is_writing_is_not(model: Path) -> None:
    old, young = model.parent / "a.cutting", model.parent / "b.cutting"
    for folder in (old, young):
        folder.mkdir()
        (folder / "part").write_bytes(b"x")
    os.utime(old, (0, 0))
    first_layers(model, 2)
    assert not old.exists()
    assert young.exists()


def test_without_room_it_says_how_much_is_needed(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "SIZE", 10**18)
    with pytest.raises(EndpointRefusedError, match="make room or set XDG_CACHE_HOME"):
        first_layers(model, 2)


def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    with pytest.raises(EndpointRefusedError, match="can't be prepared in"):
        first_layers(tmp_path / "gone" / "model.gguf", 2)


def test_the_script_is_no_module_of_ours() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "import briefer.api, sys; print('gguf' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "False"
