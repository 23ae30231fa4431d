"""The berita acara hasil pemadanan data as a plain value: its twelve parts, hash, balance and codes; draws
nothing.

`BeritaAcaraContent` is the part that officers sign; `FrozenPart` is what freezing adds outside it. All
counts, no personal data besides the signatories (documents.md, "The parts"). The states are in
`padan.domain.document_life`.
"""

import base64
import hashlib
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from padan.common.text import canonical_json
from padan.domain.berita_acara_parts import (
    AgreementBasis,
    AnnexLine,
    ClassCounts,
    CorrectionLine,
    DecisionLine,
    ElementLine,
    NotCompared,
    OpenPoint,
    Party,
    Person,
    RunDigests,
    Source,
)
from padan.domain.document_profile import DocumentProfile, may_be_printed
from padan.domain.plain import LATER, NotPlain, from_plain, to_plain

SCHEMA, FIRST_SCHEMA = "padan/berita-acara/2", "padan/berita-acara/1"
"""From 2 on the frozen part is sealed by whoever froze the document; records of 1 keep verifying."""
KIND = "berita_acara"
MOST_COPIES = 10
EARLIEST = 2000
"""No berita acara is older than the agreements; a foreign record that says so is refused."""
TITLE = "BERITA ACARA HASIL PEMADANAN DATA"


@dataclass(frozen=True)
class BeritaAcaraContent:
    """The signed part. `first` is PIHAK KESATU, `second` PIHAK KEDUA; `row_a` of a decision is party one's
    row.

    `override` says why an ended agreement is used; `one_person_office` declares the four-eyes exception; both
    are printed. `training` puts LATIHAN on every page.
    """

    document_id: str
    version: int
    profile: DocumentProfile
    subject: str
    period: str
    place: str
    day: date
    first: Party
    second: Party
    basis: AgreementBasis
    sources: tuple[Source, ...]
    keys: tuple[str, ...]
    compared: tuple[str, ...]
    not_compared: tuple[NotCompared, ...]
    rules_version: str
    references_version: str
    counts_first: ClassCounts
    counts_second: ClassCounts
    elements: tuple[ElementLine, ...]
    corrections: tuple[CorrectionLine, ...]
    open_points: tuple[OpenPoint, ...]
    annexes: tuple[AnnexLine, ...]
    run: RunDigests
    decisions: tuple[DecisionLine, ...] = ()
    witnesses: tuple[Person, ...] = ()
    acknowledged_by: tuple[Person, ...] = ()
    copies: int = 2
    secrecy: str = ""
    override: str = ""
    one_person_office: str = ""
    training: bool = False
    supersedes: str = ""
    schema: str = SCHEMA

    def to_dict(self) -> dict[str, object]:
        """Return JSON-able values."""
        made: dict[str, object] = to_plain(self)
        return made

    @classmethod
    def from_dict(cls, untrusted: dict[str, object]) -> "BeritaAcaraContent":
        """Return the content; `plain.NotPlain` (a ValueError) names the first place that does not fit."""
        made = from_plain(cls, untrusted, "content")
        if not may_be_printed(made.profile):
            raise NotPlain("content.profile")
        if not 1 <= made.copies <= MOST_COPIES or not made.day.year >= EARLIEST:
            raise NotPlain("content.copies" if made.day.year >= EARLIEST else "content.day")
        if made.schema not in (SCHEMA, FIRST_SCHEMA):
            raise NotPlain("content.schema")
        return made

    def canonical_json(self) -> bytes:
        """Return the bytes whose SHA-256 the officers sign."""
        return canonical_json(self.to_dict())

    def content_hash(self) -> str:
        """Return the SHA-256 of the canonical JSON, lower-case hex."""
        return hashlib.sha256(self.canonical_json()).hexdigest()


@dataclass(frozen=True)
class TakenStep:
    """A signed step as frozen: enough to check it without the store (`document_life.step_message`).

    `at` is the exact text that was signed (`clock.utc_text`).
    """

    step: str
    officer_id: str
    public_key: str
    at: str
    content_hash: str
    signature: str


