"""Beranda: what is due, what waits, the last exchange, the composition that can be clicked through."""

from pages.window import Window
from PySide6.QtCore import Qt

from padan.gui.widgets.line_link import LineLink

PASSPHRASE = "kopi pahit di pagi hari"


def _words(window: Window, box: str) -> list[str]:
    card = window.screen("home")._cards[box]
    return [one.words.text() for one in card.findChildren(LineLink)]


def test_empty_workspace_explains_itself_and_leads_to_receiving(at_work: Window) -> None:
    view = at_work.screen("home")
    assert view.empty.isVisible()
    assert not view.chart.isVisible()
    at_work.click(view.next_button)
    at_work.settle()
    assert at_work.workplace.in_sight == "data"


def test_empty_workspace_tells_the_verifikator_who_begins(window: Window) -> None:
    window.unlock("budi", PASSPHRASE)
    assert "Petugas menerima berkas" in window.screen("home").empty.text()


def test_what_waits_leads_there_in_one_click(matched: Window) -> None:
    line = matched.screen("home")._cards["waiting"].findChildren(LineLink)[0]
    assert line.words.text().startswith("3 pasangan")
    matched.click(line.button)
    matched.settle()
    assert matched.workplace.in_sight == "review"


def test_last_exchange_names_register_and_partner(matched: Window) -> None:
    assert {words.split(" (")[0] for words in _words(matched, "exchange")} == {"PERISAI", "SIASN"}
    assert all("ditolak" in words for words in _words(matched, "quality"))


def test_missing_backup_is_told_to_the_admin_only(matched: Window) -> None:
    assert any("cadangan" in words for words in _words(matched, "waiting"))
    matched.lock()
    matched.unlock("budi", PASSPHRASE)
    assert not any("cadangan" in words for words in _words(matched, "waiting"))


def test_chart_counts_every_row_of_both_sides(matched: Window) -> None:
    parts = matched.screen("home").chart.bars.parts
    runs = matched.program._sitting._session.store
    with runs.reading() as records:
        rows = records.runs.all()[0].summary["rows"]
    assert sorted({one.group for one in parts}) == ["BKN", "Setjen DPR RI"]
    assert sum(one.value for one in parts) == rows["a"] + rows["b"]


def test_chart_is_read_and_chosen_by_keyboard(matched: Window) -> None:
    chart = matched.screen("home").chart.bars
    chart.setFocus()
    matched.bot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current
    assert "Padan" in chart.accessibleName()
    while chart.current != "differing":
        matched.bot.keyClick(chart, Qt.Key.Key_Right)
    matched.bot.keyClick(chart, Qt.Key.Key_Return)
    matched.settle()
    assert matched.workplace.in_sight == "matching"
    assert matched.workplace.made("matching").view.page == "findings"


def test_clicking_a_piece_of_the_chart_opens_its_findings(matched: Window) -> None:
    home = matched.screen("home")
    point = home.chart.middle_of("only_a")
    matched.bot.mouseClick(home.chart.bars, Qt.MouseButton.LeftButton, pos=point)
    matched.settle()
    assert matched.workplace.made("matching").view.page == "findings"
    matched.screen("home")
    matched.click(home.chart.legend["review"].button)
    matched.settle()
    assert matched.workplace.in_sight == "review"


def test_agreement_state_is_said_in_words_and_days(at_work: Window) -> None:
    view = at_work.screen("home")
    assert any("Setjen DPR RI – BKN" in words for words in _words(at_work, "agreements"))
    labels = [one.text() for one in view._cards["agreements"].findChildren(type(view.greeting))]
    assert any("Berakhir" in text and "hari yang lalu" in text for text in labels)


def test_narrow_window_stands_the_columns_one_under_the_other(matched: Window) -> None:
    view = matched.screen("home")
    matched.program.window.resize(700, 600)
    matched.bot.wait(20)
    assert view.columns.direction() == view.columns.Direction.TopToBottom
