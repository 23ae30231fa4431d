"""Findings become correction proposals by the owner-of-field rule; answers are recorded proposal by proposal.

The owner of a field fixes it (intake-and-classes.md, "Elements compared, and their owners"): a difference in
a field that BKN owns is the steward's proposal to BKN, and the reverse. Both directions follow from one
matching, because the berita acara counts both parties' proposals (Table 2).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.correction import NUMBERS, Correction, CorrectionState, may_become
from padan.domain.disclosure import DisclosureNote
from padan.domain.exchange.answers import answer_message, is_answer_to_package
from padan.domain.identifiers import as_written
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.matching.results import Finding, all_findings
from padan.services import matching_core
from padan.services.exporting import ExportPlan, export_table
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

BKN = "bkn"


@dataclass(frozen=True)
class ProposeRequest:
    """Which findings to propose: all of a run, or the named elements only; `due` is the wished answer
    date.
    """

    run_id: str
    elements: frozenset[str] | None = None
    due: date | None = None
    basis: str = ""


@dataclass(frozen=True)
class Proposed:
    """What came of it: `skipped` counts findings with nothing to propose or already proposed from this
    run.
    """

    run: Run
    added: int
    skipped: int


def propose(
    session: Session, request: ProposeRequest, progress: Progress = no_progress, cancel: Cancel | None = None
) -> Proposed:
    """Turn findings of the newest run of these snapshots into proposals; running it twice adds nothing."""
    require(session, Act.CORRECTION_PROPOSE, request.run_id)
    run = matching_core.current_run(session, request.run_id, progress, cancel or Cancel())
    with session.store as records:
        findings = all_findings(records.runs.frame(run.id, "findings"), request.elements)
        known = {(one.target_row, one.source_row, one.element, one.owner) for one in _of_kin(records, run)}
        fresh = [
            one for one in _proposals(session, records, run, findings, request) if _key(one) not in known
        ]
        records.corrections.add(fresh)
        record(session, records, "correction.propose", run.id, added=len(fresh), findings=len(findings))
    return Proposed(run, len(fresh), len(findings) - len(fresh))


def _key(one: Correction) -> tuple[int, int, str, str]:
    return (one.target_row, one.source_row, one.element, one.owner)


def _of_kin(records: Records, run: Run) -> list[Correction]:
    wanted = {run.snapshot_a, run.snapshot_b}
    kin = {one.id for one in records.runs.all(run.agreement_id) if {one.snapshot_a, one.snapshot_b} == wanted}
    return [
        one
        for one in records.corrections.all(run.agreement_id)
        if one.run_id in kin and one.state is not CorrectionState.WITHDRAWN
    ]


def _proposals(
    session: Session, records: Records, run: Run, findings: Sequence[Finding], request: ProposeRequest
) -> list[Correction]:
    sides = {
        "a": (run.snapshot_a, {f.row_a for f in findings}),
        "b": (run.snapshot_b, {f.row_b for f in findings}),
    }
    people = {
        side: {int(str(row["_row"])): row for row in records.snapshots.rows(snapshot, sorted(wanted))}
        for side, (snapshot, wanted) in sides.items()
    }
    proposals = []
    for finding in findings:
        direction = _direction(run, finding)
        if direction.proposed:
            target = people[direction.side][direction.target_row]
            made = _correction(session, run, finding, direction, target)
            proposals.append(replace(made, basis=request.basis or made.basis, due=request.due))
    return proposals


def _correction(
    session: Session, run: Run, finding: Finding, direction: "_Direction", target: dict[str, str | None]
) -> Correction:
    now = session.clock.now()
    return Correction(
        id=new_id(now),
        agreement_id=run.agreement_id,
        run_id=run.id,
        proposer=direction.proposer,
        owner=direction.owner,
        target_row=direction.target_row,
        target_fingerprint=matching_core.fingerprint_of(target),
        source_row=direction.source_row,
        nip=as_written(target.get("nip_baru")),
        element=finding.element,
        old_value=direction.old,
        proposed_value=as_written(direction.proposed) if finding.element in NUMBERS else direction.proposed,
        basis=f"Hasil pemadanan {run.id}",
        reason=finding.suggestion or finding.kind,
        state=CorrectionState.PROPOSED,
        proposed_by=session.officer.id,
        proposed_at=now,
    )


@dataclass(frozen=True)
class _Direction:
    side: str
    owner: str
    proposer: str
    target_row: int
    source_row: int
    old: str
    proposed: str


def _direction(run: Run, finding: Finding) -> _Direction:
    """Say whose record is asked to change: the field owner's, to the value the other party holds."""
    bkn_side = "a" if run.party_a == BKN else "b"
    side = bkn_side if finding.owner == BKN else ("b" if bkn_side == "a" else "a")
    if side == "a":
        return _Direction(
            "a", run.party_a, run.party_b, finding.row_a, finding.row_b, finding.value_a, finding.value_b
        )
    return _Direction(
        "b", run.party_b, run.party_a, finding.row_b, finding.row_a, finding.value_b, finding.value_a
    )


