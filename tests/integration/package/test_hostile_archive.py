"""Damaged and hostile packages: each is refused with the ruled code, before anything of it is used."""

import struct
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hand_made_package import INFO, TABLE, Desk, declare, zipped

from padan.common.codes import exchange as codes
from padan.common.errors import UserFault
from padan.domain.exchange.parcel import TableOut


def test_sound_package_opens_in_the_child(desk: Desk) -> None:
    looked = desk.look(desk.seal().path)
    assert (looked.kind, looked.header, looked.tables[0].rows) == ("DATA", desk.header(), 3)
    assert desk.rows(desk.folder / "paket.zip.age", looked)[0][2] == "199001012015031001"


# --- the file ---


def test_every_sampled_bit_flip_is_not_decrypted(desk: Desk) -> None:
    whole = Path(desk.seal().path).read_bytes()
    target = desk.folder / "rusak.zip.age"
    own = whole.index(b"\n---")
    for at in {*range(0, own, 7), *range(own, len(whole), 61), len(whole) - 1}:
        damaged = bytearray(whole)
        damaged[at] ^= 1 << at % 8
        target.write_bytes(damaged)
        assert desk.refused(target) == codes.NOT_DECRYPTED, at


def test_every_sampled_truncation_is_not_decrypted(desk: Desk) -> None:
    whole = Path(desk.seal().path).read_bytes()
    target = desk.folder / "terpotong.zip.age"
    for size in {*range(1, len(whole), 97), len(whole) - 1, len(whole) - 16, len(whole) - 17}:
        target.write_bytes(whole[:size])
        assert desk.refused(target) == codes.NOT_DECRYPTED, size


def test_cut_at_a_chunk_border_is_not_decrypted(desk: Desk) -> None:
    rows = [(f"r{one}", f"{one:018}", "x" * 40) for one in range(20_000)]
    sealed = desk.seal([TableOut("asn.csv", ("id_baris", "nip_baru", "nama"), rows, True)], rows=20_000)
    whole = Path(sealed.path).read_bytes()
    begin = whole.index(b"\n", whole.index(b"\n--- ") + 1) + 1 + 16
    border = begin + (64 * 1024 + 16)
    assert len(whole) > border
    target = desk.folder / "terpotong.zip.age"
    target.write_bytes(whole[:border])
    assert desk.refused(target) == codes.NOT_DECRYPTED
    target.write_bytes(whole + whole[border:])
    assert desk.refused(target) == codes.NOT_DECRYPTED


@pytest.mark.parametrize("content", [None, b""])
def test_missing_or_empty_file_is_transport(desk: Desk, content: bytes | None) -> None:
    path = desk.folder / "kosong.zip.age"
    if content is not None:
        path.write_bytes(content)
    assert desk.refused(path) == codes.TRANSPORT


def test_package_for_another_office_is_not_decrypted(desk: Desk) -> None:
    stranger = desk.packages.new()
    with pytest.raises(UserFault) as caught:
        desk.look(desk.seal().path, secret=stranger.age_secret)
    assert caught.value.code == codes.NOT_DECRYPTED


# --- the archive ---


def entry(name: str, **fields: object) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    for field, value in fields.items():
        setattr(info, field, value)
    return info


LINK = 0o120777 << 16
HOSTILE: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "parent path": lambda files: zipped(files, (entry("../asn.csv"), b"x")),
    "hidden parent path": lambda files: zipped(files, (entry("data/../../asn.csv"), b"x")),
    "absolute path": lambda files: zipped(files, (entry("/etc/padan"), b"x")),
    "drive letter": lambda files: zipped(files, (entry("C:\\padan.exe"), b"x")),
    "backslashes": lambda files: zipped(files, (entry("data\\galat.csv"), b"x")),
    "symbolic link": lambda files: zipped(
        files, (entry("data/galat.csv", external_attr=LINK), b"/etc/passwd")
    ),
    "device": lambda files: zipped(files, (entry("data/galat.csv", external_attr=0o060644 << 16), b"")),
    "nested archive": lambda files: zipped(files, (entry("data/isi.zip"), zipped(files))),
    "program": lambda files: zipped(files, (entry("data/buka.exe"), b"MZ")),
    "no name at all": lambda files: zipped(files).replace(b"data/datapackage.json", bytes(21)),
    "case of the folder": lambda files: zipped(files, (entry("Data/galat.csv"), b"x")),
    "case of the file": lambda files: zipped(files, (entry("BAG-INFO.TXT"), b"x")),
    "65 files": lambda files: zipped(
        files, *[(entry(f"data/referensi_a{one}.csv"), b"x") for one in range(65)]
    ),
    "many folders": lambda files: zipped(files, *[(entry(f"data/d{one}/"), b"") for one in range(300)]),
    "100,000 entries": lambda files: zipped(files, *[(entry(f"data/{one}"), b"") for one in range(100_000)]),
    "bomb": lambda files: zipped({**files, "data/galat.csv": b"0" * (32 * 1024 * 1024)}),
    "10 GB declared": lambda files: declare(zipped({**files, TABLE: b"x" * 10_000}), TABLE, 4_294_967_294),
    "size understated": lambda files: declare(zipped(files), TABLE, len(files[TABLE]) - 5),
    "long metadata": lambda files: zipped({**files, INFO: b"X: 1\n" * 300_000}),
    "long description": lambda files: zipped({**files, "data/datapackage.json": bytes(2_000_000)}),
    "encrypted entry": lambda files: flagged(zipped(files), 0x1),
    "bzip2": lambda files: zipped(files, (entry("data/galat.csv", compress_type=zipfile.ZIP_BZIP2), b"x")),
}


