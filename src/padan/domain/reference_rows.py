"""The rule set and code mapping as rows a person can read and compare; takes plain JSON values, reads
nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

_CODED = (
    "golongan",
    "kedudukan_hukum",
    "jenis_pegawai",
    "tingkat_pendidikan",
    "instansi",
    "satuan_kerja",
)
_LONGEST_CODE = 8
"""SIASN's ids are 32 letters long; where there is a short code people use that."""
_NAME_LISTS = ("front_titles", "back_titles", "muhammad_short", "muhammad_forms")


@dataclass(frozen=True)
class ReferenceRow:
    """One entry: its group, its code, its name, and what else is read as the same."""

    group: str
    code: str
    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowChange:
    """One entry that differs between two rule sets; None where it is absent."""

    group: str
    code: str
    before: ReferenceRow | None
    after: ReferenceRow | None


def reference_rows(raw: Mapping[str, object]) -> list[ReferenceRow]:
    """Return every entry of a rule set in a fixed order of groups: mapping, names, scoring."""
    mapping = _table(raw.get("mapping"))
    rows = [row for group, read in _READERS for row in read(group, mapping.get(group))]
    names = _table(raw.get("names"))
    for name in _NAME_LISTS:
        rows += [ReferenceRow(name, str(one), str(one)) for one in _list(names.get(name))]
    rows += [ReferenceRow("spellings", str(a), f"{a} → {b}") for a, b in _pairs(names.get("spellings"))]
    rows += list(_numbers("scoring", _table(raw.get("scoring"))))
    return rows


def row_changes(before: Sequence[ReferenceRow], after: Sequence[ReferenceRow]) -> list[RowChange]:
    """Return what was added, removed or changed, group by group; the order of entries does not count."""
    old, new = _keyed(before), _keyed(after)
    places = [*old, *(place for place in new if place not in old)]
    return [
        RowChange(place[0], place[1], old.get(place), new.get(place))
        for place in places
        if old.get(place) != new.get(place)
    ]


def _keyed(rows: Sequence[ReferenceRow]) -> dict[tuple[str, str, int], ReferenceRow]:
    """Key the rows by group, code, and how often the code was there before: a few codes name two entries."""
    found: dict[tuple[str, str, int], ReferenceRow] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for row in sorted(rows, key=lambda row: (row.group, row.code, row.name, row.also)):
        place = (row.group, row.code)
        found[*place, seen[place]] = row
        seen[place] += 1
    return found


def _labelled(group: str, value: object) -> Iterator[ReferenceRow]:
    for code, one in _table(value).items():
        entry = _table(one)
        yield ReferenceRow(group, code, str(entry.get("label", "")), _texts(entry.get("words")))


def _groups(group: str, value: object) -> Iterator[ReferenceRow]:
    for one in _list(value):
        entry = _table(one)
        yield ReferenceRow(
            group, str(entry.get("name")), str(entry.get("name")), _texts(entry.get("aliases"))
        )


def _positions(group: str, value: object) -> Iterator[ReferenceRow]:
    """A position: id, code, name, group of positions, level."""
    for one in _list(value):
        cells = _texts(one)
        also = tuple(cell for cell in (*cells[3:], cells[0]) if cell)
        yield ReferenceRow(group, cells[1] or cells[0] or cells[2], cells[2], also)


def _coded(group: str, value: object) -> Iterator[ReferenceRow]:
    """A code list: id, code, name, other spellings."""
    for one in _list(value):
        cells = _texts(one)
        code, other = cells[:2] if len(cells[0]) <= _LONGEST_CODE or not cells[1] else (cells[1], cells[0])
        yield ReferenceRow(group, code, cells[2], tuple(cell for cell in (*cells[3:], other) if cell))


def _spelt(group: str, value: object) -> Iterator[ReferenceRow]:
    for code, one in _table(value).items():
        words = _texts(one) if isinstance(one, list) else (str(one),)
        yield ReferenceRow(group, code, words[0] if words else "", words[1:])


_READERS: tuple[tuple[str, Callable[[str, object], Iterator[ReferenceRow]]], ...] = (
    ("levels", _labelled),
    ("position_groups", _groups),
    ("positions", _positions),
    *((name, _coded) for name in _CODED),
    ("sex", _spelt),
    ("status", _spelt),
    ("abbreviations", _spelt),
)
GROUPS = (*(name for name, _read in _READERS), *_NAME_LISTS, "spellings", "scoring")
"""The groups of entries in the order shown."""


def _numbers(path: str, table: Mapping[str, object]) -> Iterator[ReferenceRow]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _numbers(f"{path}.{name}", cast("Mapping[str, object]", value))
        else:
            yield ReferenceRow("scoring", f"{path}.{name}".removeprefix("scoring."), str(value))


def _table(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple("" if one is None else str(one) for one in _list(value))


def _pairs(value: object) -> list[tuple[str, str]]:
    return [(cells[0], cells[1]) for one in _list(value) if len(cells := _texts(one)) == 2]
