"""Registers as files, seen by the use cases: reading, previewing and writing; satisfied by
adapters.tables.
"""

from pathlib import Path
from typing import Protocol

from padan.common.progress import Cancel, Progress
from padan.domain.intake import IntakeReport, Preview, ReadOptions, ReadRegister, RowSink, TextStream
from padan.matching.table import Table


class RegisterReader(Protocol):
    """Reads a foreign file. A damaged or hostile file is a UserFault, a vanished one an EnvironmentFault."""

    def read(
        self,
        path: Path,
        options: ReadOptions,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> ReadRegister: ...
    def read_both(
        self,
        paths: tuple[Path, Path],
        options: ReadOptions,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> tuple[ReadRegister, ReadRegister]:
        """Read two files at once; a fault of the first is raised before one of the second."""
        ...

    def read_in_parts(
        self,
        path: Path | TextStream,
        options: ReadOptions,
        sink: RowSink,
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> IntakeReport:
        """Read a file of any size in bounded memory, part by part into `sink`."""
        ...

    def preview(self, path: Path, options: ReadOptions) -> Preview: ...


class TableWriter(Protocol):
    """Writes tables for people: text cells only, never a formula. The target is written atomically."""

    def write(self, table: Table, target: Path, *, sheet: str, headers: dict[str, str]) -> str:
        """Write XLSX or CSV by the target's suffix; return the file's SHA-256."""
        ...

    def write_frame(self, table: Table, target: Path) -> None:
        """Write a result frame (numbers and codes only) as Parquet or CSV by the target's suffix."""
        ...
