"""A practice workspace made once through padanctl, copied for each test; every call goes through `main`."""

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from padan.adapters.vault import crypto
from padan.cli.main import main

PASSPHRASE = "kuda laut berenang malam hari"
AGREEMENT = "dpr-bkn-2023"
PEOPLE = (
    ("198001012005011001", "3171010101800001", "BUDI SANTOSO", "1980-01-01", "Biro Umum"),
    ("198102022006012002", "3171010202810002", "SITI AMINAH", "1981-02-02", "Biro Umum"),
    ("198203032007011003", "3171010303820003", "AGUS HARYANTO", "1982-03-03", "Biro Hukum"),
    ("198304042008012004", "3171010404830004", "DEWI LESTARI", "1983-04-04", "Biro Hukum"),
    ("198405052009011005", "3171010505840005", "EKO PRASETYO", "1984-05-05", "Biro Protokol"),
    ("198506062010012006", "3171010606850006", "FITRI HANDAYANI", "1985-06-06", "Biro Protokol"),
    ("198607072011011007", "3171010707860007", "GUNAWAN WIBISONO", "1986-07-07", "Biro Umum"),
    ("198708082012012008", "3171010808870008", "HESTI WULANDARI", "1987-08-08", "Biro Hukum"),
)
HEADER = "NIP;NIK;Nama Lengkap;Tgl. Lahir;Unit Kerja;Jabatan"
JABATAN = "Analis Pemantauan Peraturan Perundang-undangan Legislatif Ahli Muda"


@dataclass(frozen=True)
class Reply:
    """What one command came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def code(self) -> int:
        found: int = self.json["error"]["code"]
        return found


def padanctl(*words: str) -> Reply:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(words)
    return Reply(status, out.getvalue(), err.getvalue())


def lines_of(people: list[tuple[str, ...]]) -> str:
    return "\n".join([HEADER, *(";".join((*one, JABATAN)) for one in people)]) + "\n"


def register_a() -> str:
    """All eight; two whose NIP is another person's in B (conflicts, hence doubtful); one of its own."""
    extra = [
        ("199001012015011011", "", "JOKO SUSILO", "1990-01-01", "Biro Umum"),
        ("199102022016012012", "", "KARTIKA SARI", "1991-02-02", "Biro Hukum"),
        ("199203032017011013", "3171010303920013", "LUKMAN HAKIM", "1992-03-03", "Biro Umum"),
    ]
    return lines_of([*PEOPLE, *extra])


def register_b() -> str:
    """The same eight, one renamed and one moved to another unit; the two doubtful ones; one of its own."""
    people = [*PEOPLE]
    people[1] = (*people[1][:2], "SITI AMINAH RAHAYU", *people[1][3:])
    people[2] = (*people[2][:4], "Biro Keuangan")
    extra = [
        ("199001012015011011", "", "PUTRI MAHARANI", "1995-07-17", "Biro Umum"),
        ("199102022016012012", "", "RANGGA WIJAYA", "1988-11-30", "Biro Hukum"),
        ("199304042018011014", "3171010404930014", "MAYA INDAH", "1993-04-04", "Biro Umum"),
    ]
    return lines_of([*people, *extra])


@dataclass(frozen=True)
class Ready:
    """A workspace with both registers received and matched."""

    folder: Path
    a: str
    b: str
    run: str

    def ask(self, *words: str, officer: str = "sari") -> Reply:
        """Run a command on it with --json."""
        return padanctl("--workspace", str(self.folder), "--officer", officer, "--json", *words)

    def tell(self, *words: str, officer: str = "sari") -> Reply:
        """Run a command on it for a person."""
        return padanctl("--workspace", str(self.folder), "--officer", officer, *words)

    def done(self, *words: str, officer: str = "sari") -> Any:
        """Run a command that must succeed; return its JSON."""
        reply = self.ask(*words, officer=officer)
        assert reply.status == 0, reply
        return reply.json


@pytest.fixture(scope="session", autouse=True)
def stretched_once() -> Iterator[None]:
    """Derive each key once: the same passphrase, salt and cost give the same key, and it takes long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crypto, "stretch", lru_cache(maxsize=None)(crypto.stretch))
        yield


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("registers")
    (folder / "perisai.csv").write_text(register_a(), encoding="utf-8")
    (folder / "siasn.csv").write_text(register_b(), encoding="utf-8")
    return folder / "perisai.csv", folder / "siasn.csv"


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("PADAN_NEW_PASSPHRASE", PASSPHRASE)


def make(folder: Path, party: str = "dpr") -> Any:
    """Make a practice workspace with the cheapest key the floor allows; return what init answered."""
    words = ("init", "--party", party, "--training", "--key-memory-mib", "64", "--name", "Sari Dewi")
    reply = padanctl("--workspace", str(folder), "--officer", "sari", "--json", *words)
    assert reply.status == 0, reply
    return reply.json


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, files: tuple[Path, Path]) -> Ready:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADAN_PASSPHRASE", PASSPHRASE)
        patch.setenv("PADAN_NEW_PASSPHRASE", PASSPHRASE)
        return _matched(tmp_path_factory.mktemp("workspace") / "isi", files)


def _matched(folder: Path, files: tuple[Path, Path]) -> Ready:
    make(folder)
    desk = Ready(folder, "", "", "")
    for login, role in (("budi", "verifikator"), ("ratna", "penanda_tangan"), ("agus", "pengawas")):
        desk.done("officer", "add", login, "--role", role, "--own-passphrase")
    term = ("--number", "ADD/1", "--signed", "2026-01-05", "--new-end", "2099-12-31")
    desk.done("agreement", "extend", AGREEMENT, *term)
    ids = [
        desk.done("import", str(path), "--agreement", AGREEMENT, "--register", register)["snapshot"]["id"]
        for path, register in zip(files, ("PERISAI", "SIASN"), strict=True)
    ]
    run = desk.done("match", *ids)["run"]["id"]
    return Ready(folder, ids[0], ids[1], run)


@pytest.fixture
def ready(template: Ready, tmp_path: Path) -> Ready:
    folder = tmp_path / "ruang"
    shutil.copytree(template.folder, folder)
    return Ready(folder, template.a, template.b, template.run)


@pytest.fixture
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let someone sit at the terminal and type these texts."""

    def type_in(*texts: str) -> None:
        waiting = list(texts)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("getpass.getpass", lambda prompt, stream: waiting.pop(0))

    return type_in
