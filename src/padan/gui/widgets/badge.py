"""A small label that says a state in words, with a sign and a quiet colour; never a colour alone."""

from PySide6.QtWidgets import QLabel

from padan.gui.widgets.labels import label, set_kind

SIGNS = {"good": "✓", "info": "ℹ", "warn": "!", "bad": "✕", "quiet": "•"}
"""The sign of each tone, the same everywhere in the window."""


def signed(text: str, tone: str) -> str:
    """Return the words with the tone's sign before them."""
    return f"{SIGNS[tone]} {text}"


class Badge(QLabel):
    """One state. `show_state` changes words and tone."""

    def __init__(self, text: str = "", tone: str = "quiet") -> None:
        super().__init__()
        self.setProperty("kind", "badge")
        self.show_state(text, tone)

    def show_state(self, text: str, tone: str) -> None:
        """Show `text` in tone good, info, warn, bad or quiet; nothing at all when there is no text."""
        self.setText(signed(text, tone) if text else "")
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        set_kind(self, tone, "tone")


def figure(number: str, words: str) -> tuple[QLabel, QLabel]:
    """Return a number shown large and the words under it, the number's accessible name holding both."""
    large = label(number, "figure")
    large.setAccessibleName(f"{number} {words}")
    return large, label(words, "dim")
