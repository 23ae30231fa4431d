"""Nobody's data outside the sealed package: not in file names, cover sheets, receipts, plans or the log."""

from padan.domain.elements import BY_CODE
from padan.domain.exchange.sheets import cover_sheet
from padan.services.exchange import hand_over, show_exchange
from padan.training.export_files import WrittenFiles

from .conftest import Office
from .forging import forge, people, proposals

OURS = next(one for one in BY_CODE if BY_CODE[one].owner == "bkn")
CANARY = "KENARI"
NIP = "199009092015031009"


def persons(office: Office, snapshot: str) -> set[str]:
    """Every number and name of a register."""
    with office.at("sari").store.reading() as records:
        rows = records.snapshots.load(snapshot).iter_rows(named=True)
        cells = {str(row[name]) for row in rows for name in ("nip_baru", "nik", "nama") if row.get(name)}
    return {one for one in cells if len(one) > 5}


def log_of(office: Office) -> str:
    with office.at("sari").store.reading() as records:
        return "\n".join(repr(one) for one in records.audit.entries())


def outside(office: Office) -> str:
    """All that is not sealed: names on the medium, lists and plans, the log."""
    shown = show_exchange.exchange(office.at("sari"))
    names = [path.name for path in office.table.rglob("*")]
    plans = [repr((one.plan, one.file_name, one.answer)) for one in shown.outgoing]
    taken = [repr((one.result, one.file_name)) for one in shown.incoming]
    waiting = [repr(one) for one in shown.waiting]
    return "\n".join([*names, *plans, *taken, *waiting, log_of(office)])


def test_register_that_crosses_leaves_no_trace_of_a_person(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    snapshot = dpr.receive(register_files.steward, "PERISAI")
    known = persons(dpr, snapshot)
    assert len(known) > 200
    sealed = dpr.seal("DATA", subject=snapshot)
    written = hand_over.write(dpr.at("sari"), dpr.tools, sealed.id, str(dpr.table))
    given = hand_over.hand_over(dpr.at("sari"), sealed.id, "USB 1", f"Petugas {CANARY}")
    bkn.open(dpr.table / written.file_name)
    texts = [outside(dpr), outside(bkn), repr(cover_sheet(given, "dpr")), dpr.seal("KUNCI").file_name]
    receipt = bkn.prepare("TT")
    texts += [repr(one.rows) for one in show_exchange.leaving(bkn.at("sari"), receipt.id)]
    for text in texts:
        assert not [one for one in known if one in text]
        assert CANARY not in text


def test_errors_told_back_name_rows_columns_and_codes_only(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    sent = bkn.seal("DATA", subject=bkn.receive(register_files.siasn, "SIASN"))
    with bkn.at("sari").store.reading() as records:
        name = records.row_names.by_row(sent.snapshot_id, [0])[0]
    wrong = [
        ("u1", name.id_baris, "0" * 12, NIP, OURS, CANARY, CANARY, CANARY, "", CANARY, CANARY),
        ("u2", name.id_baris, name.sidik_baris, NIP, OURS, CANARY, CANARY, CANARY, "", CANARY, ""),
        ("u3", name.id_baris, name.sidik_baris, "", CANARY, CANARY, CANARY, "", "", "", ""),
        (CANARY * 9, f"{CANARY}\n{NIP}", name.sidik_baris, NIP, OURS, "", CANARY, "", "", "", ""),
    ]
    first = bkn.open(forge(dpr, bkn, [proposals(*wrong)]))
    assert first.package.result["refused"] == 4
    bad = people(("r1", f"{NIP}{CANARY}", CANARY, CANARY, CANARY), (f"{NIP}\n", NIP, CANARY, "", CANARY))
    second = bkn.open(
        forge(dpr, bkn, [bad], uuid="uuid-data-2", number=2, previous=first.package.package_sha256)
    )
    assert second.package.result["refused"]
    prepared = bkn.prepare("TT")
    leaving = {one.name: one.rows for one in show_exchange.leaving(bkn.at("sari"), prepared.id)}
    assert len(leaving["galat.csv"]) >= 5
    for text in (repr(leaving), outside(bkn)):
        assert CANARY not in text
        assert NIP not in text
