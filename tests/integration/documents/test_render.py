import json
from dataclasses import replace
from datetime import UTC, datetime

import page
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from sample_document import AT, frozen, sample, serif

from padan.adapters.documents.annexes import render_annexes
from padan.adapters.documents.page_count import page_count
from padan.adapters.documents.render import render_body
from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, no_progress
from padan.domain.berita_acara_parts import ClassCounts, ElementLine, OpenPoint, Person
from padan.domain.document_profile import A4_SANS
from padan.domain.printed import AnnexDelivery, AnnexRequest, RenderedFile


def pages_of(pdf: bytes) -> list[str]:
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)
    document.load(buffer)
    return [document.getAllText(number).text() for number in range(document.pageCount())]


def assert_pdf_a(pdf: bytes) -> None:
    report = page.validate_pdf_bytes(pdf, profile="3b")
    # the validator flags STREAM-LENGTH on some good files
    wrong = [one.message for one in report.failures if "STREAM-LENGTH" not in one.rule_id]
    assert not wrong


def test_same_frozen_document_gives_the_same_bytes(issued: bytes) -> None:
    assert render_body(sample(), frozen(sample()), copy=1) == issued


def test_copies_differ_only_by_their_mark(issued: bytes) -> None:
    second = render_body(sample(), frozen(sample()), copy=2)
    one, two = pages_of(issued), pages_of(second)
    assert [text.replace("Rangkap ke-1", "Rangkap ke-2") for text in one] == two
    assert second != issued


def test_issued_document_is_pdf_a_and_tagged(issued: bytes) -> None:
    assert_pdf_a(issued)
    assert b"/StructTreeRoot" in issued
    assert issued.endswith(b"\n")


def test_every_page_carries_paraf_copy_and_number(issued: bytes) -> None:
    texts = pages_of(issued)
    assert page_count(issued) == len(texts)
    for number, text in enumerate(texts, 1):
        assert f"Halaman {number} dari {len(texts)} · Rangkap ke-1 dari 2" in text
        assert "PARAF" in text
        assert "PIHAK II" in text


def crowded() -> object:
    counts = ClassCounts(5_912_345, 61_234, 9_876, 1_234, 567, 89)
    total = (
        replace(sample().sources[0], rows=counts.total()),
        replace(sample().sources[1], rows=counts.total()),
    )
    long_name = Person(
        "Prof. Dr. Ir. Raden Mas Haji " + "Panjang " * 8 + "S.H., M.Hum.",
        "196501011990031001",
        "Pembina Utama (IV/e)",
        "Sekretaris Jenderal " * 3,
    )
    points = tuple(
        OpenPoint(f"Butir {n}: " + "penelaahan bersama " * (n % 7 + 1), "Kepala Bagian") for n in range(40)
    )
    elements = tuple(ElementLine(f"e{n}", f"Unsur ke-{n}", 1_000_000 + n, 5, 6, 7, 8) for n in range(24))
    return replace(
        sample(),
        sources=total,
        counts_first=counts,
        counts_second=counts,
        first=replace(sample().first, official=long_name),
        elements=elements,
        open_points=points,
        witnesses=(Person("Saksi Satu"), Person("Saksi Dua")),
        acknowledged_by=(Person("Kepala Contoh", "196001011985031001", "", "Kepala"),),
    )


@pytest.mark.parametrize("look", ["a4", "f4"])
def test_crowded_document_repeats_heads_and_keeps_signatures_with_the_closing(look: str) -> None:
    content = crowded() if look == "a4" else serif(crowded())  # type: ignore[arg-type]
    pdf = render_body(content, frozen(content), copy=1)  # type: ignore[arg-type]
    texts = [" ".join(text.split()) for text in pages_of(pdf)]
    assert_pdf_a(pdf)
    heads = [text for text in texts if "Uraian dan tindak lanjut Penanggung jawab" in text]
    assert len(heads) > 1
    (closing,) = [text for text in texts if "Demikian Berita Acara" in text]
    assert "Prof. Dr. Ir." in closing
    assert "Contoh Pejabat Dua" in closing


@pytest.mark.parametrize("look", ["a4", "f4"])
def test_thirty_witnesses_go_on_overleaf_and_none_is_lost(look: str) -> None:
    witnesses = tuple(Person(f"Saksi{n:02d}", "", "", "Analis " * (n % 5 + 1), "Biro") for n in range(30))
    content = replace(sample(), witnesses=witnesses)
    content = content if look == "a4" else serif(content)
    texts = pages_of(render_body(content, frozen(content), copy=1))
    named = [[one.name for one in witnesses if one.name in text] for text in texts]
    assert [name for each in named for name in each] == [one.name for one in witnesses]
    assert sum(bool(one) for one in named) > 2
    assert max(map(len, named)) <= 14


