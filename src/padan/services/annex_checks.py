"""Whether an annex by name is one that this workspace printed, whole and unchanged; no use case itself.

The body quotes the fingerprint of each list, and the log keeps the SHA-256 of each annex handed out.
"""

import hashlib
from dataclasses import dataclass

from padan.domain.berita_acara import BeritaAcaraContent
from padan.services.document_evidence import Check, CheckState, audit_check, check
from padan.services.ports.records import Records
from padan.services.session import Session

ANNEX_MARK = b"lampiran berita acara"
"""A keyword of every annex made here, readable in its metadata; proves nothing."""
LABEL = "Lampiran sama dengan yang dicetak di ruang kerja ini"


@dataclass(frozen=True)
class AnnexVerdict:
    """The document the annex belongs to, empty when unknown, and the checks made."""

    document_id: str
    checks: tuple[Check, ...]


def looks_like_annex(pdf: bytes) -> bool:
    """Tell whether the file calls itself an annex of a berita acara."""
    return ANNEX_MARK in pdf


def check_annex(session: Session, pdf: bytes) -> AnnexVerdict:
    """Find the annex among those the log says were handed out, and say for whom and which."""
    digest = hashlib.sha256(pdf).hexdigest()
    with session.store.reading() as records:
        audit = audit_check(session, records)
        for entry in records.audit.entries():
            digests, names = entry.details.get("sha256"), entry.details.get("files")
            if entry.action != "document.annexes" or not isinstance(digests, list) or digest not in digests:
                continue
            name = names[digests.index(digest)] if isinstance(names, list) else ""
            said = f"{name}, salinan ke-{entry.details.get('copy')} untuk {entry.details.get('recipient')}"
            known = Check("annex", LABEL, CheckState.OK, said.lstrip(", "))
            return AnnexVerdict(entry.subject, (known, _lists_check(records, entry.subject), audit))
    detail = "tidak ada lampiran dengan sidik ini yang pernah dicetak di sini: diubah, atau dari tempat lain"
    return AnnexVerdict("", (check("annex", LABEL, False, detail), audit))


def _lists_check(records: Records, document_id: str) -> Check:
    """Check that the document still stands: a void one's annexes are void with it."""
    label = "Berita acara lampiran ini masih berlaku"
    document = records.documents.get(document_id)
    if document is None:
        return Check(
            "annex.document", label, CheckState.DIFFERS, "berita acaranya tidak ada di ruang kerja ini"
        )
    content = BeritaAcaraContent.from_dict(document.content)
    stands = document.state != "diganti"
    detail = f"berita acara {content.document_id} versi {content.version} telah diganti"
    return check("annex.document", label, stands, detail)
