"""The strip that shows the long work that runs, with its stage and a cancel button; it starts nothing."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from padan.gui.tasks import Job, Tasks
from padan.gui.texts import t, word
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import label, row

_SHOW_AFTER_MS = 300


class TaskStrip(QFrame):
    """One long job at a time, the one that runs; further ones are counted as waiting."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self._tasks = tasks
        self._jobs: list[Job] = []
        self.text = label()
        self.bar = QProgressBar()
        self.bar.setMinimumWidth(240)
        self.bar.setAccessibleName(t("shell.progress"))
        self.cancel = plain_button(t("common.cancel"))
        self.cancel.setObjectName("cancel_task")
        self.cancel.clicked.connect(self._cancel)
        line = row(self.text, self.bar, self.cancel, gap=GAP, edge=GAP)
        line.setStretch(0, 1)
        self.setLayout(line)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._reveal)
        tasks.began.connect(self._began)
        tasks.ended.connect(self._ended)
        tasks.progressed.connect(self._progressed)
        self.hide()

    def _began(self, job: Job) -> None:
        if job.label:
            self._jobs.append(job)
            self._delay.start(_SHOW_AFTER_MS)
            self._show(job, "", 0, 0)

    def _ended(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        if self._jobs:
            self._show(self._jobs[0], "", 0, 0)
        else:
            self._delay.stop()
            self.hide()

    def _progressed(self, job: Job, stage: str, done: int, total: int) -> None:
        if self._jobs and self._jobs[0] is job:
            self._show(job, stage, done, total)

    def _show(self, job: Job, stage: str, done: int, total: int) -> None:
        step = f": {word('stage', stage)}" if stage else ""
        self.text.setText(f"{job.label}{step} …")
        self.bar.setRange(0, 1000 if total else 0)
        self.bar.setValue(int(1000 * done / total) if total else 0)
        self.cancel.setEnabled(not job.cancel.requested)

    def _reveal(self) -> None:
        self.setVisible(bool(self._jobs))

    def _cancel(self) -> None:
        if self._jobs:
            self._jobs[0].cancel.request()
            self.text.setText(t("shell.cancelling"))
            self.cancel.setEnabled(False)
