"""A register as received at one moment (potret data): provenance and digests; never changes once stored."""

from dataclasses import dataclass, fields
from datetime import date, datetime


@dataclass(frozen=True)
class Snapshot:
    """What is known of one snapshot; its rows live beside it as columnar chunks.

    `party` is the code of the party whose register it is (dpr, kemendes, bkn); `position` the day the data
    speaks of;
    `file_sha256` is of the received bytes, `content_digest` of the table after intake (matching.digests).
    `rows` = kept rows = `rows_read` - `rows_refused`. `report` is the intake report as JSON-able values,
    without
    personal values; `quality` the data-quality report, likewise.
    """

    id: str
    agreement_id: str
    register: str
    party: str
    position: date
    received_at: datetime
    received_by: str
    channel: str
    file_name: str
    file_sha256: str
    content_digest: str
    rows: int
    rows_read: int
    rows_refused: int
    columns: tuple[str, ...]
    report: dict[str, object]
    quality: dict[str, object] | None = None

    def same_source(self, other: "Snapshot") -> bool:
        """Return whether both came from the same sheet of the same file, or hold the same rows; two empty
        registers are not the same for that.
        """
        if not self.rows or not other.rows:
            return False
        return self.content_digest == other.content_digest or self.same_file(other.file_sha256, other.sheet)

    def same_file(self, file_sha256: str, sheet: str) -> bool:
        """Return whether this register, if it has rows, came from that sheet of that file."""
        return self.rows > 0 and (self.file_sha256, self.sheet) == (file_sha256, sheet)

    @property
    def sheet(self) -> str:
        """The sheet of a workbook that was read; empty for other files."""
        options = self.report.get("options")
        return str(options.get("sheet") or "") if isinstance(options, dict) else ""


SNAPSHOT_FIELDS = tuple(one.name for one in fields(Snapshot))


@dataclass(frozen=True)
class StoredProblem:
    """One row's problem as kept in the encrypted store, with the offending text as evidence."""

    row: int
    sheet_row: int
    column: str
    code: int
    refused: bool
    evidence: str
