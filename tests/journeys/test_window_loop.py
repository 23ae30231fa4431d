"""The whole loop in the window, on a real store: from the first run to the frozen berita acara as PDF."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages.doubtful import registers_with_doubt
from pages.window import FirstRun, Window
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from padan.bootstrap import build_tools
from padan.gui.application import Application, Start, qt_application
from padan.gui.machine_settings import MachineSettings
from padan.training.export_files import WrittenFiles, write_files

PASSPHRASE = "kopi pahit di pagi hari"
SARI = {
    "login": "sari",
    "name": "Sari Uji",
    "nip": "199001012015032901",
    "pangkat": "Penata (III/c)",
    "jabatan": "Pranata Komputer Ahli Muda",
    "roles": ["admin", "petugas"],
    "passphrase": PASSPHRASE,
    "again": PASSPHRASE,
}


@pytest.fixture(scope="session")
def qapp():
    return qt_application(["padan"])


@pytest.fixture
def files(tmp_path: Path) -> WrittenFiles:
    folder = tmp_path / "berkas"
    folder.mkdir()
    return write_files(registers_with_doubt(7, 300, 3), folder)


@pytest.fixture
def window(qapp, qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    machine = MachineSettings(tmp_path / "padan.ini")
    program = Application(Start(build_tools, tmp_path / "ruang", training=True, machine=machine))
    window = Window(program, qtbot)
    program.show()
    window.settle()
    yield window
    program.stop()
    program.window.close()
    program.window.deleteLater()
    qtbot.wait(1)


def test_whole_loop_ends_with_a_frozen_berita_acara(
    window: Window, files: WrittenFiles, tmp_path: Path
) -> None:
    _first_run(window, tmp_path / "ruang")
    _add_officers(window)
    _extend(window)
    steward = _receive(window, files.steward, "dpr")
    siasn = _receive(window, files.siasn, "bkn")
    run = _match(window)
    assert all((steward, siasn, run))
    _review_two(window, run)
    _propose(window, run)
    document = _compose(window, run)
    _as(window, "budi")
    _step(window, "document.verify", document, "diverifikasi")
    _as(window, "ratna")
    _step(window, "document.approve", document, "disahkan")
    _step(window, "document.freeze", document, "dibekukan")
    pages = _look(window)
    _print(window, tmp_path / "cetak.pdf", pages)
    target = tmp_path / "keluar"
    target.mkdir()
    screen = window.workplace.made("documents").view
    window.use(screen, "document.save")
    disclosed = {"recipient": "BKN", "purpose": "Ditandatangani", "ground": "exchange"}
    window.fill(screen, "save", disclosed, target)
    saved = sorted(target.glob("*.pdf"))
    assert len(saved) == 2
    assert all(one.read_bytes().startswith(b"%PDF-") for one in saved)


def _first_run(window: Window, folder: Path) -> None:
    wizard = FirstRun(window)
    key = wizard.make(folder, "dpr", SARI)
    wizard.repeat_key("bukan kuncinya")
    assert window.locked
    wizard.repeat_key(key.lower())
    assert window.workplace.in_sight == "home"
    assert window.program.window.banner.isVisible()


def _add_officers(window: Window) -> None:
    screen = window.screen("preferences")
    screen.tabs.setCurrentIndex(1)
    for login, role in (("budi", "verifikator"), ("ratna", "penanda_tangan")):
        window.use(screen, "officer.add")
        values: dict[str, Any] = {"login": login, "name": login.title(), "roles": [role], "own": True}
        window.fill(screen, "add", {**values, "passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert [line.key for line in screen.officers.lines] == ["sari", "budi", "ratna"]


def _extend(window: Window) -> None:
    screen = window.screen("agreements")
    screen.table.choose("dpr-bkn-2023")
    window.use(screen, "agreement.extend")
    window.fill(screen, "extend", {"number": "ADD/1/2026", "signed": "2026-10-01", "new_end": "2099-11-07"})
    assert screen.page == "main", screen.forms["extend"].message.text()


def _receive(window: Window, path: Path, party: str) -> str:
    screen = window.screen("data")
    window.use(screen, "data.receive")
    window.program.dialogs.next.append(path)
    window.click(screen.browse)
    choice = screen.registers
    key = next(
        choice.itemData(n) for n in range(choice.count()) if f"dpr-bkn-2023|{party}" in choice.itemData(n)
    )
    window.fill(screen, "receive", {"register": key, "position": "2026-11-01"})
    assert screen.page == "preview", screen.forms["receive"].message.text()
    assert screen.preview.columns.rowCount() > 5
    window.click(screen.preview.form.ok)
    window.settle()
    assert screen.page == "main", screen.preview.form.message.text()
    return screen.table.key


def _match(window: Window) -> str:
    screen = window.screen("matching")
    window.use(screen, "matching.run")
    window.fill(screen, "run", {})
    assert screen.page == "result", window.message
    return screen.runs.key


def _review_two(window: Window, run: str) -> None:
    screen = window.workplace.made("matching").view
    window.use(screen, "matching.review")
    bench = window.workplace.made("review").view
    assert len(bench.queue.lines) >= 2
    for action in ("review.same", "review.different"):
        window.click(bench.presets["paper"])
        window.use(bench, action)
    assert sum(1 for line in bench.queue.lines if line.cells[4] in ("Sama", "Beda")) == 2


def _propose(window: Window, run: str) -> None:
    window.workplace.go("corrections", {"run": run})
    window.settle()
    screen = window.workplace.made("corrections").view
    window.fill(screen, "propose", {})
    assert screen.page == "main", screen.forms["propose"].message.text()
    assert screen.table.lines


def _compose(window: Window, run: str) -> str:
    screen = window.screen("documents")
    window.use(screen, "document.compose")
    window.fill(screen, "compose", {"number_first": "KS.01.03/4/11/2026"})
    assert screen.page == "main", screen.forms["compose"].message.text()
    preview = next(
        bar.buttons["document.preview"] for bar in screen._bars if "document.preview" in bar.buttons
    )
    assert preview.isEnabled()
    return screen.table.key


def _as(window: Window, login: str) -> None:
    window.lock()
    window.unlock(login, PASSPHRASE)


def _step(window: Window, action: str, document: str, state: str) -> None:
    screen = window.screen("documents")
    screen.table.choose(document)
    window.settle()
    window.use(screen, action, True)
    assert _state(window) == state.capitalize(), window.message


def _state(window: Window) -> str:
    table = window.workplace.made("documents").view.table
    return next(line.cells[0] for line in table.lines if line.key == table.key)


def _look(window: Window) -> int:
    screen = window.workplace.made("documents").view
    window.use(screen, "document.preview")
    pages = screen.preview.document.pageCount()
    assert pages >= 2
    window.use(screen, "page.back")
    return pages


def _print(window: Window, target: Path, pages: int) -> None:
    """Print both originals into a file, page by page, as on a printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(60)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    screen = window.workplace.made("documents").view
    window.use(screen, "document.print")
    window.fill(screen, "print", {"reason": "Ditandatangani kedua pihak"}, printer)
    window.bot.waitUntil(lambda: "Semua rangkap" in window.message, timeout=60_000)
    window.settle()
    printed = QPdfDocument()
    printed.load(str(target))
    assert printed.pageCount() == 2 * pages
    assert _state(window) == "Dicetak"
