"""Parts 5 to 9 of the berita acara in words and tables: results, differences, corrections, open points,
annexes.
"""

from padan.adapters.documents.layout import Part, head_cell, row, section, table, text
from padan.adapters.documents.verification import NOTHING, short_print
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import ClassCounts
from padan.domain.date_words import long_date
from padan.domain.words import count_words, grouped, percentages

FIRST, SECOND = "PIHAK KESATU", "PIHAK KEDUA"


def results(content: BeritaAcaraContent) -> dict[str, object]:
    """Part 5: Table 1, balanced against the sources."""
    one, two = content.counts_first, content.counts_second
    matched = one.identical + one.differing
    said = (
        f"Dari {count_words(one.total())} baris data {FIRST} dan {count_words(two.total())} baris data "
        f"{SECOND}, sejumlah {count_words(matched)} orang dinyatakan padan, terdiri atas "
        f"{count_words(one.identical)} padan seluruh unsur dan {count_words(one.differing)} padan dengan "
        "perbedaan. Rincian hasil sebagaimana Tabel 1."
    )
    return section("HASIL PEMADANAN DATA", text(said), _table_one(content))


def _table_one(content: BeritaAcaraContent) -> Part:
    one, two = _column(content.counts_first), _column(content.counts_second)
    lines = (
        ("Padan seluruh unsur", one["identical"], two["identical"]),
        ("Padan dengan perbedaan", one["differing"], two["differing"]),
        (f"Tidak ditemukan pada data {SECOND}", one["only_here"], (NOTHING, NOTHING)),
        (f"Tidak ditemukan pada data {FIRST}", (NOTHING, NOTHING), two["only_here"]),
        ("Ganda", one["duplicate"], two["duplicate"]),
        ("NIP/identitas tidak sah", one["invalid"], two["invalid"]),
        ("Memerlukan penelaahan bersama", one["review"], two["review"]),
    )
    rows = [row(f"{place}.", label, *first, *second) for place, (label, first, second) in enumerate(lines, 1)]
    totals = (content.counts_first.total(), content.counts_second.total())
    sources = (_rows(content, content.first.code), _rows(content, content.second.code))
    shares = tuple("100,00%" if total else "0,00%" for total in totals)
    rows.append(row("", "Jumlah", grouped(totals[0]), shares[0], grouped(totals[1]), shares[1], strong=True))
    rows.append(row("", "Jumlah baris sumber data", grouped(sources[0]), "", grouped(sources[1]), ""))
    differences = [grouped(source - total) for source, total in zip(sources, totals, strict=True)]
    rows.append(row("", "Selisih", differences[0], "", differences[1], "", strong=True))
    head = (
        (
            head_cell("No.", rowspan=2),
            head_cell("Hasil pemadanan", rowspan=2),
            head_cell(f"Data {FIRST}", colspan=2),
            head_cell(f"Data {SECOND}", colspan=2),
        ),
        (head_cell("Jumlah"), head_cell("Persen"), head_cell("Jumlah"), head_cell("Persen")),
    )
    caption = "Tabel 1. Hasil pemadanan data menurut pihak"
    return table(caption, head, rows, widths=(0, 1, 0, 0, 0, 0), aligns="clrrrr")


def _column(counts: ClassCounts) -> dict[str, tuple[str, str]]:
    names = ("identical", "differing", "only_here", "duplicate", "invalid", "review")
    values: tuple[int, ...] = tuple(getattr(counts, name) for name in names)
    shares = percentages(values, counts.total())
    return {name: (grouped(value), share) for name, value, share in zip(names, values, shares, strict=True)}


def _rows(content: BeritaAcaraContent, party: str) -> int:
    return sum(source.rows for source in content.sources if source.party == party)


def differences(content: BeritaAcaraContent) -> dict[str, object]:
    """Part 6: Table 2, differences by element."""
    title = "PERBEDAAN MENURUT UNSUR"
    if not content.elements:
        return section(title, text("Tidak terdapat perbedaan pada unsur yang dipadankan."))
    rows = [
        row(
            f"{place}.",
            one.label,
            *map(grouped, (one.count, one.by_first, one.by_second, one.agreed, one.open)),
        )
        for place, one in enumerate(content.elements, 1)
    ]
    sums = [sum(getattr(one, name) for one in content.elements) for name in _ELEMENT_FIGURES]
    rows.append(row("", "Jumlah", *map(grouped, sums), strong=True))
    head = (
        (
            head_cell("No.", rowspan=2),
            head_cell("Unsur data", rowspan=2),
            head_cell("Jumlah perbedaan", rowspan=2),
            head_cell("Usulan perbaikan dari", colspan=2),
            head_cell("Disepakati", rowspan=2),
            head_cell("Belum selesai", rowspan=2),
        ),
        (head_cell(FIRST), head_cell(SECOND)),
    )
    caption = "Tabel 2. Perbedaan data menurut unsur"
    note = "Satu orang dapat memiliki perbedaan pada lebih dari satu unsur."
    widths = (0, 2.1, 1.05, 1.05, 1.05, 1.1, 1)
    return section(title, table(caption, head, rows, widths=widths, aligns="clrrrrr", note=note))


