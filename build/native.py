"""Compiles the engine's inner loops (C) with the locked compiler, when their source changed; runs nothing
of them.

The compiler is a Python package of the lock (Zig's, for C), so that Linux and Windows need no compiler of
their own. The loops use no C library, which keeps the result free of what this machine has.
"""

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

from places import ENVIRONMENT, PYTHON, ROOT, SCRATCH
from system_libraries import Missing

FOLDER = ROOT / "src" / "padan" / "matching" / "native"
WINDOWS = sys.platform == "win32"
LOOPS = FOLDER / ("padan_loops.dll" if WINDOWS else "padan_loops.so")
STAMP = ENVIRONMENT / "padan-loops.txt"
FLAGS = (
    *(
        "-std=c11",
        "-O3",
        "-shared",
        "-ffreestanding",
        "-nostdlib",
        "-fno-sanitize=all",
        "-fvisibility=hidden",
    ),
    *("-g0", "-Wall", "-Wextra", "-Werror"),
)


def ensure_loops() -> None:
    """Compile the loops unless they fit their source; raise Missing where that fails."""
    wanted = _digest()
    if LOOPS.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    STAMP.unlink(missing_ok=True)
    half = LOOPS.with_suffix(".new")
    compile_loops(half, _target())
    os.replace(half, LOOPS)
    STAMP.write_text(wanted, encoding="utf-8")


def compile_loops(output: Path, target: tuple[str, ...]) -> None:
    """Compile for a target, which may be another system than this one."""
    caches = {
        "ZIG_GLOBAL_CACHE_DIR": str(SCRATCH / "compiler"),
        "ZIG_LOCAL_CACHE_DIR": str(SCRATCH / "compiler"),
    }
    words = [str(PYTHON), "-m", "ziglang", "cc", *FLAGS, *target, "-o", str(output), *_sources()]
    if subprocess.call(words, cwd=FOLDER, stdout=sys.stderr, env={**os.environ, **caches}) != 0:
        raise Missing("Compiling the engine's loops failed; see the message above.")


def _target() -> tuple[str, ...]:
    """Name the oldest processors that offices still use, not the one at hand."""
    machine = platform.machine().lower()
    common = ("-mcpu=x86_64_v2",) if machine in {"x86_64", "amd64"} else ()
    return (*common, "-target", "x86_64-windows-gnu") if WINDOWS else (*common, "-fPIC", "-s")


def _sources() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("*.c"))


def _digest() -> str:
    hasher = hashlib.sha256(repr((FLAGS, _target(), str(ROOT))).encode())
    for path in sorted([*FOLDER.glob("*.c"), *FOLDER.glob("*.h")]):
        hasher.update(path.name.encode() + b"\0" + path.read_bytes())
    return hasher.hexdigest()
