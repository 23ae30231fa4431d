"""Colours that can be read, Qt's own words, and None that PySide6 cannot use up."""

import sys
from dataclasses import fields

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from padan.gui.qt_words import QtWords, entries
from padan.gui.theme.colours import DARK, LIGHT, Colours, contrast
from padan.gui.theme.sheet import sheet

SCHEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["text", "dim", "accent", "good", "warn", "bad"])
def test_text_colour_is_readable_on_every_ground(scheme: Colours, name: str) -> None:
    assert min(contrast(getattr(scheme, name), ground) for ground in (scheme.base, scheme.window)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pairs_of_colours_are_readable(scheme: Colours) -> None:
    pairs = (
        (scheme.on_accent, scheme.accent),
        (scheme.on_training, scheme.training),
        (scheme.text, scheme.mark),
    )
    assert all(contrast(*pair) >= 4.5 for pair in pairs)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_controls_are_visible(scheme: Colours) -> None:
    assert contrast(scheme.control_line, scheme.base) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_sheet_uses_every_placeholder(scheme: Colours) -> None:
    assert "{" not in sheet(scheme, 10).replace(" {", "")
    assert all(getattr(scheme, one.name).startswith("#") for one in fields(scheme))


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
