"""The parts a berita acara is made of, as plain frozen values; neither order nor wording of the document is
here.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from padan.domain.plain import LATER


@dataclass(frozen=True)
class Person:
    """A signatory, witness or acknowledging official; empty texts are left out."""

    name: str
    nip: str = ""
    pangkat: str = ""
    jabatan: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Party:
    """A party of the document. `number` is the official number its officer typed; None prints a dotted
    line.
    """

    code: str
    name: str
    short_name: str
    official: Person
    number: str | None = None


@dataclass(frozen=True)
class AddendumLine:
    """An addendum the document rests on."""

    number: str
    signed: date
    note: str = ""


@dataclass(frozen=True)
class AgreementBasis:
    """The agreement: its title, both numbers, date, addenda, and the clause as `3(2)4` (product.md).

    `between` names the parties as they signed; an agency may have a successor since.
    """

    agreement_id: str
    title: str
    number_first: str
    number_second: str
    signed: date
    clause: str
    addenda: tuple[AddendumLine, ...] = ()
    between: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True)
class ColumnMapping:
    """A header of the received file and the canonical field it was read as."""

    header: str
    field: str


@dataclass(frozen=True)
class Source:
    """One register: `party` is the code of the party whose rows it holds; `rows` are those the matching
    classified.

    `rows_refused` were refused at intake and are not among `rows`. `file_sha256` is of the file as received,
    `table_digest` of the table's content; both together let the other office recompute.
    """

    party: str
    register: str
    position: datetime
    received_as: str
    rows: int
    rows_refused: int
    file_sha256: str
    table_digest: str
    package_number: str = ""
    sheet: str = ""
    mapping: tuple[ColumnMapping, ...] = ()


@dataclass(frozen=True)
class NotCompared:
    """An element that was not compared, and why, in words."""

    label: str
    reason: str


@dataclass(frozen=True)
class ClassCounts:
    """Rows of one party's source by class (intake-and-classes.md); `only_here` is not found at the other
    party.
    """

    identical: int
    differing: int
    only_here: int
    duplicate: int
    invalid: int
    review: int

    def total(self) -> int:
        """Return the sum of all classes: must equal the source's rows."""
        return self.identical + self.differing + self.only_here + self.duplicate + self.invalid + self.review


@dataclass(frozen=True)
class ElementLine:
    """Differences in one element: found, proposed by each party, agreed, still open."""

    code: str
    label: str
    count: int
    by_first: int
    by_second: int
    agreed: int
    open: int


@dataclass(frozen=True)
class RefusalLine:
    """A reason for refusing corrections and how often it was given."""

    reason: str
    count: int


@dataclass(frozen=True)
class CorrectionLine:
    """Corrections one party proposed to the other; `proposer` is a party code."""

    proposer: str
    proposed: int
    accepted: int
    refused: int
    waiting: int
    due: date | None = None
    refusals: tuple[RefusalLine, ...] = ()


@dataclass(frozen=True)
class OpenPoint:
    """What is left to do, by whom, until when."""

    text: str
    responsible: str
    due: date | None = None


@dataclass(frozen=True)
class AnnexLine:
    """An annex by name as the body lists it; `fingerprint` is the SHA-256 of its list or package."""

    numeral: str
    title: str
    rows: int
    package_number: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class DecisionLine:
    """A review decision as row numbers and verdict (`same`, `different`): evidence without personal data."""

    row_a: int
    row_b: int
    verdict: str


@dataclass(frozen=True)
class RunDigests:
    """What the run was computed from and what came out; `first` and `second` are the parties' table
    digests.
    """

    run_id: str
    first: str
    second: str
    rules: str
    decisions: str
    result: str
