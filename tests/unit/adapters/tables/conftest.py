"""Small registers as files of every kind; all people are invented."""

from collections.abc import Callable
from pathlib import Path

import pytest

from padan.adapters.tables.reader import read_register
from padan.domain.intake import ReadOptions, ReadRegister

Read = Callable[..., ReadRegister]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read text or bytes as a file; keywords are ReadOptions."""

    def _read(content: str | bytes, name: str = "register.csv", **options: object) -> ReadRegister:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_register(path, ReadOptions(**options))  # type: ignore[arg-type]

    return _read
