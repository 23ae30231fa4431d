"""Packages and their carrier in memory: what was registered under a path is what looking at it gives."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from padan.common.progress import Cancel, Progress
from padan.domain.exchange.parcel import Looked, NewKeys, Sealed, SealPlan, TrustedSigner


@dataclass
class MemoryPackages:
    """Satisfies `Packages` and `Carrier`; nothing is encrypted, so order and states can be tried quickly."""

    files: dict[str, Looked] = field(default_factory=dict)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)

    def put(self, path: str, looked: Looked, rows: list[list[str]] | None = None) -> None:
        self.files[path] = looked
        self.tables[looked.package_sha256] = rows or []

    def seal(self, plan: SealPlan, target: str, *, progress: Progress, cancel: Cancel) -> Sealed:
        raise NotImplementedError

    def look(
        self,
        path: str,
        secrets: Sequence[str],
        signers: Sequence[TrustedSigner],
        *,
        progress: Progress,
        cancel: Cancel,
    ) -> Looked:
        return self.files[path]

    def rows(self, path: str, secrets: Sequence[str], looked: Looked, table: str) -> Iterator[list[str]]:
        yield from self.tables[looked.package_sha256]

    def paper(self, path: str, secrets: Sequence[str], looked: Looked, name: str) -> bytes:
        return f"{looked.package_sha256} {name}".encode()

    def new(self) -> NewKeys:
        raise NotImplementedError

    def sign(self, signing_secret: str, message: bytes) -> bytes:
        raise NotImplementedError

    @contextmanager
    def workbench(self) -> Iterator[str]:
        yield "meja"

    def pieces(self, path: str) -> Iterator[bytes]:
        yield path.encode()

    def gather(self, pieces: Iterable[bytes], path: str) -> None:
        self.files[path] = self.files[b"".join(pieces).decode()]

    def sealed(self, folder: str) -> list[tuple[str, int]]:
        raise NotImplementedError

    def preflight(self, folder: str, size: int) -> None: ...

    def carry(self, pieces: Iterable[bytes], folder: str, name: str) -> str:
        raise NotImplementedError
