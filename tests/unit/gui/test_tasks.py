"""The threads of the window: order, outcomes, owners that die, progress and cancel."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from padan.common.codes.gui import TASK_FAILED
from padan.common.errors import UserFault
from padan.gui.tasks import Done, Failed, Job, Outcome, Stopped, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()
    qtbot.wait(1)


@pytest.fixture
def owner() -> QObject:
    return QObject()


def test_store_jobs_run_in_order_on_one_thread(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    seen: list[tuple[int, str]] = []
    for n in range(20):
        tasks.on_store(
            Job(lambda _j, n=n: seen.append((n, threading.current_thread().name)), owner, lambda _o: None)
        )
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [n for n, _name in seen] == list(range(20))
    assert {name for _n, name in seen} == {"padan-store"}


def test_outcome_returns_on_the_gui_thread(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    got: list[object] = []
    tasks.on_store(Job(lambda _j: 42, owner, lambda o: got.append((o, threading.current_thread()))))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(Done(42), threading.main_thread())]


def _outcome(tasks: Tasks, qtbot: QtBot, job: Job) -> Outcome:
    got: list[Outcome] = []
    job.finish = got.append
    tasks.on_store(job)
    qtbot.waitUntil(lambda: bool(got))
    return got[0]


def test_fault_comes_back_as_a_value(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    def work(_job: Job) -> None:
        raise UserFault(20250, agreement="x")

    outcome = _outcome(tasks, qtbot, Job(work, owner, lambda _o: None))
    assert isinstance(outcome, Failed)
    assert outcome.fault.code == 20250


@pytest.mark.log_warnings
def test_unforeseen_error_becomes_a_defect_without_its_text(
    tasks: Tasks, owner: QObject, qtbot: QtBot
) -> None:
    def work(_job: Job) -> None:
        raise ValueError("SITI 198001012005012001")

    outcome = _outcome(tasks, qtbot, Job(work, owner, lambda _o: None))
    assert isinstance(outcome, Failed)
    assert outcome.fault.code == TASK_FAILED
    assert "SITI" not in str(outcome.fault.values)


def test_cancelled_work_stops(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    job = Job(lambda j: [j.cancel.raise_if_requested() for _ in iter(int, 1)], owner, lambda _o: None)
    tasks.began.connect(lambda begun: begun.cancel.request())
    assert isinstance(_outcome(tasks, qtbot, job), Stopped)


def test_progress_is_heard(tasks: Tasks, owner: QObject, qtbot: QtBot) -> None:
    heard: list[tuple[str, int, int]] = []
    tasks.progressed.connect(lambda _job, *told: heard.append(told))
    _outcome(tasks, qtbot, Job(lambda j: j.progress("compare", 1, 2), owner, lambda _o: None))
    assert heard == [("compare", 1, 2)]


def _die(owner: QObject, qtbot: QtBot) -> None:
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()


def test_owner_that_dies_takes_the_callback_and_the_work_with_it(tasks: Tasks, qtbot: QtBot) -> None:
    owner, gate, got = QObject(), threading.Event(), []
    job = tasks.on_store(Job(lambda j: (gate.wait(10), j.cancel.requested), owner, got.append))
    _die(owner, qtbot)
    assert job.cancel.requested
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert got == []


def test_work_that_outlives_its_owner_is_not_cancelled(tasks: Tasks, qtbot: QtBot) -> None:
    owner, gate, ended = QObject(), threading.Event(), []
    job = Job(lambda _j: (gate.wait(10), ended.append(True)), owner, lambda _o: None, outlives=True)
    tasks.on_store(job)
    _die(owner, qtbot)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert ended == [True]
    assert not job.cancel.requested
