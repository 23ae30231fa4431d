import json
from dataclasses import replace

import pytest
from sample_document import frozen, sample

from padan.domain.berita_acara import (
    BeritaAcaraContent,
    FrozenPart,
    imbalances,
    machine_record,
    qr_text,
    verification_code,
)
from padan.domain.document_profile import A4_SANS, F4_SERIF, kop_of, may_be_printed, profile_for
from padan.domain.plain import NotPlain


def untrusted() -> dict[str, object]:
    made: dict[str, object] = json.loads(sample().canonical_json())
    return made


def test_content_survives_json() -> None:
    assert BeritaAcaraContent.from_dict(untrusted()) == sample()


def test_frozen_part_survives_json() -> None:
    part = frozen(sample())
    assert FrozenPart.from_dict(json.loads(json.dumps(part.to_dict()))) == part


def test_content_hash_covers_every_figure() -> None:
    other = replace(sample(), counts_first=replace(sample().counts_first, review=11))
    assert other.content_hash() != sample().content_hash()


def test_sample_is_balanced() -> None:
    assert imbalances(sample()) == ()


def test_missing_row_is_an_imbalance_of_one() -> None:
    content = replace(sample(), counts_first=replace(sample().counts_first, review=9))
    (one,) = imbalances(content)
    assert (one.what, one.party, one.expected, one.found) == ("rows", "dpr", 1234, 1233)


def test_matched_pairs_must_be_equal_on_both_sides() -> None:
    counts = replace(sample().counts_first, identical=1101, review=9)
    assert [one.what for one in imbalances(replace(sample(), counts_first=counts))] == ["identical"]


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("copies", 10**9, "content.copies"),
        ("copies", 0, "content.copies"),
        ("copies", True, "content.copies"),
        ("version", -1, "content.version"),
        ("day", "1999-12-31", "content.day"),
        ("day", "kemarin", "content.day"),
        ("subject", None, "content.subject"),
        ("subject", "\ud800", "content.subject"),
        ("keys", "NIP", "content.keys"),
        ("keys", [1], "content.keys[0]"),
        ("first", {}, "content.first"),
    ],
)
def test_foreign_content_that_does_not_fit_is_refused_by_place(name: str, value: object, where: str) -> None:
    with pytest.raises(NotPlain) as caught:
        BeritaAcaraContent.from_dict({**untrusted(), name: value})
    assert caught.value.where == where


def test_unknown_and_missing_parts_are_refused() -> None:
    missing = untrusted()
    del missing["period"]
    for content in (missing, {**untrusted(), "lain": 1}):
        with pytest.raises(NotPlain):
            BeritaAcaraContent.from_dict(content)


@pytest.mark.parametrize("change", [{"width": 9999}, {"margin_left": 200}, {"size": 5000}, {"font": "Comic"}])
def test_profile_without_room_or_font_is_not_printed(change: dict[str, int | str]) -> None:
    assert may_be_printed(A4_SANS)
    assert may_be_printed(F4_SERIF)
    assert not may_be_printed(replace(A4_SANS, **change))  # type: ignore[arg-type]


def test_draft_has_no_verification_code() -> None:
    assert verification_code(sample(), None) == ""
    assert len(verification_code(sample(), frozen(sample()))) == 24


def test_verification_code_depends_on_result_and_checkpoint() -> None:
    content, part = sample(), frozen(sample())
    codes = {
        verification_code(content, part),
        verification_code(content, replace(part, checkpoint_size=1)),
        verification_code(replace(content, run=replace(content.run, result="0" * 64)), part),
    }
    assert len(codes) == 3


def test_qr_text_names_document_result_and_checkpoint() -> None:
    content, part = sample(), frozen(sample())
    parts = qr_text(content, part).split(":")
    assert parts[3:] == [
        content.document_id.upper(),
        "1",
        content.run.result.upper(),
        "4321",
        part.checkpoint_hash.upper(),
    ]


def test_record_carries_decisions_mappings_and_steps() -> None:
    record = json.loads(json.dumps(machine_record(sample(), frozen(sample()))))
    assert record["content"]["decisions"][0] == {"row_a": 3, "row_b": 4, "verdict": "same"}
    assert record["content"]["sources"][0]["mapping"][0] == {"header": "NIP", "field": "nip_baru"}
    assert [one["step"] for one in record["frozen"]["steps"]] == ["prepare", "verify", "approve"]


def test_kop_is_printed_only_by_profiles_that_ask_for_it() -> None:
    kop = kop_of("Badan Kepegawaian Negara", "Jalan Contoh 1", "(021) 1", "")
    assert kop.lines == ("BADAN KEPEGAWAIAN NEGARA",)
    assert kop.address == ("Jalan Contoh 1", "Telepon (021) 1")
    assert profile_for("a4-sans", kop) == A4_SANS
    assert profile_for("f4-serif-kop", kop).letterhead == kop
    assert profile_for("tak dikenal", kop) == A4_SANS
