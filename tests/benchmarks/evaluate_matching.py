"""Row F1 of the engine on the practice registers, whose truth is known: python
tests/benchmarks/evaluate_matching.py

Words: people (10000), seeds (1,2,3), factor of the fault rates (1). Each row of A wants its one right row
of B.
"""

import sys

import polars as pl

from padan.bootstrap import ShippedResources
from padan.common.places import resources
from padan.matching.engine import run_matching
from padan.matching.rules import RuleSet
from padan.training.faults import USUAL
from padan.training.registers import TrainingRegisters, generate


def links(pairs: pl.DataFrame, classes: list[str]) -> set[tuple[int, int]]:
    named = pairs.filter(pl.col("class").is_in(classes) & (pl.col("row_a") >= 0) & (pl.col("row_b") >= 0))
    named = named.filter(pl.col("side").is_in(["both", "a"]))
    return set(named.select("row_a", "row_b").iter_rows())


def f1(found: set[tuple[int, int]], registers: TrainingRegisters) -> tuple[float, int, int]:
    truth = set(registers.truth.iter_rows())
    wrong, missed = len(found - truth), len(truth - found)
    right = len(truth & found)
    return 2 * right / (2 * right + wrong + missed), wrong, missed


def main() -> None:
    words = dict(enumerate(sys.argv[1:]))
    people, seeds = int(words.get(0, "10000")), words.get(1, "1,2,3").split(",")
    rates = USUAL.times(float(words.get(2, "1")))
    rules = RuleSet.from_bytes(ShippedResources(resources()).rules())
    for seed in seeds:
        for party in ("dpr", "kemendes"):
            registers = generate(int(seed), people, party=party, rates=rates)
            result = run_matching(registers.steward, registers.siasn, rules)
            sure = links(result.pairs, ["identical", "differing", "duplicate"])
            best = links(result.pairs, ["identical", "differing", "duplicate", "review"])
            seconds = sum(result.seconds.values())
            print(
                party,
                seed,
                "sure",
                f1(sure, registers),
                "with review",
                f1(best, registers),
                f"{seconds:.2f} s",
            )


if __name__ == "__main__":
    main()
