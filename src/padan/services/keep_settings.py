"""Settings kept inside the store: everyone's by an admin, an officer's own by themselves; the machine's are
not here.
"""

from collections.abc import Collection

from padan.common.codes import gui as codes
from padan.common.errors import UserFault
from padan.domain.officer import Act
from padan.domain.settings import SETTINGS, Setting, SettingScope, Value, parse, read, stored_text, text_of
from padan.services.session import Session, record, require

_WORKSPACE = "setting:"


def settings(session: Session) -> dict[str, Value]:
    """Return every setting of the workspace and of this officer by name."""
    prefixes = {
        SettingScope.WORKSPACE: _WORKSPACE + "all:",
        SettingScope.OFFICER: f"{_WORKSPACE}{session.officer.id}:",
    }
    found: dict[str, Value] = {}
    with session.store.reading() as records:
        for scope, prefix in prefixes.items():
            kept = {name.removeprefix(prefix): text for name, text in records.preferences.all(prefix).items()}
            for setting in SETTINGS:
                if setting.scope is scope:
                    found[setting.name] = read(setting, stored_text(setting, kept))
    return found


def change_setting(
    session: Session, setting: Setting, value: Value, fixed: Collection[str] = frozenset()
) -> None:
    """Keep a setting; UserFault when the value is outside its limits, when an admin's setting is not theirs,
    or when the machine's policy fixes it (`fixed` holds the names).
    """
    if setting.name in fixed:
        raise UserFault(codes.SETTING_FIXED, setting=setting.name)
    if parse(setting, text_of(value)) is None:
        raise UserFault(
            codes.SETTING_INVALID, setting=setting.name, lowest=setting.lowest, highest=setting.highest
        )
    whole = setting.scope is SettingScope.WORKSPACE
    if whole:
        require(session, Act.SETTINGS, setting.name)
    owner = "all" if whole else session.officer.id
    with session.store as records:
        records.preferences.put(f"{_WORKSPACE}{owner}:{setting.name}", text_of(value))
        if whole:
            record(session, records, "settings.change", setting.name, value=text_of(value))
