"""Dokumen in the window on the real store: from composing to filing back, task by task."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pages.documents import DISCLOSED, PASSPHRASE, Documents, paper_printer
from pages.doubtful import registers_with_doubt
from pages.window import Window
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtPdf import QPdfDocument

from padan.bootstrap import build_tools
from padan.common.codes import documents as codes
from padan.domain.berita_acara_parts import Person
from padan.services import show_results
from padan.services.compose_content import ComposeWish
from padan.services.compose_document import compose
from padan.services.open_workspace import lock, unlock
from padan.services.receive_data import ReceiveRequest, receive
from padan.services.run_matching import MatchRequest, match
from padan.services.sign_documents import approve, freeze, verify_step
from padan.training.export_files import write_files

AGREEMENT = "dpr-bkn-2023"
WITNESS = {"name": "Wati Uji", "nip": "", "jabatan": "Analis", "agency": "BKN"}
POINT = {"text": "Menunggu SK jabatan", "responsible": "Setjen DPR RI", "due": "31-12-2026"}


@pytest.fixture
def documents(matched: Window) -> Documents:
    return Documents(matched)


@pytest.fixture(scope="module")
def frozen_once(matched_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The matched office with one berita acara that three officers brought to being frozen."""
    folder = tmp_path_factory.mktemp("frozen") / "ruang"
    shutil.copytree(matched_once, folder)
    tools = build_tools()
    taken = unlock(tools, folder, "sari", PASSPHRASE)
    wish = ComposeWish(show_results.runs(taken)[0].id, witnesses=(Person("Wati Uji", jabatan="Analis"),))
    made = compose(taken, wish)
    lock(taken)
    for login, steps in (("budi", (verify_step,)), ("ratna", (approve, freeze))):
        taken = unlock(tools, folder, login, PASSPHRASE)
        for step in steps:
            step(taken, tools, made.id)
        lock(taken)
    return folder


@pytest.fixture
def frozen(frozen_once: Path, tmp_path: Path, open_window: Callable[[Path], Window]) -> Documents:
    """The window on the frozen document, unlocked by the signing official."""
    folder = tmp_path / "ruang"
    shutil.copytree(frozen_once, folder)
    window = open_window(folder)
    window.unlock("ratna", PASSPHRASE)
    window.screen("documents")
    documents = Documents(window)
    documents.key = documents.screen.table.key
    return documents


def _printed(path: Path) -> QPdfDocument:
    document = QPdfDocument()
    document.load(str(path))
    return document


def _text(path: Path) -> str:
    document = _printed(path)
    return " ".join(document.getAllText(page).text() for page in range(document.pageCount()))


def test_empty_list_explains_itself_and_offers_the_first_step(documents: Documents) -> None:
    panel = documents.screen.listed.panel
    assert documents.screen.listed.currentWidget() is panel
    documents.window.click(panel.button)
    assert documents.screen.page == "compose"


def test_witness_and_open_point_are_printed_on_the_paper(documents: Documents, tmp_path: Path) -> None:
    documents.freeze(witnesses=[WITNESS], open_points=[POINT])
    text = _text(documents.save(tmp_path / "keluar")[0])
    assert "Wati Uji" in text
    assert "Menunggu SK jabatan" in text
    assert "31-12-2026" in text or "31 Desember 2026" in text


@pytest.mark.parametrize(
    "values",
    [
        {"witnesses": [{**WITNESS, "name": ""}]},
        {"open_points": [{**POINT, "text": ""}]},
        {"open_points": [{**POINT, "due": "kapan-kapan"}]},
    ],
)
def test_half_an_entry_stays_in_the_form_with_a_reason(
    documents: Documents, values: dict[str, object]
) -> None:
    assert documents.compose(**values) != ""
    assert documents.screen.page == "compose"


def test_track_says_who_did_what_and_whose_turn_it_is(documents: Documents) -> None:
    documents.compose()
    assert "Menunggu Budi" in documents.screen.turn.text()
    documents.be("budi")
    assert "Giliran Anda" in documents.screen.turn.text()
    documents.use("document.verify", True)
    stages = [documents.screen.track.item(place).text() for place in range(documents.screen.track.count())]
    assert "Sari Uji" in stages[0]
    assert "Budi" in stages[1]
    assert "belum" in stages[2]


def test_document_sent_back_loses_its_steps_and_tells_why(documents: Documents) -> None:
    documents.compose()
    documents.be("budi").use("document.verify", True)
    documents.be("ratna").use("document.return")
    assert documents.fill("return", {"reason": "Nomor belum lengkap"}) == ""
    assert documents.state == "Disusun"
    assert "belum" in documents.screen.track.item(1).text()
    assert "Nomor belum lengkap" in documents.log[0]


