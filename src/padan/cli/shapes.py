"""How the things of the work look in JSON: one function each, stable for scripts; reads nothing."""

from typing import TYPE_CHECKING

from padan.domain.agreement import Agreement
from padan.domain.correction import Correction
from padan.domain.officer import Officer
from padan.domain.run import Decision, Run
from padan.domain.snapshot import Snapshot
from padan.services.keep_agreement import AgreementView

if TYPE_CHECKING:
    from padan.domain.audit import AuditEntry

Values = dict[str, object]


def officer_values(officer: Officer) -> Values:
    """Return an officer; the public key is what signatures are checked with."""
    return {
        "id": officer.id,
        "login": officer.login,
        "name": officer.name,
        "nip": officer.nip,
        "pangkat": officer.pangkat,
        "jabatan": officer.jabatan,
        "roles": officer.roles,
        "public_key": officer.public_key,
        "active": officer.active,
        "added_at": officer.added_at,
    }


def agreement_values(view: AgreementView) -> Values:
    """Return an agreement as it stands on the day asked for."""
    agreement = view.agreement
    return {
        "id": agreement.id,
        "title": agreement.title,
        "subject": agreement.subject,
        "parties": [
            {
                "code": one.code,
                "name": one.name,
                "number": one.number,
                "register": one.register,
                "role": one.role,
            }
            for one in agreement.parties
        ],
        "signed": agreement.signed,
        "ends": agreement.ends,
        "state": view.state,
        "days_left": view.days_left,
        "addenda": agreement.addenda,
        "overrides": list(view.overrides),
    }


def addenda_values(agreement: Agreement) -> Values:
    """Return what an addendum changes."""
    return {"id": agreement.id, "ends": agreement.ends, "addenda": agreement.addenda}


def snapshot_values(snapshot: Snapshot) -> Values:
    """Return a snapshot without its intake report."""
    return {
        "id": snapshot.id,
        "agreement": snapshot.agreement_id,
        "register": snapshot.register,
        "party": snapshot.party,
        "position": snapshot.position,
        "received_at": snapshot.received_at,
        "received_by": snapshot.received_by,
        "channel": snapshot.channel,
        "file": snapshot.file_name,
        "rows": snapshot.rows,
        "rows_read": snapshot.rows_read,
        "rows_refused": snapshot.rows_refused,
        "columns": snapshot.columns,
        "digests": {"file": snapshot.file_sha256, "content": snapshot.content_digest},
    }


def run_values(run: Run) -> Values:
    """Return a run with its whole summary."""
    return {
        "id": run.id,
        "agreement": run.agreement_id,
        "snapshots": {"a": run.snapshot_a, "b": run.snapshot_b},
        "parties": {"a": run.party_a, "b": run.party_b},
        "created_at": run.created_at,
        "created_by": run.created_by,
        "rules_version": run.rules_version,
        "supersedes": run.supersedes,
        **run.summary,
        "digests": {
            "a": run.digest_a,
            "b": run.digest_b,
            "rules": run.rules_digest,
            "decisions": run.decisions_digest,
            "result": run.result_digest,
        },
    }


def decision_values(decision: Decision) -> Values:
    """Return a decision; the fingerprints stay in the store."""
    return {
        "id": decision.id,
        "run": decision.run_id,
        "row_a": decision.row_a,
        "row_b": decision.row_b,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "officer": decision.officer_id,
        "at": decision.at,
        "undone_at": decision.undone_at,
    }


def correction_values(correction: Correction) -> Values:
    """Return a proposal with its values: personal data, for officers who may see it."""
    return {
        "id": correction.id,
        "agreement": correction.agreement_id,
        "run": correction.run_id,
        "proposer": correction.proposer,
        "owner": correction.owner,
        "target_row": correction.target_row,
        "source_row": correction.source_row,
        "nip": correction.nip,
        "element": correction.element,
        "old_value": correction.old_value,
        "proposed_value": correction.proposed_value,
        "basis": correction.basis,
        "reason": correction.reason,
        "state": correction.state,
        "due": correction.due,
        "answer_reason": correction.answer_reason,
        "answered_at": correction.answered_at,
    }


def audit_values(entry: "AuditEntry") -> Values:
    """Return one row of the audit log."""
    return {
        "sequence": entry.sequence,
        "at": entry.at,
        "officer": entry.officer_id,
        "action": entry.action,
        "subject": entry.subject,
        "outcome": entry.outcome,
        "details": entry.details,
        "hash": entry.hash,
    }
