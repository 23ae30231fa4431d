"""A run's findings and its rows without a match as one list to look at: filters, orders, pages; decides and
writes nothing.

The list is one frame; what is shown is an array of row numbers into it. Filtering and sorting make a new
array and leave the frame alone, so that any thread may read it. An order is computed once for each column
and kept.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from padan.matching.list_wish import COLUMNS, ViewFilter, ViewOrder
from padan.matching.table import ROW

SEARCHED = ("nip", "nama", "value_a", "value_b")
CODED = ("class", "element", "kind", "owner", "newer", "suggestion")
LISTED = ("review", "only_a", "only_b", "duplicate", "invalid")
NAMED = ("nip_baru", "nama")


@dataclass
class FindingsView:
    """The whole list of one run. `orders` are filled when first wanted; `nbytes` counts all of it."""

    frame: pl.DataFrame
    _orders: dict[str, "np.ndarray"] = field(default_factory=dict)
    _hay: "pl.Series | None" = None
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def arranged(self, wanted: ViewFilter, order: ViewOrder) -> "Arranged":
        """Return the rows that fit, in the order wanted."""
        mask = self._mask(wanted)
        if not order.column:
            shown = np.arange(self.frame.height, dtype=np.uint32) if mask is None else _places(mask)
        else:
            shown = self.order_of(order.column)
            shown = shown if mask is None else shown[mask[shown]]
            shown = shown[::-1] if order.descending else shown
        return Arranged(self.frame, shown)

    def order_of(self, column: str) -> "np.ndarray":
        """Return the row numbers in ascending order of `column`, ties as the run lists them."""
        with self._guard:
            if column not in self._orders:
                self._orders[column] = self._sorted(column)
            return self._orders[column]

    def prepare(self) -> int:
        """Compute every order and what the search reads, ahead of the first click; return the bytes held."""
        for column in COLUMNS:
            self.order_of(column)
        self._search("\x00")
        return self.nbytes

    @property
    def nbytes(self) -> int:
        """How much memory the list takes, orders and search included."""
        hay = self._hay.estimated_size() if self._hay is not None else 0
        return int(self.frame.estimated_size() + hay + sum(one.nbytes for one in self._orders.values()))

    def _sorted(self, column: str) -> "np.ndarray":
        held = self.frame[column]
        if held.dtype == pl.Categorical:
            held = held.cast(pl.String)
        if held.dtype == pl.String:
            held = held.rank("dense").fill_null(self.frame.height + 1)
        return np.argsort(held.to_numpy(), kind="stable").astype(np.uint32)

    def _mask(self, wanted: ViewFilter) -> "np.ndarray | None":
        tests = {
            "class": wanted.klass,
            "element": wanted.element,
            "kind": wanted.kind,
            "owner": wanted.owner,
        }
        found: np.ndarray | None = None
        for name, value in tests.items():
            if value:
                same = (self.frame[name] == value).fill_null(False).to_numpy()
                found = same if found is None else found & same
        if wanted.text.strip():
            held = self._search(wanted.text.strip().casefold())
            found = held if found is None else found & held
        return found

    def _search(self, text: str) -> "np.ndarray":
        with self._guard:
            if self._hay is None:
                joined = pl.concat_str(SEARCHED, separator="\n", ignore_nulls=True).str.to_lowercase()
                self._hay = self.frame.select(joined.alias("hay"))["hay"]
        return self._hay.str.contains(text, literal=True).fill_null(False).to_numpy()


@dataclass(frozen=True)
class Arranged:
    """Some of the list in some order: all that a table on screen needs."""

    frame: pl.DataFrame
    shown: "np.ndarray"

    @property
    def height(self) -> int:
        return len(self.shown)

    def page(self, first: int, count: int) -> list[tuple[object, ...]]:
        """Return `count` rows from `first` on, in the order of COLUMNS."""
        return self.frame[self.shown[first : first + count]].rows()

    def table(self, columns: Sequence[str], words: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
        """Return everything shown as text for an export; `words` tell each column's codes in words."""
        texts = []
        for name in columns:
            text = pl.col(name).cast(pl.String)
            known = words.get(name)
            texts.append(text.replace_strict(known, default=text) if known else text)
        made = self.frame[self.shown].select(texts)
        rows = [name for name in ("row_a", "row_b") if name in columns]
        return made.with_columns(pl.col(name).replace("-1", None) for name in rows)

    def place_of(self, row: int) -> int:
        """Return where row number `row` of the list stands now, -1 when it is not shown."""
        found = np.flatnonzero(self.shown == row)
        return int(found[0]) if len(found) else -1

    def line(self, place: int) -> int:
        """Return the list's own row number of what stands at `place`."""
        return int(self.shown[place])


def findings_view(
    findings: pl.DataFrame, pairs: pl.DataFrame, people: tuple[pl.DataFrame, pl.DataFrame]
) -> FindingsView:
    """Join a run's findings and its lines without agreement with the NIP and name of both registers.

    `people` are `_row`, `nip_baru`, `nama` of A and of B, as far as the registers have them.
    """
    classes = pairs.select("row_a", "row_b", "class").filter(pl.col("class") == "review").unique()
    told = findings.join(classes, on=["row_a", "row_b"], how="left").with_columns(
        pl.col("class").fill_null("differing")
    )
    lines = pairs.filter(pl.col("class").is_in(LISTED)).select("row_a", "row_b", "class", suggestion="rule")
    both = pl.concat([told, lines], how="diagonal_relaxed")
    for side, table in zip(("a", "b"), people, strict=True):
        both = _with_people(both, table, side)
    made = both.with_columns(
        nip=pl.coalesce("nip_a", "nip_b"),
        nama=pl.coalesce("nama_a", "nama_b"),
    )
    coded = [pl.col(name).cast(pl.String).cast(pl.Categorical) for name in CODED]
    return FindingsView(made.select(COLUMNS).with_columns(coded).rechunk())


def _with_people(both: pl.DataFrame, table: pl.DataFrame, side: str) -> pl.DataFrame:
    held = {name: pl.col(name) if name in table.columns else pl.lit(None, pl.String) for name in NAMED}
    named = table.select(
        pl.col(ROW).cast(pl.Int64).alias(f"row_{side}"),
        held["nip_baru"].alias(f"nip_{side}"),
        held["nama"].alias(f"nama_{side}"),
    )
    return both.with_columns(pl.col(f"row_{side}").cast(pl.Int64)).join(named, on=f"row_{side}", how="left")


def _places(mask: "np.ndarray") -> "np.ndarray":
    return np.flatnonzero(mask).astype(np.uint32)
