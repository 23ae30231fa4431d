"""The life of one document as its officers need it: who did what when, what comes next, its versions, and
what differs between two of them; changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.domain.audit import AuditEntry
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.document import DocumentRecord, FiledPaper, SignedStep
from padan.domain.document_changes import Change, changes
from padan.domain.document_life import DocumentState, Step
from padan.domain.officer import Act, Officer, may
from padan.services.document_core import get_document
from padan.services.ports.records import Records
from padan.services.session import Session, require

_NEXT = {
    DocumentState.DISUSUN: Act.DOCUMENT_VERIFY,
    DocumentState.DIVERIFIKASI: Act.DOCUMENT_APPROVE,
    DocumentState.DISAHKAN: Act.DOCUMENT_FREEZE,
    DocumentState.DIBEKUKAN: Act.DOCUMENT_PRINT,
    DocumentState.DICETAK: Act.DOCUMENT_PRINT,
}


@dataclass(frozen=True)
class DocumentLife:
    """A document with its steps, papers, logged events, versions (oldest first) and who may act next.

    `next_act` is None when nothing is left to do; `next_officers` may be empty: then nobody can.
    """

    document: DocumentRecord
    content: BeritaAcaraContent
    steps: Sequence[SignedStep]
    papers: Sequence[FiledPaper]
    events: Sequence[AuditEntry]
    versions: Sequence[DocumentRecord]
    officers: Sequence[Officer]
    next_act: Act | None
    next_officers: Sequence[Officer]


def life(session: Session, document_id: str) -> DocumentLife:
    """Return everything the document's page shows; the events are those about this document alone."""
    require(session, Act.DOCUMENT_VIEW, document_id)
    with session.store.reading() as records:
        document = get_document(records, document_id)
        steps = records.documents.steps(document_id)
        officers = records.officers.all()
        events = [one for one in records.audit.about(document_id) if one.action.startswith("document.")]
        next_act = _NEXT.get(DocumentState(document.state))
        return DocumentLife(
            document=document,
            content=BeritaAcaraContent.from_dict(document.content),
            steps=steps,
            papers=records.documents.papers(document_id),
            events=events,
            versions=_versions(records, document),
            officers=officers,
            next_act=next_act,
            next_officers=_eligible(document, steps, officers, next_act),
        )


def kept_pdf(session: Session, document_id: str, name: str) -> bytes:
    """Return a kept PDF for looking at; UserFault when it is a picture or not there."""
    require(session, Act.DOCUMENT_VIEW, document_id)
    with session.store.reading() as records:
        content = records.documents.paper(document_id, name)
    if content is None or not content.startswith(b"%PDF-"):
        raise UserFault(codes.PAPER_NOT_SHOWN, file=name)
    return content


def compare(session: Session, older_id: str, newer_id: str) -> list[Change]:
    """Return what differs in content between two documents, part by part; numbers, words and lists."""
    require(session, Act.DOCUMENT_VIEW, newer_id)
    with session.store.reading() as records:
        older, newer = (get_document(records, one) for one in (older_id, newer_id))
    return changes(BeritaAcaraContent.from_dict(older.content), BeritaAcaraContent.from_dict(newer.content))


def _versions(records: Records, document: DocumentRecord) -> list[DocumentRecord]:
    """Follow `supersedes` to the first version, then forward to the last."""
    everyone = records.documents.all(document.agreement_id)
    by_id = {one.id: one for one in everyone}
    after = {one.supersedes: one for one in everyone if one.supersedes}
    found = [document]
    while (before := by_id.get(found[0].supersedes or "")) is not None and before not in found:
        found.insert(0, before)
    while (following := after.get(found[-1].id)) is not None and following not in found:
        found.append(following)
    return found


def _eligible(
    document: DocumentRecord,
    steps: Sequence[SignedStep],
    officers: Sequence[Officer],
    act: Act | None,
) -> list[Officer]:
    """Return who may take the next step: by role, and for the four eyes not who took an earlier one."""
    if act is None:
        return []
    allowed = [one for one in officers if may(one, act)]
    content = BeritaAcaraContent.from_dict(document.content)
    if act not in (Act.DOCUMENT_VERIFY, Act.DOCUMENT_APPROVE) or content.one_person_office:
        return allowed
    earlier = (Step.PREPARE.value,) if act is Act.DOCUMENT_VERIFY else (Step.PREPARE.value, Step.VERIFY.value)
    taken = {
        one.officer_id for one in steps if one.step in earlier and one.content_hash == document.content_hash
    }
    return [one for one in allowed if one.id not in taken]
