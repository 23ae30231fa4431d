"""The guide: F1 opens the page of every screen, its words are those of the buttons, its links lead on."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from pages.window import Window
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from padan.common.places import resources
from padan.gui import texts
from padan.gui.actions import ACTIONS
from padan.gui.help.guide import page, pages, search, shortcuts
from padan.gui.shell.screens import SCREENS
from padan.gui.shell.steps import EXCHANGE, LOOP, WITH_PARTNER, next_step

PASSPHRASE = "kopi pahit di pagi hari"
FOLDER = resources() / "guide" / "id"


def _catalogue() -> set[str]:
    found: dict[str, str] = {}
    for path in (resources() / "texts" / "id").glob("*.toml"):
        texts._flatten(f"{path.stem}.", tomllib.loads(path.read_text(encoding="utf-8")), found)
    return {text.replace("&", "") for text in found.values()}


def _bold(text: str) -> list[str]:
    return re.findall(r"\*\*(.+?)\*\*", text)


def _strange(text: str, known: set[str]) -> list[str]:
    return [one for one in _bold(text) if one not in known]


def test_every_button_the_guide_names_is_on_a_button() -> None:
    known = _catalogue()
    assert {
        path.name: odd for path in FOLDER.glob("*.md") if (odd := _strange(path.read_text("utf-8"), known))
    } == {}


def test_button_that_does_not_exist_is_found_when_planted() -> None:
    assert _strange("Tekan **Tombol khayalan**.", _catalogue()) == ["Tombol khayalan"]


def test_contents_list_every_page_once() -> None:
    listed = (FOLDER / "isi.txt").read_text("utf-8").split()
    assert sorted(listed) == sorted([*(path.stem for path in FOLDER.glob("*.md")), "pintasan"])


def test_links_of_the_guide_lead_to_pages() -> None:
    names = {one.name for one in pages()}
    links = {link for one in pages() for link in re.findall(r"\]\((.+?)\.md\)", one.text)}
    assert links - names == set()


def _asked() -> Iterator[str]:
    yield from (one.name for one in SCREENS)
    yield from ("unlock", "setup")


@pytest.mark.parametrize("name", list(_asked()))
def test_every_screen_has_its_page(name: str) -> None:
    assert page(name).name == name


def test_unknown_page_is_the_first_one() -> None:
    assert page("tidak-ada").name == "mulai"


def test_shortcuts_are_those_of_the_table() -> None:
    shown = dict(shortcuts())
    assert {one.text for one in ACTIONS.values() if one.shortcut} <= set(shown.values())
    assert all(keys in page("pintasan").text for keys in shown)


def test_search_finds_pages_with_every_word_titles_first() -> None:
    assert search("kunci pemulihan")[0].page.name == "kunci-pemulihan"
    assert search("katakhayalan") == []


def _f1(window: Window) -> str:
    window.bot.keyClick(window.program.window, Qt.Key.Key_F1)
    guide = window.program.help_desk.guide
    assert guide is not None
    name = guide.name
    guide.close()
    window.program.window.activateWindow()
    window.bot.wait(20)
    return name


def test_f1_opens_the_page_of_the_screen_in_sight(at_work: Window) -> None:
    for name in ("home", "data", "preferences"):
        at_work.screen(name)
        assert _f1(at_work) == name


def test_f1_works_at_the_door_and_in_the_first_run(window: Window) -> None:
    assert _f1(window) == "unlock"
    window.program.doors.set_up("")
    assert _f1(window) == "setup"


def test_links_back_and_search_work_in_the_window(at_work: Window) -> None:
    at_work.screen("home")
    _f1(at_work)
    guide = at_work.program.help_desk.guide
    guide.open_page("mulai")
    guide.text.anchorClicked.emit("terima-berkas.md")
    assert guide.name == "terima-berkas"
    at_work.click(guide.back)
    assert guide.name == "mulai"
    guide.search.setText("insiden")
    assert guide.contents.item(0).text().startswith("Pengawasan")
    guide.contents.setCurrentRow(0)
    assert guide.name == "oversight"


def test_about_copies_version_and_environment(at_work: Window) -> None:
    at_work.program.window.help_wished.emit("help.about")
    sheet = at_work.program.help_desk.sheet
    at_work.click(sheet.copy)
    assert "Versi Padan: 0.1.0" in QGuiApplication.clipboard().text()
    at_work.click(sheet.close_button)
    assert at_work.program.help_desk.sheet is None


def test_report_holds_codes_and_no_names_and_is_saved_as_shown(at_work: Window, tmp_path, place) -> None:
    screen = at_work.screen("data")
    at_work.use(screen, "data.receive")
    damaged = tmp_path / "Sari Uji rahasia.xlsx"
    damaged.write_bytes(b"PK\x03\x04 bukan buku kerja")
    at_work.fill(screen, "receive", {"path": str(damaged)})
    at_work.program._sitting.desk.show_fault(_fault())
    at_work.program.window.help_wished.emit("help.report")
    sheet = at_work.program.help_desk.sheet
    text = sheet.text.toPlainText()
    assert "20700 SETTING_INVALID" in text
    assert not [one for one in ("Sari", "sari", str(tmp_path), str(place.folder), "rahasia") if one in text]
    target = tmp_path / "laporan.txt"
    at_work.program.dialogs.next.append(target)
    at_work.click(sheet.save)
    assert target.read_text("utf-8") == text


def _fault():
    from padan.common.errors import UserFault

    return UserFault(20700, setting="Sari Uji", lowest=1, highest=2)


def test_menus_offer_the_actions_in_sight(at_work: Window) -> None:
    at_work.screen("data")
    menus = at_work.program.window.menus
    menus.fill("actions")
    entries = {one.objectName(): one for one in menus.menus["actions"].actions()}
    assert entries["data.receive"].isEnabled()
    assert not entries["data.problems"].isEnabled()
    entries["data.receive"].trigger()
    at_work.settle()
    assert at_work.workplace.made("data").view.page == "receive"
    at_work.lock()
    assert not menus.menus["actions"].menuAction().isEnabled()


def test_steps_of_the_first_loop_follow_what_is_done(matched: Window) -> None:
    strip = matched.workplace.steps
    matched.screen("home")
    assert strip.isVisible()
    assert strip.text.text().startswith("Langkah 3 dari 9")
    matched.click(strip.go_button)
    matched.settle()
    assert matched.workplace.in_sight == "review"
    matched.click(strip.close_button)
    matched.settle()
    assert not strip.isVisible()
    matched.lock()
    matched.unlock("sari", PASSPHRASE)
    assert not matched.workplace.steps.isVisible()
    matched.program.window.help_wished.emit("help.steps")
    matched.settle()
    assert matched.workplace.steps.isVisible()


def test_steps_come_in_the_order_of_the_loop() -> None:
    done: set[str] = set()
    for step in LOOP:
        assert next_step(done) is step
        done.add(step.code)
    assert next_step(done) is None


def test_exercise_of_two_offices_follows_the_loop_where_there_is_a_partner() -> None:
    done = {step.code for step in LOOP} | {WITH_PARTNER}
    for step in EXCHANGE:
        assert next_step(done) is step
        done.add(step.code)
    assert next_step(done) is None


def test_exercise_that_was_begun_comes_before_the_rest_of_the_loop() -> None:
    assert next_step({WITH_PARTNER, "receive"}) is LOOP[1]
    assert next_step({WITH_PARTNER, "receive", "x_keys"}) is EXCHANGE[1]
    assert next_step({"receive", "x_keys"}) is LOOP[1]
