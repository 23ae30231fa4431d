"""A synthetic berita acara: no real person, no real number."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

from padan.common.clock import utc_text
from padan.domain.berita_acara import BeritaAcaraContent, FrozenPart, TakenStep
from padan.domain.berita_acara_parts import (
    AgreementBasis,
    AnnexLine,
    ClassCounts,
    ColumnMapping,
    CorrectionLine,
    DecisionLine,
    ElementLine,
    NotCompared,
    OpenPoint,
    Party,
    Person,
    RefusalLine,
    RunDigests,
    Source,
)
from padan.domain.document_profile import A4_SANS, F4_SERIF, Letterhead

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
KOP = Letterhead(
    lines=("SEKRETARIAT JENDERAL", "DEWAN PERWAKILAN RAKYAT REPUBLIK INDONESIA"),
    address=("Jalan Jenderal Gatot Subroto, Senayan, Jakarta 10270", "Telepon (021) 5715494"),
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


FIRST = Party(
    "dpr",
    "Sekretariat Jenderal Dewan Perwakilan Rakyat Republik Indonesia",
    "Setjen DPR RI",
    Person(
        "Contoh Pejabat Satu, S.H., M.H.",
        "196501011990031001",
        "Pembina Utama (IV/e)",
        "Sekretaris Jenderal",
    ),
    "KS.01.03/99/11/2026",
)
SECOND = Party(
    "bkn",
    "Badan Kepegawaian Negara",
    "BKN",
    Person(
        "Contoh Pejabat Dua, S.Sos., M.Si.",
        "196802021992032002",
        "Pembina Utama Madya (IV/d)",
        "Sekretaris Utama",
    ),
    None,
)
BASIS = AgreementBasis(
    "dpr-bkn-2023",
    "Pertukaran, Pemanfaatan, dan Integrasi Data Aparatur Sipil Negara",
    "KS.01.03/4/11/2023",
    "37/HM.04.01/2023",
    date(2023, 11, 7),
    "3(2)4",
)
SOURCES = (
    Source(
        "dpr",
        "PERISAI",
        AT,
        "Berkas XLSX",
        1234,
        2,
        digest("a"),
        digest("ta"),
        "",
        "Data",
        (ColumnMapping("NIP", "nip_baru"), ColumnMapping("Nama Lengkap", "nama")),
    ),
    Source(
        "bkn",
        "SIASN",
        AT,
        "Paket tukar",
        1240,
        0,
        digest("b"),
        digest("tb"),
        "bkn.dpr.dpr-bkn-2023.7",
    ),
)
COMPARED = (
    "NIP",
    "NIK",
    "Nama",
    "Gelar",
    "Tanggal lahir",
    "Jabatan",
    "Jenjang",
    "Golongan ruang",
    "Unit organisasi",
)
ELEMENTS = (
    ElementLine("nama", "Nama", 12, 4, 6, 8, 4),
    ElementLine("jenjang", "Jenjang", 48, 40, 0, 30, 18),
    ElementLine("unor", "Unit organisasi", 51, 0, 51, 0, 51),
)
CORRECTIONS = (
    CorrectionLine(
        "dpr", 44, 30, 6, 8, date(2026, 12, 23), (RefusalLine("SK jabatan belum dilampirkan", 6),)
    ),
    CorrectionLine("bkn", 57, 38, 0, 19, date(2026, 12, 23)),
)
OPEN_POINTS = (
    OpenPoint(
        "Penelaahan bersama atas 11 (sebelas) pasangan data yang meragukan",
        "Kepala Bagian Pembinaan Jabatan Fungsional",
        date(2026, 12, 7),
    ),
    OpenPoint(
        "Pemutakhiran unit organisasi",
        "Direktur Pengelolaan Data dan Penyajian Informasi Kepegawaian",
        None,
    ),
)
ANNEXES = (
    AnnexLine("I", "Daftar pegawai padan dengan perbedaan", 96, "", digest("I")),
    AnnexLine("II", "Daftar pegawai yang tidak ditemukan pada data PIHAK KEDUA", 20, "", digest("II")),
)


def sample() -> BeritaAcaraContent:
    return BeritaAcaraContent(
        document_id="01kb2xq9v4m8c7t3h5n6p8r0sw",
        version=1,
        profile=replace(A4_SANS, letterhead=KOP),
        subject="ASN Jabatan Fungsional Analis Legislatif dan Perisalah Legislatif",
        period="Semester II Tahun 2026",
        place="Jakarta",
        day=date(2026, 11, 23),
        first=FIRST,
        second=SECOND,
        basis=BASIS,
        sources=SOURCES,
        keys=("NIP", "NIK", "nama dan tanggal lahir"),
        compared=COMPARED,
        not_compared=(NotCompared("Angka kredit", "tidak tersedia pada data PIHAK KEDUA"),),
        rules_version="2026.1",
        references_version="2026-10-01",
        counts_first=ClassCounts(1100, 96, 20, 5, 3, 10),
        counts_second=ClassCounts(1100, 96, 30, 2, 1, 11),
        elements=ELEMENTS,
        corrections=CORRECTIONS,
        open_points=OPEN_POINTS,
        annexes=ANNEXES,
        run=RunDigests(
            "01kb2xq9v4m8c7t3h5n6p8r0aa",
            digest("ta"),
            digest("tb"),
            digest("rules"),
            digest("dec"),
            digest("result"),
        ),
        decisions=(DecisionLine(3, 4, "same"), DecisionLine(9, 12, "different")),
    )


def frozen(content: BeritaAcaraContent) -> FrozenPart:
    steps = tuple(
        TakenStep(
            step,
            f"01kb2xq9v4m8c7t3h5n6p8r0{place}{place}",
            digest(step),
            utc_text(AT),
            content.content_hash(),
            digest(step) * 2,
        )
        for place, step in enumerate(("prepare", "verify", "approve"))
    )
    return FrozenPart(content.content_hash(), AT, 4321, digest("audit"), steps)


def serif(content: BeritaAcaraContent) -> BeritaAcaraContent:
    return replace(content, profile=F4_SERIF)
