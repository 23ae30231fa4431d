"""What a berita acara PDF can be held against alone: hash, seal, balance, pages; no use case itself."""

from padan.common.errors import Fault
from padan.domain.berita_acara import FIRST_SCHEMA, BeritaAcaraContent, FrozenPart, imbalances
from padan.services.document_evidence import Check, CheckState, check
from padan.services.ports.tools import Signatures, Tools

MOST_COPIES = 10
"""A foreign record may claim any number of copies; no agreement asks for more than a few."""


def hash_check(content: BeritaAcaraContent, frozen: FrozenPart | None) -> Check:
    """Check that the content is the one that was frozen; a draft is none."""
    label = "Isi dokumen sama dengan yang dibekukan"
    if frozen is None:
        return Check("content", label, CheckState.DIFFERS, "konsep: dokumen ini belum dibekukan")
    return check("content", label, frozen.content_hash == content.content_hash(), "sidik isi berbeda")


def balance_check(content: BeritaAcaraContent) -> Check:
    """Check that Table 1 balances, for each party and between them."""
    wrong = imbalances(content)
    detail = "; ".join(f"{one.what} {one.party}: {one.expected} ≠ {one.found}" for one in wrong)
    return check("balance", "Tabel 1 seimbang", not wrong, detail)


def seal_check(content: BeritaAcaraContent, frozen: FrozenPart, signatures: Signatures) -> Check:
    """Check the signature over moment, audit checkpoint, steps, template edition and annex pages."""
    label = "Segel pembekuan (waktu, titik audit, langkah, templat)"
    if frozen.seal is None:
        if content.schema == FIRST_SCHEMA:
            return Check("seal", label, CheckState.NOT_CHECKED, "dokumen lama, dibekukan sebelum ada segel")
        return Check("seal", label, CheckState.DIFFERS, "tidak ada segel")
    message = frozen.seal_message(content.document_id, content.version)
    holds = signatures.holds(frozen.seal.public_key, message, frozen.seal.signature)
    return check("seal", label, holds, "bagian beku diubah sesudah disegel")


def page_check(tools: Tools, content: BeritaAcaraContent, frozen: FrozenPart | None, pdf: bytes) -> Check:
    """Render the record anew: equal bytes prove that the pages show what the record says and nothing else."""
    label = "Halaman PDF sama dengan isi tercatat"
    values, part = content.to_dict(), None if frozen is None else frozen.to_dict()
    first = 0 if frozen is None else 1
    try:
        for copy in range(first, min(content.copies, MOST_COPIES) + 1):
            made = tools.documents.body(values, part, copy=copy, copies=content.copies).content
            if made == pdf:
                return Check("pages", label, CheckState.OK, f"rangkap ke-{copy}" if copy else "")
            if pdf.startswith(made):
                return _continued(tools, label, copy, made, pdf)
    except Fault as fault:
        return Check(
            "pages", label, CheckState.DIFFERS, f"isi tercatat tidak dapat dicetak (kode {fault.code})"
        )
    if frozen is not None and not tools.documents.prints_alike(frozen.template):
        return Check("pages", label, CheckState.NOT_CHECKED, _other_template(tools, frozen))
    detail = "PDF bukan hasil cetak asli dari isi ini, byte demi byte"
    return Check("pages", label, CheckState.DIFFERS, detail)


def _other_template(tools: Tools, frozen: FrozenPart) -> str:
    """Say why other bytes prove nothing: the pages were printed by another edition than the one here."""
    here = tools.documents.edition()
    if not frozen.template:
        return f"dokumen lama tanpa catatan templat; templat di sini {here}, halaman tidak dapat dibandingkan"
    return f"dicetak dengan templat {frozen.template}, di sini {here}; halaman tidak dapat dibandingkan"


def _continued(tools: Tools, label: str, copy: int, issued: bytes, signed: bytes) -> Check:
    """An issued copy that goes on may hold signatures, and nothing else that changes what is seen."""
    found = tools.documents.check_signed(issued, signed)
    if not found.get("only_signatures_added"):
        detail = f"rangkap ke-{copy} diubah sesudah diterbitkan, bukan hanya ditandatangani"
        return Check("pages", label, CheckState.DIFFERS, detail)
    return Check("pages", label, CheckState.OK, f"rangkap ke-{copy}, ditandatangani secara elektronik")
