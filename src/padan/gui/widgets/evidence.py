"""Two records side by side: differences marked by sign, words and colour, and the weights behind a pair;
passive.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from padan.gui.texts import decimal, t
from padan.gui.theme.colours import Colours
from padan.gui.theme.look import look
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.labels import column, label
from padan.gui.widgets.weight_bars import Weight, WeightBars


@dataclass(frozen=True)
class FieldPair:
    """One field of both records; `state` is same, alike, differs, only_a, only_b."""

    name: str
    value_a: str
    value_b: str
    state: str


@dataclass(frozen=True)
class PairEvidence:
    """Everything shown of a pair: headings of both sides, fields, reasons, weights with the sum last, and
    where
    review and match begin.
    """

    side_a: str
    side_b: str
    fields: Sequence[FieldPair]
    reasons: Sequence[str]
    weights: Sequence[Weight]
    limits: tuple[float, float]


_SIGNS = {"same": "=", "alike": "≈", "differs": "≠", "only_a": "◀", "only_b": "▶"}


class EvidenceView(QWidget):
    """The sign column says in words what the colour shows."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: PairEvidence | None = None
        self.fields = _table(t("evidence.fields"), 4)
        self.fields.setHorizontalHeaderLabels([t("evidence.field"), t("evidence.mark"), "A", "B"])
        for narrow in (0, 1):
            self.fields.horizontalHeader().setSectionResizeMode(
                narrow, QHeaderView.ResizeMode.ResizeToContents
            )
        self.weights = WeightBars(t("evidence.weights"))
        self.fields.setMinimumHeight(6 * self.fontMetrics().height() + 6 * GAP)
        self.reasons = label("", "warn")
        self.limits = label("", "small")
        box = column(self.reasons, self.fields, self.weights, self.limits, gap=GAP)
        box.setStretch(1, 1)
        self.setLayout(box)
        look().changed.connect(self._paint)

    def show_pair(self, found: PairEvidence) -> None:
        """Show a pair."""
        self._shown = found
        self.reasons.setText("\n".join(found.reasons))
        self.reasons.setVisible(bool(found.reasons))
        headings = [t("evidence.field"), t("evidence.mark"), found.side_a, found.side_b]
        self.fields.setHorizontalHeaderLabels(headings)
        self.weights.show_weights(tuple(found.weights), found.limits)
        low, high = (decimal(one, 1) for one in found.limits)
        self.limits.setText(t("evidence.limits", low=low, high=high))
        self._paint()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.reasons.setText("")
        self.fields.setRowCount(0)
        self.weights.show_weights((), (0.0, 0.0))
        self.limits.setText("")

    def _paint(self) -> None:
        if self._shown is None:
            return
        colours = look().colours
        self.fields.setRowCount(len(self._shown.fields))
        self.fields.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + GAP)
        for number, one in enumerate(self._shown.fields):
            mark = f"{_SIGNS[one.state]} {t(f'evidence.state.{one.state}')}"
            for place, text in enumerate((one.name, mark, one.value_a, one.value_b)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                _mark(item, one.state, colours, bold=place > 1)
                self.fields.setItem(number, place, item)


def _mark(item: QTableWidgetItem, state: str, colours: Colours, *, bold: bool) -> None:
    """Stress what differs; dim what only one side holds, which is mostly what its register does not carry."""
    if state == "differs":
        item.setBackground(QBrush(QColor(colours.mark)))
        item.setForeground(QBrush(QColor(colours.text)))
        font = item.font()
        font.setBold(bold)
        item.setFont(font)
    elif state.startswith("only"):
        item.setForeground(QBrush(QColor(colours.dim)))


def _table(name: str, columns: int) -> QTableWidget:
    made = QTableWidget(0, columns)
    made.setAccessibleName(name)
    made.setTabKeyNavigation(False)
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(made.fontMetrics().height() + GAP)
    header = made.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made
