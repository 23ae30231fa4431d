"""Indonesian numbers, dates and plain tables for the terminal; knows no use case.

Text out of registers is untrusted: control characters never reach the terminal.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from padan.common.clock import WIB

_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def safe(text: str) -> str:
    """Return `text` without what could steer a terminal or turn the reading direction."""
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if unicodedata.category(one) in _UNSAFE else one for one in text)


def number(value: int) -> str:
    """Return 1234 as 1.234."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float, places: int = 2) -> str:
    """Return 1234.5 as 1.234,50."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def day(value: date) -> str:
    """Return a day as on the documents: 23-11-2026."""
    return value.strftime("%d-%m-%Y")


def moment(value: datetime) -> str:
    """Return a moment in Jakarta's time: 23-11-2026 11.05 WIB."""
    return value.astimezone(WIB).strftime("%d-%m-%Y %H.%M WIB")


def short(digest: str) -> str:
    """Return the beginning of a digest, enough to compare by eye."""
    return digest[:12]


def masked(digits: str | None) -> str:
    """Return a NIK with only its first four and last two characters."""
    if not digits:
        return ""
    return digits[:4] + "•" * max(0, len(digits) - 6) + digits[-2:] if len(digits) > 6 else "•" * len(digits)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], empty: str = "Tidak ada.") -> str:
    """Return an aligned table; whole numbers stand right in Indonesian form. `empty` is said for no rows."""
    shown = [[_cell(one) for one in row] for row in rows]
    if not shown:
        return empty
    raw_right = [all(_is_number(row[i]) for row in shown) for i in range(len(headings))]
    widths = [max(len(head), *(len(row[i]) for row in shown)) for i, head in enumerate(headings)]
    lines = [_line(headings, widths, raw_right), "  ".join("─" * width for width in widths)]
    lines += [_line(row, widths, raw_right) for row in shown]
    return "\n".join(line.rstrip() for line in lines)


def pairs(values: Mapping[str, object]) -> str:
    """Return `label  value` lines, aligned."""
    width = max((len(label) for label in values), default=0)
    return "\n".join(f"{label.ljust(width)}  {_cell(value)}".rstrip() for label, value in values.items())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int):
        return number(value)
    if isinstance(value, float):
        return decimal(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return "–" if value is None or value == "" else safe(str(value))


def _is_number(text: str) -> bool:
    return text == "–" or text.lstrip("-").replace(".", "").replace(",", "").isdigit()


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    return "  ".join(
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
