"""Answers the actions of the help menu; one guide window for the whole program."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from padan.common.os_faults import from_oserror
from padan.gui.dialogs import Dialogs
from padan.gui.fault_texts import sentence
from padan.gui.help.facts import Trouble, environment, report
from padan.gui.help.sheets import TextSheet, about, problem_report
from padan.gui.help.window import GuideWindow
from padan.gui.texts import t

_SHORTCUTS = "pintasan"


class HelpDesk(QObject):
    """`steps_wished`: the strip of the first loop is wanted again."""

    steps_wished = Signal()

    def __init__(self, window: QWidget, dialogs: Dialogs) -> None:
        super().__init__(window)
        self._window = window
        self._dialogs = dialogs
        self.guide: GuideWindow | None = None
        self.sheet: TextSheet | None = None

    def answer(self, name: str, trouble: Trouble) -> None:
        """Answer `name` of the help menu; `trouble.screen` is the screen in sight, whose page F1 opens."""
        if name == "help.guide":
            self.open_guide(trouble.screen)
        elif name == "help.shortcuts":
            self.open_guide(_SHORTCUTS)
        elif name == "help.steps":
            self.steps_wished.emit()
        elif name == "help.report":
            self._show(problem_report(self._window, report(trouble)))
        elif name == "help.about":
            self._show(about(self._window, environment))

    def open_guide(self, page: str) -> None:
        """Show the guide at a page."""
        if self.guide is None:
            self.guide = GuideWindow()
            self.destroyed.connect(self.guide.deleteLater)
        self.guide.open_page(page)

    def renew(self) -> None:
        """Forget windows in the language used before."""
        if self.guide is not None:
            self.guide.deleteLater()
            self.guide = None

    def put_away(self) -> None:
        """Close what the lock must not leave open: a report may hold the officer's own words."""
        if self.sheet is not None:
            self.sheet.reject()

    def close(self) -> None:
        """Close everything: the program ends."""
        self.put_away()
        self.renew()

    def _show(self, sheet: TextSheet) -> None:
        self.put_away()
        self.sheet = sheet
        sheet.finished.connect(self._closed)
        sheet.save_wished.connect(self._save)
        sheet.open()

    def _closed(self) -> None:
        self.sheet = None

    def _save(self, text: str) -> None:
        start = str(Path.home() / t("help.report_file"))
        target = self._dialogs.save_file(t("help.report.title"), t("help.text_files"), start)
        if target is None or self.sheet is None:
            return
        try:
            target.write_text(text, encoding="utf-8")
        except OSError as error:
            self._dialogs.fault(sentence(from_oserror(error, target)))
            return
        self.sheet.say(t("common.saved_file", file=target.name))
