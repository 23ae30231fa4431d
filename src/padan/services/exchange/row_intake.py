"""Rows of a package through the same intake as a file, into a snapshot: on arrival, and of what we send.

What we send is kept as the receiver will read it, so that both offices match the same two tables. The rows'
names between the offices are kept beside the snapshot, found again by the line each row stands in.
"""

import csv
import io
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from padan.common.codes import handover as codes
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress
from padan.domain.exchange.proposals import RowName
from padan.domain.exchange.receipts import RowError
from padan.domain.exchange.rows import row_fingerprint
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
    """The names of the rows fed to intake, by the line they begin in."""

    lines: "array[int]" = field(default_factory=lambda: array("Q"))
    names: list[str] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    def of(self, row: int, line: int) -> RowName:
        id_baris, sidik = self.names[bisect_left(self.lines, line)].split(",")
        return RowName(row, id_baris, sidik)


@dataclass(frozen=True)
class TakenIn:
    """The snapshot, the report, and what is wrong with each refused row; a row whose fingerprint did not fit
    never reached intake.
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
    """Hands parts on to the store and names their rows."""

    arrival: Arrival
    named: list[RowName]
    names: _Named

    def remembered(self, signature: str) -> Mapping[str, str] | None:
        return None

    def add(self, part: Table) -> None:
        numbers = zip(part["_row"].to_list(), part["_sheet_row"].to_list(), strict=True)
        self.named.extend(self.names.of(int(row), int(line)) for row, line in numbers)
        self.arrival.add(part)

    def restart(self) -> None:
        self.named.clear()
        self.arrival.restart()


def take_in(
    session: Session,
    tools: Tools,
    packaged: PackagedRows,
    origin: Provenance,
    how: TakingIn,
) -> TakenIn:
    """Store the rows as a snapshot; `how.also` runs in the same transaction: all of it or nothing."""
    names, named = _Named(), list[RowName]()
    stream = TextStream(packaged.name, packaged.count * _ROW_BYTES, lambda: _blocks(packaged, names))
    options = ReadOptions(
        mapping={one: one if one in FIELDS else "" for one in packaged.columns},
        allowed_fields=origin.allowed,
        allow_empty=True,
        accept_spreadsheet_damage=True,
    )
    snapshot_id = new_id(session.clock.now())
    with Arrival(session.store, snapshot_id, lambda _signature: None) as arrival:
        sink = _Sink(arrival, named, names)
        report = tools.reader.read_in_parts(stream, options, sink, progress=how.progress, cancel=how.cancel)
        digest = arrival.content_digest(how.progress, how.cancel)
        columns = arrival.described(report, digest).columns
        taken = TakenIn(
            _snapshot(session, snapshot_id, origin, report, columns, digest), report, _errors(names, report)
        )
        arrival.finish(taken.snapshot, _problems(report))
        arrival.records.row_names.put(snapshot_id, named)
        how.also(arrival.records, taken)
    return taken


def _errors(names: _Named, report: IntakeReport) -> tuple[RowError, ...]:
    refused = [one for one in report.problems if one.refused]
    told = [RowError(names.of(one.row, one.sheet_row).id_baris, one.column, one.code) for one in refused]
    return (*names.errors[:ERRORS_TOLD], *told[:ERRORS_TOLD])


def _problems(report: IntakeReport) -> list[StoredProblem]:
    return [
        StoredProblem(one.row, one.sheet_row, one.column, one.code, one.refused, one.evidence)
        for one in report.problems
    ]


def _blocks(packaged: PackagedRows, names: _Named) -> Iterator[bytes]:
    """Write the rows whose fingerprint fits as CSV, noting the line each begins in."""
    names.lines, names.names, names.errors = array("Q"), [], []
    yield _csv([packaged.columns])
    line, batch = 2, list[Sequence[str]]()
    for row in packaged.rows():
        id_baris, sidik, cells = row[0], row[1], list(row[2:])
        if row_fingerprint(cells) != sidik:
            names.errors.append(RowError(id_baris, "sidik_baris", codes.ROW_FINGERPRINT_DIFFERS))
            continue
        names.lines.append(line)
        names.names.append(f"{id_baris},{sidik}")
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
