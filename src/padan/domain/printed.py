"""What goes into and comes out of the making of papers, as plain values shared by use cases and adapters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AnnexRequest:
    """One annex by name: numeral I-IV, title, column headings, rows of text cells.

    `weights` are the columns' relative widths; empty lets the columns follow their contents.
    """

    numeral: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    weights: Sequence[float] = ()


@dataclass(frozen=True)
class AnnexDelivery:
    """Who gets which copy of the annexes, from whom, when; printed on every page.

    `first_page` is the number of the first annex page: the numbering continues from the body.
    `secrecy` is RAHASIA or TERBATAS.
    """

    recipient: str
    officer: str
    at: datetime
    first_page: int
    copy: int = 1
    copies: int = 2
    package_number: str = ""
    secrecy: str = "RAHASIA"


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
