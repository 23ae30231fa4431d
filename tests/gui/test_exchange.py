"""Pertukaran through the real window on real stores: keys, packages out and in, what is refused."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pages.exchange import Counter, make_partner
from pages.window import Window
from pytestqt.qtbot import QtBot

PASSPHRASE = "kopi pahit di pagi hari"
Open = Callable[[Path], Window]


@pytest.fixture(scope="session")
def partner_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mitra") / "ruang"
    make_partner(folder, PASSPHRASE)
    return folder


@pytest.fixture
def offices(
    matched_once: Path, partner_once: Path, tmp_path: Path, open_window: Open, qtbot: QtBot
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
