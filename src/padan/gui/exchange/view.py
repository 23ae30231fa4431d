"""The Pertukaran screen: packages out, packages in, keys; forms and pages; passive.

list ──prepare──► leaving ──approve (another officer)──► list ──write, hand over, receipts──► end
list ──open a file──► arrival (nothing taken yet) ──apply / keep aside──► list
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from padan.gui.exchange.arrival_page import ArrivalPage
from padan.gui.exchange.leaving_page import LeavingPage
from padan.gui.exchange.rows import hand_over_rows, heard_rows, prepare_rows, reason_rows
from padan.gui.exchange.side_page import SidePage
from padan.gui.texts import t
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.buttons import ActionBar
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.key_page import KeyPage
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Table

_ACTIONS = ("exchange.prepare", "exchange.open", "exchange.receive_card", "exchange.partner", "reload")
_OUT = (
    "exchange.leaving",
    "exchange.write",
    "exchange.hand_over",
    "exchange.cover",
    "exchange.recall",
    "exchange.drop",
)
_IN = ("exchange.result", "exchange.paper", "exchange.release", "exchange.watch")
_KEYS = (
    "exchange.make_keys",
    "exchange.save_card",
    "exchange.print_card",
    "exchange.compare",
    "exchange.trust",
    "exchange.revoke",
)
TABS = ("out", "in", "keys")
_COLUMNS = {
    "out": ("state", "kind", "receiver", "number", "rows", "prepared"),
    "in": ("state", "kind", "sender", "number", "rows", "opened", "why"),
    "keys": ("party", "number", "state", "valid", "fingerprint"),
}
_LISTS = {"out": "out", "in": "in", "keys": "key"}


class ExchangeView(Screen):
    """Signals: chosen(tab, key) · turned(tab) · moved() to another agreement · dropped(path)."""

    chosen = Signal(str, str)
    turned = Signal(str)
    moved = Signal()
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__("exchange", _ACTIONS)
        self.setAcceptDrops(True)
        self.agreement = ChoiceField()
        self.agreement.setAccessibleName(t("exchange.agreement"))
        self.agreement.setMinimumContentsLength(24)
        self.agreement.currentIndexChanged.connect(lambda _place: self.moved.emit())
        self.pages = {name: self._side(name) for name in TABS}
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("exchange.tabs"))
        for name in TABS:
            self.tabs.addTab(self.pages[name], t(f"exchange.{name}"))
        self.tabs.currentChanged.connect(lambda place: self.turned.emit(TABS[place]))
        content = column(self._filter(), self.tabs, gap=GAP)
        content.setStretch(1, 1)
        self.set_main(holder(content))
        self.leaving = LeavingPage()
        self.leaving_title = self.add_sub("leaving", "", self.leaving, ("exchange.approve", "exchange.drop"))
        self.arrival = ArrivalPage()
        acts = ("exchange.apply", "exchange.set_aside")
        self.add_sub("arrival", t("exchange.arrival.title"), self.arrival, acts)
        self.secret = KeyPage("exchange.secret")
        self.add_page("secret", self.secret)
        self._add_forms()

    @property
    def tab(self) -> str:
        """The tab in sight."""
        return TABS[self.tabs.currentIndex()]

    def show_tab(self, name: str) -> None:
        """Bring a tab into sight."""
        if name in TABS:
            self.tabs.setCurrentIndex(TABS.index(name))

    def count(self, **counts: int) -> None:
        """Say on the tabs how many entries each has."""
        for name, count in counts.items():
            self.tabs.setTabText(TABS.index(name), t(f"exchange.{name}_count", count=count))

    def offer_agreements(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer the agreements as a filter."""
        blocked = self.agreement.blockSignals(True)
        self.agreement.offer([("", t("exchange.every_agreement")), *options])
        self.agreement.blockSignals(blocked)

    def offer(self, form: str, field: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer the options of a form's choice."""
        choice = self.forms[form].form.fields[field]
        assert isinstance(choice, ChoiceField)
        choice.offer(options)

    def close_form(self) -> None:
        if self.page == "leaving":
            self.leaving.clear()
        super().close_form()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(_is_package(url.toLocalFile()) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if _is_package(url.toLocalFile())]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(str(Path(paths[0])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange every tab by the screen's width: one that is not in sight gets no width of its own."""
        super().resizeEvent(event)
        for page in self.pages.values():
            page.arrange(self.width() / self.fontMetrics().averageCharWidth())

    def _side(self, name: str) -> SidePage:
        texts = f"exchange.{_LISTS[name]}"
        headings = [t(f"{texts}_column.{one}") for one in _COLUMNS[name]]
        right = {"out": (3, 4), "in": (3, 4), "keys": (1,)}[name]
        table = Table(t(f"{texts}_list.name"), headings, right)
        table.chosen.connect(lambda key: self.chosen.emit(name, key))
        acts = {"out": _OUT, "in": _IN, "keys": _KEYS}[name]
        bar = self.add_bar(ActionBar(acts, self.main))
        opened = {"out": "exchange.leaving", "in": "exchange.result"}.get(name)
        if opened:
            table.opened.connect(lambda _key: bar.buttons[opened].click())
        return SidePage(table, t("exchange.track"), bar)

    def _filter(self) -> QWidget:
        name = label(t("exchange.agreement"))
        name.setWordWrap(False)
        name.setBuddy(self.agreement)
        return holder(row(name, self.agreement, 1))

    def _add_forms(self) -> None:
        self.add_form("prepare", FormPage("exchange.prepare", prepare_rows()))
        self.add_form("hand_over", FormPage("exchange.hand_over", hand_over_rows()))
        self.about = label("", "strong")
        self.add_form("compare", FormPage("exchange.compare", heard_rows(), (self.about,)))
        for name in ("drop", "release", "revoke"):
            self.add_form(name, FormPage(f"exchange.{name}", reason_rows()))


def _is_package(path: str) -> bool:
    return path.lower().endswith(".age")
