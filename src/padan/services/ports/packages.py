"""Packages as files, seen by the use cases: sealing, taking apart, making keys, carrying; satisfied by
adapters.package and adapters.files.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from padan.common.progress import Cancel, Progress
from padan.domain.exchange.parcel import Looked, NewKeys, Sealed, SealPlan, TrustedSigner


class PackageMaker(Protocol):
    """Seals in constant memory; nothing plain touches the disk."""

    def seal(self, plan: SealPlan, target: str, *, progress: Progress, cancel: Cancel) -> Sealed:
        """Write the package to `target` under a temporary name, flush, rename; EnvironmentFault when the
        medium refuses.
        """
        ...


class PackageReader(Protocol):
    """Takes a package apart in the limited child process."""

    def look(
        self,
        path: str,
        secrets: Sequence[str],
        signers: Sequence[TrustedSigner],
        *,
        progress: Progress,
        cancel: Cancel,
    ) -> Looked:
        """Check everything from "read" to "structure" in one pass; a UserFault carries the ruled code."""
        ...

    def rows(self, path: str, secrets: Sequence[str], looked: Looked, table: str) -> Iterator[list[str]]:
        """Stream a table's rows, without its header; a file that changed since it was looked at is refused
        at the end at the latest.
        """
        ...

    def paper(self, path: str, secrets: Sequence[str], looked: Looked, name: str) -> bytes: ...


class AgencyKeyMaker(Protocol):
    """Makes keys and signs with them; keeps none."""

    def new(self) -> NewKeys: ...
    def sign(self, signing_secret: str, message: bytes) -> bytes:
        """Return the raw 64-byte Ed25519 signature."""
        ...


class Packages(PackageMaker, PackageReader, AgencyKeyMaker, Protocol):
    """All of it, as bootstrap builds it."""


class Carrier(Protocol):
    """Sealed files on the disk and on media; what it handles is encrypted, always."""

    def workbench(self) -> AbstractContextManager[str]:
        """Lend a private folder for sealed files, which goes with all in it."""
        ...

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield a file in pieces of at most a mebibyte."""
        ...

    def sealed(self, folder: str) -> list[tuple[str, int]]:
        """Return the sealed files (`*.age`) in a folder with their sizes, newest first."""
        ...

    def gather(self, pieces: Iterable[bytes], path: str) -> None: ...
    def preflight(self, folder: str, size: int) -> None:
        """Raise EnvironmentFault MEDIUM_UNUSABLE or MEDIUM_TOO_SMALL unless `size` bytes can be written."""
        ...

    def carry(self, pieces: Iterable[bytes], folder: str, name: str) -> str:
        """Write atomically, flush, read back from the medium; return the SHA-256 of what was read."""
        ...
