"""Workspace, officer and secrets: where they come from, and that nothing is guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.cli.conftest import PASSPHRASE, Ready, make, padanctl

from padan.common.codes import cli as codes
from padan.common.codes import store as store_codes


def test_workspace_not_named() -> None:
    reply = padanctl("--json", "check")
    assert (reply.status, reply.code) == (3, codes.WORKSPACE_NOT_NAMED)


def test_workspace_from_variable(template: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_WORKSPACE", str(template.folder))
    assert padanctl("--json", "--officer", "sari", "officer", "list").status == 0


def test_folder_that_is_no_workspace(tmp_path: Path) -> None:
    reply = padanctl("--json", "--workspace", str(tmp_path), "check")
    assert (reply.status, reply.code) == (3, store_codes.NOT_A_WORKSPACE)


def test_several_officers_are_named(template: Ready) -> None:
    reply = padanctl("--json", "--workspace", str(template.folder), "check")
    assert (reply.status, reply.code) == (3, codes.OFFICER_NOT_NAMED)
    assert "agus, budi, ratna, sari" in reply.json["error"]["remedy"]


def test_officer_from_variable(template: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_OFFICER", "sari")
    assert padanctl("--json", "--workspace", str(template.folder), "officer", "list").status == 0


def test_only_officer_is_taken(tmp_path: Path) -> None:
    make(tmp_path / "ruang")
    assert padanctl("--json", "--workspace", str(tmp_path / "ruang"), "officer", "list").status == 0


def test_unknown_officer(template: Ready) -> None:
    reply = template.ask("check", officer="joko")
    assert (reply.status, reply.code) == (3, store_codes.OFFICER_UNKNOWN)


def test_wrong_passphrase(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_PASSPHRASE", "bukan sandi yang benar sama sekali")
    reply = ready.ask("check")
    assert (reply.status, reply.code) == (3, store_codes.PASSPHRASE_WRONG)


def test_passphrase_file_is_taken_before_the_variable(
    template: Ready, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADAN_PASSPHRASE", "bukan sandi yang benar sama sekali")
    file = tmp_path / "sandi.txt"
    file.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\nbaris lain\n")
    assert template.ask("officer", "list", "--passphrase-file", str(file)).status == 0


FILES = {"missing": None, "empty": b"\n", "long": b"x" * 20_000, "not_text": b"\xff\xfe\x00"}


@pytest.mark.parametrize("kind", FILES)
def test_useless_passphrase_file(kind: str, template: Ready, tmp_path: Path) -> None:
    file, content = tmp_path / "sandi.txt", FILES[kind]
    if content is not None:
        file.write_bytes(content)
    reply = template.ask("officer", "list", "--passphrase-file", str(file))
    unreadable = kind in ("missing", "not_text")
    wanted = codes.PASSPHRASE_FILE_UNREADABLE if unreadable else codes.PASSPHRASE_FILE_EMPTY
    assert (reply.status, reply.code) == (3, wanted)


@pytest.mark.usefixtures("no_terminal")
def test_no_passphrase_and_nobody_to_ask(template: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PADAN_PASSPHRASE")
    reply = template.ask("officer", "list")
    assert (reply.status, reply.code) == (3, codes.PASSPHRASE_NOT_GIVEN)


def test_passphrase_is_asked_for(
    template: Ready, answers: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PADAN_PASSPHRASE")
    answers(PASSPHRASE)
    assert template.ask("officer", "list").status == 0


def test_new_passphrase_must_be_typed_twice_alike(
    ready: Ready, answers: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PADAN_NEW_PASSPHRASE")
    answers("satu dua tiga empat lima", "satu dua tiga empat enam")
    reply = ready.ask("officer", "add", "joko")
    assert (reply.status, reply.code) == (3, codes.PASSPHRASES_DIFFER)


def test_passphrase_is_no_argument() -> None:
    assert padanctl("--json", "check", "--passphrase", "x").code == codes.OPTION_UNKNOWN
