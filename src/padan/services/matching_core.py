"""What running, reviewing and composing share: run = f(A, B, rules, decisions), kept whole or not at all;
no use case.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from padan.common.codes import work as codes
from padan.common.errors import EnvironmentFault, UserFault
from padan.common.ids import new_id
from padan.common.memory import peak_memory_bytes
from padan.common.progress import Cancel, Progress
from padan.domain.run import Decision, Run, Verdict
from padan.domain.snapshot import Snapshot
from padan.matching.table import Table
from padan.services.ports.records import Records
from padan.services.session import Session, record

if TYPE_CHECKING:
    from padan.matching.engine import MatchResult
    from padan.matching.register import Register

_RULES = "rules:"


@dataclass(frozen=True)
class Pairing:
    """Two snapshots, the rule set's bytes, and the run that this one replaces, if any."""

    a: Snapshot
    b: Snapshot
    rules: bytes
    supersedes: str | None = None


def register_of(records: Records, snapshot: Snapshot) -> "Register":
    """Return a stored register for the engine: what was parsed at import, and columns fetched when asked
    for while this unit of work lasts.
    """
    from padan.matching.keys_kept import KeptKeys
    from padan.matching.register import Register

    snapshots = records.snapshots
    keys = KeptKeys.read(lambda kind: snapshots.beside(snapshot.id, kind))
    return Register.stored(
        snapshot.columns,
        lambda name, places: snapshots.column(snapshot.id, name, places).get_column(name),
        snapshot.content_digest,
        keys,
    )


def compute(
    a: "Table | Register",
    b: "Table | Register",
    rules: bytes,
    remembered: list[Decision] | None,
    progress: Progress,
    cancel: Cancel,
) -> "MatchResult":
    """Run the engine on two tables; `remembered` decisions are re-applied where both fingerprints still
    hold.
    """
    from padan.matching.engine import run_matching
    from padan.matching.rules import RuleSet

    decisions = resolved(a, b, remembered) if remembered else None
    return run_matching(
        a, b, RuleSet.from_bytes(rules), decisions=decisions, progress=progress, cancel=cancel
    )


def resolved(a: "Table | Register", b: "Table | Register", remembered: Sequence[Decision]) -> Table:
    """Return `row_a`, `row_b`, `verdict` of the decisions whose rows are found again in these tables."""
    from padan.matching.register import Register
    from padan.matching.tabulate import table_of
    from padan.matching.verdicts import resolve_decisions

    wanted = [
        {"fingerprint_a": one.fingerprint_a, "fingerprint_b": one.fingerprint_b, "verdict": one.verdict.value}
        for one in remembered
        if one.verdict is not Verdict.LATER
    ]
    x, y = (one if isinstance(one, Register) else Register.of(one) for one in (a, b))
    return resolve_decisions(x, y, table_of(wanted, ["fingerprint_a", "fingerprint_b", "verdict"]))


def applied_decisions(records: Records, run: Run) -> list[tuple[int, int, str]]:
    """Return the decisions this run was made with, as `row_a`, `row_b`, verdict: those standing at that time.

    Also decisions remembered from other snapshots count, and none that came later.
    """
    then = [
        oriented(one, run.party_a)
        for one in records.decisions.all(run.agreement_id)
        if {one.party_a, one.party_b} == {run.party_a, run.party_b}
        and one.at <= run.created_at
        and (one.undone_at is None or one.undone_at > run.created_at)
    ]
    if not then:
        return []
    a, b = snapshots_of(records, run)
    found = resolved(register_of(records, a), register_of(records, b), then).iter_rows(named=True)
    return [(int(str(one["row_a"])), int(str(one["row_b"])), str(one["verdict"])) for one in found]


def oriented(decision: Decision, party_a: str) -> Decision:
    """Return the decision with its sides as in a run whose A is `party_a` (the order of parties may
    differ).
    """
    if decision.party_a == party_a:
        return decision
    return replace(
        decision,
        row_a=decision.row_b,
        row_b=decision.row_a,
        fingerprint_a=decision.fingerprint_b,
        fingerprint_b=decision.fingerprint_a,
        party_a=decision.party_b,
        party_b=decision.party_a,
    )


def standing_decisions(records: Records, agreement_id: str, party_a: str, party_b: str) -> list[Decision]:
    """Return the standing decisions between two parties, oriented as A and B, oldest first."""
    return [
        oriented(one, party_a)
        for one in records.decisions.standing(agreement_id)
        if {one.party_a, one.party_b} == {party_a, party_b}
    ]


def decisions_of(records: Records, run: Run) -> list[Decision]:
    """Return the standing decisions taken on this run or on another run of the same two snapshots."""
    wanted = {run.snapshot_a, run.snapshot_b}
    kin = {one.id for one in records.runs.all(run.agreement_id) if {one.snapshot_a, one.snapshot_b} == wanted}
    standing = standing_decisions(records, run.agreement_id, run.party_a, run.party_b)
    return [one for one in standing if one.run_id in kin]


