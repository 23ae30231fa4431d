"""What differs between two versions of a berita acara is told where it stands."""

from dataclasses import replace
from datetime import date

import pytest
from sample_document import sample

from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import OpenPoint, Person
from padan.domain.document_changes import Change, changes


@pytest.fixture
def content() -> BeritaAcaraContent:
    return sample()


def test_same_content_has_no_changes_though_ids_differ(content: BeritaAcaraContent) -> None:
    later = replace(content, document_id="lain", version=content.version + 1, supersedes=content.document_id)
    assert changes(content, later) == []


def test_count_of_one_party_is_told_with_both_values(content: BeritaAcaraContent) -> None:
    counts = replace(content.counts_first, identical=content.counts_first.identical + 5)
    found = changes(content, replace(content, counts_first=counts))
    before = content.counts_first.identical
    assert found == [Change("counts_first", "", "identical", str(before), str(before + 5))]


def test_entry_that_only_moved_is_no_change(content: BeritaAcaraContent) -> None:
    points = (OpenPoint("satu", "BKN"), OpenPoint("dua", "DPR", date(2026, 12, 1)))
    older = replace(content, open_points=points)
    assert changes(older, replace(content, open_points=points[::-1])) == []


def test_new_witness_is_told_field_by_field_against_nothing(content: BeritaAcaraContent) -> None:
    older = replace(content, witnesses=())
    found = changes(older, replace(content, witnesses=(Person("Wati Uji", jabatan="Analis"),)))
    assert Change("witnesses", "Wati Uji", "name", "", "Wati Uji") in found
    assert Change("witnesses", "Wati Uji", "jabatan", "", "Analis") in found


def test_changes_follow_the_order_of_the_document(content: BeritaAcaraContent) -> None:
    later = replace(content, place="Bandung", period="Semester I Tahun 2031", copies=content.copies + 1)
    assert [one.part for one in changes(content, later)] == ["period", "place", "copies"]
