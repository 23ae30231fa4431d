"""Receiving a register as a file: preview, then an immutable snapshot with provenance, scope enforced at
intake.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from padan.common.clock import local_date
from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.agreement import Agreement
from padan.domain.intake import IntakeReport, Notice, Preview, ReadOptions
from padan.domain.officer import Act
from padan.domain.scope import fields_allowed
from padan.domain.snapshot import Snapshot, StoredProblem
from padan.services import agreement_terms
from padan.services.arrival import Arrival, Arrived
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require


@dataclass(frozen=True)
class ReceiveRequest:
    """A file to receive. `mapping` (header → canonical field) overrides recognition and what was
    remembered.
    """

    path: Path
    agreement_id: str
    register: str
    position: date | None = None
    mapping: dict[str, str] | None = None
    sheet: str | None = None
    allow_empty: bool = False
    accept_damage: bool = False


@dataclass(frozen=True)
class Received:
    """The new snapshot and what intake reported."""

    snapshot: Snapshot
    report: IntakeReport


def preview(session: Session, tools: Tools, request: ReceiveRequest) -> Preview:
    """Return what would be received, dropped and refused; nothing is stored."""
    require(session, Act.DATA_RECEIVE, request.agreement_id)
    party, options = _options(session, tools, request)
    found = tools.reader.preview(request.path, options)
    remembered = _remembered(session, found.signature) if request.mapping is None else None
    if remembered is not None:
        found = tools.reader.preview(request.path, _with_mapping(options, remembered))
    report = found.report
    if report is None:
        return found
    source = report.file_sha256, report.shape.sheet or ""
    with session.store.reading() as records:
        kept = records.snapshots.all(request.agreement_id)
    twin = _of_the_other_party(kept, party, lambda one: one.same_file(*source))
    return replace(found, report=_with_twin(report, twin))


def receive(
    session: Session,
    tools: Tools,
    request: ReceiveRequest,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> Received:
    """Read the file, store the snapshot, remember an explicit mapping; a bad row never blocks the rest.

    Errors: UserFault for a file that cannot be used at all (nothing is stored), for an unknown register or
    agreement. A register that the other party sent as well is received with a warning.
    """
    require(session, Act.DATA_RECEIVE, request.agreement_id)
    cancel = cancel or Cancel()
    party, options = _options(session, tools, request)
    snapshot_id = new_id(session.clock.now())
    with Arrival(session.store, snapshot_id, lambda signature: _remembered(session, signature)) as arrival:
        report = tools.reader.read_in_parts(request.path, options, arrival, progress=progress, cancel=cancel)
        cancel.raise_if_requested()
        digest = arrival.content_digest(progress, cancel)
        snapshot = _snapshot(session, request, party, arrival.described(report, digest))
        kept = arrival.records.snapshots.all(request.agreement_id)
        if twin := _of_the_other_party(kept, party, snapshot.same_source):
            report = _with_twin(report, twin)
            snapshot = replace(snapshot, report={**snapshot.report, "warnings": report.values()["warnings"]})
        problems = [
            StoredProblem(one.row, one.sheet_row, one.column, one.code, one.refused, one.evidence)
            for one in report.problems
        ]
        arrival.finish(snapshot, problems)
        if request.mapping:
            arrival.records.mappings.put(
                report.signature, request.mapping, session.officer.id, session.clock.now()
            )
        _log(session, arrival.records, snapshot, report)
    return Received(snapshot, report)


def _options(session: Session, tools: Tools, request: ReceiveRequest) -> tuple[str, ReadOptions]:
    with session.store.reading() as records:
        agreement = agreement_terms.get_agreement(records, request.agreement_id)
    party = _party_of(agreement, request.register)
    allowed = fields_allowed(
        tools.shipped.scopes(agreement.id), register_party=party, own_party=session.store.party
    )
    options = ReadOptions(
        mapping=request.mapping or {},
        sheet=request.sheet,
        allowed_fields=allowed,
        allow_empty=request.allow_empty,
        accept_spreadsheet_damage=request.accept_damage,
    )
    return party, options


def _party_of(agreement: Agreement, register: str) -> str:
    known = {one.register.casefold(): one.code for one in agreement.parties}
    known.update({one.code.casefold(): one.code for one in agreement.parties})
    wanted = register.strip().casefold().replace("_", "-").replace(" ", "-")
    for name, code in known.items():
        if name.replace(" ", "-") == wanted:
            return code
    names = ", ".join(one.register for one in agreement.parties)
    raise UserFault(codes.REGISTER_UNKNOWN, register=register, agreement=agreement.id, known=names)


def _with_mapping(options: ReadOptions, mapping: dict[str, str]) -> ReadOptions:
    return replace(options, mapping=mapping)


def _remembered(session: Session, signature: str) -> dict[str, str] | None:
    with session.store.reading() as records:
        return records.mappings.get(signature)


def _snapshot(session: Session, request: ReceiveRequest, party: str, arrived: Arrived) -> Snapshot:
    now = session.clock.now()
    report = arrived.report
    return Snapshot(
        id=arrived.snapshot_id,
        agreement_id=request.agreement_id,
        register=request.register,
        party=party,
        position=request.position or local_date(now),
        received_at=now,
        received_by=session.officer.id,
        channel="file",
        file_name=report.file_name,
        file_sha256=report.file_sha256,
        content_digest=arrived.content_digest,
        rows=report.rows_kept,
        rows_read=report.rows_read,
        rows_refused=report.rows_refused,
        columns=arrived.columns,
        report={**report.values(), "options": _options_values(request, report)},
    )


def _of_the_other_party(
    kept: Iterable[Snapshot], party: str, same: Callable[[Snapshot], bool]
) -> Snapshot | None:
    """Return a register of the other party that comes from the same file or holds the same rows."""
    return next((one for one in kept if one.party != party and same(one)), None)


def _with_twin(report: IntakeReport, twin: Snapshot | None) -> IntakeReport:
    """A register matched with itself agrees in every row: the officer is told before a berita acara says
    so.
    """
    if twin is None:
        return report
    told = Notice(codes.FILE_OF_BOTH_PARTIES, {"file": report.file_name, "register": twin.register})
    return replace(report, warnings=(*report.warnings, told))


def _options_values(request: ReceiveRequest, report: IntakeReport) -> dict[str, object]:
    """Return how the file was read, so that anyone with the same file can read it the same way (verify).

    A column is named by its header, or by `#position` where the header alone would not tell it apart.
    """
    headers = [use.header for use in report.columns]
    mapping = {}
    for use in report.columns:
        name = use.header if use.header and headers.count(use.header) == 1 else f"#{use.position}"
        mapping[name] = use.field or "" if use.disposition == "kept" else ""
    return {
        "mapping": mapping,
        "sheet": report.shape.sheet or "",
        "allow_empty": request.allow_empty,
        "accept_damage": request.accept_damage,
    }


def _log(session: Session, records: Records, snapshot: Snapshot, report: IntakeReport) -> None:
    dropped = [one.field or one.header for one in report.columns if one.disposition.startswith("dropped")]
    record(
        session,
        records,
        "data.receive",
        snapshot.id,
        file_sha256=snapshot.file_sha256,
        content=snapshot.content_digest,
        rows=snapshot.rows,
        refused=snapshot.rows_refused,
        dropped=dropped,
    )
