"""Lets a screen reader read a message without moving the focus."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str = "") -> None:
    """Announce `text`, kept as the widget's accessible name (empty: the name it has)."""
    if text:
        widget.setAccessibleName(text)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
