"""Measures Padan's engine beside its peers: whole processes, the same files, in turns; prints figures and
ratios.

python compare.py PEERS_PYTHON FOLDER CASE… where a case is 10k, 100k, 1M, 50kx5.3M or 5.3M, with `*3` for
tripled
fault rates. Asserts nothing.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import population

HERE = Path(__file__).parent
SIZES = {
    "10k": (10_000, 10_000),
    "100k": (100_000, 100_000),
    "1M": (1_000_000, 1_000_000),
    "50kx5.3M": (50_000, 5_300_000),
    "5.3M": (5_300_000, 5_300_000),
}
ROUNDS = 2
SEED = 20261
SURE = ["identical", "differing", "duplicate"]


@dataclass(frozen=True)
class Cost:
    """What one process took: seconds of wall and processor, and its peak memory in bytes."""

    wall: float
    cpu: float
    peak: int


def run(command: list[str]) -> Cost:
    """Run a program to its end and return what it took."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}\n{told.decode(errors='replace')}")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def commands(python: str, folder: Path) -> dict[str, tuple[list[str], Path]]:
    """Return each contender's command and where it leaves its pairs."""
    a, b = str(folder / "a.parquet"), str(folder / "b.parquet")
    padanctl = str(Path(sys.executable).with_name("padanctl"))
    found = {
        "padan": (
            [padanctl, "match-files", a, b, "--accept-damage", "--out", str(folder / "padan")],
            folder / "padan/pairs.parquet",
        )
    }
    for name, interpreter in (("splink", python), ("polars", sys.executable), ("duckdb", python)):
        out = folder / f"{name}.parquet"
        found[name] = ([interpreter, str(HERE / f"peers/{name}_peer.py"), a, b, str(out)], out)
    return found


def links(path: Path, *, review: bool = False) -> pl.DataFrame:
    """Return the pairs a contender linked, one a row of A."""
    frame = pl.read_parquet(path)
    if "class" in frame.columns:
        classes = [*SURE, "review"] if review else SURE
        frame = frame.filter(pl.col("class").is_in(classes), pl.col("side").is_in(["both", "a"]))
        frame = frame.filter(pl.col("row_a") >= 0, pl.col("row_b") >= 0)
    return frame.select(pl.col("row_a").cast(pl.Int64), pl.col("row_b").cast(pl.Int64)).unique()


def score(found: pl.DataFrame, truth: pl.DataFrame) -> tuple[int, int, float, float]:
    """Return wrong and missed rows, precision and F1."""
    right = found.join(truth, on=["row_a", "row_b"]).height
    wrong, missed = found.height - right, truth.height - right
    return wrong, missed, right / max(found.height, 1), 2 * right / max(found.height + truth.height, 1)


def measure(python: str, folder: Path, case: str) -> None:
    """Make the registers, run everybody in turns, print."""
    size, _, times = case.partition("*")
    here = folder / case.replace("*", "-times-")
    population.write(here, SEED, *SIZES[size], population.Rates(times=float(times or 1)))
    contenders = commands(python, here)
    costs: dict[str, list[Cost]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, (command, _) in contenders.items():
            costs[name].append(run(command))
    truth = pl.read_parquet(here / "truth.parquet")
    print(f"\n{case}: rows {SIZES[size]}, {ROUNDS} rounds in turns, best of each")
    heads = (
        ("wall s", 9),
        ("cpu s", 9),
        ("MiB", 8),
        ("wrong", 8),
        ("missed", 9),
        ("precision", 11),
        ("F1", 9),
    )
    more = (("wall ÷", 8), ("cpu ÷", 8))
    print(" " * 16 + "".join(f"{head:>{width}}" for head, width in (*heads, *more)))
    ours = best(costs["padan"])
    for name, (_, path) in contenders.items():
        cost = best(costs[name])
        rows = [(name, links(path))]
        if name == "padan":
            rows.append(("padan+review", links(path, review=True)))
        for label, found in rows:
            wrong, missed, precision, f1 = score(found, truth)
            print(
                f"{label:16}{cost.wall:9.2f}{cost.cpu:9.2f}{cost.peak / 2**20:8.0f}{wrong:8}{missed:9}"
                f"{precision:11.6f}{f1:9.5f}{cost.wall / ours.wall:8.2f}{cost.cpu / ours.cpu:8.2f}"
            )


def best(costs: list[Cost]) -> Cost:
    """Return the least of each figure."""
    return Cost(*(min(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "peak")))


def main(python: str, folder: str, *cases: str) -> None:
    """Measure every case."""
    for case in cases:
        measure(python, Path(folder), case)


if __name__ == "__main__":
    main(*sys.argv[1:])
