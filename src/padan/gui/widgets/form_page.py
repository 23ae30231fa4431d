"""A form with heading, message line and buttons that fills a page; emits what was entered and calls
nobody.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import EDGE, WIDE
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import Value
from padan.gui.widgets.form import Form, Row, Values
from padan.gui.widgets.labels import column, label, row, set_kind
from padan.gui.widgets.scrolled import scrolled


class _Body(QWidget):
    """What a form page shows: heading, words, the form, its message and its buttons."""

    def __init__(self, texts: str, rows: Sequence[Row], extra: Sequence[QWidget], *, grow: bool) -> None:
        super().__init__()
        self.title = label(t(f"{texts}.title"), "title")
        intro = label(t(f"{texts}.intro"), "dim")
        self.form = Form(rows)
        self.message = label("", "bad")
        self.message.hide()
        self.ok = plain_button(t(f"{texts}.ok"), main=True)
        self.ok.setObjectName("ok")
        self.back = plain_button(t("common.cancel"))
        self.back.setObjectName("back")
        above = (self.title, intro, *extra, self.form, self.message)
        box = column(*above, row(self.ok, self.back, 1), int(not grow), gap=WIDE, edge=EDGE)
        if grow:
            box.setStretch(2, 1)
        self.setLayout(box)


class FormPage(QWidget):
    """One form as a page. `about` names what the form is about (ids) and travels with the values and the
    draft.

    Its controls are made when the form is first needed: a screen has many forms, and an officer who opens it
    waits for none of them.
    """

    submitted = Signal(dict, dict)
    dismissed = Signal()

    def __init__(
        self, texts: str, rows: Sequence[Row], extra: Sequence[QWidget] = (), *, grow: bool = False
    ) -> None:
        super().__init__()
        self.about: dict[str, str] = {}
        self._plan = (texts, rows, extra, grow)

    @cached_property
    def _body(self) -> _Body:
        texts, rows, extra, grow = self._plan
        made = _Body(texts, rows, extra, grow=grow)
        made.ok.clicked.connect(self._submit)
        made.back.clicked.connect(self.dismissed)
        made.form.entered.connect(self._submit)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(made.back.click)
        self.setLayout(column(scrolled(made)))
        return made

    def setVisible(self, visible: bool) -> None:
        """Have the controls before the page comes into sight: what is shown later gets no focus."""
        if visible:
            _ = self._body
        super().setVisible(visible)

    @property
    def title(self) -> QLabel:
        return self._body.title

    @property
    def form(self) -> Form:
        return self._body.form

    @property
    def message(self) -> QLabel:
        return self._body.message

    @property
    def ok(self) -> QPushButton:
        return self._body.ok

    @property
    def back(self) -> QPushButton:
        return self._body.back

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
