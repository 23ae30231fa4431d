"""The size budget: counts lines, methods and arguments of our Python files and names every offender.

Complexity is counted by ruff (C901, at most 8) in the same `dev.py check`; here is what ruff does not count.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FILE_AIM, FILE_LIMIT = 300, 400
FUNCTION_LIMIT = 40
METHODS_LIMIT = 15
ARGUMENTS_LIMIT = 6
FORBIDDEN_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common_utils"}
)
FOLDERS = ("src", "tests", "build")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Report:
    """Offences fail the check; remarks are files past the aim but within the limit."""

    offences: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def check_tree(root: Path) -> Report:
    """Measure every Python file under the folders of `root`."""
    report = Report()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            check_file(path, path.relative_to(root).as_posix(), report)
    return report


def check_file(path: Path, shown: str, report: Report) -> None:
    """Add to `report` what one file does against the budget; a test may take any number of fixtures."""
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    if lines > FILE_LIMIT:
        report.offences.append(f"{shown}: {lines} lines (limit {FILE_LIMIT})")
    elif lines > FILE_AIM:
        report.remarks.append(f"{shown}: {lines} lines (aim {FILE_AIM})")
    if path.stem in FORBIDDEN_NAMES:
        report.offences.append(f"{shown}: a module is named after its subject, not `{path.stem}`")
    tests = shown.startswith("tests/")
    report.offences += (f"{shown}:{offence}" for offence in _offences(ast.parse(text), tests=tests))


def _offences(tree: ast.Module, *, tests: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield from _of_function(node, tests=tests)
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(one, Function) for one in node.body)
            if methods > METHODS_LIMIT:
                yield f"{node.lineno}: class {node.name} has {methods} methods (limit {METHODS_LIMIT})"


def _of_function(node: Function, *, tests: bool) -> Iterator[str]:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if length > FUNCTION_LIMIT:
        yield f"{node.lineno}: {node.name} has {length} lines (limit {FUNCTION_LIMIT})"
    arguments = _arguments(node)
    if arguments > ARGUMENTS_LIMIT and not tests:
        yield f"{node.lineno}: {node.name} takes {arguments} arguments (limit {ARGUMENTS_LIMIT})"


def _arguments(node: Function) -> int:
    given = node.args
    named = [one.arg for one in (*given.posonlyargs, *given.args)]
    if named[:1] in (["self"], ["cls"]):
        named = named[1:]
    return len(named) + len(given.kwonlyargs)
