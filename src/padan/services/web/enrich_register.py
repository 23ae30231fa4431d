"""Enriching a roster from SIASN, call by call, resumable after days; its end is a snapshot like any other.

States and their meaning: `domain/web/enrichment.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from padan.common.codes import web as codes
from padan.common.errors import Cancelled, Fault, UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.identifiers import strip_identifier
from padan.domain.officer import Act
from padan.domain.scope import histories_allowed
from padan.domain.web.enrichment import CallState, Enrichment, EnrichmentState, PersonCall, settled
from padan.domain.web.service import Question, Told
from padan.domain.web.siasn_people import HISTORIES, Call
from padan.services import agreement_terms
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require
from padan.services.web.enrichments import EnrichmentView, open_one, roster_of, viewed
from padan.services.web.profiles import reachable, usable_profile

USUAL = (Call.MAIN, Call.POSITIONS, Call.CREDITS)
_NIP_DIGITS = 18
_ROUNDS = 3


@dataclass(frozen=True)
class EnrichWish:
    """What to enrich: a roster snapshot of the SIASN register, over which profile, by which calls."""

    roster_id: str
    profile_id: str
    calls: tuple[Call, ...] = USUAL


def begin(session: Session, tools: Tools, wish: EnrichWish) -> EnrichmentView:
    """Write down every call to make; nothing is asked yet. Histories outside the scope are left out.

    Errors: UserFault when the agreement has ended, the roster is not SIASN's, or names nobody who can be
    asked about.
    """
    require(session, Act.DATA_RECEIVE, wish.roster_id)
    with session.store.reading() as records:
        roster = roster_of(records, wish.roster_id)
    agreement_terms.require_open(session, roster.agreement_id, agreement_terms.EXCHANGE)
    with session.store as records:
        profile = usable_profile(session, records, tools, wish.profile_id)
        if roster.party != profile.party:
            raise UserFault(codes.ENRICHMENT_NOT_OF_SIASN, service=profile.name, register=roster.register)
        now = session.clock.now()
        scopes = tools.shipped.scopes(roster.agreement_id)
        told = histories_allowed(scopes, sender=roster.party, receiver=session.store.party)
        enrichment = Enrichment(
            new_id(now),
            roster.agreement_id,
            profile.id,
            roster.id,
            tuple(one for one in wish.calls if one is Call.MAIN or HISTORIES[one] in told),
            EnrichmentState.OPEN,
            now,
            session.officer.id,
        )
        calls = _calls(records, enrichment)
        if not calls:
            raise UserFault(codes.ENRICHMENT_NOBODY)
        records.enrichments.add(enrichment, calls)
        record(session, records, "sync.begin", enrichment.id, roster=roster.id, calls=len(calls))
    return view(session, enrichment.id)


def _calls(records: Records, enrichment: Enrichment) -> list[PersonCall]:
    """Return a waiting call of each kind for every row with a NIP of eighteen digits; a NIP twice in the
    roster is asked about once, for its first row.
    """
    table = records.snapshots.load(enrichment.roster_id, ["nip_baru"])
    seen, found = set[str](), list[PersonCall]()
    for row, nip in table.iter_rows():
        number = strip_identifier(nip)
        if len(number) != _NIP_DIGITS or not number.isdecimal() or number in seen:
            continue
        seen.add(number)
        for call in enrichment.calls:
            found.append(
                PersonCall(enrichment.id, int(row), call, number, CallState.WAITING, 0, "", "", "", None)
            )
    return found


def run(
    session: Session,
    tools: Tools,
    enrichment_id: str,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> EnrichmentView:
    """Make the calls that wait; each is stored before it counts as made.

    Errors: the fault that stopped it (token, network, service); what was told until then is kept, and the
    next run goes on from there.
    """
    require(session, Act.DATA_RECEIVE, enrichment_id)
    with session.store.reading() as records:
        enrichment = open_one(records, enrichment_id)
        profile, secrets = reachable(session, records, tools, enrichment.profile_id)
    agreement_terms.require_open(session, enrichment.agreement_id, agreement_terms.EXCHANGE)
    keep, cancel = _keeper(session, enrichment_id), cancel or Cancel()
    try:
        for _round in range(_ROUNDS):
            if waiting := _waiting(session, enrichment_id):
                tools.siasn.read_people(profile, secrets, waiting, keep, progress, cancel)
            if not _once_more(session, enrichment_id, _round):
                break
    except Cancelled:
        _note_stop(session, enrichment_id, 0)
        raise
    except Fault as fault:
        _note_stop(session, enrichment_id, fault.code)
        raise
    _note_stop(session, enrichment_id, 0)
    return view(session, enrichment_id)


def _waiting(session: Session, enrichment_id: str) -> list[Question]:
    with session.store.reading() as records:
        calls = records.enrichments.calls(enrichment_id, CallState.WAITING)
        return [Question(one.row, one.nip, one.call) for one in calls]


def _once_more(session: Session, enrichment_id: str, done: int) -> bool:
    """Let the few calls that failed all their attempts wait again; a service that fails one in ten calls
    leaves such ones.
    """
    if done + 1 >= _ROUNDS:
        return False
    with session.store as records:
        return records.enrichments.again(enrichment_id, [CallState.FAILED]) > 0


def _keeper(session: Session, enrichment_id: str) -> Callable[[list[Told]], None]:
    def keep(lot: list[Told]) -> None:
        now = session.clock.now()
        with session.store as records:
            records.enrichments.settle(settled(enrichment_id, one, 1, now) for one in lot)

    return keep


def _note_stop(session: Session, enrichment_id: str, code: int) -> None:
    with session.store as records:
        enrichment = open_one(records, enrichment_id)
        counts = records.enrichments.counts(enrichment_id)
        records.enrichments.update(replace(enrichment, stopped_code=code, stopped_at=session.clock.now()))
        told = {state.value: count for state, count in sorted(counts.items())}
        record(
            session,
            records,
            "sync.run",
            enrichment_id,
            outcome="ok" if not code else "failed",
            code=code,
            calls=told,
        )


def retry(session: Session, enrichment_id: str) -> EnrichmentView:
    """Let the failed and refused calls wait again."""
    require(session, Act.DATA_RECEIVE, enrichment_id)
    with session.store as records:
        open_one(records, enrichment_id)
        count = records.enrichments.again(enrichment_id, [CallState.FAILED, CallState.REFUSED])
        record(session, records, "sync.retry", enrichment_id, calls=count)
    return view(session, enrichment_id)


def abandon(session: Session, enrichment_id: str) -> None:
    """Give an enrichment up; what was told stays as evidence, no snapshot is made of it."""
    require(session, Act.DATA_RECEIVE, enrichment_id)
    with session.store as records:
        records.enrichments.update(replace(open_one(records, enrichment_id), state=EnrichmentState.ABANDONED))
        record(session, records, "sync.abandon", enrichment_id)


def enrichments(session: Session, agreement_id: str | None = None) -> list[EnrichmentView]:
    """Return the enrichments, newest first, counted."""
    require(session, Act.DATA_VIEW)
    with session.store.reading() as records:
        return [
            EnrichmentView(one, records.enrichments.counts(one.id))
            for one in records.enrichments.all(agreement_id)
        ]


def view(session: Session, enrichment_id: str) -> EnrichmentView:
    """Return one enrichment with its troubles; UserFault ENRICHMENT_NOT_FOUND."""
    require(session, Act.DATA_VIEW, enrichment_id)
    with session.store.reading() as records:
        return viewed(records, enrichment_id)
