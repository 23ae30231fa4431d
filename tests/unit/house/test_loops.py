"""The engine's loops: compiled from this source, for Windows too, and bound by name."""

import re
from pathlib import Path

import pytest

import native
from padan.matching.native import loops


@pytest.fixture(scope="module")
def exported() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in native.FOLDER.glob("*.c"))
    return set(re.findall(r"^API [\w ]+?\*?(\w+)\(", text, re.MULTILINE))


def test_every_loop_is_bound_and_every_binding_has_its_loop(exported: set[str]) -> None:
    assert set(loops._SIGNATURES) == exported


@pytest.mark.parametrize("name", sorted(loops._SIGNATURES))
def test_binding_passes_as_many_arguments_as_the_loop_takes(name: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in native.FOLDER.glob("*.c"))
    found = re.search(rf"^API [\w ]+?\*?{name}\(([^)]*)\)", text, re.MULTILINE)
    assert found is not None
    kinds = "".join(_kind(argument) for argument in found[1].split(","))
    assert loops._SIGNATURES[name].split(":")[1] == kinds


def _kind(argument: str) -> str:
    if "*" in argument:
        return "p"
    return "q" if "int64_t" in argument else "i"


def test_loops_compile_for_windows(tmp_path: Path, exported: set[str]) -> None:
    library = tmp_path / "padan_loops.dll"
    native.compile_loops(library, ("-mcpu=x86_64_v2", "-target", "x86_64-windows-gnu"))
    content = library.read_bytes()
    assert content.startswith(b"MZ")
    assert all(name.encode() in content for name in exported)
    assert b"KERNEL32" not in content.upper()
