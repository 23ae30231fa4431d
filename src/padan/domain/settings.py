"""The table of settings: type, default, limits, scope and old names; reads no file and no store."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Value = int | bool | str


class SettingScope(StrEnum):
    """Where a setting lives. MACHINE must be known before unlocking and holds nothing personal; the others
    are kept inside the encrypted store: WORKSPACE for everyone (an admin's), OFFICER for one officer.
    """

    MACHINE = "machine"
    WORKSPACE = "workspace"
    OFFICER = "officer"


@dataclass(frozen=True)
class Setting:
    """One setting. Numbers have limits, choices a list; `old_names` are read when the new name is absent."""

    name: str
    kind: Literal["number", "switch", "choice", "text"]
    default: Value
    scope: SettingScope
    lowest: int = 0
    highest: int = 0
    choices: tuple[str, ...] = ()
    old_names: tuple[str, ...] = ()


THEME = Setting(
    "appearance.theme",
    "choice",
    "system",
    SettingScope.MACHINE,
    choices=("system", "light", "dark", "contrast"),
)
FONT_PERCENT = Setting("appearance.font_percent", "number", 100, SettingScope.MACHINE, 80, 200)
LANGUAGE = Setting("appearance.language", "choice", "id", SettingScope.MACHINE, choices=("id", "en"))
WINDOW = Setting("window.geometry", "text", "", SettingScope.MACHINE)
WORKSPACE_FOLDER = Setting("workspace.folder", "text", "", SettingScope.MACHINE)
LAST_LOGIN = Setting("workspace.login", "text", "", SettingScope.MACHINE)
IDLE_MINUTES = Setting("lock.idle_minutes", "number", 5, SettingScope.WORKSPACE, 1, 60)
PAGE_ROWS = Setting("lists.page_rows", "number", 200, SettingScope.OFFICER, 50, 1000)
FIRST_STEPS = Setting("practice.steps", "switch", True, SettingScope.OFFICER)
OPEN_FOLDER = Setting("files.open_folder", "text", "", SettingScope.OFFICER)
SAVE_FOLDER = Setting("files.save_folder", "text", "", SettingScope.OFFICER)
PACKAGE_FOLDER = Setting("files.package_folder", "text", "", SettingScope.OFFICER)
"""The folder watched for packages that arrive; empty when none is."""

SETTINGS: tuple[Setting, ...] = (
    THEME,
    FONT_PERCENT,
    LANGUAGE,
    WINDOW,
    WORKSPACE_FOLDER,
    LAST_LOGIN,
    IDLE_MINUTES,
    PAGE_ROWS,
    FIRST_STEPS,
    OPEN_FOLDER,
    SAVE_FOLDER,
    PACKAGE_FOLDER,
)
BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}
OFFERED: tuple[Setting, ...] = (THEME, FONT_PERCENT, LANGUAGE, IDLE_MINUTES, PAGE_ROWS, FIRST_STEPS)
"""What officers see in Pengaturan, in this order; the others are remembered by the program itself."""


def fixed_values(policy: Mapping[str, object]) -> dict[str, Value]:
    """Return what a machine-wide policy fixes: its table `settings`, names as here; what is no setting, or no
    value of one, fixes nothing.
    """
    table = policy.get("settings")
    fixed: dict[str, Value] = {}
    for name, wanted in (table if isinstance(table, dict) else {}).items():
        setting = BY_NAME.get(str(name))
        value = parse(setting, text_of(wanted)) if setting is not None else None
        if value is not None:
            fixed[str(name)] = value
    return fixed


def read(setting: Setting, text: str | None) -> Value:
    """Return the stored text as a value; the default for what is absent, foreign or outside the limits."""
    value = parse(setting, text) if text is not None else None
    return setting.default if value is None else value


def parse(setting: Setting, text: str) -> Value | None:
    """Return the value of `text`, or None when it cannot be a value of this setting."""
    if setting.kind == "number":
        number = int(text) if text.strip().lstrip("-").isdecimal() else None
        return number if number is not None and setting.lowest <= number <= setting.highest else None
    if setting.kind == "switch":
        return {"true": True, "false": False}.get(text)
    if setting.kind == "choice":
        return text if text in setting.choices else None
    return text


def text_of(value: Value) -> str:
    """Return the text kept for a value; `parse` reads it back."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def stored_text(setting: Setting, stored: Mapping[str, str]) -> str | None:
    """Return what `stored` holds under the setting's name or, failing that, under one of its old names."""
    return next((stored[name] for name in (setting.name, *setting.old_names) if name in stored), None)
