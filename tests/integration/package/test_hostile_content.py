"""Packages whose content, signature or header is wrong: the ruled code, and nothing of it is used."""

import pytest
from hand_made_package import INFO, NOW, SIGNATURE, TABLE, Desk

from padan.adapters.package import table_rows
from padan.common.codes import exchange as codes
from padan.common.errors import UserFault
from padan.domain.exchange.parcel import PaperOut, TableOut

HEAD = b"id_baris,sidik_baris,nip_baru\r\n"

# --- signature, manifests, header ---


def test_unknown_signer_is_told_apart_from_a_bad_signature(desk: Desk) -> None:
    sealed = desk.seal()
    stranger = desk.trusted(public_key=desk.packages.new().signing_public)
    assert desk.refused(sealed.path, stranger) == codes.SIGNER_UNKNOWN
    files = desk.unpack(sealed.path)
    other = desk.unpack(desk.seal(name="lain.zip.age", number=2).path)
    assert desk.refused(desk.pack({**files, SIGNATURE: other[SIGNATURE]})) == codes.SIGNATURE_BAD
    without = {name: content for name, content in files.items() if name != SIGNATURE}
    assert desk.refused(desk.pack(without)) == codes.SIGNATURE_BAD


def test_signer_revoked_before_now_or_invalid_then_is_refused(desk: Desk) -> None:
    sealed = desk.seal()
    assert desk.refused(sealed.path, desk.trusted(revoked_at=NOW)) == codes.SIGNER_REVOKED
    assert desk.refused(sealed.path, desk.trusted(valid_to=NOW)) == codes.SIGNER_UNKNOWN
    assert desk.refused(sealed.path, desk.trusted(party="bkn")) == codes.SIGNER_UNKNOWN


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("X-Penerima", "kemendes"),
        ("X-Urut", "2"),
        ("X-Perjanjian", "kemendes-bkn-2023"),
        ("X-Kedaluwarsa", "2030-01-01T00:00:00Z"),
    ],
)
def test_label_changed_after_signing_is_a_checksum(desk: Desk, label: str, value: str) -> None:
    files = desk.unpack(desk.seal().path)
    files[INFO] = relabelled(files[INFO], label, value)
    assert desk.refused(desk.pack(files)) == codes.CHECKSUM_DIFFERS


def relabelled(info: bytes, label: str, value: str | None) -> bytes:
    kept = [line for line in info.decode().splitlines() if not line.startswith(label + ":")]
    added = [] if value is None else [f"{label}: {value}"]
    return "\n".join([*kept, *added, ""]).encode()


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("X-Urut", "0"),
        ("X-Urut", "01"),
        ("X-Urut", "-1"),
        ("X-Urut", "٣"),
        ("X-Uji", "mungkin"),
        ("X-Dibuat", "kemarin"),
        ("X-Dibuat", "2026-11-22T04:15:00"),
        ("X-Kedaluwarsa", "9999-12-31T23:59:59-12:00"),
        ("X-Paket-Sebelumnya-SHA256", "0" * 63),
        ("X-Jumlah-Baris", "4"),
        ("X-Jumlah-Baris", None),
        ("X-Klasifikasi", "SANGAT"),
        ("X-Perjanjian", "x" * 500),
        ("X-Skema", None),
        ("x-urut", "9"),
        ("X-Titik-Audit", "9" * 5000 + ":" + "a" * 64),
        ("X-Titik-Audit", "٣:" + "a" * 64),
    ],
)
def test_signed_but_ill_formed_label_is_structure(desk: Desk, label: str, value: str | None) -> None:
    info = desk.unpack(desk.seal().path)[INFO]
    assert desk.refused(desk.fake(info=relabelled(info, label, value))) == codes.STRUCTURE_WRONG


def test_repeated_label_is_structure(desk: Desk) -> None:
    info = desk.unpack(desk.seal().path)[INFO]
    assert desk.refused(desk.fake(info=info + b"X-Urut: 1\n")) == codes.STRUCTURE_WRONG


def test_changed_payload_is_a_checksum_even_where_its_form_broke(desk: Desk) -> None:
    files = desk.unpack(desk.seal().path)
    for content in (files[TABLE].replace(b"Budi", b"Budo"), files[TABLE] + b"sisa,baris\r\n", b"\xff\xfe"):
        assert desk.refused(desk.pack({**files, TABLE: content})) == codes.CHECKSUM_DIFFERS