def run_and_keep(session: Session, pairing: Pairing, progress: Progress, cancel: Cancel) -> Run:
    """Load, match, and store the run with its audit row in one transaction."""
    a, b = pairing.a, pairing.b
    with session.store.reading() as records:
        progress("load", 0, 0)
        registers = register_of(records, a), register_of(records, b)
        remembered = standing_decisions(records, a.agreement_id, a.party, b.party)
        result = compute(*registers, pairing.rules, remembered, progress, cancel)
    cancel.raise_if_requested()
    run = _run_of(session, pairing, result)
    with session.store as records:
        records.preferences.put(_RULES + run.rules_digest, pairing.rules.decode("utf-8"))
        records.runs.add(
            run, {"pairs": result.pairs, "findings": result.findings, "candidates": result.candidates}
        )
        record(
            session,
            records,
            "matching.run",
            run.id,
            snapshots=[a.id, b.id],
            rules=run.rules_digest,
            result=run.result_digest,
            supersedes=run.supersedes,
        )
    return run


def _run_of(session: Session, pairing: Pairing, result: "MatchResult") -> Run:
    from padan.matching.rules import RuleSet

    now = session.clock.now()
    summary: dict[str, object] = {
        **result.summary,
        "seconds": result.seconds,
        "peak_memory_bytes": peak_memory_bytes(),
    }
    if pairing.a.same_source(pairing.b):
        summary["same_source"] = True
    return Run(
        id=new_id(now),
        agreement_id=pairing.a.agreement_id,
        snapshot_a=pairing.a.id,
        snapshot_b=pairing.b.id,
        party_a=pairing.a.party,
        party_b=pairing.b.party,
        created_at=now,
        created_by=session.officer.id,
        rules_version=RuleSet.from_bytes(pairing.rules).version,
        rules_digest=result.digests["rules"],
        decisions_digest=result.digests["decisions"],
        digest_a=result.digests["a"],
        digest_b=result.digests["b"],
        result_digest=result.digests["result"],
        summary=summary,
        model=result.model,
        supersedes=pairing.supersedes,
    )


def pair_of_people(
    records: Records, run: Run, row_a: int, row_b: int
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Return both rows of a pair, or raise UserFault REVIEW_PAIR_UNKNOWN when one does not exist."""
    found_a = records.snapshots.rows(run.snapshot_a, [row_a])
    found_b = records.snapshots.rows(run.snapshot_b, [row_b])
    if not found_a or not found_b:
        raise UserFault(codes.REVIEW_PAIR_UNKNOWN, row_a=row_a, row_b=row_b, run=run.id)
    return found_a[0], found_b[0]


def fingerprint_of(row: dict[str, str | None]) -> str:
    """Return the fingerprint of a row as `Snapshots.rows` gives it, its columns in the snapshot's order."""
    from padan.matching.fingerprints import content_columns, row_fingerprint

    return row_fingerprint([row[name] for name in content_columns(row)])


def get_run(records: Records, run_id: str) -> Run:
    """Return the run or raise UserFault RUN_NOT_FOUND."""
    run = records.runs.get(run_id)
    if run is None:
        raise UserFault(codes.RUN_NOT_FOUND, run=run_id)
    return run


def latest(records: Records, run: Run) -> Run:
    """Follow the chain of successors to the newest run of the same snapshots."""
    successor = records.runs.successor(run.id)
    while successor is not None:
        run, successor = successor, records.runs.successor(successor.id)
    return run


def rules_of(records: Records, run: Run) -> bytes:
    """Return the very rule set the run was made with; the store keeps each one it ever used, by digest."""
    kept = rules_by_digest(records, run.rules_digest)
    if kept is None:
        raise EnvironmentFault(codes.RULES_MISSING, digest=run.rules_digest)
    return kept


def rules_by_digest(records: Records, digest: str) -> bytes | None:
    """Return a rule set this store has used before, or None."""
    text = records.preferences.get(_RULES + digest)
    return None if text is None else text.encode("utf-8")


def kept_rules(records: Records) -> list[tuple[str, bytes]]:
    """Return every rule set this store has used, with its digest."""
    found = records.preferences.all(_RULES)
    return [(key.removeprefix(_RULES), text.encode("utf-8")) for key, text in sorted(found.items())]


def snapshots_of(records: Records, run: Run) -> tuple[Snapshot, Snapshot]:
    """Return both snapshots of a run."""
    found = [records.snapshots.get(one) for one in (run.snapshot_a, run.snapshot_b)]
    for wanted, snapshot in zip((run.snapshot_a, run.snapshot_b), found, strict=True):
        if snapshot is None:
            raise UserFault(codes.SNAPSHOT_NOT_FOUND, snapshot=wanted)
    a, b = found
    assert a is not None
    assert b is not None
    return a, b


def current_run(session: Session, run_id: str, progress: Progress, cancel: Cancel) -> Run:
    """Return the newest run of these snapshots with every decision applied, matching again only when one is
    missing.

    This is what corrections and documents are made from: a decision taken after the run must count, and the
    run itself never changes.
    """
    with session.store.reading() as records:
        run = latest(records, get_run(records, run_id))
        decided = standing_decisions(records, run.agreement_id, run.party_a, run.party_b)
        newest = max((one.at for one in decided), default=None)
        undone = [
            one.undone_at for one in records.decisions.all(run.agreement_id) if one.undone_at is not None
        ]
        a, b = snapshots_of(records, run)
        rules = rules_of(records, run)
    changes = [moment for moment in (newest, max(undone, default=None)) if moment is not None]
    if not changes or max(changes) <= run.created_at:
        return run
    pairing = Pairing(a, b, rules, supersedes=run.id)
    return run_and_keep(session, pairing, progress, cancel)
