"""Reading, verifying and exporting the audit log and the disclosures in it; changes nothing but the log of
having done so.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from padan.common.clock import utc_text
from padan.common.codes import work as codes
from padan.common.errors import UserFault
from padan.domain.audit import AuditEntry, AuditVerdict, Checkpoint, verify_chain
from padan.domain.officer import Act
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require

_HANDED_OUT = frozenset({"document.print", "document.save", "document.annexes"})
_FIELDS = ("sequence", "at", "officer_id", "action", "subject", "outcome", "details", "previous", "hash")


def audit_entries(session: Session, after: int = 0, limit: int | None = None) -> Sequence[AuditEntry]:
    """Return entries with a sequence above `after`, oldest first."""
    require(session, Act.AUDIT_VIEW)
    with session.store.reading() as records:
        return records.audit.entries(after, limit)


def is_disclosure(entry: AuditEntry) -> bool:
    """Tell whether the entry says that something left the store in plain form, or was uncovered on screen."""
    if "recipient" in entry.details or entry.action in _HANDED_OUT or "reveal" in entry.action:
        return entry.outcome in ("ok", "begun")
    return entry.action.endswith(".export") and entry.outcome in ("ok", "begun")


def disclosures(entries: Sequence[AuditEntry]) -> list[AuditEntry]:
    """Return the disclosures, oldest first; an export's beginning counts only where its end is missing.

    The beginning holds recipient, purpose, ground and fields, the end the digest: both are told as one.
    """
    found: list[AuditEntry] = []
    for one in entries:
        if not is_disclosure(one):
            continue
        before = found[-1] if found else None
        if before is not None and before.outcome == "begun" and _same(before, one):
            found[-1] = AuditEntry(**{**vars(one), "details": {**before.details, **one.details}})
        else:
            found.append(one)
    return found


def _same(before: AuditEntry, one: AuditEntry) -> bool:
    return (before.officer_id, before.action, before.subject) == (one.officer_id, one.action, one.subject)


@dataclass(frozen=True)
class Verified:
    """The verdict on the log, and the points of it that others witnessed (on paper or in packages)."""

    verdict: AuditVerdict
    witnesses: Sequence[tuple[Checkpoint, str]]


def verify_audit(session: Session) -> AuditVerdict:
    """Check the whole chain and every witnessed checkpoint; any officer may, because everyone answers for
    it.
    """
    return verify_with_witnesses(session).verdict


def verify_with_witnesses(session: Session) -> Verified:
    """Do the same and return also the witnessed points."""
    with session.store.reading() as records:
        entries = records.audit.entries()
        witnesses = records.audit.witnesses()
    verdict = verify_chain(session.store.store_id, entries, [checkpoint for checkpoint, _ in witnesses])
    with session.store as records:
        outcome = "ok" if verdict.intact else "broken"
        record(session, records, "audit.verify", session.store.store_id, outcome=outcome, size=len(entries))
    return Verified(verdict, witnesses)


def export_log(session: Session, tools: Tools, target: Path, sequences: Sequence[int] | None = None) -> str:
    """Write the log, or the entries of `sequences`, for people (.xlsx, .csv) or to be verified (.jsonl);
    return the file's SHA-256.

    The log holds ids, codes and counts and no values of people (security.md), so this is no disclosure; it is
    logged all the same.
    """
    require(session, Act.AUDIT_VIEW)
    if target.suffix.lower() not in (".jsonl", ".xlsx", ".csv"):
        raise UserFault(codes.EXPORT_FORMAT, file=target.name)
    with session.store.reading() as records:
        entries = records.audit.entries()
    wanted = None if sequences is None else set(sequences)
    chosen = [one for one in entries if wanted is None or one.sequence in wanted]
    digest = _written(tools, target, [_plain(one) for one in chosen])
    with session.store as records:
        store = session.store.store_id
        record(session, records, "audit.export", store, entries=len(chosen), sha256=digest)
    return digest


def _plain(entry: AuditEntry) -> dict[str, object]:
    return {**{name: getattr(entry, name) for name in _FIELDS}, "at": utc_text(entry.at)}


def _written(tools: Tools, target: Path, rows: Sequence[dict[str, object]]) -> str:
    if target.suffix.lower() == ".jsonl":
        lines = [json.dumps(one, ensure_ascii=False, sort_keys=True) for one in rows]
        return tools.files.write(str(target), ("\n".join(lines) + "\n").encode("utf-8"))
    from padan.matching.tabulate import table_of

    texts = [
        {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in one.items()
        }
        for one in rows
    ]
    headers = {name: name for name in _FIELDS}
    return tools.writer.write(table_of(texts, list(_FIELDS)), target, sheet="Log audit", headers=headers)
