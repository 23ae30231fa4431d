"""What the use cases ask of documents, satisfied over the renderer and the inspector; keeps no state and no
file.
"""

from collections.abc import Sequence
from pathlib import Path

from padan.adapters.documents.annexes import annex_pages, render_annexes
from padan.adapters.documents.edition import edition, prints_alike
from padan.adapters.documents.inspect import check_signed, inspect_pdf, roots_in
from padan.adapters.documents.page_count import page_count
from padan.adapters.documents.render import render_body
from padan.adapters.documents.sheets import render_sheet
from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress
from padan.domain.berita_acara import BeritaAcaraContent, FrozenPart
from padan.domain.exchange.sheets import Sheet
from padan.domain.plain import NotPlain
from padan.domain.printed import AnnexDelivery, AnnexRequest, PdfInspection, RenderedFile


class PdfDocuments:
    """The `DocumentMaker` of `services.ports.documents`; every call renders or reads in a child process."""

    def __init__(self, folder: Path, root_folders: Sequence[Path] = ()) -> None:
        self._folder = folder
        self._root_folders = root_folders

    def body(
        self, content: dict[str, object], frozen: dict[str, object] | None, *, copy: int, copies: int
    ) -> RenderedFile:
        """Return the berita acara; `copy` 0 is the unnumbered preview. UserFault when the counts do not
        balance.
        """
        parsed, part = parse(content, frozen)
        if copies != parsed.copies:
            raise UserFault(codes.DOCUMENT_COPY_NUMBER, copy=copy, copies=parsed.copies)
        made = render_body(parsed, part, copy=copy)
        return RenderedFile(body_name(parsed, part, copy), made, page_count(made))

    def annexes(
        self,
        content: dict[str, object],
        frozen: dict[str, object] | None,
        annexes: Sequence[AnnexRequest],
        delivery: AnnexDelivery,
        *,
        progress: Progress,
        cancel: Cancel,
    ) -> list[RenderedFile]:
        """Return the annexes by name, one file for each volume, numbered on from the body."""
        parsed, part = parse(content, frozen)
        return render_annexes(parsed, part, annexes, delivery, progress=progress, cancel=cancel)

    def annex_pages(self, content: dict[str, object], annexes: Sequence[AnnexRequest]) -> int:
        """Return the pages of all annexes together, without rendering them."""
        return annex_pages(parse(content, None)[0], annexes)

    def sheet(self, sheet: Sheet) -> RenderedFile:
        """Return a sheet that goes with a key card or a package."""
        made = render_sheet(sheet)
        return RenderedFile(sheet.name, made, page_count(made))

    def pages(self, made: bytes) -> int:
        """Return the number of pages of a PDF made here."""
        return page_count(made)

    def edition(self) -> str:
        """Return the edition of templates, fonts and wording that prints here."""
        return edition()

    def prints_alike(self, named: str) -> bool:
        """Tell whether documents of the edition `named` come out here byte by byte."""
        return prints_alike(named)

    def inspect(self, pdf: bytes) -> PdfInspection:
        """Return what the PDF says of itself; nothing of it is trusted."""
        return inspect_pdf(pdf)

    def check_signed(self, issued: bytes, signed: bytes) -> dict[str, object]:
        """Return {begins_with_issued, only_signatures_added, signatures: [{signer, time, intact,
        trusted, …}]}.

        Chains are judged against the certificates under `resources/certificates` and the folder of the
        machine's administrator given at construction.
        """
        return check_signed(issued, signed, self._roots())

    def _roots(self) -> list[bytes]:
        folders = (self._folder / "certificates", *self._root_folders)
        return [one for folder in folders for one in roots_in(folder)]


def parse(
    content: dict[str, object], frozen: dict[str, object] | None
) -> tuple[BeritaAcaraContent, FrozenPart | None]:
    """Return both parts as values; UserFault DOCUMENT_CONTENT_INVALID names the place that does not fit."""
    try:
        parsed = BeritaAcaraContent.from_dict(content)
        return parsed, None if frozen is None else FrozenPart.from_dict(frozen)
    except NotPlain as wrong:
        raise UserFault(codes.DOCUMENT_CONTENT_INVALID, where=wrong.where) from None


def body_name(content: BeritaAcaraContent, frozen: FrozenPart | None, copy: int) -> str:
    """Return the suggested file name: ids only, ASCII."""
    tail = f"rangkap-{copy}" if frozen and copy else "konsep" if frozen is None else "pratinjau"
    return f"BA_{content.basis.agreement_id}_{content.document_id}_v{content.version}_{tail}.pdf"
