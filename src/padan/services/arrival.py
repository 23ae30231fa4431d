"""A register on its way into the store: its parts are written as they are read; decides nothing about them.

The transaction begins with the first part: what a spreadsheet's child or a small file takes to read keeps
nobody else from writing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from padan.common.progress import Cancel, Progress
from padan.domain.intake import IntakeReport
from padan.domain.snapshot import Snapshot, StoredProblem
from padan.matching.table import Table
from padan.services.ports.records import Records, SnapshotWriter, UnitOfWork

if TYPE_CHECKING:
    from padan.matching.keys_kept import KeyMaker

STAGE = "digest"


@dataclass(frozen=True)
class Arrived:
    """What arrived: the report, and the columns and content digest of the table."""

    snapshot_id: str
    report: IntakeReport
    columns: tuple[str, ...]
    content_digest: str


class Arrival:
    """Satisfies RowSink; as a context it commits what arrived, or takes all of it back."""

    def __init__(
        self, store: UnitOfWork, snapshot_id: str, remembered: Callable[[str], Mapping[str, str] | None]
    ) -> None:
        self._store = store
        self._snapshot_id = snapshot_id
        self._remembered = remembered
        self._records: Records | None = None
        self._writer: SnapshotWriter | None = None
        self._keys: KeyMaker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._records is not None:
            self._store.__exit__(kind, error, trace)

    @property
    def records(self) -> Records:
        """The unit of work that the parts are written in; begun when first asked for."""
        if self._records is None:
            self._records = self._store.__enter__()
        return self._records

    @property
    def writer(self) -> SnapshotWriter:
        """What the parts are written by."""
        if self._writer is None:
            self._writer = self.records.snapshots.writer(self._snapshot_id)
        return self._writer

    def remembered(self, signature: str) -> Mapping[str, str] | None:
        """Return the mapping remembered for such headings."""
        return self._remembered(signature)

    def add(self, part: Table) -> None:
        """Write the next rows, and beside them what a run would otherwise parse each time."""
        if self._keys is None:
            from padan.matching.keys_kept import KeyMaker

            self._keys = KeyMaker()
        self.writer.add(part)
        self._keys.part(part, self.writer.keep)

    def finish(self, snapshot: Snapshot, problems: Iterable[StoredProblem]) -> None:
        """Make the snapshot of what arrived."""
        if self._keys is not None:
            self._keys.conclude(self.writer.keep)
        self.writer.finish(snapshot, problems)

    def restart(self) -> None:
        """Forget all parts."""
        self._keys = None
        if self._writer is not None:
            self._writer.restart()

    def content_digest(self, progress: Progress, cancel: Cancel) -> str:
        """Return the digest of the table as it was written."""
        from padan.matching.digests import digest_in_parts

        writer = self.writer
        names = list(writer.columns)

        def column(name: str) -> Iterator[Table]:
            progress(STAGE, names.index(name), len(names))
            return writer.column(name)

        return digest_in_parts(names, writer.rows, column, cancel)

    def described(self, report: IntakeReport, content_digest: str) -> Arrived:
        """Return what arrived."""
        columns = tuple(name for name in self.writer.columns if not name.startswith("_"))
        return Arrived(self._snapshot_id, report, columns, content_digest)
