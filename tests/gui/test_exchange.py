"""Pertukaran through the real window on real stores: keys, packages out and in, what is refused."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from pages.exchange import Counter, Post, button, notices
from pages.window import Window
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sweep import contrast, fit, names, signs

from padan.bootstrap import build_tools
from padan.gui.application import Application, Practice, Start
from padan.gui.exchange.view import ExchangeView
from padan.gui.machine_settings import MachineSettings
from padan.gui.theme.look import look
from padan.gui.widgets.line_link import LineLink
from padan.services.exchange import keep_keys
from padan.services.open_workspace import lock

PASSPHRASE = "kopi pahit di pagi hari"
Open = Callable[[Path], Window]
CHECKS = (names.unnamed, fit.clipped, fit.outside, fit.overlapping, contrast.faint, signs.colour_alone)


@pytest.fixture
def offices(
    matched_once: Path, partner_once: Path, tmp_path: Path, open_window: Open
) -> tuple[Counter, Counter]:
    """Setjen DPR and BKN, each with its window, its petugas unlocked."""
    made = []
    for name, folder in (("dpr", matched_once), ("bkn", partner_once)):
        shutil.copytree(folder, tmp_path / name / "ruang")
        stick = tmp_path / name / "usb"
        stick.mkdir()
        made.append(Counter(open_window(tmp_path / name / "ruang"), stick, PASSPHRASE).as_("sari"))
    return made[0], made[1]


def _acquaint(dpr: Counter, bkn: Counter) -> None:
    ours, theirs = dpr.make_keys(), bkn.make_keys()
    read = {"dpr": dpr.fingerprint(), "bkn": bkn.fingerprint()}
    dpr.befriend(theirs, lambda: read["bkn"])
    bkn.befriend(ours, lambda: read["dpr"])


def test_register_crosses_and_is_receipted(offices: tuple[Counter, Counter]) -> None:
    dpr, bkn = offices
    _acquaint(dpr, bkn)
    assert "dipercaya" in dpr.view.pages["keys"].table.lines[-1].cells[2]
    sent = dpr.send("DATA")
    view = dpr.choose("out", dpr.view.pages["out"].table.key)
    dpr.window.use(view, "exchange.hand_over")
    dpr.window.fill(view, "hand_over", {"medium": "USB 1", "person": "Petugas BKN"})
    assert view.pages["out"].table.lines[0].cells[0] == "diserahkan"
    cover = dpr.stick / "surat.pdf"
    dpr.window.use(view, "exchange.cover", cover)
    assert cover.read_bytes().startswith(b"%PDF")

    there = bkn.as_("sari").look(sent)
    assert there.page == "arrival"
    assert "dapat diterapkan" in there.arrival.verdict.text()
    told = dict(line.cells for line in there.arrival.table.lines)
    assert "Setjen DPR RI" in told["Ditandatangani"]
    assert told["Untuk"] == "BKN"
    assert there.pages["in"].table.lines == []  # nothing is taken by looking
    bkn.window.use(there, "exchange.apply")
    assert there.pages["in"].table.lines[0].cells[0] == "diterapkan"
    again = bkn.look(sent)
    assert "Sudah pernah diterima" in again.arrival.verdict.text()
    again.close_form()

    receipt = bkn.send("TT")
    back = dpr.as_("sari").take(receipt)
    assert back.pages["in"].table.lines[0].cells[1] == "Tanda terima"
    dpr.choose("out", back.pages["out"].table.lines[0].key)
    assert back.pages["out"].table.lines[0].cells[0] == "dijawab"
    assert "Selesai" in back.pages["out"].turn.text()


@dataclass(frozen=True)
class Acquainted:
    """Two offices that trust each other, and three packages of DPR's on the stick, in their order."""

    dpr: Path
    bkn: Path
    stick: Path
    files: list[Path]


@pytest.fixture(scope="session")
def acquainted_once(
    tmp_path_factory: pytest.TempPathFactory, matched_once: Path, partner_once: Path
) -> Acquainted:
    base = tmp_path_factory.mktemp("kenal")
    dpr, bkn, stick = base / "dpr", base / "bkn", base / "usb"
    shutil.copytree(matched_once, dpr)
    shutil.copytree(partner_once, bkn)
    stick.mkdir()
    post = Post(stick, PASSPHRASE)
    post.acquaint(dpr, bkn)
    return Acquainted(dpr, bkn, stick, [post.send(dpr, kind) for kind in ("DATA", "KUNCI", "DATA")])


@pytest.fixture
def bkn(acquainted_once: Acquainted, tmp_path: Path, open_window: Open) -> Counter:
    """BKN's window, its petugas unlocked, at a copy of its office."""
    shutil.copytree(acquainted_once.bkn, tmp_path / "ruang")
    (tmp_path / "usb").mkdir()
    return Counter(open_window(tmp_path / "ruang"), tmp_path / "usb", PASSPHRASE).as_("sari")


