"""Enrichments as the store keeps them, counted; shared by the use cases of the web route, none itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from padan.common.codes import web as codes
from padan.common.codes import work
from padan.common.errors import UserFault
from padan.domain.snapshot import Snapshot
from padan.domain.web.enrichment import CallState, Enrichment, EnrichmentState, PersonCall
from padan.services.ports.records import Records

_WORDS = {EnrichmentState.FINISHED: "sudah selesai", EnrichmentState.ABANDONED: "sudah dihentikan"}


@dataclass(frozen=True)
class EnrichmentView:
    """An enrichment with its calls counted by state, and the words of the service on those that failed."""

    enrichment: Enrichment
    counts: Mapping[CallState, int]
    troubles: tuple[PersonCall, ...] = ()

    @property
    def waiting(self) -> int:
        """Return how many calls wait."""
        return self.counts.get(CallState.WAITING, 0)


def viewed(records: Records, enrichment_id: str) -> EnrichmentView:
    """Return one enrichment with its troubles; UserFault ENRICHMENT_NOT_FOUND."""
    found = _get(records, enrichment_id)
    troubles = [
        one
        for state in (CallState.FAILED, CallState.REFUSED)
        for one in records.enrichments.calls(enrichment_id, state)
    ]
    return EnrichmentView(found, records.enrichments.counts(enrichment_id), tuple(troubles))


def _get(records: Records, enrichment_id: str) -> Enrichment:
    found = records.enrichments.get(enrichment_id)
    if found is None:
        raise UserFault(codes.ENRICHMENT_NOT_FOUND, id=enrichment_id)
    return found


def open_one(records: Records, enrichment_id: str) -> Enrichment:
    """Return an enrichment that is neither finished nor given up; UserFault ENRICHMENT_STATE otherwise."""
    found = _get(records, enrichment_id)
    if found.state in _WORDS:
        raise UserFault(codes.ENRICHMENT_STATE, state=_WORDS[found.state])
    return found


def roster_of(records: Records, snapshot_id: str) -> Snapshot:
    """Return the snapshot or raise UserFault SNAPSHOT_NOT_FOUND."""
    found = records.snapshots.get(snapshot_id)
    if found is None:
        raise UserFault(work.SNAPSHOT_NOT_FOUND, snapshot=snapshot_id)
    return found
