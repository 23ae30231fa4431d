"""Sending approved writes into SIASN, each once; what became of a broken sending is read back before anything
is sent again. States: `domain/web/writing.py`.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from padan.common.codes import web as codes
from padan.common.errors import Fault, UserFault
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.correction import CorrectionState, may_become
from padan.domain.exchange.answers import answer_message, is_answer_to_package
from padan.domain.officer import Act
from padan.domain.web.answers import Answer, Kind
from padan.domain.web.profile import ServiceProfile
from padan.domain.web.service import Secrets
from padan.domain.web.siasn_people import text_of
from padan.domain.web.writing import (
    ROUTES,
    UNKNOWN,
    UPLOAD,
    Seen,
    ServiceWrite,
    WriteKind,
    WriteState,
    approval_message,
    places_of_paper,
    seen_in,
)
from padan.services import agreement_terms
from padan.services.four_eyes import are_one_person
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require
from padan.services.web.profiles import reachable
from padan.services.web.writes import get_correction, get_write, read_standing

STAGE = "write"
_REFRESH = "/pns/data-utama-jabatansync"
_TO_CARRY = frozenset({WriteState.APPROVED, WriteState.WRITTEN}) | UNKNOWN


@dataclass(frozen=True)
class _Way:
    session: Session
    tools: Tools
    profile: ServiceProfile
    secrets: Secrets


def send(
    session: Session,
    tools: Tools,
    write_ids: list[str] | None = None,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> list[ServiceWrite]:
    """Carry every write that is approved, unclear or unfinished one step on (or those named); return them.

    One whose sending broke only now is read back no earlier than `may_be_read_at`: until then the service
    may still be at work on it. Errors: faults of the way; what was carried until then stays.
    """
    require(session, Act.WRITE_SEND)
    cancel = cancel or Cancel()
    with session.store.reading() as records:
        wanted = [one for one in records.service_writes.all() if one.state in _TO_CARRY]
        ids = [one.id for one in wanted if write_ids is None or one.id in write_ids]
    for place, write_id in enumerate(ids):
        progress(STAGE, place, len(ids))
        cancel.raise_if_requested()
        _carry(session, tools, write_id)
    progress(STAGE, len(ids), len(ids))
    with session.store.reading() as records:
        return [get_write(records, one) for one in ids]


def waiting(session: Session) -> list[ServiceWrite]:
    """Return the writes that `send` would carry on, without asking the service anything."""
    require(session, Act.WRITE_SEND)
    with session.store.reading() as records:
        return [one for one in records.service_writes.all() if one.state in _TO_CARRY]


def may_be_read_at(write: ServiceWrite, profile: ServiceProfile) -> datetime | None:
    """Return when a sending whose outcome is unknown is surely over, by the longest a call may take."""
    if write.state not in UNKNOWN or write.sent_at is None:
        return None
    return write.sent_at + timedelta(seconds=profile.seconds_a_call)


def _carry(session: Session, tools: Tools, write_id: str) -> None:
    with session.store.reading() as records:
        write = get_write(records, write_id)
        profile, secrets = reachable(session, records, tools, write.profile_id)
    agreement_terms.require_open(session, write.agreement_id, agreement_terms.EXCHANGE)
    way = _Way(session, tools, profile, secrets)
    if write.state is not WriteState.WRITTEN:
        early = may_be_read_at(write, profile)
        if early is not None and session.clock.now() < early:
            return
        with session.store.reading() as records:
            _require_signed(records, tools, write)
        write = _sent(way, write)
    if write.state is WriteState.WRITTEN:
        _finish(way, write)


def _require_signed(records: Records, tools: Tools, write: ServiceWrite) -> None:
    """The signature of another person, an officer here, must stand under the very request that leaves."""
    officer = records.officers.get(write.approved_by)
    good = (
        officer is not None
        and officer.public_key == write.public_key
        and write.approved_at is not None
        and not are_one_person(records.officers.all(), write.planned_by, write.approved_by)
        and tools.signatures.holds(
            write.public_key, approval_message(write, write.approved_at), write.signature
        )
    )
    if not good:
        raise UserFault(codes.WRITE_NOT_SIGNED, write=write.id)


def _sent(way: _Way, write: ServiceWrite) -> ServiceWrite:
    """Read, then send only what is still as it was planned; return the write as it stands now."""
    standing = read_standing(way.tools, way.profile, way.secrets, write.nip, write.kind)
    seen, row_id = seen_in(write, standing.rows) if standing else (Seen.OTHER, "")
    if seen is Seen.THERE:
        return _settle(way, replace(write, state=WriteState.WRITTEN, made_id=row_id, words=""))
    if seen is Seen.OTHER:
        return _settle(way, replace(write, state=WriteState.CONFLICT))
    now = way.session.clock.now()
    write = replace(write, state=WriteState.SENDING, attempts=write.attempts + 1, sent_at=now, words="")
    with way.session.store as records:
        records.service_writes.update(write)
        record(way.session, records, "write.send", write.id, attempt=write.attempts)
    try:
        answer = way.tools.siasn.write(way.profile, way.secrets, ROUTES[write.kind].path, write.body)
    except Fault as fault:
        _settle(way, replace(write, state=WriteState.BROKEN), fault.code)
        raise
    return _settle(way, _answered(write, answer))


def _answered(write: ServiceWrite, answer: Answer) -> ServiceWrite:
    if answer.kind is Kind.REFUSED:
        return replace(write, state=WriteState.REFUSED, words=answer.words)
    given = answer.data if isinstance(answer.data, dict) else {}
    row_id = text_of(given.get(ROUTES[write.kind].given)) or write.row_id
    if answer.kind is Kind.WRITTEN and row_id:
        return replace(write, state=WriteState.WRITTEN, made_id=row_id)
    return replace(write, state=WriteState.BROKEN, words=answer.words)


def _settle(way: _Way, write: ServiceWrite, code: int = 0) -> ServiceWrite:
    """Keep what became of it, and with a written row the end of its correction, in one transaction."""
    session = way.session
    failed = write.state in (WriteState.BROKEN, WriteState.REFUSED, WriteState.CONFLICT)
    with session.store as records:
        records.service_writes.update(write)
        record(
            session,
            records,
            "write.settle",
            write.id,
            outcome="failed" if failed else "ok",
            state=write.state.value,
            row=write.made_id,
            code=code,
        )
        if write.state is WriteState.WRITTEN:
            _close_correction(session, records, write)
    return write


def _close_correction(session: Session, records: Records, write: ServiceWrite) -> None:
    correction = get_correction(records, write.correction_id)
    if not may_become(correction.state, CorrectionState.CLOSED):
        return
    closed = replace(correction, state=CorrectionState.CLOSED, answered_at=session.clock.now())
    records.corrections.update(closed)
    if is_answer_to_package(closed, session.store.party):
        records.packages_out.add_message(answer_message(closed, session.clock.now()))
    outcome = CorrectionState.CLOSED.value
    record(session, records, "correction.answer", correction.id, outcome_state=outcome, write=write.id)


def _finish(way: _Way, write: ServiceWrite) -> None:
    """Let the service derive a person's present position anew, and attach the decree; until both are done,
    the write is not.
    """
    if write.kind is WriteKind.POSITION:
        pns_id = str(write.body["pnsId"])
        answer = way.tools.siasn.refresh(way.profile, way.secrets, _REFRESH, {"pns_orang_id": pns_id})
        if answer.kind is not Kind.WRITTEN:
            _note(way, replace(write, words=answer.words))
            return
    if not write.paper_kind or _attached(way, write):
        with way.session.store.reading() as records:
            write = get_write(records, write.id)
        _settle(way, replace(write, state=WriteState.DONE, words=""))


def _attached(way: _Way, write: ServiceWrite) -> bool:
    """Attach the paper unless an earlier sending did; tell whether the row surely holds it now."""
    now = way.session.clock.now()
    sent = write.paper_sent_at
    if sent is not None and now < sent + timedelta(seconds=way.profile.seconds_a_call):
        return False
    standing = read_standing(way.tools, way.profile, way.secrets, write.nip, write.kind)
    places = places_of_paper(write, standing.rows if standing else [])
    if sent is not None and set(places) - set(write.paper_before):
        return True
    write = replace(write, paper_before=places, paper_sent_at=now)
    _note(way, write)
    with way.session.store.reading() as records:
        paper = records.service_writes.paper(write.id) or b""
    if hashlib.sha256(paper).hexdigest() != write.paper_sha256:
        raise UserFault(codes.WRITE_NOT_SIGNED, write=write.id)
    form = {"id_riwayat": write.made_id, "id_ref_dokumen": write.paper_kind}
    answer = way.tools.siasn.upload(way.profile, way.secrets, UPLOAD, form, paper)
    if answer.kind is Kind.REFUSED:
        _note(way, replace(write, paper_sent_at=None, words=answer.words))
    return answer.kind is Kind.WRITTEN


def _note(way: _Way, write: ServiceWrite) -> None:
    with way.session.store as records:
        records.service_writes.update(write)
