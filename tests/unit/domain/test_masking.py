"""What stays readable of a person before an officer says why more must be."""

import pytest

from padan.domain.masking import is_masked, mask, masked


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("nip_baru", "198001012005011001", "1980••••••••••••01"),
        ("nik", "3171234567890123", "3171••••••••••23"),
        ("tanggal_lahir", "1980-01-01", "1980••••••"),
        ("nip_lama", "12345", "1••45"),
        ("nik", "", ""),
        ("nik", None, None),
    ],
)
def test_mask_leaves_enough_to_tell_apart(name: str, value: str | None, shown: str | None) -> None:
    assert mask(name, value) == shown


def test_other_fields_stay() -> None:
    found = masked({"nama": "SITI", "nik": "3171234567890123"})
    assert found["nama"] == "SITI"
    assert is_masked(found)
    assert not is_masked({"nama": "SITI"})


def test_quotes_of_a_spreadsheet_do_not_shift_the_mask() -> None:
    assert mask("nip_baru", "'198001012005011001") == mask("nip_baru", "198001012005011001")
