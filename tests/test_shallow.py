"""The embedded model's first layers as a file of their own: written by the library, read by the engine, kept, made anew where changed."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

from briefer.errors import EndpointRefusedError
from briefer.llm import shallow
from briefer.llm.endpoints import engine_installed

gguf = pytest.importorskip("gguf")
np = pytest.importorskip("numpy")
needs_engine = pytest.mark.skipif(not engine_installed(), reason="xllamacpp is not installed")

LAYERS = 3
WIDTH, HEADS, SHARED_HEADS, INNER, WORDS = 64, 4, 2, 96, 256
TOKENS = [5, 9, 77, 100, 31, 200, 9, 9, 41]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A small Qwen2 with three layers of random weights, packed and plain, that llama.cpp loads."""
    path = tmp_path / "model.gguf"
    writer = gguf.GGUFWriter(str(path), "qwen2")
    writer.add_name("a model")
    writer.add_block_count(LAYERS)
    writer.add_context_length(512)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(SHARED_HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([f"<{number}>" for number in range(WORDS)])
    writer.add_token_types([1] * WORDS)
    writer.add_token_merges(["a b"])
    random = np.random.default_rng(7)
    shared = SHARED_HEADS * WIDTH // HEADS

    def weights_of(rows: int, columns: int) -> Any:
        return (random.standard_normal((rows, columns)) / columns**0.5).astype(np.float32)

    writer.add_tensor("token_embd.weight", 8 * weights_of(WORDS, WIDTH))
    for layer in range(LAYERS):
        for name, rows in (("attn_q", WIDTH), ("attn_k", shared), ("attn_v", shared)):
            packed = gguf.quants.quantize(weights_of(rows, WIDTH), gguf.GGMLQuantizationType.Q8_0)
            writer.add_tensor(f"blk.{layer}.{name}.weight", packed, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
            writer.add_tensor(f"blk.{layer}.{name}.bias", weights_of(1, rows)[0])
        writer.add_tensor(f"blk.{layer}.attn_output.weight", weights_of(WIDTH, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_gate.weight", weights_of(INNER, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_up.weight", weights_of(INNER, WIDTH))
        writer.add_tensor(f"blk.{layer}.ffn_down.weight", weights_of(WIDTH, INNER))
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", np.ones(WIDTH, dtype=np.float32))
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, dtype=np.float32))
    writer.add_tensor("output.weight", weights_of(WORDS, WIDTH))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def first_layers(model: Path, layers: int, notice: Callable[[str], None] = lambda _: None) -> Path:
    return asyncio.run(shallow.first_layers(model, layers, notice=notice))


READS = """
import json, os, sys
from types import SimpleNamespace
from briefer.llm import engine
from briefer.llm.signals.service import Model
order = {"shallow": sys.argv[1], "context": 512, "key": "key", "name": "a model"}
server = engine.serve_states(order, SimpleNamespace(window=64))
print(json.dumps(Model(server.listening_address, "key", "a model").states(json.loads(sys.argv[2]))), flush=True)
os._exit(0)
"""


def states_in(model: Path) -> Any:
    """What the engine reads in a model, in a process of its own as always."""
    done = subprocess.run(
        [sys.executable, "-c", READS, str(model), json.dumps(TOKENS)],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
        timeout=60,
    )
    return np.array(json.loads(done.stdout))


@needs_engine
def test_all_layers_have_the_states_of_the_model(model: Path) -> None:
    expected = states_in(model)
    assert expected.shape == (len(TOKENS), WIDTH)
    # Keys and values are kept in half precision in the one, not in the other.
    assert np.abs(states_in(first_layers(model, LAYERS)) - expected).max() < 0.005 * np.abs(expected).max()


@needs_engine
def test_fewer_layers_have_other_states(model: Path) -> None:
    expected = states_in(model)
    assert np.abs(states_in(first_layers(model, 2)) - expected).max() > 0.1 * np.abs(expected).max()


@needs_engine
def test_layers_that_are_read_in_both_directions_are_refused(model: Path, tmp_path: Path) -> None:
    path = first_layers(model, LAYERS)
    key = b"llama-embed.attention.causal" + gguf.GGUFValueType.BOOL.to_bytes(4, "little")
    both_ways = tmp_path / "both.gguf"
    both_ways.write_bytes(path.read_bytes().replace(key + b"\1", key + b"\0"))
    with pytest.raises(subprocess.CalledProcessError) as caught:
        states_in(both_ways)
    assert "reads the model's first layers in both directions" in caught.value.stderr


def test_the_first_layers_are_the_models_weights_without_the_vocabularys_end(model: Path) -> None:
    whole, made = gguf.GGUFReader(model), gguf.GGUFReader(first_layers(model, 2))
    kept = {tensor.name: tensor for tensor in made.tensors}
    left_out = ("blk.2.", "output.")
    assert set(kept) == {t.name for t in whole.tensors if not t.name.startswith(left_out)}
    for tensor in whole.tensors:
        if tensor.name in kept:
            assert kept[tensor.name].tensor_type == tensor.tensor_type
            rows, others = ([row.tobytes() for row in t.data] for t in (tensor, kept[tensor.name]))
            turned = ".attn_q." in tensor.name or ".attn_k." in tensor.name
            assert (sorted(rows) == sorted(others) and rows != others) if turned else rows == others
    metadata = {name: field.contents() for name, field in whole.fields.items() if not name.startswith("GGUF.")}
    assert {name: made.fields[name.replace("qwen2.", "llama-embed.")].contents() for name in metadata} == metadata | {
        "general.architecture": "llama-embed",
        "qwen2.block_count": 2,
    }


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


def test_a_model_of_another_kind_is_not_cut(model: Path) -> None:
    other = model.with_name("other.gguf")
    other.write_bytes(model.read_bytes().replace(b"qwen2", b"qwen3"))
    with pytest.raises(EndpointRefusedError, match="it is no Qwen2 model"):
        first_layers(other, 2)


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
    monkeypatch.setattr(shallow, "_ROOM", 10**18)
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
