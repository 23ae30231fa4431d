"""Takes a package apart as far as "structure", in the ruled order; runs in the limited child process.

The sealed file is never plain on the disk: its chunks are opened one by one, first all of them, to know that
nothing is damaged, then where the archive wants to read.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from padan.adapters.package import age, layout, sshsig
from padan.adapters.package.archive import Archive, open_archive
from padan.adapters.package.bag_info import HeaderWrong, read_header
from padan.adapters.package.table_rows import count_rows
from padan.common.codes import exchange as codes
from padan.common.errors import UserFault
from padan.domain.exchange.header import PackageHeader
from padan.domain.exchange.parcel import Looked, LookedTable, TrustedSigner

FILE_BYTES = 8 * 1024**3


@dataclass(frozen=True)
class Sought:
    """What to look at, with which keys, whom to believe, and what day it is."""

    path: str
    secrets: Sequence[str]
    signers: Sequence[TrustedSigner]
    now: datetime


def open_sealed(path: str, secrets: Sequence[str]) -> tuple[Any, age.AgeReader]:
    """Return the file and its reader; UserFault TRANSPORT or NOT_DECRYPTED."""
    name = Path(path).name
    try:
        file = open(path, "rb")  # noqa: SIM115 - the reader keeps it
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
    except OSError as error:
        raise UserFault(codes.TRANSPORT, file=name, why=error.strerror or "tidak terbaca") from None
    if not 0 < size <= FILE_BYTES:
        file.close()
        raise UserFault(codes.TRANSPORT, file=name, why="kosong" if not size else "terlalu besar")
    try:
        return file, age.AgeReader(file, secrets)
    except age.NotOpened:
        file.close()
        raise UserFault(codes.NOT_DECRYPTED, file=name) from None


def look(sought: Sought) -> Looked:
    """Return what is in the package; a UserFault carries the code of the first check that fails."""
    name = Path(sought.path).name
    file, reader = open_sealed(sought.path, sought.secrets)
    with file:
        try:
            reader.check()
        except (age.NotOpened, OSError):
            raise UserFault(codes.NOT_DECRYPTED, file=name) from None
        archive = open_archive(reader, name)
        archive.refuse_active_view()
        signer = _signed_by(archive, sought)
        digests = _tagged(archive)
        header = _header(archive)
        _require_principal(archive, header, signer, sought)
        tables = _payload(archive, digests)
        kind, main = _kind(archive)
        _require_rows(archive, header, tables, main)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.seek(0, io.SEEK_END)
    papers = [
        one.removeprefix(layout.DATA) for one in archive.payload() if not one.endswith((".csv", ".xlsx"))
    ]
    return Looked(
        header,
        kind,
        hashlib.sha256(archive.read(layout.TAGS)).hexdigest(),
        digest,
        size,
        signer.public_key,
        tuple(tables),
        tuple(one for one in papers if one != "datapackage.json"),
        (),
        hashlib.sha256(archive.read(layout.MANIFEST)).hexdigest(),
    )


def _signed_by(archive: Archive, sought: Sought) -> TrustedSigner:
    """Unknown before revoked before bad (the ruled order)."""
    for needed in (layout.TAGS, layout.SIGNATURE):
        if not archive.has(needed):
            raise UserFault(codes.SIGNATURE_BAD, file=archive.file, why=f"{needed} tidak ada")
    armoured = archive.read(layout.SIGNATURE)
    try:
        public = sshsig.signer_of(armoured).hex()
    except sshsig.BadSignature:
        raise UserFault(codes.SIGNATURE_BAD, file=archive.file, why="bentuknya") from None
    signer = next((one for one in sought.signers if one.public_key == public), None)
    if signer is None:
        raise UserFault(codes.SIGNER_UNKNOWN, file=archive.file)
    if signer.revoked_at is not None and signer.revoked_at <= sought.now:
        raise UserFault(codes.SIGNER_REVOKED, file=archive.file, party=signer.party)
    try:
        sshsig.verify(archive.read(layout.TAGS), armoured)
    except sshsig.BadSignature:
        raise UserFault(codes.SIGNATURE_BAD, file=archive.file, why="tidak cocok dengan isinya") from None
    return signer


def _manifest(archive: Archive, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        lines = archive.read(name).decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise _wrong(archive, name) from None
    for line in lines:
        if not line:
            continue
        digest, gap, path = line[:64], line[64:66], line[66:].rstrip("\r")
        if gap not in ("  ", " *") or len(digest) != 64 or not path or path in found:
            raise _wrong(archive, name)
        found[path] = digest
    return found


def _wrong(archive: Archive, why: str) -> UserFault:
    return UserFault(codes.STRUCTURE_WRONG, file=archive.file, why=why)


def _tagged(archive: Archive) -> Mapping[str, str]:
    """Check the files under the tag manifest; return the manifest of the payload."""
    tags = _manifest(archive, layout.TAGS)
    for name, digest in tags.items():
        if not archive.has(name):
            raise _wrong(archive, f"{name[:60]} tidak ada")
        if hashlib.sha256(archive.read(name)).hexdigest() != digest:
            raise UserFault(codes.CHECKSUM_DIFFERS, file=archive.file, part=name[:60])
    lacking = {layout.BAGIT, layout.INFO, layout.MANIFEST} - set(tags)
    if lacking:
        raise _wrong(archive, f"{min(lacking)} tidak ditandatangani")
    return _manifest(archive, layout.MANIFEST)


def _header(archive: Archive) -> PackageHeader:
    try:
        return read_header(archive.read(layout.INFO))
    except HeaderWrong as wrong:
        raise _wrong(archive, f"bag-info.txt: {wrong}") from None


def _require_principal(
    archive: Archive, header: PackageHeader, signer: TrustedSigner, sought: Sought
) -> None:
    """The signer must be the sender's, and valid when the package was made."""
    fitting = [
        one
        for one in sought.signers
        if one.public_key == signer.public_key
        and one.party == header.sender
        and one.valid_from <= header.made_at < one.valid_to
    ]
    if not fitting:
        raise UserFault(codes.SIGNER_UNKNOWN, file=archive.file)


