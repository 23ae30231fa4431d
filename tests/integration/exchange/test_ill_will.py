"""What a partner office with good keys and an ill will could send: refused or shown, nothing lost."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.domain.correction import CorrectionState
from padan.domain.elements import BY_CODE
from padan.domain.exchange.incoming import MISSING_NAMED, InState
from padan.domain.exchange.parcel import PaperOut, TableOut
from padan.domain.exchange.rows import row_fingerprint
from padan.services import propose_corrections
from padan.services.exchange import keep_keys, show_exchange
from padan.services.exchange.open_package import Opened
from padan.training.export_files import WrittenFiles

from .conftest import AGREEMENT, Office
from .forging import answers, forge, people, person, proposals, receipts

OURS = next(one for one in BY_CODE if BY_CODE[one].owner == "bkn")
THEIRS = next(one for one in BY_CODE if BY_CODE[one].owner != "bkn")


def codes_of(opened: Opened) -> list[int]:
    errors = opened.package.result["errors"]
    assert isinstance(errors, list)
    return [one[2] for one in errors]


def stored(office: Office, snapshot: str) -> list[dict[str, str | None]]:
    with office.at("sari").store.reading() as records:
        return list(records.snapshots.load(snapshot).iter_rows(named=True))


def test_fields_beyond_the_scope_never_enter(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    columns = ("id_baris", "nip_baru", "nama", "nik", "alamat", "nomor_rekening")
    row = ("r1", "199001012015031001", "Contoh", "3174010101900001", "Jalan Rahasia", "0011")
    opened = bkn.open(forge(dpr, bkn, [people(row, columns=columns)]))
    assert opened.state is InState.APPLIED
    (kept,) = stored(bkn, opened.package.snapshot_id)
    assert not {"alamat", "nomor_rekening"} & set(kept)
    assert "Jalan Rahasia" not in kept.values()


def test_another_agreements_name_is_refused(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    for number, agreement in enumerate(("kemendes-bkn-2023", "tidak-ada-2099")):
        table = people(person("r1"))
        opened = bkn.open(forge(dpr, bkn, [table], agreement_id=agreement, uuid=f"uuid-lain-{number}"))
        assert opened.fault is not None
        assert (opened.state, opened.fault.code) == (InState.REFUSED, codes.AGREEMENT_NOT_OPEN)
        with bkn.at("sari").store.reading() as records:
            assert records.snapshots.all() == []


def test_names_of_rows_that_repeat_or_part_a_list_cost_only_their_rows(
    offices: tuple[Office, Office],
) -> None:
    dpr, bkn = offices
    rows = [
        person("r1"),
        person("r1", "199102022016032002"),
        person("a,b", "199203032017031003"),
        person("baris\nlain", "199304042018031004"),
        person("", "199405052019031005"),
        person("x" * 41, "199506062020031006"),
        person("siapa\u00e9", "199607072021031007"),
    ]
    opened = bkn.open(forge(dpr, bkn, [people(*rows)]))
    assert opened.state is InState.APPLIED
    assert codes_of(opened) == [codes.ROW_NAME_REPEATED] + [codes.ROW_NAME_WRONG] * 4
    result = opened.package.result
    assert (result["accepted"], result["refused"]) == (2, 5)
    with bkn.at("sari").store.reading() as records:
        names = records.row_names.by_id(opened.package.snapshot_id, ["r1", "a,b", "lain"])
    assert {name: one.row for name, one in names.items()} == {"r1": 0, "a,b": 1}
    assert bkn.seal("TT").rows == 2  # the codes have sentences


def test_two_rows_of_one_canonical_form_are_told_apart(offices: tuple[Office, Office]) -> None:
    """U+001F parts the cells of the canonical form, so a cell that holds it could stand for two."""
    dpr, bkn = offices
    columns = ("id_baris", "sidik_baris", "nip_baru", "nama", "jabatan_nama")
    cells = ("199001012015031001", "Contoh", "Pustakawan")
    moved = ("199001012015031001", "Contoh\u001fPustakawan")
    assert row_fingerprint(cells) != row_fingerprint([*moved, ""])
    table = TableOut("asn.csv", columns, [("r1", row_fingerprint([*moved, "x"]), *moved, "x")])
    assert codes_of(bkn.open(forge(dpr, bkn, [table]))) == [codes.ROW_FINGERPRINT_DIFFERS]


@pytest.mark.parametrize("number", [7, 999_999_999])
def test_a_jump_in_the_sequence_is_held_and_named_at_once(
    offices: tuple[Office, Office], number: int
) -> None:
    dpr, bkn = offices
    opened = bkn.open(forge(dpr, bkn, [people(person("r1"))], number=number, previous="a" * 64))
    assert opened.fault is not None
    assert (opened.state, opened.fault.code) == (InState.HELD, codes.SEQUENCE_GAP)
    assert str(opened.fault.values["missing"]).startswith("1, 2, 3")
    (missing,) = show_exchange.exchange(bkn.at("sari")).missing
    assert missing.total == number - 1
    assert missing.numbers == tuple(range(1, min(number, MISSING_NAMED + 1)))


def test_recall_of_a_refused_package_does_not_move_the_sequence(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    refused = bkn.open(forge(dpr, bkn, [proposals()], number=900, training=True))
    assert refused.state is InState.REFUSED
    row = (refused.package.uuid, refused.package.package_sha256, "keliru")
    table = TableOut("tarik.csv", ("paket_uuid", "paket_sha256", "alasan"), [row])
    opened = bkn.open(forge(dpr, bkn, [table], uuid="uuid-tarik-1"))
    assert (opened.state, codes_of(opened)) == (InState.APPLIED, [codes.PACKAGE_NOT_FOUND])
    later = forge(
        dpr, bkn, [people(person("r1"))], uuid="uuid-data-2", number=2, previous=opened.package.package_sha256
    )
    assert bkn.open(later).state is InState.APPLIED


def test_receipt_for_a_package_never_sent_is_shown(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    when = "2026-11-23T03:00:00Z"
    rows = [
        ("tidak-pernah", "b" * 64, "TT-2", "diterapkan", "5", "0", "0", when),
        ("tidak-pernah", "b" * 64, "TT-9", "diterapkan", "5", "0", "0", when),
        ("tidak-pernah", "b" * 64, "TT-2", "diterapkan", "٥", "-1", "0", "besok"),
    ]
    opened = bkn.open(forge(dpr, bkn, [receipts(*rows)], chain="tt"))
    assert opened.state is InState.APPLIED
    assert codes_of(opened)[0] == codes.OWN_STORE_ROLLED_BACK
    assert codes.OWN_STORE_ROLLED_BACK in opened.package.warnings
    assert opened.package.result["refused"] == 3


def test_receipt_with_other_counts_does_not_settle(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    sealed = bkn.seal("DATA", subject=bkn.receive(register_files.siasn, "SIASN"))
    row = (sealed.id, sealed.package_sha256, "TT-2", "diterapkan", "1", "0", "0", "2026-11-23T03:00:00Z")
    opened = bkn.open(forge(dpr, bkn, [receipts(row)], chain="tt"))
    assert codes.COUNT_DIFFERS in opened.package.warnings
    (found,) = show_exchange.exchange(bkn.at("sari")).outgoing
    assert found.state.value == "received"


def test_proposals_under_anothers_row_or_for_fields_not_theirs_are_refused(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    sent = bkn.seal("DATA", subject=bkn.receive(register_files.siasn, "SIASN"))
    with bkn.at("sari").store.reading() as records:
        names = records.row_names.by_row(sent.snapshot_id, [0, 1])
        first, second = records.snapshots.rows(sent.snapshot_id, [0, 1])
    own, other = str(first["nip_baru"]), str(second["nip_baru"])
    assert own != other

    def row(number: int, nip: str, element: str = OURS) -> tuple[str, ...]:
        named = names[0]
        return (
            f"u{number}", named.id_baris, named.sidik_baris, nip, element, "lama", "baru", "", "", "",
            "2999-01-01",
        )  # fmt: skip

    rows = [row(1, own), row(2, other), row(3, own[:15] + "000"), row(4, "1.97102E+17"), row(5, own, THEIRS)]
    opened = bkn.open(forge(dpr, bkn, [proposals(*rows)]))
    assert codes_of(opened) == [codes.PROPOSAL_ROW_UNKNOWN, codes.PROPOSAL_NOT_OURS]
    with bkn.at("sari").store.reading() as records:
        taken = {one.id: one.nip for one in records.corrections.all(AGREEMENT)}
    assert taken == dict.fromkeys(("u1", "u3", "u4"), own)


def test_answers_to_what_was_not_asked_change_nothing(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    bkn.seal("DATA", subject=bkn.receive(register_files.siasn, "SIASN"))
    with bkn.at("sari").store.reading() as records:
        (sent,) = records.packages_out.all()
        name = records.row_names.by_row(sent.snapshot_id, [0])[0]
    proposal = ("u1", name.id_baris, name.sidik_baris, "", OURS, "a", "b", "", "", "", "2026-11-23")
    asked = bkn.open(forge(dpr, bkn, [proposals(proposal)]))
    rows = [("u1", "diterima", "", "b", "accepted", "2026-11-23"), ("u9", "ditolak", "", "", "", "")]
    opened = bkn.open(
        forge(
            dpr, bkn, [answers(*rows)], uuid="uuid-jawab-1", number=2, previous=asked.package.package_sha256
        )
    )
    assert codes_of(opened) == [codes.PROPOSAL_UNKNOWN] * 2
    (kept,) = propose_corrections.corrections(bkn.at("sari"), AGREEMENT)
    assert (kept.id, kept.state) == ("u1", CorrectionState.SENT)


def test_package_from_the_future_is_taken_and_told(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    made_at = dpr.tools.clock.now().replace(microsecond=0) + timedelta(days=40)
    opened = bkn.open(forge(dpr, bkn, [people(person("r1"))], made_at=made_at, position="2031-01-01"))
    assert opened.state is InState.APPLIED
    assert codes.CLOCK_AHEAD in opened.package.warnings


def test_minutes_with_other_figures_are_filed_and_told(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    papers = [
        PaperOut("berita_acara.pdf", b"%PDF-1.7 karangan"),
        PaperOut("berita_acara.json", b'{"content":1}'),
    ]
    opened = bkn.open(forge(dpr, bkn, [], papers))
    assert opened.state is InState.APPLIED
    assert codes.PAPER_DIFFERS in opened.package.warnings
    assert show_exchange.paper(bkn.at("sari"), opened.package.id, "berita_acara.pdf") == papers[0].content


def test_histories_beside_the_people_are_named_to_both_sides(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    history = TableOut("rw_jabatan.csv", ("id_baris", "jabatan_nama"), [("r1", "Arsiparis")])
    opened = bkn.open(forge(dpr, bkn, [people(person("r1")), history]))
    assert codes.TABLE_LEFT_OUT in opened.package.warnings
    assert codes_of(opened) == [codes.TABLE_LEFT_OUT]
    assert opened.package.result["accepted"] == 1


def test_card_of_a_third_office_is_not_offered(offices: tuple[Office, Office], made: Path) -> None:
    dpr, bkn = offices
    card = (made / "bkn" / "meja" / "bkn.kartu.json").read_bytes()
    opened = bkn.open(forge(dpr, bkn, [], [PaperOut("kartu_kunci.json", card)]))
    assert len(codes_of(opened)) == 1
    assert len(keep_keys.keys(bkn.at("sari"))[1]) == 1


def test_card_vouched_for_by_a_key_revoked_since_needs_the_spoken_fingerprint(
    offices: tuple[Office, Office],
) -> None:
    """Whoever stole the old key could sign a card of his own; the old key's revocation must stop it."""
    dpr, bkn = offices
    keep_keys.make_keys(dpr.at("sari"), dpr.tools)
    keep_keys.export_card(dpr.at("sari"), dpr.tools, str(dpr.table / "baru.kartu.json"))
    key = keep_keys.import_card(
        bkn.at("sari"), bkn.tools, str(dpr.table / "baru.kartu.json"), "baru.kartu.json"
    )
    assert key.vouched_by
    keep_keys.revoke(bkn.at("budi"), key.vouched_by, "dicuri")
    with pytest.raises(UserFault) as caught:
        keep_keys.compare(bkn.at("sari"), key.id, "")
    assert caught.value.code == codes.CARD_FINGERPRINT_DIFFERS
    keep_keys.compare(bkn.at("sari"), key.id, key.id)


def test_many_held_packages_follow_in_order_also_after_a_break(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    paths: list[Path] = []
    previous = "0" * 64
    for number in range(1, 13):
        path = forge(dpr, bkn, [proposals()], number=number, previous=previous, uuid=f"uuid-rantai-{number}")
        previous = bkn_hash(bkn, path)
        paths.append(path)
    for path in reversed(paths[1:]):
        assert bkn.open(path).state is InState.HELD
    first = bkn.open(paths[0])
    assert [one.number for one in first.released] == list(range(2, 13))
    with bkn.at("sari").store as records:  # as a break after the first would have left it
        last = next(one for one in records.packages_in.all() if one.number == 12)
        records.packages_in.update(replace(last, state=InState.HELD, code=codes.SEQUENCE_GAP))
        records.originals.keep(last.id, bkn.tools.carrier.pieces(str(paths[11])))
    again = bkn.open(paths[11])
    assert (again.state, again.package.number, again.fault) == (InState.APPLIED, 12, None)


def bkn_hash(bkn: Office, path: Path) -> str:
    from padan.services.exchange import open_package

    return open_package.inspect(bkn.at("sari"), bkn.tools, str(path)).package_sha256
