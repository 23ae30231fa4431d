"""Every word in sight comes from a catalogue: when catalogues are marked, other words betray themselves."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from string import Formatter

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from padan.common.places import resources
from padan.domain.document_profile import PROFILES
from padan.domain.elements import ELEMENTS
from padan.domain.fields import FIELDS
from padan.gui import qt_words, texts
from padan.gui.widgets.labels import PathLabel
from sweep.sight import called, columns, in_sight

OPEN, CLOSE = "⟦", "⟧"
_MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_ID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_DIGEST = re.compile(r"\b([0-9A-F]{4} ){3,}[0-9A-F]{4}\b")
_WORD = re.compile(r"\w{3,}")
_ROWS = 40


def marked(text: str) -> str:
    """Mark the written parts of a text; its placeholders stay as they are."""
    made = ""
    for literal, field, spec, conversion in Formatter().parse(text):
        if literal:
            made += OPEN + literal.replace("{", "{{").replace("}", "}}") + CLOSE
        if field is not None:
            made += (
                "{" + field + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
            )
    return made


@contextmanager
def marked_catalogues() -> Iterator[None]:
    """Show every text of the window's catalogues with marks around it."""
    section = texts._section
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            texts, "_section", lambda *name: {key: marked(text) for key, text in section(*name).items()}
        )
        yield


def marked_qt() -> bytes:
    """Return Qt's own words with marks, as a message file."""
    return qt_words.message_file(
        (place, source, OPEN + text + CLOSE) for place, source, text in qt_words.entries()
    )


def strangers(root: QWidget, known: frozenset[str]) -> list[str]:
    """Return texts with words that neither a catalogue nor the data (`known`, in small letters) explains."""
    found = []
    for one in [root, *in_sight(root)]:
        for text in {said for said in _said(one) if ".pdf" not in said}:  # a file's name is data
            words = [word for word in _words(_MARKED.sub(" ", text)) if word.lower() not in known]
            if words:
                found.append(f"not from a catalogue: {called(one)}: “{text[:80]}”: {', '.join(words[:5])}")
    return found


def _said(one: QWidget) -> Iterator[str]:
    yield from (one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.statusTip())
    yield one.windowTitle() if one.isWindow() else ""
    if isinstance(one, PathLabel):
        return  # it may be cut anywhere; its tool tip holds the whole
    for name in ("text", "title", "placeholderText", "suffix", "prefix"):
        get = getattr(one, name, None)
        if callable(get) and not (name == "text" and isinstance(one, QLineEdit | QAbstractSpinBox)):
            yield str(get())
    if isinstance(one, QTabBar):
        yield from (one.tabText(number) for number in range(one.count()))
    if isinstance(one, QComboBox):
        yield from (one.itemText(number) for number in range(one.count()))
    if isinstance(one, QAbstractItemView) and one.model() is not None:
        yield from _cells(one)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for column in range(columns(view)):
        if isinstance(view, QTableView) and view.horizontalHeader().isVisible():
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(QModelIndex()), _ROWS)):
            index = model.index(row, column)
            yield str(index.data() or "")
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def _words(text: str) -> list[str]:
    """Return words of three letters or more; what holds a digit is a number, an id or a digest."""
    return [
        word
        for word in _WORD.findall(_DIGEST.sub(" ", _ID.sub(" ", text)))
        if not any(letter.isdigit() for letter in word)
    ]


def words_of(values: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for value in values for word in _WORD.findall(value))


def known_from_resources() -> frozenset[str]:
    """Return the words of what the program ships (agreements, references, faults …) and of the calendar."""
    found: list[str] = []
    for folder in ("agreements", "scopes", "references", "texts/qt_id", "texts/faults"):
        for path in (resources() / folder).rglob("*.*"):
            if path.suffix in (".toml", ".json"):
                read = tomllib.loads if path.suffix == ".toml" else json.loads
                found += _strings(read(path.read_text(encoding="utf-8")))
    calendar = QLocale(QLocale.Language.Indonesian)
    found += [calendar.monthName(number) for number in range(1, 13)]
    found += [calendar.monthName(number, QLocale.FormatType.ShortFormat) for number in range(1, 13)]
    found += [calendar.dayName(number) for number in range(1, 8)]
    found += [one.label for one in ELEMENTS]
    found += [one.label for one in FIELDS.values()]
    found += [one.name for one in PROFILES.values()]
    return words_of(
        [
            *found,
            "WIB Padan PERISAI SIASN Semester Tahun PDF XLSX CSV konsep Pasal ayat angka",
            "Ctrl Shift Alt PgUp PgDown",
        ]
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    else:
        yield str(value)
