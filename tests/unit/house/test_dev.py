"""The one door: which command runs, and whether a window can open."""

from pathlib import Path

import pytest

import dev
from system_libraries import Missing


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []
    monkeypatch.setattr(dev, "ensure_environment", lambda *, tests: None)
    monkeypatch.setattr(dev, "_call", lambda *given: words.extend(given) or 0)
    return words


@pytest.mark.usefixtures("no_display")
def test_run_without_display_says_so_and_runs_the_loop(
    called: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["run"]) == 0
    assert called[1:] == ["-m", "padan.training.loop"]
    assert "No display" in capsys.readouterr().err


def test_run_with_display_opens_the_practice_workspace(
    called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_display", lambda: True)
    assert dev.main(["run"]) == 0
    assert (Path(called[0]).stem, called[1:]) == ("padan", ["--training"])


@pytest.mark.usefixtures("no_display")
def test_display_whose_server_is_gone_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":98765")
    assert not dev.has_display()


@pytest.mark.usefixtures("no_display")
def test_display_of_another_machine_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "elsewhere:10.0")
    assert dev.has_display()


def test_words_for_pytest_are_handed_on(called: list[str]) -> None:
    dev.main(["test", "-k", "x"])
    assert called[1:] == ["-m", "pytest", "-k", "x"]


@pytest.mark.parametrize(("words", "status"), [([], 2), (["nonsense"], 2), (["--help"], 0)])
def test_other_words_show_what_there_is(words: list[str], status: int) -> None:
    assert dev.main(words) == status


def test_missing_library_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*, tests: bool) -> None:
        raise Missing("apt-get install x")

    monkeypatch.setattr(dev, "ensure_environment", fail)
    assert (dev.main(["test"]), capsys.readouterr().err) == (4, "apt-get install x\n")
