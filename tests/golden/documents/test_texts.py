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
from padan.domain.berita_acara import BeritaAcaraContent

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
    assert (WORDING, hashlib.sha256(words.encode()).hexdigest()[:16]) == (1, "1c278b6ffccbcfd7")


def test_edition_names_the_renderer_that_is_installed() -> None:
    assert f"typst {version('typst')}" == RENDERER
    assert edition().startswith(f"{WORDING}-")
    assert prints_alike(edition())
    assert not prints_alike("1-0123456789abcdef")


def test_document_without_an_edition_was_printed_by_the_first() -> None:
    assert prints_alike("") == (edition() == FIRST_EDITION)
