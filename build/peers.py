"""The environment of the programs that benchmarks measure against, and those benchmarks; ships nothing."""

import hashlib
import subprocess
import sys

from places import LOCKS, PYTHON, ROOT, SCRATCH
from system_libraries import Missing

ENVIRONMENT = SCRATCH / "peers"
STAMP = ENVIRONMENT / "stamp.txt"
PEERS = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
USUAL = ("10k", "100k", "1M", "50kx5.3M")


def bench_matching(words: list[str]) -> int:
    """Measure the engine beside Splink, DuckDB and Polars; `--national` adds 5.3 million on both sides."""
    ensure_peers()
    cases = [word for word in words if word != "--national"] or list(USUAL)
    if "--national" in words:
        cases.append("5.3M")
    script = ROOT / "tests" / "benchmarks" / "matching" / "compare.py"
    folder = SCRATCH / "bench"
    return subprocess.call([str(PYTHON), str(script), str(PEERS), str(folder), *cases], cwd=ROOT)


def ensure_peers() -> None:
    """Install the locked peers in an environment of their own, at once when they are there."""
    wanted = hashlib.sha256(LOCKS["bench"].read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    words = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    install = [str(PEERS), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r"]
    for command in (words, [*install, str(LOCKS["bench"])]):
        if subprocess.call(command, stdout=sys.stderr) != 0:
            raise Missing("Installing the peers failed; see the message above.")
    STAMP.write_text(wanted, encoding="utf-8")
