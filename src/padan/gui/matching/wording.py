"""Runs, results, findings and comparisons as lines and sentences; pure."""

from typing import Any

from padan.domain.elements import BY_CODE
from padan.domain.run import Run
from padan.domain.snapshot import Snapshot
from padan.gui.run_words import classes_by_side
from padan.gui.texts import language, moment, number, t, word, words
from padan.gui.widgets.table import Line
from padan.matching.list_wish import COLUMNS

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


def code_words() -> dict[str, dict[str, str]]:
    """Return the words of every coded column of the list of findings."""
    codes = {"class": "class", "kind": "kind", "owner": "owner"}
    told = {column: dict(words(kind)) for column, kind in codes.items()}
    told["element"] = {code: one.label for code, one in BY_CODE.items()}
    told["suggestion"] = {**dict(words("suggestion")), **dict(words("reason"))}
    told["newer"] = {"a": "A", "b": "B"}
    return told


class Cells:
    """Turns a row of the list into texts; the words are looked up once for each language."""

    def __init__(self) -> None:
        self._words: dict[str, dict[str, str]] = {}
        self._language = ""

    def __call__(self, row: tuple[object, ...]) -> tuple[str, ...]:
        if self._language != language():
            self._language, self._words = language(), code_words()
        return tuple(self._cell(name, value) for name, value in zip(COLUMNS, row, strict=True))

    def _cell(self, name: str, value: object) -> str:
        if value is None or value == -1:
            return t("common.nothing") if value == -1 else ""
        if isinstance(value, int):
            return str(value)
        return self._words[name].get(str(value), str(value)) if name in self._words else str(value)


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
