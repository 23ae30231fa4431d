"""Reading a run: totals, findings, one pair explained, the change since another run, export; decides
nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from padan.domain.disclosure import DisclosureNote
from padan.domain.elements import ELEMENTS
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.matching.results import (
    Finding,
    FindingFilter,
    PairLine,
    all_findings,
    findings_page,
    lines_of_class,
)
from padan.services import matching_core
from padan.services.exporting import ExportPlan, export_table
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require


def runs(session: Session, agreement_id: str | None = None) -> list[Run]:
    """Return the runs of the workspace or of one agreement, newest first; counts only, open to every role."""
    with session.store.reading() as records:
        return sorted(records.runs.all(agreement_id), key=lambda one: one.id, reverse=True)


def run(session: Session, run_id: str) -> Run:
    """Return one run or raise UserFault RUN_NOT_FOUND."""
    with session.store.reading() as records:
        return matching_core.get_run(records, run_id)


@dataclass(frozen=True)
class FindingsPage:
    """A page of findings with the number of all that fit."""

    findings: Sequence[Finding]
    total: int


def findings(session: Session, run_id: str, wanted: FindingFilter) -> FindingsPage:
    """Return a page of the run's findings; showing personal values is a role's right and is logged by
    count.
    """
    require(session, Act.DATA_VIEW, run_id)
    with session.store as records:
        matching_core.get_run(records, run_id)
        page, total = findings_page(records.runs.frame(run_id, "findings"), wanted)
        record(session, records, "matching.findings", run_id, shown=len(page))
    return FindingsPage(page, total)


def lines(
    session: Session, run_id: str, classes: frozenset[str], offset: int = 0, limit: int = 200
) -> list[PairLine]:
    """Return lines of the named classes in table order."""
    require(session, Act.MATCHING_VIEW, run_id)
    with session.store.reading() as records:
        matching_core.get_run(records, run_id)
        return lines_of_class(records.runs.frame(run_id, "pairs"), classes, offset, limit)


@dataclass(frozen=True)
class Explained:
    """One pair of rows with the evidence for and against it."""

    person_a: dict[str, str | None]
    person_b: dict[str, str | None]
    explanation: object


def explain(session: Session, run_id: str, row_a: int, row_b: int) -> Explained:
    """Explain any pair of rows of a run: keys, each element's weight, total and thresholds."""
    from padan.matching.explain import explain_pair
    from padan.matching.results import lines_of_row
    from padan.matching.rules import RuleSet

    require(session, Act.DATA_VIEW, run_id)
    with session.store as records:
        found = matching_core.get_run(records, run_id)
        person_a, person_b = matching_core.pair_of_people(records, found, row_a, row_b)
        rules = RuleSet.from_bytes(matching_core.rules_of(records, found))
        named = lines_of_row(records.runs.frame(run_id, "pairs"), row_a, "a")
        line = next((one for one in named if one.row_b == row_b), None)
        score, rule = (line.score, line.rule) if line is not None else (None, "")
        record(session, records, "matching.explain", run_id, row_a=row_a, row_b=row_b)
    return Explained(
        person_a, person_b, explain_pair(person_a, person_b, found.model, rules, score=score, rule=rule)
    )


@dataclass(frozen=True)
class Compared:
    """What changed between two runs of the same registers; `changes` is as matching.runs_compared gives
    it.
    """

    previous: Run
    current: Run
    changes: object


def compare(session: Session, run_id: str, other_id: str | None = None) -> Compared | None:
    """Compare a run with `other_id`, or with the previous run of the same two registers; None when there is
    none.
    """
    from padan.matching.runs_compared import RunRows, compare_runs

    require(session, Act.MATCHING_VIEW, run_id)
    with session.store.reading() as records:
        current = matching_core.get_run(records, run_id)
        previous = matching_core.get_run(records, other_id) if other_id else _previous(records, current)
        if previous is None:
            return None
        sides = []
        for one in (previous, current):
            a, b = matching_core.snapshots_of(records, one)
            tables = (records.snapshots.load(a.id), records.snapshots.load(b.id))
            sides.append(RunRows(records.runs.frame(one.id, "pairs"), *tables))
        changes = compare_runs(sides[0], sides[1])
    return Compared(previous, current, changes)


def _previous(records: Records, current: Run) -> Run | None:
    registers = [one.register for one in matching_core.snapshots_of(records, current)]
    earlier = []
    for one in records.runs.all(current.agreement_id):
        if one.id >= current.id:
            continue
        if [side.register for side in matching_core.snapshots_of(records, one)] == registers:
            earlier.append(one)
    return max(earlier, key=lambda one: one.id, default=None)


HEADINGS = {
    "baris_a": "Baris A",
    "baris_b": "Baris B",
    "nip_a": "NIP A",
    "nip_b": "NIP B",
    "nama_a": "Nama A",
    "nama_b": "Nama B",
    "unsur": "Unsur",
    "jenis": "Jenis",
    "nilai_a": "Nilai A",
    "nilai_b": "Nilai B",
    "pemilik": "Pemilik unsur",
    "lebih_baru": "Lebih baru",
    "saran": "Saran",
}


def export_findings(session: Session, tools: Tools, run_id: str, target: Path, note: DisclosureNote) -> str:
    """Write all findings of a run as XLSX (text cells) or CSV, recorded as a disclosure; return the file's
    SHA-256.
    """
    require(session, Act.EXPORT, run_id)
    labels = {element.code: element.label for element in ELEMENTS}
    with session.store.reading() as records:
        found = matching_core.get_run(records, run_id)
        listed = all_findings(records.runs.frame(run_id, "findings"))
        people_a = _people(records, found.snapshot_a, {one.row_a for one in listed})
        people_b = _people(records, found.snapshot_b, {one.row_b for one in listed})
    rows = []
    for one in listed:
        person_a, person_b = people_a[one.row_a], people_b[one.row_b]
        rows.append(
            {
                "baris_a": str(one.row_a),
                "baris_b": str(one.row_b),
                "nip_a": person_a.get("nip_baru") or "",
                "nip_b": person_b.get("nip_baru") or "",
                "nama_a": person_a.get("nama") or "",
                "nama_b": person_b.get("nama") or "",
                "unsur": labels.get(one.element, one.element),
                "jenis": KINDS.get(one.kind, one.kind),
                "nilai_a": one.value_a,
                "nilai_b": one.value_b,
                "pemilik": one.owner,
                "lebih_baru": one.newer.upper(),
                "saran": one.suggestion,
            }
        )
    return export_table(
        session, tools, rows, target, ExportPlan("Temuan", HEADINGS, "matching.export", run_id), note
    )


KINDS = {"different": "berbeda", "empty_a": "kosong di A", "empty_b": "kosong di B"}


def _people(records: Records, snapshot_id: str, wanted: set[int]) -> dict[int, dict[str, str | None]]:
    found = records.snapshots.rows(snapshot_id, sorted(wanted))
    return {int(str(one["_row"])): one for one in found}
