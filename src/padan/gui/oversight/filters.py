"""The row above the log: words, officer, act, outcome, time, and what passes it; keeps no entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from padan.common.clock import local_date
from padan.domain.audit import AuditEntry
from padan.gui.texts import t, words
from padan.gui.widgets.fields import ChoiceField
from padan.gui.widgets.flow import FlowLayout
from padan.gui.widgets.search_field import SearchField

_DAYS = {"today": 0, "week": 6, "month": 29, "year": 364}
_NAMES = ("words", "officer", "action", "outcome", "period")


@dataclass(frozen=True)
class Wanted:
    """What is wanted of the log; empty texts want everything."""

    words: str = ""
    officer: str = ""
    action: str = ""
    outcome: str = ""
    period: str = ""

    def passes(self, one: AuditEntry, shown: str, today: date) -> bool:
        """Tell whether an entry is wanted; `shown` is what the table shows of it."""
        if self.officer not in ("", one.officer_id) or self.action not in ("", one.action):
            return False
        if self.outcome not in ("", one.outcome):
            return False
        if self.period and local_date(one.at) < today - timedelta(days=_DAYS[self.period]):
            return False
        return all(word in shown for word in self.words.split())


class LogFilters(QWidget):
    """Fires `changed` at every change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = SearchField(t("oversight.filter.words"), t("oversight.filter.words_name"))
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        periods = [(name, t(f"oversight.period.{name}")) for name in _DAYS]
        self.choices = {
            "officer": ChoiceField([("", t("oversight.filter.every_officer"))]),
            "action": ChoiceField([("", t("oversight.filter.every_action")), *words("act")]),
            "outcome": ChoiceField([("", t("oversight.filter.every_outcome")), *words("outcome")]),
            "period": ChoiceField([("", t("oversight.filter.every_period")), *periods]),
        }
        line = FlowLayout()
        for name, field in (("words", self.words), *self.choices.items()):
            field.setObjectName(f"filter_{name}")
            field.setAccessibleName(t(f"oversight.filter.{name}_name"))
            line.addWidget(field)
        for field in self.choices.values():
            field.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.setLayout(line)

    def offer_officers(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer who can be chosen, those who left included."""
        blocked = self.choices["officer"].blockSignals(True)
        self.choices["officer"].offer([("", t("oversight.filter.every_officer")), *options])
        self.choices["officer"].blockSignals(blocked)

    def wanted(self) -> Wanted:
        """Return what is wanted now."""
        chosen = {name: field.value() for name, field in self.choices.items()}
        return Wanted(self.words.value().casefold(), **chosen)

    def draft(self) -> dict[str, str]:
        """Return the filter as texts, for the place to come back to."""
        return {name: value for name, value in vars(self.wanted()).items() if value}

    def restore(self, place: Mapping[str, str]) -> None:
        """Set the filter as `draft` returned it."""
        if not any(name in place for name in _NAMES):
            return
        self.words.set_value(place.get("words", ""))
        for name, field in self.choices.items():
            field.set_value(place.get(name, ""))

    def clear(self) -> None:
        """Want everything again."""
        self.words.set_value("")
        for field in self.choices.values():
            field.set_value("")
