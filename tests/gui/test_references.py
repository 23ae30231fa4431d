"""Referensi in the window: searching, weights, scopes, versions, differences between two rule sets."""

import json
from pathlib import Path

from pages.window import Window

from padan.common.places import resources
from padan.gui.references.view import ReferencesView

PASSPHRASE = "kopi pahit di pagi hari"
RULES = resources() / "references" / "rules" / "padan-2026.1.json"


def _open(window: Window) -> ReferencesView:
    screen = window.screen("references")
    assert isinstance(screen, ReferencesView)
    return screen


def test_synonym_finds_its_entry(at_work: Window) -> None:
    screen = _open(at_work)
    screen.words.set_value("anleg")
    assert [line.cells[1] for line in screen.entries.lines] == ["ANALIS LEGISLATIF"]
    screen.words.set_value("setjen")
    screen.group.set_value("abbreviations")
    assert [line.cells[1:3] for line in screen.entries.lines] == [("SETJEN", "SEKRETARIAT JENDERAL")]


def test_search_without_a_find_offers_the_way_back(at_work: Window) -> None:
    screen = _open(at_work)
    everything = len(screen.entries.lines)
    screen.words.set_value("tak mungkin ada")
    assert screen.entries.lines == []
    at_work.click(screen.listed.panel.button)
    assert len(screen.entries.lines) == everything > 2000


def test_weights_of_all_rules_make_up_the_whole_index(at_work: Window) -> None:
    lines = _open(at_work).weights.lines
    assert abs(sum(float(str(line.order[4])) for line in lines) - 100) < 0.01
    assert {line.cells[0].split(" (")[0] for line in lines} >= {"Akurasi", "Kelengkapan"}


def test_scopes_of_the_agreements_stand_with_direction_and_digest(at_work: Window) -> None:
    lines = _open(at_work).scopes.lines
    assert {line.cells[1] for line in lines} == {"BKN → Setjen DPR RI", "Setjen DPR RI → BKN"}
    assert all(len(line.cells[5]) > 10 for line in lines)


def test_version_says_in_how_many_runs_it_was_used(matched: Window) -> None:
    rules = _open(matched).versions.lines[0]
    assert rules.cells[0] == "Aturan pemadanan"
    assert rules.cells[3].startswith("1 pemadanan")


def test_difference_from_another_rule_set_is_told_entry_by_entry(at_work: Window, tmp_path: Path) -> None:
    other = json.loads(RULES.read_text(encoding="utf-8"))
    other["version"] = "2025.9"
    other["mapping"]["abbreviations"]["SETJEN"] = "SEKRETARIS JENDERAL"
    other["mapping"]["golongan"].pop(0)
    other["scoring"]["thresholds"]["accept"] = 4.5
    path = tmp_path / "lama.json"
    path.write_text(json.dumps(other), encoding="utf-8")
    screen = _open(at_work)
    at_work.use(screen, "reference.compare", path)
    assert screen.page == "compare"
    told = {line.cells[1]: line.cells[2:] for line in screen.changes.lines}
    assert told["SETJEN"] == ("SEKRETARIS JENDERAL", "SEKRETARIAT JENDERAL")
    assert told["11"] == ("(tidak ada)", "Juru Muda · I/a")
    assert told["thresholds.accept"] == ("4.5", "5.0")
    assert screen.told.text() == "3 entri berbeda"


def test_file_that_is_no_rule_set_is_refused(at_work: Window, tmp_path: Path) -> None:
    path = tmp_path / "bukan.json"
    path.write_text("{}", encoding="utf-8")
    screen = _open(at_work)
    at_work.use(screen, "reference.compare", path)
    assert screen.page == "main"
    assert "(20" in at_work.message


def test_search_and_tab_return_after_the_lock(at_work: Window) -> None:
    screen = _open(at_work)
    screen.words.set_value("anleg")
    screen.tabs.setCurrentIndex(2)
    at_work.lock()
    at_work.unlock("sari", PASSPHRASE)
    screen = at_work.workplace.made("references").view
    assert isinstance(screen, ReferencesView)
    assert (screen.words.value(), screen.tabs.currentIndex()) == ("anleg", 2)
