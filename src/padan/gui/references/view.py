"""The Referensi screen: entries that can be searched, weights, scopes, versions, differences; passive."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from padan.domain.reference_rows import GROUPS
from padan.gui.texts import t, word
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.flow import FlowLayout
from padan.gui.widgets.labels import column, holder, label
from padan.gui.widgets.reading_table import ReadingTable
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.search_field import SearchField
from padan.gui.widgets.state_panel import Stateful
from padan.gui.widgets.table import LOWEST, Line, Table


class ReferencesView(Screen):
    """Signals: sought · compared(older digest, newer digest) · opened(version row's key)."""

    sought = Signal()
    compared = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("references", ("reference.compare", "reload"))
        self.words = SearchField(t("references.search"), t("references.search_name"))
        self.group = ChoiceField(
            [("", t("references.every_group")), *((name, word("reference_group", name)) for name in GROUPS)]
        )
        self.group.setAccessibleName(t("references.group_name"))
        self.words.textChanged.connect(lambda _text: self.sought.emit())
        self.group.currentIndexChanged.connect(lambda _index: self.sought.emit())
        self.entries = Table(t("references.entries"), _headings("entry", ("group", "code", "name", "also")))
        self.entries.setMinimumHeight(LOWEST)
        self.listed = Stateful(self.entries)
        self.count = label("", "dim")
        self.weights = _table(
            "weights", "weight", ("dimension", "code", "label", "weight", "share"), (3, 1, 6, 1, 2)
        )
        self.weights_note = label("", "dim")
        self.scopes = _table(
            "scopes",
            "scope",
            ("agreement", "direction", "version", "fields", "basis", "digest"),
            (3, 3, 1, 1, 5, 3),
        )
        self.versions = _table(
            "versions", "version", ("what", "version", "state", "used", "digest"), (2, 1, 4, 4, 3)
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("references.tabs"))
        for name, page in (
            ("entries", self._entries()),
            ("weights", self._noted(self.weights_note, self.weights)),
            ("scopes", self.scopes),
            ("versions", self.versions),
        ):
            self.tabs.addTab(page, t(f"references.{name}"))
        self.set_main(holder(column(self.tabs)))
        self._add_compare()

    def show_entries(self, lines: Sequence[Line], told: str) -> None:
        """Show the entries that are sought, and how many there are."""
        self.entries.show_lines(lines)
        self.count.setText(told)
        if lines:
            self.listed.show_content()
        else:
            self.listed.show_empty(t("references.none"), t("references.none_more"), t("references.clear"))

    def show_weights(self, note: str, lines: Sequence[Line]) -> None:
        """Show the quality weights with where they come from."""
        self.weights_note.setText(note)
        self.weights.show_lines(lines)

    def show_versions(self, versions: Sequence[Line], scopes: Sequence[Line]) -> None:
        """Show every version and where it is used, and the scopes."""
        self.versions.show_lines(versions)
        self.scopes.show_lines(scopes)

    def offer_rules(self, options: Sequence[tuple[str, str]], older: str, newer: str) -> None:
        """Offer the rule sets to compare, with two of them chosen."""
        for field, key in ((self.older, older), (self.newer, newer)):
            blocked = field.blockSignals(True)
            field.offer(options)
            field.set_value(key)
            field.blockSignals(blocked)
        self._compare()

    def show_changes(self, told: str, lines: Sequence[Line]) -> None:
        """Show what differs between the two."""
        self.told.setText(told)
        self.changes.show_lines(lines)

    def _entries(self) -> QWidget:
        line = FlowLayout()
        line.addWidget(self.words)
        line.addWidget(self.group)
        search = QWidget()
        search.setLayout(line)
        box = column(search, self.count, self.listed, gap=GAP)
        box.setStretch(2, 1)
        return holder(box)

    def _noted(self, note: QWidget, table: QWidget) -> QWidget:
        box = column(note, table, gap=GAP)
        box.setStretch(1, 1)
        return holder(box)

    def _add_compare(self) -> None:
        self.older, self.newer = ChoiceField(), ChoiceField()
        for field, name in ((self.older, "older"), (self.newer, "newer")):
            field.setAccessibleName(t(f"references.{name}"))
            field.setMinimumContentsLength(30)
            field.currentIndexChanged.connect(self._compare)
        self.told = label("", "strong")
        self.changes = _table("changes", "change", ("group", "code", "before", "after"), (2, 2, 4, 4))
        choice = FlowLayout()
        for one in (label(t("references.older")), self.older, label(t("references.newer")), self.newer):
            one.setMinimumHeight(self.older.sizeHint().height())
            choice.addWidget(one)
        chosen = QWidget()
        chosen.setLayout(choice)
        box = column(chosen, self.told, self.changes, gap=GAP)
        box.setStretch(2, 1)
        self.add_sub("compare", t("references.changes"), holder(box))

    def _compare(self) -> None:
        if self.older.value() and self.newer.value():
            self.compared.emit(self.older.value(), self.newer.value())


def _headings(group: str, names: Sequence[str]) -> list[str]:
    return [t(f"references.{group}.{name}") for name in names]


def _table(name: str, group: str, columns: Sequence[str], shares: Sequence[int]) -> ReadingTable:
    return ReadingTable(t(f"references.{name}"), _headings(group, columns), shares)
