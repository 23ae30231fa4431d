"""A run's result as charts, lines and sentences; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.domain.elements import BY_CODE
from padan.domain.run import Run
from padan.gui.run_words import CLASSES, classes_by_side, rows_by_side
from padan.gui.texts import decimal, number, percent, size, t, word
from padan.gui.widgets.chart import Part
from padan.gui.widgets.table import Line


@dataclass(frozen=True)
class Result:
    """Everything the result page shows."""

    told: str
    parts: Sequence[Part]
    legend: Sequence[tuple[str, str, int]]
    elements: Sequence[Part]
    kinds: Sequence[tuple[str, str, int]]
    classes: Sequence[Line]
    facts: Sequence[str]


def result_of(run: Run) -> Result:
    """Return a run's result."""
    return Result(
        _told(run), _parts(run), _legend(run), _elements(run), _kinds(run), class_lines(run), facts(run)
    )


def _told(run: Run) -> str:
    sides, rows = classes_by_side(run), rows_by_side(run)
    matched = sides["a"].get("identical", 0) + sides["a"].get("differing", 0)
    return t(
        "matching.result.told",
        matched=number(matched),
        rows=number(rows["a"]),
        share=percent(matched, rows["a"]),
        findings=number(sum(sum(kinds.values()) for kinds in _findings(run).values())),
        review=number(max(side.get("review", 0) for side in sides.values())),
    )


def _parts(run: Run) -> list[Part]:
    sides, rows = classes_by_side(run), rows_by_side(run)
    made = []
    for side, party in (("a", run.party_a), ("b", run.party_b)):
        group = f"{side.upper()} · {word('party_short', party)}"
        for series, name in enumerate(CLASSES):
            count = sides[side].get(name, 0)
            if count:
                words = f"{word('class', name)}: {number(count)} ({percent(count, rows[side])})"
                made.append(Part(name, words, count, series, group))
    return made


def _legend(run: Run) -> list[tuple[str, str, int]]:
    sides = classes_by_side(run)
    made = []
    for series, name in enumerate(CLASSES):
        counts = [
            f"{side.upper()} {number(sides[side][name])}" for side in ("a", "b") if sides[side].get(name)
        ]
        if counts:
            made.append((name, f"{word('class', name)}: {' · '.join(counts)}", series))
    return made


KINDS = ("different", "empty_a", "empty_b")


def _elements(run: Run) -> list[Part]:
    found = _findings(run)
    total = sum(sum(kinds.values()) for kinds in found.values())
    made = []
    for code, kinds in sorted(found.items(), key=lambda one: (-sum(one[1].values()), one[0])):
        name = BY_CODE[code].label if code in BY_CODE else code
        for series, kind in enumerate(KINDS):
            if kinds.get(kind):
                count, told = kinds[kind], word("kind", kind)
                words = f"{told}: {number(count)} ({percent(count, total)})"
                made.append(Part(f"{code}:{kind}", words, count, series, name))
    return made


def _kinds(run: Run) -> list[tuple[str, str, int]]:
    found = _findings(run)
    made = []
    for series, kind in enumerate(KINDS):
        count = sum(kinds.get(kind, 0) for kinds in found.values())
        if count:
            made.append((f":{kind}", f"{word('kind', kind)}: {number(count)}", series))
    return made


def _findings(run: Run) -> dict[str, dict[str, int]]:
    """Return the number of findings by element and kind, as the run's summary holds them."""
    found = run.summary.get("findings")
    sides = found if isinstance(found, dict) else {}
    return {
        str(code): {str(kind): int(count) for kind, count in kinds.items()}
        for code, kinds in sides.items()
        if isinstance(kinds, dict)
    }


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
    if summary.get("same_source"):
        lines.insert(0, t("matching.result.same_source"))
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
