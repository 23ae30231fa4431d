"""The frame of every screen: heading, actions, content, and forms that take the content's place; passive.

A screen's draft is the open form with its values, so that locking never loses what was typed.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from padan.gui.texts import t
from padan.gui.theme.sheet import EDGE, WIDE
from padan.gui.widgets.buttons import ActionBar
from padan.gui.widgets.fields import Value
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, label, row
from padan.gui.widgets.scrolled import scrolled

MAIN = "main"


class Screen(QWidget):
    """A stack of one main page and named others; signals carry what the officer meant, never what to do."""

    used = Signal(str)
    submitted = Signal(str, dict, dict)
    dismissed = Signal(str)
    restored = Signal(str, dict)

    def __init__(self, name: str, actions: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName(f"screen.{name}")
        self.heading = label(t(f"{name}.title"), "title")
        self.heading.setWordWrap(False)
        self.main = QWidget()
        """The main page: its actions' shortcuts work while the focus is in it, not in a form before it."""
        self.bar = ActionBar(actions, self.main)
        self.bar.used.connect(self.used)
        self.state = label("", "dim")
        self.state.hide()
        self.forms: dict[str, FormPage] = {}
        self._pages: dict[str, QWidget] = {}
        self._bars: list[ActionBar] = [self.bar]
        self.stack = QStackedWidget()
        self.setLayout(column(self.stack))

    def set_main(self, content: QWidget) -> None:
        """Put `content` under the heading and the actions."""
        head = row(self.heading, 1, gap=WIDE)
        box = column(head, self.bar, self.state, content, gap=WIDE, edge=EDGE)
        box.setStretch(3, 1)
        self.main.setLayout(box)
        self.add_page(MAIN, scrolled(self.main))

    def add_page(self, name: str, page: QWidget) -> None:
        """Add a page that can take the content's place."""
        self._pages[name] = page
        self.stack.addWidget(page)

    def add_sub(self, name: str, title: str, content: QWidget, actions: Sequence[str] = ()) -> QLabel:
        """Add a page with its own heading, a way back and actions; return the heading."""
        shown = label(title, "title")
        page = QWidget()
        bar = self.add_bar(ActionBar(["page.back", *actions], page))
        bar.buttons["page.back"].used.connect(lambda _name: self.close_form())
        box = column(shown, bar, content, gap=WIDE, edge=EDGE)
        box.setStretch(2, 1)
        page.setLayout(box)
        self.add_page(name, scrolled(page))
        return shown

    def add_form(self, name: str, form: FormPage) -> None:
        """Add a form; its signals arrive with its name."""
        self.forms[name] = form
        form.submitted.connect(lambda values, about: self.submitted.emit(name, values, about))
        form.dismissed.connect(lambda: self._dismiss(name))
        self.add_page(name, form)

    def add_bar(self, bar: ActionBar) -> ActionBar:
        """Let another row of actions share the conditions and the `used` signal."""
        self._bars.append(bar)
        bar.used.connect(self.used)
        return bar

    @property
    def page(self) -> str:
        """The name of the page in sight."""
        current = self.stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is current), MAIN)

    def turn_to(self, name: str) -> None:
        """Bring a page into sight."""
        self.stack.setCurrentWidget(self._pages[name])

    def open_form(
        self, name: str, values: Mapping[str, Value] | None = None, about: Mapping[str, str] | None = None
    ) -> None:
        """Bring a form into sight, filled with `values`, about `about`."""
        self.turn_to(name)
        self.forms[name].open(values or {}, about or {})

    def close_form(self) -> None:
        """Return to the main page."""
        self.turn_to(MAIN)
        self.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def allow(self, conditions: Collection[str]) -> None:
        """Enable actions by the table."""
        for bar in self._bars:
            bar.allow(conditions)

    def say_state(self, text: str) -> None:
        """Show a short line such as "Memuat …" or "Belum ada …"; empty hides it."""
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def draft(self) -> dict[str, Any] | None:
        """Return the open form, None when nothing is being typed."""
        form = self.forms.get(self.page)
        return {"form": self.page, **form.draft()} if form is not None else None

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Open the form of a draft as it was left."""
        name = str(draft.get("form", ""))
        if name in self.forms:
            self.turn_to(name)
            self.forms[name].restore(draft)
            self.restored.emit(name, dict(draft.get("about") or {}))

    def _dismiss(self, name: str) -> None:
        self.close_form()
        self.dismissed.emit(name)
