"""Compares two snapshots of one register: who was added, who is gone, what changed in which field; decides
nothing.

A person is recognised by NIP, else by NIK, where the number is written once in each snapshot.
"""

from dataclasses import dataclass

import polars as pl

from padan.matching.table import ROW

SHOWN = 200_000
COLUMNS = ("change", "nip", "nama", "field", "before", "now", "row_before", "row_now")
_KEYS = (("nip_baru", 18), ("nik", 16))


@dataclass(frozen=True)
class SnapshotsCompared:
    """`changes` has COLUMNS, at most SHOWN lines; the counts are complete. `unknown` counts the rows of each
    snapshot without a number of their own, which cannot be followed.
    """

    changes: pl.DataFrame
    added: int
    gone: int
    changed: int
    unchanged: int
    by_field: dict[str, int]
    unknown: tuple[int, int]
    only_before: tuple[str, ...]
    only_now: tuple[str, ...]

    @property
    def height(self) -> int:
        return self.changes.height

    def page(self, first: int, count: int) -> list[tuple[object, ...]]:
        """Return lines for a table on screen."""
        return self.changes.slice(first, count).rows()


def compare_snapshots(before: pl.DataFrame, now: pl.DataFrame) -> SnapshotsCompared:
    """Compare column by column; a field that only one snapshot has is named, not compared."""
    old, new = _keyed(before), _keyed(now)
    names = [name for name in before.columns if name in now.columns and not name.startswith("_")]
    both = old.join(new, on="person", how="inner", suffix="_now")
    gone = old.join(new, on="person", how="anti")
    added = new.join(old, on="person", how="anti")
    parts, by_field, touched = [], {}, pl.repeat(False, both.height, eager=True)
    for name in names:
        differs = both[name].fill_null("") != both[f"{name}_now"].fill_null("")
        count = int(differs.sum() or 0)
        if count:
            by_field[name] = count
            touched = touched | differs
            parts.append(_changed(both.filter(differs), name))
    parts = [_whole(added, "added"), _whole(gone, "gone"), *parts]
    changed = int(touched.sum() or 0)
    return SnapshotsCompared(
        changes=pl.concat(parts).head(SHOWN),
        added=added.height,
        gone=gone.height,
        changed=changed,
        unchanged=both.height - changed,
        by_field=dict(sorted(by_field.items(), key=lambda one: (-one[1], one[0]))),
        unknown=(before.height - old.height, now.height - new.height),
        only_before=_only(before, now),
        only_now=_only(now, before),
    )


def _keyed(table: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that have a number of their own, with it as `person`."""
    keys = [pl.lit(None, dtype=pl.String)]
    for name, digits in _KEYS:
        if name in table.columns:
            number = pl.col(name).str.replace_all(r"[^0-9]", "")
            single = (number.str.len_bytes() == digits) & number.is_unique()
            keys.append(pl.when(single).then(number))
    keyed = table.with_columns(person=pl.coalesce(keys[1:] or keys))
    missing = [pl.lit(None, dtype=pl.String).alias(n) for n in ("nip_baru", "nama") if n not in table.columns]
    return keyed.filter(pl.col("person").is_not_null()).with_columns(missing)


def _changed(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.select(
        change=pl.lit("changed"),
        nip=pl.coalesce("nip_baru_now", "nip_baru"),
        nama=pl.coalesce("nama_now", "nama"),
        field=pl.lit(name),
        before=pl.col(name),
        now=pl.col(f"{name}_now"),
        row_before=pl.col(ROW).cast(pl.Int64),
        row_now=pl.col(f"{ROW}_now").cast(pl.Int64),
    )


def _whole(rows: pl.DataFrame, change: str) -> pl.DataFrame:
    row = pl.col(ROW).cast(pl.Int64)
    nobody = pl.lit(-1, dtype=pl.Int64)
    nothing = pl.lit(None, dtype=pl.String)
    return rows.select(
        change=pl.lit(change),
        nip=pl.col("nip_baru"),
        nama=pl.col("nama"),
        field=nothing,
        before=nothing,
        now=nothing,
        row_before=row if change == "gone" else nobody,
        row_now=row if change == "added" else nobody,
    )


def _only(one: pl.DataFrame, other: pl.DataFrame) -> tuple[str, ...]:
    return tuple(name for name in one.columns if name not in other.columns and not name.startswith("_"))
