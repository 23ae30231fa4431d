"""Perjanjian in the window: clauses and their state, notes and events, the official's override, drafts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pages.window import Window

from padan.bootstrap import build_tools
from padan.domain.duties import Rhythm
from padan.services.open_workspace import lock, unlock

PASSPHRASE = "kopi pahit di pagi hari"
DPR = "dpr-bkn-2023"


def _clause(window: Window, key: str) -> str:
    """Return where a clause stands, as the table tells it."""
    screen = window.workplace.made("agreements").view
    return next(line.cells[1] for line in screen.clauses.lines if line.key == key)


def _open(window: Window):
    screen = window.screen("agreements")
    screen.table.choose(DPR)
    return screen


def test_every_clause_says_where_it_stands(at_work: Window) -> None:
    screen = _open(at_work)
    assert len(screen.clauses.lines) > 12
    assert all(line.cells[1] for line in screen.clauses.lines)
    articles = [line.cells[0].split(",")[0] for line in screen.clauses.lines]
    assert (
        articles.index("3(1)3")
        < articles.index("6(1)")
        < articles.index("10(2)")
        < articles.index("Lampiran")
    )
    assert _clause(at_work, "duty:periodic_report").startswith("✕ Lewat")


def test_noted_deed_answers_the_duty_and_is_on_the_log(at_work: Window) -> None:
    screen = _open(at_work)
    screen.clauses.choose("duty:periodic_report")
    at_work.use(screen, "agreement.note")
    assert screen.forms["note"].values()["kind"] == "periodic_report"
    at_work.fill(screen, "note", {"what": "Surat nomor 12/LAP/2026"})
    assert screen.page == "main", screen.forms["note"].message.text()
    assert screen.clauses.key == "duty:periodic_report"
    assert _clause(at_work, "duty:periodic_report").startswith("✓")
    assert "12/LAP/2026" in screen.history.text()
    at_work.screen("oversight")
    log = at_work.workplace.made("oversight").view.table.lines
    assert any("Mencatat kewajiban" in line.cells for line in log)


def test_event_starts_the_clock_of_its_notice(at_work: Window) -> None:
    screen = _open(at_work)
    assert _clause(at_work, "duty:force_majeure_notice").startswith("–")
    at_work.use(screen, "agreement.event")
    at_work.fill(screen, "event", {"day": date(2026, 1, 5).isoformat(), "what": "Banjir di pusat data"})
    assert screen.page == "main", screen.forms["event"].message.text()
    assert _clause(at_work, "duty:force_majeure_notice").startswith("✕ Lewat")


def test_note_of_a_day_ahead_is_refused_in_the_form(at_work: Window) -> None:
    screen = _open(at_work)
    at_work.use(screen, "agreement.note")
    at_work.fill(screen, "note", {"day": "2099-01-01", "what": "belum terjadi"})
    assert screen.page == "note"
    assert "(20260)" in screen.forms["note"].message.text()


def test_half_filled_note_survives_the_lock_with_its_duty(at_work: Window) -> None:
    screen = _open(at_work)
    at_work.use(screen, "agreement.note")
    screen.forms["note"].form.set_values({"kind": "monitoring", "what": "Rapat evaluasi"})
    at_work.lock()
    at_work.unlock("sari", PASSPHRASE)
    form = at_work.workplace.made("agreements").view.forms["note"]
    assert at_work.workplace.in_sight == "agreements"
    assert (form.values()["kind"], form.values()["what"]) == ("monitoring", "Rapat evaluasi")
    at_work.fill(at_work.workplace.made("agreements").view, "note", {})
    assert at_work.workplace.made("agreements").view.page == "main"


def test_official_records_an_override_that_is_shown_with_its_reason(window: Window) -> None:
    window.unlock("ratna", PASSPHRASE)
    screen = _open(window)
    window.use(screen, "agreement.override")
    window.fill(screen, "override", {"purposes": ["document"], "reason": "Menutup semester terakhir"})
    assert screen.page == "main", screen.forms["override"].message.text()
    assert any("Menutup semester terakhir" in line.cells[1] for line in screen.facts.lines)


def test_addendum_moves_the_end_and_an_earlier_end_is_refused(at_work: Window) -> None:
    screen = _open(at_work)
    at_work.use(screen, "agreement.extend")
    at_work.fill(screen, "extend", {"number": "ADD/1", "signed": "2026-10-01", "new_end": "2025-01-01"})
    assert "(20257)" in screen.forms["extend"].message.text()
    at_work.fill(screen, "extend", {"new_end": "2099-01-01"})
    assert screen.page == "main"
    assert screen.table.lines[0].cells[2] == "1 Januari 2099"
    assert _clause(at_work, "clause:12:addenda").startswith("1 adendum; terakhir ADD/1")


def test_scope_says_for_every_field_in_which_direction_it_may_travel(at_work: Window) -> None:
    screen = _open(at_work)
    told = {line.key: line.cells[2:] for line in screen.scope.lines}
    assert told["nip_baru"] == ("✓ boleh", "✓ boleh")
    assert told["pns_id"] == ("– tidak", "✓ boleh")


def test_auditor_reads_everything_and_changes_nothing(window: Window) -> None:
    window.unlock("agus", PASSPHRASE)
    screen = _open(window)
    assert screen.clauses.lines
    assert [name for name, one in screen.bar.buttons.items() if one.isEnabled()] == ["reload"]


def test_older_text_is_said_so_and_renewed_by_the_admin(
    place: Any, open_window: Callable[[Path], Window]
) -> None:
    """A workspace of an earlier release knows no rhythms and no clauses until its text is renewed."""
    taken = unlock(build_tools(), place.folder, "sari", PASSPHRASE)
    with taken.store as records:
        kept = records.agreements.get(DPR)
        assert kept is not None
        duties = tuple(replace(one, rhythm=Rhythm.AS_NEEDED) for one in kept.duties)
        records.agreements.put(replace(kept, version=1, duties=duties, clauses=()), "shipped")
    lock(taken)
    window = open_window(place.folder)
    window.unlock("sari", PASSPHRASE)
    screen = _open(window)
    before = len(screen.clauses.lines)
    assert screen.state.isVisible()
    window.use(screen, "agreement.renew", True)
    assert len(screen.clauses.lines) > before
    assert _clause(window, "duty:periodic_report").startswith("✕ Lewat")
    assert not screen.state.isVisible()
    assert not screen.bar.buttons["agreement.renew"].isEnabled()
