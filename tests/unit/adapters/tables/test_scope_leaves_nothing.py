"""A file of which the agreement's scope leaves nothing is the officer's mistake, not a defect."""

from pathlib import Path

import pytest

from padan.adapters.tables.reader import read_register
from padan.common.codes.files import NOTHING_IN_SCOPE
from padan.common.errors import UserFault
from padan.domain.intake import ReadOptions


def test_read_register_with_nothing_in_scope_is_a_user_fault(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("NIP,Nama\n197102022006061002,CONTOH\n", encoding="utf-8")
    with pytest.raises(UserFault) as refused:
        read_register(path, ReadOptions(allowed_fields=frozenset()))
    assert refused.value.code == NOTHING_IN_SCOPE
