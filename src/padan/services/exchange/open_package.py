"""Opening a package that arrived: looked at, judged, then applied, held, refused, or put in quarantine.

Nothing is written before everything up to the sequence was judged. A held package is kept as it came, still
encrypted, and is applied when the gap closes or an approver releases it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from padan.common.codes import exchange as file_codes
from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.exchange.incoming import (
    InState,
    Judgement,
    PackageIn,
    judge,
    next_held,
    reached_number,
)
from padan.domain.exchange.parcel import Looked
from padan.domain.officer import Act
from padan.services.exchange.apply_data import apply_data
from padan.services.exchange.apply_papers import apply_card, apply_papers, apply_recall, apply_references
from padan.services.exchange.apply_proposals import apply_proposals
from padan.services.exchange.apply_receipts import apply_receipts
from padan.services.exchange.arrivals import Apply, Arriving, arrived
from padan.services.exchange.judging import Desk, arrival_of, facts_of, look_with_keys, record_of
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

LOST = frozenset({file_codes.TRANSPORT, file_codes.NOT_DECRYPTED})
"""Not readable or not decryptable: the file stays where it is."""
SUSPECT = frozenset(
    {
        file_codes.NOT_UNPACKED,
        file_codes.SIGNATURE_BAD,
        file_codes.HOSTILE_CONTENT,
        file_codes.SIGNER_UNKNOWN,
        file_codes.CHECKSUM_DIFFERS,
        file_codes.STRUCTURE_WRONG,
        file_codes.SIGNER_REVOKED,
    }
)
"""Decrypted, and then failed a check up to "structure": kept in quarantine as it came."""
_APPLY: Mapping[str, Apply] = {
    "DATA": apply_data,
    "USUL": apply_proposals,
    "TT": apply_receipts,
    "BA": apply_papers,
    "LAP": apply_papers,
    "REF": apply_references,
    "TARIK": apply_recall,
    "KUNCI": apply_card,
}


@dataclass(frozen=True)
class Opened:
    """What became of a package. `fault` says why it was not applied; `looked` is None in quarantine;
    `released` are held packages that followed.
    """

    state: InState
    package: PackageIn
    looked: Looked | None
    fault: UserFault | None = None
    released: tuple[PackageIn, ...] = ()


def look(session: Session, tools: Tools, path: str) -> tuple[Looked, Judgement]:
    """Return who signed, for whom, what is inside, and what would become of it; changes nothing."""
    require(session, Act.PACKAGE_OPEN)
    desk = Desk(session, tools, no_progress, Cancel())
    looked, _secrets = look_with_keys(desk, path)
    with session.store.reading() as records:
        return looked, judge(arrival_of(looked), facts_of(desk, records, looked, released=False))


def inspect(session: Session, tools: Tools, path: str) -> Looked:
    """Check a package as far as "structure" and change nothing; a UserFault carries the code."""
    require(session, Act.PACKAGE_VIEW)
    return look_with_keys(Desk(session, tools, no_progress, Cancel()), path)[0]


def open_package(
    session: Session,
    tools: Tools,
    path: str,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> Opened:
    """Open the file and do what its state asks for.

    Errors: UserFault 50001 and 50002, for a file that is not for us or damaged: it stays where it is.
    """
    require(session, Act.PACKAGE_OPEN)
    desk = Desk(session, tools, progress, cancel or Cancel())
    try:
        looked, secrets = look_with_keys(desk, path)
    except UserFault as fault:
        return _failed(desk, path, fault)
    return _with_followers(desk, _take_one(desk, path, looked, secrets, None))


def release(
    session: Session,
    tools: Tools,
    package_id: str,
    reason: str,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> Opened:
    """Take an expired package all the same, or judge one from quarantine anew, with an approver's reason."""
    require(session, Act.PACKAGE_RELEASE, package_id)
    if not reason.strip():
        raise UserFault(codes.PACKAGE_REASON_MISSING)
    desk = Desk(session, tools, progress, cancel or Cancel())
    with session.store as records:
        package = records.packages_in.get(package_id)
        if package is None:
            raise UserFault(codes.PACKAGE_NOT_FOUND, package=package_id)
        if package.state not in (InState.HELD, InState.QUARANTINED):
            raise UserFault(codes.PACKAGE_STATE, package=package_id, state=package.state.value)
        record(session, records, "package.release", package_id, reason=reason.strip(), code=package.code)
    return _with_followers(desk, _again(desk, package, released=True))


def _again(desk: Desk, package: PackageIn, *, released: bool) -> Opened:
    """Take a kept package from its original."""
    with desk.tools.carrier.workbench() as folder:
        path = str(PurePath(folder) / "paket.age")
        with desk.session.store.reading() as records:
            desk.tools.carrier.gather(records.originals.pieces(package.id), path)
        looked, secrets = look_with_keys(desk, path)
        return _take_one(desk, path, looked, secrets, package, released=released)


