"""Prepares the practice workspace behind the window's back; knows nothing of what is in it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from padan.common.errors import Fault
from padan.gui.tasks import Done, Failed, Job, Outcome, Tasks


def prepare_practice(
    tasks: Tasks,
    owner: QObject,
    prepare: Callable[[], Path],
    done: Callable[[Path], None],
    failed: Callable[[Fault], None],
) -> None:
    """Make the practice workspace on the store's thread, then look at it."""

    def finish(outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            done(outcome.value)
        elif isinstance(outcome, Failed):
            failed(outcome.fault)

    tasks.on_store(Job(lambda _job: prepare(), owner, finish))
