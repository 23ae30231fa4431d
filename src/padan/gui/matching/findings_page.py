"""Findings of a run: filters, saved views, a table of any length, and the chosen row explained; passive."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from padan.domain.elements import ELEMENTS
from padan.gui.matching.view_state import ViewState, state_of
from padan.gui.texts import t, words
from padan.gui.widgets.big_table import BigTable, Rows
from padan.gui.widgets.buttons import ActionBar
from padan.gui.widgets.evidence import EvidenceView, PairEvidence
from padan.gui.widgets.fields import ChoiceField, LineField
from padan.gui.widgets.flow import FlowLayout, flowing
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.matching.list_wish import COLUMNS

_BAR = (
    "matching.explain",
    "matching.export",
    "findings.clear",
    "findings.columns",
    "findings.keep",
    "findings.drop",
)
_TYPING_MS = 250
_PLACES = {name: place for place, name in enumerate(COLUMNS)}


class FindingsPage(QWidget):
    """Signals: wished(ViewState) whenever filters or order change · picked(name of a saved view) ·
    candidate(index) of the nearest candidates.
    """

    wished = Signal(object)
    picked = Signal(str)
    candidate = Signal(int)

    def __init__(self, screen: Screen, told: Callable[[tuple[object, ...]], tuple[str, ...]]) -> None:
        super().__init__()
        self._state = ViewState()
        self._screen = screen
        self.filters: dict[str, ChoiceField] = {}
        self.text = LineField(t("matching.findings.text_hint"))
        self.text.offer_clearing()
        self.saved = ChoiceField()
        self.bar = screen.add_bar(ActionBar(_BAR, self))
        self.told = label("", "dim")
        headings = [t(f"matching.finding.{name}") for name in COLUMNS]
        self.table = BigTable(t("matching.findings.title"), headings, told, (1, 2))
        self.evidence = EvidenceView()
        self.nearest = ChoiceField()
        self.nearest.setAccessibleName(t("matching.nearest.label"))
        self.nearest_label = label(t("matching.nearest.label"), "strong")
        self.below = holder(column(row(self.nearest_label, self.nearest, 1), self.evidence))
        self.below.hide()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self._connect()

    @property
    def state(self) -> ViewState:
        """What the filters, the order and the columns say now."""
        chosen = {name: field.value() for name, field in self.filters.items()}
        return state_of({**self._state.as_value(), **chosen, "text": self.text.value()})

    def show_state(self, state: ViewState) -> None:
        """Set filters, order and columns without asking for rows."""
        self._state = state
        for name, field in self.filters.items():
            field.blockSignals(True)
            field.set_value(getattr(state, name))
            field.blockSignals(False)
        self.text.blockSignals(True)
        self.text.setText(state.text)
        self.text.blockSignals(False)
        self.table.show_order(_PLACES.get(state.order, -1), state.descending)
        for name, place in _PLACES.items():
            self.table.setColumnHidden(place, name in state.hidden)

    def show_rows(self, rows: Rows | None, told: str) -> None:
        """Show what fits, and how much that is."""
        self.below.hide()
        self.told.setText(told)
        self.table.show_rows(rows)

    def show_saved(self, names: Sequence[str], chosen: str = "") -> None:
        """Offer the saved views."""
        self.saved.blockSignals(True)
        self.saved.offer([("", t("matching.findings.no_view")), *((one, one) for one in names)])
        self.saved.set_value(chosen)
        self.saved.blockSignals(False)

    def leave_saved(self) -> None:
        """What is shown is no longer the saved view that was picked."""
        self.saved.blockSignals(True)
        self.saved.set_value("")
        self.saved.blockSignals(False)

    def show_evidence(self, found: PairEvidence, nearest: Sequence[tuple[str, str]] | None = None) -> None:
        """Show a pair side by side with its weights. `nearest` are candidates to choose among: an empty list
        takes the choice away, None leaves it as it stands.
        """
        if nearest is not None:
            self.nearest.blockSignals(True)
            self.nearest.offer(nearest)
            self.nearest.blockSignals(False)
            for one in (self.nearest, self.nearest_label):
                one.setVisible(bool(nearest))
        self.evidence.show_pair(found)
        self.below.show()

    def offer_columns(self) -> None:
        """Let the officer choose the columns in sight."""
        menu = QMenu(self)
        menu.setAccessibleName(t("actions.findings.columns"))
        for name, place in _PLACES.items():
            one = menu.addAction(t(f"matching.finding.{name}"))
            one.setCheckable(True)
            one.setChecked(not self.table.isColumnHidden(place))
            one.toggled.connect(lambda on, name=name: self._hide(name, not on))
        button = self.bar.buttons["findings.columns"]
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _hide(self, name: str, hidden: bool) -> None:
        kept = [one for one in COLUMNS if one in self._state.hidden and one != name]
        names = (*kept, name) if hidden else tuple(kept)
        if len(names) < len(COLUMNS):
            self._state = replace(self._state, hidden=names)
            self.table.setColumnHidden(_PLACES[name], hidden)

    def _lay_out(self) -> None:
        every = ("", t("common.all"))
        options = {
            "klass": [one for one in words("class") if one[0] not in ("identical", "candidate")],
            "element": [(one.code, one.label) for one in ELEMENTS],
            "kind": words("kind"),
            "owner": words("owner"),
        }
        line = FlowLayout()
        for name, choices in options.items():
            self.filters[name] = ChoiceField([every, *choices])
            self.filters[name].setMinimumContentsLength(12)
            line.addWidget(_named(f"matching.findings.{name}", self.filters[name]))
        self.text.setMinimumWidth(26 * self.fontMetrics().averageCharWidth())
        line.addWidget(_named("matching.findings.text", self.text))
        line.addWidget(_named("matching.findings.saved", self.saved))
        filters = flowing(line)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        box = column(filters, self.bar, self.told, split)
        box.setStretch(3, 1)
        self.setLayout(box)

    def _connect(self) -> None:
        for field in self.filters.values():
            field.currentIndexChanged.connect(self._wish)
        self.text.textChanged.connect(lambda _text: self._typing.start())
        self.text.returnPressed.connect(self._wish)
        self._typing.timeout.connect(self._wish)
        self.saved.currentIndexChanged.connect(lambda _n: self.picked.emit(self.saved.value()))
        self.table.order_wished.connect(self._order)
        self.table.opened.connect(lambda _place: self._screen.used.emit("matching.explain"))
        self.nearest.currentIndexChanged.connect(self.candidate)

    def _order(self, place: int, descending: bool) -> None:
        name = COLUMNS[place] if place >= 0 else ""
        self._state = replace(self._state, order=name, descending=descending)
        self._wish()

    def _wish(self) -> None:
        self._typing.stop()
        self.leave_saved()
        self.wished.emit(self.state)


def _named(text: str, field: QWidget) -> QWidget:
    """Return a field with its name before it, which wraps as one."""
    name = label(t(text))
    name.setWordWrap(False)
    name.setBuddy(field)
    field.setAccessibleName(t(text))
    return holder(row(name, field))
