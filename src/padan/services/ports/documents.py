"""Documents as PDF, seen by the use cases: rendering, inspecting, checking signatures; satisfied by
adapters.documents.
"""

from collections.abc import Sequence
from typing import Protocol

from padan.common.progress import Cancel, Progress
from padan.domain.exchange.sheets import Sheet
from padan.domain.printed import AnnexDelivery, AnnexRequest, PdfInspection, RenderedFile

__all__ = ["AnnexDelivery", "AnnexRequest", "DocumentMaker", "PdfInspection", "RenderedFile"]


class DocumentMaker(Protocol):
    """Renders reproducibly: the same frozen document and copy number give the same bytes."""

    def body(
        self, content: dict[str, object], frozen: dict[str, object] | None, *, copy: int, copies: int
    ) -> RenderedFile: ...
    def annexes(
        self,
        content: dict[str, object],
        frozen: dict[str, object] | None,
        annexes: Sequence[AnnexRequest],
        delivery: AnnexDelivery,
        *,
        progress: Progress,
        cancel: Cancel,
    ) -> list[RenderedFile]: ...
    def annex_pages(self, content: dict[str, object], annexes: Sequence[AnnexRequest]) -> int: ...
    def sheet(self, sheet: Sheet) -> RenderedFile:
        """Return a sheet to be printed beside a key card or a package."""
        ...

    def pages(self, made: bytes) -> int: ...
    def edition(self) -> str:
        """Return the edition of templates, fonts and wording that prints here."""
        ...

    def prints_alike(self, named: str) -> bool:
        """Tell whether documents of the edition `named` (or of none) come out here byte by byte."""
        ...

    def inspect(self, pdf: bytes) -> PdfInspection: ...
    def check_signed(self, issued: bytes, signed: bytes) -> dict[str, object]:
        """Return {begins_with_issued: bool, signatures: [{signer, time, intact, trusted, covers_all}]}."""
        ...
