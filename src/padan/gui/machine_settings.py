"""Settings needed before unlocking, in a small file of this user, and what the machine's policy fixes; holds
no personal data and no list of files.
"""

import tomllib
from pathlib import Path

from PySide6.QtCore import QSettings

from padan.common.places import machine_policy, user_data
from padan.domain.settings import Setting, Value, fixed_values, read, text_of


class MachineSettings:
    """Reads and writes settings of scope MACHINE (theme, text size, window, last workspace).

    `fixed` holds, of every scope, what the machine's policy fixes: it wins over what anyone keeps.
    """

    def __init__(self, path: Path | None = None, policy: Path | None = None) -> None:
        where = path or user_data() / "padan.ini"
        self._kept = QSettings(str(where), QSettings.Format.IniFormat)
        self.policy = policy or machine_policy()
        self.policy_damaged = False
        self.fixed: dict[str, Value] = self._read_policy()

    def get(self, setting: Setting) -> Value:
        """Return the value in use."""
        if setting.name in self.fixed:
            return self.fixed[setting.name]
        for name in (setting.name, *setting.old_names):
            kept = self._kept.value(name.replace(".", "/"))
            if kept is not None:
                return read(setting, str(kept))
        return setting.default

    def put(self, setting: Setting, value: Value) -> None:
        """Keep a value; a read-only profile is no reason to stop."""
        self._kept.setValue(setting.name.replace(".", "/"), text_of(value))
        self._kept.sync()

    def shape(self, name: str) -> str:
        """Return how a part of the window was left (columns, splitters), as text; empty when never."""
        return str(self._kept.value(f"shapes/{name}") or "")

    def keep_shape(self, name: str, text: str) -> None:
        """Keep how a part of the window was left."""
        if self.shape(name) != text:
            self._kept.setValue(f"shapes/{name}", text)

    def _read_policy(self) -> dict[str, Value]:
        """Read the policy; one that cannot be read fixes nothing, and Pengaturan says so."""
        try:
            return fixed_values(tomllib.loads(self.policy.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            self.policy_damaged = True
            return {}
