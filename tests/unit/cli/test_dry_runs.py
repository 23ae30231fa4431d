"""A dry run answers as the act itself would, and leaves nothing but the log of opening and closing."""

from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.conftest import AGREEMENT, Ready

from padan.common.codes import store as store_codes
from padan.common.codes import work as work_codes

TERM = ("--number", "ADD/2", "--signed", "2026-02-01", "--new-end", "2100-12-31")
NOTE = ("--recipient", "BKN", "--purpose", "perbaikan")


def words_of(name: str, ready: Ready, files: tuple[Path, Path], tmp_path: Path) -> tuple[str, ...]:
    item = ("--row-a", "8", "--row-b", "8")
    return {
        "add": ("officer", "add", "joko"),
        "edit": ("officer", "edit", "budi", "--name", "Budi"),
        "remove": ("officer", "remove", "budi"),
        "passwd": ("officer", "passwd"),
        "extend": ("agreement", "extend", AGREEMENT, *TERM),
        "import": ("import", str(files[0]), "--agreement", AGREEMENT, "--register", "PERISAI"),
        "match": ("match", ready.a, ready.b),
        "decide": ("review", "decide", ready.run, *item, "later"),
        "apply": ("review", "apply", ready.run),
        "propose": ("correction", "propose", ready.run),
        "compose": ("berita-acara", "compose", ready.run),
        "backup": ("backup", str(tmp_path / "b")),
        "rekey": ("rekey",),
        "export": ("run", "export", ready.run, "--out", str(tmp_path / "t.xlsx"), *NOTE),
        "problems": ("snapshot", "problems", ready.a, "--out", str(tmp_path / "m.csv")),
    }[name]


NAMES = (
    *("add", "edit", "remove", "passwd", "extend", "import", "match", "decide", "apply", "propose"),
    *("compose", "backup", "rekey", "export", "problems"),
)


def everything(ready: Ready) -> dict[str, Any]:
    lists = (
        ("officer", "list"),
        ("agreement", "list"),
        ("snapshot", "list"),
        ("run", "list"),
        ("review", "list", ready.run, "--history"),
        ("correction", "list", "--agreement", AGREEMENT),
        ("berita-acara", "list"),
    )
    return {" ".join(words): ready.done(*words) for words in lists}


@pytest.mark.parametrize("name", NAMES)
def test_dry_run_keeps_nothing(name: str, ready: Ready, files: tuple[Path, Path], tmp_path: Path) -> None:
    before = ready.done("audit", "show", "--limit", "1000")["entries"]
    answer = ready.done(*words_of(name, ready, files, tmp_path), "--dry-run")
    assert answer["dry_run"] is True
    after = ready.done("audit", "show", "--limit", "1000")["entries"][len(before) :]
    assert {one["action"] for one in after} == {"workspace.unlock", "workspace.lock"}
    assert not [path for path in tmp_path.iterdir() if path != ready.folder]


def test_dry_runs_leave_every_list_as_it_was(ready: Ready, files: tuple[Path, Path], tmp_path: Path) -> None:
    before = everything(ready)
    for name in ("extend", "import", "match", "decide", "propose", "compose"):
        ready.done(*words_of(name, ready, files, tmp_path), "--dry-run")
    assert everything(ready) == before


def test_dry_run_refuses_what_the_act_would_refuse(ready: Ready) -> None:
    words = ("review", "decide", ready.run, "--row-a", "8", "--row-b", "8", "same", "--dry-run")
    assert ready.ask(*words).code == work_codes.REVIEW_NEEDS_REASON


def test_refused_dry_run_is_logged_all_the_same(ready: Ready) -> None:
    reply = ready.ask("match", ready.a, ready.b, "--dry-run", officer="budi")
    assert reply.code == store_codes.NOT_ALLOWED
    logged = ready.done("audit", "show", "--limit", "1000")["entries"]
    assert [one["outcome"] for one in logged if one["action"] == "matching.run"][-1] == "refused"


def test_dry_run_with_a_weak_passphrase_is_refused(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_NEW_PASSPHRASE", "pendek")
    assert ready.ask("officer", "add", "joko", "--dry-run").code == store_codes.PASSPHRASE_WEAK


def test_dry_run_sees_its_own_steps(ready: Ready) -> None:
    """Proposing after a decision matches anew first: on a dry run that new run exists only inside it."""
    words = ("--row-a", "8", "--row-b", "8", "different", "--reason", "bukan orangnya")
    ready.done("review", "decide", ready.run, *words)
    answer = ready.done("correction", "propose", ready.run, "--dry-run")
    assert (answer["run"]["id"], answer["added"]) == (None, 2)
    assert len(ready.done("run", "list")["runs"]) == 1
