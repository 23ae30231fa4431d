"""Results in the window: findings, review by key, corrections, exports, people; and locks in between."""

from pathlib import Path
from time import perf_counter

from pages.window import Window
from PySide6.QtCore import Qt

PASSPHRASE = "kopi pahit di pagi hari"
NOTE = {"recipient": "BKN", "purpose": "perbaikan data", "ground": "exchange"}


def _relock(window: Window) -> None:
    window.program.lock()
    window.unlock("sari", PASSPHRASE)


def test_result_balances_on_both_sides(matched: Window) -> None:
    screen = matched.screen("matching")
    matched.use(screen, "matching.result")
    rows = {
        line.key: [int(cell.replace(".", "").replace("–", "0")) for cell in line.cells[1::2]]
        for line in screen.classes.lines
    }
    total = rows.pop("total")
    assert [sum(column) for column in zip(*rows.values(), strict=True)] == total


def _findings(window: Window):
    screen = window.screen("matching")
    window.use(screen, "matching.findings")
    return screen


def _height(screen) -> int:
    return screen.findings.table.model().rowCount()


def test_findings_are_filtered_and_explained(matched: Window) -> None:
    screen = _findings(matched)
    every = _height(screen)
    screen.findings.filters["element"].set_value("nama")
    matched.settle()
    assert 0 < _height(screen) < every
    assert {screen.findings.table.cells(row)[5] for row in range(_height(screen))} == {"Nama"}
    matched.use(screen, "matching.explain")
    assert screen.findings.evidence.fields.rowCount() > 5
    assert len(screen.findings.evidence.weights.parts) == 7


def test_findings_are_sought_by_name_and_sorted(matched: Window) -> None:
    screen = _findings(matched)
    name = screen.findings.table.cells(0)[4]
    screen.findings.text.setText(name.split()[0].lower())
    screen.findings.text.returnPressed.emit()
    matched.settle()
    sought = name.split()[0].casefold()
    assert all(sought in " ".join(screen.findings.table.cells(n)).casefold() for n in range(_height(screen)))
    screen.findings.table.horizontalHeader().setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    matched.settle()
    numbers = [screen.findings.table.cells(n)[3] for n in range(_height(screen))]
    assert numbers == sorted(numbers, reverse=True)


def test_saved_view_comes_back_with_filters_and_columns(matched: Window) -> None:
    screen = _findings(matched)
    screen.findings.filters["owner"].set_value("bkn")
    screen.findings._hide("row_a", True)
    matched.settle()
    count = _height(screen)
    matched.use(screen, "findings.keep")
    matched.fill(screen, "keep_view", {"name": "Milik BKN"})
    matched.use(screen, "findings.clear")
    assert _height(screen) > count
    screen.findings.saved.set_value("Milik BKN")
    matched.settle()
    assert (_height(screen), screen.findings.table.isColumnHidden(1)) == (count, True)
    matched.use(screen, "findings.drop")
    assert screen.findings.saved.count() == 1


def test_row_without_match_shows_the_nearest_and_why_not(matched: Window) -> None:
    screen = _findings(matched)
    for klass in ("only_a", "only_b"):
        screen.findings.filters["klass"].set_value(klass)
        matched.settle()
        for place in range(min(_height(screen), 40)):
            screen.findings.table.stand_on(place)
            matched.use(screen, "matching.explain")
            if screen.findings.nearest.count():
                assert "padanan" in screen.findings.evidence.reasons.text()
                return
    raise AssertionError("no row without a match has a candidate")


def test_part_of_the_result_leads_to_its_findings(matched: Window) -> None:
    screen = matched.screen("matching")
    matched.use(screen, "matching.result")
    matched.click(screen.bars.legend["only_a"])
    matched.settle()
    assert screen.page == "findings"
    assert {screen.findings.table.cells(n)[0] for n in range(_height(screen))} == {"Hanya di A"}


def test_any_two_rows_are_explained(matched: Window) -> None:
    screen = matched.screen("matching")
    matched.use(screen, "matching.explain_pair")
    matched.fill(screen, "pair", {"a": "0", "b": "0"})
    assert screen.page == "findings"
    assert screen.findings.evidence.isVisible()


