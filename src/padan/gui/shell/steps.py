"""The strip that leads through the first loop in the practice workspace: what is done, what comes next."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from padan.gui.texts import number, t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import label, row


@dataclass(frozen=True)
class LoopStep:
    """One step of the loop: its code, the screen it is done on, and the right it needs."""

    code: str
    screen: str
    act: str


LOOP = (
    LoopStep("receive", "data", "data.receive"),
    LoopStep("match", "matching", "matching.run"),
    LoopStep("review", "review", "review.decide"),
    LoopStep("propose", "corrections", "correction.propose"),
    LoopStep("compose", "documents", "document.compose"),
    LoopStep("verify", "documents", "document.verify"),
    LoopStep("approve", "documents", "document.approve"),
    LoopStep("freeze", "documents", "document.freeze"),
    LoopStep("print", "documents", "document.print"),
)


EXCHANGE = (
    LoopStep("x_keys", "exchange", "key.keep"),
    LoopStep("x_card", "exchange", "key.keep"),
    LoopStep("x_trust", "exchange", "key.trust"),
    LoopStep("x_receive", "exchange", "package.open"),
    LoopStep("x_send", "exchange", "package.prepare"),
    LoopStep("x_receipt", "exchange", "package.prepare"),
    LoopStep("x_propose", "exchange", "package.prepare"),
    LoopStep("x_settle", "exchange", "package.open"),
    LoopStep("x_paper", "exchange", "package.open"),
)
"""The exercise of two offices, after the first loop: with the practice partner alone."""
WITH_PARTNER = "partner"
"""Among what is done: there is a practice partner, so the exercise follows the first loop."""


def next_step(done: Collection[str]) -> LoopStep | None:
    """Return the first step not done yet, None when all is complete; an exercise once begun comes first."""
    loops: tuple[LoopStep, ...] = LOOP
    if WITH_PARTNER in done:
        begun = any(one.code in done for one in EXCHANGE)
        loops = (*EXCHANGE, *LOOP) if begun else (*LOOP, *EXCHANGE)
    return next((one for one in loops if one.code not in done), None)


class StepStrip(QFrame):
    """`led` carries the screen of the next step; `dismissed` that the officer wants no strip."""

    led = Signal(str)
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self.setProperty("tone", "info")
        self.text = label()
        self.go_button = plain_button(t("shell.steps.go"))
        self.close_button = plain_button(t("shell.steps.close"), link=True)
        self._screen = ""
        self.go_button.clicked.connect(lambda: self.led.emit(self._screen))
        self.close_button.clicked.connect(self._dismiss)
        line = row(self.text, self.go_button, self.close_button, gap=GAP, edge=GAP)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def show_done(self, done: Collection[str], conditions: Collection[str]) -> None:
        """Point to the first step not done; say whose it is when this officer may not do it."""
        step = next_step(done)
        if step is None:
            self.text.setText(t("shell.steps.complete"))
        else:
            words = t(f"shell.step.{step.code}")
            mine = f"may:{step.act}" in conditions
            other = "" if mine else " " + t(f"shell.step_other.{_whose(step)}")
            loop, key = (LOOP, "at") if step in LOOP else (EXCHANGE, "at_exchange")
            place = number(loop.index(step) + 1)
            said = t(f"shell.steps.{key}", place=place, total=number(len(loop)), step=words)
            self.text.setText(said + other)
            self._screen = step.screen
        self.go_button.setVisible(step is not None)
        self.setAccessibleName(self.text.text())
        self.show()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()


def _whose(step: LoopStep) -> str:
    whose = {"verify": "verifikator", "approve": "penanda_tangan", "x_trust": "verifikator"}
    return whose.get(step.code, "petugas")
