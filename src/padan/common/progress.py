"""Progress and cancellation as plain values that any layer can pass down; knows no threads and no Qt."""

from collections.abc import Callable

from padan.common.errors import Cancelled

Progress = Callable[[str, int, int], None]
"""Called with a stage code, what is done, and the total (0 when unknown)."""


def no_progress(stage: str, done: int, total: int) -> None:
    """Ignore progress: the default of every use case."""


class Cancel:
    """A flag that the front end raises and long work looks at; setting a bool is atomic, so it needs no
    lock.
    """

    def __init__(self) -> None:
        self._requested = False

    @property
    def requested(self) -> bool:
        return self._requested

    def request(self) -> None:
        self._requested = True

    def raise_if_requested(self) -> None:
        """Raise `Cancelled` when the officer asked to stop."""
        if self._requested:
            raise Cancelled
