"""The zip inside a package: exact names, bounded sizes, nothing that could be anywhere else; reads entries.

A violated bound is hostile content (50005), an archive that cannot be read is not unpacked (50003).
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from itertools import pairwise
from typing import Any

from padan.adapters.package import layout
from padan.adapters.package.age import AgeReader, NotOpened
from padan.adapters.package.view import active_part
from padan.common.codes import exchange as codes
from padan.common.errors import UserFault

ENTRIES = 64
DIRECTORIES = 64
META_BYTES = 1024 * 1024
RATIO, RATIO_FROM = 200, 10 * 1024 * 1024
PAYLOAD_BYTES = 64 * 1024**3
PAPER_BYTES = 128 * 1024 * 1024
_BLOCK = 1 << 18
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_TAIL = 22 + 65_535
_SHORT_NAME = 100
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


class Archive:
    """The entries of one package, each read as often as needed."""

    def __init__(self, bag: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], file: str) -> None:
        self._bag, self._entries, self.file = bag, entries, file

    def has(self, name: str) -> bool:
        """Tell whether there is such an entry."""
        return name in self._entries

    def payload(self) -> list[str]:
        """Return the names under data/, sorted."""
        return sorted(one for one in self._entries if one.startswith(layout.DATA))

    def read(self, name: str) -> bytes:
        """Return a small file whole."""
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield an entry, never more than it declared."""
        info, seen, sum_seen = self._entries[name], 0, 0
        try:
            with self._bag.open(_one_more(info)) as entry:
                while block := entry.read(_BLOCK):
                    seen += len(block)
                    if seen > info.file_size:
                        raise self.hostile("ukuran berbeda dari yang dinyatakan")
                    sum_seen = zlib.crc32(block, sum_seen)
                    yield block
        except _UNREADABLE:
            raise UserFault(codes.NOT_UNPACKED, file=self.file, why=name) from None
        if (seen, sum_seen) != (info.file_size, info.CRC):
            raise UserFault(codes.NOT_UNPACKED, file=self.file, why=name)

    def refuse_active_view(self) -> None:
        """Look at the names and texts inside the one nested archive; nothing of it is ever calculated or
        shown.
        """
        if not self.has(layout.VIEW):
            return
        try:
            with self._bag.open(self._entries[layout.VIEW]) as view, zipfile.ZipFile(view) as book:
                why = active_part(book)
        except (*_UNREADABLE, MemoryError):
            raise UserFault(codes.NOT_UNPACKED, file=self.file, why=layout.VIEW) from None
        if why:
            raise self.hostile(f"{layout.VIEW}: {why}")

    def hostile(self, why: str) -> UserFault:
        """Return the fault for a violated bound."""
        return UserFault(codes.HOSTILE_CONTENT, file=self.file, why=why)


def open_archive(reader: AgeReader, file: str) -> Archive:
    """Return the archive in a sealed file after its directory was checked."""
    _require_few(reader, file)
    source: Any = reader
    try:
        bag = zipfile.ZipFile(source)
        listed = bag.infolist()
    except (*_UNREADABLE, NotOpened):
        raise UserFault(codes.NOT_UNPACKED, file=file, why="daftar isinya") from None
    archive = Archive(bag, {}, file)
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in listed:
        if why := _wrong(info, entries):
            raise archive.hostile(why)
        if not info.is_dir():
            entries[info.filename] = info
    if sum(one.file_size for one in entries.values()) > PAYLOAD_BYTES:
        raise archive.hostile("terlalu besar")
    starts = sorted((one.header_offset, one.compress_size) for one in entries.values())
    for (here, size), (following, _) in pairwise(starts):
        if here + size > following:
            raise archive.hostile("isi yang bertumpuk")
    return Archive(bag, entries, file)


def _require_few(reader: AgeReader, file: str) -> None:
    """Count the entries the archive declares before anything reads its directory."""
    begin = max(reader.size - _TAIL, 0)
    reader.seek(begin)
    tail = _whole(reader, reader.size - begin)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise UserFault(codes.NOT_UNPACKED, file=file, why="daftar isinya")
    count, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    far = tail.rfind(_END_64, 0, at)
    if far >= 0 and at - far >= 56 and (count == 0xFFFF or size == 0xFFFFFFFF):
        count, size = struct.unpack("<QQ", tail[far + 32 : far + 48])
    if count > ENTRIES + DIRECTORIES or size > META_BYTES:
        raise UserFault(codes.HOSTILE_CONTENT, file=file, why=f"{count} berkas")


def _whole(reader: AgeReader, size: int) -> bytes:
    made = bytearray()
    while len(made) < size:
        block = reader.read(size - len(made))
        if not block:
            break
        made += block
    return bytes(made)


def _wrong(info: zipfile.ZipInfo, entries: dict[str, zipfile.ZipInfo]) -> str:
    name = info.filename
    if not name:  # the library's own is_dir would look at its last letter
        return "nama yang tidak dikenal"
    mode = info.external_attr >> 16
    checks = (
        (len(name) <= _SHORT_NAME and (info.is_dir() or layout.is_allowed(name)), "nama yang tidak dikenal"),
        (
            name == info.orig_filename and ".." not in name and not name.startswith("/"),
            "nama yang tidak dikenal",
        ),
        (name not in entries and len(entries) < ENTRIES, "nama berulang atau terlalu banyak"),
        (stat.S_IFMT(mode) in (0, stat.S_IFREG, stat.S_IFDIR), "tautan atau berkas khusus"),
        (not info.flag_bits & 0x41, "isi terkunci"),
        (
            info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
            "cara mampat yang tidak dikenal",
        ),
        (info.file_size <= _size_limit(name), "berkas terlalu besar untuk jenisnya"),
        (not (info.is_dir() and info.file_size), "folder berisi"),
        (_is_plausible(info), "perbandingan mampat terlalu besar"),
    )
    return next((why for holds, why in checks if not holds), "")


def _size_limit(name: str) -> int:
    """Tables are streamed; what is read whole is bounded."""
    if name.endswith(".csv") or name == layout.VIEW:
        return PAYLOAD_BYTES
    return PAPER_BYTES if name.startswith(layout.DATA) and name != layout.DESCRIPTION else META_BYTES


def _one_more(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return the entry with room for one byte more than it declares, so that an understated size shows; the
    library's own sum would fail first, the caller adds it up instead.
    """
    roomy = copy(info)
    roomy.file_size += 1
    del roomy.CRC
    return roomy


def _is_plausible(info: zipfile.ZipInfo) -> bool:
    return info.file_size <= RATIO_FROM or info.file_size <= RATIO * max(info.compress_size, 1)