def test_early_package_is_held_and_follows_when_the_gap_closes(
    bkn: Counter, acquainted_once: Acquainted
) -> None:
    first, second, third = acquainted_once.files
    view = bkn.look(third)
    assert "Paket 1, 2 belum diterima" in view.arrival.verdict.text()
    assert not button(view, "exchange.apply").isEnabled()
    bkn.window.use(view, "exchange.set_aside")
    assert view.pages["in"].table.lines[0].cells[0] == "ditahan"
    assert "belum diterima: paket nomor 1, 2" in notices(view, "in")
    bkn.take(first)
    bkn.take(second)
    assert "3" in bkn.window.message
    assert {line.cells[0] for line in view.pages["in"].table.lines} == {"diterapkan"}
    assert notices(view, "in") == ""


def test_forged_package_goes_to_quarantine_sealed_as_it_came(
    bkn: Counter, acquainted_once: Acquainted, tmp_path: Path
) -> None:
    """One that was sealed to BKN but signed by nobody BKN trusts."""
    stranger, stick = tmp_path / "lain", tmp_path / "lain-usb"
    stick.mkdir()
    shutil.copytree(acquainted_once.dpr, stranger)
    post = Post(stick, PASSPHRASE)
    session = post.sit(stranger, "sari")
    keep_keys.make_keys(session, post.tools)  # new keys that BKN never saw
    lock(session)
    view = bkn.look(post.send(stranger, "DATA"))
    assert "Tidak dapat dipercaya" in view.arrival.verdict.text()
    assert not button(view, "exchange.apply").isEnabled()
    bkn.window.use(view, "exchange.set_aside")
    [line] = view.pages["in"].table.lines
    assert line.cells[0] == "di karantina"
    assert not button(view, "exchange.result").isEnabled()
    assert not button(view, "exchange.paper").isEnabled()
    bkn.as_("ratna")
    assert "1 paket tertahan atau di karantina" in _home(bkn)


def _home(office: Counter) -> str:
    screen = office.window.screen("home")
    return " ".join(one.text() for one in screen.findChildren(QLabel))


def test_damaged_file_is_told_and_stays_where_it_is(
    bkn: Counter, acquainted_once: Acquainted, tmp_path: Path
) -> None:
    broken = tmp_path / "rusak.zip.age"
    broken.write_bytes(acquainted_once.files[0].read_bytes()[:5_000])
    view = bkn.look(broken)
    assert view.page == "main"
    assert "(50002)" in bkn.window.message
    assert view.pages["in"].table.lines == []
    assert broken.stat().st_size == 5_000


def test_wrong_fingerprint_is_refused_and_never_shown_before_it_was_heard(
    matched: Window, acquainted_once: Acquainted
) -> None:
    office = Counter(matched, acquainted_once.stick, PASSPHRASE)
    post = Post(acquainted_once.stick, PASSPHRASE)
    session = post.sit(acquainted_once.bkn, "sari")
    key = keep_keys.own_card(session)[0].id
    lock(session)
    view = office.use("exchange.receive_card", acquainted_once.stick / f"{key}.kartu.json")
    assert view.tab == "keys"
    cells = [cell for line in view.pages["keys"].table.lines for cell in line.cells]
    shown = "".join([*(one.text() for one in view.findChildren(QLabel)), *cells])
    assert key[:8].upper() not in shown.replace(" ", "").upper()
    office.window.use(view, "exchange.compare")
    office.window.fill(view, "compare", {"heard": "A1B2 C3D4"})
    assert view.page == "compare"
    assert "(50202)" in view.forms["compare"].message.text()
    office.window.fill(view, "compare", {"heard": key})
    assert not button(view, "exchange.trust").isEnabled()  # the second comparison is another officer's


def test_own_package_cannot_be_approved_by_its_preparer(written: Window) -> None:
    office = Counter(written, Path(), PASSPHRASE)
    view = office.view
    view.show_tab("out")
    office.window.use(view, "exchange.leaving")
    assert view.leaving.table is not None
    assert len(view.leaving.table.lines) == 20
    assert "Tidak ikut" in view.leaving.facts.text()
    assert not button(view, "exchange.approve").isEnabled()
    office.window.use(view, "exchange.drop")
    office.window.fill(view, "drop", {"reason": "salah potret"})
    assert view.pages["out"].table.lines[0].cells[0] == "dibatalkan"


