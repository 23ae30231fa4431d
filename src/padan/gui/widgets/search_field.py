"""A line to search with, as wide as its hint at every size of text; searches nothing."""

from PySide6.QtCore import QSize

from padan.gui.theme.sheet import EDGE
from padan.gui.widgets.fields import LineField


class SearchField(LineField):
    """Emptied by the cross at its end."""

    def __init__(self, hint: str, name: str) -> None:
        super().__init__(hint)
        self.setAccessibleName(name)
        self.offer_clearing()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), self._needed()), hint.height())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(self._needed(), hint.height())

    def _needed(self) -> int:
        """The hint, the cross, and the edges."""
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(self.placeholderText()) + metrics.height() + 2 * EDGE
