"""A read-only table over millions of rows: only those in sight are ever made into text; knows pages, no run
and no
frame.

Sorting is asked for (`order_wished`), never done here: whoever owns the rows arranges them off the window's
thread and shows the new arrangement.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from padan.gui.theme.look import look
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.row_painter import RowPainter

PAGE = 128
_PAGES = 64
"""At most 8,192 rows of text are held, however long the list is."""
_SAMPLE = 60
Index = QModelIndex | QPersistentModelIndex
Cells = Sequence[tuple[str, ...]]
_NO_INDEX = QModelIndex()


class Rows(Protocol):
    """What the table needs of an arrangement."""

    @property
    def height(self) -> int: ...
    def page(self, first: int, count: int) -> list[tuple[object, ...]]: ...


class PagesModel(QAbstractTableModel):
    """Rows by page, kept as text while they are near."""

    def __init__(
        self,
        headings: Sequence[str],
        told: Callable[[tuple[object, ...]], tuple[str, ...]],
        right: frozenset[int],
    ) -> None:
        super().__init__()
        self.headings = list(headings)
        self._told = told
        self._right = right
        self._rows: Rows | None = None
        self._pages: OrderedDict[int, Cells] = OrderedDict()

    def show(self, rows: Rows | None) -> None:
        """Take another arrangement."""
        self.beginResetModel()
        self._rows = rows
        self._pages.clear()
        self.endResetModel()

    def cells(self, row: int) -> tuple[str, ...]:
        """Return one row's texts; its page is made when it is not held."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            assert self._rows is not None
            page = [self._told(one) for one in self._rows.page(number * PAGE, PAGE)]
            self._pages[number] = page
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        return page[place]

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() or self._rows is None else self._rows.height

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            if index.column() in self._right:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            return None
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.cells(index.row())[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[index.column()]}: {self.cells(index.row())[index.column()]}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class BigTable(QTableView):
    """`chosen` and `opened` carry the place of a row, -1 for none; `order_wished` a column and its direction.

    Tab leaves it, arrows, Page and Ctrl+Home/End move in it, Ctrl+C copies the rows chosen.
    """

    chosen = Signal(int)
    opened = Signal(int)
    order_wished = Signal(int, bool)

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        told: Callable[[tuple[object, ...]], tuple[str, ...]],
        right: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self._model = PagesModel(headings, told, frozenset(right))
        self.setModel(self._model)
        self._painter = RowPainter(self, self._model.cells, frozenset(right))
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)
        self.setMinimumHeight(6 * self._line())
        self._fitted = False
        look().changed.connect(self._fit_again)
        self.selectionModel().currentRowChanged.connect(lambda now, _old: self.chosen.emit(now.row()))
        self.selectionModel().selectionChanged.connect(lambda _now, _old: self.viewport().update())
        look().changed.connect(self.viewport().update)
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    @property
    def place(self) -> int:
        """The place of the row stood on, -1 when on none."""
        return self.currentIndex().row()

    def cells(self, place: int) -> tuple[str, ...]:
        """Return the texts of one row."""
        return self._model.cells(place)

    def show_rows(self, rows: Rows | None) -> None:
        """Show an arrangement from its beginning; columns fit the first rows once."""
        self.verticalHeader().setDefaultSectionSize(self._line())
        self._model.show(rows)
        if not self._fitted and self._model.rowCount():
            self._fit()
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, self._first_column()))
        else:
            self.chosen.emit(-1)

    def stand_on(self, place: int) -> None:
        """Stand on the row at `place`."""
        self.setCurrentIndex(self._model.index(place, self._first_column()))

    def show_order(self, column: int, descending: bool) -> None:
        """Show by which column the rows stand, without asking for it."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(
            column, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        )
        header.blockSignals(False)

    def copy(self) -> str:
        """Put the chosen rows, as far as they are shown, on the clipboard, tabs between cells."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})[:10_000]
        shown = [n for n in range(self._model.columnCount()) if not self.isColumnHidden(n)]
        text = "\n".join("\t".join(self.cells(row)[n] for n in shown) for row in rows)
        QGuiApplication.clipboard().setText(text)
        return text

    def showEvent(self, event: QShowEvent) -> None:
        """Headings are whole also where no row came yet."""
        super().showEvent(event)
        if not self._fitted:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(look().colours.base))
        count = self._model.rowCount()
        if count:
            first = max(self.rowAt(0), 0)
            last = self.rowAt(self.viewport().height() - 1)
            self._painter.paint(painter, range(first, count if last < 0 else last + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.place >= 0:
            self.opened.emit(self.place)
            return
        super().keyPressEvent(event)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.order_wished.emit(column, order == Qt.SortOrder.DescendingOrder)

    def _first_column(self) -> int:
        return next((n for n in range(self._model.columnCount()) if not self.isColumnHidden(n)), 0)

    def _line(self) -> int:
        return int(self.fontMetrics().height() + GAP)

    def _fit_again(self) -> None:
        """Follow the size of the text."""
        self.verticalHeader().setDefaultSectionSize(self._line())
        self.setMinimumHeight(6 * self._line())
        self._fit()

    def _fit(self) -> None:
        """Make columns as wide as their headings and the first rows, within reason."""
        self._fitted = self._model.rowCount() > 0 and self.isVisible()
        self.ensurePolished()
        metrics = self.fontMetrics()
        widest = 32 * metrics.averageCharWidth()
        first = [self.cells(row) for row in range(min(self._model.rowCount(), _SAMPLE))]
        for n in range(self._model.columnCount()):
            asked = max((metrics.horizontalAdvance(cells[n]) for cells in first), default=0)
            heading = self.horizontalHeader().sectionSizeHint(n)
            self.setColumnWidth(n, max(heading, min(asked, widest) + 2 * GAP))
