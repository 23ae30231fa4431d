"""The Perjanjian screen: the agreements, one of them clause by clause, its parties, its scope; passive."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from padan.gui.texts import t, words
from padan.gui.theme.sheet import GAP, WIDE
from padan.gui.widgets.fields import ChoiceField, DayField, LineField, LinesField, ManyField
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import card, column, holder, label
from padan.gui.widgets.reading_table import ReadingTable
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import LOWEST, Line

_ACTIONS = (
    "agreement.note",
    "agreement.event",
    "agreement.extend",
    "agreement.override",
    "agreement.renew",
    "reload",
)
_LIST_LINES, _LIST_MOST = 5, 8
"""Room for both agreements, their state in up to three lines; more of them scroll."""


class AgreementsView(Screen):
    """Signals: chosen(agreement) · clause(key of the clause in sight)."""

    chosen = Signal(str)
    clause = Signal(str)

    def __init__(self) -> None:
        super().__init__("agreements", _ACTIONS)
        self.table = _table("list", "column", _COLUMNS, (2, 5, 2, 4))
        self.table.chosen.connect(self.chosen)
        self.table.setMinimumHeight(_LIST_LINES * self.fontMetrics().lineSpacing())
        self.table.setMaximumHeight(_LIST_MOST * self.fontMetrics().lineSpacing())
        self.clauses = _table("clauses", "clause", _CLAUSE, (2, 5, 6, 3, 3))
        self.clauses.chosen.connect(self.clause)
        self.asks = label("", "heading")
        self.stands = label()
        self.history = label("", "dim")
        self.facts = _table("facts", "fact", ("what", "value"), (2, 5))
        self.scope = _table("scope", "scope_column", ("field", "name", "to_second", "to_first"), (4, 3, 2, 2))
        self.scope_note = label("", "dim")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("agreements.tabs"))
        for name, page in (("clauses", self._clauses()), ("facts", self.facts), ("scope", self._scope())):
            self.tabs.addTab(page, t(f"agreements.{name}"))
        inner = column(self.table, self.tabs, gap=WIDE)
        inner.setStretch(1, 1)
        self.clauses.setMinimumHeight(LOWEST)
        self.set_main(holder(inner))
        for name, rows in (
            ("extend", _extend_rows()),
            ("override", _override_rows()),
            ("note", _note_rows("note")),
            ("event", _note_rows("event")),
        ):
            self.add_form(name, FormPage(f"agreements.{name}", rows))

    def show_agreements(self, lines: Sequence[Line]) -> None:
        """Show the list."""
        self.table.show_lines(lines)
        self.say_state("" if lines else t("agreements.none"))

    def show_clauses(self, lines: Sequence[Line]) -> None:
        """Show the chosen agreement clause by clause."""
        self.clauses.show_lines(lines)

    def show_clause(self, asks: str, stands: str, history: Sequence[str]) -> None:
        """Show one clause in full: what it asks, where it stands, what was done."""
        self.asks.setText(asks)
        self.stands.setText(stands)
        self.history.setText("\n".join(history))
        self.history.setVisible(bool(history))

    def show_facts(self, lines: Sequence[Line]) -> None:
        """Show parties, numbers, term, contacts, addenda and overrides."""
        self.facts.show_lines(lines)

    def show_scope(self, lines: Sequence[Line], note: str) -> None:
        """Show which field may travel in which direction."""
        self.scope.show_lines(lines)
        self.scope_note.setText(note)

    def offer_duties(self, form: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer the duties that a note or an event can be about."""
        field = self.forms[form].form.fields["kind"]
        assert isinstance(field, ChoiceField)
        field.offer(options)

    def _clauses(self) -> QWidget:
        box = column(self.clauses, card(self.asks, self.stands, self.history), gap=GAP)
        box.setStretch(0, 1)
        return holder(box)

    def _scope(self) -> QWidget:
        box = column(self.scope_note, self.scope, gap=GAP)
        box.setStretch(1, 1)
        return holder(box)


_COLUMNS = ("parties", "state", "ends", "numbers")
_CLAUSE = ("article", "stands", "asks", "who", "due")


def _table(name: str, group: str, columns: Sequence[str], shares: Sequence[int]) -> ReadingTable:
    headings = [t(f"agreements.{group}.{one}") for one in columns]
    return ReadingTable(t(f"agreements.{name}"), headings, shares)


def _extend_rows() -> tuple[Row, ...]:
    return (
        Row("number", "agreements.extend.number", LineField, True),
        Row("signed", "agreements.extend.signed", lambda: DayField(date(2026, 1, 1)), True),
        Row("new_end", "agreements.extend.new_end", lambda: DayField(date(2027, 1, 1)), True),
        Row("note", "agreements.extend.note", LinesField),
    )


def _override_rows() -> tuple[Row, ...]:
    return (
        Row("purposes", "agreements.override.purposes", lambda: ManyField(words("purpose")), True),
        Row("reason", "agreements.override.reason", LinesField, True),
        Row("until", "agreements.override.until", lambda: DayField(date(2026, 1, 1)), True),
    )


def _note_rows(form: str) -> tuple[Row, ...]:
    return (
        Row("kind", "agreements.note.kind", ChoiceField, True),
        Row("day", f"agreements.{form}.day", lambda: DayField(date(2026, 1, 1)), True),
        Row("what", f"agreements.{form}.what", LinesField, True, f"agreements.{form}.what_hint"),
    )
