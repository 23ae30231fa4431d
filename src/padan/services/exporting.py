"""Writing a table of personal data for people, as a recorded disclosure; shared by the exports, no use case
itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.domain.disclosure import DisclosureNote
from padan.matching.table import Table
from padan.services.ports.tools import Tools
from padan.services.session import Session, record

SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True)
class ExportPlan:
    """Sheet name, column → heading in order, and how the log names the act and its subject."""

    sheet: str
    headings: Mapping[str, str]
    action: str
    subject: str


def require_note(note: DisclosureNote) -> None:
    """Raise UserFault DISCLOSURE_INCOMPLETE unless recipient, purpose and ground are all filled in."""
    if lacking := note.missing():
        raise UserFault(codes.DISCLOSURE_INCOMPLETE, missing=", ".join(lacking))


def export_table(
    session: Session,
    tools: Tools,
    rows: Sequence[Mapping[str, str]],
    target: Path,
    plan: ExportPlan,
    note: DisclosureNote,
) -> str:
    """Write `rows` to `target` (.xlsx or .csv) as `export_frame` does."""
    from padan.matching.tabulate import table_of

    return export_frame(session, tools, table_of(rows, list(plan.headings)), target, plan, note)


def export_frame(
    session: Session, tools: Tools, table: Table, target: Path, plan: ExportPlan, note: DisclosureNote
) -> str:
    """Write a table of text to `target` (.xlsx or .csv); the disclosure is logged before the file exists, and
    its digest after.

    Errors: UserFault when the note is incomplete or the suffix unknown; EnvironmentFault when the disk
    refuses.
    """
    if target.suffix.lower() not in SUFFIXES:
        raise UserFault(codes.EXPORT_FORMAT, file=target.name)
    require_note(note)
    with session.store as records:
        record(
            session,
            records,
            plan.action,
            plan.subject,
            outcome="begun",
            ground=note.ground,
            recipient=note.recipient,
            purpose=note.purpose,
            fields=sorted(plan.headings),
            rows=table.height,
        )
    digest = tools.writer.write(table, target, sheet=plan.sheet, headers=dict(plan.headings))
    with session.store as records:
        record(session, records, plan.action, plan.subject, sha256=digest, rows=table.height)
    return digest
