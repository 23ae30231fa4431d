"""What waits for this officer, by role: reads counts only, shows no name and decides nothing."""

from dataclasses import dataclass

from padan.common.clock import local_date
from padan.common.codes import handover as codes
from padan.domain.correction import CorrectionState
from padan.domain.document_life import DocumentState
from padan.domain.exchange.incoming import InState
from padan.domain.exchange.outgoing import SEALED_STATES, OutState, PackageOut, is_overdue
from padan.domain.exchange.trust import ONCE_TRUSTED
from padan.domain.officer import Act, may
from padan.domain.run import Run, Verdict
from padan.matching.results import lines_of_class
from padan.services import matching_core
from padan.services.ports.records import Records
from padan.services.session import Session


@dataclass(frozen=True)
class Waiting:
    """One kind of waiting work: its code, how many, the id of the first, to go there, and the agreement it
    is of.
    """

    code: str
    count: int
    subject: str
    agreement_id: str = ""


def waiting(session: Session) -> list[Waiting]:
    """Return what waits for the officer's roles, in the order of the loop; empty when nothing does."""
    found: list[Waiting] = []
    with session.store.reading() as records:
        if may(session.officer, Act.REVIEW_DECIDE):
            found += _reviews(records)
        if may(session.officer, Act.CORRECTION_ANSWER):
            found += _corrections(records)
        for act, state, code in _DOCUMENTS:
            if may(session.officer, act):
                found += _documents(records, state, code)
        found += _packages(session, records)
    return [one for one in found if one.count]


_DOCUMENTS = (
    (Act.DOCUMENT_VERIFY, DocumentState.DISUSUN, "verify"),
    (Act.DOCUMENT_APPROVE, DocumentState.DIVERIFIKASI, "approve"),
    (Act.DOCUMENT_FREEZE, DocumentState.DISAHKAN, "freeze"),
    (Act.DOCUMENT_PRINT, DocumentState.DIBEKUKAN, "print"),
)


def _documents(records: Records, state: DocumentState, code: str) -> list[Waiting]:
    listed = [one for one in records.documents.all() if one.state == state.value]
    return [Waiting(code, len(listed), listed[0].id)] if listed else []


def _packages(session: Session, records: Records) -> list[Waiting]:
    """Count packages to approve, set aside for an approver, to write or hand over, and overdue ones."""
    officer, today = session.officer, local_date(session.clock.now())
    out = records.packages_out.all() if may(officer, Act.PACKAGE_VIEW) else []
    wanted: list[tuple[Act, str, list[str]]] = [
        (
            Act.PACKAGE_APPROVE,
            "package_approve",
            [one.id for one in out if one.state is OutState.PREPARED and one.prepared_by != officer.id],
        ),
        (
            Act.PACKAGE_CARRY,
            "package_carry",
            [one.id for one in out if one.state in (OutState.SEALED, OutState.WRITTEN)],
        ),
        (Act.PACKAGE_PREPARE, "package_overdue", [one.id for one in out if is_overdue(one, today)]),
    ]
    if may(officer, Act.PACKAGE_RELEASE):
        came = [one for one in records.packages_in.all() if one.state in (InState.HELD, InState.QUARANTINED)]
        late = [one.id for one in came if one.code != codes.SEQUENCE_GAP]
        wanted.append((Act.PACKAGE_RELEASE, "package_release", late))
    found = [Waiting(code, len(ids), ids[0]) for act, code, ids in wanted if ids and may(officer, act)]
    waiting = records.packages_out.waiting() if may(officer, Act.PACKAGE_PREPARE) else []
    return [*found, *([Waiting("package_send", len(waiting), "")] if waiting else [])]


def _corrections(records: Records) -> list[Waiting]:
    found = []
    for agreement in records.agreements.all():
        wanted = (CorrectionState.SENT, CorrectionState.ASKED)
        count = sum(1 for one in records.corrections.all(agreement.id) if one.state in wanted)
        found.append(Waiting("answer", count, agreement.id, agreement.id))
    return found


def _reviews(records: Records) -> list[Waiting]:
    """Count the undecided pairs of the newest runs; pairs are read only where there are any."""
    found = []
    for run in newest_runs(records.runs.all()):
        if not _has_doubts(run):
            continue
        lines = lines_of_class(records.runs.frame(run.id, "pairs"), frozenset({"review"}))
        pairs = {(one.row_a, one.row_b) for one in lines if one.row_a >= 0 <= one.row_b}
        decided = {
            (one.row_a, one.row_b)
            for one in matching_core.decisions_of(records, run)
            if one.verdict is not Verdict.LATER
        }
        found.append(Waiting("review", len(pairs - decided), run.id, run.agreement_id))
    return found


def newest_runs(runs: list[Run]) -> list[Run]:
    """Return the newest run of each pair of snapshots, newest first."""
    newest: dict[frozenset[str], Run] = {}
    for run in sorted(runs, key=_made):
        newest[frozenset((run.snapshot_a, run.snapshot_b))] = run
    return sorted(newest.values(), key=_made, reverse=True)


def _made(run: Run) -> str:
    """Ids are ordered by time."""
    return run.id


def _has_doubts(run: Run) -> bool:
    """Tell from the run's summary alone whether any row needs a review."""
    classes = run.summary.get("classes")
    sides = classes.values() if isinstance(classes, dict) else []
    return any(int(str(side.get("review", 0))) for side in sides if isinstance(side, dict))


def first_loop(session: Session) -> frozenset[str]:
    """Return which steps of the loop were ever done in this workspace, for the strip of the practice one."""
    with session.store.reading() as records:
        agreements = [one.id for one in records.agreements.all()]
        states = {one.state for one in records.documents.all()}
        done = {
            "receive": len({one.party for one in records.snapshots.all()}) > 1,
            "match": bool(records.runs.all()),
            "review": any(records.decisions.all(one) for one in agreements),
            "propose": any(records.corrections.all(one) for one in agreements),
        }
    reached = max((_ORDER.index(state) for state in states if state in _ORDER), default=-1)
    steps = ("compose", "verify", "approve", "freeze", "print")
    done |= {code: reached >= place for place, code in enumerate(steps)}
    return frozenset(code for code, there in done.items() if there)


_ORDER = (
    DocumentState.DISUSUN.value,
    DocumentState.DIVERIFIKASI.value,
    DocumentState.DISAHKAN.value,
    DocumentState.DIBEKUKAN.value,
    DocumentState.DICETAK.value,
    DocumentState.DITANDATANGANI.value,
    DocumentState.DIARSIPKAN.value,
)


def exchange_loop(session: Session) -> frozenset[str]:
    """Return which steps of the two-office exercise were ever done in this workspace."""
    if not may(session.officer, Act.PACKAGE_VIEW):
        return frozenset()
    with session.store.reading() as records:
        own, keys = records.agency_keys.all(), records.partner_keys.all()
        out = {_kind(one) for one in records.packages_out.all() if one.state in SEALED_STATES}
        came = {one.kind for one in records.packages_in.all() if one.state is InState.APPLIED}
    done = {
        "keys": bool(own),
        "card": bool(keys),
        "trust": any(one.state in ONCE_TRUSTED for one in keys),
        "receive": "DATA" in came,
        "send": "DATA" in out,
        "receipt": "TT" in out,
        "propose": "USUL" in out,
        "settle": "USUL" in came,
        "paper": "BA" in came,
    }
    return frozenset(code for code, there in done.items() if there)


def _kind(one: PackageOut) -> str:
    return "" if one.plan.get("answers") else one.kind
