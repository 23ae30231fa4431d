"""Reads two registers at once: while a child process parses one, the other is read here; knows no pairs."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from padan.adapters.tables.reader import read_register
from padan.common.progress import Cancel, Progress
from padan.domain.intake import ReadOptions, ReadRegister


def read_both(
    paths: tuple[Path, Path],
    options: ReadOptions,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[ReadRegister, ReadRegister]:
    """Return both registers; a fault of the first file is raised before one of the second.

    An exception in the waiting thread (Ctrl+C) asks both readers to stop before it goes on.
    """
    cancel = cancel or Cancel()
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(read_register, path, options, progress=progress, cancel=cancel) for path in paths]
        try:
            first, second = jobs[0].result(), jobs[1].result()
        except BaseException:
            cancel.request()
            raise
    return first, second
