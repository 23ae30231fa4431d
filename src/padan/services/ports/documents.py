"""Documents as PDF, seen by the use cases: rendering, inspecting, checking signatures; satisfied by
adapters.documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from padan.common.progress import Cancel, Progress


@dataclass(frozen=True)
class AnnexRequest:
    """One annex by name: numeral I-IV, title, column headings with their widths' weights, rows of text
    cells."""

    numeral: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class RenderedFile:
    """A rendered PDF: suggested file name, bytes, number of pages."""

    name: str
    content: bytes
    pages: int


@dataclass(frozen=True)
class PdfInspection:
    """What a berita acara PDF says of itself; nothing of it is trusted before it is checked."""

    sha256: str
    untrusted_record: dict[str, object]


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
        delivery: dict[str, object],
        *,
        first_page: int,
        progress: Progress,
        cancel: Cancel,
    ) -> list[RenderedFile]: ...
    def inspect(self, pdf: bytes) -> PdfInspection: ...
    def check_signed(self, issued: bytes, signed: bytes) -> dict[str, object]:
        """Return {begins_with_issued: bool, signatures: [{signer, time, intact, trusted, covers_all}]}."""
        ...
