"""The table of settings as a searchable list: field, who it applies to, back to default; the machine's policy
greys out what it fixes and says so. Passive.
"""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from padan.domain.settings import BY_NAME, OFFERED, Setting, SettingScope
from padan.gui.texts import known, t, words
from padan.gui.theme.sheet import GAP, WIDE
from padan.gui.widgets.badge import Badge
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.fields import ChoiceField, LineField, NumberField, SwitchField
from padan.gui.widgets.labels import column, holder, label

_FIELD_WIDTH = 260


class SettingRow(QWidget):
    """One setting: its words, its field, its scope in words, and the way back to the default."""

    changed = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        name, hint = t(f"preferences.set.{setting.name}"), f"preferences.set_hint.{setting.name}"
        scope = t(f"preferences.scope.{setting.scope.value}")
        note = f"{t(hint)} {scope}" if known(hint) else scope
        self.field: Any = _field(setting, name)
        self.field.setObjectName(setting.name)
        self.field.setAccessibleName(name)
        self.field.setAccessibleDescription(note)
        self.reset = plain_button(t("preferences.reset"), link=True)
        self.reset.setAccessibleName(t("preferences.reset_one", name=name))
        self.reset.clicked.connect(self._reset)
        self.badge = Badge()
        self.badge.hide()
        shown = label(name, "strong")
        shown.setBuddy(self.field)
        self.words = f"{name} {note}".casefold()
        lines = QGridLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(WIDE)
        lines.setColumnStretch(0, 1)
        lines.addWidget(holder(column(shown, label(note, "small"), gap=2)), 0, 0)
        lines.addWidget(self.field, 0, 1, Qt.AlignmentFlag.AlignTop)
        lines.addWidget(self.reset, 0, 2, Qt.AlignmentFlag.AlignTop)
        lines.addWidget(self.badge, 1, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        self.field.setFixedWidth(max(_FIELD_WIDTH, self.fontMetrics().averageCharWidth() * 28))
        for signal in ("currentIndexChanged", "valueChanged", "toggled"):
            if hasattr(self.field, signal):
                getattr(self.field, signal).connect(lambda *_: self._note())

    def open_to(self, may: bool, fixed: bool) -> None:
        """Grey the row out where a policy or the officer's role says so, and say which."""
        self.field.setEnabled(may and not fixed)
        if fixed:
            self.badge.show_state(t("preferences.fixed"), "info")
        elif not may:
            self.badge.show_state(t("preferences.admins"), "quiet")
        self.badge.setVisible(fixed or not may)
        self._note()

    def _reset(self) -> None:
        self.field.set_value(self.setting.default)

    def _note(self) -> None:
        default = self.field.value() == self.setting.default
        self.reset.setEnabled(self.field.isEnabled() and not default)
        self.changed.emit()


class SettingsPanel(QWidget):
    """Every offered setting. `changed` fires when a value differs from what it was."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = {one.name: SettingRow(one) for one in OFFERED}
        self.fields = {name: row.field for name, row in self.rows.items()}
        self.nothing = label(t("preferences.nothing_found"), "dim")
        self.nothing.hide()
        for row in self.rows.values():
            row.changed.connect(self.changed)
        self.setLayout(column(*self.rows.values(), self.nothing, gap=GAP + 4))

    def values(self) -> dict[str, Any]:
        """Return every value by the setting's name."""
        return {name: field.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show the named values; the others stay."""
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)

    def limit(self, may_all: bool, fixed: Collection[str]) -> None:
        """Open each row to those who may change it."""
        for name, row in self.rows.items():
            everyones = BY_NAME[name].scope is SettingScope.WORKSPACE
            row.open_to(may_all or not everyones, name in fixed)

    def reset_all(self) -> None:
        """Put every row that can be changed back to its default."""
        for row in self.rows.values():
            if row.field.isEnabled():
                row.field.set_value(row.setting.default)

    def search(self, text: str) -> int:
        """Show only the rows with every word of `text`; return how many there are."""
        wanted = text.casefold().split()
        found = 0
        for row in self.rows.values():
            hit = all(one in row.words for one in wanted)
            row.setVisible(hit)
            found += hit
        return found


def _field(setting: Setting, name: str) -> QWidget:
    if setting.kind == "number":
        return NumberField(setting.lowest, setting.highest, t(f"preferences.unit.{setting.name}"))
    if setting.kind == "choice":
        return ChoiceField(words(setting.name.rpartition(".")[2]))
    if setting.kind == "switch":
        field = SwitchField(t("preferences.switch_on"))
        field.setAccessibleName(name)
        return field
    return LineField()
