"""The conversation about a spreadsheet with the limited child that parses it; imports no polars, so that
the child can work while this process still loads it.
"""

import json
from dataclasses import asdict, dataclass, field

from padan.common.child import ChildLimits, run_child
from padan.common.codes import child as child_codes
from padan.common.codes.files import PARSING_CRASHED, PARSING_MEMORY, PARSING_TIME, UNPACKED_TOO_LARGE
from padan.common.errors import EnvironmentFault, UserFault
from padan.common.progress import Cancel
from padan.domain.intake import MIB, ReadLimits, ReadOptions

_SIGABRT = -6


@dataclass(slots=True)
class Told:
    """What the child tells about the sheet it read. `first_row`, `first_column`: 0-based place of the text's
    first cell;
    `without_value`, `errors`: cells as (sheet row from 1, column of the text from 0).
    """

    format: str
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    first_row: int = 0
    first_column: int = 0
    merged: int = 0
    links: int = 0
    formulas: int = 0
    without_value: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """What the child told about the chosen sheet, and its text: a line a row, cells parted by tabs, UTF-8."""

    told: Told
    text: memoryview


def ask_for_sheet(content: bytes, file: str, options: ReadOptions, cancel: Cancel | None) -> SheetAnswer:
    """Return the best (or the named) sheet; UserFault for a workbook that cannot or must not be read."""
    allowed = options.limits.process_bytes // 2
    if len(content) > allowed:
        raise UserFault(UNPACKED_TOO_LARGE, file=file, limit_mib=allowed // MIB)
    asked = {
        "file": file,
        "sheet": options.sheet,
        "mapped": sorted(header for header, name in options.mapping.items() if name),
        "limits": asdict(options.limits),
    }
    request = b"".join((json.dumps(asked).encode("utf-8"), b"\n", content))
    limits = ChildLimits(options.limits.process_bytes, options.limits.process_seconds)
    try:
        answer = run_child("read-spreadsheet", request, limits=limits, cancel=cancel)
    except EnvironmentFault as fault:
        raise _of_the_file(fault, file, options.limits) from None
    end = answer.index(b"\n")
    return SheetAnswer(Told(**json.loads(answer[:end])), memoryview(answer)[end + 1 :])


def _of_the_file(fault: EnvironmentFault, file: str, limits: ReadLimits) -> Exception:
    """A child brought down by its input is the input's fault, not the machine's."""
    aborted = fault.code == child_codes.CHILD_CRASHED and fault.values.get("status") == _SIGABRT
    if fault.code == child_codes.CHILD_MEMORY or aborted:
        return UserFault(PARSING_MEMORY, file=file, limit_mib=limits.process_bytes // MIB)
    if fault.code == child_codes.CHILD_TIME:
        return UserFault(PARSING_TIME, file=file, seconds=limits.process_seconds)
    if fault.code == child_codes.CHILD_CRASHED:
        return UserFault(PARSING_CRASHED, file=file)
    return fault
