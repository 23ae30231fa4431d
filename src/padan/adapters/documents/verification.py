"""Head, foot, QR code and the verification block: what ties each sheet of paper to the document it was
printed from.
"""

import io

from padan.domain.berita_acara import BeritaAcaraContent, FrozenPart, qr_text, verification_code
from padan.domain.date_words import wib_time
from padan.domain.printed import AnnexDelivery
from padan.domain.words import digits_grouped, grouped

NOTHING = "–"
TRAINING, DRAFT = "LATIHAN", "KONSEP"
STEP_LABELS = {"prepare": "Disusun", "verify": "Diverifikasi", "approve": "Disahkan"}


def head(content: BeritaAcaraContent, frozen: FrozenPart | None) -> dict[str, str]:
    """Return the line at the head of each page."""
    left = "LATIHAN – bukan dokumen resmi" if content.training else ""
    right = "" if frozen else "Konsep – belum disahkan"
    return {"left": left, "middle": content.secrecy, "right": right}


def watermark(content: BeritaAcaraContent, frozen: FrozenPart | None) -> str:
    """Return the word behind each page, or nothing on a real, frozen document."""
    if content.training:
        return TRAINING
    return "" if frozen else DRAFT


def foot(content: BeritaAcaraContent, frozen: FrozenPart | None, copy: int) -> dict[str, object]:
    """Return the foot of each page: QR, id, code, copy, and the paraf boxes."""
    lines = [
        f"Berita Acara Hasil Pemadanan Data · versi {content.version}",
        f"Id {content.document_id.upper()}",
    ]
    code = verification_code(content, frozen)
    lines.append(f"Kode verifikasi {code}" if code else "Konsep, tanpa kode verifikasi")
    return {
        "qr": qr_svg(qr_text(content, frozen)) if frozen else None,
        "qr_alt": f"Kode QR verifikasi dokumen {content.document_id.upper()}",
        "lines": lines,
        "mark": copy_mark(copy, content.copies),
        "secrecy": content.secrecy,
        "pages": None,
        "more": frozen.annex_pages if frozen else 0,
        "roles": ["PIHAK I", "PIHAK II"],
    }


def annex_head(
    content: BeritaAcaraContent, delivery: AnnexDelivery, numeral: str, part: str
) -> dict[str, str]:
    """Return the head of an annex page: secrecy, numeral, and the print of its list as the body quotes it."""
    prints = {one.numeral: short_print(one.fingerprint) for one in content.annexes if one.fingerprint}
    listed = f"Sidik daftar {prints[numeral]}" if numeral in prints else ""
    left = "LATIHAN" if content.training else ""
    return {
        "left": " · ".join(one for one in (left, listed) if one),
        "middle": delivery.secrecy,
        "right": f"Lampiran {numeral}{part}",
    }


def annex_foot(
    content: BeritaAcaraContent, frozen: FrozenPart | None, delivery: AnnexDelivery, last_page: int
) -> dict[str, object]:
    """Return the foot of an annex page: secrecy, copy, recipient, officer, time, package."""
    package = f" · paket {delivery.package_number}" if delivery.package_number else ""
    lines = [
        f"Salinan ke-{delivery.copy} dari {delivery.copies} · untuk {delivery.recipient}",
        f"Dicetak oleh {delivery.officer}, {wib_time(delivery.at)}{package}",
        f"Id {content.document_id.upper()} versi {content.version}",
    ]
    made = foot(content, frozen, 0)
    return made | {"lines": lines, "pages": last_page, "mark": "", "secrecy": delivery.secrecy}


def short_print(fingerprint: str) -> str:
    """Return the first 16 hex digits in two groups and an ellipsis, or a dash."""
    return f"{fingerprint[:8]} {fingerprint[8:16]}…" if fingerprint else NOTHING


def copy_mark(copy: int, copies: int) -> str:
    """Return `Rangkap ke-1 dari 2`; nothing for copy 0, the unnumbered preview."""
    return f"Rangkap ke-{copy} dari {copies}" if copy else ""


def qr_svg(text: str) -> str:
    """Return a QR code as SVG without a quiet zone (the foot leaves room around it)."""
    import segno

    stream = io.BytesIO()
    segno.make(text, error="l", micro=False, boost_error=False).save(
        stream, kind="svg", border=1, xmldecl=False
    )
    return stream.getvalue().decode("utf-8")


def verification(content: BeritaAcaraContent, frozen: FrozenPart | None, title: str) -> dict[str, object]:
    """Return the block before the closing with everything another office needs to check the paper."""
    rows = [
        ["Id dokumen, versi", f"{content.document_id.upper()}, versi {content.version}"],
        *([["Menggantikan", content.supersedes.upper()]] if content.supersedes else []),
        *([["Kode verifikasi", verification_code(content, frozen)]] if frozen else []),
        ["SHA-256 isi dokumen", digits_grouped(content.content_hash())],
        *[["SHA-256 berkas " + one.register, digits_grouped(one.file_sha256)] for one in content.sources],
        ["SHA-256 hasil pemadanan", digits_grouped(content.run.result)],
        ["SHA-256 aturan pemadanan", digits_grouped(content.run.rules)],
    ]
    if frozen:
        rows.append(
            ["Titik audit", f"{grouped(frozen.checkpoint_size)} : {digits_grouped(frozen.checkpoint_hash)}"]
        )
        rows += [
            [STEP_LABELS.get(one.step, one.step), _step(one.officer_id, one.public_key)]
            for one in frozen.steps
        ]
        rows.append(["Dibekukan", wib_time(frozen.frozen_at)])
    return {"title": title if frozen else f"{title} (KONSEP, BELUM DIBEKUKAN)", "rows": rows}


def _step(officer_id: str, public_key: str) -> str:
    return f"petugas {officer_id.upper()}, kunci {digits_grouped(public_key[:16])}…"
