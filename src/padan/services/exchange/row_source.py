"""The rows of our own register as they leave: the scope's fields only, each row under a lasting name."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.domain.exchange.rows import SeenNames, row_fingerprint
from padan.domain.scope import fields_allowed
from padan.domain.snapshot import Snapshot
from padan.matching.table import Table
from padan.services.ports.records import Records, UnitOfWork
from padan.services.ports.tools import Tools

_SALT = "exchange:row-salt"
_ID_DIGITS = 24
_PERSON = ("pns_id", "nip_baru", "nip_lama", "nik")
_LOOSE = ("nama", "tanggal_lahir")


@dataclass(frozen=True)
class OwnRows:
    """What leaves of a snapshot: the columns, and a function that streams id_baris and the cells."""

    snapshot: Snapshot
    columns: tuple[str, ...]
    stream: Callable[[], Iterator[list[str]]]

    def fingerprinted(self) -> Iterator[Sequence[str]]:
        """Stream id_baris, sidik_baris and the cells, as the package holds them."""
        for row in self.stream():
            yield [row[0], row_fingerprint(row[1:]), *row[1:]]


def outgoing_fields(tools: Tools, agreement_id: str, own: str, receiver: str) -> frozenset[str]:
    """Return the fields that may go from us to the receiver: the one wall, the same as at the other end."""
    scopes = tools.shipped.scopes(agreement_id)
    return fields_allowed(scopes, register_party=own, own_party=receiver)


def own_snapshot(records: Records, snapshot_id: str, agreement_id: str, own: str) -> Snapshot:
    """Return our own register's snapshot; another party's data is never passed on."""
    snapshot = records.snapshots.get(snapshot_id)
    if snapshot is None or snapshot.party != own or snapshot.agreement_id != agreement_id:
        raise UserFault(codes.SNAPSHOT_NOT_OWN, snapshot=snapshot_id, agreement=agreement_id)
    return snapshot


def row_salt(records: Records) -> bytes:
    """Return the office's secret for row names, made when first needed: a name tells nothing of a NIP."""
    known = records.preferences.get(_SALT)
    if known is None:
        known = secrets.token_hex(32)
        records.preferences.put(_SALT, known)
    return bytes.fromhex(known)


def own_rows(store: UnitOfWork, snapshot: Snapshot, columns: Sequence[str], salt: bytes) -> OwnRows:
    """Return the rows of a snapshot as they leave, read part by part whenever they are asked for."""
    naming = [one for one in (*_PERSON, *_LOOSE) if one in snapshot.columns]

    def stream() -> Iterator[list[str]]:
        seen, repeated = SeenNames(snapshot.rows), dict[str, int]()
        for part in _parts(store, snapshot, [*dict.fromkeys([*columns, *naming])]):
            for name, row in _named(part, columns, naming, salt):
                if not seen.add(name):
                    repeated[name] = repeated.get(name, 1) + 1
                    name = f"{name}-{repeated[name]}"
                yield [name, *("" if cell is None else str(cell) for cell in row)]

    return OwnRows(snapshot, tuple(columns), stream)


def _parts(store: UnitOfWork, snapshot: Snapshot, columns: Sequence[str]) -> Iterator[Table]:
    """Yield the table in parts, each in a reading of its own: a snapshot never changes, and whoever takes the
    rows may begin to write meanwhile.
    """
    for number in count():
        with store.reading() as records:
            part = records.snapshots.part(snapshot.id, columns, number)
        if part is None:
            return
        yield part


def _named(
    part: Table, columns: Sequence[str], naming: Sequence[str], salt: bytes
) -> Iterator[tuple[str, Sequence[object]]]:
    people = part.select(list(naming)).iter_rows() if naming else iter([()] * part.height)
    for person, row in zip(people, part.select(list(columns)).iter_rows(), strict=True):
        yield _name(dict(zip(naming, person, strict=True)), salt), row


def _name(person: dict[str, str | None], salt: bytes) -> str:
    """Name a row by the first number it has, so that it keeps its name when anything else changes."""
    known = next(((one, value) for one in _PERSON if (value := person.get(one))), None)
    text = "\x1f".join(known) if known else "\x1f".join(person.get(one) or "" for one in _LOOSE)
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()[:_ID_DIGITS]
