"""Times a matching run on two Parquet registers with canonical columns; no test, no assertion.

python tests/benchmarks/bench_matching.py A.parquet B.parquet [rounds]
"""

import sys
import time
from pathlib import Path

import polars as pl

from padan.common.memory import peak_memory_bytes
from padan.common.places import resources
from padan.matching.engine import run_matching
from padan.matching.rules import RuleSet


def main(a_path: str, b_path: str, rounds: int) -> None:
    """Run `rounds` times and print the seconds of each stage, wall and CPU."""
    rules = RuleSet.from_bytes((resources() / "references" / "rules" / "padan-2026.1.json").read_bytes())
    a, b = pl.read_parquet(Path(a_path)), pl.read_parquet(Path(b_path))
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        result = run_matching(a, b, rules)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        peak = peak_memory_bytes() / 2**20
        print(f"{a.height} x {b.height}: wall {wall:.3f} s, CPU {cpu:.3f} s, peak {peak:.0f} MiB")
        print("  " + ", ".join(f"{stage} {seconds:.3f}" for stage, seconds in result.seconds.items()))
        print(f"  result {result.digests['result']}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3)
