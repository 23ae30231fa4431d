"""Key cards: read strictly, named by a fingerprint over everything they say."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.domain.exchange.key_card import (
    KeyCard,
    SignedCard,
    card_bytes,
    fingerprint,
    grouped,
    parse_card,
    reads_same,
)

CARD = KeyCard(
    party="dpr",
    training=False,
    number=1,
    signing_key="ab" * 32,
    recipient="age1" + "q" * 58,
    recovery_recipient="age1" + "p" * 58,
    schemas=("tukar-asn/1.0",),
    valid_from=date(2026, 11, 23),
    valid_to=date(2028, 11, 22),
    made_at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
)
SIGNED = SignedCard(CARD, "cd" * 64)


def test_card_comes_back_as_it_was_written() -> None:
    assert parse_card(card_bytes(SIGNED), "dpr.kartu.json") == SIGNED


def test_fingerprint_covers_every_field() -> None:
    changed = [
        replace(CARD, party="bkn"),
        replace(CARD, training=True),
        replace(CARD, number=2),
        replace(CARD, signing_key="ba" * 32),
        replace(CARD, recipient="age1" + "z" * 58),
        replace(CARD, recovery_recipient="age1" + "z" * 58),
        replace(CARD, schemas=("tukar-asn/1.1",)),
        replace(CARD, valid_to=date(2029, 1, 1)),
    ]
    assert len({fingerprint(one) for one in (CARD, *changed)}) == 9


def test_fingerprint_read_aloud_must_be_whole() -> None:
    digits = fingerprint(CARD)
    assert reads_same(grouped(digits), digits)
    assert not reads_same(grouped(digits)[:-1], digits)
    assert not reads_same("", digits)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-20],
        lambda text: text.replace(b'"party": "dpr"', b'"party": "dpr", "party": "bkn"'),
        lambda text: text.replace(b'"dpr"', b'"../dpr"'),
        lambda text: text.replace(b"age1qq", b"age1QQ"),
        lambda text: text.replace(b"p" * 58, b"q" * 58),
        lambda text: text.replace(b"2028-11-22", b"2020-11-22"),
        lambda text: json.dumps([json.loads(text)]).encode(),
        lambda text: text + b" " * 70_000,
        lambda text: b"\xff" + text,
        lambda text: b"[" * 50_000,
    ],
)
def test_card_that_is_not_whole_is_refused(spoil: object) -> None:
    with pytest.raises(UserFault) as caught:
        parse_card(spoil(card_bytes(SIGNED)), "x")  # type: ignore[operator]
    assert caught.value.code == codes.CARD_INVALID