@pytest.mark.parametrize("gone", ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", TABLE])
def test_missing_file_is_structure(desk: Desk, gone: str) -> None:
    files = desk.unpack(desk.seal().path)
    del files[gone]
    assert desk.refused(desk.pack(files)) == codes.STRUCTURE_WRONG


def test_payload_outside_the_manifest_is_structure(desk: Desk) -> None:
    files = desk.unpack(desk.seal().path)
    assert desk.refused(desk.pack({**files, "data/rw_jabatan.csv": b"id_baris\r\n"})) == codes.STRUCTURE_WRONG


# --- tables ---


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (HEAD + b'r1,0,"=HYPERLINK(""http://x"")"\r\n', codes.HOSTILE_CONTENT),
        (HEAD + b"r1,0,@SUM(A1)\r\n", codes.HOSTILE_CONTENT),
        (HEAD[:-2] + b",=1+1\r\n", codes.HOSTILE_CONTENT),
        (HEAD + b"r1,0," + b"x" * 32_768 + b"\r\n", codes.HOSTILE_CONTENT),
        (HEAD + b"r1,0," + b"," * 5_000_000, codes.HOSTILE_CONTENT),
        (HEAD + b'r1,0,"' + b"\n" * 5_000_000, codes.HOSTILE_CONTENT),
        (HEAD + b"r1,0\r\n", codes.STRUCTURE_WRONG),
        (HEAD + b'r1,0,"x\r\n', codes.STRUCTURE_WRONG),
        (HEAD + b"r1,0,\xff\r\n", codes.STRUCTURE_WRONG),
        (b"nip_baru,id_baris\r\n1,2\r\n", codes.STRUCTURE_WRONG),
        (b"id_baris,sidik_baris,nama,nama\r\n1,2,3,4\r\n", codes.STRUCTURE_WRONG),
        (b"", codes.STRUCTURE_WRONG),
        (HEAD, codes.STRUCTURE_WRONG),  # X-Jumlah-Baris says three
    ],
)
def test_table_of_a_true_sender_is_still_judged(desk: Desk, table: bytes, code: int) -> None:
    assert desk.refused(desk.fake(table=table)) == code


def test_lists_that_people_work_through_are_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "LISTED", 2)
    rows = [("u", "diterima", "", "", "", "")] * 3
    columns = ("id_usulan", "hasil", "alasan", "nilai_akhir", "status_usulan", "tanggal")
    for count, code in ((2, 0), (3, codes.HOSTILE_CONTENT)):
        sealed = desk.seal([TableOut("jawaban.csv", columns, rows[:count])], rows=count)
        assert desk.refused(sealed.path) == code
    assert desk.refused(desk.seal().path) == 0  # three people


def test_longest_cell_that_is_allowed_opens(desk: Desk) -> None:
    rows = b"".join(b"r%d,0,%s\r\n" % (one, b"x" * 32_767) for one in range(3))
    assert desk.glance(desk.fake(table=HEAD + rows)).tables[0].rows == 3


@pytest.mark.parametrize("content", [b"[]", b"{", b"[" * 100_000, b"1" * 10_000, b"\xff"])
def test_description_that_is_none_is_structure(desk: Desk, content: bytes) -> None:
    assert desk.refused(desk.fake(description=content)) == codes.STRUCTURE_WRONG


def test_two_kinds_in_one_package_are_structure(desk: Desk) -> None:
    assert desk.refused(desk.fake(minutes=b"%PDF-1.7")) == codes.STRUCTURE_WRONG


def test_papers_travel_whole(desk: Desk) -> None:
    paper = PaperOut("berita_acara.pdf", b"%PDF-1.7 uji")
    sealed = desk.seal([], [paper, PaperOut("berita_acara.json", b"{}")], rows=0)
    looked = desk.look(sealed.path)
    assert (looked.kind, looked.papers) == ("BA", ("berita_acara.json", "berita_acara.pdf"))
    secrets = [desk.receiver.age_secret]
    assert desk.packages.paper(sealed.path, secrets, looked, paper.name) == paper.content


def test_package_exchanged_after_the_look_is_noticed(desk: Desk) -> None:
    looked = desk.look(desk.seal().path)
    desk.seal([TableOut("asn.csv", ("id_baris", "nip_baru"), [("r1", "1")], True)], rows=1)
    with pytest.raises(UserFault) as caught:
        desk.rows(desk.folder / "paket.zip.age", looked)
    assert caught.value.code == codes.PACKAGE_CHANGED


def test_nothing_is_left_beside_a_refused_or_sealed_package(desk: Desk) -> None:
    desk.seal()
    desk.refused(desk.lock(b"bukan arsip"))
    assert {one.name for one in desk.folder.iterdir()} == {"paket.zip.age", "buatan.zip.age"}
