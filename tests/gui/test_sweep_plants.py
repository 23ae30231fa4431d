"""The sweep finds each fault when it is planted, and says nothing of a view without faults."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sweep import contrast, fit, keys, names, signs, words

from padan.gui.theme.look import look
from padan.gui.widgets.buttons import plain_button
from padan.gui.widgets.labels import label

Plant = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> None:
    look().choose("light", 100)


@pytest.fixture
def view(qtbot: QtBot) -> QWidget:
    """A small view without faults."""
    root = QWidget()
    root.setWindowTitle("Padan")
    box = QVBoxLayout(root)
    for one in (label("Teks biasa"), plain_button("Mulai"), plain_button("Batal")):
        box.addWidget(one)
    box.addStretch(1)
    qtbot.addWidget(root)
    root.resize(420, 420)
    root.show()
    qtbot.waitExposed(root)
    root.activateWindow()
    return root


def plant(view: QWidget, one: QWidget) -> QWidget:
    view.layout().insertWidget(1, one)
    one.show()
    QApplication.processEvents()
    return one


ALL = (
    names.unnamed,
    fit.clipped,
    fit.outside,
    fit.overlapping,
    fit.sideways,
    contrast.faint,
    keys.traps,
    keys.disordered,
    keys.unseen_focus,
    signs.colour_alone,
)


@pytest.mark.parametrize("check", ALL)
def test_view_without_faults_is_left_alone(view: QWidget, check: Callable[[QWidget], list[str]]) -> None:
    assert check(view) == []


def test_button_without_name_is_found(view: QWidget) -> None:
    plant(view, QPushButton())
    assert any("no name" in one for one in names.unnamed(view))


def test_control_without_role_is_found(view: QWidget) -> None:
    made = plant(view, QWidget())
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName("Bagan")
    assert any("no role" in one for one in names.unnamed(view))


def _narrow(one: QWidget, width: int = 30) -> QWidget:
    one.setFixedWidth(width)
    return one


def _low(one: QLabel) -> QLabel:
    one.setFixedHeight(9)
    return one


def _tabs() -> QTabWidget:
    made = QTabWidget()
    for text in ("Petugas yang bekerja", "Keamanan ruang kerja", "Tampilan dan bahasa"):
        made.addTab(QWidget(), text)
    made.setFixedWidth(180)
    return made


def _headings() -> QTableWidget:
    made = _table(["Kedudukan hukum", "Jabatan"], [["", ""]])
    made.horizontalHeader().setMinimumSectionSize(10)
    made.setColumnWidth(0, 25)
    return made


def _cells() -> QTableWidget:
    made = _table(["A", "B"], [["sebuah nilai yang jauh lebih panjang daripada kolomnya", "x"]])
    made.setColumnWidth(0, 60)
    return made


def _rows() -> QTableWidget:
    made = _table(["A", "B"], [["nilai", "x"]])
    made.verticalHeader().setMinimumSectionSize(4)
    made.setRowHeight(0, 7)
    return made


def _list() -> QListWidget:
    made = QListWidget()
    made.addItem("Perbaikan Data dan Dokumen Kerja Sama")
    made.setFixedWidth(90)
    return made


def _choice() -> QComboBox:
    made = QComboBox()
    made.addItem("Potret data register jabatan fungsional")
    made.setFixedWidth(80)
    return made


def _hinted() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText("Tulis alasan keputusan di sini")
    made.setFixedWidth(60)
    return made


CLIPPED = {
    "label": lambda: _narrow(QLabel("Terpotong di sini")),
    "wrapping label": lambda: _low(label("Satu baris teks")),
    "long word": lambda: _narrow(label("3f786850e387550fdab836ed7e6dc881de23001b")),
    "button": lambda: _narrow(plain_button("Simpan perubahan")),
    "tabs": _tabs,
    "heading": _headings,
    "cell": _cells,
    "row": _rows,
    "list": _list,
    "choice": _choice,
    "hint": _hinted,
    "group": lambda: _narrow(QGroupBox("Keamanan ruang kerja")),
}


@pytest.mark.parametrize("kind", CLIPPED)
def test_clipped_text_is_found(view: QWidget, kind: str) -> None:
    plant(view, CLIPPED[kind]())
    assert fit.clipped(view) != []


def test_overlap_is_found(view: QWidget) -> None:
    over = QLabel("Di atas tombol", view)
    over.setGeometry(view.findChild(QPushButton).geometry())
    over.show()
    assert any("overlap" in one for one in fit.overlapping(view))


def test_widget_outside_its_parent_is_found(view: QWidget) -> None:
    lost = QLabel("Di luar", view)
    lost.move(400, 10)
    lost.show()
    assert any("outside" in one for one in fit.outside(view))


def test_faint_text_is_found(view: QWidget) -> None:
    pale = plant(view, QLabel("Hampir tidak terbaca"))
    pale.setStyleSheet("color: #b5bcc4")
    assert any("Hampir" in one for one in contrast.faint(view))


def test_text_in_the_colour_of_its_ground_is_found(view: QWidget) -> None:
    hidden = plant(view, QLabel("Tidak terbaca"))
    hidden.setStyleSheet("color: #445566; background: #445566")
    assert any("Tidak terbaca" in one for one in contrast.faint(view))


def test_faint_cell_is_found(view: QWidget) -> None:
    made = _table(["Kolom A", "Kolom B"], [["pucat sekali", "biasa"]])
    made.item(0, 0).setForeground(QColor("#c0c4c8"))
    plant(view, made)
    assert any("pucat" in one for one in contrast.faint(view))


def test_text_edit_that_keeps_tab_is_found(view: QWidget) -> None:
    made = QPlainTextEdit()
    made.setAccessibleName("Catatan")
    plant(view, made)
    assert any("trap" in one for one in keys.traps(view))


class _Greedy(QPushButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        return True


def test_control_that_swallows_tab_is_found(view: QWidget) -> None:
    plant(view, _Greedy("Jebakan"))
    assert any("Jebakan" in one for one in keys.traps(view))


class _Leap(QPushButton):
    """Goes back to `target`, over the control behind it."""

    target: QWidget

    def focusNextPrevChild(self, forward: bool) -> bool:
        if forward:
            self.target.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)


def test_control_out_of_reach_is_found(view: QWidget) -> None:
    leap = plant(view, _Leap("Loncat"))
    leap.target = view.findChild(QPushButton)
    plant(view, plain_button("Terlewat"))
    assert any("out of reach by Tab" in one and "Terlewat" in one for one in keys.traps(view))


def test_disorder_is_found(view: QWidget) -> None:
    third, second = plant(view, plain_button("Ketiga")), plant(view, plain_button("Kedua"))
    QWidget.setTabOrder(third, second)
    assert any("order" in one for one in keys.disordered(view))


def test_focus_that_is_not_seen_is_found(view: QWidget) -> None:
    plain = plant(view, QPushButton("Tanpa tanda fokus"))
    plain.setStyleSheet(
        "QPushButton, QPushButton:focus { border: 1px solid #7d8791; padding: 6px; outline: 0 }"
    )
    assert any("Tanpa tanda" in one for one in keys.unseen_focus(view))


def test_rows_told_apart_by_colour_alone_are_found(view: QWidget) -> None:
    made = _table(["Nama", "Nilai"], [["Budi", "a"], ["Ratna", "b"], ["Sari", "c"]])
    made.item(1, 0).setBackground(QColor("#ffcccc"))
    plant(view, made)
    assert any("colour alone" in one for one in signs.colour_alone(view))


def test_rows_whose_sign_repeats_the_colour_are_left_alone(view: QWidget) -> None:
    made = _table(["Nama", "Tanda"], [["Budi", "= sama"], ["Ratna", "≠ beda"], ["Sari", "= sama"]])
    made.item(1, 0).setBackground(QColor("#ffcccc"))
    plant(view, made)
    assert signs.colour_alone(view) == []


KNOWN = frozenset({"sari"})


@pytest.mark.parametrize("text", ["Save changes", "⟦Simpan⟧ identical", "jabatan_nama"])
def test_words_from_no_catalogue_are_found(view: QWidget, text: str) -> None:
    plant(view, QLabel(text))
    assert any(
        text in one for one in words.strangers(view, KNOWN | {"teks", "biasa", "mulai", "batal", "padan"})
    )


def test_untranslated_tool_tip_is_found(view: QWidget) -> None:
    plant(view, QLabel("12")).setToolTip("Click here")
    assert any("Click" in one for one in words.strangers(view, KNOWN | {"teks", "biasa", "mulai", "batal"}))


def test_words_of_a_catalogue_and_of_the_data_are_left_alone(view: QWidget) -> None:
    plant(view, QLabel("⟦Petugas:⟧ Sari ⟦masuk⟧ 12.345"))
    known = KNOWN | {"teks", "biasa", "mulai", "batal", "padan"}
    assert words.strangers(view, known) == []


def test_marks_leave_placeholders_alone() -> None:
    assert words.marked("Ada {count} berkas").format(count=3) == "⟦Ada ⟧3⟦ berkas⟧"


def _table(headings: list[str], rows: list[list[str]]) -> QTableWidget:
    made = QTableWidget(len(rows), len(headings))
    made.setAccessibleName("Tabel")
    made.setTabKeyNavigation(False)
    made.setHorizontalHeaderLabels(headings)
    for number, line in enumerate(rows):
        for place, text in enumerate(line):
            made.setItem(number, place, QTableWidgetItem(text))
    return made
