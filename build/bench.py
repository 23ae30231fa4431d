"""Side-by-side measurements on made-up registers: this checkout beside the last one; asserts nothing.

dev.py bench [PEOPLE]              10,000 people unless told; each measurement is the best of three
dev.py bench matching [CASE…]      the engine beside its peers (cases: tests/benchmarks/matching/compare.py)
dev.py bench packages [ROWS]       sealing and opening beside `zip | age` by hand (a million rows unless told)
dev.py bench fuzz [COUNT] [SEED]   mutated packages, opened one by one (100,000 unless told)
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from padan.training.export_files import write_files
from padan.training.registers import generate
from peers import bench_matching
from places import ROOT, SCRATCH, program

ROUNDS = 3
LAST = SCRATCH / "bench.json"


def main(words: list[str]) -> int:
    """Measure, print a table beside the last figures, and keep them."""
    if words[:1] == ["matching"]:
        return bench_matching(words[1:])
    if words[:1] in (["packages"], ["fuzz"]):
        return packages(words)
    people = int(words[0]) if words else 10_000
    with tempfile.TemporaryDirectory(prefix="padan-bench-") as folder:
        found = measure(Path(folder), people)
    last = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    print(f"{'seconds':46}{'now':>9}{'before':>9}")
    for name, seconds in found.items():
        before = f"{last[name]:9.2f}" if name in last else f"{'-':>9}"
        print(f"{name:46}{seconds:9.2f}{before}")
    SCRATCH.mkdir(exist_ok=True)
    LAST.write_text(json.dumps({**last, **found}, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(folder: Path, people: int) -> dict[str, float]:
    """Return the best seconds of each measurement by its name."""
    registers = generate(2026, people, party="dpr")
    files = write_files(registers, folder)
    plain = folder / "steward.csv"
    registers.steward.drop("_row", "_sheet_row").write_csv(plain)
    out = str(folder / "out")
    return {
        "padanctl --version": best(lambda: padanctl("--version")),
        f"match-files, CSV x SIASN export, {people:,}": best(
            lambda: padanctl("match-files", str(plain), str(files.siasn), "--out", out)
        ),
        f"match-files, XLSX x SIASN export, {people:,}": best(
            lambda: padanctl("match-files", str(files.steward), str(files.siasn), "--out", out)
        ),
        "practice loop, from nothing to the PDF": best(lambda: loop(folder)),
    }


def packages(words: list[str]) -> int:
    """Run a bench of packages; fuzzing fails when a mutated package crashed, hung or was let in."""
    name = "speed.py" if words[0] == "packages" else "fuzz.py"
    script = ROOT / "tests" / "benchmarks" / "packages" / name
    return subprocess.call([sys.executable, str(script), *words[1:]], cwd=ROOT)


def best(work: Callable[[], None]) -> float:
    """Return the shortest of some rounds, in seconds."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def padanctl(*words: str) -> None:
    """Run the checkout's command line and throw its words away."""
    subprocess.run([program("padanctl"), *words], capture_output=True, check=True, cwd=ROOT)


def loop(folder: Path) -> None:
    """Run the practice loop in a home of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"), home)
        command = [sys.executable, "-m", "padan.training.loop"]
        subprocess.run(command, env={**os.environ, **places}, capture_output=True, check=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
