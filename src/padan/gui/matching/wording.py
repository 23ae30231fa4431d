"""Runs, results, findings and comparisons as lines and sentences; pure."""

from typing import Any

from padan.domain.elements import BY_CODE
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.run_words import CLASSES, classes_by_side, rows_by_side
from padan.gui.texts import decimal, moment, number, percent, size, t, word
from padan.gui.widgets.table import Line
from padan.matching.results import Finding

CHANGES_SHOWN = 500


def run_line(run: Run, snapshots: dict[str, Snapshot]) -> Line:
    """Return the list's line of a run."""
    sides = classes_by_side(run)
    a = sides["a"]
    rest = sum(count for name, count in a.items() if name not in ("identical", "differing", "review"))
    counts = (a.get("identical", 0), a.get("differing", 0), a.get("review", 0), rest)
    names = [
        _side(run.party_a, snapshots.get(run.snapshot_a)),
        _side(run.party_b, snapshots.get(run.snapshot_b)),
    ]
    cells = (moment(run.created_at), *names, *(number(count) for count in counts))
    order: dict[int, object] = {0: run.created_at.isoformat()}
    order.update(dict(enumerate(counts, start=3)))
    return Line(run.id, cells, order)


def _side(party: str, snapshot: Snapshot | None) -> str:
    short = word("party_short", party)
    return f"{snapshot.register} ({short})" if snapshot is not None else short


def class_lines(run: Run) -> list[Line]:
    """Return each class with rows and share of both sides, and a last line whose sum is the rows of the
    source.
    """
    sides, rows = classes_by_side(run), rows_by_side(run)
    lines = []
    for name in CLASSES:
        cells = [word("class", name)]
        for side in ("a", "b"):
            count = sides[side].get(name)
            cells += (
                [t("common.nothing")] * 2 if count is None else [number(count), percent(count, rows[side])]
            )
        lines.append(Line(name, tuple(cells)))
    totals = [sum(sides[side].values()) for side in ("a", "b")]
    cells = [t("matching.result.total")]
    for side, total in zip(("a", "b"), totals, strict=True):
        cells += [number(total), percent(total, rows[side])]
    return [*lines, Line("total", tuple(cells))]


def facts(run: Run) -> list[str]:
    """Return what the run says of itself: rules, digests, what was not compared, time and memory."""
    summary = run.summary
    lines = [
        t("matching.result.rules", version=run.rules_version, digest=run.rules_digest[:16]),
        t("matching.result.digests", a=run.digest_a[:16], b=run.digest_b[:16], result=run.result_digest[:16]),
    ]
    absent = summary.get("not_compared")
    if isinstance(absent, dict) and absent:
        names = ", ".join(BY_CODE[code].label if code in BY_CODE else code for code in absent)
        lines.append(t("matching.result.not_compared", names=names))
    seconds = summary.get("seconds")
    if isinstance(seconds, dict):
        total = decimal(sum(float(one) for one in seconds.values()), 2)
        memory = size(int(str(summary.get("peak_memory_bytes", 0) or 0)))
        lines.append(t("matching.result.cost", seconds=total, memory=memory))
    if run.supersedes:
        lines.append(t("matching.result.supersedes"))
    return lines


def finding_line(one: Finding) -> Line:
    """Return one finding."""
    label = BY_CODE[one.element].label if one.element in BY_CODE else one.element
    cells = (
        str(one.row_a),
        str(one.row_b),
        label,
        word("kind", one.kind),
        one.value_a,
        one.value_b,
        word("owner", one.owner),
        one.newer.upper(),
        word("suggestion", one.suggestion),
    )
    return Line(f"{one.row_a}:{one.row_b}:{one.element}", cells, {0: one.row_a, 1: one.row_b})


def paging(offset: int, shown: int, total: int) -> str:
    """Return which part of the list is shown."""
    if not total:
        return t("matching.findings.none")
    return t("common.page_of", first=number(offset + 1), last=number(offset + shown), total=number(total))


def comparison(changes: Any) -> tuple[str, list[Line]]:
    """Return the counts in one line and the first changes, of a matching.runs_compared.RunsCompared."""
    parts = []
    for side in ("a", "b"):
        counts = changes.counts.get(side, {})
        shown = [f"{word('change', name)} {number(count)}" for name, count in counts.items() if count]
        parts.append(f"{side.upper()}: {', '.join(shown) or t('matching.compare.same')}")
    lines = []
    for place, one in enumerate(changes.changes.head(CHANGES_SHOWN).iter_rows(named=True)):
        cells = (
            str(one["side"]).upper(),
            word("change", str(one["change"])),
            _class(one["class_before"]),
            _class(one["class_now"]),
            _row(one["row_before"]),
            _row(one["row_now"]),
        )
        lines.append(Line(str(place), cells))
    return " · ".join(parts), lines


def _class(value: object) -> str:
    return word("class", str(value)) if value else t("common.nothing")


def _row(value: object) -> str:
    return t("common.nothing") if value in (None, -1) else str(value)
