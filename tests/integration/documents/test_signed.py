import io
from datetime import datetime
from typing import Any

import page
import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from padan.adapters.documents.inspect import check_signed
from padan.adapters.documents.signature_fields import with_fields
from padan.common.errors import Defect

DER = serialization.Encoding.DER
Made = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def certificate(name: str, issuer: Made | None = None) -> Made:
    key, is_root = ec.generate_private_key(ec.SECP256R1()), issuer is None
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(2049, 1, 1))
        .add_extension(x509.BasicConstraints(is_root, None), True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_cert_sign=is_root,
                crl_sign=is_root,
                **usage,
            ),
            True,
        )
    )
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256()), key


ROOT = certificate("CA Contoh")
ROOTS = [ROOT[0].public_bytes(serialization.Encoding.PEM)]


def signer_named(name: str) -> signers.SimpleSigner:
    own, key = certificate(name, ROOT)
    store = SimpleCertificateStore()
    store.register(asn1_x509.Certificate.load(ROOT[0].public_bytes(DER)))
    private = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        asn1_x509.Certificate.load(own.public_bytes(DER)), keys.PrivateKeyInfo.load(private), store
    )


def sign(pdf: bytes, field: str, name: str = "Pejabat Contoh") -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    metadata = signers.PdfSignatureMetadata(field_name=field)
    made: bytes = signers.sign_pdf(writer, metadata, signer=signer_named(name)).getvalue()
    return made


def rotated(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    reference = writer.find_page_for_modification(0)[0]
    reference.get_object()["/Rotate"] = generic.NumberObject(90)
    writer.mark_update(reference)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def signatures(found: dict[str, object]) -> Any:
    return found["signatures"]


def test_two_officials_sign_the_reserved_fields_one_after_the_other(issued: bytes) -> None:
    signed = sign(sign(issued, "PIHAK_KESATU", "Pejabat Satu"), "PIHAK_KEDUA", "Pejabat Dua")
    found = check_signed(issued, signed, ROOTS)
    assert found["begins_with_issued"] is found["only_signatures_added"] is True
    assert [one["field"] for one in signatures(found)] == ["PIHAK_KESATU", "PIHAK_KEDUA"]
    assert [one["signer"] for one in signatures(found)] == [
        "Common Name: Pejabat Satu",
        "Common Name: Pejabat Dua",
    ]
    assert all(one["intact"] and one["trusted"] for one in signatures(found))
    assert [one["covers_all"] for one in signatures(found)] == [False, True]


def test_signature_in_a_field_of_its_own_is_accepted(issued: bytes) -> None:
    found = check_signed(issued, sign(issued, "TTE_LAIN"), ROOTS)
    assert found["only_signatures_added"] is True


def test_unknown_root_is_intact_but_not_trusted(issued: bytes) -> None:
    (one,) = signatures(check_signed(issued, sign(issued, "PIHAK_KESATU")))
    assert (one["intact"], one["trusted"]) == (True, False)


def test_changed_byte_breaks_the_beginning_and_the_signature(issued: bytes) -> None:
    signed = bytearray(sign(issued, "PIHAK_KESATU"))
    signed[2000] ^= 1
    found = check_signed(issued, bytes(signed), ROOTS)
    assert found["begins_with_issued"] is False
    assert signatures(found)[0]["intact"] is False


def test_page_changed_before_signing_is_noticed(issued: bytes) -> None:
    found = check_signed(issued, sign(rotated(issued), "PIHAK_KESATU"), ROOTS)
    assert found["begins_with_issued"] is True
    assert found["only_signatures_added"] is False
    assert signatures(found)[0]["intact"] is True


def test_page_changed_after_signing_is_noticed(issued: bytes) -> None:
    found = check_signed(issued, rotated(sign(issued, "PIHAK_KESATU")), ROOTS)
    assert found["only_signatures_added"] is False
    assert signatures(found)[0]["covers_all"] is False


def test_another_documents_signed_copy_does_not_pass(issued: bytes) -> None:
    found = check_signed(issued + b"x", sign(issued, "PIHAK_KESATU"), ROOTS)
    assert found["begins_with_issued"] is found["only_signatures_added"] is False


@pytest.mark.parametrize("field", ["PIHAK_KESATU", "PIHAK_KEDUA"])
def test_reserved_field_lies_on_the_last_page_inside_the_paper(issued: bytes, field: str) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(issued))
    (found,) = [one for one in writer.root["/AcroForm"]["/Fields"] if one.get_object()["/T"] == field]
    left, bottom, right, top = (float(one) for one in found.get_object()["/Rect"])
    assert 80 < left < right < 540
    assert 90 < bottom < top < 780


def test_reserved_fields_are_all_that_follows_the_rendered_document(issued: bytes) -> None:
    assert issued.count(b"%%EOF") == 2
    assert issued.count(b"<x:xmpmeta") == 1
    assert page.validate_pdf_bytes(issued, profile="3b").document.page_count == 4


def test_fields_of_an_unexpected_pdf_are_our_defect() -> None:
    with pytest.raises(Defect):
        with_fields(b"%PDF-1.7\n%%EOF\n", [])
