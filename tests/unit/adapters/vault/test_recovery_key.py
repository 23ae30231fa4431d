import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.adapters.vault import recovery_key
from padan.common.codes import store as codes
from padan.common.errors import UserFault

SECRET = bytes(range(1, 20))
secrets = st.binary(min_size=19, max_size=19)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def fault(*texts: str) -> UserFault:
    with pytest.raises(UserFault) as caught:
        recovery_key.from_texts(texts)
    return caught.value


def test_printed_form_is_fixed_for_ever() -> None:
    assert recovery_key.to_text(SECRET) == "000GM-40R43-0M30T-E209V-185G7-R38E8-1W81V-24GK9-4FDS"


@given(secrets)
def test_key_reads_back_whatever_the_typing(secret: bytes) -> None:
    text = recovery_key.to_text(secret)
    typed = text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery_key.from_texts([typed]) == secret


@given(secrets, st.data())
@settings(max_examples=200)
def test_mistyped_character_is_never_taken_and_usually_located(secret: bytes, data: st.DataObject) -> None:
    text = recovery_key.to_text(secret)
    at = data.draw(st.sampled_from([place for place, one in enumerate(text) if one != "-"]))
    other = data.draw(st.sampled_from([one for one in ALPHABET if one != text[at]]))
    found = fault(text[:at] + other + text[at + 1 :])
    assert found.code == codes.RECOVERY_KEY_TYPO
    assert found.values["group"] in (at // 6 + 1, 9)


def test_exchanged_groups_and_missing_groups_are_typos() -> None:
    groups = recovery_key.to_text(SECRET).split("-")
    groups[1], groups[2] = groups[2], groups[1]
    assert fault("-".join(groups)).code == codes.RECOVERY_KEY_TYPO
    assert fault("-".join(groups[:-1])).values["group"] == 0
    assert fault("").values["group"] == 0


@given(secrets)
@settings(max_examples=50)
def test_any_two_of_three_shares_give_the_key(secret: bytes) -> None:
    one, two, three = recovery_key.split_texts(secret)
    for pair in ((one, two), (three, one), (two, three), (one, two, three)):
        assert recovery_key.from_texts(pair) == secret


def test_one_share_or_a_share_with_the_whole_key_is_refused() -> None:
    one, _two, _three = recovery_key.split_texts(SECRET)
    for texts in ((one,), (one, one), (one, recovery_key.to_text(SECRET))):
        assert fault(*texts).code == codes.RECOVERY_SHARES


def test_share_alone_says_nothing_about_the_key() -> None:
    seen = {recovery_key.split_texts(SECRET)[0] for _ in range(20)}
    assert len(seen) == 20
