"""berita-acara and verify verbs: four eyes by keys, files written whole, differences told apart."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import PASSPHRASE, Ready, padanctl

from padan.common.codes import cli as codes
from padan.common.codes import documents as document_codes
from padan.common.codes import store as store_codes
from padan.common.places import resources

OFFICIAL = ("--official-1", "Dewi Lestari|197001011995032001|Pembina (IV/a)|Kepala Biro")


def composed(ready: Ready, *words: str) -> str:
    made: str = ready.done("berita-acara", "compose", ready.run, *OFFICIAL, *words)["document"]["id"]
    return made


@pytest.fixture(scope="module")
def frozen_template(template: Ready, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PADAN_PASSPHRASE", PASSPHRASE)
        folder = tmp_path_factory.mktemp("frozen") / "ruang"
        shutil.copytree(template.folder, folder)
        desk = replace(template, folder=folder)
        document = composed(desk, "--number-1", "LAT/1/2026", "--number-2", "LAT/2/2026")
        desk.done("berita-acara", "verify-step", document, officer="budi")
        desk.done("berita-acara", "approve", document, officer="ratna")
        desk.done("berita-acara", "freeze", document, officer="ratna")
        return folder, document


@pytest.fixture
def frozen(frozen_template: tuple[Path, str], ready: Ready) -> str:
    """Put the frozen document into this test's workspace."""
    folder, document = frozen_template
    shutil.rmtree(ready.folder)
    shutil.copytree(folder, ready.folder)
    return document


def test_compose_counts_and_keeps_what_was_typed(ready: Ready) -> None:
    words = ("--place", "Bogor", "--date", "2026-11-20", "--number-1", "LAT/1/2026")
    point = ("--open-point", "Perbaikan unit kerja|BKN|2026-12-31")
    document = composed(ready, *words, *point)
    content = ready.done("berita-acara", "show", document)["document"]["content"]
    typed = (content["place"], content["day"], content["first"]["number"])
    assert typed == ("Bogor", "2026-11-20", "LAT/1/2026")
    assert content["first"]["official"]["jabatan"] == "Kepala Biro"
    assert content["open_points"] == [
        {"text": "Perbaikan unit kerja", "responsible": "BKN", "due": "2026-12-31"}
    ]
    assert content["training"] is True


def test_numbers_are_typed_before_verification_only(ready: Ready) -> None:
    document = composed(ready)
    before = ready.done("berita-acara", "show", document)["document"]["content_hash"]
    changed = ready.done("berita-acara", "numbers", document, "--number-2", "LAT/2")["document"]
    assert changed["content_hash"] != before
    ready.done("berita-acara", "verify-step", document, officer="budi")
    late = ready.ask("berita-acara", "numbers", document, "--number-2", "LAT/3")
    assert (late.status, late.code) == (3, document_codes.DOCUMENT_STATE)


