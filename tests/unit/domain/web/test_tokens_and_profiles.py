"""Pasted tokens and profile files, whole and spoilt."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.bootstrap import ShippedResources
from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.common.places import resources
from padan.domain.plain import to_plain
from padan.domain.web.profile import GatewayHolder, Prefix, ServiceProfile, SsoHolder, parse_profile
from padan.domain.web.service import Secrets, missing
from padan.domain.web.siasn_people import Call, credit_fields, kept_of, main_fields, position_fields, text_of
from padan.domain.web.tokens import TokenState, read_pasted
from padan.training.siasn_service import practice_token

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
TOKEN = practice_token(int(NOON.timestamp()))


@pytest.mark.parametrize(
    "around", ["{}", "  {}\n", '"{}"', "bearer {}", "Auth: bearer {}", "Authorization: Bearer {}"]
)
def test_token_is_read_out_of_what_was_pasted(around: str) -> None:
    pasted = read_pasted(around.format(TOKEN))
    assert pasted is not None
    assert (pasted.token, pasted.ends) == (TOKEN, NOON)


def test_token_broken_over_lines_is_joined() -> None:
    pasted = read_pasted(TOKEN[:20] + "\r\n" + TOKEN[20:])
    assert pasted is not None
    assert pasted.token == TOKEN


@pytest.mark.parametrize("pasted", ["", "rahasia", "a.b.c", "eyJ.eyJ", TOKEN + ".x", "é" + TOKEN, "{}.{}.{}"])
def test_what_is_no_token_is_refused(pasted: str) -> None:
    assert read_pasted(pasted) is None


@given(st.text(max_size=60))
def test_anything_pasted_is_read_or_refused(pasted: str) -> None:
    assert read_pasted(pasted) is None or pasted.count(".") == 2


@pytest.mark.parametrize(
    ("before", "state"),
    [
        (timedelta(hours=1), TokenState.VALID),
        (timedelta(minutes=4), TokenState.ENDING),
        (timedelta(0), TokenState.ENDED),
    ],
)
def test_time_left_is_told(before: timedelta, state: TokenState) -> None:
    pasted = read_pasted(TOKEN)
    assert pasted is not None
    assert pasted.state(NOON - before) is state


def test_shipped_profiles_are_whole_and_come_back_from_their_file() -> None:
    found = ShippedResources(resources()).profiles()
    assert {one.id for one in found} == {
        "siasn-produksi",
        "siasn-latihan",
        "siasn-gerbang-terusan",
        "siasn-gerbang-pemegang",
    }
    assert [parse_profile(to_plain(one)) for one in found] == list(found)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"base": "http://siasn.contoh.invalid/api"},
        {"base": "https://nama:sandi@contoh.invalid"},
        {"base": "https://contoh.invalid/"},
        {"base": ""},
        {"base": "https://contoh.invalid:notaport"},
        {"calls_a_minute": -1},
        {"at_once": 99},
        {"gateway_by": "nobody"},
        {"prefix": "api"},
        {"proxy": "socks5://127.0.0.1"},
        {"unknown": 1},
    ],
)
def test_profile_that_cannot_be_used_is_refused_by_its_place(spoilt: dict[str, Any]) -> None:
    whole = to_plain(ShippedResources(resources()).profiles()[0])
    with pytest.raises(UserFault) as refused:
        parse_profile({**whole, **spoilt})
    assert refused.value.code == codes.PROFILE_INVALID


def test_prefix_stands_before_the_path_or_in_its_place() -> None:
    def address(stands: Prefix) -> str:
        plain = to_plain(ShippedResources(resources()).profiles()[0])
        changed = {
            **plain,
            "base": "https://g.invalid/apisiasn/1.0",
            "prefix": "/api",
            "prefix_stands": stands.value,
        }
        return parse_profile(changed).address("/pns/data-utama/1")

    assert address(Prefix.BEFORE) == "https://g.invalid/api/apisiasn/1.0/pns/data-utama/1"
    assert address(Prefix.INSTEAD) == "https://g.invalid/api/pns/data-utama/1"


def test_only_what_a_profile_needs_is_missing() -> None:
    shipped = {one.id: one for one in ShippedResources(resources()).profiles()}
    assert missing(shipped["siasn-produksi"], Secrets()) == ["consumer_key", "consumer_secret", "sso_token"]
    assert missing(shipped["siasn-gerbang-pemegang"], Secrets()) == ["gateway_key"]
    holder: ServiceProfile = shipped["siasn-gerbang-pemegang"]
    assert (holder.gateway_by, holder.sso_by) == (GatewayHolder.GATEWAY, SsoHolder.GATEWAY)


@pytest.mark.parametrize("empty", [None, "", "-", "null", "01-01-0001", "0000-00-00", {}, []])
def test_what_means_nothing_becomes_empty(empty: object) -> None:
    assert text_of(empty) == ""


def test_fields_outside_the_map_never_pass() -> None:
    told = main_fields(
        {"nipBaru": "1", "noHp": "0812", "alamat": "Jalan", "npwp": "1", "asnJenjangJabatan": "Ahli Muda"}
    )
    assert told == {"nip_baru": "1", "jenjang": "Ahli Muda"}
    assert kept_of(Call.CREDITS, [{"id": "1", "rahasia": "x"}]) == [{"id": "1"}]


def test_deleted_rows_of_a_history_do_not_count() -> None:
    rows = [
        {"tmtJabatan": "01-04-2020", "nomorSk": "1"},
        {"tmtJabatan": "01-04-2022", "nomorSk": "2", "deletedAt": "02-02-2023"},
    ]
    assert position_fields(rows, "") == {"sk_jabatan_nomor": "1"}


def test_decree_of_the_position_held_is_told() -> None:
    rows = [{"tmtJabatan": "01-04-2020", "nomorSk": "1"}, {"tmtJabatan": "01-04-2022", "nomorSk": "2"}]
    assert position_fields(rows, "01-04-2020") == {"sk_jabatan_nomor": "1"}
    assert position_fields(rows, "") == {"sk_jabatan_nomor": "2"}


def test_last_assessment_counts_by_its_period() -> None:
    rows = [
        {"tahunSelesaiPenailan": "2022", "bulanSelesaiPenailan": "12", "kreditBaruTotal": "90"},
        {"tahunSelesaiPenailan": "2023", "bulanSelesaiPenailan": "6", "kreditBaruTotal": 120.5},
    ]
    assert credit_fields(rows) == {"angka_kredit": "120.5"}
