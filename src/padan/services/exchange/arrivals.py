"""What applying any kind of package has in common: the record of the arrival and its receipts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from padan.common.codes import handover as codes
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress
from padan.domain.exchange.header import RECEIPTS
from padan.domain.exchange.incoming import InState, PackageIn
from padan.domain.exchange.outgoing import OutMessage
from padan.domain.exchange.parcel import Looked
from padan.domain.exchange.receipts import APPLIED, ARRIVED, RESULT, WHOLE, Receipt, RowError, receipt_values
from padan.services.exchange.contents import RECEIPT
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record


@dataclass(frozen=True)
class Arriving:
    """A genuine package being taken: its file, what was seen in it, and its record so far."""

    session: Session
    tools: Tools
    path: str
    secrets: Sequence[str]
    looked: Looked
    package: PackageIn
    progress: Progress
    cancel: Cancel

    def table(self, name: str) -> Iterator[dict[str, str]]:
        """Stream a table's rows by column."""
        columns = next(one.columns for one in self.looked.tables if one.name == name)
        for row in self.tools.packages.rows(self.path, self.secrets, self.looked, name):
            yield dict(zip(columns, row, strict=True))

    def has(self, name: str) -> bool:
        """Tell whether a table is inside."""
        return any(one.name == name for one in self.looked.tables)


@dataclass(frozen=True)
class Outcome:
    """What became of the rows: accepted + refused + held = all of them."""

    accepted: int
    refused: int
    held: int = 0
    errors: Sequence[RowError] = ()
    snapshot_id: str = ""
    notes: tuple[int, ...] = ()


class NotWhole(Exception):
    """Some row was refused under an agreement that takes packages whole: what was taken is undone."""

    def __init__(self, rows: int, errors: Sequence[RowError]) -> None:
        super().__init__()
        self.outcome = Outcome(0, rows, 0, errors, notes=(codes.NOT_TAKEN_WHOLE,))


def refused_whole(arriving: Arriving, refused: NotWhole) -> PackageIn:
    """Record a package of which no row was taken because some could not be; the sender is told which."""
    with arriving.session.store as records:
        return finish(arriving, records, refused.outcome)


Apply = Callable[[Arriving], PackageIn]


def finish(arriving: Arriving, records: Records, outcome: Outcome) -> PackageIn:
    """Record a package as applied, with its second receipt, in the caller's transaction. The sender's audit
    checkpoint stays with it, for comparing later ones.
    """
    session = arriving.session
    done = _done(arriving.package, outcome, session.clock.now())
    kept = records.packages_in.get(done.id)
    if kept is None:
        records.packages_in.add(done)
    else:
        records.packages_in.update(done)
    if kept is None or kept.state is InState.QUARANTINED:
        arrived(session, records, done)
    records.originals.forget(done.id)
    tally = (outcome.accepted, outcome.refused, outcome.held)
    if done.chain != RECEIPTS:
        receipt = Receipt(done.uuid, done.package_sha256, RESULT, APPLIED, *tally, session.clock.now())
        _tell(session, records, done, receipt, outcome.errors)
    record(
        session,
        records,
        "package.apply",
        done.id,
        sender=done.sender,
        number=done.number,
        kind=done.kind,
        package=done.package_sha256,
        rows=list(tally),
    )
    return done


def _done(package: PackageIn, outcome: Outcome, now: datetime) -> PackageIn:
    return replace(
        package,
        state=InState.APPLIED,
        code=0,
        applied_at=now,
        snapshot_id=outcome.snapshot_id,
        result={
            "accepted": outcome.accepted,
            "refused": outcome.refused,
            "held": outcome.held,
            "errors": [[one.id_baris, one.kolom, one.kode] for one in outcome.errors],
        },
        warnings=tuple(dict.fromkeys((*package.warnings, *outcome.notes))),
    )


def arrived(session: Session, records: Records, package: PackageIn) -> None:
    """Leave word for the sender that the package arrived whole (TT-1); receipts themselves get none."""
    if package.chain == RECEIPTS:
        return
    now = session.clock.now()
    receipt = Receipt(package.uuid, package.package_sha256, ARRIVED, WHOLE, 0, 0, package.rows, now)
    _tell(session, records, package, receipt, ())


def _tell(
    session: Session, records: Records, package: PackageIn, receipt: Receipt, errors: Sequence[RowError]
) -> None:
    now = session.clock.now()
    body = receipt_values(receipt, errors)
    records.packages_out.add_message(
        OutMessage(new_id(now), package.agreement_id, package.sender, RECEIPT, package.uuid, body, now)
    )
