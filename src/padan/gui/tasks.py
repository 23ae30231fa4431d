"""Work off the GUI thread: one worker owns the store, a small pool serves files; knows no view and no use
case.

What a screen asks of the store runs on one thread, in the order asked. Long work (a matching) has a
thread and a SQLCipher connection of its own, so that screens go on reading; the lock waits for it. A result
returns to the GUI thread as one value (`Done`, `Failed`, `Stopped`) and only while its owner lives; when the
owner dies the work is asked to stop, unless it `outlives` its owner (a matching goes on behind the lock).
"""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from padan.common.codes import gui as codes
from padan.common.errors import Cancelled, Defect, Fault
from padan.common.progress import Cancel

_log = logging.getLogger(__name__)
_POOL = 2


@dataclass(frozen=True)
class Done:
    """The work's value."""

    value: Any


@dataclass(frozen=True)
class Failed:
    """The work's fault; anything unforeseen arrives as a Defect."""

    fault: Fault


@dataclass(frozen=True)
class Stopped:
    """The officer cancelled, or the owner died."""


Outcome = Done | Failed | Stopped


@dataclass(eq=False)
class Job:
    """One piece of work: its cancel token, and a progress callback that may be called from any thread."""

    work: Callable[["Job"], Any]
    owner: QObject
    finish: Callable[[Outcome], None]
    label: str = ""
    outlives: bool = False
    must: bool = False
    """Whether it runs to its end even when the program stops: keeping drafts and closing the store."""
    cancel: Cancel = field(default_factory=Cancel)
    report: Callable[["Job", str, int, int], None] = lambda *_: None

    def progress(self, stage: str, done: int, total: int) -> None:
        """Pass on progress: hand this very method to a use case."""
        self.report(self, stage, done, total)

    def abandon(self) -> None:
        """Ask the work to stop because its owner is gone."""
        if not self.outlives:
            self.cancel.request()


class _Worker(threading.Thread):
    """Takes jobs from a queue until it meets None."""

    def __init__(
        self, name: str, jobs: "queue.Queue[Job | None]", done: Callable[[Job, Outcome], None]
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._jobs = jobs
        self._done = done

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._done(job, _outcome_of(job))
            self._jobs.task_done()


def _outcome_of(job: Job) -> Outcome:
    try:
        job.cancel.raise_if_requested()
        return Done(job.work(job))
    except Cancelled:
        return Stopped()
    except Fault as fault:
        return Failed(fault)
    except Exception as error:  # noqa: BLE001 - the one place where the unforeseen becomes a defect with a code
        return Failed(defect_of(error))


def defect_of(error: BaseException) -> Defect:
    """Return the unforeseen as a defect that names its kind and place, and log just that."""
    defect = Defect(codes.TASK_FAILED, kind=type(error).__name__, where=_where(error))
    defect.__cause__ = error
    _log.error("defect: %s at %s", type(error).__name__, defect.values["where"])
    return defect


def _where(error: BaseException) -> str:
    """Name the innermost line of our own code: a place, never a value."""
    place, trace = "", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("padan."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


class Tasks(QObject):
    """Owns every thread of the window; `stop` joins them."""

    progressed = Signal(object, str, int, int)
    began = Signal(object)
    ended = Signal(object)
    _returned = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store_jobs: queue.Queue[Job | None] = queue.Queue()
        self._long_jobs: queue.Queue[Job | None] = queue.Queue()
        self._file_jobs: queue.Queue[Job | None] = queue.Queue()
        self._open: set[Job] = set()
        self._returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._threads = [_Worker("padan-store", self._store_jobs, self._returned.emit)]
        self._threads.append(_Worker("padan-long", self._long_jobs, self._returned.emit))
        self._threads += [
            _Worker(f"padan-files-{n}", self._file_jobs, self._returned.emit) for n in range(_POOL)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def busy(self) -> int:
        """How many pieces of work have not come back yet."""
        return len(self._open)

    def on_store(self, job: Job) -> Job:
        """Run `job` on the store's only thread, after everything asked before it."""
        return self._start(job, self._store_jobs)

    def on_long(self, job: Job) -> Job:
        """Run `job` on the thread of long work, one after the other; it may read and write the store."""
        return self._start(job, self._long_jobs)

    def wait_for_long(self) -> None:
        """Block until no long work is under way: called on the store's thread, before the store closes."""
        self._long_jobs.join()

    def on_files(self, job: Job) -> Job:
        """Run `job` on the pool: files and rendering, never the store."""
        return self._start(job, self._file_jobs)

    def stop(self, seconds: float = 10.0) -> None:
        """Cancel what runs, let what must finish finish, join the threads; nothing can be started
        afterwards.
        """
        for job in self._open:
            if not job.must:
                job.cancel.request()
        self._store_jobs.put(None)
        self._threads[0].join(seconds)
        self._long_jobs.put(None)
        for _ in range(_POOL):
            self._file_jobs.put(None)
        for thread in self._threads:
            thread.join(seconds)

    def _start(self, job: Job, jobs: "queue.Queue[Job | None]") -> Job:
        job.report = self.progressed.emit
        self._open.add(job)
        job.owner.destroyed.connect(job.abandon)
        self.began.emit(job)
        jobs.put(job)
        return job

    @Slot(object, object)
    def _deliver(self, job: Job, outcome: Outcome) -> None:
        self._open.discard(job)
        self.ended.emit(job)
        if not shiboken6.isValid(job.owner):
            return
        job.owner.destroyed.disconnect(job.abandon)
        job.finish(outcome)
