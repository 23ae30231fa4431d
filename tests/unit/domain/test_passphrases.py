from datetime import UTC, datetime, timedelta

import pytest

from padan.domain.passphrases import PassphrasePolicy, Weakness, has_expired, normalised, weaknesses

POLICY = PassphrasePolicy(denied=frozenset({"katasandi", "rahasia", "qwertyuiopasdfgh"}))
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "good",
    ["kuda besi terbang", "abcdef ghijkl mn", "aku ini kuda dua dan besi", "rahasia umum di desa kami"],
)
def test_long_passphrases_pass(good: str) -> None:
    assert weaknesses(good, "ani", POLICY) == ()


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("pendek saja", Weakness.TOO_SHORT),
        ("a b c d e f g", Weakness.TOO_SHORT),
        ("              ", Weakness.TOO_SHORT),
        ("ababababababababab", Weakness.TOO_UNIFORM),
        ("x" * 2000, Weakness.TOO_LONG),
        ("KataSandi-123456789", Weakness.DENIED),
        ("rahasia rahasia rahasia!", Weakness.DENIED),
        ("katasandi rahasia 2026", Weakness.DENIED),
        ("qwertyuiop asdfgh", Weakness.DENIED),
        ("aninda-aninda-2", Weakness.HOLDS_LOGIN),
    ],
)
def test_weak_passphrases_name_their_weakness(bad: str, why: Weakness) -> None:
    assert why in weaknesses(bad, "aninda", POLICY)


def test_login_inside_a_passphrase_that_is_long_without_it_is_fine() -> None:
    assert weaknesses("aninda suka kuda besi terbang", "aninda", POLICY) == ()


def test_same_words_typed_composed_or_not_are_one() -> None:
    assert normalised("cafe\u0301 \ufb01") == normalised("caf\u00e9 fi")


def test_lifetime_is_off_unless_set() -> None:
    assert not has_expired(NOW - timedelta(days=9999), NOW, POLICY)
    aged = PassphrasePolicy(lifetime_days=90)
    assert has_expired(NOW - timedelta(days=91), NOW, aged)
    assert not has_expired(NOW - timedelta(days=90), NOW, aged)
