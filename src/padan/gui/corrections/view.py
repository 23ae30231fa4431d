"""The Perbaikan Data screen: the list with filters, proposing, answering, exporting; passive."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from padan.domain.elements import ELEMENTS
from padan.gui.texts import t, words
from padan.gui.widgets.disclosure import disclosure_rows
from padan.gui.widgets.fields import ChoiceField, DayField, LineField, LinesField, ManyField
from padan.gui.widgets.flow import FlowLayout, flowing
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import Screen
from padan.gui.widgets.table import Line, Table
from padan.gui.widgets.timeline import Moment, Timeline


class CorrectionsView(Screen):
    """Signals: chosen(id) · moved() to another agreement · filtered() by anything else."""

    chosen = Signal(str)
    moved = Signal()
    filtered = Signal()

    def __init__(self) -> None:
        super().__init__("corrections", _ACTIONS)
        self.agreement = ChoiceField()
        self.filters = {
            "state": ChoiceField([("", t("common.all")), *words("correction_state")]),
            "owner": ChoiceField([("", t("common.all")), *words("party_short")]),
            "element": ChoiceField([("", t("common.all")), *((one.code, one.label) for one in ELEMENTS)]),
        }
        self.text = LineField(t("corrections.text_hint"))
        self.text.offer_clearing()
        self.table = Table(t("corrections.list"), [t(f"corrections.column.{name}") for name in _COLUMNS])
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(lambda _key: self.used.emit("correction.answer"))
        self.totals = label("", "dim")
        self.history = Timeline(t("corrections.history"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(holder(column(self.table, self.totals)))
        split.addWidget(holder(column(label(t("corrections.history"), "heading"), self.history)))
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 1)
        box = column(self._filter_line(), split)
        box.setStretch(1, 1)
        self.set_main(holder(box))
        self.add_form("propose", FormPage("corrections.propose", _propose_rows()))
        self.about = label()
        self.add_form("answer", FormPage("corrections.answer", _answer_rows(), (self.about,)))
        self.add_form("export", FormPage("corrections.export", disclosure_rows()))

    def wanted(self) -> dict[str, str]:
        """Return what the filters say."""
        return {**{name: field.value() for name, field in self.filters.items()}, "text": self.text.value()}

    def show_history(self, moments: Sequence[Moment]) -> None:
        """Show the steps of the chosen proposal."""
        self.history.show_moments(moments)

    def offer_scope(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer to answer the chosen proposal alone or all those alike."""
        field = self.forms["answer"].form.fields["scope"]
        assert isinstance(field, ChoiceField)
        field.offer(options)

    def _filter_line(self) -> QWidget:
        line = FlowLayout()
        named = {"agreement": self.agreement, **self.filters, "text": self.text}
        for text, field in named.items():
            name = label(t(f"corrections.{text}"))
            name.setWordWrap(False)
            name.setBuddy(field)
            field.setAccessibleName(t(f"corrections.{text}"))
            if isinstance(field, ChoiceField):
                field.setMinimumContentsLength(11)
            line.addWidget(holder(row(name, field)))
        self.agreement.setMinimumContentsLength(20)
        self.text.setMinimumWidth(22 * self.fontMetrics().averageCharWidth())
        self.agreement.currentIndexChanged.connect(lambda _n: self.moved.emit())
        for field in self.filters.values():
            field.currentIndexChanged.connect(lambda _n: self.filtered.emit())
        self.text.textChanged.connect(lambda _text: self.filtered.emit())
        return flowing(line)

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
        narrowed = any(self.wanted().values())
        self.say_state("" if lines else t("corrections.none_narrowed" if narrowed else "corrections.none"))


_ACTIONS = (
    "correction.propose",
    "correction.answer",
    "correction.person",
    "correction.export",
    "reload",
)
_COLUMNS = ("nip", "name", "element", "old", "proposed", "owner", "state", "reason", "due", "made")


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
        Row("scope", "corrections.answer.scope", ChoiceField, True),
        Row("reason", "corrections.answer.reason", LinesField, False, "corrections.answer.reason_hint"),
    )
