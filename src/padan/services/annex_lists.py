"""The lists by name behind a berita acara: rows of text with NIK masked, and their fingerprint; no use case
itself.

Annex I pairs with differences, II and III rows not found at the other party, IV duplicates, invalid
identities and pairs awaiting joint review (documents.md, "Form"). Each person stands once, in the order of
the registers.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from padan.common.text import canonical_json
from padan.domain.elements import BY_CODE
from padan.domain.identifiers import as_written
from padan.domain.run import Run
from padan.matching.results import Finding, PairLine, all_findings, lines_of_class
from padan.services.ports.records import Records

Person = dict[str, str | None]
HEADINGS_PAIR = ("No", "NIP", "Nama", "NIK", "Unsur yang berbeda")
HEADINGS_ROW = ("No", "NIP", "Nama", "NIK", "Baris sumber")
HEADINGS_CLASS = ("No", "NIP", "Nama", "NIK", "Pihak dan keterangan")
CLASS_WORDS = {
    "duplicate": "ganda",
    "invalid": "identitas tidak sah",
    "review": "memerlukan penelaahan bersama",
}


@dataclass(frozen=True)
class AnnexList:
    """One annex: numeral, title, headings and rows of text."""

    numeral: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def fingerprint(self) -> str:
        """Return the SHA-256 (hex) of the canonical JSON of the list: what the body quotes."""
        body = {
            "numeral": self.numeral,
            "headings": list(self.headings),
            "rows": [list(row) for row in self.rows],
        }
        return hashlib.sha256(canonical_json(body)).hexdigest()


def annex_lists(records: Records, run: Run, first: str, second: str) -> list[AnnexList]:
    """Return the annexes I-IV of a run for the parties of codes `first` and `second`; empty lists are left
    out.
    """
    side_of = {run.party_a: "a", run.party_b: "b"}
    pairs = records.runs.frame(run.id, "pairs")
    people = _Lookup(records, run)
    one, two = side_of[first], side_of[second]
    made = [
        AnnexList("I", "Data padan dengan perbedaan", HEADINGS_PAIR, _differing(records, run, people, one)),
        AnnexList(
            "II",
            "Data tidak ditemukan pada data Pihak Kedua",
            HEADINGS_ROW,
            _only(lines_of_class(pairs, frozenset({f"only_{one}"})), people, one),
        ),
        AnnexList(
            "III",
            "Data tidak ditemukan pada data Pihak Kesatu",
            HEADINGS_ROW,
            _only(lines_of_class(pairs, frozenset({f"only_{two}"})), people, two),
        ),
        AnnexList(
            "IV",
            "Data ganda, identitas tidak sah, dan data yang memerlukan penelaahan bersama",
            HEADINGS_CLASS,
            _others(
                lines_of_class(pairs, frozenset(CLASS_WORDS)),
                people,
                {one: "Pihak Kesatu", two: "Pihak Kedua"},
            ),
        ),
    ]
    return [annex for annex in made if annex.rows]


class _Lookup:
    """Reads the four identity columns of each snapshot once."""

    FIELDS = ("nip_baru", "nama", "nik")

    def __init__(self, records: Records, run: Run) -> None:
        self._people: dict[str, dict[int, Person]] = {}
        for side, snapshot_id in (("a", run.snapshot_a), ("b", run.snapshot_b)):
            snapshot = records.snapshots.get(snapshot_id)
            columns = [name for name in self.FIELDS if snapshot is not None and name in snapshot.columns]
            table = records.snapshots.load(snapshot_id, columns)
            self._people[side] = {int(str(row["_row"])): row for row in table.iter_rows(named=True)}

    def identity(self, side: str, row: int) -> tuple[str, str, str]:
        """Return NIP, name and masked NIK of one row."""
        person = self._people[side][row]
        return (
            as_written(person.get("nip_baru")) or "-",
            person.get("nama") or "-",
            masked(person.get("nik") or ""),
        )


def masked(nik: str) -> str:
    """Return a NIK with all but its first six and last two characters hidden; short texts are hidden
    whole.
    """
    text = nik.strip().lstrip("'")
    if not text:
        return "-"
    return f"{text[:6]}{'*' * (len(text) - 8)}{text[-2:]}" if len(text) > 8 else "*" * len(text)


def _differing(records: Records, run: Run, people: _Lookup, side: str) -> list[tuple[str, ...]]:
    by_row: dict[int, list[Finding]] = {}
    for finding in all_findings(records.runs.frame(run.id, "findings")):
        by_row.setdefault(finding.row_a if side == "a" else finding.row_b, []).append(finding)

    def words(row: int) -> str:
        labels = dict.fromkeys(BY_CODE[one.element].label for one in by_row[row])
        return ", ".join(labels)

    return _numbered(sorted(by_row), lambda row: (*people.identity(side, row), words(row)))


def _only(lines: Sequence[PairLine], people: _Lookup, side: str) -> list[tuple[str, ...]]:
    rows = sorted(line.row_a if side == "a" else line.row_b for line in lines)
    return _numbered(rows, lambda row: (*people.identity(side, row), str(row + 1)))


def _others(lines: Sequence[PairLine], people: _Lookup, names: dict[str, str]) -> list[tuple[str, ...]]:
    named: list[tuple[str, int, str]] = []
    for line in lines:
        if line.side in ("a", "both"):
            named.append(("a", line.row_a, line.klass))
        if line.side in ("b", "both"):
            named.append(("b", line.row_b, line.klass))
    order = list(names)
    named.sort(key=lambda one: (order.index(one[0]), one[1]))
    return _numbered(
        named, lambda one: (*people.identity(one[0], one[1]), f"{names[one[0]]}: {CLASS_WORDS[one[2]]}")
    )


Item = TypeVar("Item")


def _numbered(items: Sequence[Item], cells: Callable[[Item], tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [(str(number), *cells(one)) for number, one in enumerate(items, start=1)]