@dataclass(frozen=True)
class Seal:
    """Who froze the document, and the signature over all else that freezing fixed."""

    officer_id: str
    public_key: str
    signature: str


@dataclass(frozen=True)
class FrozenPart:
    """What freezing fixes besides the content: its hash, the steps, the audit checkpoint, the moment.

    `template` names the edition of templates, fonts and wording it was printed with; `annex_pages` are the
    pages of all annexes together, so that body and annexes count to the same last page.
    """

    content_hash: str
    frozen_at: datetime
    checkpoint_size: int
    checkpoint_hash: str
    steps: tuple[TakenStep, ...]
    template: str = field(default="", metadata=LATER)
    annex_pages: int = field(default=0, metadata=LATER)
    seal: Seal | None = field(default=None, metadata=LATER)

    def to_dict(self) -> dict[str, object]:
        """Return JSON-able values."""
        made: dict[str, object] = to_plain(self)
        return made

    @classmethod
    def from_dict(cls, untrusted: dict[str, object]) -> "FrozenPart":
        """Return the frozen part; `plain.NotPlain` names the first place that does not fit."""
        made = from_plain(cls, untrusted, "frozen")
        if made.frozen_at.year < EARLIEST:
            raise NotPlain("frozen.frozen_at")
        return made

    def seal_message(self, document_id: str, version: int) -> bytes:
        """Return the bytes that whoever freezes the document signs."""
        digest = hashlib.sha256(canonical_json(replace(self, seal=None).to_dict())).hexdigest()
        return f"padan/segel/1\n{document_id}\n{version}\n{digest}\n".encode()

    def checkpoint(self) -> str:
        """Return `{size}:{hex}` (exchange.md, X-Titik-Audit)."""
        return f"{self.checkpoint_size}:{self.checkpoint_hash}"


@dataclass(frozen=True)
class Imbalance:
    """A count that does not agree: `what` names it, `party` is the party code or empty when it concerns
    both.
    """

    what: str
    party: str
    expected: int
    found: int


def imbalances(content: BeritaAcaraContent) -> tuple[Imbalance, ...]:
    """Return every disagreement of Table 1; a document with any is refused (documents.md, part 5)."""
    found: list[Imbalance] = []
    sides = ((content.first, content.counts_first), (content.second, content.counts_second))
    for party, counts in sides:
        rows = sum(source.rows for source in content.sources if source.party == party.code)
        total = counts.total()
        if rows != total:
            found.append(Imbalance("rows", party.code, rows, total))
        found += [
            Imbalance(one.name, party.code, 0, getattr(counts, one.name))
            for one in fields(counts)
            if getattr(counts, one.name) < 0
        ]
    for name in ("identical", "differing"):
        one, two = getattr(content.counts_first, name), getattr(content.counts_second, name)
        if one != two:
            found.append(Imbalance(name, "", one, two))
    return tuple(found)


def machine_record(content: BeritaAcaraContent, frozen: FrozenPart | None) -> dict[str, object]:
    """Return what `berita_acara.json` holds: everything another office needs to recompute and to check."""
    return {
        "schema": content.schema,
        "content": content.to_dict(),
        "content_hash": content.content_hash(),
        "frozen": None if frozen is None else frozen.to_dict(),
        "verification_code": verification_code(content, frozen),
    }


def verification_code(content: BeritaAcaraContent, frozen: FrozenPart | None) -> str:
    """Return 20 base-32 characters in groups of four over hash, result and checkpoint; empty for a draft."""
    if frozen is None:
        return ""
    said = f"padan/kode/1\n{content.content_hash()}\n{content.run.result}\n{frozen.checkpoint()}\n"
    text = base64.b32encode(hashlib.sha256(said.encode()).digest()).decode()[:20]
    return "-".join(text[start : start + 4] for start in range(0, 20, 4))


def qr_text(content: BeritaAcaraContent, frozen: FrozenPart) -> str:
    """Return the QR's text: id, version, result digest, checkpoint; capitals, which a QR code packs
    tighter.
    """
    parts = (
        "PADAN",
        "BA",
        "1",
        content.document_id,
        str(content.version),
        content.run.result,
        frozen.checkpoint(),
    )
    return ":".join(parts).upper()
