"""Makes the lock files and tells when they are stale; locks carry hashes, never the address of a registry.

The first line of each lock names the digest of what it was made from, so staleness is seen without a network.
"""

import hashlib
import json
import subprocess
import sys
import tomllib

from environment import pip
from places import LOCKS, ROOT, program

COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "--no-emit-index-url"),
    *("--python-version", "3.11", "--no-python-downloads"),
)
SOURCES = {
    "lock": ("--group", "lock"),
    "bench": ("--group", "bench"),
    "runtime": ("pyproject.toml",),
    "dev": ("pyproject.toml", "--group", "dev", "--constraint", "build/requirements/runtime.txt"),
}
"""Lock → what it is made from, in the order in which they are made."""


def inputs_digest(lock: str) -> str:
    """Return the digest of everything in pyproject.toml that a lock depends on."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = data["dependency-groups"]
    project = [data["project"]["requires-python"], *sorted(data["project"]["dependencies"])]
    parts = {
        "lock": [sorted(groups["lock"])],
        "bench": [sorted(groups["bench"])],
        "runtime": [project],
        "dev": [project, sorted(groups["dev"])],
    }[lock]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def first_line(lock: str) -> str:
    """Return the line that a fresh lock starts with."""
    return f"# made by `dev.py lock` from pyproject.toml, inputs {inputs_digest(lock)}\n"


def stale_locks() -> list[str]:
    """Return the names of the locks that no longer fit pyproject.toml, or that name an address."""
    stale = []
    for lock, path in LOCKS.items():
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if not text.startswith(first_line(lock)) or "://" in text:
            stale.append(path.name)
    return stale


def make_locks(upgrade: list[str]) -> int:
    """Write all locks anew; versions stay unless `upgrade` names a package or is `["all"]`."""
    pip("install", "--quiet", "--require-hashes", "--no-deps", "-r", str(LOCKS["lock"]))
    asked = (
        ["--upgrade"]
        if upgrade == ["all"]
        else [word for one in upgrade for word in ("--upgrade-package", one)]
    )
    for lock, source in SOURCES.items():
        path = LOCKS[lock]
        target = path.relative_to(ROOT).as_posix()
        status = subprocess.call(
            [program("uv"), *COMPILE, *asked, *source, "--output-file", target],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        if status != 0:
            return status
        body = path.read_text(encoding="utf-8").removeprefix(first_line(lock))
        path.write_text(first_line(lock) + body, encoding="utf-8", newline="\n")
        sys.stderr.write(f"{target}\n")
    return 0
