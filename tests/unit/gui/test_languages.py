"""Both languages of the window: nothing missing, nothing stale, same placeholders, no sentence in code."""

import ast
import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from padan.common.places import resources
from padan.gui import texts
from padan.gui.texts import LANGUAGES, use_language

SOURCES = Path(texts.__file__).parent
SAME_IN_BOTH = {
    "Admin",
    "BKN",
    "Kemendes",
    "Setjen DPR RI",
    "NIP",
    "NIK",
    "Padan",
    "Python",
    "Qt",
    "Data",
    "–",
}
"""Names and words that both languages share."""


def _flat(code: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((resources() / "texts" / code).glob("*.toml")):
        texts._flatten(f"{path.stem}.", tomllib.loads(path.read_text(encoding="utf-8")), found)
    return found


ID, EN = _flat("id"), _flat("en")


def _forms(text: str) -> list[str]:
    return [one.strip() for one in text.split("||")]


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def test_every_text_is_translated() -> None:
    assert sorted(set(ID) - set(EN)) == []


def test_no_translation_is_stale() -> None:
    assert sorted(set(EN) - set(ID)) == []


def test_translations_have_the_same_placeholders() -> None:
    odd = [
        key
        for key in set(ID) & set(EN)
        if any(_placeholders(form) != _placeholders(ID[key]) for form in _forms(EN[key]))
    ]
    assert sorted(odd) == []


def test_no_text_is_empty() -> None:
    assert [key for code in (ID, EN) for key, text in code.items() if not text.strip()] == []


def test_english_is_not_a_copy_of_the_indonesian() -> None:
    """A text of two words or more that is the same in both was forgotten, unless nothing in it is a word."""
    same = [
        key
        for key in set(ID) & set(EN)
        if ID[key] == EN[key]
        and ID[key] not in SAME_IN_BOTH
        and len(re.findall(r"[A-Za-z]{3,}", re.sub(r"\{\w+\}", "", ID[key]))) > 1
        and not key.startswith(
            (
                "preferences.backup_file",
                "exchange.card.",
                "exchange.compare.heard_shape",
                "words.language",
            )
        )
    ]
    assert sorted(same) == []


def test_indonesian_has_one_form_and_english_two_at_most() -> None:
    assert [key for key, text in ID.items() if "||" in text] == []
    assert [key for key, text in EN.items() if len(_forms(text)) > 2] == []


@pytest.mark.parametrize(("count", "shown"), [("1", "1 day ago"), ("5", "5 days ago")])
def test_form_follows_the_count(count: str, shown: str) -> None:
    use_language("en")
    try:
        assert texts.t("home.ago.days", count=count) == shown
    finally:
        use_language("id")


def test_dates_and_numbers_follow_the_language() -> None:
    use_language("en")
    try:
        assert texts.number(1234567) == "1,234,567"
    finally:
        use_language("id")
    assert texts.number(1234567) == "1.234.567"


def test_unknown_language_is_indonesian() -> None:
    use_language("fr")
    assert texts.language() == "id"
    assert LANGUAGES[0] == "id"


def test_text_missing_in_english_is_shown_in_indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        texts, "_texts", lambda code, _name: {"x": "Halo", "y": "Ada"} if code == "id" else {"y": "There"}
    )
    texts._merged.cache_clear()
    use_language("en")
    try:
        assert (texts.t("planted.x"), texts.t("planted.y")) == ("Halo", "There")
    finally:
        use_language("id")
        texts._merged.cache_clear()


_SHOWING = {
    "setText",
    "setWindowTitle",
    "setToolTip",
    "setAccessibleName",
    "setAccessibleDescription",
    "setPlaceholderText",
    "setTitle",
    "addTab",
    "addItem",
    "addAction",
    "label",
    "plain_button",
    "say",
    "say_state",
    "setPrefix",
    "setSuffix",
    "setStatusTip",
    "setWhatsThis",
    "announce",
    "Badge",
    "tell",
    "confirm",
}

_KEYS = re.compile(r"\b(Ctrl|Alt|Shift|Enter|Esc|Tab)\b")


def _written(source: str) -> list[str]:
    """Return the sentences a piece of code shows without asking the catalogue."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _SHOWING and node.args:
                found += [
                    text
                    for text in _constants(node.args[0])
                    if re.search(r"[A-Za-z]{3,}", _KEYS.sub("", text))
                ]
    return found


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
    return []


def test_no_sentence_is_written_in_the_window_s_code() -> None:
    found = {
        path.relative_to(SOURCES).as_posix(): written
        for path in sorted(SOURCES.rglob("*.py"))
        if (written := [one for one in _written(path.read_text(encoding="utf-8")) if one not in SAME_IN_BOTH])
    }
    assert found == {}


def test_planted_sentence_is_found() -> None:
    assert _written('self.title.setText("Simpan berkas")') == ["Simpan berkas"]
    assert _written("label(f'Halo {name}')") == ["Halo "]
    assert _written('label(t("home.title"))') == []
