"""Usage faults, options on either side, help pages: what every script and every reader relies on."""

from importlib import import_module

import click
import pytest
from tests.unit.cli.conftest import Ready, padanctl

from padan.cli.verb_table import VERBS
from padan.common.codes import cli as codes

LATER = ("report", "reference", "duty", "disclosure", "incident")
WRONG = {
    "verb": (("hapus",), codes.VERB_UNKNOWN),
    "verb_of_group": (("run", "hapus"), codes.VERB_UNKNOWN),
    "no_verb": (("--json",), codes.VERB_MISSING),
    "no_verb_of_group": (("run",), codes.VERB_MISSING),
    "option": (("check", "--cepat"), codes.OPTION_UNKNOWN),
    "option_without_value": (("match-files", "a", "b", "--out"), codes.OPTION_MISUSED),
    "argument": (("match", "a"), codes.INPUT_MISSING),
    "required_option": (("match-files", "a", "b"), codes.INPUT_MISSING),
    "choice": (("init", "--party", "kemenag"), codes.INPUT_INVALID),
    "day": (("agreement", "list", "--on", "kemarin"), codes.INPUT_INVALID),
    "number": (("audit", "show", "--limit", "banyak"), codes.INPUT_INVALID),
    "below_the_floor": (("init", "--party", "bkn", "--key-memory-mib", "8"), codes.INPUT_INVALID),
    "extra": (("check", "semua"), codes.INPUT_EXTRA),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage_has_its_own_code_and_status_two(name: str) -> None:
    words, code = WRONG[name]
    reply = padanctl("--json", *words)
    assert (reply.status, reply.code, reply.json["error"]["family"]) == (2, code, "user")
    assert list(reply.json) == ["error"]


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage_is_told_on_standard_error_without_json(name: str) -> None:
    words, code = WRONG[name]
    reply = padanctl(*(word for word in words if word != "--json"))
    assert (reply.status, reply.out) == (2, "")
    assert str(code) in reply.err or "Perintah" in reply.err


def test_misspelt_verb_names_the_near_one() -> None:
    assert "match" in padanctl("--json", "macth").json["error"]["remedy"]


@pytest.mark.parametrize("verb", LATER)
def test_verb_of_a_later_issue_is_unknown(verb: str) -> None:
    assert padanctl("--json", verb).code == codes.VERB_UNKNOWN


def test_common_options_work_after_the_verb(template: Ready) -> None:
    words = ("agreement", "list", "--json", "--officer", "sari", "--workspace", str(template.folder))
    reply = padanctl(*words)
    assert (reply.status, len(reply.json["agreements"])) == (0, 1)


def test_common_options_work_between_group_and_verb(template: Ready) -> None:
    reply = padanctl("officer", "--json", "--workspace", str(template.folder), "list", "--officer", "sari")
    assert reply.status == 0
    assert reply.json["officers"]


def test_version_is_told_alone() -> None:
    reply = padanctl("--version")
    assert reply.status == 0
    assert reply.out.startswith("padanctl 0.")


def test_help_with_json_is_one_object() -> None:
    assert "Pemakaian" in padanctl("--json", "match", "--help").json["help"]


def every_verb() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, (where, _help) in VERBS.items():
        module, attribute = where.split(":")
        command = getattr(import_module(module), attribute)
        if isinstance(command, click.Group):
            found += [(name, verb) for verb in command.list_commands(click.Context(command))]
        else:
            found.append((name,))
    return found


@pytest.mark.parametrize("words", every_verb(), ids=" ".join)
def test_help_of_every_verb_shows_an_indonesian_page_with_an_example(words: tuple[str, ...]) -> None:
    reply = padanctl(*words, "--help")
    assert reply.status == 0
    assert f"padanctl {words[0]}" in reply.out
    assert "Contoh:" in reply.out
    assert not {"Usage:", "Options:", "[required]", "Show this message"} & set(reply.out.split("\n"))
    assert "required" not in reply.out


def test_help_of_the_whole_lists_every_verb() -> None:
    reply = padanctl("--help")
    assert all(verb in reply.out for verb in VERBS)


def test_bare_command_shows_help_and_status_two() -> None:
    reply = padanctl()
    assert reply.status == 2
    assert "Perintah:" in reply.err
