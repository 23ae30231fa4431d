"""A document on its way from draft to archive, and the signed steps it takes; contents are in berita_acara.

The transitions themselves and the four-eyes rule live in `padan.domain.document_life`.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DocumentRecord:
    """One version of one document. `content` is the signed part, `content_hash` its SHA-256 over canonical
    JSON.

    `frozen` holds what freezing adds outside the signed part: steps with signatures and keys, checkpoint,
    time.
    """

    id: str
    kind: str
    agreement_id: str
    run_id: str
    version: int
    state: str
    content: dict[str, object]
    content_hash: str
    created_at: datetime
    created_by: str
    supersedes: str | None = None
    frozen: dict[str, object] | None = None


@dataclass(frozen=True)
class SignedStep:
    """A step of the four eyes: counts only while the signature over `message` verifies with the officer's
    key.
    """

    document_id: str
    step: str
    officer_id: str
    public_key: str
    at: datetime
    content_hash: str
    signature: str


@dataclass(frozen=True)
class FiledPaper:
    """A file that belongs to a document: rendered copies, annexes, the signed scan. `sha256` of its bytes."""

    document_id: str
    name: str
    media_type: str
    sha256: str
    added_at: datetime
    added_by: str
