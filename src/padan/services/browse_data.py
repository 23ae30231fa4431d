"""Looking at received data: snapshots, their problems and quality, one person across snapshots; changes no
register.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.domain.disclosure import DisclosureNote
from padan.domain.masking import masked
from padan.domain.officer import Act
from padan.domain.snapshot import Snapshot, StoredProblem
from padan.services.exporting import ExportPlan, export_table
from padan.services.person_rows import rows_of_text
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

if TYPE_CHECKING:
    from padan.matching.snapshots_compared import SnapshotsCompared

MASS_VIEW = 50


def snapshots(session: Session, agreement_id: str | None = None) -> list[Snapshot]:
    """Return the snapshots of the workspace, or of one agreement, newest first; counts only, open to every
    role.
    """
    with session.store.reading() as records:
        found = records.snapshots.all(agreement_id)
    return sorted(found, key=lambda one: one.id, reverse=True)


def snapshot(session: Session, snapshot_id: str) -> Snapshot:
    """Return one snapshot or raise UserFault SNAPSHOT_NOT_FOUND."""
    with session.store.reading() as records:
        found = records.snapshots.get(snapshot_id)
    if found is None:
        raise UserFault(codes.SNAPSHOT_NOT_FOUND, snapshot=snapshot_id)
    return found


def officer_names(session: Session) -> dict[str, str]:
    """Return every officer's name by id, those whose access was taken away included."""
    with session.store.reading() as records:
        return {one.id: one.name for one in records.officers.all()}


def snapshot_quality(session: Session, tools: Tools, snapshot_id: str) -> dict[str, object]:
    """Return the data-quality report (IKD) of a snapshot, computed once and kept with it."""
    from padan.quality.ikd import assess
    from padan.quality.weights import QualityWeights

    require(session, Act.MATCHING_VIEW, snapshot_id)
    found = snapshot(session, snapshot_id)
    if found.quality is not None:
        return found.quality
    with session.store.reading() as records:
        table = records.snapshots.load(snapshot_id)
    weights = QualityWeights.from_bytes(tools.shipped.quality_weights())
    quality = assess(table, weights, found.position).as_json_value()
    with session.store as records:
        records.snapshots.set_quality(snapshot_id, quality)
        record(session, records, "data.quality", snapshot_id)
    return quality


@dataclass(frozen=True)
class PersonFound:
    """One person's row in one snapshot."""

    snapshot: Snapshot
    row: int
    fields: dict[str, str | None]


def find_person(session: Session, snapshot_id: str, text: str, limit: int = MASS_VIEW) -> list[PersonFound]:
    """Find people by NIP, NIK or part of the name in one snapshot; the look-up is logged without its text."""
    require(session, Act.DATA_VIEW, snapshot_id)
    found = snapshot(session, snapshot_id)
    with session.store.reading() as records:
        people = records.snapshots.rows(snapshot_id, rows_of_text(records, found, text, limit))
    with session.store as records:
        record(session, records, "data.find", snapshot_id, found=len(people))
    return [PersonFound(found, int(str(one["_row"])), one) for one in people]


def problems(session: Session, snapshot_id: str, limit: int = 1000) -> list[StoredProblem]:
    """Return the snapshot's row problems with their evidence."""
    require(session, Act.DATA_VIEW, snapshot_id)
    with session.store.reading() as records:
        return records.snapshots.problems(snapshot_id, limit)


@dataclass(frozen=True)
class Failing:
    """Rows that fail a quality rule: the first of them, masked, and how many there are."""

    rows: list[PersonFound]
    total: int


def failing(session: Session, tools: Tools, snapshot_id: str, code: str) -> Failing:
    """Return the rows behind one figure of the quality report, at most MASS_VIEW; the look is logged."""
    from padan.quality.failing import failing_rows
    from padan.quality.weights import QualityWeights

    require(session, Act.DATA_VIEW, snapshot_id)
    found = snapshot(session, snapshot_id)
    rules = QualityWeights.from_bytes(tools.shipped.quality_weights()).rules
    rule = next(one for one in rules if one.code == code)
    with session.store.reading() as records:
        table = records.snapshots.load(snapshot_id)
        rows, total = failing_rows(table, rule.check, rule.parameters, found.position, MASS_VIEW)
        people = records.snapshots.rows(snapshot_id, rows)
    with session.store as records:
        record(session, records, "data.quality", snapshot_id, rule=code, shown=len(people))
    return Failing([PersonFound(found, int(str(one["_row"])), masked(one)) for one in people], total)


def compare(session: Session, before_id: str, now_id: str) -> "SnapshotsCompared":
    """Compare two snapshots of one register: added, gone, changed by field; the look is logged by count."""
    from padan.matching.snapshots_compared import compare_snapshots

    require(session, Act.DATA_VIEW, now_id)
    for one in (before_id, now_id):
        snapshot(session, one)
    with session.store.reading() as records:
        found = compare_snapshots(records.snapshots.load(before_id), records.snapshots.load(now_id))
    with session.store as records:
        record(session, records, "data.compare", now_id, before=before_id, shown=found.height)
    return found


PROBLEM_HEADINGS = {
    "baris": "Baris data",
    "baris_lembar": "Baris pada berkas",
    "kolom": "Kolom",
    "kode": "Kode",
    "pesan": "Masalah",
    "saran": "Perbaikan",
    "ditolak": "Ditolak",
}


@dataclass(frozen=True)
class ProblemText:
    """The sentence and the remedy of a row code, as the front end's catalogue gives them."""

    message: str
    remedy: str


def export_problems(
    session: Session, tools: Tools, snapshot_id: str, target: Path, texts: dict[int, ProblemText]
) -> str:
    """Write the row problems (row, column, code, cause, remedy; no values) for whoever must mend the file."""
    listed = problems(session, snapshot_id, limit=1_000_000)
    nothing = ProblemText("", "")
    rows = [
        {
            "baris": str(one.row),
            "baris_lembar": str(one.sheet_row),
            "kolom": one.column,
            "kode": str(one.code),
            "pesan": texts.get(one.code, nothing).message,
            "saran": texts.get(one.code, nothing).remedy,
            "ditolak": "ya" if one.refused else "tidak",
        }
        for one in listed
    ]
    plan = ExportPlan("Masalah per baris", PROBLEM_HEADINGS, "data.problems.export", snapshot_id)
    note = DisclosureNote("pengirim berkas", "perbaikan berkas", "exchange")
    return export_table(session, tools, rows, target, plan, note)