def test_findings_are_exported_as_a_recorded_disclosure(matched: Window, tmp_path: Path) -> None:
    screen, target = matched.screen("matching"), tmp_path / "temuan.csv"
    matched.use(screen, "matching.export")
    matched.fill(screen, "export", NOTE, target)
    assert target.is_file()
    assert "matching.export" in _logged(matched)


def test_export_without_recipient_is_not_sent(matched: Window) -> None:
    screen = matched.screen("matching")
    matched.use(screen, "matching.export")
    matched.fill(screen, "export", {"purpose": "x"})
    assert screen.page == "export"
    assert "Penerima" in screen.forms["export"].message.text()


def _logged(window: Window) -> list[str]:
    with window.program._sitting.desk.session.store.reading() as records:
        return [one.action for one in records.audit.entries()]


def _bench(window: Window):
    window.use(window.screen("matching"), "matching.review")
    return window.workplace.made("review").view


def _states(bench) -> dict[str, str]:
    return {line.key: line.cells[4] for line in bench.queue.lines}


def test_pair_is_decided_by_two_keys_and_undone(matched: Window) -> None:
    bench = _bench(matched)
    first = bench.queue.key
    for key in (Qt.Key.Key_1, Qt.Key.Key_S):
        matched.bot.keyClick(bench.queue, key)
    matched.settle()
    assert _states(bench)[first] == "Sama"
    assert bench.queue.key != first
    assert bench.done.value() == 1
    matched.use(bench, "review.undo")
    assert set(_states(bench).values()) == {"Terbuka"}
    assert bench.queue.key == first


def test_decision_without_reason_is_not_taken(matched: Window) -> None:
    bench = _bench(matched)
    first = bench.queue.key
    matched.bot.keyClick(bench.queue, Qt.Key.Key_B)
    matched.settle()
    assert (bench.queue.key, _states(bench)[first]) == (first, "Terbuka")
    assert "alasan" in bench.standing.text()


def test_pair_put_off_needs_no_reason_and_stays_open(matched: Window) -> None:
    bench = _bench(matched)
    first = bench.queue.key
    matched.bot.keyClick(bench.queue, Qt.Key.Key_L)
    matched.settle()
    assert _states(bench)[first] == "Dilewati"
    assert bench.done.value() == 0


def test_next_pair_is_in_sight_at_once(matched: Window) -> None:
    bench = _bench(matched)
    second = bench.queue.lines[1]
    matched.bot.keyClick(bench.queue, Qt.Key.Key_1)
    start = perf_counter()
    matched.bot.keyClick(bench.queue, Qt.Key.Key_S)
    assert perf_counter() - start < 0.1
    assert second.cells[0] in bench.candidates.currentText()
    matched.settle()


def test_queue_is_filtered_by_reason(matched: Window) -> None:
    bench = _bench(matched)
    why = bench.why.itemData(1)
    bench.why.set_value(why)
    matched.settle()
    assert bench.queue.lines
    assert len({line.cells[3] for line in bench.queue.lines}) == 1


def test_letters_typed_as_a_reason_decide_nothing(matched: Window) -> None:
    matched.screen("matching")
    matched.use(matched.workplace.made("matching").view, "matching.review")
    bench = matched.workplace.made("review").view
    matched.type_into(bench.reason, "sblsbl")
    matched.settle()
    assert bench.reason.text() == "sblsbl"
    assert set(_states(bench).values()) == {"Terbuka"}


def test_lock_returns_to_the_same_pair_with_its_reason(matched: Window) -> None:
    matched.use(matched.screen("matching"), "matching.review")
    bench = matched.workplace.made("review").view
    bench.queue.choose(bench.queue.lines[1].key)
    matched.settle()
    bench.reason.setText("ijazah sama")
    key = bench.queue.key
    _relock(matched)
    bench = matched.workplace.made("review").view
    assert matched.workplace.in_sight == "review"
    assert (bench.queue.key, bench.reason.text()) == (key, "ijazah sama")


def test_decisions_make_a_new_run(matched: Window) -> None:
    matched.use(matched.screen("matching"), "matching.review")
    bench = matched.workplace.made("review").view
    matched.click(bench.presets["name_birth"])
    matched.use(bench, "review.same")
    matched.use(bench, "review.apply")
    assert matched.workplace.in_sight == "matching"
    assert len(matched.workplace.made("matching").view.runs.lines) == 2


