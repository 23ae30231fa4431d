"""What waits for this officer, by role: reads counts only, shows no name and decides nothing."""

from dataclasses import dataclass

from padan.domain.correction import CorrectionState
from padan.domain.document_life import DocumentState
from padan.domain.officer import Act, may
from padan.domain.run import Run, Verdict
from padan.services import matching_core
from padan.services.ports.records import Records
from padan.services.session import Session


@dataclass(frozen=True)
class Waiting:
    """One kind of waiting work: its code, how many, and the id of the first, to go there."""

    code: str
    count: int
    subject: str


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


def _corrections(records: Records) -> list[Waiting]:
    found = []
    for agreement in records.agreements.all():
        wanted = (CorrectionState.SENT, CorrectionState.ASKED)
        count = sum(1 for one in records.corrections.all(agreement.id) if one.state in wanted)
        found.append(Waiting("answer", count, agreement.id))
    return found


def _reviews(records: Records) -> list[Waiting]:
    """Count the open rows of the newest run of each pair of snapshots: the run's own count less the
    decisions.
    """
    found = []
    for run in newest_runs(records.runs.all()):
        decided = {
            (one.row_a, one.row_b)
            for one in matching_core.decisions_of(records, run)
            if one.verdict is not Verdict.LATER
        }
        made_before = _decided_before(records, run)
        found.append(Waiting("review", max(review_rows(run) - len(decided - made_before), 0), run.id))
    return found


def _decided_before(records: Records, run: Run) -> set[tuple[int, int]]:
    """Return pairs decided before the run was made: they are no longer among its doubtful ones."""
    return {
        (one.row_a, one.row_b) for one in matching_core.decisions_of(records, run) if one.at <= run.created_at
    }


def newest_runs(runs: list[Run]) -> list[Run]:
    """Return the newest run of each pair of snapshots, newest first."""
    newest: dict[frozenset[str], Run] = {}
    for run in sorted(runs, key=_made):
        newest[frozenset((run.snapshot_a, run.snapshot_b))] = run
    return sorted(newest.values(), key=_made, reverse=True)


def _made(run: Run) -> str:
    """Ids are ordered by time."""
    return run.id


def review_rows(run: Run) -> int:
    """Return how many rows of side A the run's summary counts as doubtful, 0 when it does not say."""
    classes = run.summary.get("classes")
    if not isinstance(classes, dict):
        return 0
    side = classes.get("a")
    value = side.get("review", 0) if isinstance(side, dict) else 0
    return int(str(value))
