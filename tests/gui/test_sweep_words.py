"""Every word of every view comes from a catalogue or from the data; Qt's own dialogs speak Indonesian too."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pages.doubtful import registers_with_doubt
from pages.window import Window
from PySide6.QtCore import QTimer, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from sweep import fit, names, tour, words
from test_sweep_views import report

from padan.gui.dialogs import Dialogs
from padan.gui.fault_texts import FaultText
from padan.training.export_files import write_files

OFFICE = (
    "Sari Uji",
    "Budi",
    "Ratna",
    "Agus",
    "KS ADD",
    "Nama dan lahir sama",
    "dpr bkn kemendes",
    "id_baris",
)


@pytest.fixture(scope="module")
def data_words(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The words of the data: agreements, fields, officers, folders, and both registers' values."""
    folder = tmp_path_factory.mktemp("berkas")
    written = write_files(registers_with_doubt(7, 300, 3), folder)
    return words.known_from_resources() | words.words_of(
        [*OFFICE, *_values(written.steward), *_values(written.siasn)]
    )


def _values(path: Path) -> Iterator[str]:
    yield path.name
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from (value for line in csv.reader(file, delimiter="|") for value in line)
        return
    from openpyxl import load_workbook

    for line in load_workbook(path).active.values:
        yield from (str(value) for value in line if value is not None)


@pytest.fixture
def marked() -> Iterator[None]:
    with words.marked_catalogues():
        yield


def test_no_word_of_a_view_is_written_in_the_code(
    marked: None, written: Window, data_words: frozenset[str], tmp_path: Path
) -> None:
    tour.fill(written)
    known = data_words | words.words_of(tmp_path.parts)
    report(tour.workplace(written), (lambda root: words.strangers(root, known),))


def test_no_word_of_a_locked_view_is_written_in_the_code(
    marked: None, window: Window, data_words: frozenset[str], tmp_path: Path
) -> None:
    known = data_words | words.words_of([*tmp_path.parts, "ruang"])
    report(tour.door(window), (lambda root: words.strangers(root, known),))


class _MarkedQt(QTranslator):
    """Qt's own words with marks around them."""

    def __init__(self) -> None:
        super().__init__()
        self._content = words.marked_qt()
        self.load(self._content)


@pytest.fixture
def marked_qt(qapp: QApplication) -> Iterator[None]:
    marks = _MarkedQt()
    qapp.installTranslator(marks)  # Qt asks the one installed last first
    yield
    qapp.removeTranslator(marks)


ASKED: dict[str, Callable[[Dialogs, Path], Any]] = {
    "fault": lambda ask, _: ask.fault(FaultText(10100, "X", "⟦Rusak⟧", "⟦Ulangi⟧", "environment")),
    "tell": lambda ask, _: ask.tell("⟦Dibaca dahulu⟧", "⟦Lanjut⟧"),
    "confirm": lambda ask, _: ask.confirm("⟦Hapus 3 petugas?⟧", "", "⟦Hapus⟧"),
    "open": lambda ask, folder: ask.open_file("⟦Pilih berkas⟧", "⟦Register⟧ (*.csv)", str(folder)),
    "save": lambda ask, folder: ask.save_file(
        "⟦Simpan⟧", "⟦Lembar kerja⟧ (*.xlsx)", str(folder / "temuan.xlsx")
    ),
    "folder": lambda ask, folder: ask.folder("⟦Pilih folder⟧", str(folder)),
    "printer": lambda ask, _: ask.printer("⟦Cetak⟧"),
}


@pytest.mark.parametrize("kind", ASKED)
def test_dialogs_speak_indonesian_and_can_be_used(
    marked: None, marked_qt: None, qtbot: Any, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "padan.csv").write_text("nip\n", encoding="utf-8")
    home = QWidget()
    qtbot.addWidget(home)
    known = words.words_of([*tmp_path.parts, *Path.home().parts, "padan csv temuan xlsx Computer", "OK"])
    lines: list[str] = []

    def look_at_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        QApplication.processEvents()
        for check in (lambda one: words.strangers(one, known), names.unnamed, fit.clipped):
            # Qt's own, which cannot be made to fit: a path is cut, and the places beside it can be widened
            lines.extend(one for one in check(dialog) if "lookInCombo" not in one and "#sidebar" not in one)
        dialog.reject()

    QTimer.singleShot(150, look_at_it)
    ASKED[kind](Dialogs(home), tmp_path)
    assert "\n".join(lines) == ""


def _menu(field: QLineEdit | QPlainTextEdit) -> list[str]:
    menu = field.createStandardContextMenu()
    assert isinstance(menu, QMenu)
    found = [one.text().split("\t")[0] for one in menu.actions() if one.text()]
    menu.deleteLater()
    return [one for one in found if not one.startswith(words.OPEN)]


def test_menu_of_a_field_speaks_indonesian(marked_qt: None, qtbot: Any) -> None:
    line, text = QLineEdit(), QPlainTextEdit()
    qtbot.addWidget(line)
    qtbot.addWidget(text)
    assert _menu(line) + _menu(text) == []
