"""Rows of a package through the same intake as a file, into a snapshot: on arrival, and of what we send.

What we send is kept as the receiver will read it, so that both offices match the same two tables. The rows'
names between the offices are kept beside the snapshot, found again by the line each row stands in.
"""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from padan.common.codes import handover as codes
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress
from padan.domain.exchange.proposals import RowName
from padan.domain.exchange.receipts import RowError
from padan.domain.exchange.rows import SEPARATOR, SeenNames, is_row_name, row_fingerprint
from padan.domain.fields import FIELDS
from padan.domain.intake import IntakeReport, ReadOptions, TextStream
from padan.domain.snapshot import Snapshot, StoredProblem
from padan.matching.table import Table
from padan.services.arrival import Arrival
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session

ERRORS_TOLD = 1_000
_BATCH_ROWS = 2_000
_ROW_BYTES = 300


@dataclass(frozen=True)
class PackagedRows:
    """A table of people as it travels: `rows` begin with id_baris and sidik_baris, then one cell a column."""

    name: str
    columns: tuple[str, ...]
    count: int
    rows: Callable[[], Iterator[Sequence[str]]]


@dataclass(frozen=True)
class Provenance:
    """Where the rows are from: agreement, register, party, day, how they came, under which digest."""

    agreement_id: str
    register: str
    party: str
    position: date
    channel: str
    file_sha256: str
    allowed: frozenset[str]


@dataclass
class _Named:
    """The names of the rows fed to intake and not yet stored, by the line they begin in; `refused` are those
    of rows that intake did not hand on. Holds a part of the table at a time.
    """

    waiting: deque[tuple[int, str, str]] = field(default_factory=deque)
    refused: dict[int, str] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    def begin(self) -> None:
        self.waiting.clear()
        self.refused.clear()
        self.errors.clear()

    def judge(self, row: Sequence[str], seen: SeenNames) -> bool:
        """Tell whether a row may go to intake; what is wrong with it is noted."""
        column, code = "sidik_baris", 0
        if not is_row_name(row[0]):
            column, code = "id_baris", codes.ROW_NAME_WRONG
        elif not seen.add(row[0]):
            column, code = "id_baris", codes.ROW_NAME_REPEATED
        elif row_fingerprint(row[2:]) != row[1] or any(SEPARATOR in cell for cell in row):
            code = codes.ROW_FINGERPRINT_DIFFERS
        if code and len(self.errors) < ERRORS_TOLD:
            self.errors.append(RowError("?" if code == codes.ROW_NAME_WRONG else row[0], column, code))
        return not code

    def take(self, row: int, line: int) -> RowName:
        """Return the name of the row that begins at `line`; rows before it were refused."""
        while self.waiting[0][0] < line:
            self._refuse()
        _line, id_baris, sidik = self.waiting.popleft()
        return RowName(row, id_baris, sidik)

    def close(self) -> None:
        """The rows that are left were refused."""
        while self.waiting:
            self._refuse()

    def _refuse(self) -> None:
        line, id_baris, _sidik = self.waiting.popleft()
        if len(self.refused) < ERRORS_TOLD:
            self.refused[line] = id_baris


@dataclass(frozen=True)
class TakenIn:
    """The snapshot, the report, and what is wrong with each refused row; a row whose name or fingerprint did
    not fit never reached intake.
    """

    snapshot: Snapshot
    report: IntakeReport
    errors: tuple[RowError, ...]


@dataclass(frozen=True)
class TakingIn:
    """What goes along: what else is written in the same transaction, progress and cancel."""

    also: Callable[[Records, TakenIn], None]
    progress: Progress
    cancel: Cancel


@dataclass(frozen=True)
class _Sink:
    """Hands parts on to the store and names their rows there."""

    arrival: Arrival
    snapshot_id: str
    names: _Named

    def remembered(self, signature: str) -> Mapping[str, str] | None:
        return None

    def add(self, part: Table) -> None:
        numbers = zip(part["_row"].to_list(), part["_sheet_row"].to_list(), strict=True)
        named = [self.names.take(int(row), int(line)) for row, line in numbers]
        self.arrival.add(part)
        self.arrival.records.row_names.put(self.snapshot_id, named)

    def restart(self) -> None:
        self.arrival.records.row_names.forget(self.snapshot_id)
        self.arrival.restart()


def take_in(
    session: Session,
    tools: Tools,
    packaged: PackagedRows,
    origin: Provenance,
    how: TakingIn,
) -> TakenIn:
    """Store the rows as a snapshot; `how.also` runs in the same transaction: all of it or nothing."""
    names = _Named()
    stream = TextStream(packaged.name, packaged.count * _ROW_BYTES, lambda: _blocks(packaged, names))
    options = ReadOptions(
        mapping={one: one if one in FIELDS else "" for one in packaged.columns},
        allowed_fields=origin.allowed,
        allow_empty=True,
        accept_spreadsheet_damage=True,
    )
    snapshot_id = new_id(session.clock.now())
    with Arrival(session.store, snapshot_id, lambda _signature: None) as arrival:
        sink = _Sink(arrival, snapshot_id, names)
        report = tools.reader.read_in_parts(stream, options, sink, progress=how.progress, cancel=how.cancel)
        names.close()
        digest = arrival.content_digest(how.progress, how.cancel)
        columns = arrival.described(report, digest).columns
        taken = TakenIn(
            _snapshot(session, snapshot_id, origin, report, columns, digest), report, _errors(names, report)
        )
        arrival.finish(taken.snapshot, _problems(report))
        how.also(arrival.records, taken)
    return taken


def _errors(names: _Named, report: IntakeReport) -> tuple[RowError, ...]:
    refused = [one for one in report.problems if one.refused]
    told = [
        RowError(names.refused.get(one.sheet_row, "?"), one.column, one.code) for one in refused[:ERRORS_TOLD]
    ]
    return (*names.errors, *told)


def _problems(report: IntakeReport) -> list[StoredProblem]:
    return [
        StoredProblem(one.row, one.sheet_row, one.column, one.code, one.refused, one.evidence)
        for one in report.problems
    ]


def _blocks(packaged: PackagedRows, names: _Named) -> Iterator[bytes]:
    """Write the rows whose name and fingerprint fit as CSV, noting the line each begins in."""
    names.begin()
    seen = SeenNames(packaged.count)
    yield _csv([packaged.columns])
    line, batch = 2, list[Sequence[str]]()
    for row in packaged.rows():
        if not names.judge(row, seen):
            continue
        cells = list(row[2:])
        names.waiting.append((line, row[0], row[1]))
        if any("\r" in cell for cell in cells):
            cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
        line += 1 + sum(cell.count("\n") for cell in cells if "\n" in cell)
        batch.append(cells)
        if len(batch) >= _BATCH_ROWS:
            yield _csv(batch)
            batch = []
    yield _csv(batch)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _snapshot(
    session: Session,
    snapshot_id: str,
    origin: Provenance,
    report: IntakeReport,
    columns: tuple[str, ...],
    digest: str,
) -> Snapshot:
    return Snapshot(
        id=snapshot_id,
        agreement_id=origin.agreement_id,
        register=origin.register,
        party=origin.party,
        position=origin.position,
        received_at=session.clock.now(),
        received_by=session.officer.id,
        channel=origin.channel,
        file_name=report.file_name,
        file_sha256=origin.file_sha256,
        content_digest=digest,
        rows=report.rows_kept,
        rows_read=report.rows_read,
        rows_refused=report.rows_refused,
        columns=columns,
        report=report.values(),
    )
