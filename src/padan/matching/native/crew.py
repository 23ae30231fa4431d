"""Spreads loops over the processors in slices, and stops between slices when asked; orders nothing: slices
write to their own places.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from padan.common.progress import Cancel

_SLICE = 1 << 18
_ALONE = 1 << 15
Work = Callable[[int, int], None]


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Crew:
    """Threads for loops that release the interpreter. The result never depends on their number."""

    def __init__(self, cancel: Cancel | None = None, workers: int | None = None) -> None:
        self._cancel = cancel
        self._workers = workers or min(processors(), 8)

    def slices(self, n: int, work: Work, largest: int = _SLICE) -> None:
        """Run `work(from, to)` over 0..n in slices, on several threads where it pays; raises Cancelled."""
        if n <= _ALONE or self._workers == 1:
            for start in range(0, n, largest):
                self._one(work, start, min(start + largest, n))
            return
        step = min(largest, -(-n // self._workers))
        with ThreadPoolExecutor(self._workers) as pool:
            jobs = [pool.submit(self._one, work, start, min(start + step, n)) for start in range(0, n, step)]
            try:
                for job in jobs:
                    job.result()
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def both(self, first: Callable[[], None], second: Callable[[], None]) -> None:
        """Run two independent pieces of work side by side."""
        if self._workers == 1:
            first()
            second()
            return
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(second)
            first()
            other.result()

    def _one(self, work: Work, start: int, stop: int) -> None:
        if self._cancel is not None:
            self._cancel.raise_if_requested()
        work(start, stop)
