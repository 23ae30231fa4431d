"""What composing, signing and printing a document share: finding it, refusing, signing a step, keeping a
paper.
"""

import hashlib
from datetime import datetime

from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.domain.document import DocumentRecord, FiledPaper, SignedStep
from padan.domain.document_life import DocumentState, Refusal, RefusalReason, Step, step_message
from padan.services.ports.documents import RenderedFile
from padan.services.ports.records import Records
from padan.services.session import Session


def get_document(records: Records, document_id: str) -> DocumentRecord:
    """Return the document or raise UserFault DOCUMENT_NOT_FOUND."""
    document = records.documents.get(document_id)
    if document is None:
        raise UserFault(codes.DOCUMENT_NOT_FOUND, document=document_id)
    return document


REFUSALS = {
    RefusalReason.WRONG_STATE: codes.DOCUMENT_STATE,
    RefusalReason.SAME_PERSON: codes.DOCUMENT_SAME_PERSON,
    RefusalReason.STEP_MISSING: codes.DOCUMENT_STEP_MISSING,
    RefusalReason.CONTENT_CHANGED: codes.DOCUMENT_CONTENT_CHANGED,
}


def refuse(after: DocumentState | Refusal, document: DocumentRecord) -> None:
    """Raise the fault of a refused transition; do nothing for an allowed one."""
    if isinstance(after, Refusal):
        raise UserFault(REFUSALS[after.reason], document=document.id, state=document.state)


def sign_step(session: Session, records: Records, document: DocumentRecord, step: Step, at: datetime) -> None:
    """Sign `step` over the document's hash with the officer's own key and keep the signature."""
    message = step_message(document.id, document.version, step, document.content_hash, at)
    signed = SignedStep(
        document_id=document.id,
        step=step.value,
        officer_id=session.officer.id,
        public_key=session.signer.public_key,
        at=at,
        content_hash=document.content_hash,
        signature=session.signer.sign(message),
    )
    records.documents.add_step(signed)


def keep_paper(
    session: Session, records: Records, document: DocumentRecord, made: RenderedFile, at: datetime
) -> str:
    """Keep a rendered file with the document; return its SHA-256 (hex)."""
    digest = hashlib.sha256(made.content).hexdigest()
    paper = FiledPaper(document.id, made.name, "application/pdf", digest, at, session.officer.id)
    records.documents.add_paper(paper, made.content)
    return digest
