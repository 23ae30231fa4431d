"""Tells what a file is from its first bytes, never from its name; opens nothing that it does not have to."""

import re
from dataclasses import dataclass
from typing import Literal

from padan.common.codes.files import (
    ARCHIVE_REFUSED,
    ENCODING_UNKNOWN,
    FILE_EMPTY,
    FILE_IS_DOCUMENT,
    FILE_IS_MARKUP,
    FILE_IS_PACKAGE,
    FILE_UNRECOGNISED,
    WORKBOOK_UNSUPPORTED,
)
from padan.common.errors import UserFault

Kind = Literal["text", "zip", "compound", "parquet"]
Encoding = Literal["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]

_ARCHIVES = (
    *((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd")),
    *((b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!\x1a\x07", "RAR"), (b"\x04\x22\x4d\x18", "lz4")),
    *(
        (b"PK\x05\x06", "ZIP kosong"),
        (b"PK\x07\x08", "ZIP terbagi"),
        (b"MSCF", "CAB"),
        (b"\x1f\x9d", "compress"),
    ),
)
_DOCUMENTS = (
    *((b"%PDF-", "dokumen PDF"), (b"\x89PNG", "gambar"), (b"\xff\xd8\xff", "gambar"), (b"GIF8", "gambar")),
    *(
        (b"{\\rtf", "dokumen RTF"),
        (b"SQLite format 3\x00", "basis data"),
        (b"MZ", "program"),
        (b"\x7fELF", "program"),
    ),
)
_BOMS = (
    *((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32")),
    *((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")),
)
_OLD_WORKBOOKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_PACKAGE = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_MARKUP = re.compile(rb"^\s*<(?:!doctype|html|\?xml|table|head|body|style|script|meta)", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(rb"^\s*MIME-Version:", re.IGNORECASE)
_JSON = re.compile(rb"^\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The kind of a file and, for text, its encoding; a text without a mark is taken for UTF-8 until a line
    is not.
    """

    kind: Kind
    encoding: Encoding = "utf-8"
    bom_bytes: int = 0


def sniff(head: bytes, file: str) -> Sniffed:
    """Return what the first bytes (64 KiB will do) say; UserFault for anything that is no table we read."""
    if not head:
        raise UserFault(FILE_EMPTY, file=file)
    if head.startswith(b"PK\x03\x04"):
        return Sniffed("zip")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Sniffed("compound")
    if head.startswith(b"PAR1"):
        return Sniffed("parquet")
    _refuse_others(head, file)
    return _text(head, file)


def _refuse_others(head: bytes, file: str) -> None:
    for mark, kind in _ARCHIVES:
        if head.startswith(mark):
            raise UserFault(ARCHIVE_REFUSED, file=file, kind=kind)
    if head[257:262] == b"ustar":
        raise UserFault(ARCHIVE_REFUSED, file=file, kind="tar")
    for mark, kind in _DOCUMENTS:
        if head.startswith(mark) and (len(mark) > 2 or b"\x00" in head[:512]):
            raise UserFault(FILE_IS_DOCUMENT, file=file, kind=kind)
    if head.startswith(_PACKAGE):
        raise UserFault(FILE_IS_PACKAGE, file=file)
    if head.startswith(_OLD_WORKBOOKS):
        raise UserFault(WORKBOOK_UNSUPPORTED, file=file, kind="Excel 2–4")


def _text(head: bytes, file: str) -> Sniffed:
    sniffed = _encoded(head, file)
    body = head[sniffed.bom_bytes :]
    if sniffed.encoding.startswith("utf-16"):
        body = body.decode(sniffed.encoding, "replace").encode("utf-8", "replace")
    if _MARKUP.match(body) or _WEB_ARCHIVE.match(body):
        raise UserFault(FILE_IS_MARKUP, file=file, kind="HTML atau XML")
    if _JSON.match(body):
        raise UserFault(FILE_IS_MARKUP, file=file, kind="JSON")
    if body and _looks_binary(body):
        raise UserFault(FILE_UNRECOGNISED, file=file)
    return sniffed


def _encoded(head: bytes, file: str) -> Sniffed:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            if encoding == "utf-32":
                raise UserFault(ENCODING_UNKNOWN, file=file, kind="UTF-32")
            return Sniffed("text", encoding, len(mark))  # type: ignore[arg-type]
    if _is_utf32_without_mark(head):
        raise UserFault(ENCODING_UNKNOWN, file=file, kind="UTF-32")
    return Sniffed("text", _utf16_without_mark(head))


def _is_utf32_without_mark(head: bytes) -> bool:
    """Latin text in UTF-32 has three zeros in every four bytes."""
    sample = head[: 4096 & ~3]
    zeros = [sample[place::4].count(0) * 10 > len(sample) * 2 for place in range(4)]
    return len(sample) >= 16 and zeros in ([False, True, True, True], [True, True, True, False])


def _utf16_without_mark(head: bytes) -> Encoding:
    """Latin text in UTF-16 has a zero in nearly every other byte."""
    sample = head[: 4096 & ~1]
    if len(sample) < 4:
        return "utf-8"
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return "utf-8"


def _looks_binary(head: bytes) -> bool:
    """Stray NULs are tolerated and removed later; one control character in twenty-five is no text."""
    sample = head[:8192]
    controls = sum(sample.count(code) for code in (*range(1, 9), *range(14, 32), 127))
    return controls * 25 > len(sample) or sample.count(0) * 4 > len(sample)
