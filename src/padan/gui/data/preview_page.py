"""The preview of a file before it is received: its shape, every column's fate, the first rows; passive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QTabWidget, QWidget

from padan.gui.texts import t
from padan.gui.theme.look import look
from padan.gui.widgets.fields import StillCombo
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, label
from padan.gui.widgets.table import Line, Table


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file: header, chosen field (empty: none), its fate in words, sample values."""

    header: str
    field: str
    fate: str
    samples: str


@dataclass(frozen=True)
class PreviewState:
    """Everything the page shows; `fault` says why the file cannot be received as it is,
    `caution` what to look at before receiving it.
    """

    title: str
    shape: str
    columns: Sequence[ColumnLine]
    row_headings: Sequence[str]
    rows: Sequence[tuple[str, ...]]
    problems: Sequence[str]
    fault: str
    caution: str = ""


class _PreviewForm(FormPage):
    """Only the buttons and the message of a form: the content is the tabs."""

    def __init__(self, content: QWidget) -> None:
        super().__init__("data.preview", (), (content,), grow=True)


class PreviewPage(QWidget):
    """`remapped` carries header → field whenever the officer changes a column's field."""

    remapped = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.shape = label("", "dim")
        self.fault = label("", "bad")
        self.caution = label("", "warn")
        self.caution.hide()
        self.columns = QTableWidget(0, 4)
        self.columns.setAccessibleName(t("data.preview.columns"))
        self.columns.setTabKeyNavigation(False)
        self.columns.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.columns.verticalHeader().hide()
        self.columns.setHorizontalHeaderLabels([t(f"data.preview.column.{n}") for n in _HEADINGS])
        self.columns.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.columns.horizontalHeader().setStretchLastSection(True)
        self.columns.setMinimumHeight(280)
        self.problems = label()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("data.preview.tabs"))
        self._rows_holder = holder(column())
        self.tabs.addTab(self.columns, t("data.preview.columns"))
        self.tabs.addTab(self._rows_holder, t("data.preview.rows"))
        self.tabs.addTab(holder(column(self.problems, 1)), t("data.preview.problems"))
        self.form = _PreviewForm(holder(column(self.shape, self.fault, self.caution, self.tabs)))
        self._choices: list[tuple[str, QComboBox]] = []
        look().changed.connect(self._widen)
        self.changed_mapping: dict[str, str] | None = None
        self.setLayout(column(self.form))

    def show_preview(
        self, state: PreviewState, fields: Sequence[tuple[str, str]], about: Mapping[str, str]
    ) -> None:
        """Show what would be received; `fields` are the choices of every column."""
        self.form.open({}, about)
        self.form.title.setText(state.title)
        self.shape.setText(state.shape)
        self.fault.setText(state.fault)
        self.fault.setVisible(bool(state.fault))
        self.caution.setText(state.caution)
        self.caution.setVisible(bool(state.caution))
        self.form.ok.setEnabled(not state.fault)
        self._fill_columns(state.columns, fields)
        self._fill_rows(state)
        self.problems.setText("\n".join(state.problems) or t("data.preview.no_problems"))
        self.form.ok.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._widen()

    def _widen(self) -> None:
        """Keep the headings whole at every size of text."""
        header = self.columns.horizontalHeader()
        for place in range(self.columns.columnCount()):
            wide = max(header.sectionSize(place), header.sectionSizeHint(place))
            self.columns.setColumnWidth(place, wide)

    def mapping(self) -> dict[str, str]:
        """Return header → field as chosen; empty where a column is ignored."""
        return {header: str(choice.currentData() or "") for header, choice in self._choices}

    def _fill_columns(self, columns: Sequence[ColumnLine], fields: Sequence[tuple[str, str]]) -> None:
        self._choices = []
        self.columns.setRowCount(len(columns))
        for number, one in enumerate(columns):
            choice = StillCombo()
            choice.setMinimumContentsLength(22)
            choice.setAccessibleName(t("data.preview.field_of", header=one.header))
            choice.addItem(t("data.preview.no_field"), "")
            for key, text in fields:
                choice.addItem(text, key)
            choice.setCurrentIndex(max(choice.findData(one.field), 0))
            choice.activated.connect(lambda _index: self.remapped.emit(self.mapping()))
            self._choices.append((one.header, choice))
            self.columns.setItem(number, 0, QTableWidgetItem(one.header))
            self.columns.setCellWidget(number, 1, choice)
            self.columns.setItem(number, 2, QTableWidgetItem(one.fate))
            self.columns.setItem(number, 3, QTableWidgetItem(one.samples))
        self.columns.resizeColumnsToContents()
        self._widen()
        self.columns.resizeRowsToContents()

    def _fill_rows(self, state: PreviewState) -> None:
        layout = self._rows_holder.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        table = Table(t("data.preview.rows"), state.row_headings)
        table.show_lines([Line(str(n), cells) for n, cells in enumerate(state.rows)])
        layout.addWidget(table)


_HEADINGS = ("header", "field", "fate", "samples")
