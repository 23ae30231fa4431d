"""The end of an enrichment: roster and what was told, through the same intake as a file, into a snapshot."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from padan.common.clock import local_date
from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.fields import FIELDS
from padan.domain.intake import IntakeReport, ReadOptions, TextStream
from padan.domain.officer import Act
from padan.domain.scope import fields_allowed
from padan.domain.snapshot import Snapshot, StoredProblem
from padan.domain.web.enrichment import CallState, Enrichment, EnrichmentState, merged
from padan.domain.web.siasn_people import HISTORY_FIELDS
from padan.services import agreement_terms
from padan.services.arrival import Arrival, Arrived
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require
from padan.services.web.enrichments import EnrichmentView, open_one, roster_of, viewed

_BLOCK = 2_000


@dataclass(frozen=True)
class _Gathered:
    """What a snapshot is made of: the roster, each row's fields with what was told, and what may be kept."""

    seen: EnrichmentView
    roster: Snapshot
    people: list[dict[str, str]]
    allowed: frozenset[str]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name in FIELDS if any(name in one for one in self.people))

    def blocks(self) -> Iterator[bytes]:
        columns = self.columns
        yield _csv([columns])
        for start in range(0, len(self.people), _BLOCK):
            part = self.people[start : start + _BLOCK]
            yield _csv([tuple(one.get(name, "") for name in columns) for one in part])


def finish(
    session: Session,
    tools: Tools,
    enrichment_id: str,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> Snapshot:
    """Make the snapshot of a roster and what was told of it, through the same intake as a file.

    Errors: UserFault ENRICHMENT_STATE while calls still wait.
    """
    require(session, Act.DATA_RECEIVE, enrichment_id)
    gathered = _gather(session, tools, enrichment_id)
    options = ReadOptions(
        mapping={name: name for name in gathered.columns},
        allowed_fields=gathered.allowed,
        allow_empty=True,
        accept_spreadsheet_damage=True,
    )
    stream = TextStream(f"siasn-{enrichment_id}.csv", 0, gathered.blocks)
    work = cancel or Cancel()
    with Arrival(session.store, new_id(session.clock.now()), lambda _signature: None) as arrival:
        report = tools.reader.read_in_parts(stream, options, arrival, progress=progress, cancel=work)
        arrived = arrival.described(report, arrival.content_digest(progress, work))
        snapshot = _snapshot(session, gathered, arrived)
        arrival.finish(snapshot, _problems(report))
        done = replace(gathered.seen.enrichment, state=EnrichmentState.FINISHED, snapshot_id=snapshot.id)
        arrival.records.enrichments.update(done)
        record(
            session,
            arrival.records,
            "sync.finish",
            enrichment_id,
            snapshot=snapshot.id,
            content=snapshot.content_digest,
            rows=snapshot.rows,
        )
    return snapshot


def _gather(session: Session, tools: Tools, enrichment_id: str) -> _Gathered:
    with session.store.reading() as records:
        enrichment = open_one(records, enrichment_id)
        seen = viewed(records, enrichment_id)
        if seen.waiting:
            raise UserFault(codes.ENRICHMENT_STATE, state=f"masih menunggu {seen.waiting} panggilan")
        roster = roster_of(records, enrichment.roster_id)
        agreement = agreement_terms.get_agreement(records, roster.agreement_id)
        own = session.store.party
        allowed = fields_allowed(
            tools.shipped.scopes(agreement.id), register_party=roster.party, own_party=own
        ).union(*(HISTORY_FIELDS.get(one, ()) for one in enrichment.calls))
        return _Gathered(seen, roster, list(_people(records, enrichment)), allowed)


def _told_of(enrichment: Enrichment, seen: EnrichmentView) -> dict[str, object]:
    counts = {state.value: count for state, count in sorted(seen.counts.items())}
    return {
        "id": enrichment.id,
        "profile": enrichment.profile_id,
        "roster": enrichment.roster_id,
        "calls": counts,
    }


def _people(records: Records, enrichment: Enrichment) -> Iterator[dict[str, str]]:
    """Yield each row of the roster with what was told about it; the lines' own order."""
    told = {
        row: {one.call: one.body for one in calls}
        for row, calls in groupby(
            records.enrichments.calls(enrichment.id, CallState.FOUND), lambda one: one.row
        )
    }
    for row in records.snapshots.load(enrichment.roster_id).iter_rows(named=True):
        yield merged(row, told.get(int(row["_row"]), {}))


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _problems(report: IntakeReport) -> list[StoredProblem]:
    return [
        StoredProblem(one.row, one.sheet_row, one.column, one.code, one.refused, one.evidence)
        for one in report.problems
    ]


def _snapshot(session: Session, gathered: _Gathered, arrived: Arrived) -> Snapshot:
    now, report, roster = session.clock.now(), arrived.report, gathered.roster
    return Snapshot(
        id=arrived.snapshot_id,
        agreement_id=roster.agreement_id,
        register=roster.register,
        party=roster.party,
        position=local_date(now),
        received_at=now,
        received_by=session.officer.id,
        channel="web",
        file_name=report.file_name,
        file_sha256=report.file_sha256,
        content_digest=arrived.content_digest,
        rows=report.rows_kept,
        rows_read=report.rows_read,
        rows_refused=report.rows_refused,
        columns=arrived.columns,
        report={**report.values(), "enrichment": _told_of(gathered.seen.enrichment, gathered.seen)},
    )
