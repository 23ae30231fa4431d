"""Puts a scheme on the application and follows the system's light, dark and high contrast; stores no
setting.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from padan.gui.theme.colours import DARK, HIGH_CONTRAST, LIGHT, SCHEMES, Colours, palette
from padan.gui.theme.sheet import sheet

_SMALLEST_POINTS = 9.5


class Look(QObject):
    """The look in use. `changed` tells those who paint by hand (charts, differences) to paint again."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._wish = "system"
        self._points = application.font().pointSizeF()
        self.colours = LIGHT
        application.setStyle("Fusion")
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    @property
    def dark(self) -> bool:
        """Whether text is light on a dark ground."""
        return self.colours is not LIGHT

    @property
    def icon_side(self) -> int:
        """The side of a small icon in pixels: it grows with the text."""
        return max(16, QFontMetrics(self._application.font()).height())

    @property
    def scale(self) -> float:
        """How many times larger than at 100 % the text is: widths that hold words grow with it."""
        return self._application.font().pointSizeF() / max(self._points, _SMALLEST_POINTS)

    def choose(self, wish: str, font_percent: int = 100) -> None:
        """Use 'system', 'light', 'dark' or 'contrast', and text of `font_percent` of the system's size."""
        self._wish = wish
        self._application.setStyleSheet("")  # replacing one sheet by another takes six times as long
        font = QFont(self._application.font())
        font.setPointSizeF(max(self._points, _SMALLEST_POINTS) * font_percent / 100)
        self._application.setFont(font)
        self._apply()

    def _follow(self) -> None:
        if self._wish == "system":
            self._apply()

    def _apply(self) -> None:
        self.colours = self._wanted()
        self._application.setStyleSheet("")
        self._application.setPalette(palette(self.colours))
        self._application.setStyleSheet(sheet(self.colours, self._application.font().pointSizeF()))
        self.changed.emit()

    def _wanted(self) -> Colours:
        if self._wish in SCHEMES:
            return SCHEMES[self._wish]
        hints = self._application.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return HIGH_CONTRAST
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def look() -> Look:
    """Return the application's look: widgets that paint by hand ask it for colours."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    found = application.findChild(Look)
    return found if isinstance(found, Look) else Look(application)
