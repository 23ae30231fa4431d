"""The Pengaturan screen: one search over settings, officers and safety, in three tabs; passive."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from padan.domain.officer import Role
from padan.gui.actions import action
from padan.gui.preferences.settings_panel import SettingsPanel
from padan.gui.texts import t, word
from padan.gui.theme.sheet import GAP, READING_WIDTH, WIDE
from padan.gui.widgets.buttons import ActionBar, plain_button
from padan.gui.widgets.fields import LineField, ManyField, SwitchField
from padan.gui.widgets.flow import FlowLayout
from padan.gui.widgets.form import Row
from padan.gui.widgets.form_page import FormPage
from padan.gui.widgets.key_page import KeyPage
from padan.gui.widgets.labels import column, holder, label, row
from padan.gui.widgets.screen import MAIN, Screen
from padan.gui.widgets.scrolled import scrolled
from padan.gui.widgets.table import Line, Table

SETTINGS_TAB, OFFICERS_TAB, SAFETY_TAB = range(3)
_TAB_OF = {
    "officer.add": OFFICERS_TAB,
    "officer.edit": OFFICERS_TAB,
    "officer.remove": OFFICERS_TAB,
    "passphrase.change": OFFICERS_TAB,
    "backup.make": SAFETY_TAB,
    "backup.restore": SAFETY_TAB,
    "store.check": SAFETY_TAB,
    "store.rekey": SAFETY_TAB,
    "store.recovery_key": SAFETY_TAB,
}
_WIDEST = 130
_COLUMNS = ("login", "name", "roles", "nip", "jabatan", "state")


class PreferencesView(Screen):
    """Signals: saved(values) of the settings · chosen(login) of the officers."""

    saved = Signal(dict)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("preferences")
        self._shown: dict[str, Any] = {}
        self._kept: dict[str, Any] = {}
        self.settings = SettingsPanel()
        self.settings.changed.connect(self._compare)
        self.save = plain_button(t("preferences.save"), main=True)
        self.save.setObjectName("save_settings")
        self.save.clicked.connect(lambda: self.saved.emit(self.settings.values()))
        self.reset_all = plain_button(t("preferences.reset_all"))
        self.reset_all.clicked.connect(self.settings.reset_all)
        self.policy = label("", "warn")
        self.policy.hide()
        headings = [t(f"preferences.officer.{name}") for name in _COLUMNS]
        self.officers = Table(t("preferences.officers"), headings)
        self.officers.chosen.connect(self.chosen)
        self.officers.opened.connect(lambda _key: self.used.emit("officer.edit"))
        self.search = LineField(t("preferences.search_hint"), longest=80)
        self.search.setAccessibleName(t("preferences.search"))
        self.search.offer_clearing()
        self.search.textChanged.connect(self._search)
        self.hits = QWidget()
        self._hits_line = FlowLayout()
        self.hits.setLayout(self._hits_line)
        self.hits.hide()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(t("preferences.tabs"))
        self.tabs.addTab(self._settings(), t("preferences.look"))
        self.tabs.addTab(self._people(), t("preferences.officers"))
        self.tabs.addTab(self._safety(), t("preferences.safety"))
        body = column(self.search, self.hits, self.tabs, gap=GAP)
        body.setStretch(2, 1)
        self.set_main(holder(body))
        self.key = KeyPage()
        self._add_pages()

    def show_settings(self, values: Mapping[str, Any], may_all: bool, fixed: Sequence[str]) -> None:
        """Show the values in use; everyone's are open to those who may change them, fixed ones to nobody."""
        self._shown = dict(values)
        self.settings.set_values({**values, **self._kept})
        self._kept = {}
        self.settings.limit(may_all, fixed)
        self._compare()

    def show_policy(self, text: str) -> None:
        """Say what the machine's policy does, empty when there is none."""
        self.policy.setText(text)
        self.policy.setVisible(bool(text))

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

    def show_key(self, key: str) -> None:
        """Show a new recovery key, to be repeated."""
        self.turn_to("key")
        self.key.show_key(key)

    def _settings(self) -> QWidget:
        rows = holder(
            column(self.policy, self.settings, row(self.save, self.reset_all, 1), 1, gap=WIDE, edge=WIDE)
        )
        rows.setMaximumWidth(_WIDEST * self.fontMetrics().averageCharWidth())
        return scrolled(rows)

    def _people(self) -> QWidget:
        names = [name for name, tab in _TAB_OF.items() if tab == OFFICERS_TAB]
        bar = self.add_bar(ActionBar(names, self.main))
        return holder(column(bar, self.officers, gap=GAP, edge=WIDE))

    def _safety(self) -> QWidget:
        names = [name for name, tab in _TAB_OF.items() if tab == SAFETY_TAB]
        bar = self.add_bar(ActionBar(names, self.main))
        self.safety = label("", "strong")
        self.last_backup = label("", "dim")
        intro = label(t("preferences.safety_intro"))
        intro.setMaximumWidth(READING_WIDTH)
        items = (intro, self.last_backup, bar, self.safety, 1)
        return holder(column(*items, gap=WIDE, edge=WIDE))

    def _add_pages(self) -> None:
        self.add_form("add", FormPage("preferences.add", _officer_rows(new=True)))
        self.add_form("edit", FormPage("preferences.edit", _officer_rows(new=False)))
        self.add_form("passphrase", FormPage("preferences.passphrase", _passphrase_rows()))
        words = label(t("preferences.recovery_needed"))
        words.setMaximumWidth(READING_WIDTH)
        title = t("preferences.recovery_title")
        self.add_sub("recovery", title, holder(column(words, 1)), ("store.recovery_key",))
        self.add_page("key", self.key)
        find = QShortcut(QKeySequence.StandardKey.Find, self.main)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    def _compare(self) -> None:
        self.save.setEnabled(bool(self._shown) and self.settings.values() != self._shown)

    def _search(self, text: str) -> None:
        """Show the settings found, and what the other tabs have under the same words."""
        found = self.settings.search(text)
        box = self._hits_line
        while (item := box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        wanted = text.casefold().split()
        hits = [name for name in _TAB_OF if wanted and all(w in action(name).text.casefold() for w in wanted)]
        for name in hits:
            link = plain_button(f"→ {action(name).text}", link=True)
            link.clicked.connect(lambda _on=False, name=name: self._lead(name))
            box.addWidget(link)
        self.hits.setVisible(bool(hits))
        self.settings.nothing.setVisible(bool(wanted) and not found and not hits)
        if wanted and found:
            self.tabs.setCurrentIndex(SETTINGS_TAB)

    def _lead(self, name: str) -> None:
        self.tabs.setCurrentIndex(_TAB_OF[name])
        button = next(bar.buttons[name] for bar in self._bars if name in bar.buttons)
        button.setFocus(Qt.FocusReason.OtherFocusReason)


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
