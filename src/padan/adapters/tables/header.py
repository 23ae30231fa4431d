"""Finds the header among the first rows of a table; works on plain text cells and imports nothing heavy (the
child uses it).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from padan.domain.fields import COMBINED, IDENTIFIERS, ORDINAL
from padan.domain.headings import Recognised, is_foreign, normalise_heading, recognise

HEADER_WITHIN = 30
Row = Sequence[str]

_IDENTITY = frozenset((*IDENTIFIERS, "nama", *(name for name in COMBINED if name.startswith("_nama"))))


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header lies (`row`: index among the rows given), how many rows it takes, and its joined
    names.
    """

    row: int
    rows: int
    names: tuple[str, ...]
    recognised: int
    identity: bool


def find_header(rows: Sequence[Row], mapped: frozenset[str] = frozenset()) -> Header:
    """Return the first row of the first 30 in which most columns are recognised, or the best there is.

    `mapped` are headings an explicit mapping names: they count as recognised. With no row at all the header
    is empty.
    """
    found = [_header_at(rows, index, mapped) for index in range(min(len(rows), HEADER_WITHIN))]
    if not found:
        return Header(0, 1, (), 0, False)
    best = max(found, key=lambda header: (header.identity, header.recognised))
    first = next((header for header in found if header.identity and _mostly(header)), best)
    return first if first.recognised * 2 > best.recognised else best


def source_signature(headers: Sequence[str]) -> str:
    """Return the digest that names a header, for remembering a mapping per source: order and names count,
    case does not.
    """
    text = "\x1f".join(normalise_heading(header) for header in headers)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def meaning(header: str, mapped: frozenset[str]) -> Recognised | None:
    """Return what a header means; one that an explicit mapping names always means something."""
    if header in mapped:
        return Recognised("", 0)
    return recognise(header)


def _mostly(header: Header) -> bool:
    filled = sum(1 for name in header.names if name.strip())
    return header.recognised * 2 >= filled


def _header_at(rows: Sequence[Row], index: int, mapped: frozenset[str]) -> Header:
    single = _measure(index, 1, [clean_cell(cell) for cell in rows[index]], mapped)
    if (
        index + 1 >= len(rows)
        or _is_data(rows[index + 1])
        or (single.recognised == 0 and not any(rows[index]))
    ):
        return single
    joined = _measure(index, 2, _join(rows[index], rows[index + 1], mapped), mapped)
    lower = _measure(index + 1, 1, [clean_cell(cell) for cell in rows[index + 1]], mapped)
    better = single.recognised and joined.recognised >= max(single.recognised, lower.recognised)
    adds = joined.recognised > single.recognised or _completes(single.names, lower, mapped)
    return joined if better and adds else single


def _completes(upper: Row, lower: Header, mapped: frozenset[str]) -> bool:
    """Tell whether the lower row only fills what the upper row leaves open: group headings and gaps."""
    pairs = [(upper[place] if place < len(upper) else "", below) for place, below in enumerate(lower.names)]
    filled = [(above, below) for above, below in pairs if below and below != above]
    return (
        lower.recognised > 0 and bool(filled) and all(meaning(above, mapped) is None for above, _ in filled)
    )


def _measure(row: int, rows: int, names: Sequence[str], mapped: frozenset[str]) -> Header:
    fields = set()
    for place, name in enumerate(names):
        found = meaning(name, mapped)
        if found is not None:
            fields.add(found.field or f"mapped {place}")
    identity = bool(fields & _IDENTITY) or any(field.startswith("mapped ") for field in fields)
    return Header(row, rows, tuple(names), len(fields - {ORDINAL}), identity)


def clean_cell(cell: str) -> str:
    """Return a header cell on one line, without a byte order mark, quotes and white space around it."""
    return " ".join(cell.replace("\ufeff", "").split()).strip("'\"` ").strip()


def _is_data(row: Row) -> bool:
    """A row below the header that holds long numbers or dates is data, not the header's second row."""
    return any(sum(letter.isdigit() for letter in cell) >= 4 for cell in row)


def _join(upper: Row, lower: Row, mapped: frozenset[str]) -> list[str]:
    """Join two header rows: a group heading reaches to the right over the cells that only the lower row
    fills.
    """
    names: list[str] = []
    group = ""
    for place in range(max(len(upper), len(lower))):
        above = clean_cell(upper[place]) if place < len(upper) else ""
        below = clean_cell(lower[place]) if place < len(lower) else ""
        group = above or (group if below else "")
        names.append(_join_cells(group, below, mapped))
    return names


def _join_cells(above: str, below: str, mapped: frozenset[str]) -> str:
    if not below or above == below:
        return above
    if not above:
        return below
    for name in (f"{above} {below}", f"{below} {above}"):
        if meaning(name, mapped) is not None:
            return name
    if is_foreign(above):
        return f"{above} {below}"
    return below if meaning(below, mapped) is not None else f"{above} {below}"
