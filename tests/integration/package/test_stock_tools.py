"""Packages and an office's stock tools: they accept what we write; what they write by hand opens here."""

import base64
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hand_made_package import COLUMNS, NOW, ROWS, Desk, locked, zipped

from padan.adapters.package.age import AgeReader
from padan.domain.exchange.parcel import NewKeys, TableOut
from padan.domain.exchange.rows import row_fingerprint

PROGRAMS = Path(sys.executable).parent
REQUIRED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def run(*words: object, folder: Path, stdin: bytes | None = None) -> str:
    """Run a tool; its output, when it is content."""
    done = subprocess.run(
        [str(one) for one in words], cwd=folder, input=stdin, capture_output=True, check=False
    )
    assert done.returncode == 0, f"{words}: {done.stdout.decode()} {done.stderr.decode()}"
    return done.stdout.decode()


def ssh_line(public_key: str) -> str:
    raw = bytes.fromhex(public_key)
    blob = b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + raw
    return f"ssh-ed25519 {base64.b64encode(blob).decode()}"


@pytest.fixture
def unpacked(desk: Desk) -> Path:
    """Our package, opened as BACA-SAYA.txt says, with `age` and `unzip`."""
    sealed = desk.seal()
    identity = desk.folder / "kunci-kantor.txt"
    identity.write_text(desk.receiver.age_secret + "\n", encoding="ascii")
    run("age", "-d", "-i", identity, "-o", "paket.zip", sealed.path, folder=desk.folder)
    run("unzip", "-t", "paket.zip", folder=desk.folder)
    run("unzip", "-q", "paket.zip", "-d", "paket", folder=desk.folder)
    return desk.folder / "paket"


@pytest.mark.parametrize(
    "holder", ["receiver.age_secret", "receiver.recovery_secret", "sender.archive_secret"]
)
def test_each_recipient_decrypts_with_age(desk: Desk, holder: str) -> None:
    sealed = desk.seal()
    who, key = holder.split(".")
    keys: NewKeys = getattr(desk, who)
    identity = desk.folder / "kunci.txt"
    identity.write_text(getattr(keys, key) + "\n", encoding="ascii")
    run("age", "-d", "-i", identity, "-o", "paket.zip", sealed.path, folder=desk.folder)
    assert zipfile.is_zipfile(desk.folder / "paket.zip")


def test_checksums_satisfy_sha256sum(unpacked: Path) -> None:
    assert "asn.csv: OK" in run("sha256sum", "-c", "--strict", "manifest-sha256.txt", folder=unpacked)
    assert "bag-info.txt: OK" in run("sha256sum", "-c", "--strict", "tagmanifest-sha256.txt", folder=unpacked)


def test_signature_satisfies_ssh_keygen(desk: Desk, unpacked: Path) -> None:
    signers = desk.folder / "pengirim.txt"
    line = f'dpr namespaces="tukar-asn-v1",valid-after="20260101" {ssh_line(desk.sender.signing_public)}\n'
    signers.write_text(line, encoding="ascii")
    told = run(
        *("ssh-keygen", "-Y", "verify", "-f", signers, "-I", "dpr", "-n", "tukar-asn-v1"),
        *("-s", "tanda-tangan/tagmanifest-sha256.txt.sig"),
        folder=unpacked,
        stdin=(unpacked / "tagmanifest-sha256.txt").read_bytes(),
    )
    assert "Good" in told


def test_bag_satisfies_bagit(unpacked: Path) -> None:
    run(sys.executable, PROGRAMS / "bagit.py", "--validate", unpacked, folder=unpacked.parent)


def test_table_satisfies_frictionless(unpacked: Path) -> None:
    told = run(PROGRAMS / "frictionless", "validate", "--json", "data/datapackage.json", folder=unpacked)
    report = json.loads(told)
    assert report["valid"]
    assert report["stats"]["tasks"] >= 1


