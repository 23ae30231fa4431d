"""Compares linked pairs element by element: same, same in another form, different, empty on one side; columns
in and out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from padan.matching.arrays import I64, Bytes
from padan.matching.code_mapping import UNKNOWN_ID, CodeMapping, plain
from padan.matching.identity import Identity
from padan.matching.name_levels import NameRarity
from padan.matching.native.crew import Crew
from padan.matching.native.loops import call
from padan.matching.register import Register

SAME, DIFFERENT, EMPTY_A, EMPTY_B = range(4)
_MOST_TAKEN = 1_000_000
"""Linked rows up to which a column that must be fetched is kept once taken."""

KINDS = ("same", "different", "empty_a", "empty_b")


@dataclass(frozen=True)
class Side:
    """One register's table, parsed identities, and the rows (by position) of the linked pairs."""

    table: Register
    identity: Identity
    rows: I64
    _taken: dict[str, pl.Series] = field(default_factory=dict, repr=False)

    def column(self, name: str, chosen: I64 | None = None) -> pl.Series:
        """Return a field for the linked rows or chosen ones of them; nulls where the register lacks it."""
        rows = self.rows if chosen is None else self.rows[chosen]
        if name not in self.table.columns:
            return pl.Series(name, [None], dtype=pl.String).new_from_index(0, len(rows))
        if not self.table.costly or len(self.rows) > _MOST_TAKEN:
            return self.table[name].gather(rows)
        if name not in self._taken:
            self._taken[name] = self.table.at(name, self.rows)
        return self._taken[name] if chosen is None else self._taken[name].gather(chosen)

    def has(self, *names: str) -> bool:
        return any(name in self.table.columns for name in names)


@dataclass(frozen=True)
class Compared:
    """The state of one element for every linked pair, and the values to show for the pairs that differ."""

    state: Bytes
    show_a: Callable[[I64], pl.Series]
    show_b: Callable[[I64], pl.Series]


def judge(a: pl.Series, b: pl.Series) -> Bytes:
    """Compare canonical columns; null is empty."""
    frame = pl.DataFrame({"a": a, "b": b})
    state = frame.select(
        pl.when(pl.col("a").eq_missing(pl.col("b")))
        .then(SAME)
        .when(pl.col("a").is_null())
        .then(EMPTY_A)
        .when(pl.col("b").is_null())
        .then(EMPTY_B)
        .otherwise(DIFFERENT)
        .cast(pl.Int8)
        .alias("state")
    )
    return state["state"].to_numpy().copy()


def combine(states: list[Bytes]) -> Bytes:
    """Unite the states of an element's parts: a difference in any part counts before an empty part."""
    result = np.zeros_like(states[0])
    for kind in (EMPTY_B, EMPTY_A, DIFFERENT):
        for state in states:
            result[state == kind] = kind
    return result


def shown(side: Side, names: tuple[str, ...], separator: str = "; ") -> Callable[[I64], pl.Series]:
    """Return a function that writes the present fields of chosen pairs as one text."""
    present = [name for name in names if name in side.table.columns]

    def write(chosen: I64) -> pl.Series:
        if not present:
            return pl.Series("value", [None] * len(chosen), dtype=pl.String)
        frame = pl.DataFrame([side.column(name, chosen) for name in present])
        return frame.select(pl.concat_str(pl.all(), separator=separator, ignore_nulls=True).alias("value"))[
            "value"
        ]

    return write


def canonical(texts: pl.Series, spell: Callable[[str], str]) -> pl.Series:
    """Apply a pure function to each distinct text; an empty answer is null."""
    distinct = texts.unique().drop_nulls().sort()
    answers = [spell(text) or None for text in distinct.to_list()]
    if not answers:
        return texts
    return texts.replace_strict(
        distinct, pl.Series(answers, dtype=pl.String), default=None, return_dtype=pl.String
    )


def spelled(a: pl.Series, b: pl.Series, spell: Callable[[str], str]) -> Bytes:
    """Judge texts by their canonical spelling; only pairs that differ as written are spelled."""
    state = judge(a, b)
    rows = np.flatnonzero(state == DIFFERENT)
    if len(rows):
        state[rows] = judge(canonical(a.gather(rows), spell), canonical(b.gather(rows), spell))
    return state


def compare_texts(a: Side, b: Side, names: tuple[str, ...], spell: Callable[[str], str] = plain) -> Compared:
    """Compare the fields that both registers have, each with `spell`."""
    both = [name for name in names if a.has(name) and b.has(name)]
    states = [spelled(a.column(name), b.column(name), spell) for name in both]
    if not states:
        states = [np.zeros(len(a.rows), dtype=np.int8)]
    return Compared(combine(states), shown(a, names), shown(b, names))


def learnt_names(a: Side, b: Side, code: str, name: str) -> dict[str, str]:
    """Return code → name where a register shows both, so that a code on one side meets a name on the other;
    the most frequent name, then the first in order, stands.
    """
    found = [side.table.named_codes(code, name) for side in (a, b) if side.has(code) and side.has(name)]
    if not found:
        return {}
    counted = (
        pl.concat(found)
        .group_by("code", "name")
        .agg(pl.col("len").sum())
        .sort("len", "code", "name", descending=[True, False, False])
    )
    best = counted.unique("code", keep="first", maintain_order=True)
    return dict(zip(best["code"].to_list(), best["name"].to_list(), strict=True))


