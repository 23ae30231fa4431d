"""A form with heading, message line and buttons that fills a page; emits what was entered and calls
nobody.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import EDGE, WIDE
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import Value
from padan.gui.widgets.form import Form, Row, Values
from padan.gui.widgets.labels import column, holder, label, row, set_kind
from padan.gui.widgets.scrolled import scrolled


class FormPage(QWidget):
    """One form as a page. `about` names what the form is about (ids) and travels with the values and the
    draft.
    """

    submitted = Signal(dict, dict)
    dismissed = Signal()

    def __init__(
        self, texts: str, rows: Sequence[Row], extra: Sequence[QWidget] = (), *, grow: bool = False
    ) -> None:
        super().__init__()
        self.about: dict[str, str] = {}
        self.title = label(t(f"{texts}.title"), "title")
        self.intro = label(t(f"{texts}.intro"), "dim")
        self.form = Form(rows)
        self.message = label("", "bad")
        self.message.hide()
        self.ok = plain_button(t(f"{texts}.ok"), main=True)
        self.ok.setObjectName("ok")
        self.back = plain_button(t("common.cancel"))
        self.back.setObjectName("back")
        self.ok.clicked.connect(self._submit)
        self.back.clicked.connect(self.dismissed)
        self.form.entered.connect(self._submit)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back.click)
        buttons = row(self.ok, self.back, 1)
        body = column(
            self.title,
            self.intro,
            *extra,
            self.form,
            self.message,
            buttons,
            int(not grow),
            gap=WIDE,
            edge=EDGE,
        )
        if grow:
            body.setStretch(2, 1)
        self.setLayout(column(scrolled(holder(body))))

    def open(self, values: Mapping[str, Value], about: Mapping[str, str]) -> None:
        """Show the form fresh: emptied, then filled with `values`."""
        self.about = dict(about)
        self.form.clear()
        self.form.set_values(values)
        self.say("")
        self.wait(False)
        self.form.focus()

    def say(self, text: str, kind: str = "bad") -> None:
        """Show a message under the form (empty: none) and let assistive technology read it."""
        self.message.setText(text)
        self.message.setVisible(bool(text))
        set_kind(self.message, kind)
        self.message.setAccessibleName(text)

    def wait(self, on: bool) -> None:
        """Show that the form is being worked on: it cannot be sent twice."""
        self.ok.setEnabled(not on)

    def draft(self) -> dict[str, Any]:
        """Return values and subject, without secrets."""
        return {"values": self.form.draft(), "about": self.about}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Show what `draft` returned."""
        self.open(draft.get("values", {}), draft.get("about", {}))

    def values(self) -> Values:
        return self.form.values()

    def _submit(self) -> None:
        if not self.ok.isEnabled():
            return
        lacking = self.form.missing()
        if lacking:
            self.say(t("common.missing", fields=", ".join(lacking)))
            return
        self.say("")
        self.submitted.emit(self.values(), dict(self.about))
