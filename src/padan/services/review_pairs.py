"""Deciding doubtful pairs one by one, with undo; decisions are remembered by the fingerprints of both
rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.officer import Act
from padan.domain.run import Decision, Run, Verdict
from padan.matching.results import PairLine, candidates_of, lines_of_class, lines_of_row
from padan.services import matching_core
from padan.services.ports.records import Records
from padan.services.session import Session, record, require

Person = dict[str, str | None]
REVIEW = frozenset({"review"})


@dataclass(frozen=True)
class QueueItem:
    """One doubtful pair in the queue: its line and the standing decision on it, if any."""

    line: PairLine
    decision: Decision | None


@dataclass(frozen=True)
class ReviewQueue:
    """The queue of a run: open pairs first, those put off for later behind, decided ones last."""

    run: Run
    items: Sequence[QueueItem]
    decided: int

    @property
    def open_items(self) -> list[QueueItem]:
        return [one for one in self.items if one.decision is None or one.decision.verdict is Verdict.LATER]


@dataclass(frozen=True)
class ReviewItem:
    """Both rows side by side with the evidence; `others` are further candidates as (row, side of that row,
    score).
    """

    line: PairLine
    person_a: Person
    person_b: Person
    explanation: object
    others: Sequence[tuple[int, str, float]]
    decision: Decision | None


def queue(session: Session, run_id: str) -> ReviewQueue:
    """Return the doubtful pairs of a run with what was decided on each."""
    require(session, Act.REVIEW_VIEW, run_id)
    with session.store.reading() as records:
        run = matching_core.get_run(records, run_id)
        lines = lines_of_class(records.runs.frame(run.id, "pairs"), REVIEW)
        decided = _decisions_by_pair(records, run)
    items = [
        QueueItem(line, decided.get((line.row_a, line.row_b)))
        for line in lines
        if line.row_a >= 0 <= line.row_b
    ]
    items.sort(key=_urgency)
    done = sum(1 for one in items if one.decision is not None and one.decision.verdict is not Verdict.LATER)
    return ReviewQueue(run, items, done)


def _urgency(item: QueueItem) -> int:
    if item.decision is None:
        return 0
    return 1 if item.decision.verdict is Verdict.LATER else 2


def _decisions_by_pair(records: Records, run: Run) -> dict[tuple[int, int], Decision]:
    return {(one.row_a, one.row_b): one for one in matching_core.decisions_of(records, run)}


def item(session: Session, run_id: str, row_a: int, row_b: int) -> ReviewItem:
    """Return one pair of the run with both rows, the weights that made it doubtful, and the next best
    candidates.
    """
    from padan.matching.explain import explain_pair
    from padan.matching.rules import RuleSet

    require(session, Act.DATA_VIEW, run_id)
    with session.store.reading() as records:
        run = matching_core.get_run(records, run_id)
        line = _line(records, run, row_a, row_b)
        person_a, person_b = matching_core.pair_of_people(records, run, row_a, row_b)
        candidates = records.runs.frame(run.id, "candidates")
        rules = matching_core.rules_of(records, run)
        decision = _decisions_by_pair(records, run).get((row_a, row_b))
    others = [(row, "b", score) for row, score in candidates_of(candidates, row_a, "a") if row != row_b]
    others += [(row, "a", score) for row, score in candidates_of(candidates, row_b, "b") if row != row_a]
    explanation = explain_pair(
        person_a, person_b, run.model, RuleSet.from_bytes(rules), score=line.score, rule=line.rule
    )
    return ReviewItem(line, person_a, person_b, explanation, others, decision)


def _line(records: Records, run: Run, row_a: int, row_b: int) -> PairLine:
    pairs = records.runs.frame(run.id, "pairs")
    for line in lines_of_row(pairs, row_a, "a"):
        if line.row_b == row_b:
            return line
    known = candidates_of(records.runs.frame(run.id, "candidates"), row_a, "a", limit=50)
    for row, score in known:
        if row == row_b:
            return PairLine(row_a, row_b, "candidate", "both", score, "candidate")
    raise UserFault(codes.REVIEW_PAIR_UNKNOWN, row_a=row_a, row_b=row_b, run=run.id)


@dataclass(frozen=True)
class DecisionWish:
    """What the officer decided on one pair of a run, and why."""

    row_a: int
    row_b: int
    verdict: Verdict
    reason: str


def decide(session: Session, run_id: str, wish: DecisionWish) -> Decision:
    """Record a decision; it replaces an earlier one on the same pair, which stays in the history as undone.

    Errors: UserFault when the pair is not of the run, when the reason is missing (except for LATER), or when
    a row was already decided to be the same person as another row.
    """
    require(session, Act.REVIEW_DECIDE, run_id)
    if wish.verdict is not Verdict.LATER and not wish.reason.strip():
        raise UserFault(codes.REVIEW_NEEDS_REASON)
    now = session.clock.now()
    with session.store as records:
        run = matching_core.get_run(records, run_id)
        _line(records, run, wish.row_a, wish.row_b)
        standing = matching_core.decisions_of(records, run)
        _refuse_contradiction(standing, wish)
        for earlier in standing:
            if (earlier.row_a, earlier.row_b) == (wish.row_a, wish.row_b):
                records.decisions.undo(earlier.id, session.officer.id, now)
        decision = _decision(session, records, run, wish)
        records.decisions.add(decision)
        record(session, records, "review.decide", decision.id, run=run.id, verdict=wish.verdict.value)
    return decision


def _refuse_contradiction(standing: list[Decision], wish: DecisionWish) -> None:
    if wish.verdict is not Verdict.SAME:
        return
    for one in standing:
        if one.verdict is not Verdict.SAME or (one.row_a, one.row_b) == (wish.row_a, wish.row_b):
            continue
        if one.row_a == wish.row_a:
            raise UserFault(codes.REVIEW_PAIR_CONTRADICTS, row=wish.row_a, other=one.row_b)
        if one.row_b == wish.row_b:
            raise UserFault(codes.REVIEW_PAIR_CONTRADICTS, row=wish.row_b, other=one.row_a)


def _decision(session: Session, records: Records, run: Run, wish: DecisionWish) -> Decision:
    now = session.clock.now()
    person_a, person_b = matching_core.pair_of_people(records, run, wish.row_a, wish.row_b)
    return Decision(
        id=new_id(now),
        agreement_id=run.agreement_id,
        run_id=run.id,
        row_a=wish.row_a,
        row_b=wish.row_b,
        fingerprint_a=matching_core.fingerprint_of(person_a),
        fingerprint_b=matching_core.fingerprint_of(person_b),
        party_a=run.party_a,
        party_b=run.party_b,
        verdict=wish.verdict,
        reason=wish.reason.strip(),
        officer_id=session.officer.id,
        at=now,
    )


def undo(session: Session, run_id: str) -> Decision:
    """Take back this officer's last standing decision on the run; UserFault when there is none."""
    require(session, Act.REVIEW_DECIDE, run_id)
    with session.store as records:
        run = matching_core.get_run(records, run_id)
        mine = [
            one for one in matching_core.decisions_of(records, run) if one.officer_id == session.officer.id
        ]
        if not mine:
            raise UserFault(codes.REVIEW_NOTHING_TO_UNDO)
        last = mine[-1]
        records.decisions.undo(last.id, session.officer.id, session.clock.now())
        record(session, records, "review.undo", last.id, run=run.id)
    return last


def decisions(session: Session, run_id: str) -> list[Decision]:
    """Return every decision of the run's agreement between its two parties, undone ones included, oldest
    first.
    """
    require(session, Act.REVIEW_VIEW, run_id)
    with session.store.reading() as records:
        run = matching_core.get_run(records, run_id)
        found = records.decisions.all(run.agreement_id)
        return [
            matching_core.oriented(one, run.party_a)
            for one in found
            if {one.party_a, one.party_b} == {run.party_a, run.party_b}
        ]


def apply_decisions(
    session: Session, run_id: str, progress: Progress = no_progress, cancel: Cancel | None = None
) -> Run:
    """Return the run with all decisions applied: a new run when any was taken or undone since, else the
    newest one.
    """
    require(session, Act.MATCHING_RUN, run_id)
    return matching_core.current_run(session, run_id, progress, cancel or Cancel())
