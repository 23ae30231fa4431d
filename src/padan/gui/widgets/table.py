"""A read-only table over rows of text with a key each; sorts, announces the choice, never edits."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QByteArray, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from padan.gui.theme.look import look

LOWEST = 150
"""Below this height a page scrolls rather than squeezing its table."""
_MEASURED_ROWS = 100
"""How many rows beside those in sight a column is fitted to: measuring all of a long list is felt."""
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True)
class Line:
    """One row: its key, the texts of its cells, and what sorts where the text does not (numbers, dates)."""

    key: str
    cells: tuple[str, ...]
    order: dict[int, object] = field(default_factory=dict)


class LinesModel(QAbstractTableModel):
    """Rows as a list of `Line`; sorting reorders the list."""

    def __init__(self, headings: Sequence[str], right: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self.headings = list(headings)
        self.lines: list[Line] = []
        self._right = right

    def show(self, lines: Sequence[Line]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[index.column()]}: {self.lines[index.row()].cells[index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            return
        self.layoutAboutToBeChanged.emit()
        held = [(index, self.lines[index.row()]) for index in self.persistentIndexList()]
        self.lines.sort(
            key=lambda line: _order(line.order.get(column, line.cells[column].casefold())),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        places = {id(line): number for number, line in enumerate(self.lines)}
        for index, line in held:
            self.changePersistentIndex(index, self.index(places[id(line)], index.column()))
        self.layoutChanged.emit()


def shared(given: list[int], asked: list[int], room: int) -> list[int]:
    """Give what is left of `room` to columns that were given less than they asked for, first come first."""
    spare = room - sum(given)
    made = []
    for one, wish in zip(given, asked, strict=True):
        more = max(0, min(wish - one, spare))
        spare -= more
        made.append(one + more)
    return made


def _order(value: object) -> tuple[bool, float, str]:
    """Numbers before texts, each in its own order."""
    if isinstance(value, int | float):
        return (False, float(value), "")
    return (True, 0.0, str(value))


class Table(QTableView):
    """The table as officers see it. Tab leaves it, arrows move in it, Enter opens a row."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, headings: Sequence[str], right: Sequence[int] = ()) -> None:
        super().__init__()
        self._model = LinesModel(headings, frozenset(right))
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(LOWEST)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED_ROWS)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(len(headings) - 1 not in right)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self._announce)
        self.arranged = False
        """Whether the officer set widths or order themselves: then new rows no longer change them."""
        self._arranging = False
        self._stale = True
        self.horizontalHeader().sectionResized.connect(self._note)
        look().changed.connect(self._fit_again)
        self.activated.connect(lambda index: self.opened.emit(self._model.lines[index.row()].key))

    @property
    def lines(self) -> list[Line]:
        return self._model.lines

    @property
    def key(self) -> str:
        """The chosen row's key, empty when none is."""
        index = self.currentIndex()
        return self._model.lines[index.row()].key if index.isValid() else ""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace the rows; the chosen key stays chosen while it is there, else the first row is."""
        kept = self.key
        self._model.show(lines)
        if not self.arranged:
            self._fit()
        if lines:
            self.choose(kept if any(line.key == kept for line in lines) else lines[0].key)
        else:
            self.chosen.emit("")

    def change_line(self, line: Line) -> None:
        """Replace the row with the line's key; nothing moves."""
        for number, old in enumerate(self._model.lines):
            if old.key == line.key:
                self._model.lines[number] = line
                last = self._model.columnCount() - 1
                self._model.dataChanged.emit(self._model.index(number, 0), self._model.index(number, last))

    def _fit_again(self) -> None:
        """Follow the size of the text, once in sight; what an officer arranged only grows to its headings."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        if not self.arranged:
            self._fit()
            return
        header = self.horizontalHeader()
        for column in range(header.count()):
            header.resizeSection(column, max(header.sectionSize(column), header.sectionSizeHint(column)))

    def put_back(self, state: QByteArray) -> None:
        """Give the columns the widths and order an officer left."""
        self._arranging = True
        self.arranged = self.horizontalHeader().restoreState(state)
        self._arranging = False

    def choose(self, key: str) -> None:
        """Choose the row with `key`."""
        for number, line in enumerate(self._model.lines):
            if line.key == key:
                self.setCurrentIndex(self._model.index(number, 0))
                return

    def showEvent(self, event: QShowEvent) -> None:
        """Headings are whole also where no row came yet."""
        super().showEvent(event)
        if self._stale:
            self._fit_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key:
            self.opened.emit(self.key)
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """Make every column as wide as its words, within reason."""
        self._arranging = True
        widest = 36 * self.fontMetrics().averageCharWidth() + 60
        self.resizeColumnsToContents()
        asked = [self.columnWidth(column) + 20 for column in range(self._model.columnCount())]
        for column, wide in enumerate(shared([min(one, widest) for one in asked], asked, self._room())):
            self.setColumnWidth(column, wide)
        self._arranging = False

    def _room(self) -> int:
        """Return the width that the columns may share; none before the table is in sight."""
        return self.viewport().width() if self.isVisible() else 0

    def _note(self, column: int, _before: int, _after: int) -> None:
        """A width changed while a mouse button is down is the officer's wish; the last one follows the
        window.
        """
        last = column == self._model.columnCount() - 1
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        self.arranged = self.arranged or (pressed and not last and not self._arranging)

    def _announce(self, current: QModelIndex) -> None:
        self.chosen.emit(self._model.lines[current.row()].key if current.isValid() else "")
