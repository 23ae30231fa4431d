"""A list of a million findings behind the real table: how long opening, filtering, sorting, jumping and
scrolling take, and the memory held.

    python tests/benchmarks/bench_table.py [rows]
"""

import os
import statistics
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter, thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import polars as pl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from padan.common.memory import peak_memory_bytes
from padan.gui.application import qt_application
from padan.gui.matching.wording import Cells
from padan.gui.widgets.big_table import BigTable
from padan.matching.findings_view import FindingsView, findings_view
from padan.matching.list_wish import COLUMNS, ViewFilter, ViewOrder

LIMIT_MS = 300.0
FRAME_MS = 1000 / 60
_NAMES = 200_000
_FRAMES = 240


def frames_of(rows: int, seed: int = 7) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return made-up findings, pairs and a register: three findings a person, values of high variety."""
    rng = np.random.default_rng(seed)
    names = np.array([f"{number:06d} LATIHAN" for number in rng.permutation(_NAMES)])
    people = rows // 3 + 1
    findings = pl.DataFrame(
        {
            "row_a": np.arange(rows) // 3,
            "row_b": np.arange(rows) // 3,
            "element": rng.choice(["nama", "jenjang", "golongan", "tmt_jabatan"], rows),
            "kind": rng.choice(["different", "empty_a", "empty_b"], rows),
            "value_a": names[rng.integers(0, _NAMES, rows)],
            "value_b": names[rng.integers(0, _NAMES, rows)],
            "owner": rng.choice(["bkn", "steward"], rows),
            "newer": rng.choice(["a", "b", ""], rows),
            "suggestion": ["different"] * rows,
        }
    )
    places = np.arange(people)
    pairs = pl.DataFrame({"row_a": places, "row_b": places}).with_columns(
        pl.lit("differing").alias("class"),
        pl.lit("both").alias("side"),
        pl.lit(1.0).alias("score"),
        pl.lit("nip").alias("rule"),
    )
    numbers = [f"9{number:017d}" for number in rng.integers(0, 10**15, people)]
    register = pl.DataFrame({"_row": places, "nip_baru": numbers, "nama": names[places % _NAMES]})
    return findings, pairs, register


def timed(name: str, work: Callable[[], object], limit: float | None = LIMIT_MS) -> float:
    """Print the milliseconds of one act by the clock and of this thread; return those by the clock."""
    start, mine = perf_counter(), thread_time()
    work()
    spent, mine = (perf_counter() - start) * 1000, (thread_time() - mine) * 1000
    told = "" if limit is None else f"   (limit {limit:.0f} ms: {'kept' if spent < limit else 'MISSED'})"
    print(f"{name:<46}{spent:9.1f} ms{mine:9.1f} ms CPU{told}")
    return spent


def paint(table: BigTable) -> None:
    """Paint every cell in sight, as a screen would have it painted."""
    QApplication.processEvents()
    table.viewport().grab()


def scroll(table: BigTable) -> list[float]:
    """Scroll through the list, every fourth time far, and paint; return the CPU milliseconds of each frame.

    A frame is what the window's thread does for it: the model's and the paint's time, whoever else is busy.
    """
    bar = table.verticalScrollBar()
    frames = []
    for step in range(_FRAMES):
        start = thread_time()
        bar.setValue(bar.maximum() * step // _FRAMES if step % 4 == 0 else bar.value() + bar.singleStep())
        table.viewport().grab()
        frames.append((thread_time() - start) * 1000)
        QApplication.processEvents()
    return frames


def main(rows: int) -> int:
    """Measure, print, return 1 when a limit is missed."""
    qt_application(["bench"])
    table = BigTable("bench", list(COLUMNS), Cells(), (1, 2))
    table.resize(1600, 900)
    made: list[FindingsView] = []
    findings, pairs, register = frames_of(rows)
    join = partial(findings_view, findings, pairs, (register, register))
    timed("first load: join and encode", lambda: made.append(join()), None)
    view = made[0]
    timed("first load: orders and search, in background", view.prepare, None)
    table.show()

    def show(wanted: ViewFilter, order: ViewOrder) -> None:
        table.show_rows(view.arranged(wanted, order))
        paint(table)

    everything, as_listed = ViewFilter(), ViewOrder()
    spent = [
        timed("open", lambda: show(everything, as_listed)),
        timed("filter by element", lambda: show(ViewFilter(element="nama"), as_listed)),
        timed("filter by four fields and text", lambda: show(_NARROW, ViewOrder("value_a"))),
        timed("text in every row", lambda: show(ViewFilter(text="latihan"), as_listed)),
        timed("sort by a value, descending", lambda: show(everything, ViewOrder("value_a", True))),
        timed("sort by NIP", lambda: show(everything, ViewOrder("nip"))),
        timed("jump to the end", lambda: _jump(table)),
    ]
    frames = scroll(table)
    worst, middle = max(frames), statistics.median(frames)
    late = sum(1 for one in frames if one > FRAME_MS)
    print(
        f"scrolling {len(frames)} frames: median {middle:.1f} ms, worst {worst:.1f} ms, {late} over 16.7 ms"
    )
    print(f"memory: list {view.nbytes / 2**20:.0f} MiB, whole process at most {_peak():.0f} MiB")
    return int(max(spent) >= LIMIT_MS or middle > FRAME_MS)


_NARROW = ViewFilter(klass="differing", element="nama", kind="different", owner="bkn", text="00")


def _peak() -> float:
    return (peak_memory_bytes() or 0) / 2**20


def _jump(table: BigTable) -> None:
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.stand_on(table.model().rowCount() - 1)
    paint(table)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
