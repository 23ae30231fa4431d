"""The import rules of pyproject.toml hold, and leave no outside library without a home."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]


@pytest.fixture(scope="module")
def homes() -> set[str]:
    protected = [one["protected_modules"] for one in CONTRACTS if one["name"].startswith("8")]
    return {library for libraries in protected for library in libraries}


def outside_imports() -> dict[str, str]:
    found = {}
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                found[name.split(".")[0]] = path.relative_to(ROOT).as_posix()
    return {name: path for name, path in found.items() if name not in sys.stdlib_module_names | {"padan"}}


def test_every_outside_library_in_use_has_a_home(homes: set[str]) -> None:
    assert {name: path for name, path in outside_imports().items() if name not in homes} == {}


def test_every_library_with_a_home_is_a_dependency_or_one_of_its_own(homes: set[str]) -> None:
    distributions = packages_distributions()
    assert [name for name in homes if name not in distributions] == []


def test_forbidden_libraries_of_the_inner_layers_are_all_those_with_a_home(homes: set[str]) -> None:
    inner = next(one for one in CONTRACTS if one["name"].startswith("7"))
    assert set(inner["forbidden_modules"]) == homes


def test_every_contract_is_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    broken = lint_imports(no_cache=True)
    assert broken == 0, capsys.readouterr().out


def test_nine_rules_have_a_contract() -> None:
    assert {one["name"][0] for one in CONTRACTS} == set("123456789")
