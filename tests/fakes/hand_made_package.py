"""Packages made piece by piece, right or wrong, without Padan's own writer: for tests and the fuzzer."""

import hashlib
import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from padan.adapters.package import age, sshsig
from padan.adapters.package.look import Sought, look
from padan.adapters.package.packages import FilePackages
from padan.common.clock import FixedClock
from padan.common.errors import UserFault
from padan.common.progress import Cancel, no_progress
from padan.domain.exchange.header import PackageHeader
from padan.domain.exchange.parcel import (
    Looked,
    NewKeys,
    PaperOut,
    Sealed,
    SealPlan,
    SigningKey,
    TableOut,
    TrustedSigner,
)

NOW = datetime(2026, 11, 22, 4, 15, tzinfo=UTC)
INFO, MANIFEST, TAGS = "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
SIGNATURE = "tanda-tangan/tagmanifest-sha256.txt.sig"
TABLE, DESCRIPTION = "data/asn.csv", "data/datapackage.json"
COLUMNS = ("id_baris", "nip_baru", "nama", "tanggal_lahir", "jabatan_nama")
ROWS = (
    ("r1", "199001012015031001", "Budi Contoh", "1990-01-01", "Pustakawan, Ahli Pertama"),
    ("r2", "199102022016032002", 'Sari "Ayu" Contoh', "1991-02-02", "Perisalah"),
    ("r3", "199203032017031003", "Ratna Contoh", "", ""),
)