def _with_followers(desk: Desk, opened: Opened) -> Opened:
    """Let held packages follow; the one at hand may be among them, when a break had left them waiting."""
    if opened.looked is None or opened.state is InState.REFUSED:
        return opened
    header = opened.looked.header
    released = _release_followers(desk, header.agreement_id, header.sender, header.chain)
    own = next((one for one in released if one.id == opened.package.id), None)
    if own is None:
        return replace(opened, released=released)
    others = tuple(one for one in released if one.id != own.id)
    return replace(opened, state=InState.APPLIED, package=own, fault=None, released=others)


def _take_one(
    desk: Desk,
    path: str,
    looked: Looked,
    secrets: Sequence[str],
    kept: PackageIn | None,
    *,
    released: bool = False,
) -> Opened:
    with desk.session.store.reading() as records:
        facts = facts_of(desk, records, looked, released=released)
        if kept is not None:
            facts = replace(facts, known=[one for one in facts.known if one.id != kept.id])
    judgement = judge(arrival_of(looked), facts)
    package = record_of(desk, looked, facts.known, judgement, kept)
    if judgement.state is InState.APPLIED:
        arriving = Arriving(
            desk.session, desk.tools, path, secrets, looked, package, desk.progress, desk.cancel
        )
        return Opened(InState.APPLIED, _APPLY[looked.kind](arriving), looked)
    return _set_aside(desk, path, looked, package, judgement, kept)


def _release_followers(desk: Desk, agreement_id: str, sender: str, chain: str) -> tuple[PackageIn, ...]:
    """Apply the held packages that now follow, in order, each in a transaction of its own; asked at every
    opening, so that a break between two of them leaves none waiting for good.
    """
    done: list[PackageIn] = []
    while True:
        with desk.session.store.reading() as records:
            known = [one for one in records.packages_in.all(agreement_id) if one.sender == sender]
        following = next_held(known, reached_number(known, chain), chain)
        if following is None:
            return tuple(done)
        try:
            opened = _again(desk, following, released=False)
        except UserFault as fault:  # its key was revoked meanwhile, say: it stays held, and the log tells why
            with desk.session.store as records:
                _log(desk, records, following, "held", fault.code)
            return tuple(done)
        if opened.state is not InState.APPLIED:
            return tuple(done)
        done.append(opened.package)


def _set_aside(
    desk: Desk,
    path: str,
    looked: Looked,
    package: PackageIn,
    judgement: Judgement,
    kept: PackageIn | None,
) -> Opened:
    """Hold, refuse, or recognise a package; the log tells which, and its code."""
    fault = UserFault(judgement.code, **judgement.values) if judgement.code else None
    state = judgement.state
    with desk.session.store as records:
        if state is InState.DUPLICATE and judgement.earlier is not None:
            package = judgement.earlier
        elif kept is not None:
            records.packages_in.update(package)
        else:
            records.packages_in.add(package)
        if state is InState.HELD and kept is None:
            records.originals.keep(package.id, desk.tools.carrier.pieces(path))
            arrived(desk.session, records, package)
        _log(desk, records, package, state.value, judgement.code)
    return Opened(state, package, looked, fault)


def _failed(desk: Desk, path: str, fault: UserFault) -> Opened:
    """A file that cannot be read stays where it is; one that decrypts and then fails goes into quarantine."""
    if fault.code not in SUSPECT | LOST:
        raise fault
    if fault.code in LOST:
        with desk.session.store as records:
            record(desk.session, records, "package.open", "", outcome="refused", code=fault.code)
        raise fault
    now = desk.session.clock.now()
    pieces = desk.tools.carrier.pieces
    size = sum(len(piece) for piece in pieces(path))
    package = PackageIn(
        id=new_id(now),
        uuid="",
        agreement_id="",
        sender="",
        kind="",
        chain="",
        number=0,
        previous="",
        package_sha256="",
        file_sha256=desk.tools.files.digest(path),
        file_name="",
        size=size,
        made_at=None,
        checkpoint="",
        state=InState.QUARANTINED,
        code=fault.code,
        opened_at=now,
        opened_by=desk.session.officer.id,
    )
    with desk.session.store as records:
        same = [one for one in records.packages_in.all("") if one.file_sha256 == package.file_sha256]
        if same:
            package = same[0]
        else:
            records.packages_in.add(package)
            records.originals.keep(package.id, pieces(path))
        _log(desk, records, package, InState.QUARANTINED.value, fault.code)
    return Opened(InState.QUARANTINED, package, None, fault)


def _log(desk: Desk, records: Records, package: PackageIn, outcome: str, code: int) -> None:
    told: Callable[..., None] = record
    told(
        desk.session,
        records,
        "package.open",
        package.id,
        outcome=outcome,
        code=code,
        sender=package.sender,
        number=package.number,
        package=package.package_sha256,
        file=package.file_sha256,
    )