def corrections(session: Session, agreement_id: str, run_id: str | None = None) -> list[Correction]:
    """Return the correction list of an agreement, or of one run, oldest first."""
    require(session, Act.DATA_VIEW, agreement_id)
    with session.store.reading() as records:
        return records.corrections.all(agreement_id, run_id)


def answer(session: Session, correction_id: str, outcome: CorrectionState, reason: str = "") -> Correction:
    """Move a proposal on: sent, accepted, refused, asked, withdrawn or closed.

    Errors: UserFault for an unknown proposal, a step its state does not allow, or a refusal without a reason.
    """
    return answer_all(session, [correction_id], outcome, reason)[0]


def answer_all(
    session: Session, correction_ids: Sequence[str], outcome: CorrectionState, reason: str = ""
) -> list[Correction]:
    """Move several proposals on by the same step, all or none; each is logged by itself."""
    for one in correction_ids:
        require(session, Act.CORRECTION_ANSWER, one)
    if outcome in (CorrectionState.REFUSED, CorrectionState.ASKED) and not reason.strip():
        raise UserFault(codes.CORRECTION_NEEDS_REASON)
    with session.store as records:
        return [_answer(session, records, one, outcome, reason) for one in correction_ids]


def _answer(
    session: Session, records: Records, correction_id: str, outcome: CorrectionState, reason: str
) -> Correction:
    current = records.corrections.get(correction_id)
    if current is None:
        raise UserFault(codes.CORRECTION_NOT_FOUND, correction=correction_id)
    if not may_become(current.state, outcome):
        raise UserFault(
            codes.CORRECTION_STATE,
            correction=correction_id,
            current=current.state.value,
            wanted=outcome.value,
        )
    changed = replace(
        current,
        state=outcome,
        answer_reason=reason.strip() or current.answer_reason,
        answered_at=session.clock.now(),
    )
    records.corrections.update(changed)
    if is_answer_to_package(changed, session.store.party):
        records.packages_out.add_message(answer_message(changed, session.clock.now()))
    record(session, records, "correction.answer", correction_id, outcome_state=outcome.value)
    return changed


HEADINGS = {
    "id_usulan": "ID usulan",
    "id_baris": "Baris data pemilik",
    "sidik_baris": "Sidik baris",
    "nip_baru": "NIP",
    "unsur": "Unsur",
    "nilai_lama": "Nilai lama",
    "nilai_usulan": "Nilai usulan",
    "dasar": "Dasar",
    "alasan": "Alasan",
    "pemilik": "Pemilik unsur",
    "status": "Status",
    "tanggal": "Tanggal",
}


def export_corrections(
    session: Session,
    tools: Tools,
    agreement_id: str,
    target: Path,
    note: DisclosureNote,
    wanted: Callable[[Correction], bool] | None = None,
) -> str:
    """Write the proposals of an agreement that are wanted as XLSX or CSV, recorded as a disclosure; return
    the
    file's SHA-256.
    """
    require(session, Act.EXPORT, agreement_id)
    with session.store.reading() as records:
        listed = [one for one in records.corrections.all(agreement_id) if wanted is None or wanted(one)]
    rows = [
        {
            "id_usulan": one.id,
            "id_baris": str(one.target_row),
            "sidik_baris": one.target_fingerprint,
            "nip_baru": one.nip,
            "unsur": one.element,
            "nilai_lama": one.old_value,
            "nilai_usulan": one.proposed_value,
            "dasar": one.basis,
            "alasan": one.reason,
            "pemilik": one.owner,
            "status": one.state.value,
            "tanggal": one.proposed_at.date().isoformat(),
        }
        for one in listed
    ]
    plan = ExportPlan("Usulan perbaikan", HEADINGS, "correction.export", agreement_id)
    return export_table(session, tools, rows, target, plan, note)
