"""Comparing two versions of a document by content: which are compared, and the differences in words."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from padan.domain.document_changes import Change
from padan.gui.desk import Desk
from padan.gui.documents import life_words
from padan.gui.documents.view import DocumentsView
from padan.gui.texts import known, number, t, word
from padan.gui.widgets.table import Line
from padan.services import follow_document
from padan.services.follow_document import DocumentLife


class Versions(QObject):
    """Begins with the chosen version against the one before it."""

    def __init__(self, desk: Desk, view: DocumentsView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        view.compare.wished.connect(self._compare)

    def start(self, life: DocumentLife) -> None:
        """Show the page for a document that has other versions."""
        keys = [one.id for one in life.versions]
        at = max(keys.index(life.document.id), 1)
        self._view.turn_to("compare")
        self._view.compare.offer(life_words.version_options(life), keys[at - 1], keys[at])
        self._view.compare.table.setFocus()

    def _compare(self, older: str, newer: str) -> None:
        session = self._desk.session
        self._desk.ask(self, lambda _job: follow_document.compare(session, older, newer), self._show)

    def _show(self, found: list[Change]) -> None:
        told = (
            t("documents.compare.count", count=number(len(found))) if found else t("documents.compare.same")
        )
        self._view.compare.show_changes(told, change_lines(found))


def change_lines(found: Sequence[Change]) -> list[Line]:
    """Return each difference: where in the document, before, after."""
    return [
        Line(str(place), (where(one), _shown(one.before), _shown(one.after)))
        for place, one in enumerate(found)
    ]


def where(one: Change) -> str:
    """Return the place of a difference in words: "Tabel 1, Pihak Kesatu · padan seluruh unsur"."""
    name = "" if one.name == one.part else _name(one.name)
    entry = word("party_short", one.entry)
    return " · ".join(part for part in (_part(one.part), entry, name) if part)


def _part(code: str) -> str:
    return t(f"documents.part.{code}") if known(f"documents.part.{code}") else code


def _name(code: str) -> str:
    parts = [
        t(f"documents.field.{one}") if known(f"documents.field.{one}") else one for one in code.split(".")
    ]
    return " ".join(parts)


def _shown(text: str) -> str:
    return text or t("documents.compare.nothing")
