"""The berita acara as ready texts for its template: opening, grounds, sources, keys, closing; computes no
count.
"""

from datetime import time

from padan.adapters.documents import body_results as parts
from padan.adapters.documents.body_results import FIRST, SECOND
from padan.adapters.documents.layout import (
    breakable,
    head_cell,
    look,
    numbered,
    pairs,
    row,
    section,
    table,
    text,
)
from padan.adapters.documents.verification import NOTHING, foot, head, short_print, verification, watermark
from padan.common.clock import WIB
from padan.domain.berita_acara import FIRST_SCHEMA, TITLE, BeritaAcaraContent, FrozenPart
from padan.domain.berita_acara_parts import Party, Person, Source
from padan.domain.clause import clause_words
from padan.domain.date_words import date_words, long_date, wib_time
from padan.domain.words import count_words, grouped

DOTS = "……………………………………"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def body_data(content: BeritaAcaraContent, frozen: FrozenPart | None, copy: int) -> dict[str, object]:
    """Return everything `berita_acara.typ` shows. `copy` counts from 1 to `content.copies`."""
    profile = content.profile
    sections = [
        _grounds(content),
        _sources(content),
        _elements(content),
        parts.results(content),
        parts.differences(content),
        parts.corrections(content),
        parts.open_points(content),
        parts.annexes(content),
        _confidentiality(content),
    ]
    for place, one in enumerate(sections):
        one["title"] = f"{LETTERS[place]}. {one['title']}"
    return {
        "look": look(profile),
        "title": f"Berita Acara Hasil Pemadanan Data {content.subject}",
        "authors": [content.first.name, content.second.name],
        "description": f"Periode {content.period}, id {content.document_id} versi {content.version}",
        "keywords": ["berita acara", "pemadanan data"],
        "record_description": "Hasil pemadanan yang dapat dibaca mesin",
        "first_page": 1,
        "layout": 1 if content.schema == FIRST_SCHEMA else 2,
        "head": head(content, frozen),
        "watermark": watermark(content, frozen),
        "foot": foot(content, frozen, copy),
        "letterhead": None if profile.letterhead is None else _letterhead(content),
        "title_line": TITLE,
        "subtitle": [content.subject.upper(), f"PERIODE {content.period.upper()}"],
        "numbers": [["NOMOR:", content.first.number or DOTS], ["NOMOR:", content.second.number or DOTS]],
        "opening": _opening(content),
        "parties": [_party("1.", content.first, FIRST), _party("2.", content.second, SECOND)],
        "together": _together(content),
        "sections": sections,
        "signature_space": 24 if profile.meterai else 20,
        "verification": verification(content, frozen, f"{LETTERS[len(sections)]}. VERIFIKASI"),
        "closing": _closing(content, f"{LETTERS[len(sections) + 1]}. PENUTUP"),
    }


def _letterhead(content: BeritaAcaraContent) -> dict[str, object]:
    kop = content.profile.letterhead
    assert kop is not None
    return {"lines": list(kop.lines), "address": list(kop.address), "logo_svg": kop.logo_svg}


def _opening(content: BeritaAcaraContent) -> str:
    day = date_words(content.day, content.profile.date_style)
    return f"Pada hari ini, {day}, bertempat di {content.place}, yang bertanda tangan di bawah ini:"


def _party(ordinal: str, party: Party, role: str) -> dict[str, object]:
    official = party.official
    rows = [
        ("Nama", breakable(official.name)),
        ("NIP", official.nip),
        ("Pangkat", official.pangkat),
        ("Jabatan", breakable(official.jabatan)),
        ("Instansi", official.agency or party.name),
    ]
    acting = f"bertindak dalam jabatannya untuk dan atas nama {party.name}, selanjutnya disebut {role}."
    return {"ordinal": ordinal, "rows": [list(one) for one in rows if one[1]], "acting": acting}


def _together(content: BeritaAcaraContent) -> str:
    return (
        f"{FIRST} dan {SECOND}, yang selanjutnya secara bersama-sama disebut PARA PIHAK, menyatakan telah "
        f"melaksanakan pemadanan data {content.subject} periode {content.period} dengan hasil "
        "sebagai berikut."
    )


def _grounds(content: BeritaAcaraContent) -> dict[str, object]:
    basis = content.basis
    clause = f", {clause_words(basis.clause)}" if basis.clause else ""
    names = (content.first.name, content.second.name)
    parties = " dan ".join(map(_once_named, basis.between or names, names))
    numbers = f"Nomor {basis.number_first} dan Nomor {basis.number_second}"
    signed = f"tanggal {long_date(basis.signed)}{clause}"
    items = [f"Perjanjian Kerja Sama antara {parties} tentang {basis.title}, {numbers}, {signed};"]
    for one in basis.addenda:
        note = f", {one.note}" if one.note else ""
        items.append(f"Adendum Nomor {one.number} tanggal {long_date(one.signed)}{note};")
    if content.override:
        items.append(f"{content.override.rstrip('.;')};")
    items[-1] = items[-1][:-1] + "."
    return section("DASAR PELAKSANAAN", numbered(items))


