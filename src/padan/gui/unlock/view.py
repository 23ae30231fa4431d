"""The lock screen: who, passphrase, recovery, forced change of passphrase; passive."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from padan.gui.texts import t, word
from padan.gui.theme.sheet import EDGE, GAP, WIDE
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import ChoiceField, LineField
from padan.gui.widgets.form import Form, Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import PathLabel, card, column, label, row, set_kind


@dataclass(frozen=True)
class LockedWorkspace:
    """What is known before unlocking."""

    folder: str
    party: str
    logins: Sequence[str]
    login: str


def _secret(longest: int = 1024) -> LineField:
    return LineField(secret=True, longest=longest)


class UnlockView(QWidget):
    """Signals: entered(login, passphrase) · changed(values) · recovered(values) · elsewhere · new_wished."""

    entered = Signal(str, str)
    changed = Signal(dict)
    recovered = Signal(dict)
    elsewhere = Signal()
    new_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self.setLayout(column(self.stack))
        self.place = PathLabel()
        self.party = label("", "title")
        self.message = label("")
        self.hint = label("", "dim")
        self.hint.hide()
        self.form = Form(
            (
                Row("login", "unlock.login", ChoiceField, True),
                Row("passphrase", "unlock.passphrase", _secret, True),
            )
        )
        self.open_button = plain_button(t("unlock.open"), main=True)
        self.recover_button = plain_button(t("unlock.recover_link"), link=True)
        self.other_button = plain_button(t("unlock.elsewhere"), link=True)
        self.new_button = plain_button(t("unlock.new"), link=True)
        self._wire()
        self.change = FormPage("unlock.change", _change_rows())
        self.recover = FormPage("unlock.recover", _recover_rows())
        self.change.submitted.connect(lambda values, _about: self.changed.emit(values))
        self.recover.submitted.connect(lambda values, _about: self.recovered.emit(values))
        for page in (self.change, self.recover):
            page.dismissed.connect(self.show_door)
        for widget in (self._door(), self.change, self.recover):
            self.stack.addWidget(widget)

    def show(self, state: LockedWorkspace | None = None) -> None:
        """Show the door of `state`; without one, just become visible as any widget."""
        if state is not None:
            self.party.setText(word("party", state.party) if state.party else t("unlock.title"))
            self.place.show_path(state.folder)
            choice: ChoiceField = self.form.fields["login"]
            choice.offer([(one, one) for one in state.logins])
            choice.set_value(state.login)
            self.show_door()
        super().show()

    def show_door(self) -> None:
        """Return to login and passphrase, emptied."""
        self.stack.setCurrentIndex(0)
        self.form.fields["passphrase"].clear()
        self.wait(False)
        self.form.focus("passphrase")

    def say(self, text: str, kind: str = "bad") -> None:
        """Tell why the door stays shut, on whichever page is in sight."""
        page = self.stack.currentWidget()
        if isinstance(page, FormPage):
            page.say(text, kind)
            page.wait(False)
            return
        self.message.setText(text)
        set_kind(self.message, kind)
        self.message.setAccessibleName(text)

    def show_hint(self, text: str) -> None:
        """Show what everyone may know: the passphrase of the practice workspace."""
        self.hint.setText(text)
        self.hint.show()

    def wait(self, on: bool, text: str = "") -> None:
        """Show that the key is being derived; nothing can be sent twice."""
        for button in (self.open_button, self.recover_button, self.other_button, self.new_button):
            button.setEnabled(not on)
        if on:
            self.say(text or t("unlock.opening"), "dim")

    def ask_change(self, login: str) -> None:
        """Ask for an own passphrase in place of the one-time one."""
        self.stack.setCurrentWidget(self.change)
        self.change.open({}, {"login": login})

    def retry(self) -> None:
        """Let the officer type again."""
        self.wait(False)
        self.form.fields["passphrase"].selectAll()
        self.form.focus("passphrase")

    def _wire(self) -> None:
        self.open_button.clicked.connect(self._enter)
        self.form.entered.connect(self._enter)
        self.recover_button.clicked.connect(self._open_recovery)
        self.other_button.clicked.connect(self.elsewhere)
        self.new_button.clicked.connect(self.new_wished)

    def _door(self) -> QWidget:
        box = card(
            self.party,
            self.place,
            self.form,
            self.hint,
            self.message,
            row(self.open_button, 1, self.recover_button, gap=GAP),
        )
        box.setFixedWidth(520)
        door = QWidget()
        outer = column(
            2, row(1, box, 1), row(1, self.other_button, self.new_button, 1), 3, gap=WIDE, edge=EDGE
        )
        door.setLayout(outer)
        door.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return door

    def _enter(self) -> None:
        values = self.form.values()
        if not self.open_button.isEnabled():
            return
        if not values["login"] or not values["passphrase"]:
            self.say(t("unlock.empty"))
            return
        self.entered.emit(values["login"], values["passphrase"])

    def _open_recovery(self) -> None:
        choice: ChoiceField = self.form.fields["login"]
        logins = [(str(choice.itemData(n)), choice.itemText(n)) for n in range(choice.count())]
        self.recover.form.fields["login"].offer(logins)
        self.stack.setCurrentWidget(self.recover)
        self.recover.open({"login": choice.value()}, {})


def _change_rows() -> tuple[Row, ...]:
    return (
        Row("old", "unlock.change.old", _secret, True),
        Row("new", "unlock.change.new", _secret, True, "setup.officer.passphrase_hint"),
        Row("again", "unlock.change.again", _secret, True),
    )


def _recover_rows() -> tuple[Row, ...]:
    return (
        Row("key", "unlock.recover.key", lambda: LineField(longest=400), True),
        Row("login", "unlock.login", ChoiceField, True),
        Row("new", "unlock.change.new", _secret, True, "setup.officer.passphrase_hint"),
        Row("again", "unlock.change.again", _secret, True),
    )
