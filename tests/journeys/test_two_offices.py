"""Two offices that share no network, as they would type it: keys, data both ways, receipts, proposals,
answers. Every command is a process of its own.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from padan.training.export_files import write_files
from padan.training.registers import generate

SRC = Path(__file__).resolve().parents[2] / "src"
SECRETS = {
    "sari": "kuda laut berenang malam hari",
    "budi": "burung elang terbang tinggi sekali",
    "ratna": "sungai besar mengalir ke utara",
}
AGREEMENT = "dpr-bkn-2023"


@dataclass
class Office:
    """One office: a workspace and a folder that stands for its side of the stick."""

    party: str
    home: Path

    @property
    def stick(self) -> Path:
        return self.home / "usb"

    def try_(self, officer: str, *words: str) -> tuple[int, Any]:
        environment = {**os.environ, "PYTHONPATH": str(SRC), "PADAN_WORKSPACE": str(self.home / "ruang")}
        environment["PADAN_PASSPHRASE"] = SECRETS[officer]
        command = [sys.executable, "-m", "padan.cli", "--officer", officer, "--json", *words]
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False
        )
        return done.returncode, json.loads(done.stdout)

    def do(self, officer: str, *words: str) -> Any:
        status, answer = self.try_(officer, *words)
        assert status == 0, (words, answer)
        return answer

    def send(self, kind: str, *more: str) -> Path:
        """Prepare as sari, approve and write as budi; return the file on the stick."""
        words = ("package", "seal", "--agreement", AGREEMENT, "--kind", kind, *more)
        made = self.do("sari", *words)["package"]
        sealed = self.do("budi", "package", "approve", made["id"], "--out", str(self.stick))["package"]
        assert sealed["state"] == "written"
        return self.stick / str(sealed["file"])

    def open(self, path: Path) -> Any:
        return self.do("sari", "package", "open", str(path))


def new_office(home: Path, party: str) -> Office:
    office = Office(party, home)
    office.stick.mkdir(parents=True)
    office.do("sari", "init", "--party", party, "--name", "Sari Dewi", "--key-memory-mib", "64")
    for login, role in (("budi", "verifikator"), ("ratna", "penanda_tangan")):
        secret = home / f"{login}.txt"
        secret.write_text(SECRETS[login], encoding="utf-8")
        words = ("--name", login.title(), "--role", role, "--own-passphrase")
        office.do("sari", "officer", "add", login, *words, "--new-passphrase-file", str(secret))
    dates = ("--signed", "2026-10-01", "--new-end", "2099-11-07")
    office.do("sari", "agreement", "extend", AGREEMENT, "--number", "ADD/1/2026", *dates)
    office.do("sari", "key-card", "new")
    office.do("sari", "key-card", "export", "--out", str(office.stick / f"{party}.kartu.json"))
    return office


def befriend(here: Office, there: Office) -> None:
    """Import, have the fingerprint read out, compare, and trust by the second officer."""
    heard = there.do("sari", "key-card", "list")["own"][0]["fingerprint"]
    here.do("sari", "key-card", "import", str(there.stick / f"{there.party}.kartu.json"))
    assert here.try_("sari", "key-card", "compare", there.party, "--fingerprint", "AAAA")[0] == 3
    here.do("sari", "key-card", "compare", there.party, "--fingerprint", heard)
    assert here.try_("sari", "key-card", "trust", there.party, "--fingerprint", heard)[0] == 3
    trusted = here.do("budi", "key-card", "trust", there.party, "--fingerprint", heard)
    assert trusted["key"]["state"] == "trusted"


def sign_off(office: Office, run: str) -> str:
    """Compose the berita acara of a run, and take it through the four eyes."""
    numbers = ("--number-1", "BA/1/2026", "--number-2", "BA/2/2026")
    official = ("--official-1", "Dewi Lestari|197001011995032001|Pembina (IV/a)|Kepala Biro")
    document: str = office.do("sari", "berita-acara", "compose", run, *numbers, *official)["document"]["id"]
    office.do("budi", "berita-acara", "verify-step", document)
    office.do("ratna", "berita-acara", "approve", document)
    office.do("ratna", "berita-acara", "freeze", document)
    office.do("sari", "berita-acara", "pdf", document, "--out", str(office.home / f"{document}.pdf"))
    return document


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Office]:
    home = tmp_path_factory.mktemp("kantor")
    dpr, bkn = new_office(home / "dpr", "dpr"), new_office(home / "bkn", "bkn")
    befriend(dpr, bkn)
    befriend(bkn, dpr)
    return dpr, bkn


def test_register_crosses_is_answered_and_settled(
    offices: tuple[Office, Office], tmp_path_factory: pytest.TempPathFactory
) -> None:
    dpr, bkn = offices
    files = write_files(generate(4, 120, party="dpr"), tmp_path_factory.mktemp("register"))
    own = dpr.do("sari", "import", str(files.steward), "--agreement", AGREEMENT, "--register", "PERISAI")
    siasn = bkn.do("sari", "import", str(files.siasn), "--agreement", AGREEMENT, "--register", "SIASN")

    first = dpr.send("DATA", "--subject", own["snapshot"]["id"])
    there = bkn.open(first)
    assert (there["state"], there["package"]["number"]) == ("applied", 1)
    assert bkn.do("sari", "verify", str(first))["packages"][0]["holds"] is True
    assert bkn.open(first)["state"] == "duplicate"
    assert dpr.try_("sari", "package", "open", str(first))[0] == 3

    back = bkn.send("DATA", "--subject", siasn["snapshot"]["id"])
    here = dpr.open(back)
    assert here["state"] == "applied"
    assert dpr.open(bkn.send("TT"))["state"] == "applied"
    assert bkn.open(dpr.send("TT"))["state"] == "applied"
    sent = {office.party: office.do("sari", "package", "list")["outgoing"][0] for office in offices}
    assert [sent[party]["state"] for party in ("dpr", "bkn")] == ["answered", "answered"]

    theirs = bkn.do("sari", "match", there["package"]["snapshot"], sent["bkn"]["snapshot"])
    ours = dpr.do("sari", "match", sent["dpr"]["snapshot"], here["package"]["snapshot"])
    assert ours["run"]["digests"]["result"] == theirs["run"]["digests"]["result"]

    settle(dpr, bkn, theirs["run"]["id"])
    for office, other, run in ((dpr, bkn, ours), (bkn, dpr, theirs)):
        cross(office, other, run["run"]["id"])
    assert dpr.do("ratna", "audit", "verify")["intact"] is True
    names = [path.name for office in offices for path in office.stick.iterdir()]
    assert all(name.isascii() and len(name) < 120 for name in names)


def settle(dpr: Office, bkn: Office, run: str) -> None:
    """BKN proposes from its run, DPR accepts each, BKN's list is settled."""
    bkn.do("sari", "correction", "propose", run)
    proposals = dpr.open(bkn.send("USUL"))
    assert proposals["package"]["result"]["refused"] == 0
    listed = dpr.do("sari", "correction", "list", "--agreement", AGREEMENT, "--state", "sent")["corrections"]
    assert len(listed) == proposals["package"]["result"]["accepted"] > 0
    for one in listed:
        dpr.do("sari", "correction", "answer", one["id"], "accepted")
    settled = bkn.open(dpr.send("USUL", "--answers"))
    assert settled["package"]["result"]["accepted"] == len(listed)
    accepted = bkn.do("sari", "correction", "list", "--agreement", AGREEMENT, "--state", "accepted")
    assert {one["id"] for one in accepted["corrections"]} == {one["id"] for one in listed}


def cross(office: Office, other: Office, run: str) -> None:
    """One office's signed-off berita acara reaches the other, which recomputes it from its own store."""
    document = sign_off(office, run)
    crossed = other.open(office.send("BA", "--subject", document))
    assert crossed["state"] == "applied"
    copy = other.home / f"ba-{office.party}.pdf"
    other.do("sari", "package", "paper", crossed["package"]["id"], "berita_acara.pdf", "--out", str(copy))
    verified = other.do("sari", "verify", str(copy))
    assert verified["holds"] is True
    assert verified["documents"][0]["reproduced"] is True
