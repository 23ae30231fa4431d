"""Questions asked of a stored run's frames: pages of findings, review lines, one pair; reads frames,
changes none.
"""

from dataclasses import dataclass

from padan.matching.table import Table


@dataclass(frozen=True)
class FindingFilter:
    """Which findings to show; empty fields do not restrict. `offset` and `limit` page through the rest."""

    element: str = ""
    kind: str = ""
    owner: str = ""
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True)
class Finding:
    """One difference in one element of one matched pair; rows are `_row` numbers of the snapshots."""

    row_a: int
    row_b: int
    element: str
    kind: str
    value_a: str
    value_b: str
    owner: str
    newer: str
    suggestion: str


@dataclass(frozen=True)
class PairLine:
    """One line of the pairs table (intake-and-classes.md, "Classes"); -1 where a side is empty."""

    row_a: int
    row_b: int
    klass: str
    side: str
    score: float
    rule: str


def findings_page(findings: Table, wanted: FindingFilter) -> tuple[list[Finding], int]:
    """Return one page of findings in row order and the number of all that fit the filter."""
    import polars as pl

    frame = findings
    for column, value in (("element", wanted.element), ("kind", wanted.kind), ("owner", wanted.owner)):
        if value:
            frame = frame.filter(pl.col(column) == value)
    page = frame.slice(wanted.offset, wanted.limit)
    return [_finding(row) for row in page.iter_rows(named=True)], frame.height


def all_findings(findings: Table, elements: frozenset[str] | None = None) -> list[Finding]:
    """Return every finding, or those of the named elements, in row order."""
    import polars as pl

    frame = findings if elements is None else findings.filter(pl.col("element").is_in(sorted(elements)))
    return [_finding(row) for row in frame.iter_rows(named=True)]


def _finding(row: dict[str, object]) -> Finding:
    return Finding(
        row_a=int(str(row["row_a"])),
        row_b=int(str(row["row_b"])),
        **{
            key: str(row[key] or "")
            for key in ("element", "kind", "value_a", "value_b", "owner", "newer", "suggestion")
        },
    )


def lines_of_class(
    pairs: Table, classes: frozenset[str], offset: int = 0, limit: int | None = None
) -> list[PairLine]:
    """Return the lines whose class is one of `classes`, in the table's order."""
    import polars as pl

    frame = pairs.filter(pl.col("class").is_in(sorted(classes))).slice(offset, limit)
    return [_line(row) for row in frame.iter_rows(named=True)]


def lines_of_row(pairs: Table, row: int, side: str) -> list[PairLine]:
    """Return the lines that name row `row` of side 'a' or 'b'."""
    import polars as pl

    frame = pairs.filter(pl.col(f"row_{side}") == row)
    return [_line(found) for found in frame.iter_rows(named=True)]


def _line(row: dict[str, object]) -> PairLine:
    return PairLine(
        row_a=int(str(row["row_a"])),
        row_b=int(str(row["row_b"])),
        klass=str(row["class"]),
        side=str(row["side"]),
        score=float(str(row["score"] or 0)),
        rule=str(row["rule"] or ""),
    )


def candidates_of(candidates: Table, row: int, side: str, limit: int = 5) -> list[tuple[int, float]]:
    """Return the nearest rows on the other side of `row` with their scores, best first."""
    import polars as pl

    frame = candidates.filter((pl.col("row") == row) & (pl.col("side") == side)).sort("rank").head(limit)
    return [(int(other), float(score)) for other, score in frame.select("other", "score").iter_rows()]


def counts_by_element(findings: Table) -> dict[str, int]:
    """Return how many findings each element has, in alphabetical order of elements."""
    import polars as pl

    if findings.height == 0:
        return {}
    counted = findings.group_by("element").agg(pl.len().alias("n")).sort("element")
    return {str(element): int(count) for element, count in counted.iter_rows()}
