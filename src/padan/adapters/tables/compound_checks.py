"""Tells what an OLE compound file is by the names in its directory: XLS, encrypted Office file, macros;
reads no stream.
"""

import struct

from padan.common.codes.files import (
    FILE_IS_DOCUMENT,
    FILE_TRUNCATED,
    WORKBOOK_DAMAGED,
    WORKBOOK_ENCRYPTED,
    WORKBOOK_MACROS,
    WORKBOOK_UNSUPPORTED,
)
from padan.common.errors import UserFault

_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on mean "none" or "free"."""
_MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros")
_OTHERS = (
    ("WordDocument", "dokumen Word"),
    ("PowerPoint Document", "presentasi"),
    ("__properties_version1.0", "surel"),
)


def check_compound(content: bytes, file: str) -> None:
    """Return for an XLS; UserFault for everything else that lives in a compound file."""
    _refuse_damaged(content, file)
    if _has(content, "EncryptedPackage") or _has(content, "EncryptionInfo"):
        raise UserFault(WORKBOOK_ENCRYPTED, file=file)
    if any(_has(content, name) for name in _MACROS):
        raise UserFault(WORKBOOK_MACROS, file=file)
    for name, kind in _OTHERS:
        if _has(content, name):
            raise UserFault(FILE_IS_DOCUMENT, file=file, kind=kind)
    if _has(content, "Book") and not _has(content, "Workbook"):
        raise UserFault(WORKBOOK_UNSUPPORTED, file=file, kind="Excel 5/95")
    if not _has(content, "Workbook"):
        raise UserFault(WORKBOOK_UNSUPPORTED, file=file, kind="OLE")


def _refuse_damaged(content: bytes, file: str) -> None:
    if len(content) < 1536 or _is_cut(content):
        raise UserFault(FILE_TRUNCATED, file=file)
    if not _has(content, "Root Entry"):
        raise UserFault(WORKBOOK_DAMAGED, file=file, detail="daftar isinya tidak utuh")


def _is_cut(content: bytes) -> bool:
    """Tell whether a sector that the header names (directory, first allocation tables) lies behind the end.

    MS-CFB 2.2: sector size as a power of two at 30, count of allocation sectors at 44, first directory sector
    at 48, the first 109 allocation sectors from 76 on.
    """
    power, tables, directory = *struct.unpack_from("<H", content, 30), *struct.unpack_from("<II", content, 44)
    if power not in (9, 12):
        return False
    named = (directory, *struct.unpack_from(f"<{min(tables, 109)}I", content, 76))
    return any(sector < _LAST_SECTOR and (sector + 1) << power >= len(content) for sector in named)


def _has(content: bytes, name: str) -> bool:
    """A directory entry begins with its name in UTF-16 at a multiple of 128 bytes."""
    wanted = name.encode("utf-16-le") + b"\x00\x00"
    at = content.find(wanted)
    while at >= 0:
        if at % _ENTRY == 0:
            return True
        at = content.find(wanted, at + 1)
    return False
