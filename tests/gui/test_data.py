"""Data in the window: people masked until a reason is given, snapshots compared, quality down to the row."""

from datetime import date
from pathlib import Path

import polars as pl
from pages.window import Window

from padan.services.receive_data import ReceiveRequest, receive

DOT = "•"


def _logged(window: Window) -> list[tuple[str, dict[str, object]]]:
    with window.program._sitting.desk.session.store.reading() as records:
        return [(one.action, one.details) for one in records.audit.entries()]


def _found(window: Window, text: str):
    screen = window.screen("data")
    window.use(screen, "data.find")
    window.type_into(screen.find_text, text)
    window.click(screen.find_button)
    window.settle()
    return screen


def _person(window: Window):
    screen = _found(window, "a")
    window.use(screen, "data.person")
    assert screen.page == "person"
    return screen


def _nip_cells(screen) -> set[str]:
    lines = [line for line in screen.person.sources.lines if line.key == "nip_baru"]
    return {cell for cell in lines[0].cells[2:] if cell}


def test_people_are_found_in_every_register_with_numbers_masked(matched: Window) -> None:
    screen = _found(matched, "a")
    assert {line.cells[0].split(",")[0] for line in screen.people.lines} == {"PERISAI", "SIASN"}
    assert all(DOT in line.cells[2] for line in screen.people.lines if line.cells[2])


def test_person_stands_side_by_side_with_their_history(matched: Window) -> None:
    screen = _person(matched)
    assert screen.person.sources.model().columnCount() >= 3
    assert screen.person.history.count() >= 2
    assert all(DOT in cell for cell in _nip_cells(screen))


def test_revealing_needs_a_reason_and_is_logged(matched: Window) -> None:
    screen = _person(matched)
    matched.use(screen, "data.reveal")
    matched.fill(screen, "reveal", {"reason": "menjawab BKN"})
    assert screen.page == "person"
    assert not any(DOT in cell for cell in _nip_cells(screen))
    assert ("data.reveal", "menjawab BKN") in [(a, d.get("reason")) for a, d in _logged(matched)]


def test_lock_masks_the_person_again(matched: Window) -> None:
    screen = _person(matched)
    matched.use(screen, "data.reveal")
    matched.fill(screen, "reveal", {"reason": "menjawab BKN"})
    matched.program.lock()
    matched.unlock("sari", "kopi pahit di pagi hari")
    screen = matched.workplace.made("data").view
    assert screen.page == "person"
    assert all(DOT in cell for cell in _nip_cells(screen))


def test_history_leads_to_the_run(matched: Window) -> None:
    screen = _person(matched)
    keys = [screen.person.history.item(n).data(256) for n in range(screen.person.history.count())]
    screen.person.history.opened.emit(next(key for key in keys if key.startswith("run:")))
    matched.settle()
    assert matched.workplace.in_sight == "matching"


def test_quality_leads_to_the_rows_that_fail(matched: Window) -> None:
    screen = matched.screen("data")
    matched.use(screen, "data.quality")
    rule = next(line for line in screen.rules.lines if line.order[3])
    screen.rules.choose(rule.key)
    matched.use(screen, "data.quality_rows")
    assert screen.page == "failing"
    assert len(screen.failing.lines) == min(rule.order[3], 50)
    matched.use(screen, "data.person")
    assert screen.page == "person"


def test_snapshot_says_where_it_comes_from(matched: Window) -> None:
    screen = matched.screen("data")
    matched.use(screen, "data.detail")
    assert "SHA-256" in screen.facts.text()
    assert "Sari Uji" in screen.facts.text()
    assert screen.columns.lines


def test_two_snapshots_of_a_register_are_compared(matched: Window, tmp_path: Path) -> None:
    screen = matched.screen("data")
    assert not screen.bar.buttons["data.compare"].isEnabled()
    _receive_changed(matched, tmp_path)
    matched.screen("data")
    newest = next(line.key for line in screen.table.lines if line.cells[0] == "SIASN")
    screen.table.choose(newest)
    assert screen.timeline.count() == 2
    matched.use(screen, "data.compare")
    matched.click(screen.forms["compare"].ok)
    matched.settle()
    assert screen.page == "compared"
    told = [screen.compared.table.cells(n) for n in range(screen.compared.table.model().rowCount())]
    assert [(one[0], one[3], one[5]) for one in told] == [("≠ Berubah", "Nama", "NAMA BARU LATIHAN")]


def _receive_changed(window: Window, folder: Path) -> None:
    """Receive the SIASN register again with one name changed."""
    session, tools = window.program._sitting.desk.session, window.program.tools()
    with session.store.reading() as records:
        first = next(one for one in records.snapshots.all() if one.register == "SIASN")
        table = records.snapshots.load(first.id)
    digits = pl.col("nip_baru").str.replace_all(r"[^0-9]", "")
    single = (digits.str.len_bytes() == 18) & digits.is_unique() & pl.col("nama").is_not_null()
    chosen = table.filter(single)["_row"][0]
    named = pl.when(pl.col("_row") == chosen).then(pl.lit("NAMA BARU LATIHAN")).otherwise(pl.col("nama"))
    changed = table.with_columns(named.alias("nama")).drop("_row", "_sheet_row")
    target = folder / "siasn-2.csv"
    changed.write_csv(target)
    request = ReceiveRequest(target, first.agreement_id, "SIASN", position=date(2026, 11, 20))
    receive(session, tools, request)
