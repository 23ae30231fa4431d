"""The figures of a berita acara: Table 1 per side, Table 2 by element, Table 3 of corrections."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from padan.domain.agreement import Party as AgreementParty
from padan.domain.berita_acara_parts import ClassCounts, CorrectionLine, ElementLine, OpenPoint, RefusalLine
from padan.domain.correction import Correction, CorrectionState
from padan.domain.elements import BY_CODE
from padan.domain.run import Run
from padan.matching.results import all_findings, counts_by_element
from padan.services.ports.records import Records
from padan.services.recompute import counts_from

WAITING = frozenset({CorrectionState.PROPOSED, CorrectionState.SENT, CorrectionState.ASKED})
ANSWERS = {one.value: one for one in (CorrectionState.ACCEPTED, CorrectionState.REFUSED)}
AGREED = frozenset({CorrectionState.ACCEPTED, CorrectionState.CLOSED})


def class_counts(run: Run, side: str) -> ClassCounts:
    """Return one side of Table 1."""
    classes = run.summary["classes"]
    assert isinstance(classes, dict)
    return counts_from(classes[side], side)


def corrections_of(records: Records, run: Run) -> list[Correction]:
    """Return the standing proposals from any run of the same two snapshots, oldest first.

    A decision after proposing leads to a new run; what was proposed before it still waits for an answer.
    """
    wanted = {run.snapshot_a, run.snapshot_b}
    kin = {one.id for one in records.runs.all(run.agreement_id) if {one.snapshot_a, one.snapshot_b} == wanted}
    standing = [
        one
        for one in records.corrections.all(run.agreement_id)
        if one.run_id in kin and one.state is not CorrectionState.WITHDRAWN
    ]
    return _as_answered(records, standing)


def _as_answered(records: Records, corrections: Sequence[Correction]) -> list[Correction]:
    """Return closed proposals as they were answered: also a refused one is closed in the end."""
    closed = {one.id for one in corrections if one.state is CorrectionState.CLOSED}
    if not closed:
        return list(corrections)
    answers = {}
    for entry in records.audit.entries():
        state = entry.details.get("outcome_state")
        if entry.subject in closed and entry.action == "correction.answer" and state in ANSWERS:
            answers[entry.subject] = ANSWERS[str(state)]
    return [replace(one, state=answers[one.id]) if one.id in answers else one for one in corrections]


def _of_findings(records: Records, run: Run, corrections: Sequence[Correction]) -> list[Correction]:
    """Return the proposals whose difference is still a finding: a decision may have parted the pair since."""
    found = {
        (one.row_a, one.row_b, one.element) for one in all_findings(records.runs.frame(run.id, "findings"))
    }

    def rows(one: Correction) -> tuple[int, int]:
        on_a = one.owner == run.party_a
        return (one.target_row, one.source_row) if on_a else (one.source_row, one.target_row)

    return [one for one in corrections if (*rows(one), one.element) in found]


def element_lines(
    records: Records, run: Run, corrections: Sequence[Correction], parties: tuple[str, str]
) -> tuple[ElementLine, ...]:
    """Return Table 2, in the order of the elements."""
    counts = counts_by_element(records.runs.frame(run.id, "findings"))
    corrections = _of_findings(records, run, corrections)
    by_party = Counter((one.element, one.proposer) for one in corrections)
    agreed = Counter(one.element for one in corrections if one.state in AGREED)
    lines = []
    for code in BY_CODE:
        if code not in counts:
            continue
        count = counts[code]
        lines.append(
            ElementLine(
                code=code,
                label=BY_CODE[code].label,
                count=count,
                by_first=by_party[code, parties[0]],
                by_second=by_party[code, parties[1]],
                agreed=agreed[code],
                open=count - agreed[code],
            )
        )
    return tuple(lines)


def correction_line(corrections: Sequence[Correction], proposer: str) -> CorrectionLine:
    """Return one party's line of Table 3."""
    mine = [one for one in corrections if one.proposer == proposer]
    refused = [one for one in mine if one.state is CorrectionState.REFUSED]
    reasons = Counter(one.answer_reason or "tanpa alasan" for one in refused)
    return CorrectionLine(
        proposer=proposer,
        proposed=len(mine),
        accepted=sum(1 for one in mine if one.state in AGREED),
        refused=len(refused),
        waiting=sum(1 for one in mine if one.state in WAITING),
        due=max((one.due for one in mine if one.due is not None), default=None),
        refusals=tuple(RefusalLine(reason, count) for reason, count in sorted(reasons.items())),
    )


def open_points(
    run: Run, corrections: Sequence[Correction], parties: tuple[AgreementParty, AgreementParty]
) -> tuple[OpenPoint, ...]:
    """Name what the figures leave open when the officers typed nothing themselves."""
    points = []
    review = max(class_counts(run, "a").review, class_counts(run, "b").review)
    if review:
        points.append(OpenPoint("Penelaahan bersama atas data yang memerlukan penelaahan", "Para Pihak"))
    for party, other in (parties, parties[::-1]):
        waiting = [one for one in corrections if one.owner == party.code and one.state in WAITING]
        if waiting:
            text = f"Jawaban atas usulan perbaikan data dari {other.short_name}"
            due = max((one.due for one in waiting if one.due is not None), default=None)
            points.append(OpenPoint(text, party.short_name, due))
    return tuple(points)