def test_lock_takes_what_leaves_off_the_screen_and_comes_back_to_the_tab(written: Window) -> None:
    office = Counter(written, Path(), PASSPHRASE)
    view = office.view
    view.show_tab("keys")
    office.window.lock()
    assert written.locked
    office.window.unlock("sari", PASSPHRASE)
    again = written.workplace.made("exchange").view
    assert isinstance(again, ExchangeView)
    assert again.tab == "keys"


def test_lock_over_an_arrival_comes_back_to_it_with_nothing_taken(
    bkn: Counter, acquainted_once: Acquainted
) -> None:
    view = bkn.look(acquainted_once.files[0])
    assert view.page == "arrival"
    bkn.as_("sari")
    again = bkn.window.workplace.made("exchange").view
    assert isinstance(again, ExchangeView)
    bkn.window.settle()
    assert again.page == "arrival"
    assert again.pages["in"].table.lines == []
    bkn.window.use(again, "exchange.apply")
    assert again.pages["in"].table.lines[0].cells[0] == "diterapkan"


def test_watched_folder_tells_of_new_packages_and_opens_none(
    bkn: Counter, acquainted_once: Acquainted, tmp_path: Path
) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    view = bkn.view
    view.show_tab("in")
    bkn.window.use(view, "exchange.watch", folder)
    assert notices(view, "in") == ""
    shutil.copy(acquainted_once.files[0], folder)
    bkn.window.bot.waitUntil(lambda: "Paket baru" in notices(view, "in"), timeout=10_000)
    assert view.pages["in"].table.lines == []
    [link] = view.pages["in"].findChildren(LineLink)
    bkn.window.click(link.button)
    bkn.window.settle()
    assert view.page == "arrival"
    bkn.window.use(view, "exchange.apply")
    assert notices(view, "in") == ""
    bkn.window.use(view, "exchange.watch", True)  # asked whether to stop
    assert "dipantau" not in notices(view, "in")


def test_double_click_on_a_package_leads_to_what_is_in_it(
    acquainted_once: Acquainted, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    folder = Path(shutil.copytree(acquainted_once.bkn, tmp_path / "ruang"))
    machine = MachineSettings(tmp_path / "padan.ini")
    program = Application(Start(build_tools, folder, machine=machine, package=acquainted_once.files[0]))
    program.show()
    window = Window(program, qtbot)
    window.unlock("sari", PASSPHRASE)
    view = window.workplace.made("exchange").view
    assert isinstance(view, ExchangeView)
    assert (window.workplace.in_sight, view.page) == ("exchange", "arrival")
    assert "dapat diterapkan" in view.arrival.verdict.text()
    program.stop()
    program.window.close()


def test_auditor_sees_columns_but_no_row_of_a_package(written: Window) -> None:
    office = Counter(written, Path(), PASSPHRASE).as_("agus")
    view = office.view
    view.show_tab("out")
    office.window.use(view, "exchange.leaving")
    assert view.leaving.table is not None
    assert view.leaving.table.lines == []
    assert "nip_baru" in view.leaving.facts.text()


def test_arrival_is_legible_in_every_look(bkn: Counter, acquainted_once: Acquainted) -> None:
    bkn.window.program.window.resize(1280, 720)
    view = bkn.look(acquainted_once.files[0])
    found = []
    for scheme, percent in product(("light", "dark", "contrast"), (100, 150, 200)):
        look().choose(scheme, percent)
        for _ in range(3):
            QApplication.processEvents()
        found += [one for check in CHECKS for one in check(bkn.window.program.window)]
    look().choose("system", 100)
    assert view.page == "arrival"
    assert found == []


def test_partner_is_not_there_outside_the_practice_workspace(at_work: Window, tmp_path: Path) -> None:
    assert not button(Counter(at_work, tmp_path, PASSPHRASE).view, "exchange.partner").isVisible()


def test_partner_says_what_it_did_and_dialogs_begin_in_the_shared_folder(
    partner_once: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    folder = Path(shutil.copytree(partner_once, tmp_path / "ruang"))
    post = tmp_path / "pos"
    post.mkdir()
    practice = Practice(
        lambda _tools: folder, PASSPHRASE, lambda _tools: (["Mitra menyerahkan kartunya."], post)
    )
    machine = MachineSettings(tmp_path / "padan.ini")
    program = Application(Start(build_tools, folder, practice=practice, machine=machine))
    program.show()
    office = Counter(Window(program, qtbot), tmp_path, PASSPHRASE).as_("sari")
    office.use("exchange.partner", None)
    assert ("tell", "Mitra latihan (Setjen DPR RI):") in program.dialogs.asked
    folders: list[str] = []
    program.dialogs.open_file = lambda _title, _kinds, start="": folders.append(start)
    office.window.click(button(office.view, "exchange.open"))
    assert folders == [str(post)]
    program.stop()
    program.window.close()
