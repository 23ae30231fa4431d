"""An unlocked officer at work: who acts, with which key, on which store; checks the role and writes the
audit row.

Every use case calls `require` first: the role is checked before work begins, and a refusal is itself logged
(security.md, "Officers"). Changes are logged with `record` inside the transaction that makes them.
"""

from dataclasses import dataclass

from padan.common.clock import Clock
from padan.common.codes import store as codes
from padan.common.errors import UserFault
from padan.domain.audit import AuditAct
from padan.domain.officer import Act, Officer, may
from padan.services.ports.records import OpenStore, Records, Signer
from padan.services.ports.workspace import Unlocked

RECOVERY_PENDING = "recovery:pending"
"""The preference that stands while a recovery key was shown and not yet repeated from someone's note."""


@dataclass(frozen=True)
class Session:
    """One officer's unlocked workspace, until it is locked."""

    store: OpenStore
    officer: Officer
    signer: Signer
    clock: Clock
    unlocked: Unlocked


def record(
    session: Session, records: Records, action: str, subject: str, *, outcome: str = "ok", **details: object
) -> None:
    """Append one audit row in the caller's transaction; details hold ids, codes and counts, never personal
    values.
    """
    act = AuditAct(session.officer.id, action, subject, outcome, dict(details))
    records.audit.append(session.clock.now(), act)


def require(session: Session, act: Act, subject: str = "") -> None:
    """Raise UserFault NOT_ALLOWED, and log the refusal, unless the officer's roles allow `act`.

    An officer whose passphrase was set by someone else must change it before anything else: until then two
    people know it, and the four eyes would be two.
    """
    if session.unlocked.must_change:
        raise UserFault(codes.PASSPHRASE_MUST_CHANGE, officer=session.officer.login)
    if may(session.officer, act):
        return
    with session.store as records:
        record(session, records, act.value, subject, outcome="refused", reason="role")
    roles = ", ".join(sorted(role.value for role in session.officer.roles))
    raise UserFault(codes.NOT_ALLOWED, act=act.value, roles=roles)