@dataclass
class Desk:
    """A sender (`dpr`) and a receiver (`bkn`) with keys made anew, and a folder to put packages in."""

    folder: Path
    packages: FilePackages = field(default_factory=lambda: FilePackages(FixedClock(NOW)))
    sender: NewKeys = field(init=False)
    receiver: NewKeys = field(init=False)

    def __post_init__(self) -> None:
        self.sender, self.receiver = self.packages.new(), self.packages.new()

    def sign(self, message: bytes) -> bytes:
        return self.packages.sign(self.sender.signing_secret, message)

    def header(self, **changes: object) -> PackageHeader:
        usual = PackageHeader(
            *("0198f0a2-7c1e-7b1a-9f00-000000000001", "dpr", "bkn", "dpr-bkn-2023", "main", 1, "0" * 64),
            schema="tukar-asn/1.0",
            made_at=NOW,
            expires_at=NOW + timedelta(days=30),
            classification="TERBATAS",
            training=False,
            rows=len(ROWS),
            recipient_fingerprint=hashlib.sha256(self.receiver.recipient.encode()).hexdigest(),
            approved_by=("petugas-1", "petugas-2"),
            checkpoint="12:" + "ab" * 32,
        )
        return replace(usual, **changes)  # type: ignore[arg-type]

    def seal(
        self,
        tables: Iterable[TableOut] | None = None,
        papers: Iterable[PaperOut] = (),
        *,
        name: str = "paket.zip.age",
        **header: object,
    ) -> Sealed:
        usual = [TableOut("asn.csv", COLUMNS, ROWS, fingerprinted=True)]
        plan = SealPlan(
            self.header(**header),
            usual if tables is None else list(tables),
            list(papers),
            SigningKey(bytes.fromhex(self.sender.signing_public), self.sign),
            (self.receiver.recipient, self.receiver.recovery_recipient, self.sender.archive_recipient),
        )
        return self.packages.seal(plan, str(self.folder / name), progress=no_progress, cancel=Cancel())

    def trusted(self, **changes: object) -> TrustedSigner:
        span = (NOW - timedelta(days=300), NOW + timedelta(days=300))
        return replace(TrustedSigner("dpr", self.sender.signing_public, *span), **changes)  # type: ignore[arg-type]

    def look(self, path: str | Path, *signers: TrustedSigner, secret: str = "") -> Looked:
        return self.packages.look(
            str(path),
            [secret or self.receiver.age_secret],
            signers or (self.trusted(),),
            progress=no_progress,
            cancel=Cancel(),
        )

    def glance(self, path: str | Path, *signers: TrustedSigner) -> Looked:
        """Look in this process: quick enough for hundreds of packages."""
        return look(Sought(str(path), [self.receiver.age_secret], signers or (self.trusted(),), NOW))

    def refused(self, path: str | Path, *signers: TrustedSigner) -> int:
        """Return the code with which a package is refused; 0 when it opens."""
        try:
            self.glance(path, *signers)
        except UserFault as fault:
            return fault.code
        return 0

    def rows(self, path: str | Path, looked: Looked, table: str = "asn.csv") -> list[list[str]]:
        return list(self.packages.rows(str(path), [self.receiver.age_secret], looked, table))

    def lock(self, plain: bytes, name: str = "buatan.zip.age") -> Path:
        """Encrypt an archive to the receiver, whatever is in it."""
        path = self.folder / name
        path.write_bytes(locked(plain, self.receiver.recipient))
        return path

    def unpack(self, path: str | Path) -> dict[str, bytes]:
        with open(path, "rb") as file:
            plain = age.AgeReader(file, [self.receiver.age_secret])
            bag = zipfile.ZipFile(plain)  # type: ignore[arg-type]
            return {one: bag.read(one) for one in bag.namelist()}

    def resign(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Make manifests and signature fit the files again, as one who holds the sender's key could."""
        return signed(files, bytes.fromhex(self.sender.signing_public), self.sign)

    def pack(self, files: Mapping[str, bytes]) -> Path:
        return self.lock(zipped(files))

    def fake(self, **changes: bytes | None) -> Path:
        """Seal, exchange whole files (keys of NAMES), sign again; None takes a file out."""
        files = self.unpack(self.seal().path)
        for short, content in changes.items():
            files.pop(NAMES[short], None)
            if content is not None:
                files[NAMES[short]] = content
        return self.pack(self.resign(files))


NAMES = {
    "info": INFO,
    "table": TABLE,
    "description": DESCRIPTION,
    "bagit": "bagit.txt",
    "galat": "data/galat.csv",
    "view": "data/lihat/asn.xlsx",
    "minutes": "data/berita_acara.pdf",
}


def signed(files: Mapping[str, bytes], public_key: bytes, sign: object) -> dict[str, bytes]:
    """Return the files with manifests and signature computed from them."""
    made = dict(files)
    payload = [one for one in made if one.startswith("data/")]
    made[MANIFEST] = _sums(made, payload)
    tags = [one for one in made if one not in payload and one != TAGS and not one.startswith("tanda-")]
    made[TAGS] = _sums(made, tags)
    made[SIGNATURE] = sshsig.make(made[TAGS], public_key, sign)  # type: ignore[arg-type]
    return made


def _sums(files: Mapping[str, bytes], names: Iterable[str]) -> bytes:
    return "".join(f"{hashlib.sha256(files[one]).hexdigest()}  {one}\n" for one in names).encode()


def zipped(files: Mapping[str, bytes], *more: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    """Return an archive of the files, and of entries whose every field the caller chose."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bag:
        for name, content in files.items():
            bag.writestr(name, content)
        for info, content in more:
            bag.writestr(info, content)
    return made.getvalue()


def locked(plain: bytes, recipient: str) -> bytes:
    """Return an archive encrypted."""
    made = io.BytesIO()
    writer = age.AgeWriter(made, [recipient])
    writer.write(plain)
    writer.finish()
    return made.getvalue()


def declare(archive: bytes, name: str, size: int) -> bytes:
    """Let the directory and the local header of an entry claim another unpacked size."""
    made = bytearray(archive)
    for mark, at_size, at_length, at_name in ((b"PK\x03\x04", 22, 26, 30), (b"PK\x01\x02", 24, 28, 46)):
        at = made.find(mark)
        while at >= 0:
            length = struct.unpack_from("<H", made, at + at_length)[0]
            if bytes(made[at + at_name : at + at_name + length]) == name.encode():
                struct.pack_into("<I", made, at + at_size, size)
            at = made.find(mark, at + 4)
    return bytes(made)
