"""Faults as the officer reads them on screen: the shared catalogue, with numbers as the window writes
them.
"""

from collections.abc import Mapping

from padan.common import catalogue
from padan.common.catalogue import FaultText
from padan.common.errors import Fault
from padan.gui.texts import number

__all__ = ["FaultText", "sentence", "shown_line", "words_of"]


def sentence(fault: Fault) -> FaultText:
    """Return the fault's words."""
    return words_of(fault.code, fault.values)


def words_of(code: int, values: Mapping[str, object]) -> FaultText:
    """Return the words of a code with its values: also of row problems and notices, which are no
    exceptions.
    """
    return catalogue.words_of(code, values, _shown)


def shown_line(fault: Fault) -> str:
    """Return message, remedy and code in one line, for a form's message."""
    told = sentence(fault)
    return f"{told.message} {told.remedy} ({told.code})"


def _shown(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_shown(one) for one in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    return str(value)