MALFORMED = {
    "official": (("--official-1", "|1|2|3"), codes.OFFICIAL_MALFORMED),
    "too_much": (("--official-1", "a|b|c|d|e|f"), codes.OFFICIAL_MALFORMED),
    "open_point": (("--open-point", "tanpa siapa"), codes.OPEN_POINT_MALFORMED),
    "open_point_day": (("--open-point", "a|b|kapan"), codes.OPEN_POINT_MALFORMED),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_entry_has_its_own_code(name: str, template: Ready) -> None:
    words, code = MALFORMED[name]
    assert template.ask("berita-acara", "compose", template.run, *words).code == code


def test_preparer_is_no_verifier(ready: Ready) -> None:
    document = composed(ready)
    assert ready.ask("berita-acara", "verify-step", document).code == store_codes.NOT_ALLOWED
    ready.done("officer", "edit", "sari", "--role", "petugas", "--role", "verifikator", "--role", "admin")
    again = ready.ask("berita-acara", "verify-step", document)
    assert (again.status, again.code) == (3, document_codes.DOCUMENT_SAME_PERSON)


def test_steps_have_an_order(ready: Ready) -> None:
    document = composed(ready)
    early = ready.ask("berita-acara", "approve", document, officer="ratna")
    assert (early.status, early.code) == (3, document_codes.DOCUMENT_STATE)


def test_sent_back_document_is_composed_again(ready: Ready) -> None:
    document = composed(ready)
    ready.done("berita-acara", "verify-step", document, officer="budi")
    words = ("berita-acara", "send-back", document, "--reason", "tempat keliru")
    assert ready.done(*words, officer="budi")["document"]["state"] == "disusun"


def test_new_version_voids_the_old(ready: Ready) -> None:
    old = composed(ready)
    new = composed(ready, "--replaces", old)
    states = {one["id"]: one["state"] for one in ready.done("berita-acara", "list")["documents"]}
    assert states == {old: "diganti", new: "disusun"}


def test_unknown_document(template: Ready) -> None:
    assert template.ask("berita-acara", "show", "x").code == document_codes.DOCUMENT_NOT_FOUND


def test_frozen_copy_is_written_and_verified_without_a_workspace(
    frozen: str, ready: Ready, files: tuple[Path, Path], tmp_path: Path
) -> None:
    target = tmp_path / "ba.pdf"
    ready.done("berita-acara", "pdf", frozen, "--out", str(target))
    alone = padanctl("--json", "verify", str(target))
    assert (alone.status, alone.json["holds"]) == (0, True)
    assert alone.json["documents"][0]["reproduced"] is False
    both = padanctl("--json", "verify", str(target), *(str(one) for one in files))
    assert (both.status, both.json["documents"][0]["reproduced"]) == (0, True)


def test_frozen_copy_is_verified_against_the_store(frozen: str, ready: Ready, tmp_path: Path) -> None:
    target = tmp_path / "ba.pdf"
    ready.done("berita-acara", "pdf", frozen, "--out", str(target), "--copy", "2")
    report = ready.done("verify", str(target))
    assert report["documents"][0]["reproduced"] is True
    found = {one["code"]: one["state"] for one in report["documents"][0]["checks"]}
    assert {"content", "four_eyes", "pages", "audit", "result"} <= set(found)


def test_changed_file_is_told_apart(
    frozen: str, ready: Ready, files: tuple[Path, Path], tmp_path: Path
) -> None:
    target, other = tmp_path / "ba.pdf", tmp_path / "siasn.csv"
    ready.done("berita-acara", "pdf", frozen, "--out", str(target))
    other.write_text(files[1].read_text(encoding="utf-8").replace("Keuangan", "Humas"), encoding="utf-8")
    reply = padanctl("--json", "verify", str(target), str(files[0]), str(other))
    assert (reply.status, reply.code) == (3, codes.VERIFY_DIFFERS)
    differing = [one["code"] for one in reply.json["documents"][0]["checks"] if one["state"] == "differs"]
    assert {"file", "table", "result"} <= set(differing)


def states(reply: Any) -> dict[str, str]:
    return {one["code"]: one["state"] for one in reply.json["documents"][0]["checks"]}


def test_files_in_another_order_and_delimiter_reproduce_without_an_officer(
    frozen: str, ready: Ready, files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ba.pdf"
    ready.done("berita-acara", "pdf", frozen, "--out", str(target))
    others = [tmp_path / f"{one.stem}-lain.csv" for one in files]
    for one, other in zip(files, others, strict=True):
        lines = [line.split(";")[::-1] for line in one.read_text(encoding="utf-8").splitlines()]
        other.write_text("\n".join("\t".join(line) for line in lines) + "\n", encoding="utf-16")
    monkeypatch.setenv("PADAN_WORKSPACE", str(ready.folder))
    reply = padanctl("--json", "verify", str(target), *(str(one) for one in others[::-1]))
    assert (reply.status, reply.json["documents"][0]["reproduced"]) == (0, True)
    assert set(states(reply).values()) == {"ok"}


def test_other_rules_are_named_when_given_and_asked_for_when_only_the_shipped_ones_are_newer(
    frozen: str, ready: Ready, files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, rules = tmp_path / "ba.pdf", tmp_path / "aturan.json"
    ready.done("berita-acara", "pdf", frozen, "--out", str(target))
    (shipped,) = (resources() / "references" / "rules").glob("*.json")
    changed = json.loads(shipped.read_text(encoding="utf-8")) | {"version": "2099.1"}
    rules.write_text(json.dumps(changed), encoding="utf-8")
    both = [str(one) for one in files]
    given = padanctl("--json", "verify", str(target), *both, "--rules", str(rules))
    assert (given.status, states(given)["rules"], states(given)["result"]) == (3, "differs", "differs")
    monkeypatch.setattr("padan.bootstrap.ShippedResources.rules", lambda _self: rules.read_bytes())
    newer = padanctl("--json", "verify", str(target), *both)
    assert (newer.status, states(newer)["rules"], states(newer)["result"]) == (
        0,
        "not_checked",
        "not_checked",
    )
    (told,) = [one for one in newer.json["documents"][0]["checks"] if one["code"] == "rules"]
    assert "2099.1" in told["detail"]
    assert "--rules" in told["detail"]


def test_draft_does_not_verify(ready: Ready, tmp_path: Path) -> None:
    document = composed(ready)
    target = tmp_path / "konsep.pdf"
    ready.done("berita-acara", "pdf", document, "--out", str(target))
    reply = padanctl("--json", "verify", str(target))
    assert (reply.status, reply.code) == (3, codes.VERIFY_DIFFERS)


def test_verifying_something_else_is_refused(files: tuple[Path, Path]) -> None:
    reply = padanctl("--json", "verify", str(files[0]))
    assert (reply.status, reply.code) == (3, document_codes.PDF_UNREADABLE)


def test_existing_file_is_not_overwritten_unasked(frozen: str, ready: Ready, tmp_path: Path) -> None:
    target = tmp_path / "ba.pdf"
    target.write_bytes(b"lama")
    reply = ready.ask("berita-acara", "pdf", frozen, "--out", str(target))
    assert (reply.code, target.read_bytes()) == (codes.OUTPUT_EXISTS, b"lama")


def test_annexes_are_a_recorded_disclosure(frozen: str, ready: Ready, tmp_path: Path) -> None:
    folder = tmp_path / "lampiran"
    words = ("berita-acara", "annexes", frozen, "--out", str(folder))
    assert ready.ask(*words).status == 3
    made: Any = ready.done(*words, "--recipient", "BKN", "--purpose", "perbaikan data")["annexes"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(Path(one["file"]).name for one in made)
    logged = json.dumps(ready.done("audit", "show", "--limit", "1000")["entries"])
    assert "document.annexes" in logged


def test_signed_scan_is_filed_and_archives(frozen: str, ready: Ready, tmp_path: Path) -> None:
    scan = tmp_path / "pindaian.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    ready.done("berita-acara", "attach-signed", frozen, str(scan))
    shown = ready.done("berita-acara", "show", frozen)["document"]
    assert shown["state"] == "diarsipkan"
    assert "image/png" in {one["media_type"] for one in shown["papers"]}


def test_signed_paper_of_another_kind_is_refused(frozen: str, ready: Ready, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("tanda tangan", encoding="utf-8")
    assert ready.ask("berita-acara", "attach-signed", frozen, str(tmp_path / "x.txt")).status == 3
