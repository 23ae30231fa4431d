"""Frozen documents on paper: the kept copies, annexes by name, the signed scan filed back."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from padan.common.codes import documents as codes
from padan.common.codes import work
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.disclosure import DisclosureNote
from padan.domain.document import DocumentRecord, FiledPaper
from padan.domain.document_life import FROZEN_STATES, DocumentAct, DocumentState, next_state
from padan.domain.officer import Act
from padan.services.annex_lists import AnnexList
from padan.services.document_core import get_document, refuse
from padan.services.document_evidence import kept_digests, stated_lists
from padan.services.exporting import require_note
from padan.services.ports.documents import AnnexDelivery, AnnexRequest, RenderedFile
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

LARGEST_SCAN = 200 << 20
PDF = b"%PDF-"
IMAGES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}


@dataclass(frozen=True)
class Handing:
    """How a frozen copy is handed out: on paper, with the reason, or as a file, which is a disclosure."""

    pages: str = ""
    reason: str = ""
    note: DisclosureNote | None = None

    def told(self) -> tuple[str, dict[str, object]]:
        """Return the action and the details the log keeps."""
        if self.note is None:
            told = {"pages": self.pages, "reason": self.reason}
            return "document.print", {key: value for key, value in told.items() if value}
        return "document.save", {
            "ground": self.note.ground,
            "recipient": self.note.recipient,
            "purpose": self.note.purpose,
        }


def pdf(
    session: Session, tools: Tools, document_id: str, copy: int = 1, handing: Handing | None = None
) -> RenderedFile:
    """Return copy `copy` of a document: the kept bytes once frozen, a marked draft before.

    Handing out a frozen copy is logged with its reason or its disclosure note, and moves the document to
    "dicetak".
    """
    require(session, Act.DOCUMENT_PRINT, document_id)
    handing = handing or Handing()
    if handing.note is not None:
        require_note(handing.note)
    with session.store.reading() as records:
        document = get_document(records, document_id)
        papers = records.documents.papers(document_id)
        state = DocumentState(document.state)
    copies = BeritaAcaraContent.from_dict(document.content).copies
    if not 1 <= copy <= copies:
        raise UserFault(codes.DOCUMENT_COPY_NUMBER, copy=copy, copies=copies)
    if state is DocumentState.DIGANTI:
        # A void version may be looked at (preview), but is never handed out.
        refuse(next_state(state, DocumentAct.PRINT), document)
    if state not in FROZEN_STATES:
        return tools.documents.body(document.content, document.frozen, copy=copy, copies=copies)
    with session.store as records:
        made = _kept(records, tools, document, papers, copy)
        _hand_out(session, records, document, handing, made, copy)
    return made


def _hand_out(
    session: Session,
    records: Records,
    document: DocumentRecord,
    handing: Handing,
    made: RenderedFile,
    copy: int,
) -> None:
    after = next_state(DocumentState(document.state), DocumentAct.PRINT)
    refuse(after, document)
    assert isinstance(after, DocumentState)
    records.documents.update(replace(document, state=after.value))
    action, details = handing.told()
    details |= {"copy": copy, "sha256": hashlib.sha256(made.content).hexdigest(), "kept": True}
    record(session, records, action, document.id, outcome="ok", **details)


def _kept(
    records: Records, tools: Tools, document: DocumentRecord, papers: Sequence[FiledPaper], copy: int
) -> RenderedFile:
    """Return the copy kept at freezing, never a new rendering; UserFault when it is not what the log
    names.
    """
    for paper in papers:
        if not paper.name.endswith(f"_rangkap-{copy}.pdf"):
            continue
        content = records.documents.paper(document.id, paper.name) or b""
        if hashlib.sha256(content).hexdigest() in kept_digests(records, document.id):
            return RenderedFile(paper.name, content, tools.documents.pages(content))
    what = f"rangkap ke-{copy} yang tersimpan bukan yang dicatat log audit saat dibekukan"
    raise UserFault(work.DOCUMENT_EVIDENCE_BROKEN, document=document.id, what=what)


def preview(session: Session, tools: Tools, document_id: str, copy: int = 1) -> RenderedFile:
    """Return the same bytes as `pdf` for looking at on screen: no state changes, nothing counts as
    printed.
    """
    require(session, Act.DOCUMENT_VIEW, document_id)
    with session.store.reading() as records:
        document = get_document(records, document_id)
        papers = records.documents.papers(document_id)
        if document.frozen is not None:
            return _kept(records, tools, document, papers, copy)
    copies = BeritaAcaraContent.from_dict(document.content).copies
    return tools.documents.body(document.content, document.frozen, copy=copy, copies=copies)


@dataclass(frozen=True)
class AnnexWish:
    """For whom the annexes by name are made, why, and which numbered copy; each is a recorded disclosure."""

    note: DisclosureNote
    copy: int = 1
    copies: int = 2
    package_number: str = ""


def annexes(
    session: Session,
    tools: Tools,
    document_id: str,
    wish: AnnexWish,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> list[RenderedFile]:
    """Render the annexes by name of a document; the disclosure is logged before they are handed out."""
    require(session, Act.EXPORT, document_id)
    require_note(wish.note)
    with session.store.reading() as records:
        document = get_document(records, document_id)
        content = BeritaAcaraContent.from_dict(document.content)
        lists = stated_lists(records, document, content)
        papers = records.documents.papers(document_id)
        kept = None if document.frozen is None else _kept(records, tools, document, papers, 1)
    body = kept or tools.documents.body(document.content, None, copy=1, copies=content.copies)
    requests = [AnnexRequest(one.numeral, one.title, one.headings, one.rows) for one in lists]
    made = tools.documents.annexes(
        document.content,
        document.frozen,
        requests,
        _delivery(session, wish, body.pages + 1),
        progress=progress,
        cancel=cancel or Cancel(),
    )
    with session.store as records:
        told = {**_told_of_wish(wish), **_told_of_annexes(lists, made)}
        record(session, records, "document.annexes", document_id, outcome="ok", **told)
    return made


def _told_of_wish(wish: AnnexWish) -> dict[str, object]:
    note = wish.note
    return {
        "ground": note.ground,
        "recipient": note.recipient,
        "purpose": note.purpose,
        "copy": wish.copy,
    }


def _told_of_annexes(lists: Sequence[AnnexList], made: Sequence[RenderedFile]) -> dict[str, object]:
    return {
        "rows": {one.numeral: len(one.rows) for one in lists},
        "sha256": [hashlib.sha256(one.content).hexdigest() for one in made],
        "files": [one.name for one in made],
    }


def _delivery(session: Session, wish: AnnexWish, first_page: int) -> AnnexDelivery:
    return AnnexDelivery(
        recipient=wish.note.recipient,
        officer=session.officer.name,
        at=session.clock.now(),
        first_page=first_page,
        copy=wish.copy,
        copies=wish.copies,
        package_number=wish.package_number,
    )


@dataclass(frozen=True)
class SignedFiled:
    """What filing a signed paper found; `check` is empty for a scan, which cannot be checked by the
    program.
    """

    paper: FiledPaper
    check: dict[str, object]


def attach_signed(session: Session, tools: Tools, document_id: str, path: Path) -> SignedFiled:
    """File a signed PDF (checked against the issued bytes) or the scan of the signed paper, and archive.

    Errors: UserFault for a document that is not frozen, a file that is neither PDF nor image, or a signed PDF
    that is not the issued one with valid signatures and nothing else.
    """
    require(session, Act.DOCUMENT_PRINT, document_id)
    now = session.clock.now()
    content = tools.files.read(str(path), LARGEST_SCAN)
    media_type = _media_type(content)
    if media_type is None:
        raise UserFault(work.SIGNED_FILE_UNKNOWN, file=path.name)
    with session.store.reading() as records:
        document = get_document(records, document_id)
        signed = next_state(DocumentState(document.state), DocumentAct.SIGN)
        refuse(signed, document)
        issued = _issued(records, document_id)
    found = _check(tools, issued, content) if media_type == "application/pdf" else {}
    digest = hashlib.sha256(content).hexdigest()
    if why := unsound(found):
        with session.store as records:
            record(
                session, records, "document.file", document_id, outcome="refused", sha256=digest, reason=why
            )
        raise UserFault(codes.SIGNED_PDF_UNSOUND, file=path.name, why=_WHY[why])
    paper = FiledPaper(
        document_id, f"bertanda-tangan-{digest[:12]}", media_type, digest, now, session.officer.id
    )
    with session.store as records:
        assert isinstance(signed, DocumentState)
        after = next_state(signed, DocumentAct.FILE)
        assert isinstance(after, DocumentState)
        records.documents.add_paper(paper, content)
        records.documents.update(replace(document, state=after.value))
        record(session, records, "document.file", document_id, sha256=digest, kind=media_type)
    return SignedFiled(paper, found)


_WHY = {
    "changed": "isinya bukan lagi yang diterbitkan",
    "unsigned": "tidak ada tanda tangan di dalamnya",
    "broken": "ada tanda tangan yang tidak sah",
}


def unsound(check: Mapping[str, object]) -> str:
    """Return why a checked PDF cannot count as signed (`changed`, `unsigned`, `broken`), empty when it can.

    A certificate whose root is not configured is told, not refused: the roots are each office's own choice.
    """
    if not check:
        return ""
    if not (check.get("begins_with_issued") and check.get("only_signatures_added")):
        return "changed"
    signatures = check.get("signatures")
    found = signatures if isinstance(signatures, list) else []
    if not found:
        return "unsigned"
    return "" if all(one.get("intact") for one in found) else "broken"


def _media_type(content: bytes) -> str | None:
    if content.startswith(PDF):
        return "application/pdf"
    return next((kind for head, kind in IMAGES.items() if content.startswith(head)), None)


def _issued(records: Records, document_id: str) -> list[bytes]:
    papers = [
        one for one in records.documents.papers(document_id) if not one.name.startswith("bertanda-tangan")
    ]
    found = [records.documents.paper(document_id, one.name) for one in papers]
    return [one for one in found if one is not None]


def _check(tools: Tools, issued: list[bytes], signed: bytes) -> dict[str, object]:
    """A PDF that continues an issued copy is a signed PDF and is checked; any other PDF is taken for a
    scan.
    """
    for copy in issued:
        if signed.startswith(copy[:1024]):
            return tools.documents.check_signed(copy, signed)
    return {}