CodedKey = Callable[[str | None, str | None, dict[str, str]], str]


def compare_coded(a: Side, b: Side, code: str, name: str, key: CodedKey) -> Compared:
    """Compare a coded field: the same when the codes agree, or when code or name lead to the same key.

    A code nobody can name says nothing against a name: such a pair is taken as not comparable, not as
    different.
    """
    code_a, name_a, code_b, name_b = a.column(code), a.column(name), b.column(code), b.column(name)
    text_state = judge(name_a, name_b)
    code_state = judge(code_a, code_b)
    known = ((code_state == SAME) & code_a.is_not_null().to_numpy()) | (
        (text_state == SAME) & name_a.is_not_null().to_numpy()
    )
    state = np.where(known, SAME, DIFFERENT).astype(np.int8)
    rows = np.flatnonzero(~known)
    if len(rows):
        learnt = learnt_names(a, b, code, name)
        keys_a = _keys(code_a.gather(rows), name_a.gather(rows), key, learnt)
        keys_b = _keys(code_b.gather(rows), name_b.gather(rows), key, learnt)
        found = judge(keys_a, keys_b)
        vague = keys_a.str.starts_with(UNKNOWN_ID) ^ keys_b.str.starts_with(UNKNOWN_ID)
        found[(found == DIFFERENT) & vague.fill_null(False).to_numpy()] = SAME
        state[rows] = found
    return Compared(state, _shown_coded(a, code, name), _shown_coded(b, code, name))


def _keys(codes: pl.Series, names: pl.Series, key: CodedKey, learnt: dict[str, str]) -> pl.Series:
    frame = pl.DataFrame({"code": codes, "name": names})
    distinct = frame.unique(maintain_order=True)
    answers = [key(code, name, learnt) or None for code, name in distinct.iter_rows()]
    distinct = distinct.with_columns(pl.Series("key", answers, dtype=pl.String))
    joined = frame.join(distinct, on=["code", "name"], how="left", nulls_equal=True, maintain_order="left")
    return joined["key"]


def _shown_coded(side: Side, code: str, name: str) -> Callable[[I64], pl.Series]:
    def write(chosen: I64) -> pl.Series:
        frame = pl.DataFrame(
            {"name": side.column(name).gather(chosen), "code": side.column(code).gather(chosen)}
        )
        return frame.select(pl.coalesce("name", "code").alias("value"))["value"]

    return write


def compare_positions(a: Side, b: Side, mapping: CodeMapping) -> tuple[Compared, Compared]:
    """Compare jabatan by group and jenjang by level; a level found on one side only is no finding unless that
    side's own jenjang column is empty.
    """
    keys_a, keys_b = _position_keys(a, mapping), _position_keys(b, mapping)
    group = judge(keys_a["group"], keys_b["group"])
    vague = keys_a["group"].str.starts_with(UNKNOWN_ID) ^ keys_b["group"].str.starts_with(UNKNOWN_ID)
    group[(group == DIFFERENT) & vague.fill_null(False).to_numpy()] = SAME
    level = judge(keys_a["level"], keys_b["level"])
    if not a.has("jenjang"):
        level[level == EMPTY_A] = SAME
    if not b.has("jenjang"):
        level[level == EMPTY_B] = SAME
    return (
        Compared(
            group,
            _shown_coded(a, "jabatan_id", "jabatan_nama"),
            _shown_coded(b, "jabatan_id", "jabatan_nama"),
        ),
        Compared(level, _shown_level(a, keys_a, mapping), _shown_level(b, keys_b, mapping)),
    )


def _position_keys(side: Side, mapping: CodeMapping) -> pl.DataFrame:
    frame = pl.DataFrame(
        {name: side.column(name) for name in ("jabatan_id", "jabatan_nama", "jenjang")}, height=len(side.rows)
    )
    distinct = frame.unique(maintain_order=True)
    answers = [mapping.position(*row) for row in distinct.iter_rows()]
    distinct = distinct.with_columns(
        pl.Series("group", [group or None for group, _ in answers], dtype=pl.String),
        pl.Series("level", [level or None for _, level in answers], dtype=pl.String),
    )
    return frame.join(distinct, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")


def _shown_level(side: Side, keys: pl.DataFrame, mapping: CodeMapping) -> Callable[[I64], pl.Series]:
    def write(chosen: I64) -> pl.Series:
        some = keys.select("jenjang", "level")[chosen]
        labels = [mapping.level_label(level) if level else None for level in some["level"].to_list()]
        return pl.DataFrame({"stated": some["jenjang"], "label": pl.Series(labels, dtype=pl.String)}).select(
            pl.coalesce("stated", "label").alias("value")
        )["value"]

    return write


def names_state(a: Side, b: Side, rarity: NameRarity, crew: Crew) -> Bytes:
    """Compare names without titles: the same letters in the same order once case, punctuation, spacing and
    the short forms of MUHAMMAD are set aside; anything else is a difference.
    """
    state = np.empty(len(a.rows), dtype=np.int8)
    kinds = np.array([SAME, DIFFERENT, EMPTY_A, EMPTY_B], dtype=np.int8)
    sides = (a.identity.c, a.rows, b.identity.c, b.rows, rarity.c)

    def compare(start: int, stop: int) -> None:
        call("names_state", *sides, start, stop, kinds, state)

    crew.slices(len(state), compare)
    return state
