"""Every code has its sentence and every sentence its code; faults are raised in the family of their code."""

import ast
import importlib
import pkgutil
import tomllib
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from padan.common import codes
from padan.common.errors import FAMILIES
from padan.common.places import resources

SOURCE = Path(codes.__file__).parents[2]
CATALOGUE = resources() / "texts" / "faults"
FAMILY_OF_CLASS = {kind.__name__: family for family, kind in FAMILIES.items()}


def defined() -> dict[int, str]:
    """Every constant of padan/common/codes, by its number."""
    found = {}
    for area in pkgutil.iter_modules(codes.__path__):
        module = importlib.import_module(f"padan.common.codes.{area.name}")
        found.update(
            {code: name for name, code in vars(module).items() if name.isupper() and isinstance(code, int)}
        )
    return found


def entries() -> dict[int, dict[str, str]]:
    found = {}
    for path in sorted(CATALOGUE.glob("*.toml")):
        found.update({int(k): v for k, v in tomllib.loads(path.read_text(encoding="utf-8")).items()})
    return found


def test_no_number_is_given_twice() -> None:
    numbers = Counter()
    for path in (Path(codes.__path__[0])).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        numbers.update(
            node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value
        )
    assert [number for number, times in numbers.items() if times > 1] == []


def test_no_entry_stands_in_two_files() -> None:
    seen = Counter(
        code for path in CATALOGUE.glob("*.toml") for code in tomllib.loads(path.read_text(encoding="utf-8"))
    )
    assert [code for code, times in seen.items() if times > 1] == []


def test_codes_and_entries_are_the_same() -> None:
    assert {code: entry["name"] for code, entry in entries().items()} == defined()


def test_entries_are_complete() -> None:
    incomplete = [
        code
        for code, entry in entries().items()
        if set(entry) != {"name", "family", "message", "remedy"}
        or entry["family"] not in FAMILIES
        or not (entry["message"] and entry["remedy"])
    ]
    assert incomplete == []


def test_placeholders_are_plain_names() -> None:
    for entry in entries().values():
        for text in (entry["message"], entry["remedy"]):
            assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text)), text


def raised() -> list[tuple[str, str, str]]:
    """Every `UserFault(CODE…)` and the like of the source: place, class, constant."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in FAMILY_OF_CLASS:
                place = f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}"
                found += [(place, _name(node.func), one) for one in _constants(node.args[0])]
    return found


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return [name] if (name := _name(node)).isupper() else []


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Constant):
        return (
            str(node.value) * 2
        )  # a bare number is no constant of the catalogue: let it be found and refused
    return node.id if isinstance(node, ast.Name) else ""


@pytest.fixture(scope="module")
def family_of_name() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in entries().values():
        found.setdefault(entry["name"], set()).add(entry["family"])
    return found


def test_faults_are_raised_in_the_family_of_their_code(family_of_name: dict[str, set[str]]) -> None:
    wrong = [
        (place, kind, name)
        for place, kind, name in raised()
        if FAMILY_OF_CLASS[kind] not in family_of_name.get(name, set())
    ]
    assert wrong == []
