"""Builds `.venv` from the lock and keeps it true; knows nothing of what is run in it.

The stamp is written last and removed first, so what an interrupted setup left is never taken for
finished: without a stamp the environment is built anew, with one it is brought up to date in place.
"""

import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from native import ensure_loops
from places import ENVIRONMENT, LOCKS, PYTHON, ROOT, program
from system_libraries import Missing, ensure_system_libraries

OLDEST = (3, 11)
STAMP = ENVIRONMENT / "padan-stamp.json"


def ensure_environment(*, tests: bool) -> None:
    """Make `.venv` fit the lock, at once when it does already; raise Missing for what the machine lacks."""
    if sys.version_info < OLDEST:
        raise Missing(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    ensure_system_libraries(tests=tests)
    wanted, found = expected_stamp(), _read_stamp()
    if found == wanted and PYTHON.exists():
        ensure_loops()
        return
    STAMP.unlink(missing_ok=True)
    if not _fits(found, wanted):
        _create()
        found = {}
    if found.get("lock") != wanted["lock"]:
        _install_locked()
    _install_project()
    ensure_loops()
    write_stamp(wanted)


def expected_stamp() -> dict[str, str]:
    """Return what a finished environment of this checkout says of itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = json.dumps([project["build-system"], project["project"]], sort_keys=True)
    return {
        "root": str(ROOT),
        "python": f"{sys.version.split()[0]} {sys.base_prefix}",
        "lock": hashlib.sha256(LOCKS["dev"].read_bytes()).hexdigest(),
        "project": hashlib.sha256(installed.encode()).hexdigest(),
    }


def write_stamp(stamp: dict[str, str]) -> None:
    """Declare the environment finished, in one step."""
    half = STAMP.with_suffix(".new")
    half.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    os.replace(half, STAMP)


def pip(*words: str) -> None:
    """Run pip of the environment under the machine's own configuration; its output goes to standard error."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *words]
    if subprocess.call(command, stdout=sys.stderr, cwd=ROOT) != 0:
        raise Missing(
            "Installing Python packages failed; see the message above. Is the package index reachable?"
        )


def _read_stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _fits(found: dict[str, str], wanted: dict[str, str]) -> bool:
    """Tell whether a finished environment of this very Python and place is there to be updated."""
    return PYTHON.exists() and all(found.get(key) == wanted[key] for key in ("root", "python"))


def _create() -> None:
    _say(f"Creating {ENVIRONMENT.name} with Python {sys.version.split()[0]} ...")
    _remove(ENVIRONMENT)
    importlib.invalidate_caches()  # ensurepip may have come a moment ago
    if subprocess.call([sys.executable, "-m", "venv", str(ENVIRONMENT)], stdout=sys.stderr) != 0:
        _remove(ENVIRONMENT)
        raise Missing("This Python cannot make environments (venv, ensurepip). Use a complete Python.")


def _install_locked() -> None:
    _say("Installing the locked packages (about 500 MB unpacked) ...")
    pip("install", "--quiet", "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(LOCKS["dev"]))
    extra = sorted(_installed() - _locked() - {"pip", "setuptools", "padan"})
    if extra:
        pip("uninstall", "--quiet", "--yes", *extra)


def _install_project() -> None:
    pip("install", "--quiet", "--no-build-isolation", "--no-deps", "--no-index", "--editable", str(ROOT))
    if not Path(program("padanctl")).exists():
        raise Missing("padanctl was not installed; delete .venv and repeat.")
    _compile()


def _compile() -> None:
    """Compile once what each start would compile again where Python may not write bytecode."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    packages = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()
    command = [str(PYTHON), "-m", "compileall", "-q", "-j", "0", packages, str(ROOT / "src")]
    subprocess.call(command, env=inherited, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _installed() -> set[str]:
    listed = subprocess.run(
        [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "list", "--format=json"],
        stdout=subprocess.PIPE,
        check=True,
    )
    return {_plain_name(one["name"]) for one in json.loads(listed.stdout)}


def _locked() -> set[str]:
    names = re.findall(r"^([A-Za-z0-9][\w.-]*)==", LOCKS["dev"].read_text(encoding="utf-8"), re.MULTILINE)
    return {_plain_name(name) for name in names}


def _plain_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
