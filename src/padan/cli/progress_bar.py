"""A progress bar on a terminal's standard error; silent everywhere else."""

import sys
import time

from padan.cli.vocabulary import word
from padan.cli.words import number

WIDTH = 28
EVERY_SECONDS = 0.1


class ProgressBar:
    """Shows one stage at a time on one line; `clear` takes the line away before anything else is written."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty()
        self._shown = 0
        self._last = 0.0
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Be a `padan.common.progress.Progress`."""
        if not self._on:
            return
        now = time.perf_counter()
        if stage == self._stage and done < total and now - self._last < EVERY_SECONDS:
            return
        self._stage, self._last = stage, now
        line = _line(word("stage", stage), done, total)
        sys.stderr.write("\r" + line.ljust(self._shown))
        sys.stderr.flush()
        self._shown = len(line)

    def clear(self) -> None:
        """Remove the line."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()
            self._shown = 0


def _line(name: str, done: int, total: int) -> str:
    if total <= 0:
        return f"{name} … {number(done)}" if done else f"{name} …"
    share = min(1.0, done / total)
    filled = round(share * WIDTH)
    return f"{name} [{'█' * filled}{'·' * (WIDTH - filled)}] {share:4.0%}"
