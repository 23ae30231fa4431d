"""A short run of the fuzzer of `dev.py bench fuzz`: no crash, no hang, nothing changed is let in."""

import sys
from pathlib import Path

import pytest
from hand_made_package import Desk

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "packages"))

from fuzz import Fuzzer


@pytest.mark.parametrize("seed", [1, 2])
def test_mutated_packages_are_refused_or_unchanged(desk: Desk, seed: int) -> None:
    fuzzer = Fuzzer(desk, seed)
    assert fuzzer.run(300) == []
    refused = {name.split()[1] for name in fuzzer.found}
    assert {"50002", "50003", "50004", "50005", "50014", "50015"} <= refused
