"""All repositories on one connection, inside one transaction (the port `Records`)."""

from dataclasses import dataclass

from padan.adapters.store.agreements import AgreementRepository
from padan.adapters.store.audit_log import AuditLogRepository
from padan.adapters.store.corrections import CorrectionRepository
from padan.adapters.store.decisions import DecisionRepository
from padan.adapters.store.documents import DocumentRepository
from padan.adapters.store.driver import Connection
from padan.adapters.store.officers import OfficerRepository
from padan.adapters.store.preferences import MappingRepository, PreferenceRepository
from padan.adapters.store.runs import FrameCache, RunRepository
from padan.adapters.store.snapshots import SnapshotRepository


@dataclass(frozen=True)
class StoreRecords:
    """One field per subject."""

    agreements: AgreementRepository
    snapshots: SnapshotRepository
    runs: RunRepository
    decisions: DecisionRepository
    corrections: CorrectionRepository
    documents: DocumentRepository
    officers: OfficerRepository
    audit: AuditLogRepository
    mappings: MappingRepository
    preferences: PreferenceRepository


def records_on(connection: Connection, frames: FrameCache) -> StoreRecords:
    """Return the repositories that work on `connection`."""
    return StoreRecords(
        agreements=AgreementRepository(connection),
        snapshots=SnapshotRepository(connection),
        runs=RunRepository(connection, frames),
        decisions=DecisionRepository(connection),
        corrections=CorrectionRepository(connection),
        documents=DocumentRepository(connection),
        officers=OfficerRepository(connection),
        audit=AuditLogRepository(connection),
        mappings=MappingRepository(connection),
        preferences=PreferenceRepository(connection),
    )
