"""The practice service as an officer starts it: it tells how to be reached, serves, and ends with Ctrl+C."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from padan.cli.main import main
from padan.common.codes import training as codes

PASSPHRASE = "lima kata sandi untuk pengujian"


def padanctl(*words: str, folder: Path | None = None) -> Any:
    """Run a command that must succeed in a process of its own; return its JSON."""
    environment = os.environ | {
        "PADAN_PASSPHRASE": PASSPHRASE,
        "PADAN_NEW_PASSPHRASE": PASSPHRASE,
        "PADAN_OFFICER": "sari",
    }
    if folder is not None:
        environment["PADAN_WORKSPACE"] = str(folder)
    command = [sys.executable, "-m", "padan.cli", "--json", *words]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout)


@contextmanager
def practice(*words: str) -> Iterator[tuple["subprocess.Popen[str]", Any]]:
    """Serve until left, then end as Ctrl+C does."""
    command = [sys.executable, "-m", "padan.cli", "--json", "training", "serve", "--port", "0", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent to the console there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_service_ends_cleanly_when_told(number: signal.Signals) -> None:
    with practice("--people", "20") as (process, told):
        assert told["people"] > 10
        with urlopen(told["address"].removesuffix("/apisiasn/1.0") + "/health", timeout=20) as health:
            assert json.load(health) == {"calls": 0, "failed": 0}
        process.send_signal(number)
        rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_what_it_writes_leads_from_the_roster_to_a_snapshot(tmp_path: Path) -> None:
    folder, files = tmp_path / "ruang", tmp_path / "latihan"
    words = ("init", "--party", "bkn", "--training", "--key-memory-mib", "64", "--name", "Sari Uji")
    padanctl(*words, folder=folder)
    term = ("--number", "ADD/1", "--signed", "2026-01-05", "--new-end", "2099-12-31")
    padanctl("agreement", "extend", "dpr-bkn-2023", *term, folder=folder)
    with practice("--people", "15", "--rate", "0.1", "--fault", "html", "--out", str(files)) as (_, told):
        made = told["files"]
        padanctl("service", "set", made["profile"], folder=folder)
        keys = ("--consumer-key", told["consumer_key"], "--secret-file", made["secret"])
        padanctl("service", "keys", "siasn-praktik", *keys, folder=folder)
        padanctl("service", "token", "siasn-praktik", "--token-file", made["token"], folder=folder)
        assert padanctl("service", "test", "siasn-praktik", folder=folder)["works"]
        words = ("import", made["roster"], "--agreement", "dpr-bkn-2023", "--register", "SIASN")
        roster = padanctl(*words, folder=folder)["snapshot"]["id"]
        words = ("sync", "start", "--roster", roster, "--service", "siasn-praktik")
        found = padanctl(*words, folder=folder)["enrichment"]["id"]
        padanctl("sync", "run", found, folder=folder)
    snapshot = padanctl("sync", "finish", found, folder=folder)["snapshot"]
    assert (snapshot["channel"], snapshot["rows"]) == ("web", told["people"])


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> int:
    assert main(["--json", "training", "serve", *words]) == 3
    code: int = json.loads(capsys.readouterr().out)["error"]["code"]
    return code


def test_port_in_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert refused(capsys, "--port", port, "--people", "5") == codes.PRACTICE_PORT_TAKEN


@pytest.mark.parametrize("rate", ["1", "-0.1", "separuh", "nan"])
def test_rate_out_of_bounds_is_told(capsys: pytest.CaptureFixture[str], rate: str) -> None:
    assert refused(capsys, "--rate", rate) == codes.PRACTICE_RATE


def test_folder_with_other_files_is_left_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "rahasia.txt").write_text("milik sendiri")
    assert refused(capsys, "--out", str(tmp_path)) == codes.PRACTICE_FOLDER_IN_USE
    assert [one.name for one in tmp_path.iterdir()] == ["rahasia.txt"]