def _once_named(signed: str, now: str) -> str:
    return signed if signed == now else f"{signed} (sekarang {now})"


def _position(source: Source) -> str:
    """Return the position; the hour only where one is known: officers name a day."""
    local = source.position.astimezone(WIB)
    return wib_time(source.position) if local.time() != time() else long_date(local.date())


def _sources(content: BeritaAcaraContent) -> dict[str, object]:
    labels = {content.first.code: FIRST, content.second.code: SECOND}
    rows = [
        row(
            f"{place}.",
            f"{one.register} ({labels.get(one.party, one.party)})",
            wib_time(one.position) if content.schema == FIRST_SCHEMA else _position(one),
            one.received_as,
            one.package_number or NOTHING,
            grouped(one.rows),
            short_print(one.file_sha256),
        )
        for place, one in enumerate(content.sources, 1)
    ]
    names = ("No.", "Sumber data", "Posisi data", "Cara penerimaan", "Nomor paket", "Jumlah baris", "SHA-256")
    head_row = (tuple(head_cell(name) for name in names),)
    said = [
        text("Data yang dipadankan bersumber dari:"),
        table("", head_row, rows, widths=(0, 1.7, 1.5, 1.3, 1.3, 0, 1.15), aligns="clllcrl"),
    ]
    said += [
        text(
            f"Pada penerimaan {one.register}, {count_words(one.rows_refused)} baris tidak memenuhi syarat "
            "dan tidak ikut dipadankan."
        )
        for one in content.sources
        if one.rows_refused
    ]
    return section("SUMBER DATA", *said)


def _elements(content: BeritaAcaraContent) -> dict[str, object]:
    rows = [
        ("Kunci pemadanan", "; ".join(content.keys)),
        ("Unsur yang dipadankan", "; ".join(content.compared) or NOTHING),
        ("Aturan pemadanan", f"versi {content.rules_version} (SHA-256 {short_print(content.run.rules)})"),
        ("Kode referensi", f"versi {content.references_version}"),
    ]
    shown = [pairs(rows)]
    if content.not_compared:
        shown.append(text("Unsur yang tidak dipadankan:"))
        shown.append(numbered([f"{one.label}: {one.reason}" for one in content.not_compared]))
    return section("KUNCI DAN UNSUR YANG DIPADANKAN", *shown)


def _confidentiality(content: BeritaAcaraContent) -> dict[str, object]:
    said = (
        "PARA PIHAK wajib menjaga kerahasiaan data yang dipadankan beserta seluruh lampiran Berita Acara ini "
        "sesuai dengan Pasal 9 Perjanjian Kerja Sama. Data hanya digunakan untuk pelaksanaan Perjanjian "
        "Kerja Sama dan tidak diberikan kepada pihak lain, kecuali dengan persetujuan tertulis PARA PIHAK, "
        "atas perintah pengadilan atau pejabat yang berwenang, atau berdasarkan ketentuan peraturan "
        "perundang-undangan. Kewajiban ini tetap berlaku setelah Perjanjian Kerja Sama berakhir."
    )
    return section("KERAHASIAAN", text(said))


def _closing(content: BeritaAcaraContent, title: str) -> dict[str, object]:
    stamped = ", bermeterai cukup," if content.profile.meterai else ""
    said = [
        (
            "Demikian Berita Acara ini dibuat dengan sebenarnya dan ditandatangani oleh PARA PIHAK pada "
            "hari, tanggal, bulan, dan tahun tersebut di atas dalam rangkap "
            f"{count_words(content.copies)}{stamped} yang masing-masing mempunyai kekuatan hukum yang sama."
        )
    ]
    if content.one_person_office:
        said.insert(0, f"Pengecualian pemeriksaan oleh orang kedua: {content.one_person_office}")
    meterai = content.profile.meterai
    signers = [
        _signature(content.first.official, FIRST, meterai),
        _signature(content.second.official, SECOND, meterai),
    ]
    return {
        "title": title,
        "texts": said,
        "signatures": signers,
        "acknowledged_title": "Mengetahui,",
        "acknowledged": [_signature(one) for one in content.acknowledged_by],
        "witnesses_title": "Saksi-saksi:",
        "witnesses": [_signature(one) for one in content.witnesses],
    }


def _signature(person: Person, role: str = "", meterai: bool = False) -> dict[str, object]:
    lines = [person.pangkat, f"NIP {person.nip}" if person.nip else ""]
    stated = (person.jabatan,) if role else (person.jabatan, person.agency)
    position = "\n".join(breakable(one) for one in stated if one or role)
    return {
        "role": role,
        "position": position,
        "name": breakable(person.name),
        "lines": [one for one in lines if one],
        "meterai": meterai,
        "field": role.replace(" ", "_"),
    }
