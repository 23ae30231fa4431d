"""Packages as files, seen by the use cases: sealing, taking apart, making keys; satisfied by adapters.package."""

from collections.abc import Iterator, Sequence
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
