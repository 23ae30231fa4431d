from collections.abc import Callable

import polars as pl
import pytest

from padan.common.places import resources
from padan.matching.engine import MatchResult, run_matching
from padan.matching.rules import RuleSet

Rows = list[dict[str, str | None]]


@pytest.fixture(scope="session")
def rules() -> RuleSet:
    return RuleSet.from_bytes((resources() / "references" / "rules" / "padan-2026.1.json").read_bytes())


def make_register(rows: Rows) -> pl.DataFrame:
    """Build a register table of String columns and `_row` from rows as dicts."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    frame = pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in names}, schema=dict.fromkeys(names, pl.String)
    )
    return frame.with_row_index("_row")


@pytest.fixture(scope="session")
def register() -> Callable[[Rows], pl.DataFrame]:
    return make_register


@pytest.fixture
def match(rules: RuleSet) -> Callable[..., MatchResult]:
    def run(a: Rows, b: Rows, **options: object) -> MatchResult:
        return run_matching(make_register(a), make_register(b), rules, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def line_of() -> Callable[..., tuple[int, str, str]]:
    """Return (other row, class, rule) of the line that classifies a row."""

    def line(result: MatchResult, row: int, side: str = "a") -> tuple[int, str, str]:
        own = result.pairs.filter(pl.col("side").is_in(["both", side]) & (pl.col(f"row_{side}") == row))
        assert own.height == 1
        return own["row_b" if side == "a" else "row_a"][0], own["class"][0], own["rule"][0]

    return line


@pytest.fixture(scope="session")
def findings_of() -> Callable[..., dict[str, str]]:
    """Return element → kind of one linked row of A."""

    def findings(result: MatchResult, row_a: int = 0) -> dict[str, str]:
        own = result.findings.filter(pl.col("row_a") == row_a)
        return dict(zip(own["element"].to_list(), own["kind"].to_list(), strict=True))

    return findings