def test_sections_of_one_sentence_do_not_leave_a_page_half_empty() -> None:
    content = replace(sample(), elements=(), corrections=(), open_points=(), annexes=(), not_compared=())
    texts = pages_of(render_body(content, frozen(content), copy=1))
    (results,) = [text for text in texts if "Tabel 1" in text and "Selisih" in text]
    assert "Tidak terdapat perbedaan" in results


def test_body_counts_on_to_the_last_annex_page() -> None:
    part = replace(frozen(sample()), annex_pages=5)
    texts = pages_of(render_body(sample(), part, copy=1))
    for number, text in enumerate(texts, 1):
        assert f"Halaman {number} dari {len(texts) + 5} · Rangkap ke-1 dari 2" in text


def test_successor_is_named_beside_the_agency_that_signed() -> None:
    basis = replace(sample().basis, between=("Kementerian Lama", sample().second.name))
    text = " ".join(" ".join(pages_of(render_body(replace(sample(), basis=basis), None, copy=0))).split())
    assert f"antara Kementerian Lama (sekarang {sample().first.name}) dan {sample().second.name}" in text


def test_day_without_an_hour_is_printed_without_one() -> None:
    midnight = datetime(2026, 10, 31, 17, tzinfo=UTC)
    sources = tuple(replace(one, position=midnight) for one in sample().sources)
    text = " ".join(pages_of(render_body(replace(sample(), sources=sources), None, copy=0))[0].split())
    assert "1 November 2026" in text
    assert "00.00" not in text


def test_draft_is_marked_and_has_no_signature_fields() -> None:
    pdf = render_body(sample(), None, copy=0)
    assert all("Konsep" in text for text in pages_of(pdf))
    assert b"/AcroForm" not in pdf
    assert_pdf_a(pdf)


def test_unbalanced_document_is_refused() -> None:
    content = replace(sample(), counts_first=replace(sample().counts_first, review=9))
    with pytest.raises(UserFault) as caught:
        render_body(content, None, copy=0)
    assert caught.value.code == codes.DOCUMENT_NOT_BALANCED


def test_meterai_document_is_rendered() -> None:
    content = replace(sample(), profile=replace(A4_SANS, meterai=True))
    assert "Meterai" in pages_of(render_body(content, frozen(content), copy=1))[-1]


def annexes(rows: int) -> list[RenderedFile]:
    people = [
        (str(n), "197102022006061002", f"NAMA {n}", "317402********01", "Nama") for n in range(1, rows + 1)
    ]
    headings = ("No", "NIP", "Nama", "NIK", "Unsur yang berbeda")
    lists = [
        AnnexRequest("I", "Data padan dengan perbedaan", headings, people),
        AnnexRequest("II", "Data tidak ditemukan pada data Pihak Kedua", headings, people[:3]),
    ]
    delivery = AnnexDelivery("Direktur Contoh", "Petugas Contoh", AT, 5, package_number="dpr.bkn.x.12")
    return render_annexes(sample(), frozen(sample()), lists, delivery, progress=no_progress, cancel=Cancel())


def test_annex_pages_are_marked_and_numbered_on_from_the_body() -> None:
    files = annexes(100)
    texts = [text for one in files for text in pages_of(one.content)]
    assert [one.pages for one in files] == [page_count(one.content) for one in files]
    last = 4 + len(texts)
    for number, text in enumerate(texts, 5):
        assert text.count("RAHASIA") == 2
        assert f"Halaman {number} dari {last}" in text
        for word in (
            "Sidik daftar",
            "Salinan ke-1 dari 2",
            "Direktur Contoh",
            "Petugas Contoh",
            "dpr.bkn.x.12",
            "NIP",
        ):
            assert word in text
    assert "NAMA 100" in "".join(texts)
    for one in files:
        assert_pdf_a(one.content)


def test_annexes_are_the_same_bytes_again() -> None:
    assert [one.content for one in annexes(10)] == [one.content for one in annexes(10)]


def test_attachment_is_the_machine_record(issued: bytes) -> None:
    from padan.adapters.documents.inspect_child import read_record

    record = json.loads(read_record(issued))
    assert record["content_hash"] == sample().content_hash()
    assert record["frozen"]["checkpoint_size"] == 4321
