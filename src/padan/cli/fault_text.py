"""Faults in words for the terminal, and the exit status of each family; prints nothing."""

from collections.abc import Mapping

from padan.cli.words import number, safe
from padan.common import catalogue
from padan.common.errors import Fault

DONE, USAGE, CANCELLED = 0, 2, 130
STATUS = {"user": 3, "environment": 4, "defect": 5}


def words_of(code: int, values: Mapping[str, object] | None = None) -> tuple[str, str]:
    """Return message and remedy of a code; also of row problems and notices, which are no exceptions."""
    told = catalogue.words_of(code, values, _shown)
    return told.message, told.remedy


def words_of_any(code: int) -> tuple[str, str]:
    """Return the words of a row code when many rows are meant: `…` stands for what differs from row to
    row.
    """
    told = catalogue.words_of(code, {"row": "…", "sheet_row": "…", "column": "…"}, str)
    return told.message, told.remedy


def fault_values(fault: Fault) -> dict[str, object]:
    """Return a fault in the shape of cli.md."""
    message, remedy = words_of(fault.code, fault.values)
    return {"code": fault.code, "family": fault.family, "message": message, "remedy": remedy}


def _shown(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_shown(one) for one in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    return safe(str(value))
