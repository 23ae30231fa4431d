"""The checks of `dev.py check`: runs every one, shows what each found, and fails when one failed."""

import subprocess
import sys
import time
from collections.abc import Callable

from locks import stale_locks
from places import PYTHON, ROOT, program
from size_budget import check_tree

SOURCES = ("src", "tests", "build")


def run_checks() -> int:
    """Return 0 when style, types, imports, sizes and locks are all in order."""
    failed = []
    for name, check in CHECKS.items():
        start = time.perf_counter()
        sound = check()
        seconds = time.perf_counter() - start
        print(f"{'ok    ' if sound else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
        if not sound:
            failed.append(name)
    print("All checks passed." if not failed else f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def _command(*words: str) -> Callable[[], bool]:
    def run() -> bool:
        done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            sys.stdout.write(done.stdout.decode("utf-8", "replace"))
        return done.returncode == 0

    return run


def _sizes() -> bool:
    report = check_tree(ROOT)
    for line in report.offences:
        print(line)
    for line in report.remarks:
        print(f"note: {line}")
    return not report.offences


def _locks() -> bool:
    stale = stale_locks()
    for name in stale:
        print(f"build/requirements/{name} does not fit pyproject.toml: run `python3 build/dev.py lock`")
    return not stale


CHECKS: dict[str, Callable[[], bool]] = {
    "format": _command(program("ruff"), "format", "--check", *SOURCES),
    "style": _command(program("ruff"), "check", *SOURCES),
    "types": _command(str(PYTHON), "-m", "mypy"),
    "imports": _command(program("lint-imports"), "--no-cache"),
    "sizes": _sizes,
    "locks": _locks,
}
