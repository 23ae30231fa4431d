"""Turns a spreadsheet's cell value into text without losing what a spreadsheet may have damaged."""

import datetime as dt
import math

_EXACT = 2.0**53
_EXCEL_DIGITS = 1e15
_FLAT = dict.fromkeys((*range(32), 127, 0x85, 0x2028, 0x2029), " ")


def cell_text(value: object) -> str:
    """Return the text of a cell on one line, without tabs."""
    if isinstance(value, str):
        return value if value.isprintable() else value.replace("\r\n", " ").translate(_FLAT)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def number_text(value: float) -> str:
    """Return a number as digits, or in exponent form where digits would be invented.

    Excel keeps 15 digits: a number of 16 and more that ends in 0, or that a double cannot hold exactly, has
    lost its last digits. In exponent form it is evidence and never a key.
    """
    if not math.isfinite(value):
        return ""
    if not value.is_integer():
        return format(value, ".15g")
    digits = str(int(value))
    if abs(value) < _EXCEL_DIGITS or (abs(value) < _EXACT and not digits.endswith("0")):
        return digits
    return format(value, ".14E")
