"""Genuine packages that do not fit, keys on their way to trust, dry runs: the ruled code, nothing applied."""

from dataclasses import replace
from pathlib import Path

import pytest

from padan.cli.rehearsal import rehearsal
from padan.common.codes import exchange as file_codes
from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, no_progress
from padan.domain.elements import BY_CODE
from padan.domain.exchange.header import PackageHeader
from padan.domain.exchange.incoming import InState
from padan.domain.exchange.outgoing import NO_PREVIOUS, OutState
from padan.domain.exchange.parcel import SealPlan, SigningKey, TableOut
from padan.domain.exchange.proposals import PROPOSAL_COLUMNS
from padan.domain.exchange.trust import KeyState
from padan.services.exchange import core, hand_over, keep_keys, open_package, seal_package
from padan.training.export_files import WrittenFiles

from .conftest import AGREEMENT, MORNING, Office


def forged(dpr: Office, bkn: Office, rows: list[list[str]], **changes: object) -> Path:
    """A USUL package as DPR might make it by hand, with its own key, addressed as told."""
    with dpr.at("sari").store.reading() as records:
        own, to = core.own_key(records), core.sending_key(records, "bkn", False, MORNING.date())
    now = dpr.tools.clock.now().replace(microsecond=0)
    header = PackageHeader(
        "uuid-forged-1", "dpr", "bkn", AGREEMENT, "main", 1, NO_PREVIOUS, "tukar-asn/1.0", now,
        now.replace(year=2027), "RAHASIA", False, len(rows), "0" * 64, ("a", "b"), f"1:{'e' * 64}",
    )  # fmt: skip
    secret = own.signing_secret
    signing = SigningKey(
        bytes.fromhex(core.card_of(own).signing_key), lambda text: dpr.tools.packages.sign(secret, text)
    )
    table = TableOut("usulan.csv", PROPOSAL_COLUMNS, rows)
    plan = SealPlan(replace(header, **changes), [table], [], signing, [to.recipient])  # type: ignore[arg-type]
    path = dpr.table / "buatan.zip.age"
    dpr.tools.packages.seal(plan, str(path), progress=no_progress, cancel=Cancel())
    return path


@pytest.mark.parametrize(
    ("changes", "code", "state"),
    [
        ({"receiver": "kemendes"}, codes.WRONG_RECIPIENT, InState.REFUSED),
        ({"agreement_id": "kemendes-bkn-2023"}, codes.AGREEMENT_NOT_OPEN, InState.REFUSED),
        ({"training": True}, codes.TRAINING_MISMATCH, InState.REFUSED),
        ({"schema": "tukar-asn/2.0"}, codes.SCHEMA_UNKNOWN, InState.REFUSED),
        ({"expires_at": MORNING.replace(year=2025)}, codes.PACKAGE_EXPIRED, InState.HELD),
        ({"number": 4}, codes.SEQUENCE_GAP, InState.HELD),
        ({"previous": "f" * 64}, codes.NUMBER_REUSED, InState.REFUSED),
    ],
)
def test_package_that_does_not_fit_is_not_applied(
    offices: tuple[Office, Office], changes: dict[str, object], code: int, state: InState
) -> None:
    dpr, bkn = offices
    opened = bkn.open(forged(dpr, bkn, [], **changes))
    assert opened.fault is not None
    assert (opened.state, opened.fault.code) == (state, code)
    with bkn.at("sari").store.reading() as records:
        assert records.snapshots.all() == []
        assert records.corrections.all(AGREEMENT) == []


