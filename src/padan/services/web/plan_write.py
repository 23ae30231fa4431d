"""Planning a write into SIASN and approving it: what will be sent is shown, fixed, and signed by a second
officer. States: `domain/web/writing.py`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.domain.correction import Correction
from padan.domain.elements import BY_CODE
from padan.domain.officer import Act
from padan.domain.web.corrections_written import (
    KINDS,
    Settled,
    adds_up,
    fields_of,
    lacking,
    row_to_change,
    settled_by,
    split_credit,
    unknown,
)
from padan.domain.web.profile import ServiceProfile
from padan.domain.web.service import Secrets
from padan.domain.web.writing import (
    OPEN,
    PAPERS,
    ROUTES,
    Before,
    ServiceWrite,
    WriteKind,
    WriteState,
    approval_message,
    holds,
    ids_of,
    request_of,
    row_of,
)
from padan.services import agreement_terms
from padan.services.four_eyes import are_one_person
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require
from padan.services.web.profiles import reachable
from padan.services.web.writes import Standing, get_correction, get_write, in_state, read_standing

_LARGEST_PAPER = 5 << 20


@dataclass(frozen=True)
class WriteWish:
    """Which correction to write over which profile: into the row the register's value came from, the one
    named, or (`creates`) a new one. `stated` are fields an officer read off the decree.
    """

    correction_id: str
    profile_id: str
    row_id: str = ""
    creates: bool = False
    stated: dict[str, str] = field(default_factory=dict, repr=False)
    paper_path: str = ""
    paper_kind: str = ""


@dataclass(frozen=True)
class _Asked:
    correction: Correction
    settled: Settled
    kind: WriteKind
    profile: ServiceProfile
    secrets: Secrets


def plan(session: Session, tools: Tools, wish: WriteWish) -> ServiceWrite:
    """Read how the service stands and write down exactly what will be sent; nothing is sent.

    Errors: UserFault when the correction settles nothing, the service cannot change it, fields are missing,
    or nothing is left to change; faults of the way.
    """
    require(session, Act.WRITE_PREPARE, wish.correction_id)
    asked = _asked(session, tools, wish)
    agreement_terms.require_open(session, asked.correction.agreement_id, agreement_terms.EXCHANGE)
    standing = read_standing(tools, asked.profile, asked.secrets, asked.correction.nip, asked.kind)
    if standing is None:
        raise UserFault(codes.WRITE_PERSON_UNKNOWN, service=asked.profile.name, correction=wish.correction_id)
    made, paper = _planned(session, asked, wish, standing), _paper(tools, asked.kind, wish)
    if paper is not None:
        kind = wish.paper_kind or PAPERS[asked.kind][0]
        made = replace(made, paper_kind=kind, paper_sha256=hashlib.sha256(paper).hexdigest())
    with session.store as records:
        records.service_writes.add(made, paper)
        record(
            session,
            records,
            "write.prepare",
            made.id,
            correction=made.correction_id,
            kind=made.kind.value,
            fields=sorted(made.fields),
            creates=not made.row_id,
        )
    return made


def _paper(tools: Tools, kind: WriteKind, wish: WriteWish) -> bytes | None:
    if wish.paper_kind and wish.paper_kind not in PAPERS[kind]:
        raise UserFault(codes.WRITE_PAPER, why="jenisnya bukan " + " atau ".join(PAPERS[kind]))
    if not wish.paper_path:
        return None
    content = tools.files.read(wish.paper_path, _LARGEST_PAPER)
    if len(content) > _LARGEST_PAPER:
        raise UserFault(codes.WRITE_PAPER, why="lebih dari 5 MB")
    if not content.startswith(b"%PDF-"):
        raise UserFault(codes.WRITE_PAPER, why="bukan PDF")
    return content


def _asked(session: Session, tools: Tools, wish: WriteWish) -> _Asked:
    with session.store.reading() as records:
        correction = get_correction(records, wish.correction_id)
        settled = settled_by(correction)
        if correction.element not in KINDS:
            label = BY_CODE[correction.element].label if correction.element in BY_CODE else correction.element
            raise UserFault(codes.WRITE_NOT_OFFERED, element=label)
        if settled is None:
            raise UserFault(codes.WRITE_NOT_SETTLED, correction=correction.id)
        for one in records.service_writes.all(correction_id=correction.id):
            if one.state in OPEN:
                raise UserFault(codes.WRITE_UNDER_WAY, correction=correction.id, write=one.id)
        profile, secrets = reachable(session, records, tools, wish.profile_id)
    return _Asked(correction, settled, KINDS[correction.element], profile, secrets)


def _planned(session: Session, asked: _Asked, wish: WriteWish, standing: Standing) -> ServiceWrite:
    correction, route = asked.correction, ROUTES[asked.kind]
    fields = fields_of(correction.element, asked.settled.value, wish.stated)
    _check_names(asked, wish, fields)
    row = None if wish.creates else row_to_change(asked.kind, standing.rows, standing.tmt, wish.row_id)
    if row is None and not wish.creates:
        raise UserFault(codes.WRITE_NO_ROW, service=asked.profile.name, correction=correction.id)
    if asked.kind is WriteKind.CREDIT:
        _check_sum(row or {}, fields)
    if row is not None and holds(route, row, fields):
        raise UserFault(codes.WRITE_ALREADY, service=asked.profile.name, correction=correction.id)
    body = request_of(route, standing.pns_id, row, fields)
    now = session.clock.now()
    return ServiceWrite(
        id=new_id(now),
        agreement_id=correction.agreement_id,
        profile_id=asked.profile.id,
        correction_id=correction.id,
        nip=correction.nip,
        kind=asked.kind,
        row_id=str(body["id"]),
        fields=fields,
        body=body,
        before=Before(row_of(route, row) if row is not None else {}, ids_of(standing.rows)),
        basis=asked.settled.basis,
        state=WriteState.PLANNED,
        planned_by=session.officer.id,
        planned_at=now,
    )


def _check_names(asked: _Asked, wish: WriteWish, fields: dict[str, str]) -> None:
    element = asked.correction.element
    if strange := unknown(element, fields):
        known = ", ".join(sorted(ROUTES[asked.kind].keys))
        raise UserFault(codes.WRITE_FIELDS, what=", ".join(strange), known=known)
    if missing := lacking(element, fields, creates=wish.creates):
        raise UserFault(codes.WRITE_FIELDS_LACKING, what=", ".join(missing))


def _check_sum(row: Mapping[str, object], fields: dict[str, str]) -> None:
    if missing := split_credit(row, fields):
        raise UserFault(codes.WRITE_FIELDS_LACKING, what=", ".join(missing))
    if not adds_up(row, fields):
        raise UserFault(codes.WRITE_SUM)


def approve(session: Session, write_id: str) -> ServiceWrite:
    """Sign a planned write as another person than its planner.

    Errors: UserFault WRITE_STATE, WRITE_SAME_PERSON.
    """
    require(session, Act.WRITE_APPROVE, write_id)
    with session.store as records:
        write = in_state(get_write(records, write_id), WriteState.PLANNED)
        if are_one_person(records.officers.all(), write.planned_by, session.officer.id):
            raise UserFault(codes.WRITE_SAME_PERSON)
        now = session.clock.now()
        signed = replace(
            write,
            state=WriteState.APPROVED,
            approved_by=session.officer.id,
            approved_at=now,
            public_key=session.signer.public_key,
            signature=session.signer.sign(approval_message(write, now)),
        )
        records.service_writes.update(signed)
        record(session, records, "write.approve", write_id, correction=write.correction_id)
    return signed


def cancel_write(session: Session, write_id: str) -> ServiceWrite:
    """Give up a write that was certainly not sent; one whose outcome is unknown is read back first."""
    require(session, Act.WRITE_PREPARE, write_id)
    with session.store as records:
        write = in_state(get_write(records, write_id), WriteState.PLANNED, WriteState.APPROVED)
        cancelled = replace(write, state=WriteState.CANCELLED)
        records.service_writes.update(cancelled)
        record(session, records, "write.cancel", write_id, correction=write.correction_id)
    return cancelled


def writes(session: Session, agreement_id: str | None = None) -> list[ServiceWrite]:
    """Return the writes, oldest first, with what they say of people; the look is logged by count."""
    require(session, Act.DATA_VIEW, agreement_id or "")
    with session.store as records:
        found = records.service_writes.all(agreement_id)
        record(session, records, "write.view", agreement_id or "", shown=len(found))
    return found


def one_write(session: Session, write_id: str) -> ServiceWrite:
    """Return one write in full, as its approver must see it; the look is logged.

    Errors: UserFault WRITE_NOT_FOUND.
    """
    require(session, Act.DATA_VIEW, write_id)
    with session.store as records:
        found = get_write(records, write_id)
        record(session, records, "write.view", write_id, shown=1)
    return found
