"""Dropping a snapshot and all that is kept of it: with a reason, logged, never while something uses it."""

from dataclasses import dataclass

from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.domain.officer import Act
from padan.services.ports.records import Records
from padan.services.session import Session, record, require


@dataclass(frozen=True)
class Dropped:
    """What was dropped; the row of the log keeps who, when, why, and the digests."""

    snapshot_id: str
    rows: int


def drop(session: Session, snapshot_id: str, reason: str) -> Dropped:
    """Drop a snapshot and give its space back to the disk.

    Errors: UserFault for an unknown snapshot, without a reason, or while a run (and with it decisions,
    corrections, documents) or a package stands on it.
    """
    require(session, Act.DATA_RECEIVE, snapshot_id)
    if not reason.strip():
        raise UserFault(codes.DROP_NEEDS_REASON)
    with session.store as records:
        found = records.snapshots.get(snapshot_id)
        if found is None:
            raise UserFault(codes.SNAPSHOT_NOT_FOUND, snapshot=snapshot_id)
        if users := _users(records, snapshot_id):
            raise UserFault(codes.SNAPSHOT_IN_USE, snapshot=snapshot_id, users=", ".join(users))
        records.snapshots.drop(snapshot_id)
        record(
            session,
            records,
            "data.drop",
            snapshot_id,
            reason=reason.strip(),
            register=found.register,
            rows=found.rows,
            file_sha256=found.file_sha256,
            content=found.content_digest,
        )
    session.store.release_space()
    return Dropped(snapshot_id, found.rows)


def _users(records: Records, snapshot_id: str) -> list[str]:
    """Return the runs and packages that stand on a snapshot."""
    runs = [one.id for one in records.runs.all() if snapshot_id in (one.snapshot_a, one.snapshot_b)]
    packages = [
        one.id
        for kept in (records.packages_in.all(), records.packages_out.all())
        for one in kept
        if one.snapshot_id == snapshot_id
    ]
    return runs + packages
