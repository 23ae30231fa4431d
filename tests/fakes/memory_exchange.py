"""The exchange's records in memory, keeping the ports' promises; for tests of use cases."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from padan.common.codes import store as codes
from padan.common.errors import Defect
from padan.domain.exchange.incoming import InState, PackageIn
from padan.domain.exchange.outgoing import OutMessage, PackageOut, PackageStep
from padan.domain.exchange.proposals import RowName
from padan.domain.exchange.trust import KeyStep, OwnKey, PartnerKey


def _refuse(why: str) -> Defect:
    return Defect(codes.STORE_CONSTRAINT, detail=why)


@dataclass
class _ById:
    kept: dict[str, Any] = field(default_factory=dict)

    def add(self, value: Any) -> None:
        if value.id in self.kept:
            raise _refuse("id")
        self.kept[value.id] = value

    def get(self, value_id: str) -> Any:
        return self.kept.get(value_id)

    def all(self, agreement_id: str | None = None) -> list[Any]:
        found = [self.kept[key] for key in sorted(self.kept)]
        return [one for one in found if agreement_id in (None, one.agreement_id)]


class MemoryAgencyKeys(_ById):
    def update(self, key: OwnKey) -> None:
        self.kept[key.id] = replace(self.kept[key.id], retired_at=key.retired_at)

    def all(self) -> list[OwnKey]:  # type: ignore[override]
        return sorted(self.kept.values(), key=lambda one: (one.made_at, one.id))


@dataclass
class MemoryPartnerKeys(_ById):
    signed: list[KeyStep] = field(default_factory=list)

    def update(self, key: PartnerKey) -> None:
        changing = {
            name: getattr(key, name) for name in ("state", "trusted_at", "rolled_at", "revoked_at", "reason")
        }
        self.kept[key.id] = replace(self.kept[key.id], **changing)

    def all(self, party: str | None = None) -> list[PartnerKey]:
        found = [one for one in self.kept.values() if party in (None, one.party)]
        return sorted(found, key=lambda one: (one.party, one.number, one.id))

    def add_step(self, step: KeyStep) -> None:
        self.signed.append(step)

    def steps(self, key_id: str) -> list[KeyStep]:
        return [one for one in self.signed if one.key_id == key_id]


_FIXED = ("number", "previous", "package_sha256", "file_sha256", "plan", "approved_by")


@dataclass
class MemoryPackagesOut(_ById):
    signed: list[PackageStep] = field(default_factory=list)
    messages: dict[str, OutMessage] = field(default_factory=dict)

    def add(self, value: PackageOut) -> None:
        self._refuse_number(value)
        super().add(value)

    def update(self, package: PackageOut) -> None:
        old = self.kept[package.id]
        if old.number and any(getattr(old, one) != getattr(package, one) for one in _FIXED):
            raise _refuse("sealed")
        self._refuse_number(package)
        self.kept[package.id] = package

    def _refuse_number(self, new: PackageOut) -> None:
        place = (new.agreement_id, new.receiver, new.chain, new.number)
        for one in self.kept.values():
            if (
                one.id != new.id
                and new.number
                and place == (one.agreement_id, one.receiver, one.chain, one.number)
            ):
                raise _refuse("number")

    def add_step(self, step: PackageStep) -> None:
        self.signed.append(step)

    def steps(self, package_id: str) -> list[PackageStep]:
        return [one for one in self.signed if one.package_id == package_id]

    def add_message(self, message: OutMessage) -> None:
        self.messages.setdefault(message.id, message)

    def waiting(self, agreement_id: str | None = None) -> list[OutMessage]:
        found = [one for one in self.messages.values() if not one.package_id]
        return sorted(
            (one for one in found if agreement_id in (None, one.agreement_id)), key=lambda one: one.id
        )

    def carried(self, message_ids: Iterable[str], package_id: str) -> None:
        for one in message_ids:
            if not self.messages[one].package_id:
                self.messages[one] = replace(self.messages[one], package_id=package_id)


class MemoryPackagesIn(_ById):
    def add(self, value: PackageIn) -> None:
        self._refuse_twice(value)
        super().add(value)

    def update(self, package: PackageIn) -> None:
        self._refuse_twice(package)
        self.kept[package.id] = package

    def _refuse_twice(self, new: PackageIn) -> None:
        applied = (InState.APPLIED, InState.RECALLED)
        place = (new.sender, new.agreement_id, new.chain, new.number)
        for one in self.kept.values():
            same = place == (one.sender, one.agreement_id, one.chain, one.number)
            if one.id != new.id and same and one.state in applied and new.state in applied:
                raise _refuse("applied twice")


@dataclass
class MemoryOriginals:
    kept: dict[str, list[bytes]] = field(default_factory=dict)
    filed: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def keep(self, package_id: str, pieces: Iterable[bytes]) -> None:
        if package_id in self.kept:
            raise _refuse("pieces")
        self.kept[package_id] = list(pieces)

    def pieces(self, package_id: str) -> Iterator[bytes]:
        yield from self.kept.get(package_id, [])

    def forget(self, package_id: str) -> None:
        self.kept.pop(package_id, None)

    def file_paper(self, package_id: str, name: str, content: bytes) -> None:
        if (package_id, name) in self.filed:
            raise _refuse("paper")
        self.filed[package_id, name] = content

    def paper(self, package_id: str, name: str) -> bytes | None:
        return self.filed.get((package_id, name))

    def papers(self, package_id: str) -> list[str]:
        return sorted(name for owner, name in self.filed if owner == package_id)


@dataclass
class MemoryRowNames:
    kept: dict[str, list[RowName]] = field(default_factory=dict)

    def put(self, snapshot_id: str, names: Iterable[RowName]) -> None:
        self.kept.setdefault(snapshot_id, []).extend(names)

    def forget(self, snapshot_id: str) -> None:
        self.kept.pop(snapshot_id, None)

    def by_row(self, snapshot_id: str, rows: Iterable[int]) -> dict[int, RowName]:
        wanted = set(rows)
        return {one.row: one for one in self.kept.get(snapshot_id, []) if one.row in wanted}

    def by_id(self, snapshot_id: str, ids: Iterable[str]) -> dict[str, RowName]:
        wanted = set(ids)
        return {one.id_baris: one for one in self.kept.get(snapshot_id, []) if one.id_baris in wanted}