def test_new_version_keeps_what_was_typed_and_the_difference_is_told(documents: Documents) -> None:
    documents.compose(witnesses=[WITNESS], open_points=[POINT])
    first = documents.key
    documents.use("document.new_version")
    form = documents.screen.forms["compose"].form
    assert form.values()["witnesses"] == [WITNESS]
    assert documents.fill("compose", {"place": "Bogor"}) == ""
    documents.use("document.compare")
    compared = documents.screen.compare.table.lines
    assert [line.cells for line in compared] == [("Tempat", "Jakarta", "Bogor")]
    documents.window.use(documents.screen, "page.back")
    documents.screen.table.choose(first)
    documents.window.settle()
    assert documents.state == "Diganti versi baru"


def test_preview_shows_every_copy_and_turns_pages_by_keyboard(frozen: Documents) -> None:
    frozen.use("document.preview")
    page = frozen.screen.preview
    assert page.document.pageCount() > 1
    assert page.at == 0
    frozen.window.bot.keyClick(page.words, Qt.Key.Key_PageDown)
    frozen.window.bot.waitUntil(lambda: page.at == 1)
    page.copies.set_value("2")
    frozen.window.settle()
    assert page.told.text().replace("\u200b", "").count("rangkap-2.pdf") == 1
    assert frozen.state == "Dibekukan"


def test_print_takes_the_wanted_pages_of_both_copies_and_logs_the_reason(
    frozen: Documents, tmp_path: Path
) -> None:
    frozen.use("document.print")
    assert frozen.fill("print", {"pages": "1,99", "reason": "ditandatangani"}) != ""
    frozen.fill("print", {"pages": "1"}, paper_printer(tmp_path / "cetak.pdf"))
    frozen.window.bot.waitUntil(lambda: "Semua rangkap" in frozen.window.message, timeout=60_000)
    frozen.window.settle()
    assert _printed(tmp_path / "cetak.pdf").pageCount() == 2
    assert frozen.state == "Dicetak"
    assert "alasan: ditandatangani" in frozen.log[0]


def test_saved_pdf_is_a_disclosure_with_recipient_purpose_and_ground(
    frozen: Documents, tmp_path: Path
) -> None:
    frozen.use("document.save")
    assert frozen.fill("save", {**DISCLOSED, "recipient": ""}, tmp_path) != ""
    assert frozen.fill("save", {**DISCLOSED, "copies": "2"}, tmp_path) == ""
    saved = list(tmp_path.glob("*.pdf"))
    assert [one.name.endswith("rangkap-2.pdf") for one in saved] == [True]
    assert "penerima: BKN" in frozen.log[0]
    assert "Pertukaran menurut perjanjian" in frozen.log[0]


def test_saved_pdf_is_checked_and_its_result_reproduced(frozen: Documents, tmp_path: Path) -> None:
    pdf = frozen.save(tmp_path / "keluar")[0]
    frozen.use(
        "document.check_file",
    )
    assert frozen.fill("check", {"pdf": str(pdf)}) == ""
    assert frozen.screen.page == "checked"
    assert frozen.screen.checked.verdict.text().startswith("✓ Sah")
    assert len(frozen.screen.checked.table.lines) > 15


