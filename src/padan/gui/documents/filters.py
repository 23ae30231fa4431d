"""The row above the list of documents: words, state, agreement, what waits for me; keeps no documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from padan.gui.texts import t, words
from padan.gui.widgets.fields import ChoiceField, SwitchField
from padan.gui.widgets.flow import FlowLayout
from padan.gui.widgets.search_field import SearchField


@dataclass(frozen=True)
class Wanted:
    """What the officer wants to see; empty texts want everything."""

    words: str = ""
    state: str = ""
    agreement: str = ""
    mine: bool = False

    @property
    def narrow(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.words or self.state or self.agreement or self.mine)


class FilterRow(QWidget):
    """Fires `changed` at every change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = SearchField(t("documents.filter.words"), t("documents.filter.words_name"))
        self.state = ChoiceField([("", t("documents.filter.every_state")), *words("document_state")])
        self.agreement = ChoiceField([("", t("documents.filter.every_agreement"))])
        self.mine = SwitchField(t("documents.filter.mine"))
        line = FlowLayout()
        for field, name in (
            (self.words, "words"),
            (self.state, "state"),
            (self.agreement, "agreement"),
            (self.mine, "mine"),
        ):
            field.setObjectName(f"filter_{name}")
            field.setAccessibleName(t(f"documents.filter.{name}_name"))
            line.addWidget(field)
        self.setLayout(line)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.state.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.agreement.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.mine.toggled.connect(lambda _on: self.changed.emit())

    def wanted(self) -> Wanted:
        """Return what is wanted now."""
        return Wanted(
            self.words.value().casefold(), self.state.value(), self.agreement.value(), self.mine.value()
        )

    def offer_agreements(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer the agreements to choose from."""
        self.agreement.offer([("", t("documents.filter.every_agreement")), *options])

    def draft(self) -> dict[str, str]:
        """Return the filter as texts, for the place to come back to."""
        mine = "1" if self.mine.value() else ""
        kept = {"words": self.words.value(), "state": self.state.value(), "mine": mine}
        return {**kept, "in": self.agreement.value()}

    def restore(self, place: Mapping[str, str]) -> None:
        """Set the filter as `draft` returned it; a place without one changes nothing."""
        if "words" in place:
            self.words.set_value(place["words"])
            self.state.set_value(place.get("state", ""))
            self.agreement.set_value(place.get("in", ""))
            self.mine.set_value(bool(place.get("mine")))

    def clear(self) -> None:
        """Want everything again."""
        self.restore({"words": ""})
