"""Making, unlocking and locking a workspace; the only use cases that work without a session."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from padan.common.codes import store as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.domain.officer import Officer, Role
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import KeyCost, NewSecret, Unlocked, VaultOverview
from padan.services.session import RECOVERY_PENDING, Session, record


@dataclass(frozen=True)
class NewOfficer:
    """Who an officer is, as typed by the admin; `nip`, `pangkat` and `jabatan` are printed on documents."""

    login: str
    name: str
    passphrase: str
    roles: frozenset[Role]
    nip: str = ""
    pangkat: str = ""
    jabatan: str = ""


@dataclass(frozen=True)
class MakeWorkspace:
    """A new workspace of one party. `cost` None calibrates the passphrase's key derivation to about a
    second. `awaits_note`: the recovery key will be repeated by the officer; until then it counts as unnoted.
    """

    party: str
    first: NewOfficer
    training: bool = False
    cost: KeyCost | None = None
    awaits_note: bool = False


@dataclass(frozen=True)
class Opened:
    """The unlocked new workspace and its recovery key, which is shown once and kept nowhere."""

    session: Session
    recovery_key: str


def look(tools: Tools, folder: Path) -> VaultOverview:
    """Return what a locked workspace shows: its party, training mark and officers' logins."""
    return tools.workspaces.look(folder)


def make_workspace(tools: Tools, folder: Path, wish: MakeWorkspace) -> Opened:
    """Make a workspace in `folder` with its first officer and the shipped agreements of its party.

    Errors: UserFault for a weak passphrase or a folder that already holds a workspace; EnvironmentFault for
    the disk.
    """
    now = tools.clock.now()
    first = wish.first
    officer_id = new_id(now)
    secret = NewSecret(officer_id, first.login, first.passphrase)
    made = tools.workspaces.make(folder, wish.party, wish.training, secret, wish.cost)
    officer = _first_officer(first, officer_id, made.unlocked.signer.public_key, now)
    session = Session(made.unlocked.store, officer, made.unlocked.signer, tools.clock, made.unlocked)
    with session.store as records:
        records.officers.add(officer)
        if wish.awaits_note:
            records.preferences.put(RECOVERY_PENDING, "true")
        for agreement in tools.shipped.agreements():
            if agreement.party(wish.party) is not None:
                records.agreements.put(agreement, "shipped")
        roles = sorted(role.value for role in first.roles)
        record(
            session,
            records,
            "workspace.make",
            session.store.store_id,
            party=wish.party,
            training=wish.training,
        )
        record(session, records, "officer.add", officer_id, roles=roles, key=officer.public_key)
    return Opened(session, made.recovery_key)


def _first_officer(first: NewOfficer, officer_id: str, public_key: str, now: datetime) -> Officer:
    return Officer(
        id=officer_id,
        login=first.login,
        name=first.name,
        nip=first.nip,
        pangkat=first.pangkat,
        jabatan=first.jabatan,
        roles=first.roles,
        public_key=public_key,
        active=True,
        added_at=now,
        added_by=officer_id,
    )


def unlock(tools: Tools, folder: Path, login: str, passphrase: str) -> Session:
    """Unlock `folder` for `login` and log it, with the wrong attempts counted since the last time.

    Errors: UserFault for a wrong passphrase or unknown login; EnvironmentFault for damage or a newer store.
    """
    unlocked = tools.workspaces.unlock(folder, login, passphrase)
    return _begin(tools, unlocked, "workspace.unlock")


def recover(tools: Tools, folder: Path, recovery_key: str, login: str, passphrase: str) -> Session:
    """Open with the recovery key and give `login` a new passphrase and a new signing key.

    The old signing key stays in the audit log: steps signed with it keep verifying, new ones use the new key.
    """
    overview = tools.workspaces.look(folder)
    known = {entry.login: entry.officer_id for entry in overview.officers}
    if login not in known:
        raise UserFault(codes.OFFICER_UNKNOWN, officer=login, known=", ".join(sorted(known)))
    secret = NewSecret(known[login], login, passphrase)
    unlocked = tools.workspaces.unlock_with_recovery(folder, recovery_key, secret)
    return _begin(tools, unlocked, "workspace.recover")


def lock(session: Session) -> None:
    """Log the lock and close the store, even where the log cannot be written; the session ends here."""
    try:
        with session.store as records:
            record(session, records, "workspace.lock", session.store.store_id)
    finally:
        session.store.close()


def _begin(tools: Tools, unlocked: Unlocked, action: str) -> Session:
    try:
        with unlocked.store.reading() as records:
            officer = records.officers.get(unlocked.officer_id)
        if officer is None or not officer.active:
            raise UserFault(codes.OFFICER_UNKNOWN, officer=unlocked.officer_id, known="")
        session = Session(unlocked.store, officer, unlocked.signer, tools.clock, unlocked)
        with session.store as records:
            session = _adopt_new_key(session, records)
            record(
                session,
                records,
                action,
                session.store.store_id,
                failed_before=unlocked.failed_attempts_before,
                notices=list(unlocked.notices),
            )
    except BaseException:
        unlocked.store.close()
        raise
    return session


def _adopt_new_key(session: Session, records: Records) -> Session:
    """After a recovery the officer signs with a new key: the store must know it, and the log must say so."""
    if session.officer.public_key == session.signer.public_key:
        return session
    officer = replace(session.officer, public_key=session.signer.public_key)
    records.officers.update(officer)
    record(session, records, "officer.key", officer.id, key=officer.public_key)
    return replace(session, officer=officer)
