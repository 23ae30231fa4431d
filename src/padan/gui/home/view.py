"""Beranda's page; passive: it shows sentences and emits where a chosen one leads."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from padan.gui.home.state import HomeState, Link
from padan.gui.texts import t
from padan.gui.theme.sheet import GAP, WIDE
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import card, column, holder, label, row
from padan.gui.widgets.screen import Screen

_SIGNS = {"good": "✓", "warn": "!", "bad": "✕"}


class HomeView(Screen):
    """Four boxes: next step, waiting, agreements, last matching."""

    led = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__("home", ("reload",))
        self.greeting = label("", "dim")
        self.next_text = label("", "heading")
        self.next_button = plain_button(t("home.next.go"), main=True)
        self.next_button.clicked.connect(self._go_next)
        self._next = Link("", "home")
        self._boxes = {name: QVBoxLayout() for name in ("waiting", "agreements", "last")}
        left = column(self._box("waiting"), self._box("last"), 1, gap=WIDE)
        right = column(self._box("agreements"), 1, gap=WIDE)
        columns = row(left, right, gap=WIDE)
        columns.setStretch(0, 1)
        columns.setStretch(1, 1)
        step = card(label(t("home.next.title"), "dim"), self.next_text, row(self.next_button, 1))
        inner = holder(column(self.greeting, step, columns, 1, gap=WIDE))
        self.set_main(inner)

    def show_home(self, state: HomeState) -> None:
        """Show everything."""
        self.greeting.setText(state.greeting)
        self._next = state.next_step
        self.next_text.setText(state.next_step.text)
        self.next_button.setAccessibleName(f"{t('home.next.go')}: {state.next_step.text}")
        self._fill(
            "waiting", [self._link(one) for one in state.waiting] or [label(t("home.nothing_waits"), "dim")]
        )
        self._fill("agreements", [_agreement(*one) for one in state.agreements])
        self._fill("last", [label(one) for one in state.last])

    def _box(self, name: str) -> QWidget:
        self._boxes[name].setSpacing(GAP)
        return card(label(t(f"home.{name}_title"), "heading"), self._boxes[name])

    def _fill(self, name: str, widgets: list[QWidget]) -> None:
        box = self._boxes[name]
        while (item := box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for widget in widgets:
            box.addWidget(widget)

    def _link(self, link: Link) -> QWidget:
        button = plain_button(f"→ {link.text}", link=True)
        button.clicked.connect(lambda: self.led.emit(link.screen, link.place))
        return holder(row(button, 1))

    def _go_next(self) -> None:
        self.led.emit(self._next.screen, self._next.place)


def _agreement(name: str, state: str, tone: str) -> QWidget:
    return holder(column(label(name), label(f"{_SIGNS[tone]} {state}", tone), gap=2))
