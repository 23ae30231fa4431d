"""Puts a scheme on the application and follows the system's light and dark; stores no setting."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from padan.gui.theme.colours import DARK, LIGHT, Colours, palette
from padan.gui.theme.sheet import sheet


class Look(QObject):
    """The look in use. `changed` tells those who paint by hand (differences, the life track) to paint
    again.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._wish = "system"
        self._points = application.font().pointSizeF()
        self.colours = LIGHT
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def dark(self) -> bool:
        return self.colours is DARK

    def choose(self, wish: str, font_percent: int = 100) -> None:
        """Use 'system', 'light' or 'dark', and text of `font_percent` of the system's size."""
        self._wish = wish
        font = QFont(self._application.font())
        font.setPointSizeF(max(self._points, 9.5) * font_percent / 100)
        self._application.setFont(font)
        self._apply()

    def _follow(self) -> None:
        if self._wish == "system":
            self._apply()

    def _apply(self) -> None:
        self.colours = self._wanted()
        self._application.setPalette(palette(self.colours))
        self._application.setStyleSheet(sheet(self.colours, self._application.font().pointSizeF()))
        self.changed.emit()

    def _wanted(self) -> Colours:
        if self._wish != "system":
            return DARK if self._wish == "dark" else LIGHT
        scheme = self._application.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def look() -> Look:
    """Return the application's look: widgets that paint by hand ask it for colours."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    found = application.findChild(Look)
    return found if isinstance(found, Look) else Look(application)
