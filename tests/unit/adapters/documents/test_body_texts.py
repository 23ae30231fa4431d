from dataclasses import replace
from datetime import date
from typing import Any

from sample_document import frozen, sample

from padan.adapters.documents.body import body_data
from padan.adapters.documents.verification import copy_mark
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import AddendumLine
from padan.domain.document_profile import A4_SANS


def data_of(content: BeritaAcaraContent) -> Any:
    return body_data(content, frozen(content), 1)


def section(content: BeritaAcaraContent, word: str) -> Any:
    return next(one for one in data_of(content)["sections"] if word in one["title"])


def test_table_one_prints_the_difference_and_it_is_zero() -> None:
    rows = [one["cells"] for one in section(sample(), "HASIL PEMADANAN")["parts"][1]["rows"]]
    assert rows[-3][2:] == ["1.234", "100,00%", "1.240", "100,00%"]
    assert rows[-1] == ["", "Selisih", "0", "", "0", ""]
    assert rows[2][2:] == ["20", "1,62%", "–", "–"]
    assert rows[3][2:] == ["–", "–", "30", "2,42%"]


def test_number_not_yet_typed_is_a_dotted_line() -> None:
    numbers = data_of(sample())["numbers"]
    assert numbers[0][1] == "KS.01.03/99/11/2026"
    assert set(numbers[1][1]) == {"…"}


def test_grounds_name_both_numbers_clause_addenda_and_the_override() -> None:
    basis = replace(sample().basis, addenda=(AddendumLine("5/ADD/2026", date(2026, 10, 1), "memperpanjang"),))
    content = replace(
        sample(), basis=basis, override="Perjanjian telah berakhir; dibuat atas persetujuan pejabat."
    )
    items = section(content, "DASAR")["parts"][0]["items"]
    assert "KS.01.03/4/11/2023" in items[0]
    assert "37/HM.04.01/2023" in items[0]
    assert "Pasal 3 ayat (2) angka 4" in items[0]
    assert items[1].startswith("Adendum Nomor 5/ADD/2026 tanggal 1 Oktober 2026")
    assert items[2] == "Perjanjian telah berakhir; dibuat atas persetujuan pejabat."


def test_empty_lists_are_said_in_words() -> None:
    content = replace(sample(), elements=(), corrections=(), open_points=(), annexes=())
    for word in ("UNSUR", "USULAN", "BELUM SELESAI", "LAMPIRAN"):
        parts = [one for one in data_of(content)["sections"] if word in one["title"]][-1]["parts"]
        assert parts[0]["kind"] == "text"


def test_one_person_office_is_printed_before_the_closing() -> None:
    content = replace(sample(), one_person_office="hanya satu petugas bertugas.")
    texts = data_of(content)["closing"]["texts"]
    assert "hanya satu petugas" in texts[0]
    assert "rangkap 2 (dua)" in texts[1]


def test_meterai_has_its_place_only_when_switched_on() -> None:
    content = replace(sample(), profile=replace(A4_SANS, meterai=True))
    assert "bermeterai cukup" in data_of(content)["closing"]["texts"][-1]
    assert data_of(content)["closing"]["signatures"][0]["meterai"] is True
    assert data_of(sample())["closing"]["signatures"][0]["meterai"] is False


def test_training_and_draft_are_marked_on_every_page() -> None:
    content = replace(sample(), training=True)
    assert data_of(content)["watermark"] == "LATIHAN"
    assert body_data(sample(), None, 0)["watermark"] == "KONSEP"
    assert data_of(sample())["watermark"] == ""


def test_copy_mark_names_the_copy() -> None:
    assert copy_mark(1, 2) == "Rangkap ke-1 dari 2"
    assert copy_mark(0, 2) == ""
