"""Composing a berita acara from a run and typing its numbers; the preparer's signature comes with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.berita_acara import KIND, BeritaAcaraContent, imbalances
from padan.domain.document import DocumentRecord, FiledPaper, SignedStep
from padan.domain.document_life import DocumentAct, DocumentState, Step, next_state
from padan.domain.officer import Act
from padan.services import agreement_terms, matching_core
from padan.services.compose_content import ComposeWish, DocumentKey, content_of
from padan.services.document_core import get_document, refuse, sign_step
from padan.services.ports.records import Records
from padan.services.session import Session, record, require


def compose(
    session: Session,
    wish: ComposeWish,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> DocumentRecord:
    """Compose a berita acara from the newest run of these snapshots, every decision applied, and sign as
    preparer.

    Errors: UserFault when the agreement has ended without addendum or override, or when Table 1 does not
    balance.
    """
    require(session, Act.DOCUMENT_COMPOSE, wish.run_id)
    run = matching_core.current_run(session, wish.run_id, progress, cancel or Cancel())
    override = agreement_terms.require_open(session, run.agreement_id, agreement_terms.DOCUMENT)
    now = session.clock.now()
    with session.store as records:
        superseded = _to_replace(records, wish.replaces)
        key = DocumentKey(new_id(now), superseded.version + 1 if superseded else 1)
        content = content_of(session, records, run, wish, override, key)
        _refuse_imbalance(content)
        document = DocumentRecord(
            id=key.id,
            kind=KIND,
            agreement_id=run.agreement_id,
            run_id=run.id,
            version=key.version,
            state=DocumentState.DISUSUN.value,
            content=content.to_dict(),
            content_hash=content.content_hash(),
            created_at=now,
            created_by=session.officer.id,
            supersedes=superseded.id if superseded else None,
        )
        records.documents.add(document)
        sign_step(session, records, document, Step.PREPARE, now)
        record(session, records, "document.compose", document.id, run=run.id, content=document.content_hash)
        _void(session, records, superseded, document)
    return document


def _refuse_imbalance(content: BeritaAcaraContent) -> None:
    for wrong in imbalances(content):
        raise UserFault(
            codes.DOCUMENT_NOT_BALANCED,
            what=wrong.what,
            party=wrong.party,
            expected=wrong.expected,
            found=wrong.found,
            difference=wrong.found - wrong.expected,
        )


def _void(session: Session, records: Records, superseded: DocumentRecord | None, by: DocumentRecord) -> None:
    if superseded is not None:
        records.documents.update(replace(superseded, state=DocumentState.DIGANTI.value))
        record(session, records, "document.replace", superseded.id, by=by.id)


def _to_replace(records: Records, document_id: str | None) -> DocumentRecord | None:
    if document_id is None:
        return None
    document = get_document(records, document_id)
    after = next_state(DocumentState(document.state), DocumentAct.REPLACE)
    refuse(after, document)
    return document


@dataclass(frozen=True)
class Numbers:
    """The two official numbers, typed by officers and never invented (documents.md, "Form")."""

    first: str | None
    second: str | None


def set_numbers(session: Session, document_id: str, numbers: Numbers) -> DocumentRecord:
    """Type the numbers while the document is still being composed; the preparer signs the changed content
    again.
    """
    require(session, Act.DOCUMENT_COMPOSE, document_id)
    now = session.clock.now()
    with session.store as records:
        document = get_document(records, document_id)
        refuse(next_state(DocumentState(document.state), DocumentAct.EDIT), document)
        content = BeritaAcaraContent.from_dict(document.content)
        content = replace(
            content,
            first=replace(content.first, number=numbers.first or content.first.number),
            second=replace(content.second, number=numbers.second or content.second.number),
        )
        changed = replace(document, content=content.to_dict(), content_hash=content.content_hash())
        records.documents.update(changed)
        sign_step(session, records, changed, Step.PREPARE, now)
        record(session, records, "document.numbers", document_id, content=changed.content_hash)
    return changed


@dataclass(frozen=True)
class DocumentView:
    """A document with its steps, papers and what it rests on."""

    document: DocumentRecord
    content: BeritaAcaraContent
    steps: Sequence[SignedStep]
    papers: Sequence[FiledPaper]


def documents(session: Session, agreement_id: str | None = None) -> list[DocumentRecord]:
    """Return the documents of the workspace or of one agreement, newest first."""
    require(session, Act.DOCUMENT_VIEW)
    with session.store.reading() as records:
        return sorted(records.documents.all(agreement_id), key=lambda one: one.id, reverse=True)


def show(session: Session, document_id: str) -> DocumentView:
    """Return one document with its steps and papers."""
    require(session, Act.DOCUMENT_VIEW, document_id)
    with session.store.reading() as records:
        document = get_document(records, document_id)
        return DocumentView(
            document,
            BeritaAcaraContent.from_dict(document.content),
            records.documents.steps(document_id),
            records.documents.papers(document_id),
        )