def _proposed(window: Window):
    window.use(window.screen("matching"), "matching.propose")
    screen = window.workplace.made("corrections").view
    window.fill(screen, "propose", {"elements": ["nama"]})
    return screen


def test_correction_is_sent_and_refused_with_a_reason(matched: Window) -> None:
    screen = _proposed(matched)
    key = screen.table.key
    for outcome, reason, state in (("sent", "", "Dikirim"), ("refused", "sudah benar", "Ditolak")):
        screen.table.choose(key)
        matched.use(screen, "correction.answer")
        matched.fill(screen, "answer", {"outcome": outcome, "reason": reason})
        assert [line.cells[6] for line in screen.table.lines if line.key == key] == [state]
    assert screen.history.count() == 3
    assert "sudah benar" in screen.history.item(2).text()


def test_proposals_alike_are_answered_at_once(matched: Window) -> None:
    screen = _proposed(matched)
    count = len(screen.table.lines)
    matched.use(screen, "correction.answer")
    matched.fill(screen, "answer", {"outcome": "sent", "scope": "alike"})
    assert [line.cells[6] for line in screen.table.lines] == ["Dikirim"] * count


def test_corrections_are_filtered_and_lead_to_the_person(matched: Window) -> None:
    screen = _proposed(matched)
    name = screen.table.lines[0].cells[1]
    assert name
    screen.text.setText(name)
    shown = [line.cells for line in screen.table.lines]
    assert shown
    assert all(name in " ".join(cells) for cells in shown)
    screen.filters["element"].set_value("jenjang")
    assert not screen.table.lines
    screen.filters["element"].set_value("")
    matched.use(screen, "correction.person")
    assert matched.workplace.in_sight == "data"
    assert matched.workplace.made("data").view.page == "person"


def test_refusal_without_reason_stays_in_the_form(matched: Window) -> None:
    screen = _proposed(matched)
    key = screen.table.key
    matched.use(screen, "correction.answer")
    matched.fill(screen, "answer", {"outcome": "sent"})
    screen.table.choose(key)
    matched.use(screen, "correction.answer")
    matched.fill(screen, "answer", {"outcome": "refused"})
    assert screen.page == "answer"
    assert "(20322)" in screen.forms["answer"].message.text()


def test_answer_half_typed_survives_the_lock(matched: Window) -> None:
    screen = _proposed(matched)
    matched.use(screen, "correction.answer")
    screen.forms["answer"].form.set_values({"outcome": "withdrawn", "reason": "salah unsur"})
    _relock(matched)
    screen = matched.workplace.made("corrections").view
    values = screen.forms["answer"].values()
    assert (screen.page, values["outcome"], values["reason"]) == ("answer", "withdrawn", "salah unsur")
    matched.click(screen.forms["answer"].ok)
    matched.settle()
    assert screen.page == "main"


def test_half_typed_berita_acara_survives_the_lock_and_is_composed(matched: Window) -> None:
    screen = matched.screen("documents")
    matched.use(screen, "document.compose")
    screen.forms["compose"].form.set_values({"number_first": "KS/1/2026", "place": "Bogor"})
    _relock(matched)
    screen = matched.workplace.made("documents").view
    assert screen.forms["compose"].values()["place"] == "Bogor"
    matched.click(screen.forms["compose"].ok)
    matched.settle()
    assert screen.page == "main", screen.forms["compose"].message.text()
    assert "KS/1/2026" in screen.table.lines[0].cells[4]


def test_preparer_cannot_verify_own_document(matched: Window) -> None:
    screen = matched.screen("documents")
    matched.use(screen, "document.compose")
    matched.fill(screen, "compose", {})
    assert not screen._bars[1].buttons["document.verify"].isEnabled()


def test_home_counts_what_waits_and_leads_there(matched: Window) -> None:
    screen = matched.screen("home")
    assert screen._next.screen == "review"
    assert "3" in screen.next_text.text()
    matched.click(screen.next_button)
    matched.settle()
    assert matched.workplace.in_sight == "review"
