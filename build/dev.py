#!/usr/bin/env python3
"""The one door to developing Padan: sets up what is missing, then runs what was asked. Standard library only.

python3 build/dev.py run      open the practice workspace (without a display: the same loop through padanctl)
python3 build/dev.py test     the tests; further words go to pytest
python3 build/dev.py check    style, types, imports, sizes, locks
python3 build/dev.py bench    side-by-side measurements (`bench matching`: beside Splink, DuckDB and Polars)
python3 build/dev.py package  the folder to install from, with PyInstaller
python3 build/dev.py lock     the lock files anew from pyproject.toml (words: packages to upgrade, or `all`)
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from environment import ensure_environment
from places import PYTHON, ROOT, program
from system_libraries import Missing


def run(words: list[str]) -> int:
    """Open the practice workspace, or run its loop where no window can open."""
    ensure_environment(tests=False)
    if has_display():
        return _call(program("padan"), "--training", *words)
    sys.stderr.write("No display here: running the practice loop through padanctl.\n")
    return _call(str(PYTHON), "-m", "padan.training.loop", *words)


def test(words: list[str]) -> int:
    """Run the tests."""
    ensure_environment(tests=True)
    return _call(str(PYTHON), "-m", "pytest", *words)


def check(_words: list[str]) -> int:
    """Run every static check."""
    from checks import run_checks

    ensure_environment(tests=True)
    return run_checks()


def bench(words: list[str]) -> int:
    """Measure the engine on made-up registers."""
    ensure_environment(tests=False)
    return _call(str(PYTHON), str(ROOT / "build" / "bench.py"), *words)


def package(words: list[str]) -> int:
    """Build the folder to install from."""
    from bundle import build_bundle

    ensure_environment(tests=False)
    return build_bundle(words)


def lock(words: list[str]) -> int:
    """Resolve the dependencies anew."""
    from locks import make_locks

    ensure_environment(tests=False)
    return make_locks(words)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "package": package,
    "lock": lock,
}


def has_display() -> bool:
    """Tell whether a window can open here; a DISPLAY whose local server is gone does not count."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("WAYLAND_DISPLAY"):
        return True
    display = os.environ.get("DISPLAY", "")
    if display.startswith(":"):
        number = display[1:].split(".")[0]
        return Path(f"/tmp/.X11-unix/X{number}").exists()  # noqa: S108 - X11 fixes this path
    return bool(display)


def _call(*words: str) -> int:
    return subprocess.call(words, cwd=ROOT)


def main(words: list[str]) -> int:
    """Run the command that the first word names; return its exit status."""
    if not words or words[0] not in COMMANDS:
        print(__doc__)
        return 0 if words in (["-h"], ["--help"], ["help"]) else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except Missing as missing:
        sys.stderr.write(f"{missing}\n")
        return 4
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
