"""Snapshots in memory, with the promises of the port; and what all stores in memory that keep by id share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from padan.common.codes import store as codes
from padan.common.errors import Defect, EnvironmentFault
from padan.domain.snapshot import Snapshot, StoredProblem


def refused(why: str) -> Defect:
    return Defect(codes.STORE_CONSTRAINT, detail=why)


@dataclass
class Keyed:
    """Values by id, each added once."""

    kept: dict[str, Any] = field(default_factory=dict)

    def add(self, value: Any) -> None:
        if value.id in self.kept:
            raise refused("id")
        self.kept[value.id] = value

    def update(self, value: Any) -> None:
        if value.id in self.kept:
            self.kept[value.id] = value

    def get(self, value_id: str) -> Any:
        return self.kept.get(value_id)

    def all(self, agreement_id: str | None = None) -> list[Any]:
        values = [self.kept[key] for key in sorted(self.kept)]
        return [one for one in values if agreement_id is None or one.agreement_id == agreement_id]


Kept = tuple[tuple[int, int], pl.DataFrame]


@dataclass
class MemoryWriter:
    """Collects the parts of a snapshot."""

    owner: "MemorySnapshots"
    snapshot_id: str
    parts: list[pl.DataFrame] = field(default_factory=list)
    beside: dict[str, list[Kept]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(part.height for part in self.parts)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.parts[0].columns)

    def add(self, part: pl.DataFrame) -> None:
        self.parts.append(part)

    def keep(self, name: str, frame: pl.DataFrame, span: tuple[int, int] = (-1, -1)) -> None:
        self.beside.setdefault(name, []).append((span, frame))

    def restart(self) -> None:
        self.parts.clear()
        self.beside.clear()

    def column(self, name: str) -> Iterator[pl.DataFrame]:
        return (part.select(name) for part in self.parts)

    def finish(self, snapshot: Snapshot, problems: Iterable[StoredProblem]) -> None:
        self.owner.add(snapshot, pl.concat(self.parts), problems)
        self.owner.extra[self.snapshot_id] = self.beside


PART_ROWS = 50


@dataclass
class MemorySnapshots(Keyed):
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    listed: dict[str, list[StoredProblem]] = field(default_factory=dict)
    extra: dict[str, dict[str, list[Kept]]] = field(default_factory=dict)

    def writer(self, snapshot_id: str) -> MemoryWriter:
        return MemoryWriter(self, snapshot_id)

    def drop(self, snapshot_id: str) -> None:
        for kept in (self.kept, self.tables, self.listed, self.extra):
            kept.pop(snapshot_id, None)

    def beside(self, snapshot_id: str, name: str, numbers: Sequence[int] | None = None) -> list[pl.DataFrame]:
        kept = self.extra.get(snapshot_id, {}).get(name, [])
        return [
            frame
            for (first, last), frame in kept
            if numbers is None or any(first <= number <= last for number in numbers)
        ]

    def add(self, snapshot: Snapshot, table: pl.DataFrame, problems: Iterable[StoredProblem]) -> None:  # type: ignore[override]
        if not table["_row"].is_sorted() or table["_row"].n_unique() != table.height:
            raise Defect(codes.SNAPSHOT_UNORDERED, rows=table.height)
        super().add(snapshot)
        self.tables[snapshot.id] = table
        self.listed[snapshot.id] = list(problems)

    def column(self, snapshot_id: str, name: str, places: Any = None) -> pl.DataFrame:
        whole = self.load(snapshot_id).select(name)
        return whole if places is None else whole[places]

    def part(self, snapshot_id: str, columns: Sequence[str], number: int) -> pl.DataFrame | None:
        whole = self.load(snapshot_id, columns)
        begin = number * PART_ROWS
        return whole.slice(begin, PART_ROWS) if begin < whole.height else None

    def load(self, snapshot_id: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
        if snapshot_id not in self.tables:
            raise EnvironmentFault(codes.CHUNK_DAMAGED, place=snapshot_id)
        table = self.tables[snapshot_id]
        if columns is None:
            return table
        return table.select("_row", *(one for one in columns if one in table.columns and one != "_row"))

    def rows(self, snapshot_id: str, row_numbers: Sequence[int]) -> list[dict[str, str | None]]:
        found = {row["_row"]: row for row in self.load(snapshot_id).to_dicts()}
        return [found[row] for row in row_numbers if row in found]

    def find_nip(self, snapshot_id: str, nip: str) -> list[int]:
        wanted = _digits(nip)
        return [
            row["_row"]
            for row in self.load(snapshot_id).to_dicts()
            if wanted and wanted in [_digits(row.get(name)) for name in ("nip_baru", "nip_lama", "nik")]
        ]

    def problems(self, snapshot_id: str, limit: int = 1000) -> list[StoredProblem]:
        return self.listed.get(snapshot_id, [])[:limit]

    def set_quality(self, snapshot_id: str, quality: dict[str, object]) -> None:
        self.kept[snapshot_id] = replace(self.kept[snapshot_id], quality=quality)


def _digits(text: str | None) -> str:
    plain = re.sub(r"[\s.'`-]", "", text or "")
    return plain if plain.isdecimal() and len(plain) >= 9 else ""
