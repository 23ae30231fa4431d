"""Runs the finished bundle as on a machine without Python: every late library, both programs, the whole loop.

The checks run the bundle's own programs only, with an empty PATH and a home of their own.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from places import PYTHON, ROOT

LOOP = ROOT / "build" / "bundle_loop.py"
REGISTER = "nip;nama;tanggal_lahir;jenis_kelamin\n199001012015031001;Budi Contoh;1990-01-01;L\n"


@dataclass(frozen=True)
class Bundle:
    """A finished bundle and the empty home that its checks run in."""

    folder: Path
    home: Path

    def environment(self) -> dict[str, str]:
        """Return what a bare machine would offer; Windows cannot start programs without its own folder."""
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
        places = dict.fromkeys(
            ("HOME", "USERPROFILE", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP"), str(self.home)
        )
        quiet = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "QT_QPA_PLATFORM": "offscreen"}
        return {**kept, **places, **quiet, "XDG_DATA_HOME": str(self.home / "data"), "PATH": ""}

    def run(self, name: str | Path, *words: str) -> str:
        """Run one of the programs; return its standard output, or raise with its standard error."""
        path = self.folder / name if isinstance(name, str) else name
        done = subprocess.run([str(path), *words], env=self.environment(), capture_output=True, check=False)
        if done.returncode != 0:
            raise Unsound(f"{path.name} {' '.join(words)}: status {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode("utf-8")


class Unsound(Exception):
    """The bundle does not do what the checkout does."""


def check_bundle(folder: Path, *, probe: Path) -> bool:
    """Return True when every check passes; print one line for each."""
    with tempfile.TemporaryDirectory(prefix="padan-bundle-") as home:
        bundle = Bundle(folder, Path(home))
        checks: dict[str, Callable[[], str]] = {
            "version": lambda: bundle.run("padanctl", "--version").strip(),
            "match-files, CSV with CSV": lambda: _match(bundle, "csv"),
            "match-files, spreadsheet read in a child process": lambda: _match(bundle, "xlsx"),
            "the loop: store, signatures, document, PDF": lambda: _loop(bundle),
            "store, PDF pages, keyring, search path": lambda: _probe(bundle, probe),
            "the window opens and stays": lambda: _window(bundle),
        }
        results = [
            _passes(name, check) for name, check in checks.items()
        ]  # all of them, also after a failure
        return all(results)


def _passes(name: str, check: Callable[[], str]) -> bool:
    start = time.perf_counter()
    try:
        shown = check()
    except Unsound as reason:
        print(f"FAILED {name}\n{reason}", flush=True)
        return False
    print(f"ok     {name}: {shown} ({time.perf_counter() - start:.1f} s)", flush=True)
    return True


def _match(bundle: Bundle, kind: str) -> str:
    one, two, out = bundle.home / f"a.{kind}", bundle.home / "b.csv", bundle.home / f"out-{kind}"
    two.write_text(REGISTER, encoding="utf-8")
    if kind == "csv":
        one.write_text(REGISTER, encoding="utf-8")
    else:
        _write_workbook(one)
    bundle.run("padanctl", "--json", "match-files", str(one), str(two), "--out", str(out))
    pairs = (out / "pairs.csv").read_text(encoding="utf-8").splitlines()
    if not pairs[1].startswith("0,0,"):
        raise Unsound(f"pairs.csv: {pairs}")
    return pairs[1]


def _write_workbook(path: Path) -> None:
    script = (
        "import sys, openpyxl; book = openpyxl.Workbook();"
        "[book.active.append(line.split(';')) for line in sys.argv[2].splitlines()]; book.save(sys.argv[1])"
    )
    subprocess.run([str(PYTHON), "-c", script, str(path), REGISTER], check=True)


def _loop(bundle: Bundle) -> str:
    words = [str(PYTHON), str(LOOP), str(bundle.folder / "padanctl")]
    done = subprocess.run(words, env=bundle.environment(), capture_output=True, check=False)
    if done.returncode != 0:
        raise Unsound(done.stderr.decode("utf-8"))
    return Path(done.stdout.decode("utf-8").strip()).name


def _probe(bundle: Bundle, probe: Path) -> str:
    document = next(bundle.home.rglob("*.pdf"), None)
    if document is None:
        raise Unsound("the loop left no PDF to open")
    found = json.loads(bundle.run(probe, str(document)))
    if found["pages"] < 1 or found["outside"] or any("keyrings.alt" in one for one in found["keyrings"]):
        raise Unsound(json.dumps(found, indent=1))
    return f"SQLCipher {found['store']}, {found['pages']} pages, {len(found['keyrings'])} keyrings"


def _window(bundle: Bundle) -> str:
    """Start the window without a screen: it must still stand after some seconds, and have said nothing."""
    program = subprocess.Popen(
        [str(bundle.folder / "padan"), "--workspace", str(bundle.home / "none")],
        env=bundle.environment(),
        stderr=subprocess.PIPE,
    )
    try:
        program.wait(timeout=8)
    except subprocess.TimeoutExpired:
        program.kill()
        said = program.communicate()[1].decode("utf-8", "replace")
        if "Traceback" in said:
            raise Unsound(said) from None
        return "8 s"
    raise Unsound(f"ended with {program.returncode}: {program.communicate()[1].decode('utf-8', 'replace')}")
