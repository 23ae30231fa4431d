"""Where the program's own read-only files lie, in a checkout and in a frozen bundle; never where data
lies.
"""

import os
import sys
from pathlib import Path


def resources() -> Path:
    """Return the folder of shipped resources: beside `src/` in a checkout, inside the bundle when frozen."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    return Path(__file__).resolve().parents[3] / "resources"


def user_data() -> Path:
    """Return the folder under which this user's workspaces are kept by default; it is not created here."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Padan"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "padan"


def practice_workspace() -> Path:
    """Return the folder of the practice workspace (ruang latihan), apart from any real one."""
    return user_data() / "latihan"


def machine_policy() -> Path:
    """Return the file by which an administrator of the machine fixes settings for everyone on it; often
    absent. Only administrators can write there.
    """
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA") or "C:/ProgramData") / "Padan" / "kebijakan.toml"
    return Path("/etc/padan/kebijakan.toml")
