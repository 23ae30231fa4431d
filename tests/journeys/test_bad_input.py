"""Bad input as an office meets it: every kind has its own message and remedy, and the store stays whole."""

import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from padan.common.codes import cli, files, store
from padan.common.text import canonical_json
from padan.training.export_files import write_files
from padan.training.registers import generate

SRC = Path(__file__).resolve().parents[2] / "src"
PASSPHRASE = "kuda laut berenang malam hari"
AGREEMENT = "dpr-bkn-2023"
SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Office:
    """A workspace of one officer, reached by commands that are processes of their own."""

    folder: Path

    def run(self, *words: str, **more: str) -> tuple[int, Any]:
        environment = {**os.environ, "PYTHONPATH": str(SRC), "PADAN_WORKSPACE": str(self.folder)}
        environment |= {"PADAN_PASSPHRASE": PASSPHRASE, **more}
        done = subprocess.run(
            [sys.executable, "-m", "padan.cli", "--officer", "sari", "--json", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        return done.returncode, json.loads(done.stdout)

    def receive(self, file: Path) -> tuple[int, Any]:
        words = ("--agreement", AGREEMENT, "--register", "SIASN", "--position", "2026-11-01")
        return self.run("import", str(file), *words, "--accept-damage")

    def copied(self, folder: Path) -> "Office":
        shutil.copytree(self.folder, folder)
        return Office(folder)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("kantor") / "ruang")
    words = ("--party", "dpr", "--training", "--name", "Sari", "--key-memory-mib", "64")
    assert made.run("init", *words)[0] == 0
    term = ("--number", "ADD/1", "--signed", "2026-01-05", "--new-end", "2099-12-31")
    assert made.run("agreement", "extend", AGREEMENT, *term)[0] == 0
    return made


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return write_files(generate(7, 40, party="dpr"), tmp_path_factory.mktemp("baik"))


def workbook(
    path: Path, part: str = "", edit: Callable[[bytes], bytes] | None = None, **more: bytes
) -> bytes:
    """Return the workbook with one part edited and others added."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edit(content) if edit and name == part else content)
        for name, content in more.items():
            new.writestr(name, content)
    return target.getvalue()


def bad_files(csv: bytes, xlsx: Path) -> dict[str, tuple[bytes, int]]:
    header, _, rest = csv.partition(b"\n")
    lines = csv.rstrip(b"\n").split(b"\n")
    text = csv.decode("utf-8-sig")
    whole = xlsx.read_bytes()
    return {
        "kosong.csv": (b"", files.FILE_EMPTY),
        "tanda-saja.csv": (b"\xef\xbb\xbf", files.FILE_EMPTY),
        "judul-saja.csv": (header + b"\n", files.NO_ROWS),
        "semua-ditolak.csv": (
            b"\n".join((lines[0], *(line + b"|x|y" for line in lines[1:]))),
            files.ALL_ROWS_REFUSED,
        ),
        "utf-32.csv": (text.encode("utf-32-le"), files.ENCODING_UNKNOWN),
        "tergeser.csv": (b"\xff\xfe" + text.encode("utf-16-le")[1:], files.ENCODING_UNKNOWN),
        "terkompres.csv": (gzip.compress(csv), files.ARCHIVE_REFUSED),
        "satu-baris.csv": (b"x" * 3_000_000 + b"\n", files.LINE_TOO_LONG),
        "laman.xls": ("\ufeff<html><table>".encode("utf-16-le"), files.FILE_IS_MARKUP),
        "kolom-rangkap.csv": (
            csv.replace(b"NAMA|", b" nama |", 1) and rangkap(header, rest),
            files.DUPLICATE_HEADER,
        ),
        "terpotong.xlsx": (whole[: len(whole) // 2], files.FILE_TRUNCATED),
        "bom.xlsx": (workbook(xlsx, **{"xl/media/x.bin": bytes(64 << 20)}), files.COMPRESSION_RATIO),
        "bersarang.xlsx": (workbook(xlsx, **{"xl/embeddings/x.bin": whole}), files.NESTED_ARCHIVE),
        "makro.xlsx": (workbook(xlsx, **{"xl/vbaProject.bin": b"x"}), files.WORKBOOK_MACROS),
        "entitas.xlsx": (
            workbook(xlsx, SHEET, lambda xml: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + xml),
            files.HOSTILE_WORKBOOK,
        ),
        "rusak.xlsx": (workbook(xlsx, SHEET, lambda xml: xml[: len(xml) // 2]), files.WORKBOOK_DAMAGED),
        "rusak.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), files.WORKBOOK_DAMAGED),
        "rusak.parquet": (b"PAR1" + bytes(200) + b"\xff\xff\xff\x7fPAR1", files.PARQUET_DAMAGED),
    }


def rangkap(header: bytes, rest: bytes) -> bytes:
    """Return the file with the first heading once more over the second column."""
    names = header.split(b"|")
    return b"|".join((names[0], names[0].removeprefix(b"\xef\xbb\xbf"), *names[2:])) + b"\n" + rest


def test_each_bad_file_has_its_own_words_and_leaves_the_store_whole(
    office: Office, good: Any, tmp_path: Path
) -> None:
    told: dict[str, int] = {}
    messages = set()
    cases = bad_files(good.siasn.read_bytes(), good.steward)
    for name, (content, _code) in cases.items():
        (tmp_path / name).write_bytes(content)
        status, answer = office.receive(tmp_path / name)
        fault = answer["error"]
        assert (name, status, fault["family"]) == (name, 3, "user")
        assert fault["remedy"]
        told[name] = fault["code"]
        messages.add(fault["message"].replace(name, ""))
    assert told == {name: code for name, (_content, code) in cases.items()}
    assert len(messages) >= len({code for _content, code in cases.values()})
    assert office.run("snapshot", "list")[1]["snapshots"] == []
    assert office.run("check")[1]["intact"] is True
    assert office.run("audit", "verify")[1]["intact"] is True


def test_utf_16_cut_within_a_letter_is_read_with_a_warning(office: Office, good: Any, tmp_path: Path) -> None:
    cut = tmp_path / "ganjil.csv"
    cut.write_bytes(good.siasn.read_text(encoding="utf-8-sig").encode("utf-16")[:-1])
    status, answer = office.copied(tmp_path / "ruang").receive(cut)
    assert status == 0
    assert files.CHARACTER_CUT in [one["code"] for one in answer["intake"]["warnings"]]


def damaged_page(folder: Path) -> None:
    """Damage the first page, which says where everything else is, past its head."""
    content = bytearray((folder / "store.db").read_bytes())
    content[5000] ^= 1
    (folder / "store.db").write_bytes(content)


def costly(folder: Path) -> None:
    """Ask for four gigabytes, with the digest a stranger can compute as well as we can."""
    vault = json.loads((folder / "vault.json").read_bytes())
    vault["officers"][0]["kdf"]["memory_kib"] = 4 << 20
    del vault["digest"]
    vault["digest"] = hashlib.sha256(canonical_json(vault)).hexdigest()
    (folder / "vault.json").write_text(json.dumps(vault), encoding="utf-8")


def newer_vault(folder: Path) -> None:
    content = (folder / "vault.json").read_bytes()
    (folder / "vault.json").write_bytes(content.replace(b'"version": 1', b'"version": 2'))


CRIMES: dict[str, tuple[Callable[[Path], object], int]] = {
    "vault cut": (
        lambda at: (at / "vault.json").write_bytes((at / "vault.json").read_bytes()[:900]),
        store.VAULT_DAMAGED,
    ),
    "vault newer": (newer_vault, store.VAULT_NEWER),
    "vault too costly": (costly, store.VAULT_DAMAGED),
    "store gone": (lambda at: (at / "store.db").unlink(), store.STORE_MISSING),
    "store cut": (lambda at: os.truncate(at / "store.db", 16384), store.STORE_DAMAGED),
    "schema page": (damaged_page, store.STORE_DAMAGED),
    "another store": (
        lambda at: (at / "store.db").write_bytes(os.urandom(1 << 20)),
        store.STORE_KEY_MISMATCH,
    ),
}


@pytest.mark.parametrize("crime", CRIMES)
def test_damaged_workspace_is_told_by_what_is_damaged(office: Office, tmp_path: Path, crime: str) -> None:
    commit, code = CRIMES[crime]
    copy = office.copied(tmp_path / "ruang")
    commit(copy.folder)
    status, answer = copy.run("snapshot", "list")
    assert (status, answer["error"]["code"], answer["error"]["family"]) == (4, code, "environment")


def test_wrong_passphrase_is_neither_damage_nor_silence(office: Office, tmp_path: Path) -> None:
    copy = office.copied(tmp_path / "ruang")
    (copy.folder / "attempts.json").write_text('{"count": 1e999, "last": "' + "[" * 3000, encoding="utf-8")
    status, answer = copy.run("snapshot", "list", PADAN_PASSPHRASE="bukan kata sandi yang benar")
    assert (status, answer["error"]["code"]) == (3, store.PASSPHRASE_WRONG)
    assert copy.run("snapshot", "list", PADAN_PASSPHRASE="")[1]["error"]["code"] == cli.PASSPHRASE_NOT_GIVEN
    assert copy.run("audit", "verify")[1]["intact"] is True


def test_damaged_backup_is_refused_and_leaves_no_folder(office: Office, tmp_path: Path) -> None:
    backup = tmp_path / "padan.padanbackup"
    assert office.copied(tmp_path / "ruang").run("backup", str(backup))[0] == 0
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    status, answer = office.run("restore", str(backup), "--to", str(tmp_path / "pulih"))
    assert (status, answer["error"]["code"]) == (4, store.BACKUP_DAMAGED)
    assert not (tmp_path / "pulih").exists()
