"""Where the program's own read-only files lie, in a checkout and in a frozen bundle; never where data lies."""

import sys
from pathlib import Path


def resources() -> Path:
    """Return the folder of shipped resources: beside `src/` in a checkout, inside the bundle when frozen."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    return Path(__file__).resolve().parents[3] / "resources"
