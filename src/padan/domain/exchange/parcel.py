"""What is handed to the maker of packages and what the reader gives back; plain values, no keys kept.

The maker writes the container, the reader takes it apart; both know nothing of sequence, trust or the store.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from padan.domain.exchange.header import PackageHeader


@dataclass(frozen=True)
class TableOut:
    """One CSV of a package. `rows` are streamed once, each as long as `columns`. With `fingerprinted` the
    maker puts `sidik_baris` behind `id_baris`, the first column.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[str]]
    fingerprinted: bool = False


@dataclass(frozen=True)
class PaperOut:
    """One file that is no table: a PDF, a JSON, a key card."""

    name: str
    content: bytes


@dataclass(frozen=True)
class SigningKey:
    """The agency's Ed25519 key: 32 raw public bytes, and a function to a 64-byte raw signature."""

    public_key: bytes
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True)
class SealPlan:
    """Everything a package is made of; `recipients` are `age1…` strings: receiver, recovery, archive."""

    header: PackageHeader
    tables: Sequence[TableOut]
    papers: Sequence[PaperOut]
    signing: SigningKey
    recipients: Sequence[str]


@dataclass(frozen=True)
class Sealed:
    """The finished file: its own digest and size, the content's digest (`paket_sha256`), the rows of the main
    table.
    """

    path: str
    file_sha256: str
    size: int
    package_sha256: str
    rows: int


@dataclass(frozen=True)
class TrustedSigner:
    """A key that may sign for a party: 32 raw bytes as hex, valid for packages made within the span."""

    party: str
    public_key: str
    valid_from: datetime
    valid_to: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class LookedTable:
    """One CSV inside: its name, columns, and rows counted."""

    name: str
    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Looked:
    """A package that passed every check up to "structure". `kind` follows from the files inside, `signer` is
    the public key (hex) that signed; `warnings` are codes; `content_sha256` is of
    `manifest-sha256.txt`: the same payload under another header has the same.
    """

    header: PackageHeader
    kind: str
    package_sha256: str
    file_sha256: str
    size: int
    signer: str
    tables: tuple[LookedTable, ...]
    papers: tuple[str, ...]
    warnings: tuple[int, ...] = ()
    content_sha256: str = ""


@dataclass(frozen=True)
class NewKeys:
    """A fresh set of keys: Ed25519 and the age pairs of use, recovery and archive. Secrets are hex and
    `AGE-SECRET-KEY-…`.
    """

    signing_public: str
    signing_secret: str
    recipient: str
    age_secret: str
    recovery_recipient: str
    recovery_secret: str
    archive_recipient: str
    archive_secret: str
