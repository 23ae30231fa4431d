"""Receives a register as a file. Imports nothing heavy by itself: a spreadsheet is with the child before
polars is loaded.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from padan.adapters.tables.opening import Opened, open_register
from padan.adapters.tables.source import Source
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.intake import ReadOptions, ReadRegister

if TYPE_CHECKING:
    from padan.adapters.tables.delimited import Reading


def read_register(
    path: Path,
    options: ReadOptions | None = None,
    *,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
) -> ReadRegister:
    """Return the register in `path` as report and table (design: register table).

    Errors: UserFault for a file of the wrong kind, damaged, hostile, without usable columns or rows (codes
    501xx, 50013); EnvironmentFault when it cannot be read from disk; Cancelled. A bad row never blocks the
    rest.
    """
    path = Path(path)
    options = options or ReadOptions()
    with Source(path) as source:
        opened = open_register(source, options, cancel)
        from padan.adapters.tables.register import read_opened

        return read_opened(opened, reading_of(opened, options, progress, cancel))


def reading_of(
    opened: Opened, options: ReadOptions, progress: Progress | None, cancel: Cancel | None
) -> "Reading":
    """Return what goes along with the reading of the opened file."""
    from padan.adapters.tables.delimited import Reading
    from padan.adapters.tables.problems import Problems

    mapped = frozenset(header for header, field in options.mapping.items() if field)
    source, how = opened.source, (progress or no_progress, cancel or Cancel())
    return Reading(source.name, source.size, options, Problems(), *how, mapped=mapped)
