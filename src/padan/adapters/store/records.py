"""All repositories on one connection, inside one transaction (the port `Records`)."""

from dataclasses import dataclass

from padan.adapters.store.agency_keys import AgencyKeyRepository, PartnerKeyRepository
from padan.adapters.store.agreements import AgreementRepository
from padan.adapters.store.audit_log import AuditLogRepository
from padan.adapters.store.code_sets import CodeSetRepository
from padan.adapters.store.corrections import CorrectionRepository
from padan.adapters.store.decisions import DecisionRepository
from padan.adapters.store.documents import DocumentRepository
from padan.adapters.store.driver import Connection
from padan.adapters.store.enrichments import EnrichmentRepository, ServiceRepository
from padan.adapters.store.officers import OfficerRepository
from padan.adapters.store.originals import OriginalRepository, RowNameRepository
from padan.adapters.store.packages import PackageInRepository, PackageOutRepository
from padan.adapters.store.preferences import MappingRepository, PreferenceRepository
from padan.adapters.store.runs import FrameCache, RunRepository
from padan.adapters.store.service_writes import ServiceWriteRepository
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
    agency_keys: AgencyKeyRepository
    partner_keys: PartnerKeyRepository
    packages_out: PackageOutRepository
    packages_in: PackageInRepository
    originals: OriginalRepository
    row_names: RowNameRepository
    services: ServiceRepository
    enrichments: EnrichmentRepository
    service_writes: ServiceWriteRepository
    code_sets: CodeSetRepository


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
        agency_keys=AgencyKeyRepository(connection),
        partner_keys=PartnerKeyRepository(connection),
        packages_out=PackageOutRepository(connection),
        packages_in=PackageInRepository(connection),
        originals=OriginalRepository(connection),
        row_names=RowNameRepository(connection),
        services=ServiceRepository(connection),
        enrichments=EnrichmentRepository(connection),
        service_writes=ServiceWriteRepository(connection),
        code_sets=CodeSetRepository(connection),
    )