def flagged(archive: bytes, flag: int) -> bytes:
    """Set a general purpose flag on the first entry of the directory."""
    made = bytearray(archive)
    struct.pack_into("<H", made, made.find(b"PK\x01\x02") + 8, flag)
    return bytes(made)


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_archive_is_refused_as_such(desk: Desk, case: str) -> None:
    files = desk.unpack(desk.seal().path)
    assert desk.refused(desk.lock(HOSTILE[case](files))) == codes.HOSTILE_CONTENT


@pytest.mark.parametrize("case", ["repeated name", "overlap", "directory size lies"])
def test_tricks_with_the_directory_are_refused(desk: Desk, case: str) -> None:
    archive = bytearray(zipped(desk.unpack(desk.seal().path)))
    first = archive.find(b"PK\x01\x02")
    second = archive.find(b"PK\x01\x02", first + 4)
    end = archive.rfind(b"PK\x05\x06")
    if case == "repeated name":
        name = archive[first + 46 : first + 46 + archive[first + 28]]
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive = bytearray(zipped({}, (entry(name.decode()), b"1"), (entry(name.decode()), b"2")))
    elif case == "overlap":
        archive[second + 42 : second + 46] = archive[first + 42 : first + 46]
    else:
        struct.pack_into("<I", archive, end + 12, 0xFFFFFFF0)
    assert desk.refused(desk.lock(bytes(archive))) in {codes.HOSTILE_CONTENT, codes.NOT_UNPACKED}


@pytest.mark.parametrize("plain", [b"", b"bukan arsip", b"PK\x05\x06" + bytes(17), b"PK\x03\x04" * 100])
def test_no_archive_is_not_unpacked(desk: Desk, plain: bytes) -> None:
    assert desk.refused(desk.lock(plain)) == codes.NOT_UNPACKED


def test_archive_cut_short_is_not_unpacked(desk: Desk) -> None:
    archive = zipped(desk.unpack(desk.seal().path))
    for size in range(1, len(archive), 199):
        assert desk.refused(desk.lock(archive[:size])) == codes.NOT_UNPACKED, size


def test_order_of_entries_does_not_matter(desk: Desk) -> None:
    files = desk.unpack(desk.seal().path)
    backwards = dict(reversed(files.items()))
    with_folders = zipped(backwards, (entry("data/"), b""), (entry("tanda-tangan/"), b""))
    assert desk.glance(desk.lock(with_folders)).package_sha256 == desk.seal().package_sha256


def test_reordered_contents_keep_their_own_names_or_fail(desk: Desk) -> None:
    """Every two files exchanged under each other's name."""
    files = desk.unpack(desk.seal().path)
    names = list(files)
    for one, other in pairwise(names):
        swapped = {**files, one: files[other], other: files[one]}
        code = desk.refused(desk.pack(swapped))
        assert code in {codes.SIGNATURE_BAD, codes.CHECKSUM_DIFFERS, codes.STRUCTURE_WRONG}, (one, other)


# --- the view ---

SHEET = b"<worksheet><sheetData><row><c t='inlineStr'><is><t>x</t></is></c></row></sheetData></worksheet>"
BOOK = {
    "[Content_Types].xml": b"<Types/>",
    "xl/workbook.xml": b"<workbook/>",
    "xl/worksheets/sheet1.xml": SHEET,
}


def test_view_of_texts_is_let_through(desk: Desk) -> None:
    assert desk.glance(desk.fake(view=zipped(BOOK))).kind == "DATA"


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
        {"xl/vbaProject.bin": b"x"},
        {"xl/embeddings/oleObject1.bin": b"x"},
        {"../xl/workbook.xml": b"x"},
        {"xl/worksheets/sheet1.xml": SHEET.replace(b"<is>", b"<f>1+1</f><is>")},
        {"xl/sharedStrings.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>"},
        {"xl/worksheets/_rels/sheet1.xml.rels": b"<Relationship TargetMode='External' Target='http://x'/>"},
        {"xl/worksheets/sheet2.xml": b"<c>" * 8_000_000},
    ],
    ids=["link", "macro", "object", "path", "formula", "declaration", "relation", "bomb"],
)
def test_view_that_is_more_than_texts_is_hostile(desk: Desk, parts: dict[str, bytes]) -> None:
    assert desk.refused(desk.fake(view=zipped({**BOOK, **parts}))) == codes.HOSTILE_CONTENT
