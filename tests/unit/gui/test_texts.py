"""The catalogue of the window's words: nothing asked for is missing, nothing kept is unused."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from padan.common.places import resources
from padan.domain.officer import Act
from padan.gui import texts
from padan.gui.actions import ACTIONS

SOURCES = Path(texts.__file__).parent
_ACTS = {act.value for act in Act}
FREE = ("words.", "actions.", "actions_why.")
"""Sections whose keys come from codes of the domain or from the table of actions."""


def _strings() -> Iterator[ast.Constant | ast.JoinedStr]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) or (
                isinstance(node, ast.Constant) and isinstance(node.value, str)
            ):
                yield node


def _sections() -> dict[str, set[str]]:
    found = {}
    for path in (resources() / "texts" / "id").glob("*.toml"):
        flat: dict[str, str] = {}
        texts._flatten("", tomllib.loads(path.read_text(encoding="utf-8")), flat)
        found[path.stem] = set(flat)
    return found


KEYS = {f"{section}.{key}" for section, keys in _sections().items() for key in keys}


def _asked() -> set[str]:
    names = "|".join(_sections())
    pattern = re.compile(rf"^({names})\.[a-z_.0-9]+$")
    return {
        node.value
        for node in _strings()
        if isinstance(node, ast.Constant)
        and pattern.match(node.value)
        and not node.value.endswith((".toml", ".", "_"))
    }


@cache
def _emitted() -> set[str]:
    """Return the words a page emits as what the officer meant."""
    found = set()
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "emit"
            ):
                found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    return {str(one) for one in found}


def _patterns() -> list[re.Pattern[str]]:
    """Return the keys that are put together, as patterns."""
    made = []
    for node in _strings():
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(v.value) if isinstance(v, ast.Constant) else "[a-z_.0-9]+" for v in node.values
            ]
            made.append(re.compile("".join(parts)))
    return made


def _is_a_text(key: str) -> bool:
    """Names of screens, actions, acts, signals and settings look like keys; so does the head of a form's."""
    act = key in _ACTS or key in _emitted()
    other = key in ACTIONS or act or any(known.startswith(f"{key}.") for known in KEYS)
    return not other and not key.startswith(
        ("appearance.", "lock.", "window.", "workspace.", "files.", "lists.", "practice.")
    )


def test_every_key_asked_for_is_in_the_catalogue() -> None:
    assert sorted(key for key in _asked() if _is_a_text(key) and key not in KEYS) == []


def test_every_key_of_the_catalogue_is_used() -> None:
    asked, patterns = _asked(), _patterns()
    heads = {key for key in asked if key not in KEYS}
    unused = [
        key
        for key in KEYS
        if key not in asked
        and not key.startswith(FREE)
        and not any(pattern.fullmatch(key) for pattern in patterns)
        and key.rpartition(".")[0] not in heads
    ]
    assert sorted(unused) == []


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_every_action_has_words(name: str) -> None:
    assert ACTIONS[name].text


def test_numbers_and_days_are_indonesian() -> None:
    assert texts.number(1234567) == "1.234.567"
    assert texts.percent(1, 3) == "33,33%"
    assert texts.day(date(2026, 8, 17)) == "17 Agustus 2026"
    assert texts.moment(datetime(2026, 11, 23, 20, 5, tzinfo=UTC)) == "24 November 2026 03.05 WIB"


def test_percent_of_nothing_is_a_dash() -> None:
    assert texts.percent(0, 0) == "–"
