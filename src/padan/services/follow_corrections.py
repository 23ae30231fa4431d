"""Following correction proposals: the list with names and the steps of one; changes no proposal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.domain.correction import Correction, CorrectionState
from padan.domain.officer import Act
from padan.services.ports.records import Records
from padan.services.session import Session, record, require


@dataclass(frozen=True)
class Listed:
    """One proposal with the name in the record it asks to change, and the snapshot that record stands in."""

    correction: Correction
    name: str
    snapshot_id: str


@dataclass(frozen=True)
class Step:
    """One step of a proposal: when, by whom, into which state."""

    at: datetime
    officer: str
    state: CorrectionState


def listed(session: Session, agreement_id: str) -> list[Listed]:
    """Return the agreement's proposals, oldest first, with names; the look is logged by count."""
    require(session, Act.DATA_VIEW, agreement_id)
    with session.store.reading() as records:
        found = records.corrections.all(agreement_id)
        places = _places(records, found)
        names = _names(records, found, places)
    with session.store as records:
        record(session, records, "correction.view", agreement_id, shown=len(found))
    return [Listed(one, names.get((places[one.id], one.target_row), ""), places[one.id]) for one in found]


def _places(records: Records, found: Sequence[Correction]) -> dict[str, str]:
    """Return, by proposal, the snapshot of the owner that the run compared."""
    runs = {one.run_id: records.runs.get(one.run_id) for one in found}
    made = {}
    for one in found:
        run = runs[one.run_id]
        if not one.run_id:
            made[one.id] = _sent_to(records, one)
            continue
        if run is None:
            raise UserFault(codes.RUN_NOT_FOUND, run=one.run_id)
        made[one.id] = run.snapshot_a if run.party_a == one.owner else run.snapshot_b
    return made


def _sent_to(records: Records, one: Correction) -> str:
    """Return our snapshot that the proposer last received by package: a proposal from there speaks of it."""
    sent = [
        package
        for package in records.packages_out.all(one.agreement_id)
        if package.receiver == one.proposer and package.snapshot_id
    ]
    return max(sent, key=lambda package: package.number).snapshot_id if sent else ""


def _names(
    records: Records, found: Sequence[Correction], places: dict[str, str]
) -> dict[tuple[str, int], str]:
    from padan.matching.names import names_of_rows

    wanted: dict[str, set[int]] = {}
    for one in found:
        if not places[one.id]:
            continue
        wanted.setdefault(places[one.id], set()).add(one.target_row)
    names = {}
    for snapshot_id, rows in wanted.items():
        table = records.snapshots.load(snapshot_id, ["nama"])
        names.update({(snapshot_id, row): name for row, name in names_of_rows(table, rows).items()})
    return names


def steps(session: Session, correction_id: str) -> list[Step]:
    """Return the steps a proposal took, as the log has them, oldest first."""
    require(session, Act.DATA_VIEW, correction_id)
    with session.store.reading() as records:
        one = records.corrections.get(correction_id)
        if one is None:
            raise UserFault(codes.CORRECTION_NOT_FOUND, correction=correction_id)
        officers = {officer.id: officer.name for officer in records.officers.all()}
        entries = records.audit.about(correction_id)
    made = [Step(one.proposed_at, officers.get(one.proposed_by, one.proposed_by), CorrectionState.PROPOSED)]
    for entry in entries:
        state = entry.details.get("outcome_state")
        if entry.action == "correction.answer" and entry.outcome == "ok" and state:
            made.append(
                Step(entry.at, officers.get(entry.officer_id, entry.officer_id), CorrectionState(str(state)))
            )
    return made
