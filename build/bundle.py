"""Builds the folder to install from (`dist/padan`), proves that it works alone, and packs it; signs nothing.

dev.py package               the folder, checked
dev.py package --archive     and dist/padan-VERSION-SYSTEM.tar.gz or .zip
dev.py package --installer   and the Windows setup; on Windows, with makensis
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from bundle_check import check_bundle
from places import PYTHON, ROOT, SCRATCH, program

DIST = ROOT / "dist"
BUNDLE = DIST / "padan"
WORK = SCRATCH / "pyinstaller"
PROBE = "padan-probe"


def build_bundle(words: list[str]) -> int:
    """Build, check, and pack as asked; return the exit status."""
    if unknown := set(words) - {"--archive", "--installer"}:
        sys.stderr.write(f"Unknown: {' '.join(sorted(unknown))}\n")
        return 2
    status = subprocess.call(_pyinstaller(), cwd=ROOT, env={**os.environ, "PADAN_ICON": _icon()})
    if status != 0:
        return status
    try:
        sound = check_bundle(BUNDLE, probe=_executable(PROBE))
    finally:
        _executable(PROBE).unlink(missing_ok=True)
    if not sound:
        return 1
    _add_system_files()
    print(f"{BUNDLE}: {_megabytes(BUNDLE)} MB")
    if "--archive" in words:
        print(_archive())
    return _installer() if "--installer" in words else 0


def _pyinstaller() -> list[str]:
    folders = [
        "--workpath",
        str(WORK),
        "--distpath",
        str(DIST),
    ]  # their defaults would be our sources' folder
    return [
        program("pyinstaller"),
        "--noconfirm",
        "--log-level",
        "WARN",
        *folders,
        str(ROOT / "build/padan.spec"),
    ]


def _executable(name: str) -> Path:
    return BUNDLE / (f"{name}.exe" if os.name == "nt" else name)


def _icon() -> str:
    """Return a Windows icon made from our drawing; elsewhere the drawing itself serves."""
    if os.name != "nt":
        return ""
    target = SCRATCH / "padan.ico"
    target.parent.mkdir(parents=True, exist_ok=True)
    script = (
        "import sys; from PySide6.QtGui import QGuiApplication, QImage; a = QGuiApplication([]);"
        "i = QImage(sys.argv[1]).scaled(256, 256); sys.exit(0 if i.save(sys.argv[2]) else 1)"
    )
    words = [str(PYTHON), "-c", script, str(ROOT / "resources/icons/padan.svg"), str(target)]
    done = subprocess.call(words, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return str(target) if done == 0 else ""


def _add_system_files() -> None:
    """Put beside the programs what a Linux administrator installs by hand; Windows has its setup."""
    if sys.platform != "linux":
        return
    for name in ("padan.desktop", "padan-paket.xml", "install.sh"):
        shutil.copy2(ROOT / "installer" / "linux" / name, BUNDLE / name)
    shutil.copy2(ROOT / "resources" / "icons" / "padan.svg", BUNDLE / "padan.svg")


def _archive() -> Path:
    kind = "zip" if os.name == "nt" else "gztar"
    name = DIST / f"padan-{_version()}-{platform.system().lower()}-{platform.machine().lower()}"
    return Path(shutil.make_archive(str(name), kind, root_dir=DIST, base_dir=BUNDLE.name))


def _installer() -> int:
    if not (BUNDLE / "padan.exe").exists():
        sys.stderr.write("The Windows setup is made from a folder built on Windows.\n")
        return 4
    makensis = shutil.which("makensis")
    if makensis is None:
        sys.stderr.write("makensis is missing (NSIS).\n")
        return 4
    script = ROOT / "installer" / "windows" / "padan.nsi"
    given = [f"-DVERSION={_version()}", f"-DBUNDLE={BUNDLE}", f"-DTARGET={DIST}"]
    return subprocess.call([makensis, "-V2", *given, str(script)])


def _version() -> str:
    words = [str(PYTHON), "-c", "import padan; print(padan.__version__)"]
    return subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout.decode().strip()


def _megabytes(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if not one.is_symlink()) // 1_000_000