def test_package_under_another_partys_name_is_an_unknown_signers(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    opened = bkn.open(forged(dpr, bkn, [], sender="kemendes", receiver="bkn"))
    assert opened.fault is not None
    assert (opened.state, opened.fault.code) == (InState.QUARANTINED, file_codes.SIGNER_UNKNOWN)
    with bkn.at("sari").store.reading() as records:
        assert list(records.originals.pieces(opened.package.id)) != []


def test_proposals_that_cannot_be_judged_are_refused_row_by_row(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    dpr.open(bkn.send("DATA", subject=bkn.receive(register_files.siasn, "SIASN")))
    with bkn.at("sari").store.reading() as records:
        snapshot = records.packages_out.all()[0].snapshot_id
        name = records.row_names.by_row(snapshot, [0])[0]
    owned = next(one for one in BY_CODE if BY_CODE[one].owner == "bkn")
    other = next(one for one in BY_CODE if BY_CODE[one].owner != "bkn")

    def row(number: int, id_baris: str, sidik: str, element: str, value: str = "baru") -> list[str]:
        return [f"u{number}", id_baris, sidik, "", element, "lama", value, "", "", "", "2026-11-23"]

    rows = [
        row(1, name.id_baris, name.sidik_baris, owned),
        row(2, "tidak-ada", name.sidik_baris, owned),
        row(3, name.id_baris, "0" * 12, owned),
        row(4, name.id_baris, name.sidik_baris, other),
        row(5, name.id_baris, name.sidik_baris, owned, ""),
        row(1, name.id_baris, name.sidik_baris, owned, "lain lagi"),
        row(1, name.id_baris, name.sidik_baris, owned),
    ]
    opened = bkn.open(forged(dpr, bkn, rows))
    assert opened.state is InState.APPLIED
    told = [error[2] for error in opened.package.result["errors"]]  # type: ignore[attr-defined]
    assert told == [
        codes.PROPOSAL_ROW_UNKNOWN,
        codes.PROPOSAL_STALE,
        codes.PROPOSAL_NOT_OURS,
        codes.PROPOSAL_INCOMPLETE,
        codes.PROPOSAL_ANSWERED,
    ]
    assert (opened.package.result["accepted"], opened.package.result["refused"]) == (2, 5)
    with bkn.at("sari").store.reading() as records:
        assert [one.id for one in records.corrections.all(AGREEMENT)] == ["u1"]


def test_revoked_key_is_believed_no_more(offices: tuple[Office, Office]) -> None:
    dpr, bkn = offices
    path = forged(dpr, bkn, [])
    key = keep_keys.find_key(bkn.at("budi"), "dpr")
    keep_keys.revoke(bkn.at("budi"), key, "kunci hilang")
    opened = bkn.open(path)
    assert opened.fault is not None
    assert (opened.state, opened.fault.code) == (InState.QUARANTINED, file_codes.SIGNER_REVOKED)


def test_rolled_over_card_needs_two_officers_and_no_spoken_fingerprint(
    offices: tuple[Office, Office],
) -> None:
    dpr, bkn = offices
    keep_keys.make_keys(dpr.at("sari"), dpr.tools)
    keep_keys.export_card(dpr.at("sari"), dpr.tools, str(dpr.table / "baru.kartu.json"))
    card = str(dpr.table / "baru.kartu.json")
    key = keep_keys.import_card(bkn.at("sari"), bkn.tools, card, "baru.kartu.json")
    assert key.vouched_by
    keep_keys.compare(bkn.at("budi"), key.id, "")
    with pytest.raises(UserFault) as caught:
        keep_keys.trust(bkn.at("budi"), key.id, "")
    assert caught.value.code == codes.KEY_SAME_PERSON
    keep_keys.trust(bkn.at("ratna"), key.id, "")
    with bkn.at("sari").store.reading() as records:
        states = [one.state for one in records.partner_keys.all("dpr")]
    assert states == [KeyState.ROLLED, KeyState.TRUSTED]
    assert bkn.open(forged(dpr, bkn, [])).state is InState.APPLIED


def test_preparer_never_approves_and_a_dry_run_keeps_nothing(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, bkn = offices
    prepared = dpr.prepare("DATA", subject=dpr.receive(register_files.steward, "PERISAI"))
    with pytest.raises(UserFault):
        seal_package.approve(dpr.at("sari"), dpr.tools, prepared.id)
    with rehearsal(dpr.at("budi"), dpr.tools) as (session, tools):
        sealed = seal_package.approve(session, tools, prepared.id)
        hand_over.write(session, tools, sealed.id, str(dpr.table))
    assert not (dpr.table / sealed.file_name).exists()
    sealed = seal_package.approve(dpr.at("budi"), dpr.tools, prepared.id)
    written = hand_over.write(dpr.at("budi"), dpr.tools, sealed.id, str(dpr.table))
    assert (written.package.number, written.package.state) == (1, OutState.WRITTEN)
    with rehearsal(bkn.at("sari"), bkn.tools) as (session, tools):
        opened = open_package.open_package(session, tools, str(dpr.table / written.file_name))
        assert opened.state is InState.APPLIED
    with bkn.at("sari").store.reading() as records:
        assert records.packages_in.all() == []
        assert records.snapshots.all() == []


def test_recall_marks_what_was_received(offices: tuple[Office, Office], register_files: WrittenFiles) -> None:
    dpr, bkn = offices
    sealed = dpr.seal("DATA", subject=dpr.receive(register_files.steward, "PERISAI"))
    written = hand_over.write(dpr.at("sari"), dpr.tools, sealed.id, str(dpr.table))
    bkn.open(dpr.table / written.file_name)
    recall = bkn.open(dpr.send("TARIK", subject=sealed.id, reason="potret keliru"))
    assert recall.package.result["accepted"] == 1
    with bkn.at("sari").store.reading() as records:
        states = [one.state for one in records.packages_in.all(AGREEMENT)]
    assert states == [InState.RECALLED, InState.APPLIED]
