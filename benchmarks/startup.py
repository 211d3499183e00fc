"""How fast the command starts: ``brief --help`` beside a bare typer command's ``--help``, and the first draft.

    python benchmarks/startup.py [--runs 15]

Prints the best of so many runs, in seconds, and the ratio; the target is at most 1.5.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
BARE = "import typer; app = typer.Typer(); app.command()(lambda: None); app(['--help'])"


def best(command: Sequence[str], runs: int) -> float:
    """The shortest of ``runs`` runs of a command, in seconds."""
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=REPOSITORY, check=True)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    bare = best([sys.executable, "-c", BARE], runs)
    ours = best([sys.executable, "-m", "briefer", "--help"], runs)
    draft = best([sys.executable, "-m", "briefer", "--pipeline", "draft", "seeds"], runs)
    print(f"bare typer --help   {bare:.3f} s  n={runs}")
    print(f"brief --help        {ours:.3f} s  n={runs}  ratio {ours / bare:.2f}, target <= 1.5")
    print(f"brief draft, seed   {draft:.3f} s  n={runs}  target <= 1")


if __name__ == "__main__":
    main()
