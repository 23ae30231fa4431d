"""Finds and loads the compiled loops; knows no loop by name."""

import ctypes
import sys
from functools import cache
from pathlib import Path

from padan.common.codes import matching as codes
from padan.common.errors import Defect


def library_name() -> str:
    """Return the file name of the compiled loops on this system."""
    return "padan_loops.dll" if sys.platform == "win32" else "padan_loops.so"


@cache
def library() -> ctypes.CDLL:
    """Load the compiled loops; Defect LOOPS_MISSING where they were never compiled or do not fit this
    machine.
    """
    path = Path(__file__).with_name(library_name())
    try:
        return ctypes.CDLL(str(path))
    except OSError as error:
        raise Defect(codes.LOOPS_MISSING, file=path.name) from error
