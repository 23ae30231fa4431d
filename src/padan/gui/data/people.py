"""Looking for people and at one of them; numbers stay masked until a reason is given."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from padan.common.errors import Fault
from padan.gui.data import person_words
from padan.gui.data.view import DataView
from padan.gui.desk import Desk
from padan.gui.fault_texts import shown_line
from padan.gui.texts import number, t
from padan.services import browse_people
from padan.services.browse_people import Found, PersonPage

_SCREENS = {"run": "matching", "correction": "corrections", "document": "documents", "snapshot": "data"}


class People(QObject):
    """Keeps which person is in sight; the screen's presenter asks for the conditions."""

    def __init__(self, desk: Desk, view: DataView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._key = ""
        self._page: PersonPage | None = None
        view.sought.connect(self._seek)
        view.person.opened.connect(self._go)

    def open_search(self) -> None:
        """Show the search page, emptied."""
        self._view.show_search()

    def open_person(self, key: str) -> None:
        """Show the person of "snapshot:row"."""
        if not key:
            return
        self._key, session = key, self._desk.session
        snapshot_id, row = _place(key)
        self._desk.ask(self, lambda _job: browse_people.person(session, snapshot_id, row), self._show)

    def reveal(self, values: dict[str, Any], about: dict[str, str]) -> None:
        """Show the person in full, for the reason given."""
        session, form = self._desk.session, self._view.forms["reveal"]
        snapshot_id, row = _place(about["person"])
        reason = str(values["reason"])

        def failed(fault: Fault) -> None:
            form.say(shown_line(fault))

        self._key = about["person"]
        self._desk.ask(
            self,
            lambda _job: browse_people.reveal(session, snapshot_id, row, reason),
            self._show,
            failed=failed,
        )

    def ask_reason(self) -> None:
        """Ask why the numbers must be seen."""
        self._view.open_form("reveal", {}, {"person": self._key})

    def where(self) -> dict[str, str]:
        """Return the person or the search in sight; after a lock the numbers are masked again."""
        if self._view.page == "person":
            return {"person": self._key}
        if self._view.page == "find":
            return {"page": "find", "sought": self._view.find_text.value()}
        return {}

    def return_to(self, place: Mapping[str, str]) -> None:
        """Show the person or the search again that `where` named."""
        if place.get("person"):
            self.open_person(place["person"])
        elif place.get("page") == "find":
            self.open_search()
            self._view.find_text.set_value(place.get("sought", ""))
            if place.get("sought"):
                self._seek(place["sought"], self._view.everywhere.isChecked())

    def conditions(self) -> set[str]:
        """Return what can be done now."""
        found = {"person"} if self._view.people.key or self._view.failing.key else set()
        if self._page is not None and not self._page.revealed:
            found.add("masked")
        return found

    def _seek(self, text: str, everywhere: bool) -> None:
        session = self._desk.session
        snapshot_id = "" if everywhere else self._view.table.key

        def done(found: list[Found]) -> None:
            told = t("data.find.found", count=number(len(found))) if found else t("data.find.nobody")
            self._view.show_people([person_words.found_line(one) for one in found], told)

        self._desk.ask(self, lambda _job: browse_people.search(session, text, snapshot_id), done)

    def _show(self, page: PersonPage) -> None:
        self._page = page
        self._view.show_person(
            person_words.title_of(page),
            person_words.told(page),
            person_words.headings(page),
            (person_words.source_lines(page), person_words.history(page)),
        )

    def _go(self, key: str) -> None:
        kind, _, found = key.partition(":")
        if kind in _SCREENS:
            self._desk.go(_SCREENS[kind], **{kind: found})


def _place(key: str) -> tuple[str, int]:
    snapshot_id, _, row = key.rpartition(":")
    return snapshot_id, int(row)
