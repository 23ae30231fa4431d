"""On real stores: any order, copies and losses lead to one state; a store that went back shows."""

import random
import shutil
from pathlib import Path

import pytest

from padan.common.codes import handover as codes
from padan.domain.elements import BY_CODE
from padan.domain.exchange.incoming import InState
from padan.domain.exchange.parcel import TableOut
from padan.services.exchange import hand_over, open_package, show_exchange
from padan.training.export_files import WrittenFiles

from .conftest import AGREEMENT, Office
from .forging import forge, people, person, proposals, receipts

OURS = next(one for one in BY_CODE if BY_CODE[one].owner == "bkn")
RECALL = ("paket_uuid", "paket_sha256", "alasan")


def session_of(dpr: Office, bkn: Office, register_files: WrittenFiles) -> list[Path]:
    """Five packages of DPR: people, a proposal, a recall, people again; and a receipt on its own chain."""
    sent = bkn.seal("DATA", subject=bkn.receive(register_files.siasn, "SIASN"))
    with bkn.at("sari").store.reading() as records:
        name = records.row_names.by_row(sent.snapshot_id, [0])[0]
    asked = ("u1", name.id_baris, name.sidik_baris, "", OURS, "a", "b", "", "", "", "2026-11-23")
    paths, before = list[Path](), ""

    def add(table: TableOut) -> None:
        nonlocal before
        number = len(paths) + 1
        chained = {"previous": before} if before else {}
        path = forge(dpr, bkn, [table], uuid=f"uuid-sesi-{number}", number=number, **chained)
        before = open_package.inspect(bkn.at("sari"), bkn.tools, str(path)).package_sha256
        paths.append(path)

    add(people(person("r1"), person("r2", "199102022016032002")))
    first = before
    add(proposals(asked))
    add(TableOut("tarik.csv", RECALL, [("uuid-sesi-1", first, "keliru")]))
    add(people(person("r1"), person("r3", "199203032017031003")))
    row = (sent.id, sent.package_sha256, "TT-1", "utuh", "0", "0", str(sent.rows), "2026-11-23T03:00:00Z")
    return [*paths, forge(dpr, bkn, [receipts(row)], uuid="uuid-sesi-tt", chain="tt")]


def state_of(bkn: Office) -> object:
    """What the store came to, without ids, times and the log."""
    with bkn.at("sari").store.reading() as records:
        packages = {
            one.uuid: (one.state, one.code, one.number, one.result, sorted(one.warnings))
            for one in records.packages_in.all()
        }
        kept = [list(records.originals.pieces(one.id)) for one in records.packages_in.all()]
        told = sorted(
            (one.subject, repr(one.body["row"][2:7]), repr(one.body["errors"]))  # type: ignore[index]
            for one in records.packages_out.waiting()
        )
        listed = [(one.id, one.state, one.target_row, one.nip) for one in records.corrections.all(AGREEMENT)]
        tables = sorted((one.party, one.content_digest) for one in records.snapshots.all())
        out = [(one.number, one.state) for one in records.packages_out.all()]
    return packages, kept, told, listed, tables, out


@pytest.mark.parametrize("seed", range(4))
def test_any_order_with_copies_and_a_loss_leads_to_the_same_state(
    offices: tuple[Office, Office], register_files: WrittenFiles, tmp_path: Path, seed: int
) -> None:
    dpr, bkn = offices
    paths = session_of(dpr, bkn, register_files)
    bkn.leave()
    shutil.copytree(bkn.folder, tmp_path / "lain")
    other = Office(bkn.tools, tmp_path / "lain", bkn.party, bkn.table)
    for path in paths:
        assert bkn.open(path).state is InState.APPLIED
    dice = random.Random(seed)
    lost = dice.randrange(4)
    order = [one for one in range(5) if one != lost] + dice.choices(
        [one for one in range(5) if one != lost], k=3
    )
    dice.shuffle(order)
    for place in order:
        assert other.open(paths[place]).state is not InState.REFUSED
    missing = [one.numbers for one in show_exchange.exchange(other.at("sari")).missing]
    assert missing == ([(lost + 1,)] if lost < 3 else [])
    other.open(paths[lost])
    assert state_of(other) == state_of(bkn)
    other.leave()


def test_store_that_went_back_is_noticed_by_both(
    offices: tuple[Office, Office], register_files: WrittenFiles, tmp_path: Path
) -> None:
    dpr, bkn = offices
    snapshot = dpr.receive(register_files.steward, "PERISAI")
    bkn.open(dpr.send("DATA", subject=snapshot))
    dpr.leave()
    shutil.copytree(dpr.folder, tmp_path / "cadangan")
    bkn.open(dpr.send("KUNCI"))
    told = bkn.send("TT")
    dpr.leave()
    shutil.rmtree(dpr.folder)
    shutil.copytree(tmp_path / "cadangan", dpr.folder)
    again = bkn.open(dpr.send("KUNCI"))
    assert again.fault is not None
    assert (again.state, again.fault.code) == (InState.REFUSED, codes.NUMBER_REUSED)
    here = dpr.open(told)
    assert codes.OWN_STORE_ROLLED_BACK in here.package.warnings


def test_lost_package_is_named_by_number_and_resent_byte_by_byte(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    first = dpr.seal("DATA", subject=dpr.receive(register_files.steward, "PERISAI"))
    written = hand_over.write(dpr.at("sari"), dpr.tools, first.id, str(dpr.table))
    original = (dpr.table / written.file_name).read_bytes()
    (dpr.table / written.file_name).unlink()
    held = bkn.open(dpr.send("KUNCI"))
    assert held.fault is not None
    assert (held.state, held.fault.values["missing"]) == (InState.HELD, "1")
    again = hand_over.write(dpr.at("sari"), dpr.tools, first.id, str(dpr.table))
    assert (again.again, (dpr.table / again.file_name).read_bytes()) == (True, original)
    opened = bkn.open(dpr.table / again.file_name)
    assert (opened.state, [one.number for one in opened.released]) == (InState.APPLIED, [2])
