"""import and snapshot verbs: what is reported, what is refused, what is masked."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.conftest import AGREEMENT, HEADER, JABATAN, PEOPLE, Ready, lines_of

from padan.common.codes import cli as codes
from padan.common.codes import files as file_codes
from padan.common.codes import rows as row_codes
from padan.common.codes import store as store_codes
from padan.common.codes import work as work_codes

TAIL = ("--agreement", AGREEMENT, "--register", "PERISAI")


def written(folder: Path, text: str, name: str = "data.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_import_reports_rows_refusals_and_digests(ready: Ready, tmp_path: Path) -> None:
    text = lines_of([*PEOPLE]) + "satu;dua\n" + "a;b;c;d;e;f;g;h\n"
    answer = ready.done("import", written(tmp_path, text), *TAIL, "--position", "2026-11-01")
    intake = answer["intake"]
    assert intake["rows"] == {"read": 10, "kept": 8, "refused": 2}
    refused = {str(row_codes.TOO_FEW_FIELDS): 1, str(row_codes.TOO_MANY_FIELDS): 1}
    assert intake["refused_codes"] == refused
    assert answer["snapshot"]["position"] == "2026-11-01"
    assert len(answer["snapshot"]["digests"]["content"]) == 64


def test_import_names_columns_dropped_by_scope(ready: Ready, tmp_path: Path) -> None:
    text = f"{HEADER};Agama;No. HP\n" + ";".join((*PEOPLE[0], JABATAN, "Islam", "0812")) + "\n"
    columns = ready.done("import", written(tmp_path, text), *TAIL)["intake"]["columns"]
    assert columns["dropped_scope"] + columns["dropped_never"] == ["agama_nama", "nomor_hp"]


def test_import_output_holds_no_value_of_a_row(ready: Ready, tmp_path: Path) -> None:
    reply = ready.tell("import", written(tmp_path, lines_of([*PEOPLE])), *TAIL)
    assert reply.status == 0
    assert not any(one[0] in reply.out + reply.err or one[2] in reply.out for one in PEOPLE)


def test_import_with_a_mapping_file_and_words(ready: Ready, tmp_path: Path) -> None:
    text = "Kode;Sebutan\n198001012005011001;BUDI\n"
    mapping = written(tmp_path, json.dumps({"Kode": "nip_baru"}), "peta.json")
    words = ("--mapping", mapping, "--map", "Sebutan=nama")
    columns = ready.done("import", written(tmp_path, text), *TAIL, *words)["intake"]["columns"]
    assert columns["kept"] == ["nip_baru", "nama"]


BAD_MAPPINGS = {
    "no_sign": (("--map", "Kode"), codes.MAPPING_MALFORMED),
    "no_file": (("--mapping", "tidak-ada.json"), codes.MAPPING_FILE_UNREADABLE),
    "unknown_field": (("--map", "NIP=zodiak"), file_codes.MAPPING_UNKNOWN_FIELD),
    "unknown_header": (("--map", "Zodiak=nama"), file_codes.MAPPING_UNKNOWN_HEADER),
}


@pytest.mark.parametrize("name", BAD_MAPPINGS)
def test_bad_mapping_has_its_own_code(name: str, ready: Ready, tmp_path: Path) -> None:
    words, code = BAD_MAPPINGS[name]
    reply = ready.ask("import", written(tmp_path, lines_of([*PEOPLE])), *TAIL, *words)
    assert (reply.status, reply.code) == (3, code)


@pytest.mark.parametrize("text", ["[1]", "{", '{"a": 1}'])
def test_mapping_file_of_another_shape_is_refused(text: str, ready: Ready, tmp_path: Path) -> None:
    mapping = written(tmp_path, text, "peta.json")
    reply = ready.ask("import", written(tmp_path, lines_of([*PEOPLE])), *TAIL, "--mapping", mapping)
    assert reply.code == codes.MAPPING_FILE_UNREADABLE


def test_missing_file_has_its_own_code(ready: Ready) -> None:
    assert ready.ask("import", "tidak-ada.csv", *TAIL).code == codes.INPUT_FILE_MISSING


def test_file_without_usable_columns_stores_nothing(ready: Ready, tmp_path: Path) -> None:
    reply = ready.ask("import", written(tmp_path, "a;b\n1;2\n"), *TAIL)
    assert (reply.status, reply.code) == (3, file_codes.COLUMNS_NOT_RECOGNISED)
    assert len(ready.done("snapshot", "list")["snapshots"]) == 2


def test_unknown_register_is_told(ready: Ready, tmp_path: Path) -> None:
    words = ("--agreement", AGREEMENT, "--register", "SIMPEG")
    reply = ready.ask("import", written(tmp_path, lines_of([*PEOPLE])), *words)
    assert reply.code == work_codes.REGISTER_UNKNOWN


def test_snapshot_list_and_show(template: Ready) -> None:
    listed = template.done("snapshot", "list", "--agreement", AGREEMENT)["snapshots"]
    assert [one["register"] for one in listed] == ["SIASN", "PERISAI"]
    shown = template.done("snapshot", "show", template.a)
    assert (shown["snapshot"]["rows"], shown["intake"]["rows_read"]) == (11, 11)


def test_snapshot_unknown(template: Ready) -> None:
    assert template.ask("snapshot", "show", "x").code == work_codes.SNAPSHOT_NOT_FOUND


def test_find_masks_the_nik_unless_revealed(template: Ready) -> None:
    masked = template.done("snapshot", "find", template.a, "siti")["people"]
    assert [one["nik"] for one in masked] == ["3171••••••••••02"]
    shown = template.done("snapshot", "find", template.a, "siti", "--reveal")["people"]
    assert shown[0]["nik"] == "3171010202810002"


def test_find_for_a_person_masks_too(template: Ready) -> None:
    reply = template.tell("snapshot", "find", template.a, PEOPLE[1][0])
    assert "SITI AMINAH" in reply.out
    assert PEOPLE[1][1] not in reply.out


def test_find_is_not_the_auditors(template: Ready) -> None:
    reply = template.ask("snapshot", "find", template.a, "siti", officer="agus")
    assert (reply.status, reply.code) == (3, store_codes.NOT_ALLOWED)


def test_problems_are_listed_with_words_and_without_values(ready: Ready, tmp_path: Path) -> None:
    text = lines_of([("12345", *PEOPLE[0][1:]), *PEOPLE[1:]])
    made = ready.done("import", written(tmp_path, text), *TAIL)["snapshot"]["id"]
    found = ready.done("snapshot", "problems", made)["problems"]
    assert [(one["sheet_row"], one["column"], one["code"]) for one in found] == [
        (2, "nip_baru", row_codes.NIP_SHAPE)
    ]
    assert "12345" not in json.dumps(found)
    assert "(sheet_row)" not in found[0]["message"]


def test_problems_are_exported(ready: Ready, tmp_path: Path) -> None:
    text = lines_of([("12345", *PEOPLE[0][1:]), *PEOPLE[1:]])
    made = ready.done("import", written(tmp_path, text), *TAIL)["snapshot"]["id"]
    target = tmp_path / "masalah.csv"
    answer = ready.done("snapshot", "problems", made, "--out", str(target))
    assert (answer["rows"], target.exists()) == (1, True)
    again = ready.ask("snapshot", "problems", made, "--out", str(target))
    assert again.code == codes.OUTPUT_EXISTS


def test_quality_is_an_index_with_dimensions(ready: Ready) -> None:
    found = ready.done("snapshot", "quality", ready.a)["quality"]
    assert found["rows"] == 11
    assert found["dimensions"]
    assert "Indeks" in ready.tell("snapshot", "quality", ready.a).out
