"""The whole loop as an office would type it: every command a process of its own, sharing only the folder."""

import csv
import json
import os
import re
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
OTHER = "burung elang terbang tinggi sekali"
AGREEMENT = "dpr-bkn-2023"


@dataclass
class Office:
    """A shell in an office: one workspace, one secret per officer."""

    folder: Path
    secrets: dict[str, str]

    def start(self, officer: str, *words: str, **more: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(SRC), "PADAN_WORKSPACE": str(self.folder)}
        environment |= {"PADAN_PASSPHRASE": self.secrets[officer], **more}
        command = [sys.executable, "-m", "padan.cli", "--officer", officer, "--json", *words]
        return subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def try_(self, officer: str, *words: str, **more: str) -> tuple[int, Any]:
        """Run a command; return its status and its one JSON object."""
        process = self.start(officer, *words, **more)
        out, _err = process.communicate(timeout=120)
        return process.returncode, json.loads(out)

    def do(self, officer: str, *words: str, **more: str) -> Any:
        """Run a command that must succeed."""
        status, answer = self.try_(officer, *words, **more)
        assert status == 0, (words, answer)
        return answer


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    files = write_files(generate(4, 300, party="dpr"), tmp_path_factory.mktemp("register"))
    give_away_some_numbers(files.siasn)
    return str(files.steward), str(files.siasn)


def give_away_some_numbers(siasn: Path) -> None:
    """Let six NIPs be somebody else's in SIASN: an officer must judge equal numbers of unlike people."""
    with siasn.open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file, delimiter="|"))
    for number, person in enumerate(people[:6]):
        born = f"1{number}-02-196{number}"
        person |= {"NAMA": f"ORANG LAIN {'ABCDEF'[number]}", "TANGGAL LAHIR": born, "NIK": ""}
    with siasn.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(people[0]), delimiter="|")
        writer.writeheader()
        writer.writerows(people)


def new_office(folder: Path) -> tuple[Office, str]:
    """Make the workspace and its officers, and record the addendum; return the recovery key, too."""
    office = Office(folder, {"sari": PASSPHRASE, "budi": OTHER, "ratna": OTHER + " juga"})
    words = ("init", "--party", "dpr", "--training", "--name", "Sari Dewi", "--key-memory-mib", "64")
    made = office.do("sari", *words)
    for login, role in (("budi", "verifikator"), ("ratna", "penanda_tangan")):
        own = ("--own-passphrase", "--role", role)
        office.do("sari", "officer", "add", login, *own, PADAN_NEW_PASSPHRASE=office.secrets[login])
    term = ("--number", "ADD/1", "--signed", "2026-01-05", "--new-end", "2099-12-31")
    office.do("sari", "agreement", "extend", AGREEMENT, *term)
    return office, made["recovery_key"]


def received(office: Office, registers: tuple[str, str]) -> list[str]:
    tail = ("--agreement", AGREEMENT, "--position", "2026-11-01", "--accept-damage", "--register")
    return [
        office.do("sari", "import", file, *tail, name)["snapshot"]["id"]
        for file, name in zip(registers, ("PERISAI", "SIASN"), strict=True)
    ]


def review_two(office: Office, run: str) -> None:
    for verdict in ("same", "different"):
        item = office.do("sari", "review", "next", run)["item"]
        rows = ("--row-a", str(item["row_a"]), "--row-b", str(item["row_b"]))
        office.do("sari", "review", "decide", run, *rows, verdict, "--reason", "KTP diperiksa")


def signed_off(office: Office, run: str) -> str:
    numbers = ("--number-1", "LAT/1/2026", "--number-2", "LAT/2/2026")
    official = ("--official-1", "Dewi Lestari|197001011995032001|Pembina (IV/a)|Kepala Biro")
    document: str = office.do("sari", "berita-acara", "compose", run, *numbers, *official)["document"]["id"]
    status, refused = office.try_("sari", "berita-acara", "verify-step", document)
    assert (status, refused["error"]["family"]) == (3, "user")
    office.do("budi", "berita-acara", "verify-step", document)
    office.do("ratna", "berita-acara", "approve", document)
    assert office.do("ratna", "berita-acara", "freeze", document)["document"]["frozen"] is True
    return document


def test_loop_from_two_files_to_a_verified_berita_acara_and_a_restored_backup(
    tmp_path: Path, registers: tuple[str, str]
) -> None:
    office, recovery_key = new_office(tmp_path / "ruang")
    run = office.do("sari", "match", *received(office, registers))["run"]["id"]
    review_two(office, run)
    assert office.do("sari", "correction", "propose", run, "--due", "2026-12-31")["added"] > 0
    document = signed_off(office, run)

    pdf = tmp_path / "berita-acara.pdf"
    office.do("sari", "berita-acara", "pdf", document, "--out", str(pdf))
    report = office.do("sari", "verify", str(pdf), *registers)
    assert (report["holds"], report["documents"][0]["reproduced"]) == (True, True)
    stored = office.do("sari", "verify", str(pdf))
    assert stored["documents"][0]["reproduced"] is True
    assert office.do("sari", "audit", "verify")["intact"] is True

    backup, elsewhere = tmp_path / "padan.padanbackup", tmp_path / "lain"
    office.do("sari", "backup", str(backup))
    secrets = {"PADAN_RECOVERY_KEY": recovery_key, "PADAN_NEW_PASSPHRASE": OTHER + " baru"}
    office.do("sari", "restore", str(backup), "--to", str(elsewhere), "--recover", **secrets)
    other = Office(elsewhere, {"sari": OTHER + " baru"})
    assert other.do("sari", "berita-acara", "show", document)["document"]["frozen"] is True
    assert other.do("sari", "audit", "verify")["intact"] is True
    assert other.do("sari", "verify", str(pdf))["holds"] is True


def wait_for_handler(process: int) -> None:
    """Wait until the program listens for SIGTERM, and then until it is at work."""
    for _ in range(600):
        caught = re.search(r"SigCgt:\t(\w+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
        if caught and int(caught[1], 16) >> (signal.SIGTERM - 1) & 1:
            break
        time.sleep(0.05)
    time.sleep(1)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_terminated_matching_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    files = write_files(generate(5, 4000, party="dpr"), tmp_path)
    office = Office(tmp_path / "tidak-ada", {"sari": PASSPHRASE})
    out = tmp_path / "hasil"
    words = ("match-files", str(files.steward), str(files.siasn), "--out", str(out), "--accept-damage")
    process = office.start("sari", *words)
    wait_for_handler(process.pid)
    process.send_signal(signal.SIGTERM)
    told, _err = process.communicate(timeout=120)
    assert process.returncode in (130, 0)
    assert (process.returncode == 0) == out.exists()
    assert len(told.splitlines()) == 1
    json.loads(told)
