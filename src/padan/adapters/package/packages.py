"""The port `Packages`: seals, looks in the limited child, streams rows, makes keys."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from padan.adapters.package import age, layout
from padan.adapters.package.archive import Archive, open_archive
from padan.adapters.package.look import Sought, open_sealed
from padan.adapters.package.seal import seal
from padan.adapters.package.table_rows import csv_rows
from padan.adapters.package.wire import looked_of, sought_bytes
from padan.common.child import ChildLimits, run_child
from padan.common.clock import Clock
from padan.common.codes import exchange as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress
from padan.domain.exchange.parcel import Looked, NewKeys, Sealed, SealPlan, TrustedSigner

LIMITS = ChildLimits(1024**3, 3600)


class FilePackages:
    """Keeps nothing between calls."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def seal(self, plan: SealPlan, target: str, *, progress: Progress, cancel: Cancel) -> Sealed:
        """Write the package to `target`."""
        return seal(plan, target, progress, cancel)

    def look(
        self,
        path: str,
        secrets: Sequence[str],
        signers: Sequence[TrustedSigner],
        *,
        progress: Progress,
        cancel: Cancel,
    ) -> Looked:
        """Check everything from "read" to "structure" in the child."""
        request = sought_bytes(Sought(path, list(secrets), list(signers), self._clock.now()))
        return looked_of(run_child("look-package", request, limits=LIMITS, cancel=cancel))

    def rows(self, path: str, secrets: Sequence[str], looked: Looked, table: str) -> Iterator[list[str]]:
        """Stream a table's rows; the file must still be the one that was looked at."""
        file, reader = open_sealed(path, secrets)
        with file:
            archive = self._same(reader, looked, path)
            hashed = hashlib.sha256()
            rows = csv_rows(_hashing(archive.blocks(layout.DATA + table), hashed))
            next(rows, None)
            yield from rows
            if f"{hashed.hexdigest()}  {layout.DATA}{table}" not in _manifest(archive):
                raise UserFault(codes.PACKAGE_CHANGED, file=Path(path).name)

    def paper(self, path: str, secrets: Sequence[str], looked: Looked, name: str) -> bytes:
        """Return a paper whole."""
        file, reader = open_sealed(path, secrets)
        with file:
            archive = self._same(reader, looked, path)
            content = archive.read(layout.DATA + name)
            if f"{hashlib.sha256(content).hexdigest()}  {layout.DATA}{name}" not in _manifest(archive):
                raise UserFault(codes.PACKAGE_CHANGED, file=Path(path).name)
            return content

    def _same(self, reader: age.AgeReader, looked: Looked, path: str) -> Archive:
        archive = open_archive(reader, Path(path).name)
        if hashlib.sha256(archive.read(layout.MANIFEST)).hexdigest() != looked.content_sha256:
            raise UserFault(codes.PACKAGE_CHANGED, file=Path(path).name)
        return archive

    def new(self) -> NewKeys:
        """Return fresh keys; nothing of them is kept here."""
        signing = Ed25519PrivateKey.generate()
        use, recovery, archive = (age.new_identity() for _ in range(3))
        public, secret = signing.public_key().public_bytes_raw(), signing.private_bytes_raw()
        return NewKeys(public.hex(), secret.hex(), *use, *recovery, *archive)

    def sign(self, signing_secret: str, message: bytes) -> bytes:
        """Return the raw Ed25519 signature."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(signing_secret)).sign(message)


def _manifest(archive: Archive) -> set[str]:
    return set(archive.read(layout.MANIFEST).decode("utf-8").replace("\r", "").split("\n"))


def _hashing(blocks: Iterator[bytes], hashed: "hashlib._Hash") -> Iterator[bytes]:
    for block in blocks:
        hashed.update(block)
        yield block
