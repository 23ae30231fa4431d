from padan.domain.fields import (
    COMBINED,
    DATE_FIELDS,
    DEFAULT_FIELDS,
    EVIDENCE_FIELDS,
    FIELDS,
    ORDINAL,
    order_of,
)
from padan.domain.heading_words import SYNONYMS
from padan.domain.headings import normalise_heading, recognise


def test_every_synonym_belongs_to_a_known_field() -> None:
    assert [
        name for name in SYNONYMS if name not in FIELDS and name not in COMBINED and name != ORDINAL
    ] == []


def test_no_synonym_means_two_fields() -> None:
    meant: dict[str, str] = {}
    clashes = []
    for field, words in SYNONYMS.items():
        for word in words:
            other = meant.setdefault(normalise_heading(word), field)
            if other != field:
                clashes.append((word, field, other))
    assert clashes == []


def test_no_synonym_hides_a_canonical_name() -> None:
    assert [name for name in FIELDS if (found := recognise(name)) is None or found.field != name] == []


def test_an_empty_heading_means_nothing() -> None:
    assert [recognise(text) for text in ("", " ", "#", "()", "x" * 5000)] == [None] * 5


def test_fields_of_elements_are_kept() -> None:
    from padan.domain.elements import ELEMENTS

    assert [field for element in ELEMENTS for field in element.fields if field not in DEFAULT_FIELDS] == []


def test_sets_are_parts_of_the_table() -> None:
    assert DATE_FIELDS < DEFAULT_FIELDS
    assert set(EVIDENCE_FIELDS) < DEFAULT_FIELDS
    assert order_of("pns_id") == 0
    assert order_of("unknown") == len(FIELDS)
