"""Reading and verifying the audit log; changes nothing but the log of having verified it."""

from collections.abc import Sequence

from padan.domain.audit import AuditEntry, AuditVerdict, verify_chain
from padan.domain.officer import Act
from padan.services.session import Session, record, require


def audit_entries(session: Session, after: int = 0, limit: int | None = None) -> Sequence[AuditEntry]:
    """Return entries with a sequence above `after`, oldest first."""
    require(session, Act.AUDIT_VIEW)
    with session.store.reading() as records:
        return records.audit.entries(after, limit)


def verify_audit(session: Session) -> AuditVerdict:
    """Check the whole chain and every witnessed checkpoint; any officer may, because everyone answers for
    it.
    """
    with session.store.reading() as records:
        entries = records.audit.entries()
        witnesses = [checkpoint for checkpoint, _source in records.audit.witnesses()]
    verdict = verify_chain(session.store.store_id, entries, witnesses)
    with session.store as records:
        outcome = "ok" if verdict.intact else "broken"
        record(session, records, "audit.verify", session.store.store_id, outcome=outcome, size=len(entries))
    return verdict