def test_every_kind_of_table_satisfies_frictionless(desk: Desk) -> None:
    files = desk.unpack(
        desk.seal(
            [
                TableOut(
                    "tanda_terima.csv",
                    ("paket_uuid", "paket_sha256", "tahap", "hasil"),
                    [("a", "b", "TT-1", "x")],
                ),
                TableOut("galat.csv", ("id_baris", "kolom", "kode", "pesan", "saran"), []),
            ],
            rows=1,
        ).path
    )
    for name, content in files.items():
        target = desk.folder / "keluar" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    told = run(
        PROGRAMS / "frictionless",
        "validate",
        "--json",
        "data/datapackage.json",
        folder=desk.folder / "keluar",
    )
    assert json.loads(told)["valid"]


def test_table_is_the_one_that_was_sealed(unpacked: Path) -> None:
    text = (unpacked / "data" / "asn.csv").read_bytes()
    assert text.startswith(b"id_baris,sidik_baris,nip_baru,nama,tanggal_lahir,jabatan_nama\r\n")
    assert b"199001012015031001" in text
    assert text.count(b"\r\n") == len(ROWS) + 1


# --- the other way: made by hand ---


def hand_made(desk: Desk, *, kind: str = "data") -> Path:
    """Make a package with printf, sha256sum, ssh-keygen, zip and age alone."""
    folder = desk.folder / "tangan"
    (folder / "data").mkdir(parents=True)
    (folder / "tanda-tangan").mkdir()
    name, rows = write_table(folder / "data", kind)
    resource = {"name": "tabel", "path": name, "type": "table"}
    description = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "resources": [resource],
    }
    (folder / "data" / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    (folder / "bagit.txt").write_text(REQUIRED, encoding="utf-8", newline="")
    (folder / "BACA-SAYA.txt").write_text("Dibuat dengan tangan.\n", encoding="utf-8")
    info = bag_info(desk, kind, rows)
    (folder / "bag-info.txt").write_text(
        "".join(f"{label}: {value}\n" for label, value in info.items()), encoding="utf-8"
    )
    shell = (
        "sha256sum data/* > manifest-sha256.txt && "
        "sha256sum bagit.txt bag-info.txt manifest-sha256.txt BACA-SAYA.txt > tagmanifest-sha256.txt && "
        "ssh-keygen -q -t ed25519 -N '' -C '' -f ../kunci && "
        "ssh-keygen -q -Y sign -f ../kunci -n tukar-asn-v1 tagmanifest-sha256.txt && "
        "mv tagmanifest-sha256.txt.sig tanda-tangan/ && zip -q -r ../tangan.zip . && "
        f"age -r {desk.receiver.recipient} -o ../tangan.zip.age ../tangan.zip"
    )
    run("sh", "-c", shell, folder=folder)
    return desk.folder / "tangan.zip.age"


def bag_info(desk: Desk, kind: str, rows: int) -> dict[str, str]:
    chain = "tt." if kind == "receipt" else ""
    fingerprint = hashlib.sha256(desk.receiver.recipient.encode()).hexdigest()
    return {
        "Source-Organization": "dpr",
        "External-Identifier": f"dpr.bkn.dpr-bkn-2023.{chain}7",
        "X-Paket-UUID": "0198f0a2-7c1e-7b1a-9f00-0000000000aa",
        "X-Penerima": "bkn",
        "X-Perjanjian": "dpr-bkn-2023",
        "X-Urut": "7",
        "X-Paket-Sebelumnya-SHA256": "1f" * 32,
        "X-Skema": "tukar-asn/1.0",
        "X-Dibuat": "2026-11-22T11:15:00+07:00",
        "X-Kedaluwarsa": "2026-12-22T00:00:00Z",
        "X-Klasifikasi": "TERBATAS",
        "X-Uji": "tidak",
        "X-Jumlah-Baris": str(rows),
        "X-Sidik-Kunci-Penerima": fingerprint,
        "X-Disetujui-Oleh": "p1,p2",
        "X-Titik-Audit": "3:" + "00" * 32,
        "X-Catatan-Sendiri": "label yang tidak dikenal",
    }


def write_table(folder: Path, kind: str) -> tuple[str, int]:
    if kind == "receipt":
        lines = [
            "paket_uuid,paket_sha256,tahap,hasil,diterima,ditolak,ditahan,waktu",
            f"0198f0a2-7c1e-7b1a-9f00-000000000001,{'ab' * 32},TT-1,diterima,3,0,0,2026-11-22T04:15:00Z",
        ]
        name = "tanda_terima.csv"
    else:
        lines = ["id_baris,sidik_baris," + ",".join(COLUMNS[1:])]
        lines += [f"{row[0]},{row_fingerprint(row[1:])},{row[1]},Nama,{row[3]},Perisalah" for row in ROWS]
        name = "asn.csv"
    (folder / name).write_bytes(("\r\n".join(lines) + "\r\n").encode())
    return name, len(lines) - 1


def public_of(path: Path) -> str:
    blob = base64.b64decode(path.read_text(encoding="ascii").split()[1])
    return blob[-32:].hex()


@pytest.mark.parametrize(("kind", "found"), [("data", "DATA"), ("receipt", "TT")])
def test_package_made_with_stock_tools_opens(desk: Desk, kind: str, found: str) -> None:
    package = hand_made(desk, kind=kind)
    looked = desk.look(package, desk.trusted(public_key=public_of(desk.folder / "kunci.pub")))
    assert looked.kind == found
    assert looked.header.number == 7
    assert looked.header.made_at == NOW
    assert looked.header.chain == ("tt" if kind == "receipt" else "main")
    assert desk.rows(package, looked, looked.tables[0].name)
    assert looked.package_sha256 == _sum(desk.folder / "tangan" / "tagmanifest-sha256.txt")
    assert looked.file_sha256 == _sum(package)


def _sum(path: Path) -> str:
    return run("sha256sum", path, folder=path.parent).split()[0]


def test_armoured_and_foreign_recipients_beside_ours_open(desk: Desk) -> None:
    """A colleague's age may encrypt to a second X25519 key first; ours is found behind it."""
    files = desk.unpack(desk.seal().path)
    (desk.folder / "isi.zip").write_bytes(zipped(files))
    other = desk.packages.new().recipient
    run(
        *("age", "-r", other, "-r", desk.receiver.recipient, "-o", "dua.zip.age", "isi.zip"),
        folder=desk.folder,
    )
    assert desk.look(desk.folder / "dua.zip.age").kind == "DATA"


@pytest.mark.parametrize("size", [1, 65535, 65536, 65537, 131072, 200_000])
def test_every_length_around_a_chunk_agrees_with_age(desk: Desk, size: int) -> None:
    plain = os.urandom(size)
    (desk.folder / "k.txt").write_text(desk.receiver.age_secret, encoding="ascii")
    (desk.folder / "kita.age").write_bytes(locked(plain, desk.receiver.recipient))
    run("age", "-d", "-i", "k.txt", "-o", "kita", "kita.age", folder=desk.folder)
    assert (desk.folder / "kita").read_bytes() == plain
    run("age", "-r", desk.receiver.recipient, "-o", "mereka.age", "kita", folder=desk.folder)
    with open(desk.folder / "mereka.age", "rb") as file:
        reader = AgeReader(file, [desk.receiver.age_secret])
        reader.check()
        found = bytearray()
        while block := reader.read(50_000):
            found += block
    assert bytes(found) == plain


def test_a_flipped_bit_is_noticed_by_the_stock_tools_too(desk: Desk) -> None:
    sealed = Path(desk.seal().path)
    damaged = bytearray(sealed.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    sealed.write_bytes(damaged)
    (desk.folder / "k.txt").write_text(desk.receiver.age_secret, encoding="ascii")
    done = subprocess.run(
        ["age", "-d", "-i", desk.folder / "k.txt", sealed], capture_output=True, check=False
    )
    assert done.returncode != 0
