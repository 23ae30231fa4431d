"""Reading a run: totals, findings, one pair explained, the change since another run, export; decides
nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.domain.disclosure import DisclosureNote
from padan.domain.elements import ELEMENTS
from padan.domain.officer import Act
from padan.domain.run import Run
from padan.matching.results import (
    Finding,
    FindingFilter,
    PairLine,
    all_findings,
    candidates_of,
    findings_page,
    lines_of_class,
    lines_of_row,
)
from padan.matching.table import Table
from padan.services import matching_core
from padan.services.exporting import ExportPlan, export_frame, export_table
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

if TYPE_CHECKING:
    from padan.matching.findings_view import FindingsView


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


def findings_view(session: Session, run_id: str) -> "FindingsView":
    """Return all findings and rows without a match, with NIP and name, to be filtered and sorted in memory.

    Showing personal values is a role's right and is logged by count.
    """
    from padan.matching.findings_view import NAMED, findings_view

    require(session, Act.DATA_VIEW, run_id)
    with session.store.reading() as records:
        found = matching_core.get_run(records, run_id)
        frames = (records.runs.frame(run_id, "findings"), records.runs.frame(run_id, "pairs"))
        people = [records.snapshots.load(one, NAMED) for one in (found.snapshot_a, found.snapshot_b)]
    view = findings_view(*frames, (people[0], people[1]))
    with session.store as records:
        record(session, records, "matching.findings", run_id, shown=view.frame.height)
    return view


@dataclass(frozen=True)
class Explained:
    """One pair of rows with the evidence for and against it."""

    person_a: dict[str, str | None]
    person_b: dict[str, str | None]
    explanation: object


def explain(session: Session, run_id: str, row_a: int, row_b: int) -> Explained:
    """Explain any pair of rows of a run: keys, each element's weight, total and thresholds."""
    from padan.matching.explain import explain_pair
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


def rows_named(session: Session, run_id: str, a: str, b: str) -> tuple[int, int]:
    """Return the rows that officers name by NIP or by row number, one of each side; UserFault when a side has
    none such.
    """
    require(session, Act.DATA_VIEW, run_id)
    with session.store.reading() as records:
        run_ = matching_core.get_run(records, run_id)
        found = []
        for snapshot_id, text in ((run_.snapshot_a, a.strip()), (run_.snapshot_b, b.strip())):
            rows = records.snapshots.find_nip(snapshot_id, text)
            if not rows and text.isdigit() and records.snapshots.rows(snapshot_id, [int(text)]):
                rows = [int(text)]
            if not rows:
                raise UserFault(codes.REVIEW_PAIR_UNKNOWN, row_a=a.strip(), row_b=b.strip(), run=run_id)
            found.append(rows[0])
    return found[0], found[1]


@dataclass(frozen=True)
class Nearest:
    """One of the nearest candidates of a row without a match: the pair, its score in the run, and which row
    of the searched side holds the candidate already (-1: none).
    """

    row_a: int
    row_b: int
    score: float
    taken_by: int


def nearest(session: Session, run_id: str, row: int, side: str) -> list[Nearest]:
    """Return the nearest rows of the other side that were weighed for row `row` of side 'a' or 'b', best
    first.
    """
    require(session, Act.MATCHING_VIEW, run_id)
    other = "b" if side == "a" else "a"
    with session.store.reading() as records:
        matching_core.get_run(records, run_id)
        pairs = records.runs.frame(run_id, "pairs")
        found = candidates_of(records.runs.frame(run_id, "candidates"), row, side)
    made = []
    for candidate, score in found:
        lines_ = [one for one in lines_of_row(pairs, candidate, other) if one.klass in MATCHED]
        holder = next((one.row_a if side == "a" else one.row_b for one in lines_), -1)
        ends = (row, candidate) if side == "a" else (candidate, row)
        made.append(Nearest(*ends, score, holder))
    return made


MATCHED = ("identical", "differing")


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


def export_view(session: Session, tools: Tools, run_id: str, shown: Table, export: "ViewExport") -> str:
    """Write what an officer's list shows, recorded as a disclosure; return the file's SHA-256."""
    require(session, Act.EXPORT, run_id)
    plan = ExportPlan("Temuan", export.headings, "matching.export", run_id)
    return export_frame(session, tools, shown, export.target, plan, export.note)


@dataclass(frozen=True)
class ViewExport:
    """Where to, with which headings in order, and for whom."""

    target: Path
    headings: Mapping[str, str]
    note: DisclosureNote


KINDS = {"different": "berbeda", "empty_a": "kosong di A", "empty_b": "kosong di B"}


def _people(records: Records, snapshot_id: str, wanted: set[int]) -> dict[int, dict[str, str | None]]:
    found = records.snapshots.rows(snapshot_id, sorted(wanted))
    return {int(str(one["_row"])): one for one in found}
