"""Pengawasan in the window: filters, verification in words, export, disclosures, incidents, the auditor."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from pages.documents import DISCLOSED, Documents
from pages.window import Window

from padan.gui.oversight.view import OversightView

PASSPHRASE = "kopi pahit di pagi hari"
REPORT = {"kind": "lost_medium", "what": "Media penyimpan tertinggal", "affected": "sekitar 300"}


def _open(window: Window) -> OversightView:
    screen = window.screen("oversight")
    assert isinstance(screen, OversightView)
    return screen


@pytest.fixture
def auditor(window: Window) -> Window:
    window.unlock("agus", PASSPHRASE)
    return window


def test_filters_narrow_the_log_and_the_count_says_so(auditor: Window) -> None:
    screen = _open(auditor)
    everything = len(screen.table.lines)
    screen.filters.choices["action"].set_value("officer.add")
    assert {line.cells[3] for line in screen.table.lines} == {"Menambah petugas"}
    assert f"seluruhnya {everything} catatan" in screen.shown.text()
    screen.filters.words.set_value("tak mungkin ada")
    assert screen.table.lines == []
    auditor.click(screen.listed.panel.button)
    assert len(screen.table.lines) == everything


def test_chosen_entry_is_told_in_full_with_its_hash(auditor: Window) -> None:
    screen = _open(auditor)
    screen.table.choose("1")
    assert "Membuat ruang kerja" in screen.detail.text()
    assert "Sidik " in screen.detail.text()


def test_verification_says_how_much_holds(auditor: Window) -> None:
    screen = _open(auditor)
    auditor.use(screen, "audit.verify")
    assert screen.verdict.text().startswith("✓ Log utuh")


def test_log_is_exported_to_be_verified_elsewhere_and_that_is_logged(auditor: Window, tmp_path: Path) -> None:
    screen = _open(auditor)
    target = tmp_path / "log.jsonl"
    count = len(screen.table.lines)
    auditor.use(screen, "audit.export", target)
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == count
    assert all(after["previous"] == before["hash"] for before, after in pairwise(lines))
    assert screen.table.lines[0].cells[3] == "Mengekspor log"


def test_filtered_export_holds_only_what_is_shown(auditor: Window, tmp_path: Path) -> None:
    screen = _open(auditor)
    screen.filters.choices["action"].set_value("officer.add")
    count = len(screen.table.lines)
    auditor.use(screen, "audit.export", tmp_path / "log.csv")
    assert len((tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()) == count + 1


def test_auditor_may_look_verify_and_export_but_change_nothing(auditor: Window) -> None:
    screen = _open(auditor)
    allowed = {name for name, one in screen.bar.buttons.items() if one.isEnabled()}
    assert allowed == {"audit.verify", "audit.export", "reload"}


def test_disclosure_is_listed_with_recipient_purpose_and_ground(matched: Window, tmp_path: Path) -> None:
    documents = Documents(matched)
    documents.compose()
    documents.use("document.annexes")
    assert documents.fill("annexes", {**DISCLOSED, "purpose": "Telaah bersama"}, tmp_path) == ""
    listed = _open(matched).disclosed.lines
    assert len(listed) == 1
    assert listed[0].cells[2:5] == (
        "Membuat lampiran",
        "BKN",
        "Telaah bersama (Pertukaran menurut perjanjian)",
    )
    assert "baris" in listed[0].cells[5]


def test_incident_runs_its_clock_until_it_is_closed(at_work: Window) -> None:
    screen = _open(at_work)
    at_work.use(screen, "incident.report")
    at_work.fill(screen, "report", {**REPORT, "day": "2026-01-05", "hour": "25.00"})
    assert screen.page == "report"
    at_work.fill(screen, "report", {"hour": "08.15"})
    assert screen.page == "main", screen.forms["report"].message.text()
    assert screen.incidents.lines[0].cells[1].startswith("✕ Lewat")
    at_work.use(screen, "incident.follow")
    at_work.fill(screen, "follow", {"text": "Lembaga diberi tahu", "closes": True})
    assert screen.incidents.lines[0].cells[1] == "✓ Ditutup"
    assert "Lembaga diberi tahu" in screen.followed.text()
    assert not screen.bar.buttons["incident.follow"].isEnabled()


def test_half_filled_incident_survives_the_lock(at_work: Window) -> None:
    screen = _open(at_work)
    at_work.use(screen, "incident.report")
    screen.forms["report"].form.set_values({**REPORT, "hour": "10.00", "vital": True})
    at_work.lock()
    at_work.unlock("sari", PASSPHRASE)
    kept = at_work.workplace.made("oversight").view.forms["report"].values()
    assert at_work.workplace.in_sight == "oversight"
    assert (kept["what"], kept["hour"], kept["vital"]) == (REPORT["what"], "10.00", True)


def test_filter_and_tab_return_after_the_lock(auditor: Window) -> None:
    screen = _open(auditor)
    screen.filters.choices["action"].set_value("officer.add")
    screen.tabs.setCurrentIndex(1)
    auditor.lock()
    auditor.unlock("agus", PASSPHRASE)
    screen = auditor.workplace.made("oversight").view
    assert isinstance(screen, OversightView)
    assert screen.filters.wanted().action == "officer.add"
    assert screen.tabs.currentIndex() == 1


def test_who_may_not_read_the_log_is_told_whose_it_is(window: Window) -> None:
    window.unlock("budi", PASSPHRASE)
    screen = _open(window)
    assert "pengawas dan admin" in screen.listed.panel.title.text()
    window.use(screen, "audit.verify")
    assert screen.verdict.text().startswith("✓")
