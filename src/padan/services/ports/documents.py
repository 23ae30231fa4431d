"""Documents as PDF, seen by the use cases: rendering, inspecting, checking signatures; satisfied by
adapters.documents.
"""

from collections.abc import Sequence
from typing import Protocol

from padan.common.progress import Cancel, Progress
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
    def inspect(self, pdf: bytes) -> PdfInspection: ...
    def check_signed(self, issued: bytes, signed: bytes) -> dict[str, object]:
        """Return {begins_with_issued: bool, signatures: [{signer, time, intact, trusted, covers_all}]}."""
        ...
