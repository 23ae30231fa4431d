"""The desktop front end. Its first act, before Qt is imported, keeps PySide6 from killing Python 3.11.

PySide6 6.12 is built against headers for which None, True and False are immortal, as from Python 3.12 on:
every call that returns nothing takes one reference from None, and after some thousand calls Python 3.11
aborts with "deallocating None". A count that is never used up, as 3.12 has it, makes them harmless.
"""

import ctypes
import sys

_NEVER_REACHED = 1 << 60

if sys.version_info < (3, 12):
    for _singleton in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_singleton)).value = _NEVER_REACHED
