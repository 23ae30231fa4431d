"""The Pengaturan screen in tabs: look and lock, officers, safety; passive."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from padan.domain.officer import Role
from padan.domain.settings import FONT_PERCENT, IDLE_MINUTES, PAGE_ROWS
from padan.gui.texts import t, word, words
from padan.gui.theme.sheet import GAP, WIDE
from padan.gui.widgets.buttons import ActionBar, plain_button
from padan.gui.widgets.fields import ChoiceField, LineField, ManyField, NumberField, SwitchField
from padan.gui.widgets.form import Form, Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import MAIN, Screen
from padan.gui.widgets.table import Line, Table


class PreferencesView(Screen):
    """Signals: saved(values) of the settings · chosen(login) of the officers."""

    saved = Signal(dict)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("preferences")
        self._shown: dict[str, Any] = {}
        self._kept: dict[str, Any] = {}
        self.settings = Form(_setting_rows())
        self.save = plain_button(t("preferences.save"), main=True)
        self.save.setObjectName("save_settings")
        self.save.clicked.connect(lambda: self.saved.emit(self.settings.values()))
        headings = [t(f"preferences.officer.{name}") for name in _COLUMNS]
        self.officers = Table(t("preferences.officers"), headings)
        self.officers.chosen.connect(self.chosen)
        self.officers.opened.connect(lambda _key: self.used.emit("officer.edit"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("preferences.tabs"))
        self.tabs.addTab(self._look(), t("preferences.look"))
        self.tabs.addTab(self._people(), t("preferences.officers"))
        self.tabs.addTab(self._safety(), t("preferences.safety"))
        self.set_main(self.tabs)
        self.add_form("add", FormPage("preferences.add", _officer_rows(new=True)))
        self.add_form("edit", FormPage("preferences.edit", _officer_rows(new=False)))
        self.add_form("passphrase", FormPage("preferences.passphrase", _passphrase_rows()))

    def show_settings(self, values: Mapping[str, Any], may_all: bool) -> None:
        """Show the values in use; everyone's are open to those who may change them."""
        self._shown = dict(values)
        self.settings.set_values({**values, **self._kept})
        self._kept = {}
        self.settings.fields[IDLE_MINUTES.name].setEnabled(may_all)

    def draft(self) -> dict[str, Any] | None:
        """Keep the open form, or settings changed and not saved yet."""
        if self.page != MAIN:
            return super().draft()
        values = self.settings.values()
        return {"settings": values} if self._shown and values != self._shown else None

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Open the form, or change the settings again as they were left."""
        super().restore(draft)
        self._kept = dict(draft.get("settings") or {})
        self.settings.set_values(self._kept)

    def show_officers(self, lines: Sequence[Line]) -> None:
        """Show who works here."""
        self.officers.show_lines(lines)

    def show_safety(self, text: str) -> None:
        """Show what a check or a backup found."""
        self.safety.setText(text)

    def _look(self) -> QWidget:
        return holder(column(self.settings, row(self.save, 1), 1, gap=WIDE, edge=WIDE))

    def _people(self) -> QWidget:
        bar = self.add_bar(
            ActionBar(("officer.add", "officer.edit", "officer.remove", "passphrase.change"), self.main)
        )
        return holder(column(bar, self.officers, gap=GAP, edge=WIDE))

    def _safety(self) -> QWidget:
        names = ("backup.make", "store.check", "store.rekey", "store.recovery_key")
        bar = self.add_bar(ActionBar(names, self.main))
        self.safety = label("", "dim")
        return holder(column(label(t("preferences.safety_intro")), bar, self.safety, 1, gap=WIDE, edge=WIDE))


_COLUMNS = ("login", "name", "roles", "nip", "jabatan", "state")


def _setting_rows() -> tuple[Row, ...]:
    return (
        Row("appearance.theme", "preferences.theme", lambda: ChoiceField(words("theme"))),
        Row(
            FONT_PERCENT.name,
            "preferences.font",
            lambda: NumberField(FONT_PERCENT.lowest, FONT_PERCENT.highest, "%"),
        ),
        Row(
            IDLE_MINUTES.name,
            "preferences.idle",
            lambda: NumberField(IDLE_MINUTES.lowest, IDLE_MINUTES.highest, t("preferences.minutes")),
            False,
            "preferences.idle_hint",
        ),
        Row(
            PAGE_ROWS.name,
            "preferences.page_rows",
            lambda: NumberField(PAGE_ROWS.lowest, PAGE_ROWS.highest, t("preferences.rows")),
        ),
    )


def _officer_rows(new: bool) -> tuple[Row, ...]:
    rows = [
        Row("name", "officers.name", LineField, True),
        Row("nip", "officers.nip", lambda: LineField(longest=18)),
        Row("pangkat", "officers.pangkat", LineField),
        Row("jabatan", "officers.jabatan", LineField),
        Row(
            "roles",
            "officers.roles",
            lambda: ManyField([(r.value, word("role", r.value)) for r in Role]),
            True,
        ),
    ]
    if new:
        rows.insert(
            0, Row("login", "officers.login", lambda: LineField(longest=40), True, "officers.login_hint")
        )
        rows += [
            Row("passphrase", "unlock.passphrase", _secret, True, "preferences.add.passphrase_hint"),
            Row("again", "setup.officer.again", _secret, True),
            Row("own", "preferences.add.own", SwitchField),
        ]
    return tuple(rows)


def _passphrase_rows() -> tuple[Row, ...]:
    return (
        Row("old", "unlock.change.old", _secret, True),
        Row("new", "unlock.change.new", _secret, True, "setup.officer.passphrase_hint"),
        Row("again", "unlock.change.again", _secret, True),
    )


def _secret() -> LineField:
    return LineField(secret=True, longest=1024)
