"""Sealing: a second person approves the plan, and the package is made, numbered and kept in one transaction.

Nothing is numbered before it is sealed: a crash at any moment leaves a prepared package, and the next attempt
takes the same number. The sealed file is kept as it is, so that a resend is the same byte by byte.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import PurePath

from padan.common.clock import local_date
from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.audit import Checkpoint
from padan.domain.exchange.header import PackageHeader
from padan.domain.exchange.key_card import SCHEMAS, KeyCard
from padan.domain.exchange.naming import outer_name
from padan.domain.exchange.outgoing import (
    NO_PREVIOUS,
    OutState,
    PackageOut,
    plan_digest,
    step_message,
)
from padan.domain.exchange.parcel import Sealed, SealPlan, SigningKey
from padan.domain.exchange.trust import OwnKey
from padan.domain.officer import Act
from padan.services.exchange import core
from padan.services.exchange.contents import Contents, contents_of, sent
from padan.services.exchange.plan_package import sign_step
from padan.services.exchange.row_intake import PackagedRows, Provenance, TakenIn, TakingIn, take_in
from padan.services.exchange.row_source import outgoing_fields
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

EXPIRES_DAYS = 30
_SECRET_KINDS = ("DATA", "USUL")


@dataclass(frozen=True)
class _Ready:
    """Everything a package is made of, as the store stood when approval began."""

    package: PackageOut
    header: PackageHeader
    contents: Contents
    own: OwnKey
    to: KeyCard
    file_name: str
    position: date
    point: Checkpoint


def approve(
    session: Session,
    tools: Tools,
    package_id: str,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> PackageOut:
    """Approve a prepared package as another person than its preparer, and seal it.

    A package that holds first receipts only (`needs_approval` is False) may be sealed by its preparer.
    Errors: UserFault PACKAGE_SAME_PERSON, PACKAGE_STATE, PLAN_CHANGED, NO_OWN_KEY, NO_TRUSTED_KEY.
    """
    with session.store.reading() as records:
        package = _prepared(records, package_id)
        alone = not needs_approval(records, package)
    require(session, Act.PACKAGE_PREPARE if alone else Act.PACKAGE_APPROVE, package_id)
    with session.store.reading() as records:
        if not alone:
            core.require_other_person(
                records, package.prepared_by, session.officer.id, codes.PACKAGE_SAME_PERSON
            )
        _require_signed_plan(records, tools, package)
        ready = _ready(session, tools, records, package)
    with tools.carrier.workbench() as folder:
        path = str(PurePath(folder) / "paket.age")
        sealed = tools.packages.seal(_plan(tools, ready), path, progress=progress, cancel=cancel or Cancel())
        return _keep(session, tools, ready, sealed, progress, cancel or Cancel())


def needs_approval(records: Records, package: PackageOut) -> bool:
    """Tell whether a second person must approve: everything but receipts that only say "arrived whole"."""
    if package.kind != "TT":
        return True
    wanted = package.plan.get("messages")
    waiting = {one.id: one for one in records.packages_out.waiting(package.agreement_id)}
    listed = [str(one) for one in wanted] if isinstance(wanted, list) else []
    return any("TT-1" not in str(waiting[one].body.get("row")) for one in listed if one in waiting)


def _prepared(records: Records, package_id: str) -> PackageOut:
    package = records.packages_out.get(package_id)
    if package is None:
        raise UserFault(codes.PACKAGE_NOT_FOUND, package=package_id)
    if package.state is not OutState.PREPARED:
        raise UserFault(codes.PACKAGE_STATE, package=package_id, state=package.state.value)
    return package


def _require_signed_plan(records: Records, tools: Tools, package: PackageOut) -> None:
    """The preparer's signature must stand under the very plan that is about to leave."""
    digest = plan_digest(package)
    for step in records.packages_out.steps(package.id):
        message = step_message(package.id, step.step, step.at, digest)
        officer = records.officers.get(step.officer_id)
        if (
            step.step == "prepare"
            and officer is not None
            and officer.public_key == step.public_key
            and tools.signatures.holds(step.public_key, message, step.signature)
        ):
            return
    raise UserFault(codes.PLAN_CHANGED, package=package.id)


def _ready(session: Session, tools: Tools, records: Records, package: PackageOut) -> _Ready:
    now = session.clock.now()
    own = core.own_key(records)
    to = core.sending_key(records, package.receiver, session.store.training, local_date(now))
    contents, point = contents_of(records, package, session.store), records.audit.checkpoint()
    before, position = _before(records, package), _position(package, now)
    header = PackageHeader(
        uuid=package.id,
        sender=session.store.party,
        receiver=package.receiver,
        agreement_id=package.agreement_id,
        chain=package.chain,
        number=before.number + 1 if before else 1,
        previous=before.package_sha256 if before else NO_PREVIOUS,
        schema=_schema(to),
        made_at=now.replace(microsecond=0),
        expires_at=now.replace(microsecond=0) + timedelta(days=EXPIRES_DAYS),
        classification="RAHASIA" if package.kind in _SECRET_KINDS else "TERBATAS",
        training=session.store.training,
        rows=contents.rows,
        recipient_fingerprint=_sha256_of(to.recipient),
        approved_by=tuple(dict.fromkeys((package.prepared_by, session.officer.id))),
        checkpoint=f"{point.size}:{point.hash}",
        position=position.isoformat() if package.kind == "DATA" else "",
    )
    name = outer_name(header, package.kind, position.strftime("%Y%m%d"))
    return _Ready(package, header, contents, own, to, name, position, point)


