"""Every word of a berita acara, in both profiles: a change of wording shows as a change of these files.

Write them anew with PADAN_GOLDEN=1 after reading the difference, and raise WORDING in
`padan.adapters.documents.edition`: documents that exist must be told apart from those of the new wording.
"""

import hashlib
import json
import os
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from sample_document import frozen, sample, serif

from padan.adapters.documents.body import body_data
from padan.adapters.documents.edition import FIRST_EDITION, RENDERER, WORDING, edition, prints_alike
from padan.adapters.documents.render import render_body
from padan.domain.berita_acara import FIRST_SCHEMA, BeritaAcaraContent

CASES = {"a4-sans": sample(), "f4-serif-latihan": serif(replace(sample(), training=True))}


def words_of(content: BeritaAcaraContent) -> str:
    data = body_data(content, frozen(content), 1)
    foot = {name: value for name, value in data.pop("foot").items() if name != "qr"}  # type: ignore[attr-defined]
    return json.dumps({**data, "foot": foot}, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_wording_is_the_agreed_one(name: str) -> None:
    golden = Path(__file__).with_name(f"berita-acara.{name}.json")
    if os.environ.get("PADAN_GOLDEN"):
        golden.write_text(words_of(CASES[name]), encoding="utf-8", newline="\n")
    assert words_of(CASES[name]) == golden.read_text(encoding="utf-8")


def test_changed_wording_is_a_new_edition() -> None:
    words = "".join(words_of(one) for one in CASES.values())
    assert (WORDING, hashlib.sha256(words.encode()).hexdigest()[:16]) == (1, "0c5d87e707431d38")


def test_edition_names_the_renderer_that_is_installed() -> None:
    assert f"typst {version('typst')}" == RENDERER
    assert edition().startswith(f"{WORDING}-")
    assert prints_alike(edition())
    assert not prints_alike("1-0123456789abcdef")


def test_document_without_an_edition_was_printed_by_the_first() -> None:
    assert prints_alike("") == (edition() == FIRST_EDITION)


FIRST_SCHEMA_BYTES = {
    "a4-sans": "3f1e14af9f4238e725ecbde3a10874e199a5d65e1157284f8b6c345683813fe6",
    "f4-serif-latihan": "06fe001eab2598b352baaf63b44e19c7db47c6a6992a47ae8cfb91cd22ddd635",
}


@pytest.mark.skipif(edition() != FIRST_EDITION, reason="other templates than the first print here")
@pytest.mark.parametrize("name", FIRST_SCHEMA_BYTES)
def test_document_of_the_first_schema_still_comes_out_byte_by_byte(name: str) -> None:
    content = replace(CASES[name], schema=FIRST_SCHEMA)
    made = render_body(content, frozen(content), copy=1)
    assert hashlib.sha256(made).hexdigest() == FIRST_SCHEMA_BYTES[name]
