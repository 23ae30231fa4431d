"""The Perbaikan Data screen: the list with filters, proposing, answering, exporting; passive."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from padan.domain.elements import ELEMENTS
from padan.gui.texts import t, words
from padan.gui.theme.sheet import GAP
from padan.gui.widgets.disclosure import disclosure_rows
from padan.gui.widgets.fields import ChoiceField, DayField, LineField, LinesField, ManyField
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table


class CorrectionsView(Screen):
    """Signals: chosen(id) · filtered(agreement, state)."""

    chosen = Signal(str)
    filtered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(
            "corrections", ("correction.propose", "correction.answer", "correction.export", "reload")
        )
        self.agreement = ChoiceField()
        self.state_choice = ChoiceField([("", t("common.all")), *words("correction_state")])
        line = row(gap=GAP)
        for text, field in (("agreement", self.agreement), ("state", self.state_choice)):
            name = label(t(f"corrections.{text}"))
            name.setWordWrap(False)
            name.setBuddy(field)
            field.setAccessibleName(t(f"corrections.{text}"))
            field.currentIndexChanged.connect(self._filter)
            line.addWidget(name)
            line.addWidget(field)
        line.addStretch(1)
        self.table = Table(t("corrections.list"), [t(f"corrections.column.{name}") for name in _COLUMNS])
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.used.emit("correction.answer"))
        self.totals = label("", "dim")
        self.set_main(holder(column(line, self.table, self.totals)))
        self.add_form("propose", FormPage("corrections.propose", _propose_rows()))
        self.about = label()
        self.add_form("answer", FormPage("corrections.answer", _answer_rows(), (self.about,)))
        self.add_form("export", FormPage("corrections.export", disclosure_rows()))

    def offer_agreements(self, options: Sequence[tuple[str, str]], wanted: str) -> None:
        """Offer the agreements, with the wanted one chosen."""
        self.agreement.blockSignals(True)
        self.agreement.offer(options)
        if wanted:
            self.agreement.set_value(wanted)
        self.agreement.blockSignals(False)

    def offer_runs(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer the runs to propose from."""
        field = self.forms["propose"].form.fields["run"]
        assert isinstance(field, ChoiceField)
        field.offer(options)

    def offer_outcomes(self, options: Sequence[tuple[str, str]], about: str) -> None:
        """Offer the steps the chosen proposal may take, and say which proposal it is."""
        field = self.forms["answer"].form.fields["outcome"]
        assert isinstance(field, ChoiceField)
        field.offer(options)
        self.about.setText(about)

    def show_corrections(self, lines: Sequence[Line], totals: str) -> None:
        """Show the list."""
        self.table.show_lines(lines)
        self.totals.setText(totals)
        self.say_state("" if lines else t("corrections.none"))

    def _filter(self) -> None:
        self.filtered.emit(self.agreement.value(), self.state_choice.value())


_COLUMNS = ("nip", "element", "old", "proposed", "owner", "state", "reason", "due", "made")


def _propose_rows() -> tuple[Row, ...]:
    return (
        Row("run", "corrections.propose.run", ChoiceField, True),
        Row(
            "elements",
            "corrections.propose.elements",
            lambda: ManyField([(one.code, one.label) for one in ELEMENTS]),
            False,
            "corrections.propose.elements_hint",
        ),
        Row("due", "corrections.propose.due", lambda: DayField(date(2026, 1, 1)), True),
        Row("basis", "corrections.propose.basis", LineField, False, "corrections.propose.basis_hint"),
    )


def _answer_rows() -> tuple[Row, ...]:
    return (
        Row("outcome", "corrections.answer.outcome", ChoiceField, True),
        Row("reason", "corrections.answer.reason", LinesField, False, "corrections.answer.reason_hint"),
    )
