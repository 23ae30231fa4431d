import pytest

from padan.adapters.documents.annex_pages import FOOT_EXTRA, INSET, POINT, plan_annex, volumes, wrap
from padan.adapters.documents.text_width import text_width
from padan.domain.document_profile import A4_SANS, F4_SERIF, DocumentProfile
from padan.domain.printed import AnnexRequest

HEADINGS = ("No", "NIP", "Nama", "NIK", "Unsur yang berbeda")
REFERENCES = ("LAMPIRAN I", "NOMOR 1")
NAME = "RADEN AJENG KUSUMAWARDHANI HADININGRAT SURYANINGSIH"


def annex(rows: int, name: str = NAME) -> AnnexRequest:
    row = ("197102022006061002", name, "317402********01", "Nama, Jenjang, TMT jabatan, Unit organisasi")
    return AnnexRequest(
        "I", "Data padan dengan perbedaan", HEADINGS, [(str(n), *row) for n in range(1, rows + 1)]
    )


@pytest.mark.parametrize("profile", [A4_SANS, F4_SERIF], ids=lambda one: one.id)
def test_no_page_is_fuller_than_the_paper(profile: DocumentProfile) -> None:
    plan = plan_annex(annex(200), profile, REFERENCES)
    room = profile.height - profile.margin_top - profile.margin_bottom - FOOT_EXTRA
    heights = [plan.head.height + sum(row.height for row in page) for page in plan.pages]
    heights[0] += plan.title.height
    assert max(heights) <= room
    assert sum(len(page) for page in plan.pages) == 200


@pytest.mark.parametrize("profile", [A4_SANS, F4_SERIF], ids=lambda one: one.id)
def test_columns_fill_the_width_and_lines_fit_the_columns(profile: DocumentProfile) -> None:
    plan = plan_annex(annex(30), profile, REFERENCES)
    font, size = text_width(profile.font), profile.table_size / 10 * POINT
    assert sum(plan.widths) == pytest.approx(profile.width - profile.margin_left - profile.margin_right)
    for row in plan.pages[0]:
        for cell, width in zip(row.cells, plan.widths, strict=True):
            assert all(font.of(line) * size <= width - 2 * INSET for line in cell.split("\n"))


def test_identifiers_are_never_broken() -> None:
    plan = plan_annex(annex(5), A4_SANS, REFERENCES)
    cells = [row.cells for page in plan.pages for row in page]
    assert all("\n" not in row[1] and "\n" not in row[3] for row in cells)


def test_large_annex_is_cut_into_equal_volumes() -> None:
    plan = plan_annex(annex(6000), A4_SANS, REFERENCES)
    made = volumes(plan)
    assert len(made) == 3
    assert [one.start for one in made] == [0, len(made[0].pages), 2 * len(made[0].pages)]
    assert sum(len(page) for one in made for page in one.pages) == 6000


def test_empty_annex_is_one_page() -> None:
    assert len(plan_annex(annex(0), A4_SANS, REFERENCES).pages) == 1


def test_word_wider_than_its_column_is_broken_between_letters() -> None:
    font = text_width("Liberation Sans")
    lines = wrap("W" * 40 + " a", font, 3.0, 30.0)
    assert "".join(lines).replace(" ", "") == "W" * 40 + "a"
    assert all(font.of(line) * 3.0 <= 30.001 for line in lines)


def test_control_characters_become_spaces() -> None:
    plan = plan_annex(annex(1, "SITI\x00\nNUR\tHALIZA"), A4_SANS, REFERENCES)
    assert plan.pages[0][0].cells[2].split() == ["SITI", "NUR", "HALIZA"]


def test_one_row_higher_than_a_page_still_gets_a_page() -> None:
    assert len(plan_annex(annex(2, "NAMA " * 2000), A4_SANS, REFERENCES).pages) == 3


@pytest.mark.parametrize(
    ("family", "narrow", "wide"), [("Liberation Sans", "i", "W"), ("TeX Gyre Bonum", "i", "W")]
)
def test_widths_come_from_the_font(family: str, narrow: str, wide: str) -> None:
    font = text_width(family)
    assert 0.2 < font.of(narrow) < 0.4 < 0.9 < font.of(wide)
    assert font.of("\u4e2d") == 1.0


def test_liberation_digits_have_the_width_of_arial() -> None:
    assert text_width("Liberation Sans").of("0123456789") == pytest.approx(5.5615, abs=1e-3)