def _payload(archive: Archive, digests: Mapping[str, str]) -> list[LookedTable]:
    """Check every payload file's digest, counting the rows of the tables on the way."""
    payload = archive.payload()
    if strange := set(payload) ^ set(digests):
        raise _wrong(archive, f"{min(strange)[:60]} tidak sesuai manifest")
    tables = []
    for name in payload:
        hashed = hashlib.sha256()
        blocks = _hashing(archive.blocks(name), hashed)
        found = count_rows(name.removeprefix(layout.DATA), blocks) if name.endswith(".csv") else None
        if found is not None and found.hostile:
            raise archive.hostile(found.hostile)
        for _ in blocks:  # what the table's reader left: the checksum comes before the structure
            pass
        if hashed.hexdigest() != digests[name]:
            raise UserFault(codes.CHECKSUM_DIFFERS, file=archive.file, part=name)
        if found is not None:
            if found.wrong:
                raise _wrong(archive, found.wrong)
            tables.append(found.table)
    return tables


def _hashing(blocks: Iterator[bytes], hashed: Any) -> Iterator[bytes]:
    for block in blocks:
        hashed.update(block)
        yield block


def _kind(archive: Archive) -> tuple[str, str]:
    files = frozenset(one.removeprefix(layout.DATA) for one in archive.payload())
    found = layout.kind_of(files - {"datapackage.json", "lihat/asn.xlsx"})
    if found is None or not archive.has(layout.DESCRIPTION):
        raise _wrong(archive, "berkas di dalam data/")
    try:
        if not isinstance(json.loads(archive.read(layout.DESCRIPTION)), dict):
            raise ValueError("no object")
    except (ValueError, RecursionError):
        raise _wrong(archive, "datapackage.json") from None
    return found


def _require_rows(archive: Archive, header: PackageHeader, tables: Sequence[LookedTable], main: str) -> None:
    counted = next((one.rows for one in tables if one.name == main), 0)
    if counted != header.rows:
        raise _wrong(archive, f"X-Jumlah-Baris {header.rows}, isinya {counted}")
