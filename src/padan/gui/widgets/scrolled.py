"""A page that scrolls when the window is small or the text is large; follows the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


class _Scrolled(QScrollArea):
    """Keeps the focused control in sight, as keyboard users need."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        inner.setProperty("kind", "scrolled")
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 8, 24)


def scrolled(inner: QWidget) -> QScrollArea:
    """Return `inner` inside a scroll area without a frame."""
    return _Scrolled(inner)