def test_changed_pdf_dropped_on_the_window_is_told_apart(frozen: Documents, tmp_path: Path) -> None:
    pdf = frozen.save(tmp_path / "keluar")[0]
    pdf.write_bytes(pdf.read_bytes() + b"\n% ditambah\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pdf))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    frozen.screen.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert frozen.screen.forms["check"].values()["pdf"] == str(pdf)
    assert frozen.fill("check", {}) == ""
    assert frozen.screen.checked.verdict.text().startswith("✕ Jangan diterima")


def test_file_that_is_no_berita_acara_is_refused_in_the_form(documents: Documents, tmp_path: Path) -> None:
    other = tmp_path / "lain.pdf"
    other.write_bytes(b"%PDF-1.7 bukan berita acara")
    documents.use("document.check_file")
    assert "(204" in documents.fill("check", {"pdf": str(other)})
    assert documents.screen.page == "check"


def test_scan_of_the_signed_paper_is_filed_and_closes_the_document(frozen: Documents, tmp_path: Path) -> None:
    scan = tmp_path / "pindai.png"
    picture = QImage(40, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    assert picture.save(str(scan))
    frozen.use("document.attach", scan)
    assert frozen.state == "Diarsipkan"
    assert "Selesai" in frozen.screen.turn.text()
    assert any("bertanda-tangan" in frozen.screen.papers.list.item(at).text() for at in range(3))


def test_issued_pdf_without_a_signature_is_not_filed_as_signed(frozen: Documents, tmp_path: Path) -> None:
    pdf = frozen.save(tmp_path / "keluar")[0]
    frozen.use("document.attach", pdf)
    assert f"({codes.SIGNED_PDF_UNSOUND})" in frozen.window.message
    assert frozen.state == "Dicetak"
    frozen.window.use(frozen.screen, "reload")
    assert "tidak bertanda tangan" in frozen.log[0]


def test_annexes_are_made_as_a_disclosure_and_the_history_says_to_whom(
    frozen: Documents, tmp_path: Path
) -> None:
    frozen.be("sari").use("document.annexes")
    assert frozen.fill("annexes", DISCLOSED, tmp_path) == ""
    assert list(tmp_path.glob("*.pdf"))
    assert "Membuat lampiran" in frozen.log[0]


def test_filter_narrows_the_list_and_an_empty_result_offers_the_way_back(documents: Documents) -> None:
    documents.compose()
    documents.screen.filters.words.set_value("tidak ada yang begini")
    assert documents.screen.table.lines == []
    assert "1 dokumen" in documents.screen.listed.panel.title.text()
    documents.window.click(documents.screen.listed.panel.button)
    documents.window.settle()
    assert [line.key for line in documents.screen.table.lines] == [documents.key]
    documents.screen.filters.mine.set_value(True)
    assert documents.screen.table.lines == []
    documents.be("budi")
    documents.screen.filters.mine.set_value(True)
    assert [line.key for line in documents.screen.table.lines] == [documents.key]


def test_half_filled_berita_acara_survives_the_lock_with_its_lists(documents: Documents) -> None:
    documents.use("document.compose")
    run = documents.screen.forms["compose"].values()["run"]
    documents.screen.forms["compose"].form.set_values(
        {"place": "Bandung", "witnesses": [WITNESS], "open_points": [POINT]}
    )
    documents.window.lock()
    documents.window.unlock("sari", PASSPHRASE)
    assert documents.window.workplace.in_sight == "documents"
    kept = documents.screen.forms["compose"].values()
    assert (kept["run"], kept["place"], kept["witnesses"]) == (run, "Bandung", [WITNESS])
    assert kept["open_points"] == [POINT]
    assert documents.fill("compose", {}) == ""


def test_half_filled_print_form_survives_the_lock(frozen: Documents) -> None:
    frozen.use("document.print")
    frozen.screen.forms["print"].form.set_values({"copies": "2", "reason": "untuk rapat"})
    frozen.window.lock()
    frozen.window.unlock("ratna", PASSPHRASE)
    kept = frozen.screen.forms["print"].values()
    assert (kept["copies"], kept["reason"]) == ("2", "untuk rapat")


def test_preview_in_sight_returns_after_the_lock(documents: Documents) -> None:
    documents.compose()
    documents.use("document.preview")
    documents.window.lock()
    documents.window.unlock("sari", PASSPHRASE)
    documents.window.settle()
    assert documents.screen.page == "preview"
    assert documents.screen.preview.document.pageCount() > 1


def test_ended_agreement_needs_the_officials_reason_and_prints_it(
    place: Any, open_window: Callable[[Path], Window], tmp_path: Path
) -> None:
    """Refused to the petugas, allowed by the official for a reason, composed, and the paper says why."""
    window = open_window(place.folder)
    window.unlock("ratna", PASSPHRASE)
    screen = window.screen("agreements")
    screen.table.choose(AGREEMENT)
    window.use(screen, "agreement.override")
    window.fill(screen, "override", {"purposes": ["matching"], "reason": "Semester terakhir"})
    window.lock()
    _match(place.folder, tmp_path)
    window.unlock("sari", PASSPHRASE)
    documents = Documents(window)
    assert "(20251)" in documents.compose()
    window.lock()
    window.unlock("ratna", PASSPHRASE)
    screen = window.screen("agreements")
    screen.table.choose(AGREEMENT)
    window.use(screen, "agreement.override")
    window.fill(screen, "override", {"purposes": ["document"], "reason": "Menutup tunggakan"})
    window.lock()
    window.unlock("sari", PASSPHRASE)
    assert documents.fill("compose", {}) == ""
    documents.use("document.preview")
    shown = documents.screen.preview.document
    pages = " ".join(shown.getAllText(page).text() for page in range(shown.pageCount()))
    assert "Menutup tunggakan" in " ".join(pages.split())


def _match(folder: Path, base: Path) -> None:
    files = write_files(registers_with_doubt(7, 120, 1), base)
    tools = build_tools()
    taken = unlock(tools, folder, "sari", PASSPHRASE)
    made = []
    for path, register in ((files.steward, "PERISAI"), (files.siasn, "SIASN")):
        request = ReceiveRequest(path, AGREEMENT, register, position=date(2026, 11, 1))
        made.append(receive(taken, tools, request).snapshot.id)
    match(taken, tools, MatchRequest(*made))
    lock(taken)


def test_paper_is_looked_at_and_prepared_for_printing_by_keyboard_alone(frozen: Documents) -> None:
    bot, screen, none = frozen.window.bot, frozen.screen, Qt.KeyboardModifier.NoModifier
    frozen.window.program.window.activateWindow()
    screen.table.setFocus()
    bot.keyClick(screen.table, Qt.Key.Key_Return)
    frozen.window.settle()
    assert screen.page == "preview"
    bot.keyClick(screen.preview.words, Qt.Key.Key_PageDown)
    bot.waitUntil(lambda: screen.preview.at == 1)
    bot.keyClick(screen.preview.words, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert screen.page == "main"
    bot.keyClick(screen.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert screen.page == "print"
    fields = screen.forms["print"].form.fields
    bot.keyClicks(fields["reason"], "rapat")
    bot.keyClick(fields["reason"], Qt.Key.Key_Escape, none)
    assert screen.page == "main"
