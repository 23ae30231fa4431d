"""Colours that can be read, Qt's own words, and None that PySide6 cannot use up."""

import re
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QColorDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
)

from padan.gui.qt_words import QtWords, entries
from padan.gui.theme.colours import DARK, HIGH_CONTRAST, LIGHT, READABLE, VISIBLE, Colours, contrast
from padan.gui.theme.look import look
from padan.gui.theme.sheet import sheet

SCHEMES = [pytest.param(scheme, id=scheme.name) for scheme in (LIGHT, DARK, HIGH_CONTRAST)]


def _too_weak(scheme: Colours, table, least: float) -> list[tuple[str, str]]:
    pairs = [(ink, ground) for ink, grounds in table for ground in grounds]
    return [
        (ink, ground)
        for ink, ground in pairs
        if contrast(getattr(scheme, ink), getattr(scheme, ground)) < least
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_colour_is_readable_on_its_grounds(scheme: Colours) -> None:
    assert _too_weak(scheme, READABLE, 4.5) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_focus_and_chart_colours_are_visible(scheme: Colours) -> None:
    assert _too_weak(scheme, VISIBLE, 3) == []
    assert [one for one in scheme.series if contrast(one, scheme.base) < 3] == []


def test_table_of_colours_names_every_text_colour() -> None:
    inks = {ink for ink, _grounds in (*READABLE, *VISIBLE)}
    grounds = {ground for _ink, grounds in (*READABLE, *VISIBLE) for ground in grounds}
    assert {one.name for one in fields(Colours)} - inks - grounds == {"name", "line", "series"}


def test_weak_colour_planted_in_the_table_is_found() -> None:
    assert _too_weak(replace(LIGHT, dim="#9aa4ae"), READABLE, 4.5) != []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_sheet_fills_every_placeholder_with_files_that_exist(scheme: Colours) -> None:
    made = sheet(scheme, 10)
    assert "{" not in made.replace(" {", "")
    assert [one for one in re.findall(r'url\("(.+?)"\)', made) if not Path(one).is_file()] == []


def test_look_follows_the_wish_and_tells_painters(qapp: QApplication, qtbot) -> None:
    with qtbot.waitSignal(look().changed):
        look().choose("contrast", 150)
    assert look().colours is HIGH_CONTRAST
    assert qapp.palette().window().color().name() == HIGH_CONTRAST.window
    look().choose("light")


@pytest.fixture
def words(qapp: QApplication):
    made = QtWords(qapp)
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


def test_every_word_of_the_table_reaches_qt(words: QtWords) -> None:
    for context, source, text in entries():
        assert QCoreApplication.translate(context or "Anything", source) == text


def test_standard_buttons_are_indonesian(words: QtWords, qtbot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    qtbot.addWidget(box)
    assert {button.text().replace("&", "") for button in box.buttons()} == {"Batal", "Simpan"}


def test_none_outlives_more_calls_than_it_has_references(qapp: QApplication) -> None:
    thing = QObject()
    for _ in range(20_000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > 1 << 20


@pytest.mark.parametrize("kind", [QColorDialog, QFileDialog, QMessageBox])
def test_qt_s_own_dialogs_show_no_english(words: QtWords, qtbot, kind) -> None:
    dialog = kind()
    qtbot.addWidget(dialog)
    if isinstance(dialog, QFileDialog):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    if isinstance(dialog, QMessageBox):
        dialog.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
    shown = {
        one.text().replace("&", "")
        for one in (*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton))
    }
    english = r"\b(color|colors|file|name|look|cancel|open|save|close|red|green|blue|add|pick|type)\b"
    assert [text for text in shown if re.search(english, text, re.IGNORECASE)] == []
