"""Looks into the zip of a workbook before any reader does: kind, bombs, macros, links, DTDs, formulas; in
bounded memory.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from padan.common.codes.files import (
    ARCHIVE_REFUSED,
    COMPRESSION_RATIO,
    FILE_IS_DOCUMENT,
    FILE_IS_PACKAGE,
    FILE_TRUNCATED,
    HOSTILE_WORKBOOK,
    NESTED_ARCHIVE,
    TOO_MANY_ENTRIES,
    UNPACKED_TOO_LARGE,
    WORKBOOK_DAMAGED,
    WORKBOOK_ENCRYPTED,
    WORKBOOK_MACROS,
    WORKBOOK_UNSUPPORTED,
)
from padan.common.errors import UserFault
from padan.domain.intake import MIB, ReadLimits

_PIECE = 256 * 1024
_END_RECORD = 22
_DAMAGE_WORDS = {
    "error": "isi termampatnya tidak utuh",
    "BadZipFile": "susunan ZIP-nya tidak utuh",
    "CalamineError": "isinya tidak sesuai susunan buku kerja",
    "ExpatError": "isi lembarnya tidak utuh",
    "WorksheetNotFound": "lembar yang disebut daftarnya tidak ada",
    "XmlError": "isi lembarnya tidak utuh",
    "ZipError": "susunan ZIP-nya tidak utuh",
}
_NESTED = (".zip", ".7z", ".rar", ".gz", ".xlsx", ".xlsm", ".xls", ".docx", ".jar")
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|macrosheet", re.IGNORECASE)
_FOREIGN_TYPES = (*((b"wordprocessingml", "dokumen Word"), (b"presentationml", "presentasi")),)
_LINK = re.compile(r"xl/externalLinks/[^/]+\.xml$")
_MARKS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b't="e"', b"t='e'", b"table:formula=", b"-spanned=")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, UnicodeError)


@dataclass(frozen=True, slots=True)
class WorkbookZip:
    """A workbook's zip that passed: its kind, how many external links it names, and the parts in which
    formulas or error values were seen.
    """

    kind: str
    links: int
    marked: frozenset[str]


def check_workbook_zip(content: bytes, file: str, limits: ReadLimits) -> WorkbookZip:
    """Return what the zip holds; UserFault for anything that is no plain workbook. Every part is unpacked
    once, piece by piece, because declared sizes may lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive, file, limits)
            kind = _kind(archive, file)
            marked = _check_contents(archive, file, limits)
            links = sum(1 for name in archive.namelist() if _LINK.match(name))
            return WorkbookZip(kind, links, marked)
    except _DAMAGE as damage:
        end = content.rfind(b"PK\x05\x06")
        if end < 0 or end + _END_RECORD > len(content):
            raise UserFault(FILE_TRUNCATED, file=file) from None
        raise UserFault(WORKBOOK_DAMAGED, file=file, detail=damage_words(damage)) from None


def damage_words(damage: Exception) -> str:
    """Say in a few words what a library found broken."""
    return _DAMAGE_WORDS.get(type(damage).__name__, type(damage).__name__)


def pieces_of(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield one part unpacked, piece by piece."""
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            yield piece


def _check_entries(archive: zipfile.ZipFile, file: str, limits: ReadLimits) -> None:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise UserFault(TOO_MANY_ENTRIES, file=file, found=len(entries), limit=limits.entries)
    seen = set()
    for entry in entries:
        if entry.flag_bits & 1:
            raise UserFault(WORKBOOK_ENCRYPTED, file=file)
        if entry.filename in seen or ".." in entry.filename.split("/") or entry.filename.startswith("/"):
            raise UserFault(HOSTILE_WORKBOOK, file=file, detail="nama bagian rangkap atau keluar dari folder")
        seen.add(entry.filename)
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise UserFault(UNPACKED_TOO_LARGE, file=file, limit_mib=limits.unpacked_bytes // MIB)


def _kind(archive: zipfile.ZipFile, file: str) -> str:
    names = set(archive.namelist())
    if "mimetype" in names and "content.xml" in names:
        return _open_document(archive, names, file)
    if "[Content_Types].xml" not in names:
        if "bagit.txt" in names:
            raise UserFault(FILE_IS_PACKAGE, file=file)
        raise UserFault(ARCHIVE_REFUSED, file=file, kind="ZIP")
    types = _beginning(archive, "[Content_Types].xml")
    if _MACRO_TYPES.search(types) or any("vbaproject" in name.lower() for name in names):
        raise UserFault(WORKBOOK_MACROS, file=file)
    if "xl/workbook.bin" in names:
        raise UserFault(WORKBOOK_UNSUPPORTED, file=file, kind="XLSB")
    if b"spreadsheetml" not in types:
        _refuse_other_package(types, file)
    return "xlsx"


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MIB)


def _refuse_other_package(types: bytes, file: str) -> None:
    for mark, kind in _FOREIGN_TYPES:
        if mark in types:
            raise UserFault(FILE_IS_DOCUMENT, file=file, kind=kind)
    raise UserFault(ARCHIVE_REFUSED, file=file, kind="ZIP")


def _open_document(archive: zipfile.ZipFile, names: set[str], file: str) -> str:
    mime = _beginning(archive, "mimetype")[:200]
    if b"opendocument.spreadsheet" not in mime:
        raise UserFault(FILE_IS_DOCUMENT, file=file, kind="dokumen OpenDocument lain")
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names):
        raise UserFault(WORKBOOK_MACROS, file=file)
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in _beginning(archive, manifest):
        raise UserFault(WORKBOOK_ENCRYPTED, file=file)
    return "ods"


def _check_contents(archive: zipfile.ZipFile, file: str, limits: ReadLimits) -> frozenset[str]:
    """Unpack every part once; return the parts that hold formulas or error values."""
    total = 0
    marked = set()
    for entry in archive.infolist():
        if entry.filename.lower().endswith(_NESTED):
            raise UserFault(NESTED_ARCHIVE, file=file)
        unpacked, tail = 0, b""
        is_sheet = entry.filename.startswith("xl/worksheets/") or entry.filename == "content.xml"
        for piece in pieces_of(archive, entry.filename):
            if not unpacked:
                _check_beginning(entry.filename, piece, file)
            unpacked += len(piece)
            if is_sheet and entry.filename not in marked and _is_marked(tail + piece):
                marked.add(entry.filename)
            tail = piece[-32:]
            _check_growth(total + unpacked, unpacked, entry.compress_size, file, limits)
        total += unpacked
    return frozenset(marked)


def _is_marked(text: bytes) -> bool:
    return any(mark in text for mark in _MARKS)


def _check_growth(total: int, unpacked: int, packed: int, file: str, limits: ReadLimits) -> None:
    if total > limits.unpacked_bytes:
        raise UserFault(UNPACKED_TOO_LARGE, file=file, limit_mib=limits.unpacked_bytes // MIB)
    if unpacked > limits.ratio_from_bytes and unpacked > packed * limits.ratio:
        raise UserFault(COMPRESSION_RATIO, file=file, limit=limits.ratio)


def _check_beginning(name: str, piece: bytes, file: str) -> None:
    if piece.startswith(b"PK\x03\x04"):
        raise UserFault(NESTED_ARCHIVE, file=file)
    if name.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in piece[:4096].upper():
        raise UserFault(HOSTILE_WORKBOOK, file=file, detail="definisi entitas XML (DTD)")
