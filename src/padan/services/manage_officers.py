"""Officers and their roles: adding, listing, editing, removing, changing one's own passphrase."""

from dataclasses import dataclass, replace

from padan.common.codes import store as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.domain.officer import Act, Officer, Role
from padan.services.ports.tools import Tools
from padan.services.ports.workspace import NewSecret
from padan.services.session import Session, record, require


@dataclass(frozen=True)
class OfficerWish:
    """A new officer as the admin enters them.

    `own_passphrase` tells that the officer typed it alone; otherwise it is a one-time passphrase that must be
    changed at the first unlock, so that nobody else can sign in that officer's name.
    """

    login: str
    name: str
    passphrase: str
    roles: frozenset[Role]
    nip: str = ""
    pangkat: str = ""
    jabatan: str = ""
    own_passphrase: bool = False


def add_officer(session: Session, tools: Tools, wish: OfficerWish) -> Officer:
    """Add an officer to vault and store. UserFault when the login is taken or the passphrase too weak."""
    require(session, Act.OFFICERS_MANAGE, wish.login)
    with session.store.reading() as records:
        if records.officers.by_name(wish.login) is not None:
            raise UserFault(codes.OFFICER_EXISTS, officer=wish.login)
    now = session.clock.now()
    secret = NewSecret(new_id(now), wish.login, wish.passphrase, must_change=not wish.own_passphrase)
    public_key = tools.workspaces.add_officer(session.unlocked, secret)
    officer = Officer(
        id=secret.officer_id,
        login=wish.login,
        name=wish.name,
        nip=wish.nip,
        pangkat=wish.pangkat,
        jabatan=wish.jabatan,
        roles=wish.roles,
        public_key=public_key,
        active=True,
        added_at=now,
        added_by=session.officer.id,
    )
    with session.store as records:
        records.officers.add(officer)
        roles = sorted(role.value for role in wish.roles)
        record(session, records, "officer.add", officer.id, roles=roles, key=public_key)
    return officer


def list_officers(session: Session) -> list[Officer]:
    """Return all officers, the removed ones included: their signatures stay on documents."""
    with session.store.reading() as records:
        return records.officers.all()


def edit_officer(session: Session, officer: Officer) -> Officer:
    """Change an officer's name, NIP, pangkat, jabatan or roles; id, login and key stay."""
    require(session, Act.OFFICERS_MANAGE, officer.id)
    with session.store as records:
        stored = records.officers.get(officer.id)
        if stored is None:
            raise UserFault(codes.OFFICER_UNKNOWN, officer=officer.login, known="")
        changed = replace(
            stored,
            name=officer.name,
            nip=officer.nip,
            pangkat=officer.pangkat,
            jabatan=officer.jabatan,
            roles=officer.roles,
        )
        records.officers.update(changed)
        roles = sorted(role.value for role in changed.roles)
        record(session, records, "officer.edit", officer.id, roles=roles)
    return changed


def remove_officer(session: Session, tools: Tools, login: str) -> None:
    """Remove an officer's access and rotate the data key; the officer's record and past signatures stay.

    Errors: UserFault when unknown, or when it is the session's own officer or the last active admin.
    """
    require(session, Act.OFFICERS_MANAGE, login)
    with session.store.reading() as records:
        officer = records.officers.by_name(login)
        everyone = records.officers.all()
    if officer is None or not officer.active:
        known = ", ".join(sorted(one.login for one in everyone if one.active))
        raise UserFault(codes.OFFICER_UNKNOWN, officer=login, known=known)
    others = [one for one in everyone if one.active and one.id != officer.id]
    if officer.id == session.officer.id or not any(Role.ADMIN in one.roles for one in others):
        raise UserFault(codes.LAST_ADMIN, officer=login)
    with session.store as records:
        records.officers.update(replace(officer, active=False))
        record(session, records, "officer.remove", officer.id)
    tools.workspaces.remove_officer(session.unlocked, officer.id)


def reset_passphrase(session: Session, tools: Tools, login: str, passphrase: str) -> Officer:
    """Give an officer who forgot the passphrase a one-time one; it comes with a new signing key.

    Steps signed with the old key keep verifying: the log says which key the officer had. UserFault when
    unknown.
    """
    require(session, Act.OFFICERS_MANAGE, login)
    with session.store.reading() as records:
        officer = records.officers.by_name(login)
        known = ", ".join(sorted(one.login for one in records.officers.all() if one.active))
    if officer is None or not officer.active:
        raise UserFault(codes.OFFICER_UNKNOWN, officer=login, known=known)
    secret = NewSecret(officer.id, login, passphrase, must_change=True)
    changed = replace(officer, public_key=tools.workspaces.reset_officer(session.unlocked, secret))
    with session.store as records:
        records.officers.update(changed)
        record(session, records, "officer.key", officer.id, key=changed.public_key, reset=True)
    return changed


def change_passphrase(session: Session, tools: Tools, old: str, new: str) -> None:
    """Change one's own passphrase; after it a one-time passphrase is no longer pending (unlock again to
    work).
    """
    tools.workspaces.change_passphrase(session.unlocked, old, new)
    with session.store as records:
        record(session, records, "officer.passphrase", session.officer.id)
