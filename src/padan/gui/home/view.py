"""Beranda's page; passive: it shows sentences and emits where a chosen one leads."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from padan.gui.home.state import AgreementCard, HomeState, Link
from padan.gui.texts import t
from padan.gui.theme.sheet import TIGHT, WIDE
from padan.gui.widgets.badge import signed
from padan.gui.widgets.bars import BarsWithLegend
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import card, column, holder, label, row
from padan.gui.widgets.line_link import LineLink
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.tab_order import follow_layout

_BOXES = ("waiting", "agreements", "exchange", "quality")
_NARROW = 100
"""In characters: below this width the two columns stand one under the other."""


class HomeView(Screen):
    """Next step on top; waiting and composition left; agreements, exchange and quality right."""

    led = Signal(str, dict)
    part = Signal(str)

    def __init__(self) -> None:
        super().__init__("home", ("reload",))
        self.greeting = label("", "dim")
        self.empty = label("")
        self.empty.hide()
        self.next_text = label("", "heading")
        self.next_button = plain_button(t("home.next.go"), main=True)
        self.next_button.setObjectName("home_next")
        self._next: Link = Link("", "home")
        self.next_button.clicked.connect(lambda: self._lead(self._next))
        self._lines = {name: QVBoxLayout() for name in _BOXES}
        self._cards: dict[str, QFrame] = {name: self._card(name) for name in _BOXES}
        self.run_name = label("", "dim")
        self.chart = BarsWithLegend(t("home.last_title"))
        self.chart.chosen.connect(self.part)
        last = card(label(t("home.last_title"), "heading"), self.run_name, self.chart)
        left = column(self._cards["waiting"], last, 1, gap=WIDE)
        right = column(*(self._cards[name] for name in _BOXES[1:]), 1, gap=WIDE)
        self.columns = row(left, right, gap=WIDE)
        for place in (0, 1):
            self.columns.setStretch(place, 1)
        step = card(label(t("home.next.title"), "dim"), self.next_text, row(self.next_button, 1), self.empty)
        self._content = holder(column(self.greeting, step, self.columns, 1, gap=WIDE))
        self.set_main(self._content)

    def show_home(self, state: HomeState) -> None:
        """Show everything."""
        self.greeting.setText(state.greeting)
        self._next = state.next_step
        self.next_text.setText(state.next_step.text)
        self.next_button.setAccessibleName(f"{t('home.next.go')}: {state.next_step.text}")
        self.empty.setText(state.empty)
        self.empty.setVisible(bool(state.empty))
        self._fill("waiting", [self._link(one) for one in state.waiting], "home.nothing_waits")
        self._fill("agreements", [self._agreement(one) for one in state.agreements], "home.no_agreement")
        self._fill("exchange", [self._link(one) for one in state.exchange], "home.no_exchange")
        self._fill("quality", [self._link(one) for one in state.quality], "home.no_quality")
        self.run_name.setText(state.composition.name)
        self.chart.show_parts(state.composition.parts, state.composition.legend)
        self.chart.setVisible(bool(state.composition.parts))
        follow_layout(self._content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < _NARROW * self.fontMetrics().averageCharWidth()
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.columns.setDirection(wanted)
        super().resizeEvent(event)

    def _card(self, name: str) -> QFrame:
        self._lines[name].setSpacing(TIGHT)
        return card(label(t(f"home.{name}_title"), "heading"), self._lines[name])

    def _fill(self, name: str, widgets: Sequence[QWidget], nothing: str) -> None:
        box = self._lines[name]
        while (item := box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for widget in widgets or [label(t(nothing), "dim")]:
            box.addWidget(widget)

    def _link(self, link: Link) -> QWidget:
        """Return a line that leads on."""
        pressing = link.tone in ("bad", "warn")
        line = LineLink(signed(link.text, link.tone) if pressing else link.text)
        line.clicked.connect(lambda: self._lead(link))
        return line

    def _agreement(self, shown: AgreementCard) -> QWidget:
        head = self._link(Link(shown.name, "agreements", shown.place))
        state = label(signed(shown.state, shown.tone), shown.tone)
        return holder(column(head, state, *(self._link(one) for one in shown.duties), gap=2))

    def _lead(self, link: Link) -> None:
        self.led.emit(link.screen, link.place)
