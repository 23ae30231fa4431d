"""The Perjanjian screen: the agreements, one in detail, addendum and override; passive."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from padan.gui.texts import t, words
from padan.gui.theme.sheet import GAP, WIDE
from padan.gui.widgets.fields import DayField, LineField, LinesField, ManyField
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import card, column, holder, label
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table


class AgreementsView(Screen):
    """`chosen` carries the agreement in sight."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("agreements", ("agreement.extend", "agreement.override", "reload"))
        self.table = Table(t("agreements.list"), [t(f"agreements.column.{name}") for name in _COLUMNS])
        self.table.chosen.connect(self.chosen)
        self.table.setMinimumHeight(110)
        self.table.setMaximumHeight(130)
        self.detail_title = label("", "heading")
        self.detail = label()
        self.duties = Table(t("agreements.duties"), [t(f"agreements.duty.{name}") for name in _DUTY])
        box = column(self.detail_title, self.detail, gap=GAP)
        inner = column(self.table, card(box), label(t("agreements.duties"), "heading"), self.duties, gap=WIDE)
        inner.setStretch(1, 3)
        inner.setStretch(3, 2)
        self.set_main(holder(inner))
        self.add_form("extend", FormPage("agreements.extend", _extend_rows()))
        self.add_form("override", FormPage("agreements.override", _override_rows()))

    def show_agreements(self, lines: Sequence[Line]) -> None:
        """Show the list."""
        self.table.show_lines(lines)

    def show_detail(self, title: str, lines: Sequence[str], duties: Sequence[Line]) -> None:
        """Show one agreement."""
        self.detail_title.setText(title)
        self.detail.setText("\n".join(lines))
        self.duties.show_lines(duties)


_COLUMNS = ("parties", "state", "ends", "numbers")
_DUTY = ("text", "who", "clause", "rhythm")


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
