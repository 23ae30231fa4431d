"""What setting up does to each state in which an environment can be found."""

import json
from pathlib import Path

import pytest

import environment
import system_libraries

WANTED = {"root": "r", "python": "p", "lock": "l", "project": "j"}


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that setting up takes, in order; none of them is carried out."""
    taken: list[str] = []
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(environment, "PYTHON", python)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "ensure_system_libraries", lambda *, tests: None)
    monkeypatch.setattr(environment, "expected_stamp", lambda: WANTED)
    for step in ("_create", "_install_locked", "_install_project"):
        monkeypatch.setattr(environment, step, lambda step=step: taken.append(step))
    return taken


def stamp(**changed: str) -> None:
    environment.STAMP.write_text(json.dumps({**WANTED, **changed}), encoding="utf-8")


def test_finished_environment_is_left_alone(steps: list[str]) -> None:
    stamp()
    environment.ensure_environment(tests=True)
    assert steps == []


def test_interrupted_setup_is_built_anew(steps: list[str]) -> None:
    environment.ensure_environment(tests=True)
    assert steps == ["_create", "_install_locked", "_install_project"]


def test_half_written_stamp_counts_as_interrupted(steps: list[str]) -> None:
    environment.STAMP.write_text('{"root": "r"', encoding="utf-8")
    environment.ensure_environment(tests=True)
    assert steps[0] == "_create"


@pytest.mark.parametrize("part", ["root", "python"])
def test_environment_of_another_place_or_python_is_built_anew(part: str, steps: list[str]) -> None:
    stamp(**{part: "other"})
    environment.ensure_environment(tests=True)
    assert steps == ["_create", "_install_locked", "_install_project"]


def test_environment_whose_python_is_gone_is_built_anew(steps: list[str]) -> None:
    stamp()
    environment.PYTHON.unlink()
    environment.ensure_environment(tests=True)
    assert steps == ["_create", "_install_locked", "_install_project"]


def test_new_lock_is_installed_in_place(steps: list[str]) -> None:
    stamp(lock="older")
    environment.ensure_environment(tests=True)
    assert steps == ["_install_locked", "_install_project"]


def test_new_entry_point_needs_no_packages(steps: list[str]) -> None:
    stamp(project="older")
    environment.ensure_environment(tests=True)
    assert steps == ["_install_project"]


def test_failed_installation_leaves_no_stamp(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise system_libraries.Missing("x")

    stamp(lock="older")
    monkeypatch.setattr(environment, "_install_locked", fail)
    with pytest.raises(system_libraries.Missing):
        environment.ensure_environment(tests=True)
    assert not environment.STAMP.exists()


@pytest.fixture
def missing_graphics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.sys, "platform", "linux")
    monkeypatch.setattr(system_libraries, "_missing_packages", lambda *, tests: ["libegl1"])
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.usefixtures("missing_graphics")
def test_officer_without_rights_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(system_libraries.Missing, match=r"sudo apt-get install .* libegl1"):
        system_libraries.ensure_system_libraries(tests=True)


@pytest.mark.usefixtures("missing_graphics")
def test_system_without_apt_is_told_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _name: None)
    with pytest.raises(system_libraries.Missing, match="libegl1"):
        system_libraries.ensure_system_libraries(tests=True)
