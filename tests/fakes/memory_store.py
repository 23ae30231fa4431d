"""A store in memory that keeps the ports' promises; for tests of use cases, never for personal data.

A writing unit works on a copy, which replaces the state when the unit ends well.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

import polars as pl
from memory_exchange import (
    MemoryAgencyKeys,
    MemoryOriginals,
    MemoryPackagesIn,
    MemoryPackagesOut,
    MemoryPartnerKeys,
    MemoryRowNames,
)
from memory_snapshots import Keyed, MemorySnapshots, refused

from padan.common.codes import store as codes
from padan.common.errors import Defect, EnvironmentFault
from padan.domain.agreement import Addendum, Agreement
from padan.domain.audit import AuditAct, AuditEntry, Checkpoint, genesis, next_entry
from padan.domain.correction import Correction
from padan.domain.document import DocumentRecord, FiledPaper, SignedStep
from padan.domain.officer import Officer
from padan.domain.run import Decision, Run


class MemoryOfficers(Keyed):
    def add(self, value: Officer) -> None:
        if self.by_name(value.login):
            raise refused("login")
        super().add(value)

    def by_name(self, login: str) -> Officer | None:
        wanted = login.strip().casefold()
        return next((one for one in self.kept.values() if one.login.casefold() == wanted), None)


@dataclass
class MemoryAgreements:
    kept: dict[str, Agreement] = field(default_factory=dict)
    added: dict[str, tuple[Addendum, ...]] = field(default_factory=dict)

    def put(self, agreement: Agreement, source: str) -> None:
        self.kept[agreement.id] = agreement

    def get(self, agreement_id: str) -> Agreement | None:
        found = self.kept.get(agreement_id)
        if found is None:
            return None
        known = {one.number for one in found.addenda}
        more = [one for one in self.added.get(agreement_id, ()) if one.number not in known]
        return replace(found, addenda=(*found.addenda, *more))

    def all(self) -> list[Agreement]:
        return [found for one in sorted(self.kept) if (found := self.get(one))]

    def add_addendum(self, agreement_id: str, addendum: Addendum, officer_id: str, at: datetime) -> None:
        self.added[agreement_id] = (*self.added.get(agreement_id, ()), addendum)


@dataclass
class MemoryRuns(Keyed):
    frames: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict)

    def add(self, run: Run, frames: dict[str, pl.DataFrame]) -> None:  # type: ignore[override]
        super().add(run)
        self.frames |= {(run.id, name): frame for name, frame in frames.items()}

    def successor(self, run_id: str) -> Run | None:
        return next((one for one in reversed(self.all()) if one.supersedes == run_id), None)

    def frame(self, run_id: str, name: str) -> pl.DataFrame:
        if (run_id, name) not in self.frames:
            raise EnvironmentFault(codes.CHUNK_DAMAGED, place=f"{run_id}/{name}")
        return self.frames[run_id, name]


class MemoryDecisions(Keyed):
    def undo(self, decision_id: str, officer_id: str, at: datetime) -> None:
        found = self.kept.get(decision_id)
        if found is not None and found.undone_at is None:
            self.kept[decision_id] = replace(found, undone_at=at, undone_by=officer_id)

    def standing(self, agreement_id: str) -> list[Decision]:
        return [one for one in self.all(agreement_id) if one.undone_at is None]


class MemoryCorrections(Keyed):
    def add(self, corrections: Iterable[Correction]) -> None:  # type: ignore[override]
        for one in corrections:
            super().add(one)

    def all(self, agreement_id: str, run_id: str | None = None) -> list[Correction]:  # type: ignore[override]
        return [one for one in super().all(agreement_id) if run_id is None or one.run_id == run_id]


@dataclass
class MemoryDocuments(Keyed):
    signed: list[SignedStep] = field(default_factory=list)
    filed: dict[tuple[str, str], tuple[FiledPaper, bytes]] = field(default_factory=dict)

    def update(self, document: DocumentRecord) -> None:
        old = self.kept[document.id]
        frozen = (old.content, old.content_hash, old.frozen)
        if old.frozen is not None and (document.content, document.content_hash, document.frozen) != frozen:
            raise refused("frozen")
        super().update(document)

    def add_step(self, step: SignedStep) -> None:
        self.signed.append(step)

    def steps(self, document_id: str) -> list[SignedStep]:
        return [one for one in self.signed if one.document_id == document_id]

    def add_paper(self, paper: FiledPaper, content: bytes) -> None:
        if (paper.document_id, paper.name) in self.filed:
            raise refused("name")
        self.filed[paper.document_id, paper.name] = paper, content

    def papers(self, document_id: str) -> list[FiledPaper]:
        found = [paper for paper, _ in self.filed.values() if paper.document_id == document_id]
        return sorted(found, key=lambda one: (one.added_at, one.name))

    def paper(self, document_id: str, name: str) -> bytes | None:
        found = self.filed.get((document_id, name))
        return found[1] if found else None


@dataclass
class MemoryAudit:
    store_id: str
    log: list[AuditEntry] = field(default_factory=list)
    seen: list[tuple[Checkpoint, str]] = field(default_factory=list)

    def append(self, at: datetime, act: AuditAct) -> AuditEntry:
        entry = next_entry(self.checkpoint(), at, act)
        self.log.append(entry)
        return entry

    def entries(self, after: int = 0, limit: int | None = None) -> list[AuditEntry]:
        return self.log[after:][:limit]

    def about(self, subject: str) -> list[AuditEntry]:
        return [one for one in self.log if one.subject == subject]

    def checkpoint(self) -> Checkpoint:
        if not self.log:
            return Checkpoint(0, genesis(self.store_id))
        return Checkpoint(self.log[-1].sequence, self.log[-1].hash)

    def add_witness(self, checkpoint: Checkpoint, source: str, at: datetime) -> None:
        if (checkpoint, source) not in self.seen:
            self.seen.append((checkpoint, source))

    def witnesses(self) -> list[tuple[Checkpoint, str]]:
        return sorted(self.seen, key=lambda one: (one[0].size, one[1]))


class MemoryMappings(Keyed):
    def put(self, signature: str, mapping: dict[str, str], officer_id: str, at: datetime) -> None:
        self.kept[signature] = mapping


@dataclass
class MemoryPreferences:
    kept: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def put(self, key: str, value: str) -> None:
        self.kept[key] = value

    def remove(self, key: str) -> None:
        self.kept.pop(key, None)

    def all(self, prefix: str = "") -> dict[str, str]:
        return {key: self.kept[key] for key in sorted(self.kept) if key.startswith(prefix)}


@dataclass
class MemoryRecords:
    audit: MemoryAudit
    agreements: MemoryAgreements = field(default_factory=MemoryAgreements)
    snapshots: MemorySnapshots = field(default_factory=MemorySnapshots)
    runs: MemoryRuns = field(default_factory=MemoryRuns)
    decisions: MemoryDecisions = field(default_factory=MemoryDecisions)
    corrections: MemoryCorrections = field(default_factory=MemoryCorrections)
    documents: MemoryDocuments = field(default_factory=MemoryDocuments)
    officers: MemoryOfficers = field(default_factory=MemoryOfficers)
    mappings: MemoryMappings = field(default_factory=MemoryMappings)
    preferences: MemoryPreferences = field(default_factory=MemoryPreferences)
    agency_keys: MemoryAgencyKeys = field(default_factory=MemoryAgencyKeys)
    partner_keys: MemoryPartnerKeys = field(default_factory=MemoryPartnerKeys)
    packages_out: MemoryPackagesOut = field(default_factory=MemoryPackagesOut)
    packages_in: MemoryPackagesIn = field(default_factory=MemoryPackagesIn)
    originals: MemoryOriginals = field(default_factory=MemoryOriginals)
    row_names: MemoryRowNames = field(default_factory=MemoryRowNames)

    def branch(self) -> "MemoryRecords":
        """Return a copy whose containers can change without this one changing."""
        parts = {}
        for name, part in vars(self).items():
            parts[name] = copy(part)
            for inner, value in vars(part).items():
                setattr(parts[name], inner, copy(value) if isinstance(value, dict | list) else value)
        return MemoryRecords(**parts)


class MemoryStore:
    """The port `OpenStore`."""

    def __init__(self, store_id: str, party: str, training: bool = False) -> None:
        self.store_id, self.party, self.training = store_id, party, training
        self._state = MemoryRecords(MemoryAudit(store_id))
        self._unit: MemoryRecords | None = None

    def __enter__(self) -> MemoryRecords:
        if self._unit is not None:
            raise Defect(codes.STORE_NESTED)
        self._unit = self._state.branch()
        return self._unit

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        unit, self._unit = self._unit, None
        if error is None and unit is not None:
            self._state = unit

    @contextmanager
    def reading(self) -> Iterator[MemoryRecords]:
        yield self._unit or self._state.branch()

    def close(self) -> None: ...
