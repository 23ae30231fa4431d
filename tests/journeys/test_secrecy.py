"""No name and no number of a register in any file the program wrote: at work, killed, or done."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from padan.training.export_files import write_files
from padan.training.registers import generate

SRC = Path(__file__).resolve().parents[2] / "src"
PASSPHRASE = "kuda laut berenang malam hari"
AGREEMENT = "dpr-bkn-2023"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="stops processes by signal")


@dataclass(frozen=True)
class Office:
    """A home of its own: every place the program may write to lies under `root`."""

    root: Path
    marks: tuple[bytes, ...]

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        places = {name: str(self.root / name.lower()) for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR")}
        places |= {
            f"XDG_{kind}_HOME": str(self.root / kind.lower()) for kind in ("CACHE", "CONFIG", "STATE", "DATA")
        }
        for place in places.values():
            Path(place).mkdir(exist_ok=True)
        environment = {**os.environ, **places, "PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1"}
        environment |= {"PADAN_WORKSPACE": str(self.root / "ruang"), "PADAN_PASSPHRASE": PASSPHRASE}
        return subprocess.Popen(
            [sys.executable, "-m", "padan.cli", "--officer", "sari", "--json", *words],
            env=environment,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def do(self, *words: str) -> Any:
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, (words, out)
        assert not any(mark in err for mark in self.marks)
        return json.loads(out)

    def found(self) -> list[str]:
        """Return every file under the home in which a mark can be read."""
        everywhere = (path for path in self.root.rglob("*") if path.is_file())
        return [str(path) for path in everywhere if any(mark in path.read_bytes() for mark in self.marks)]

    def interrupt(self, seconds: float, end: signal.Signals, *words: str) -> int:
        """Stop the command in the middle, look at every file, end it, look again; return its status."""
        process = self.start(*words)
        time.sleep(seconds)
        process.send_signal(signal.SIGSTOP)
        assert self.found() == []
        process.send_signal(end)
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=120)
        assert self.found() == []
        return process.returncode


def marks_of(siasn: Path) -> tuple[bytes, ...]:
    """Return names and numbers of some people as they could stand in a file."""
    with siasn.open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file, delimiter="|"))
    words = {
        person[column] for person in people[::40] for column in ("NAMA", "NIP BARU", "NIK") if person[column]
    }
    written = {
        form for word in words for form in (word, word.upper(), word.title(), word.lower()) if len(word) > 7
    }
    return tuple(form.encode(name) for form in written for name in ("utf-8", "utf-16-le", "utf-16-be"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, list[str]]:
    given = write_files(generate(8, 600, party="dpr"), tmp_path_factory.mktemp("register"))
    root = tmp_path_factory.mktemp("rumah")
    made = Office(root, marks_of(given.siasn))
    made.do("init", "--party", "dpr", "--training", "--name", "Sari", "--key-memory-mib", "64")
    term = ("--number", "ADD/1", "--signed", "2026-01-05", "--new-end", "2099-12-31")
    made.do("agreement", "extend", AGREEMENT, *term)
    return made, [str(given.steward), str(given.siasn)]


@LINUX
def test_no_name_and_no_number_in_any_file_while_working_killed_or_done(
    office: tuple[Office, list[str]],
) -> None:
    desk, given = office
    assert desk.marks
    tail = ("--agreement", AGREEMENT, "--position", "2026-11-01", "--accept-damage", "--register")
    for seconds, end in ((0.9, signal.SIGKILL), (1.3, signal.SIGTERM)):
        assert desk.interrupt(seconds, end, "import", given[0], *tail, "PERISAI") in (0, 130, -signal.SIGKILL)
    a, b = (
        desk.do("import", file, *tail, name)["snapshot"]["id"]
        for file, name in zip(given, ("PERISAI", "SIASN"), strict=True)
    )
    for seconds, end in ((1.0, signal.SIGKILL), (1.4, signal.SIGINT)):
        assert desk.interrupt(seconds, end, "match", a, b) in (0, 130, -signal.SIGKILL)
    run = desk.do("match", a, b)["run"]["id"]
    backup = desk.root / "padan.padanbackup"
    assert desk.interrupt(1.0, signal.SIGKILL, "backup", str(backup)) in (0, -signal.SIGKILL)
    backup.unlink(missing_ok=True)
    desk.do("backup", str(backup))
    desk.do("run", "findings", run)
    assert desk.found() == []
    assert desk.do("check")["intact"] is True
    assert desk.do("audit", "verify")["intact"] is True


@LINUX
def test_nothing_unfinished_stays_once_the_workspace_was_opened_again(
    office: tuple[Office, list[str]],
) -> None:
    desk, given = office
    target = desk.root / "dibatalkan.padanbackup"
    desk.interrupt(1.1, signal.SIGTERM, "backup", str(target))
    desk.interrupt(1.1, signal.SIGKILL, "rekey")
    desk.do("audit", "verify")
    target.unlink(missing_ok=True)
    assert [path.name for path in desk.root.rglob("*part*")] == []
    assert Path(given[0]).is_file()


def test_a_mark_in_a_file_would_have_been_found(office: tuple[Office, list[str]]) -> None:
    desk, _given = office
    slip = desk.root / "cache" / "bocor"
    slip.parent.mkdir(exist_ok=True)
    slip.write_bytes(b"..." + desk.marks[-1] + b"...")
    assert desk.found() == [str(slip)]
    slip.unlink()
