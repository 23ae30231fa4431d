"""The outside world as bootstrap built it, handed to use cases that need it; a plain value without
behaviour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from padan.common.clock import Clock
from padan.domain.agreement import Agreement
from padan.domain.scope import Scope
from padan.domain.web.profile import ServiceProfile
from padan.services.ports.documents import DocumentMaker
from padan.services.ports.packages import Carrier, Packages
from padan.services.ports.tables import RegisterReader, TableWriter
from padan.services.ports.web import SiasnService
from padan.services.ports.workspace import Workspaces


class Shipped(Protocol):
    """The facts the project ships under `resources/`, read on demand."""

    def agreements(self) -> Sequence[Agreement]: ...
    def scopes(self, agreement_id: str) -> Sequence[Scope]: ...
    def rules(self) -> bytes: ...
    def quality_weights(self) -> bytes: ...
    def profiles(self) -> Sequence[ServiceProfile]: ...


class Files(Protocol):
    """Reading and atomically writing ordinary files; OSErrors arrive as EnvironmentFaults."""

    def read(self, path: str, limit: int) -> bytes: ...
    def digest(self, path: str) -> str:
        """Return the SHA-256 of the file in hex, in constant memory."""
        ...

    def write(self, path: str, content: bytes) -> str:
        """Write atomically, return the SHA-256 in hex."""
        ...


class Signatures(Protocol):
    """Checking a signature by its public key; a malformed key or signature is simply not valid."""

    def holds(self, public_key: str, message: bytes, signature: str) -> bool:
        """Tell whether the Ed25519 `signature` (hex) over `message` verifies with `public_key` (hex)."""
        ...


@dataclass(frozen=True)
class Tools:
    """Everything outside that a use case may need."""

    workspaces: Workspaces
    reader: RegisterReader
    writer: TableWriter
    documents: DocumentMaker
    shipped: Shipped
    files: Files
    signatures: Signatures
    packages: Packages
    carrier: Carrier
    siasn: SiasnService
    clock: Clock
