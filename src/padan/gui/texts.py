"""The window's words, one catalogue for each language (resources/texts/<code>); no view writes a sentence.

Indonesian is complete by definition. Where English lacks a text the Indonesian is shown; a test names it.
A text with two forms, `one || other`, is chosen by its `count`.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from PySide6.QtCore import QDate, QLocale

from padan.common.clock import WIB
from padan.common.places import resources

LANGUAGES = ("id", "en")
LOCALE = QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia)
"""Indonesian dates and numbers, whatever the machine is set to; `locale()` is the one in use."""
_LOCALES = {"id": LOCALE, "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)}
_FORMS = "||"


@dataclass
class _Use:
    """What is in use; set once at the start and when the officer changes the language."""

    language: str = "id"


_use = _Use()


def use_language(code: str) -> None:
    """Take texts, dates and numbers from `code` on; what is already on screen stays as it is."""
    _use.language = code if code in LANGUAGES else "id"
    QLocale.setDefault(locale())


def language() -> str:
    """Return the code of the language in use."""
    return _use.language


def locale() -> QLocale:
    """Return the locale of the language in use."""
    return _LOCALES[_use.language]


@cache
def _texts(code: str, name: str) -> dict[str, str]:
    """Return one file of the catalogue, flat: tables become dotted keys; empty when the language lacks it."""
    path = resources() / "texts" / code / f"{name}.toml"
    flat: dict[str, str] = {}
    if path.is_file() or code == "id":
        _flatten("", tomllib.loads(path.read_text(encoding="utf-8")), flat)
    return flat


@cache
def _merged(code: str, name: str) -> dict[str, str]:
    return {**_texts("id", name), **_texts(code, name)}


def _section(name: str) -> dict[str, str]:
    """Return a section in the language in use, in the order of the Indonesian catalogue."""
    return _merged(_use.language, name)


def _flatten(prefix: str, found: dict[str, object], flat: dict[str, str]) -> None:
    for key, value in found.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}{key}.", value, flat)
        else:
            flat[prefix + key] = str(value)


def t(key: str, **values: object) -> str:
    """Return the text of `section.key` with its placeholders filled; KeyError for an unknown key (a
    defect).
    """
    section, _, rest = key.partition(".")
    text = _section(section)[rest]
    if _FORMS in text:
        one, other = (form.strip() for form in text.split(_FORMS))
        text = one if str(values.get("count")) == "1" else other
    return text.format(**values) if values else text


def known(key: str) -> bool:
    """Tell whether the catalogue holds `key`: for words that come from data, such as a new class or
    action.
    """
    section, _, rest = key.partition(".")
    return rest in _section(section)


def word(kind: str, code: str) -> str:
    """Return the word for a code of the domain (`words.<kind>.<code>`), or the code itself when there is
    none.
    """
    key = f"words.{kind}.{code}"
    return t(key) if known(key) else code


def words(kind: str) -> list[tuple[str, str]]:
    """Return (code, word) of a whole group of the catalogue, in the catalogue's order: the choices of a
    form.
    """
    prefix = f"{kind}."
    return [
        (key.removeprefix(prefix), text) for key, text in _section("words").items() if key.startswith(prefix)
    ]


def number(value: int) -> str:
    """Return 1234 as 1.234."""
    return locale().toString(value)


def percent(part: int, whole: int) -> str:
    """Return the share with two decimals, 97,35%; a dash where there is nothing to share."""
    if whole <= 0:
        return "–"
    return locale().toString(100 * part / whole, "f", 2) + "%"


def decimal(value: float, places: int = 2) -> str:
    """Return a number with a decimal comma."""
    return locale().toString(float(value), "f", places)


def day(value: date) -> str:
    """Return 23 November 2026."""
    return locale().toString(QDate(value.year, value.month, value.day), "d MMMM yyyy")


def day_with_name(value: date) -> str:
    """Return Senin, 23 November 2026."""
    return locale().toString(QDate(value.year, value.month, value.day), "dddd, d MMMM yyyy")


def moment(value: datetime) -> str:
    """Return 23 November 2026 11.05 WIB: the hour in Jakarta, as on the documents."""
    local = value.astimezone(WIB)
    return f"{day(local.date())} {local:%H.%M} WIB"


def size(count: int) -> str:
    """Return bytes as B, KB or MB."""
    if count < 1024:
        return f"{number(count)} B"
    if count < 1024 * 1024:
        return f"{decimal(count / 1024, 1)} KB"
    return f"{decimal(count / 1024 / 1024, 1)} MB"
