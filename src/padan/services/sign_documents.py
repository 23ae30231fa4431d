"""The four eyes of a document: verified, approved, sent back, frozen; each step signed by the officer's own
key.

The states and who may follow whom are in `padan.domain.document_life`; before each step everything beneath
the document is checked again, so that nobody signs what has been changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from padan.common.clock import utc_text
from padan.common.codes import work
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.audit import Checkpoint
from padan.domain.berita_acara import BeritaAcaraContent, FrozenPart, Seal, TakenStep
from padan.domain.document import DocumentRecord, SignedStep
from padan.domain.document_life import (
    DocumentAct,
    DocumentState,
    Refusal,
    Step,
    next_state,
    standing_steps,
)
from padan.domain.officer import Act
from padan.services.annex_lists import AnnexList
from padan.services.document_core import REFUSALS, get_document, keep_paper, refuse, sign_step
from padan.services.document_evidence import (
    CheckState,
    audit_check,
    decisions_check,
    key_checks,
    run_check,
    snapshot_checks,
    stated_lists,
    step_checks,
)
from padan.services.four_eyes import may_freeze_document, may_take_step
from padan.services.ports.documents import AnnexRequest, RenderedFile
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require


def verify_step(session: Session, tools: Tools, document_id: str) -> DocumentRecord:
    """Sign as the second pair of eyes; refused to the preparer and when anything beneath has changed."""
    require(session, Act.DOCUMENT_VERIFY, document_id)
    return _take_step(session, tools, document_id, Step.VERIFY)


def approve(session: Session, tools: Tools, document_id: str) -> DocumentRecord:
    """Sign as the official; refused to preparer and verifier and when anything beneath has changed."""
    require(session, Act.DOCUMENT_APPROVE, document_id)
    return _take_step(session, tools, document_id, Step.APPROVE)


def _take_step(session: Session, tools: Tools, document_id: str, step: Step) -> DocumentRecord:
    now = session.clock.now()
    act = DocumentAct.VERIFY if step is Step.VERIFY else DocumentAct.APPROVE
    with session.store.reading() as records:
        document = get_document(records, document_id)
        content = BeritaAcaraContent.from_dict(document.content)
        steps = records.documents.steps(document_id)
        after = next_state(DocumentState(document.state), act)
        refusal = may_take_step(records, document, session.officer.id, step)
        broken = _broken(session, tools, records, content, steps)
    _refuse_logged(session, document, after, refusal, broken, step.value)
    assert isinstance(after, DocumentState)
    changed = replace(document, state=after.value)
    with session.store as records:
        sign_step(session, records, document, step, now)
        records.documents.update(changed)
        record(session, records, f"document.{step.value}", document.id, content=document.content_hash)
    return changed


def _broken(
    session: Session, tools: Tools, records: Records, content: BeritaAcaraContent, steps: Sequence[SignedStep]
) -> list[str]:
    standing = standing_steps(steps, content.content_hash())
    checks = [*snapshot_checks(records, content), run_check(records, content)]
    checks += [decisions_check(records, content), audit_check(session, records)]
    taken = {f"step.{one.step}" for one in standing}
    checks += [one for one in step_checks(content, standing, tools.signatures) if one.code in taken]
    checks += key_checks(records, standing)
    return [f"{one.label}: {one.detail}" for one in checks if one.state is CheckState.DIFFERS]


def _refuse_logged(
    session: Session,
    document: DocumentRecord,
    after: DocumentState | Refusal,
    refusal: Refusal | None,
    broken: list[str],
    step: str,
) -> None:
    """Refuse the step, with the refusal in the log: an attempt to sign what one may not sign is itself
    evidence.
    """
    if not isinstance(after, Refusal) and refusal is None and not broken:
        return
    reason = "evidence" if broken else (refusal or after).reason.value  # type: ignore[union-attr]
    with session.store as records:
        record(session, records, f"document.{step}", document.id, outcome="refused", reason=reason)
    if broken:
        raise UserFault(work.DOCUMENT_EVIDENCE_BROKEN, document=document.id, what="; ".join(broken))
    refuse(after, document)
    if refusal is not None:
        raise UserFault(REFUSALS[refusal.reason], document=document.id, state=document.state)


def send_back(session: Session, document_id: str, reason: str) -> DocumentRecord:
    """Return a verified or approved document to its preparer; the steps taken so far no longer count."""
    require(session, Act.DOCUMENT_VIEW, document_id)
    with session.store as records:
        document = get_document(records, document_id)
        after = next_state(DocumentState(document.state), DocumentAct.RETURN)
        refuse(after, document)
        assert isinstance(after, DocumentState)
        changed = replace(document, state=after.value)
        records.documents.update(changed)
        record(session, records, "document.return", document_id, reason=reason)
    return changed


def freeze(
    session: Session,
    tools: Tools,
    document_id: str,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> DocumentRecord:
    """Fix the document for ever: check all beneath it, take the audit checkpoint, render and keep both
    copies.

    Errors: UserFault when a step is missing, both steps are one person's, or anything beneath was changed.
    """
    require(session, Act.DOCUMENT_FREEZE, document_id)
    now = session.clock.now()
    with session.store.reading() as records:
        document = get_document(records, document_id)
        content = BeritaAcaraContent.from_dict(document.content)
        steps = records.documents.steps(document_id)
        after = next_state(DocumentState(document.state), DocumentAct.FREEZE)
        refusal = may_freeze_document(records, document)
        broken = _broken(session, tools, records, content, steps)
        checkpoint = records.audit.checkpoint()
        lists = [] if broken else stated_lists(records, document, content)
    _refuse_logged(session, document, after, refusal, broken, "freeze")
    assert isinstance(after, DocumentState)
    beneath = _Beneath(standing_steps(steps, document.content_hash), checkpoint, lists)
    frozen = _frozen_part(session, tools, document, beneath, now)
    changed = replace(document, state=after.value, frozen=frozen.to_dict())
    copies = _rendered(tools, changed, content.copies, progress, cancel or Cancel())
    with session.store as records:
        records.documents.update(changed)
        digests = [keep_paper(session, records, changed, one, now) for one in copies]
        record(session, records, "document.freeze", document.id, content=document.content_hash, pdf=digests)
    return changed


def _rendered(
    tools: Tools, document: DocumentRecord, copies: int, progress: Progress, cancel: Cancel
) -> list[RenderedFile]:
    made = []
    for number in range(1, copies + 1):
        progress("render", number - 1, copies)
        cancel.raise_if_requested()
        made.append(tools.documents.body(document.content, document.frozen, copy=number, copies=copies))
    return made


@dataclass(frozen=True)
class _Beneath:
    """What freezing finds in the store: the steps that stand, the log so far, the lists by name."""

    steps: Sequence[SignedStep]
    checkpoint: Checkpoint
    lists: Sequence[AnnexList]


def _frozen_part(
    session: Session, tools: Tools, document: DocumentRecord, found: _Beneath, now: datetime
) -> FrozenPart:
    annexes = [AnnexRequest(one.numeral, one.title, one.headings, one.rows) for one in found.lists]
    frozen = FrozenPart(
        content_hash=document.content_hash,
        frozen_at=now.replace(microsecond=0),
        checkpoint_size=found.checkpoint.size,
        checkpoint_hash=found.checkpoint.hash,
        steps=tuple(_taken(one) for one in found.steps),
        template=tools.documents.edition(),
        annex_pages=tools.documents.annex_pages(document.content, annexes),
    )
    return replace(frozen, seal=_seal(session, frozen, document))


def _seal(session: Session, frozen: FrozenPart, document: DocumentRecord) -> Seal:
    message = frozen.seal_message(document.id, document.version)
    return Seal(session.officer.id, session.signer.public_key, session.signer.sign(message))


def _taken(step: SignedStep) -> TakenStep:
    return TakenStep(
        step.step, step.officer_id, step.public_key, utc_text(step.at), step.content_hash, step.signature
    )
