import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.adapters.documents.frames import pack, unpack


@given(st.lists(st.binary(max_size=50), max_size=5))
def test_parts_come_back(parts: list[bytes]) -> None:
    assert unpack(pack(parts)) == parts


@pytest.mark.parametrize("torn", [b"\0", pack([b"abc"])[:-1], b"\xff" * 8])
def test_torn_frame_is_refused(torn: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(torn)
