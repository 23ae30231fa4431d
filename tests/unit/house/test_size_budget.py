"""The budget names what breaks it, and the tree keeps it."""

from pathlib import Path

import pytest

from size_budget import Report, check_tree

LONG_BODY = "".join(f"    x = {n}\n" for n in range(40))
PLANTED = {
    "src/long_file.py": ("x = 1\n" * 401, "src/long_file.py: 401 lines (limit 400)"),
    "src/f.py": (f"def long():\n{LONG_BODY}", "src/f.py:1: long has 41 lines (limit 40)"),
    "src/a.py": ("def wide(a, b, c, d, e, f, *, g): ...\n", "src/a.py:1: wide takes 7 arguments (limit 6)"),
    "tests/c.py": (
        "class Fat:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(16)),
        "tests/c.py:1: class Fat has 16 methods (limit 15)",
    ),
    "build/utils.py": ("", "build/utils.py: a module is named after its subject, not `utils`"),
}


ROOT = Path(__file__).resolve().parents[3]


def test_tree_keeps_the_budget() -> None:
    assert check_tree(ROOT).offences == []


def measured(root: Path, name: str, text: str) -> Report:
    path = root / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return check_tree(root)


@pytest.mark.parametrize("name", PLANTED)
def test_budget_names_the_offender(name: str, tmp_path: Path) -> None:
    text, offence = PLANTED[name]
    assert measured(tmp_path, name, text).offences == [offence]


def test_method_of_six_arguments_besides_self_passes(tmp_path: Path) -> None:
    text = "class C:\n    def m(self, a, b, c, d, e, f): ...\n"
    assert measured(tmp_path, "src/c.py", text).offences == []


def test_file_past_the_aim_is_remarked_but_passes(tmp_path: Path) -> None:
    report = measured(tmp_path, "src/b.py", "x = 1\n" * 301)
    assert (report.offences, len(report.remarks)) == ([], 1)
