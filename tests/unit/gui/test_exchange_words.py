"""Packages and keys in words: what comes next, what is late, miscounted or missing, what may not be shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from padan.common.codes import handover as codes
from padan.domain.exchange.incoming import InState, PackageIn
from padan.domain.exchange.key_card import SCHEMAS, KeyCard, grouped
from padan.domain.exchange.outgoing import OutMessage, OutState, PackageOut
from padan.domain.exchange.trust import KeyState, KeyStep, OwnKey, PartnerKey
from padan.gui.exchange import in_words, key_words, out_words
from padan.gui.exchange.key_words import ShownKey
from padan.services.exchange.show_exchange import Missing

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
ID = "0123456789abcdef0123456789abcdef01234567"
OUT = PackageOut(
    *("p1", "dpr-bkn-2023", "bkn", "DATA", "main", OutState.SEALED, {"rows": 3}, NOON, "sari"),
    number=2,
    approved_by="budi",
    sealed_at=NOON,
    file_name="TASN_dpr_bkn.zip.age",
    rows=3,
)
CAME = PackageIn(
    *("i1", "u1", "dpr-bkn-2023", "dpr", "DATA", "main", 4, "", "ab" * 32, "cd" * 32, "x.age", 10, NOON, ""),
    *(InState.APPLIED, 0, NOON, "sari", 3),
)
CARD = KeyCard(
    "bkn", False, 1, "aa", "age1x", "age1y", SCHEMAS, date(2026, 1, 1), date(2027, 12, 31), NOON, ""
)
KEY = PartnerKey(ID, "bkn", False, 1, "", KeyState.OFFERED, NOON, "sari")
NAMES = {"sari": "Sari Uji", "budi": "Budi"}


@pytest.mark.parametrize(
    ("package", "overdue", "words", "tone"),
    [
        (OUT, False, "Sudah disegel", "warn"),
        (OUT, True, "Terlambat", "bad"),
        (replace(OUT, state=OutState.HANDED_OVER, chain="tt"), False, "tidak dijawab", "good"),
        (replace(OUT, state=OutState.PREPARED), False, "Menunggu persetujuan petugas lain", "warn"),
        (
            replace(OUT, state=OutState.ANSWERED, answer={"accepted": 1, "refused": 1, "held": 0}),
            False,
            "dikirim 3, dijawab 2",
            "bad",
        ),
        (
            replace(OUT, state=OutState.ANSWERED, answer={"accepted": 2, "refused": 1, "held": 0}),
            False,
            "Selesai",
            "good",
        ),
    ],
)
def test_what_comes_next_for_a_package(package: PackageOut, overdue: bool, words: str, tone: str) -> None:
    told, shown = out_words.next_words(package, overdue, False)
    assert words in told
    assert shown == tone


def test_track_skips_a_hand_over_nobody_noted_and_names_who_did_what() -> None:
    answered = replace(OUT, state=OutState.ANSWERED, received_at=NOON, answered_at=NOON)
    assert [one.key for one in out_words.track(answered, NAMES)] == [
        *("prepared", "sealed", "written", "received", "answered"),
    ]
    waiting = out_words.track(OUT, NAMES)
    assert [(one.key, one.state) for one in waiting][1:4] == [
        *(("sealed", "done"), ("written", "now"), ("handed_over", "coming")),
    ]
    assert waiting[1].detail == "oleh Budi"
    assert len(out_words.track(replace(OUT, state=OutState.DROPPED), NAMES)) == 2
    assert len(out_words.track(replace(OUT, chain="tt"), NAMES)) == 4


def test_who_may_approve() -> None:
    prepared = replace(OUT, state=OutState.PREPARED)
    checker, preparer = {"approve": True, "prepare": False}, {"approve": False, "prepare": True}
    assert out_words.may_approve(prepared, "budi", checker)
    assert not out_words.may_approve(prepared, "sari", checker)
    assert not out_words.may_approve(prepared, "sari", preparer)
    assert out_words.may_approve(replace(prepared, kind="TT"), "sari", preparer)
    assert not out_words.may_approve(OUT, "budi", checker)


def test_what_waits_is_said_once_for_each_party_and_kind() -> None:
    messages = [
        OutMessage(str(number), "dpr-bkn-2023", "bkn", kind, "", {}, NOON)
        for number, kind in enumerate(("receipt", "receipt", "answer"))
    ]
    assert [(kind, text.split()[0]) for _agreement, kind, text in out_words.waiting_lines(messages)] == [
        *(("JAWAB", "1"), ("TT", "2")),
    ]


def test_missing_numbers_are_named_up_to_ten() -> None:
    [line] = in_words.missing_lines([Missing("dpr-bkn-2023", "dpr", tuple(range(1, 13)), 40)])
    assert "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, dan 30 nomor lain" in line
    [short] = in_words.missing_lines([Missing("dpr-bkn-2023", "dpr", (2,), 1)])
    assert "nomor lain" not in short


def test_store_that_went_back_is_told_plainly() -> None:
    told, tone = in_words.next_words(replace(CAME, warnings=(codes.STORE_ROLLED_BACK,)))
    assert tone == "bad"
    assert "dpr" in told.lower()


@pytest.mark.parametrize(
    ("state", "code", "conditions"),
    [
        (InState.APPLIED, 0, {"in_chosen", "papers"}),
        (InState.HELD, codes.PACKAGE_EXPIRED, {"in_chosen", "in_waiting", "papers"}),
        (InState.QUARANTINED, 50004, {"in_chosen", "in_waiting"}),
        (InState.REFUSED, codes.WRONG_RECIPIENT, {"in_chosen", "papers"}),
    ],
)
def test_what_may_be_done_with_what_came(state: InState, code: int, conditions: set[str]) -> None:
    one = replace(CAME, state=state, code=code)
    assert in_words.conditions(one, papers=True) == conditions
    assert not code or str(code) not in in_words.line_of(one).cells[6]


def test_fingerprint_is_shown_once_it_was_heard_twice() -> None:
    for state in KeyState:
        shown = key_words.fingerprint(ShownKey(replace(KEY, state=state), CARD))
        heard = state in (KeyState.TRUSTED, KeyState.ROLLED, KeyState.REVOKED)
        assert (shown == grouped(ID)) is heard


def test_second_comparison_is_another_officers() -> None:
    step = KeyStep(ID, "compare", "sari", "", NOON, "")
    one = ShownKey(replace(KEY, state=KeyState.COMPARED), CARD, (step,))
    assert "key_other_person" not in key_words.conditions(one, (), "sari")
    assert "key_other_person" in key_words.conditions(one, (), "budi")
    assert [moment.state for moment in key_words.moments(one, NAMES)] == ["done", "done", "now"]


def test_own_key_near_its_end_asks_for_a_new_one() -> None:
    one = ShownKey(OwnKey(ID, "", "", "", "", "", NOON, "sari"), CARD)
    assert key_words.next_words(one, date(2027, 12, 1))[1] == "warn"
    assert key_words.next_words(one, date(2026, 12, 1))[1] == "info"