def _before(records: Records, package: PackageOut) -> PackageOut | None:
    same = [
        one
        for one in records.packages_out.all(package.agreement_id)
        if one.number and (one.receiver, one.chain) == (package.receiver, package.chain)
    ]
    return max(same, key=lambda one: one.number, default=None)


def _schema(to: KeyCard) -> str:
    """Return the highest schema both sides read."""
    common = [one for one in SCHEMAS if one in to.schemas]
    if not common:
        raise UserFault(
            codes.SCHEMA_UNKNOWN, schema=SCHEMAS[-1], known=", ".join(to.schemas), sender=to.party
        )
    return common[-1]


def _sha256_of(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


def _position(package: PackageOut, now: datetime) -> date:
    named = package.plan.get("position")
    return date.fromisoformat(str(named)) if named else local_date(now)


def _plan(tools: Tools, ready: _Ready) -> SealPlan:
    secret = ready.own.signing_secret
    public = bytes.fromhex(core.card_of(ready.own).signing_key)
    signing = SigningKey(public, lambda message: tools.packages.sign(secret, message))
    recipients = (ready.to.recipient, ready.to.recovery_recipient, ready.own.archive_recipient)
    return SealPlan(ready.header, ready.contents.tables, ready.contents.papers, signing, recipients)


def _keep(
    session: Session, tools: Tools, ready: _Ready, sealed: Sealed, progress: Progress, cancel: Cancel
) -> PackageOut:
    """Keep the sealed package with everything it changes here, in one transaction."""
    done = replace(
        ready.package,
        state=OutState.SEALED,
        number=ready.header.number,
        previous=ready.header.previous,
        approved_by=session.officer.id,
        sealed_at=session.clock.now(),
        file_name=ready.file_name,
        package_sha256=sealed.package_sha256,
        file_sha256=sealed.file_sha256,
        size=sealed.size,
        rows=ready.header.rows,
        recipient_fingerprint=ready.header.recipient_fingerprint,
    )
    if ready.contents.people is None:
        with session.store as records:
            _write(session, tools, records, ready, sealed, done)
        return done
    return _keep_people(session, tools, ready, sealed, done, (progress, cancel))


def _keep_people(
    session: Session,
    tools: Tools,
    ready: _Ready,
    sealed: Sealed,
    done: PackageOut,
    how: tuple[Progress, Cancel],
) -> PackageOut:
    people = ready.contents.people
    assert people is not None
    packaged = PackagedRows("asn.csv", people.columns, ready.contents.rows, people.fingerprinted)
    made: list[PackageOut] = []

    def also(records: Records, taken: TakenIn) -> None:
        made.append(replace(done, snapshot_id=taken.snapshot.id))
        _write(session, tools, records, ready, sealed, made[0])

    origin = _provenance(session, tools, ready, sealed)
    take_in(session, tools, packaged, origin, TakingIn(also, *how))
    return made[0]


def _provenance(session: Session, tools: Tools, ready: _Ready, sealed: Sealed) -> Provenance:
    people = ready.contents.people
    assert people is not None
    package, own = ready.package, session.store.party
    allowed = outgoing_fields(tools, package.agreement_id, own, package.receiver)
    register = people.snapshot.register
    return Provenance(
        package.agreement_id, register, own, ready.position, "package_out", sealed.package_sha256, allowed
    )


def _write(
    session: Session, tools: Tools, records: Records, ready: _Ready, sealed: Sealed, done: PackageOut
) -> None:
    sign_step(session, records, ready.package, "approve")
    records.packages_out.update(done)
    records.originals.keep(done.id, tools.carrier.pieces(sealed.path))
    records.packages_out.carried([one.id for one in ready.contents.messages], done.id)
    point = ready.point
    records.audit.add_witness(point, f"package:{done.receiver}:{done.number}", session.clock.now())
    for one in sent(ready.contents.proposals):
        records.corrections.update(one)
    record(
        session,
        records,
        "package.seal",
        done.id,
        kind=done.kind,
        receiver=done.receiver,
        number=done.number,
        package=done.package_sha256,
        file=done.file_sha256,
        rows=done.rows,
        fields=_fields(ready.contents),
        approved_by=list(ready.header.approved_by),
    )


def _fields(contents: Contents) -> Sequence[str]:
    return sorted({column for one in contents.tables for column in one.columns})
