"""Turns an OSError of the disk into the EnvironmentFault of its kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from padan.common.os_faults import from_oserror


@contextmanager
def os_faults(path: Path) -> Iterator[None]:
    """Let every OSError out as the fault of its kind, naming the file only."""
    try:
        yield
    except OSError as error:
        raise from_oserror(error, path) from None
