"""Calling the practice partner of the two-office exercise; only in the practice workspace."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from padan.domain.settings import OPEN_FOLDER, SAVE_FOLDER
from padan.gui.desk import Desk
from padan.gui.exchange.view import ExchangeView
from padan.gui.texts import t


class Exercise(QObject):
    """`played` when the partner has done what it could; elsewhere its button is not there."""

    played = Signal()

    def __init__(self, desk: Desk, view: ExchangeView) -> None:
        super().__init__(view)
        self._desk = desk
        view.bar.buttons["exchange.partner"].setVisible(desk.partner is not None)

    def call(self) -> None:
        """Let the partner work, say what it did, and let dialogs begin in the folder both offices reach."""
        partner, tools = self._desk.partner, self._desk.tools
        if partner is None:
            return

        def done(found: tuple[list[str], Path]) -> None:
            said, post = found
            for setting in (OPEN_FOLDER, SAVE_FOLDER):
                self._desk.remember_folder(setting, post)
            where = t("exchange.partner.folder", folder=str(post))
            self._desk.dialogs.tell(t("exchange.partner.told"), "\n\n".join([*said, where]))
            self._desk.changed.emit()
            self.played.emit()

        self._desk.ask(
            self, lambda _job: partner(tools), done, label=t("exchange.partner.working"), outlives=True
        )
