"""Code sets between two offices: published by their owner, kept by version, never beyond the scope."""

from pathlib import Path

import pytest

from padan.common.codes import handover as codes
from padan.common.codes import web as web_codes
from padan.common.errors import UserFault
from padan.domain.exchange.incoming import InState
from padan.domain.web.code_sets import CodeRow
from padan.services.exchange import plan_package
from padan.services.exchange.plan_package import PrepareRequest
from padan.services.web import keep_codes

from .conftest import AGREEMENT, Office

OWN = 'id;kodeCepat;nama\nA5EB;48001;Analis Legislatif Ahli Pertama\nB6FC;48002;"Analis; Muda"\n'
SET = "jabatan-fungsional"


def _import(office: Office, path: Path, text: str, name: str = SET) -> str:
    path.write_text(text, encoding="utf-8")
    return keep_codes.import_file(office.at("sari"), office.tools, str(path), name)[0].id


def test_own_set_is_published_and_kept_by_version_at_the_other_end(
    offices: tuple[Office, Office], tmp_path: Path
) -> None:
    dpr, bkn = offices
    for text, versions in ((OWN, 1), (OWN, 1), (OWN.replace("Pertama", "Utama"), 2)):
        opened = bkn.open(dpr.send("REF", subject=_import(dpr, tmp_path / "jf.csv", text)))
        assert opened.state is InState.APPLIED
        assert (opened.package.result["accepted"], opened.package.result["refused"]) == (2, 0)
        kept = keep_codes.code_sets(bkn.at("sari"), SET)
        assert len(kept) == versions
    assert {one.profile_id for one in kept} == {"paket:dpr"}
    assert kept[0].rows == (
        CodeRow("A5EB", "48001", "Analis Legislatif Ahli Pertama"),
        CodeRow("B6FC", "48002", "Analis; Muda"),
    )
    changed = keep_codes.compare(bkn.at("sari"), kept[0].id, kept[1].id).changed
    assert [new.name for _old, new in changed] == ["Analis Legislatif Ahli Utama"]


def test_set_beyond_the_scope_does_not_leave(offices: tuple[Office, Office], tmp_path: Path) -> None:
    dpr, _bkn = offices
    subject = _import(dpr, tmp_path / "golongan.csv", "id,kode,nama\n31,III/a,Penata Muda\n", "golongan")
    with pytest.raises(UserFault) as caught:
        plan_package.prepare(dpr.at("sari"), dpr.tools, PrepareRequest(AGREEMENT, "REF", subject))
    assert caught.value.code == codes.CODE_SET_OUT_OF_SCOPE


def test_set_beyond_the_scope_is_refused_when_it_comes_all_the_same(
    offices: tuple[Office, Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dpr, bkn = offices
    subject = _import(dpr, tmp_path / "golongan.csv", "id,kode,nama\n31,III/a,Penata Muda\n", "golongan")
    monkeypatch.setattr(plan_package, "may_travel", lambda _name, _groups: True)
    opened = bkn.open(dpr.send("REF", subject=subject))
    assert opened.state is InState.APPLIED
    assert opened.package.result == {
        "accepted": 0,
        "refused": 1,
        "held": 0,
        "errors": [["-", "referensi_golongan.csv", codes.CODE_SET_OUT_OF_SCOPE]],
    }
    assert keep_codes.code_sets(bkn.at("sari"), "golongan") == []
    assert dpr.open(bkn.send("TT")).state is InState.APPLIED  # the sender is told


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "\x00"])
def test_file_that_is_no_code_set_is_refused(
    offices: tuple[Office, Office], tmp_path: Path, text: str
) -> None:
    dpr, _bkn = offices
    with pytest.raises(UserFault) as caught:
        _import(dpr, tmp_path / "x.csv", text)
    assert caught.value.code == web_codes.CODE_SET_FILE_WRONG
    assert keep_codes.code_sets(dpr.at("sari"), SET) == []
