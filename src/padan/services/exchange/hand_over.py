"""Getting a sealed package to the other office: onto a medium or a folder, again if need be, into a hand.

What is written comes from the original kept at sealing: a resend is the same byte by byte.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from padan.common.codes import handover as codes
from padan.common.errors import EnvironmentFault, UserFault
from padan.domain.exchange.outgoing import SEALED_STATES, OutState, PackageOut, later
from padan.domain.exchange.sheets import cover_sheet
from padan.domain.officer import Act
from padan.domain.printed import RenderedFile
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require


@dataclass(frozen=True)
class Written:
    """A package on its medium, read back and found the same."""

    package: PackageOut
    file_name: str
    sha256: str
    again: bool


def write(session: Session, tools: Tools, package_id: str, folder: str) -> Written:
    """Write the sealed file to a folder or a stick, flush, read it back; the log says whether again.

    Errors: EnvironmentFault when the medium is missing, too small, or does not give back what was written.
    """
    require(session, Act.PACKAGE_CARRY, package_id)
    with session.store.reading() as records:
        package = _sealed(records, package_id)
        tools.carrier.preflight(folder, package.size)
        digest = tools.carrier.carry(_whole(records, package), folder, package.file_name)
    if digest != package.file_sha256:
        raise EnvironmentFault(codes.MEDIUM_DIFFERS, file=package.file_name)
    again = package.state is not OutState.SEALED
    with session.store as records:
        package = replace(package, state=later(_sealed(records, package_id).state, OutState.WRITTEN))
        records.packages_out.update(package)
        action = "package.resend" if again else "package.write"
        record(session, records, action, package.id, number=package.number, sha256=digest)
    return Written(package, package.file_name, digest, again)


def _whole(records: Records, package: PackageOut) -> Iterator[bytes]:
    """Yield the kept original, checked: a damaged archive must not reach the other office."""
    seen = hashlib.sha256()
    for piece in records.originals.pieces(package.id):
        seen.update(piece)
        yield piece
    if seen.hexdigest() != package.file_sha256:
        raise EnvironmentFault(codes.MEDIUM_DIFFERS, file=package.file_name)


def hand_over(session: Session, package_id: str, medium: str, person: str) -> PackageOut:
    """Record which medium was given to whom; who it was stays in the encrypted store."""
    require(session, Act.PACKAGE_CARRY, package_id)
    if not (medium.strip() and person.strip()):
        raise UserFault(codes.CONTENT_MISSING, kind="serah terima", missing="media dan penerima")
    with session.store as records:
        package = _sealed(records, package_id)
        changed = replace(
            package,
            state=later(package.state, OutState.HANDED_OVER),
            medium=medium.strip(),
            person=person.strip(),
            handed_over_at=session.clock.now(),
        )
        records.packages_out.update(changed)
        record(session, records, "package.hand_over", package.id, number=package.number)
    return changed


def cover(session: Session, tools: Tools, package_id: str) -> RenderedFile:
    """Return the cover sheet of a sealed package."""
    require(session, Act.PACKAGE_CARRY, package_id)
    with session.store.reading() as records:
        package = _sealed(records, package_id)
    return tools.documents.sheet(cover_sheet(package, session.store.party))


def drop(session: Session, package_id: str, reason: str) -> PackageOut:
    """Give up a prepared package that was never sealed."""
    require(session, Act.PACKAGE_PREPARE, package_id)
    with session.store as records:
        package = records.packages_out.get(package_id)
        if package is None:
            raise UserFault(codes.PACKAGE_NOT_FOUND, package=package_id)
        if package.state is not OutState.PREPARED:
            raise UserFault(codes.PACKAGE_STATE, package=package_id, state=package.state.value)
        changed = replace(package, state=OutState.DROPPED)
        records.packages_out.update(changed)
        record(session, records, "package.drop", package.id, reason=reason.strip())
    return changed


def _sealed(records: Records, package_id: str) -> PackageOut:
    package = records.packages_out.get(package_id)
    if package is None:
        raise UserFault(codes.PACKAGE_NOT_FOUND, package=package_id)
    if package.state not in SEALED_STATES:
        raise UserFault(codes.PACKAGE_STATE, package=package_id, state=package.state.value)
    return package
