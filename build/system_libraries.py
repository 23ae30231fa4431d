"""System libraries and programs that no Python package brings: finds what is missing.

On Debian as root it installs them; elsewhere it says the exact command and stops.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
}
"""What Qt loads even without a screen: library → Debian's package."""

WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What a window under X11 needs besides."""

TEST_PROGRAMS = {
    "pdftotext": "poppler-utils",
    "age": "age",
    "ssh-keygen": "openssh-client",
    "unzip": "unzip",
    "zip": "zip",
}
"""What the tests read finished documents and packages with: program → Debian's package."""


class Missing(Exception):
    """Something of the system is missing and cannot be installed from here; the text says what to do."""


def ensure_system_libraries(*, tests: bool) -> None:
    """Install what is missing, or raise Missing with the command that installs it."""
    if sys.platform != "linux":
        return
    wanted = _missing_packages(tests=tests)
    if not wanted:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *wanted]
    if shutil.which("apt-get") is None:
        raise Missing("These libraries are missing (Debian's names): " + " ".join(wanted))
    if os.geteuid() != 0:
        raise Missing("Missing system packages. Run:\n  sudo apt-get update && sudo " + " ".join(command))
    sys.stderr.write(f"Installing system packages: {' '.join(wanted)}\n")
    _apt(["apt-get", "update"])
    _apt(command)
    left = _missing_packages(tests=tests)
    if left:
        raise Missing(
            f"Still missing after installing: {' '.join(left)} (for Python {sys.version.split()[0]})"
        )


def _missing_packages(*, tests: bool) -> list[str]:
    libraries = {**LIBRARIES, **(WINDOW_LIBRARIES if os.environ.get("DISPLAY") else {})}
    wanted = [package for library, package in libraries.items() if not _loads(library)]
    if tests:
        wanted += [package for name, package in TEST_PROGRAMS.items() if shutil.which(name) is None]
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        wanted.append("python3-venv")
    return sorted(set(wanted))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    status = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment)
    if status != 0:
        raise Missing(f"`{' '.join(command)}` failed (status {status}); see its message above.")
