"""Where the parts of the checkout and its environment lie; creates nothing."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
SCRATCH = ROOT / ".work"
"""Everything a command of dev.py makes besides the environment; never tracked, safe to delete."""

REQUIREMENTS = ROOT / "build" / "requirements"
LOCKS = {
    "runtime": REQUIREMENTS / "runtime.txt",
    "dev": REQUIREMENTS / "dev.txt",
    "lock": REQUIREMENTS / "lock.txt",
    "bench": REQUIREMENTS / "bench.txt",
}

_WINDOWS = os.name == "nt"
PROGRAMS = ENVIRONMENT / ("Scripts" if _WINDOWS else "bin")
PYTHON = PROGRAMS / ("python.exe" if _WINDOWS else "python")


def program(name: str) -> str:
    """Return the path of a program of the environment, in the system's own spelling."""
    return str(PROGRAMS / (f"{name}.exe" if _WINDOWS else name))
