import random
import zlib

import pytest
from sample_document import frozen, sample

from padan.adapters.documents.inspect import check_signed, inspect_pdf, roots_in
from padan.adapters.documents.inspect_child import read_record
from padan.adapters.documents.maker import PdfDocuments
from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.common.places import resources
from padan.domain.berita_acara import BeritaAcaraContent

TORN_PDF = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"


def pdf_with(attached: bytes, *, encoded: bytes = b"") -> bytes:
    """A small PDF whose attachment `berita_acara.json` has these bytes."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(berita_acara.json)3 0 R]>>>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/Filespec/F(berita_acara.json)/EF<</F 4 0 R>>>>",
        b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(attached), encoded, attached),
    ]
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return made + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def code_of(pdf: bytes) -> int:
    with pytest.raises(UserFault) as caught:
        read_record(pdf)
    return caught.value.code


def test_record_of_an_issued_document_reads_back(issued: bytes) -> None:
    found = inspect_pdf(issued)
    content = found.untrusted_record["content"]
    assert isinstance(content, dict)
    assert BeritaAcaraContent.from_dict(content) == sample()


def test_small_pdf_of_the_test_is_readable() -> None:
    assert read_record(pdf_with(b'{"a": 1}')) == b'{"a": 1}'


@pytest.mark.parametrize(
    "attached",
    [b"", b"[1]", b"{", b'{"a": "\\ud800"}', b"\xff\xfe{}", b"[" * 100_000, b'{"a":' * 50_000],
    ids=["empty", "list", "torn", "surrogate", "utf16", "deep-list", "deep-object"],
)
def test_attachment_that_is_no_json_object_is_no_berita_acara(attached: bytes) -> None:
    assert code_of(pdf_with(attached)) == codes.PDF_NOT_PADAN


@pytest.mark.log_warnings
@pytest.mark.parametrize(
    "pdf", [b"", b"PK\x03\x04", b"%PDF-1.7\n", TORN_PDF], ids=["empty", "zip", "head", "torn"]
)
def test_file_that_is_no_pdf_is_refused(pdf: bytes) -> None:
    assert code_of(pdf) == codes.PDF_UNREADABLE


def test_attachment_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compress(b"\0" * (96 << 20), 9)
    with pytest.raises(UserFault) as caught:
        inspect_pdf(pdf_with(bomb, encoded=b"/Filter/FlateDecode"))
    assert caught.value.code == codes.PDF_UNREADABLE


@pytest.mark.log_warnings
def test_damaged_pdf_is_a_user_fault_or_reads_as_something(issued: bytes) -> None:
    dice, found = random.Random(20261123), set()
    for turn in range(30):
        damaged = bytearray(issued)
        for _ in range(dice.choice((1, 5, 50))):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            read_record(bytes(damaged[: dice.randrange(len(damaged))] if turn % 7 == 0 else damaged))
        except UserFault as fault:
            found.add(fault.code)
    assert found <= {codes.PDF_UNREADABLE, codes.PDF_NOT_PADAN}


def test_hostile_record_is_refused_when_it_is_rendered() -> None:
    maker = PdfDocuments(resources())
    content = sample().to_dict()
    content["copies"] = 10**9
    with pytest.raises(UserFault) as caught:
        maker.body(content, frozen(sample()).to_dict(), copy=1, copies=10**9)
    assert caught.value.code == codes.DOCUMENT_CONTENT_INVALID


def test_unsigned_pdf_has_no_signatures(issued: bytes) -> None:
    assert check_signed(issued, issued) == {
        "begins_with_issued": True,
        "only_signatures_added": True,
        "signatures": [],
    }


def test_root_folder_that_is_absent_means_no_roots() -> None:
    assert roots_in(resources() / "nowhere") == []


def test_root_that_is_no_certificate_is_named(issued: bytes) -> None:
    with pytest.raises(UserFault) as caught:
        check_signed(issued, issued, [b"bukan sertifikat"])
    assert caught.value.code == codes.ROOTS_UNREADABLE