_ELEMENT_FIGURES = ("count", "by_first", "by_second", "agreed", "open")


def corrections(content: BeritaAcaraContent) -> dict[str, object]:
    """Part 7: Table 3, corrections by proposer, and the reasons of refusals."""
    title = "USULAN PERBAIKAN DATA"
    if not content.corrections:
        return section(title, text("Belum terdapat usulan perbaikan data atas hasil pemadanan ini."))
    labels = {content.first.code: FIRST, content.second.code: SECOND}
    rows = [
        row(
            labels.get(one.proposer, one.proposer),
            *map(grouped, (one.proposed, one.accepted, one.refused, one.waiting)),
            long_date(one.due) if one.due else NOTHING,
        )
        for one in content.corrections
    ]
    sums = [sum(getattr(one, name) for one in content.corrections) for name in _CORRECTION_FIGURES]
    rows.append(row("Jumlah", *map(grouped, sums), "", strong=True))
    names = ("Pengusul", "Diusulkan", "Diterima", "Ditolak", "Menunggu jawaban", "Batas waktu")
    head = (tuple(head_cell(name) for name in names),)
    caption = "Tabel 3. Usulan perbaikan data"
    parts = [table(caption, head, rows, widths=(1.5, 1, 1, 1, 1.2, 1.6), aligns="lrrrrc")]
    reasons = [
        row(labels.get(one.proposer, one.proposer), refusal.reason, grouped(refusal.count))
        for one in content.corrections
        for refusal in one.refusals
    ]
    if reasons:
        parts.append(text("Usulan yang ditolak disertai alasan sebagai berikut:"))
        head = (tuple(head_cell(name) for name in ("Pengusul", "Alasan penolakan", "Jumlah")),)
        parts.append(table("", head, reasons, widths=(0, 1, 0), aligns="llr"))
    return section(title, *parts)


_CORRECTION_FIGURES = ("proposed", "accepted", "refused", "waiting")


def open_points(content: BeritaAcaraContent) -> dict[str, object]:
    """Part 8: what is left, by whom, until when."""
    title = "HAL YANG BELUM SELESAI DAN TINDAK LANJUT"
    if not content.open_points:
        return section(title, text("Tidak terdapat hal yang belum selesai atas hasil pemadanan ini."))
    rows = [
        row(f"{place}.", one.text, one.responsible, long_date(one.due) if one.due else NOTHING)
        for place, one in enumerate(content.open_points, 1)
    ]
    names = ("No.", "Uraian dan tindak lanjut", "Penanggung jawab", "Batas waktu")
    head = (tuple(head_cell(name) for name in names),)
    said = text("PARA PIHAK sepakat menindaklanjuti hal-hal berikut:")
    return section(title, said, table("", head, rows, widths=(0, 3, 1.6, 1.2), aligns="cllc"))


def annexes(content: BeritaAcaraContent) -> dict[str, object]:
    """Part 9: annexes with their package number and fingerprint."""
    title = "LAMPIRAN"
    if not content.annexes:
        return section(title, text("Berita Acara ini tidak disertai lampiran daftar menurut nama."))
    rows = [
        row(
            one.numeral,
            one.title,
            grouped(one.rows),
            one.package_number or NOTHING,
            short_print(one.fingerprint),
        )
        for one in content.annexes
    ]
    names = ("Lampiran", "Isi", "Jumlah baris", "Nomor paket", "Sidik SHA-256")
    head = (tuple(head_cell(name) for name in names),)
    said = (
        "Daftar menurut nama merupakan bagian yang tidak terpisahkan dari Berita Acara ini, dicetak "
        "terpisah, dan diserahkan hanya kepada pejabat yang berhak:"
    )
    return section(title, text(said), table("", head, rows, widths=(0, 3, 0, 1.5, 1.5), aligns="clrcc"))
