"""What the exchange's repositories promise, on the encrypted store and on the one in memory alike."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from padan.common.errors import Defect
from padan.domain.correction import Correction, CorrectionState
from padan.domain.exchange.incoming import InState, PackageIn
from padan.domain.exchange.outgoing import OutMessage, OutState, PackageOut, PackageStep
from padan.domain.exchange.proposals import RowName
from padan.domain.exchange.trust import KeyState, KeyStep, OwnKey, PartnerKey


@pytest.fixture
def out(now: datetime) -> PackageOut:
    plan = {"rows": 3, "columns": ["nip_baru"]}
    return PackageOut("p1", "dpr-bkn-2023", "bkn", "DATA", "main", OutState.PREPARED, plan, now, "o1")


@pytest.fixture
def came(now: datetime) -> PackageIn:
    hashes = ("a" * 64, "b" * 64)
    return PackageIn(
        "i1", "u1", "dpr-bkn-2023", "bkn", "USUL", "main", 1, "0" * 64, *hashes, "", 9, now, "3:ff",
        InState.HELD, 50007, now, "o1",
    )  # fmt: skip


def test_own_key_comes_back_and_is_only_retired(store: Any, now: datetime) -> None:
    key = OwnKey("k1", "{}", "s", "a", "r", "x", now, "o1")
    with store as records:
        records.agency_keys.add(key)
        records.agency_keys.add(replace(key, id="k2"))
    with store as records:
        records.agency_keys.update(replace(key, retired_at=now, age_secret="other"))
    with store.reading() as records:
        assert records.agency_keys.all() == [replace(key, retired_at=now), replace(key, id="k2")]


def test_partner_key_keeps_its_card_and_its_steps(store: Any, now: datetime) -> None:
    key = PartnerKey("f1", "bkn", False, 1, "{}", KeyState.OFFERED, now, "o1")
    steps = [KeyStep("f1", name, "o1", "ab", now, "cd") for name in ("compare", "trust")]
    trusted = replace(key, state=KeyState.TRUSTED, trusted_at=now)
    with store as records:
        records.partner_keys.add(key)
        for one in steps:
            records.partner_keys.add_step(one)
        records.partner_keys.update(trusted)
    with store.reading() as records:
        assert records.partner_keys.get("f1") == trusted
        assert records.partner_keys.all("bkn") == [trusted]
        assert records.partner_keys.all("dpr") == []
        assert records.partner_keys.steps("f1") == steps


def test_sealed_package_never_changes_but_moves_on(store: Any, out: PackageOut, now: datetime) -> None:
    sealed = replace(out, state=OutState.SEALED, number=1, previous="0" * 64, package_sha256="a" * 64)
    with store as records:
        records.packages_out.add(out)
        records.packages_out.add_step(PackageStep("p1", "prepare", "o1", "ab", now, "dd", "cd"))
        records.packages_out.update(sealed)
    written = replace(sealed, state=OutState.WRITTEN, medium="USB", handed_over_at=now)
    with store as records:
        records.packages_out.update(written)
    for changed in ({"number": 2}, {"package_sha256": "b" * 64}, {"plan": {}}, {"approved_by": "o9"}):
        with pytest.raises(Defect), store as records:
            records.packages_out.update(replace(written, **changed))
    with store.reading() as records:
        assert records.packages_out.get("p1") == written
        assert records.packages_out.all("dpr-bkn-2023") == [written]
        assert [one.step for one in records.packages_out.steps("p1")] == ["prepare"]


def test_one_number_is_given_once_per_direction(store: Any, out: PackageOut) -> None:
    with store as records:
        records.packages_out.add(replace(out, number=1))
        records.packages_out.add(replace(out, id="p2", number=1, chain="tt"))
        records.packages_out.add(replace(out, id="p3", number=1, receiver="dpr"))
    with pytest.raises(Defect), store as records:
        records.packages_out.add(replace(out, id="p4", number=1))


def test_message_is_kept_once_and_carried_once(store: Any, now: datetime) -> None:
    message = OutMessage("m1", "dpr-bkn-2023", "bkn", "receipt", "u1", {"row": ["x"], "errors": []}, now)
    with store as records:
        records.packages_out.add_message(message)
        records.packages_out.add_message(replace(message, body={}))
        records.packages_out.add_message(replace(message, id="m2", agreement_id="kemendes-bkn-2023"))
    with store as records:
        assert records.packages_out.waiting("dpr-bkn-2023") == [message]
        records.packages_out.carried(["m1"], "p1")
        records.packages_out.carried(["m1"], "p2")
    with store.reading() as records:
        assert [one.id for one in records.packages_out.waiting()] == ["m2"]


def test_package_is_applied_once_per_number(store: Any, came: PackageIn, now: datetime) -> None:
    applied = replace(came, state=InState.APPLIED, applied_at=now, result={"accepted": 1}, warnings=(50241,))
    with store as records:
        records.packages_in.add(came)
        records.packages_in.add(replace(came, id="i2", uuid="u2", state=InState.REFUSED))
        records.packages_in.update(applied)
    with pytest.raises(Defect), store as records:
        records.packages_in.add(replace(applied, id="i3", uuid="u3"))
    with store.reading() as records:
        assert records.packages_in.get("i1") == applied
        assert [one.id for one in records.packages_in.all("dpr-bkn-2023")] == ["i1", "i2"]


def test_original_comes_back_in_its_pieces_until_forgotten(store: Any) -> None:
    pieces = [b"a" * 1000, b"b", b""]
    with store as records:
        records.originals.keep("p1", iter(pieces))
        records.originals.keep("p2", iter([b"c"]))
        records.originals.file_paper("p1", "berita_acara.pdf", b"%PDF-")
    with pytest.raises(Defect), store as records:
        records.originals.keep("p1", iter([b"other"]))
    with store.reading() as records:
        assert list(records.originals.pieces("p1")) == pieces
        assert records.originals.paper("p1", "berita_acara.pdf") == b"%PDF-"
        assert records.originals.paper("p1", "lain") is None
        assert records.originals.papers("p1") == ["berita_acara.pdf"]
    with store as records:
        records.originals.forget("p1")
    with store.reading() as records:
        assert list(records.originals.pieces("p1")) == []
        assert list(records.originals.pieces("p2")) == [b"c"]


def test_rows_are_found_by_number_and_by_name(store: Any) -> None:
    names = [RowName(row * 2, f"baris-{row}", f"{row:012x}") for row in range(25_000)]
    with store as records:
        records.row_names.put("s1", iter(names[:9]))
        records.row_names.forget("s1")
        records.row_names.put("s1", iter(names[:11_000]))
        records.row_names.put("s1", iter(names[11_000:]))
    with store.reading() as records:
        assert records.row_names.by_row("s1", [0, 3, 49_998]) == {0: names[0], 49_998: names[24_999]}
        assert records.row_names.by_id("s1", ["baris-12345", "x"]) == {"baris-12345": names[12_345]}
        assert records.row_names.by_row("s1", []) == {}
        assert records.row_names.by_row("s2", [0]) == {}


def test_received_proposal_needs_no_run_of_ours(store: Any, now: datetime) -> None:
    made = Correction(
        "c1", "dpr-bkn-2023", "", "bkn", "dpr", 4, "ab", -1, "", "jabatan", "a", "b", "", "",
        CorrectionState.SENT, "bkn", now,
    )  # fmt: skip
    with store as records:
        records.corrections.add([made])
    with store.reading() as records:
        assert records.corrections.all("dpr-bkn-2023") == [made]
