"""Settings needed before unlocking, in a small file of this user; holds no personal data and no list of
files.
"""

from pathlib import Path

from PySide6.QtCore import QSettings

from padan.common.places import user_data
from padan.domain.settings import Setting, Value, read, text_of


class MachineSettings:
    """Reads and writes settings of scope MACHINE (theme, text size, window, last workspace)."""

    def __init__(self, path: Path | None = None) -> None:
        where = path or user_data() / "padan.ini"
        self._kept = QSettings(str(where), QSettings.Format.IniFormat)

    def get(self, setting: Setting) -> Value:
        """Return the value in use."""
        for name in (setting.name, *setting.old_names):
            kept = self._kept.value(name.replace(".", "/"))
            if kept is not None:
                return read(setting, str(kept))
        return setting.default

    def put(self, setting: Setting, value: Value) -> None:
        """Keep a value; a read-only profile is no reason to stop."""
        self._kept.setValue(setting.name.replace(".", "/"), text_of(value))
        self._kept.sync()
