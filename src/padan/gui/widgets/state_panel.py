"""What stands in the place of content: nothing there yet, being loaded, could not be read, no connection."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QWidget

from padan.gui.texts import t
from padan.gui.theme.icons import icon
from padan.gui.theme.look import look
from padan.gui.theme.sheet import EDGE, FORM_WIDTH, GAP
from padan.gui.widgets.announce import announce
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import column, holder, label, row

Kind = Literal["empty", "loading", "error", "offline"]


class StatePanel(QFrame):
    """A sign, what is the matter, why, and at most one way on (`wished`)."""

    wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._kind: Kind = "empty"
        self.sign = QLabel()
        self.title = label("", "heading")
        self.text = label("", "dim")
        self.button = plain_button(t("common.retry"))
        self.button.setObjectName("state_button")
        self.button.clicked.connect(self.wished)
        inner = holder(column(self.sign, self.title, self.text, row(self.button, 1), gap=GAP))
        inner.setMaximumWidth(FORM_WIDTH)
        line = row(1, inner, 1)
        line.setStretch(1, 4)
        self.setLayout(column(1, line, 2, edge=EDGE))
        look().changed.connect(self._paint)

    def show_state(self, kind: Kind, title: str, text: str = "", button: str = "") -> None:
        """Show a state; errors and lost connections are announced."""
        self._kind = kind
        self.title.setText(title)
        self.sign.setAccessibleName(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(bool(button))
        self._paint()
        if kind in ("error", "offline"):
            announce(self, f"{title} {text}")

    def _paint(self) -> None:
        side = look().icon_side * 2
        colours = look().colours
        ink = {"error": colours.bad, "offline": colours.warn}.get(self._kind, colours.dim)
        self.sign.setPixmap(icon(self._kind, ink).pixmap(side, side))


class Stateful(QStackedWidget):
    """Content that can give way to a state panel: `wished` is the panel's button."""

    wished = Signal()

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.panel = StatePanel()
        self.panel.wished.connect(self.wished)
        self.content = content
        self.addWidget(content)
        self.addWidget(self.panel)
        self.panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_content(self) -> None:
        """Bring the content back."""
        self.setCurrentWidget(self.content)

    def show_empty(self, title: str, text: str = "", button: str = "") -> None:
        """Say that there is nothing yet, why, and what to do."""
        self._show("empty", title, text, button)

    def show_loading(self, text: str = "") -> None:
        """Say that the content is on its way."""
        self._show("loading", text or t("common.loading"), "", "")

    def show_error(self, title: str, text: str = "", button: str = "") -> None:
        """Say what went wrong; without other words the button tries again."""
        self._show("error", title, text, button or t("common.retry"))

    def show_offline(self, text: str = "") -> None:
        """Say that this needs a connection and what works without."""
        self._show("offline", t("common.offline"), text or t("common.offline_more"), t("common.retry"))

    def _show(self, kind: Kind, title: str, text: str, button: str) -> None:
        self.panel.show_state(kind, title, text, button)
        self.setCurrentWidget(self.panel)
