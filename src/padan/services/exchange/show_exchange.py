"""What is on its way between the offices: packages out and in, receipts to send, what is late or missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from padan.common.clock import local_date
from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.domain.exchange.incoming import InState, PackageIn, missing_count, missing_numbers
from padan.domain.exchange.outgoing import OutMessage, PackageOut, PackageStep, is_overdue
from padan.domain.exchange.parcel import TableOut
from padan.domain.officer import Act
from padan.services.exchange.contents import contents_of
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

PREVIEW_ROWS = 20


@dataclass(frozen=True)
class Missing:
    """Numbers of a sender's sequence that must exist and have not come: the first of them, and how many."""

    agreement_id: str
    sender: str
    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Exchange:
    """The whole picture of an agreement's packages; `names` are the officers' by their ids."""

    outgoing: Sequence[PackageOut]
    incoming: Sequence[PackageIn]
    waiting: Sequence[OutMessage]
    overdue: frozenset[str]
    missing: Sequence[Missing]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Leaving:
    """One table as it would leave: its columns and first rows."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]


def exchange(session: Session, agreement_id: str | None = None) -> Exchange:
    """Return every package and what waits; ids, counts and codes, nobody's data."""
    require(session, Act.PACKAGE_VIEW, agreement_id or "")
    today = local_date(session.clock.now())
    with session.store.reading() as records:
        outgoing = records.packages_out.all(agreement_id)
        incoming = records.packages_in.all(agreement_id)
        waiting = records.packages_out.waiting(agreement_id)
        names = {one.id: one.name for one in records.officers.all()}
    overdue = frozenset(one.id for one in outgoing if is_overdue(one, today))
    return Exchange(outgoing, incoming, waiting, overdue, _missing(incoming), names)


def _missing(incoming: Sequence[PackageIn]) -> list[Missing]:
    found = []
    for agreement_id, sender in sorted({(one.agreement_id, one.sender) for one in incoming if one.sender}):
        theirs = [one for one in incoming if (one.agreement_id, one.sender) == (agreement_id, sender)]
        if numbers := missing_numbers(theirs):
            found.append(Missing(agreement_id, sender, tuple(numbers), missing_count(theirs)))
    return found


def package(
    session: Session, package_id: str
) -> tuple[PackageOut, Sequence[PackageStep]] | tuple[PackageIn, Sequence[str]]:
    """Return one package with its signed steps, or one that came with the names of its papers."""
    require(session, Act.PACKAGE_VIEW, package_id)
    with session.store.reading() as records:
        if (out := records.packages_out.get(package_id)) is not None:
            return out, records.packages_out.steps(package_id)
        if (came := _arrived(records, package_id)) is not None:
            return came, records.originals.papers(came.id)
    raise UserFault(codes.PACKAGE_NOT_FOUND, package=package_id)


def _arrived(records: Records, package_id: str) -> PackageIn | None:
    by_id = records.packages_in.get(package_id)
    if by_id is not None:
        return by_id
    return next((one for one in records.packages_in.all() if one.uuid == package_id), None)


def leaving(session: Session, package_id: str) -> list[Leaving]:
    """Return exactly what a prepared package would hold, its first rows included."""
    require(session, Act.DATA_VIEW, package_id)
    with session.store.reading() as records:
        found = records.packages_out.get(package_id)
        if found is None:
            raise UserFault(codes.PACKAGE_NOT_FOUND, package=package_id)
        contents = contents_of(records, found, session.store)
        return [_first_rows(one) for one in contents.tables]


def described(session: Session, package_id: str) -> list[Leaving]:
    """Return the tables of a prepared package by name and columns only."""
    require(session, Act.PACKAGE_VIEW, package_id)
    with session.store.reading() as records:
        found = records.packages_out.get(package_id)
        if found is None:
            raise UserFault(codes.PACKAGE_NOT_FOUND, package=package_id)
        tables = contents_of(records, found, session.store).tables
    return [Leaving(one.name, one.columns, []) for one in tables]


def _first_rows(table: TableOut) -> Leaving:
    rows: list[Sequence[str]] = []
    for row in table.rows:
        if len(rows) == PREVIEW_ROWS:
            break
        rows.append(tuple(row))
    return Leaving(table.name, table.columns, rows)


def unopened(session: Session, tools: Tools, folder: str) -> list[str]:
    """Return the sealed files in a folder that were never opened here, and are none of our own, newest first.

    A file is told by its digest, which is read only where the size is that of a package known here.
    """
    require(session, Act.PACKAGE_OPEN)
    with session.store.reading() as records:
        known = [(one.size, one.file_sha256) for one in records.packages_in.all()]
        known += [(one.size, one.file_sha256) for one in records.packages_out.all()]
    sizes, digests = {size for size, _digest in known}, {digest for _size, digest in known}
    return [
        path
        for path, size in tools.carrier.sealed(folder)
        if size not in sizes or tools.files.digest(path) not in digests
    ]


def paper(session: Session, package_id: str, name: str) -> bytes:
    """Return a paper that came in a package; reading it is logged."""
    require(session, Act.DATA_VIEW, package_id)
    with session.store as records:
        came = _arrived(records, package_id)
        content = records.originals.paper(came.id, name) if came else None
        if came is None or content is None or came.state is InState.QUARANTINED:
            raise UserFault(codes.PACKAGE_NOT_FOUND, package=package_id)
        record(session, records, "package.paper", came.id, name=name)
    return content
