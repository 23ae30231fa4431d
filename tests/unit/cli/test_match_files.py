"""match-files without a workspace: the files it writes, and that nobody's data is in them."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.unit.cli.conftest import HEADER, PEOPLE, lines_of, padanctl

from padan.common.codes import cli as codes
from padan.common.codes import files as file_codes
from padan.common.errors import Cancelled

Files = tuple[Path, Path]


def run(files: Files, out: Path, *words: str) -> Any:
    reply = padanctl("match-files", str(files[0]), str(files[1]), "--out", str(out), "--json", *words)
    assert reply.status == 0, reply
    return reply.json


def test_results_are_written_as_the_contract_says(files: Files, tmp_path: Path) -> None:
    out = tmp_path / "baru" / "hasil"
    run(files, out)
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["rows"] == {"a": 11, "b": 11}
    assert {side: sum(counts.values()) for side, counts in summary["classes"].items()} == summary["rows"]
    assert set(summary["digests"]) == {"a", "b", "rules", "result"}
    assert summary["refused"] == {"a": 0, "b": 0}
    assert summary["peak_memory_bytes"] > 0
    assert {"read", "compare", "write"} <= set(summary["seconds"])
    assert "unor" in summary["compared"]
    assert "golongan" in summary["not_compared"]


def test_both_pair_files_hold_the_same_lines(files: Files, tmp_path: Path) -> None:
    run(files, tmp_path)
    with (tmp_path / "pairs.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == ["row_a", "row_b", "class", "side", "score", "rule"]
    frame = pl.read_parquet(tmp_path / "pairs.parquet")
    assert [str(row) for row in frame["row_a"]] == [one["row_a"] for one in lines]
    assert {one["row_b"] for one in lines if one["class"] == "only_a"} == {"-1"}


def test_no_value_of_a_person_leaves_the_files(files: Files, tmp_path: Path) -> None:
    reply = padanctl("match-files", str(files[0]), str(files[1]), "--out", str(tmp_path))
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for person in PEOPLE:
        for value in (person[0], person[1], person[2]):
            assert value not in reply.out + reply.err
            assert value.encode() not in written


def test_same_files_give_the_same_bytes_of_pairs(files: Files, tmp_path: Path) -> None:
    digests = set()
    for place in ("satu", "dua"):
        run(files, tmp_path / place)
        digests.add(hashlib.sha256((tmp_path / place / "pairs.csv").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_old_results_are_replaced_and_nothing_else(files: Files, tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text("lama", encoding="utf-8")
    (tmp_path / "catatan.txt").write_text("milik saya", encoding="utf-8")
    run(files, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "catatan.txt",
        "pairs.csv",
        "pairs.parquet",
        "summary.json",
    ]


def test_dry_run_writes_nothing(files: Files, tmp_path: Path) -> None:
    answer = run(files, tmp_path / "hasil", "--dry-run")
    assert (answer["files"], answer["rows"]["a"]) == ([], 11)
    assert not (tmp_path / "hasil").exists()


def test_refused_rows_are_counted(files: Files, tmp_path: Path) -> None:
    broken = tmp_path / "a.csv"
    broken.write_text(files[0].read_text(encoding="utf-8") + "satu;dua\n", encoding="utf-8")
    answer = run((broken, files[1]), tmp_path / "hasil")
    assert answer["refused"] == {"a": 1, "b": 0}
    assert answer["rows"]["a"] == 11


def test_one_mapping_serves_both_files(files: Files, tmp_path: Path) -> None:
    odd = tmp_path / "a.csv"
    text = lines_of([*PEOPLE]).replace(HEADER, HEADER.replace("NIP;NIK", "Kode A;Kode B"))
    odd.write_text(text, encoding="utf-8")
    answer = run((odd, files[1]), tmp_path / "hasil", "--map", "Kode A=nip_baru", "--map", "Kode B=nik")
    assert {"nip", "nik"} <= set(answer["compared"])


FAILURES = {
    "missing": (("tidak-ada.csv",), codes.INPUT_FILE_MISSING),
    "mapping": (("--map", "Zodiak=nama"), file_codes.MAPPING_UNKNOWN_HEADER),
    "word": (("--map", "Zodiak"), codes.MAPPING_MALFORMED),
}


@pytest.mark.parametrize("name", FAILURES)
def test_bad_input_has_its_own_code_and_leaves_nothing(name: str, files: Files, tmp_path: Path) -> None:
    words, code = FAILURES[name]
    names = [*words, str(files[1])] if name == "missing" else [str(files[0]), str(files[1]), *words]
    reply = padanctl("--json", "match-files", *names, "--out", str(tmp_path / "hasil"))
    assert (reply.status, reply.code) == (3, code)
    assert not (tmp_path / "hasil").exists()


def test_file_instead_of_a_folder(files: Files, tmp_path: Path) -> None:
    (tmp_path / "hasil").write_text("x", encoding="utf-8")
    words = ("match-files", str(files[0]), str(files[1]), "--out", str(tmp_path / "hasil"))
    assert padanctl("--json", *words).code == codes.OUTPUT_FOLDER_IS_FILE


def test_cancelled_run_leaves_no_file(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cancelled(*_: object, **__: object) -> None:
        raise Cancelled

    monkeypatch.setattr("padan.services.matching_core.compute", cancelled)
    words = ("match-files", str(files[0]), str(files[1]), "--out", str(tmp_path / "hasil"))
    assert padanctl("--json", *words).status == 130
    assert not (tmp_path / "hasil").exists()


def test_disk_that_fills_up_leaves_no_half_result(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    words = ("match-files", str(files[0]), str(files[1]), "--out", str(tmp_path))
    assert padanctl("--json", *words).status == 4
    assert list(tmp_path.iterdir()) == []
