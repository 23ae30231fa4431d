"""The functional positions of the two stewards as practice data: groups, levels, units; facts of the SIASN
code lists.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """A level (jenjang) of a functional position: its name, golongan it is held in, and retirement age."""

    name: str
    golongan: tuple[str, ...]
    retires: int


LEVELS = {
    "Pemula": Level("Pemula", ("II/a",), 58),
    "Terampil": Level("Terampil", ("II/b", "II/c", "II/d"), 58),
    "Mahir": Level("Mahir", ("III/a", "III/b"), 58),
    "Penyelia": Level("Penyelia", ("III/c", "III/d"), 58),
    "Ahli Pertama": Level("Ahli Pertama", ("III/a", "III/b"), 58),
    "Ahli Muda": Level("Ahli Muda", ("III/c", "III/d"), 58),
    "Ahli Madya": Level("Ahli Madya", ("IV/a", "IV/b", "IV/c"), 60),
    "Ahli Utama": Level("Ahli Utama", ("IV/d", "IV/e"), 65),
}
EXPERT = ("Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama")
SKILLED = ("Terampil", "Mahir", "Penyelia")
GROUPS = {
    "dpr": (
        ("Analis Legislatif", EXPERT),
        ("Analis APBN", EXPERT),
        ("Analis Pemantauan Peraturan Perundang-undangan Legislatif", EXPERT),
        ("Perisalah Legislatif", ("Ahli Pertama", "Ahli Muda", "Ahli Madya")),
        ("Asisten Perisalah Legislatif", SKILLED),
    ),
    "kemendes": (("Penggerak Swadaya Masyarakat", ("Pemula", *SKILLED, *EXPERT)),),
}
PANGKAT = {
    "II/a": ("21", "Pengatur Muda"),
    "II/b": ("22", "Pengatur Muda Tingkat I"),
    "II/c": ("23", "Pengatur"),
    "II/d": ("24", "Pengatur Tingkat I"),
    "III/a": ("31", "Penata Muda"),
    "III/b": ("32", "Penata Muda Tingkat I"),
    "III/c": ("33", "Penata"),
    "III/d": ("34", "Penata Tingkat I"),
    "IV/a": ("41", "Pembina"),
    "IV/b": ("42", "Pembina Tingkat I"),
    "IV/c": ("43", "Pembina Utama Muda"),
    "IV/d": ("44", "Pembina Utama Madya"),
    "IV/e": ("45", "Pembina Utama"),
}
DPR_UNITS = (
    "Biro Persidangan I",
    "Biro Persidangan II",
    "Pusat Analisis Anggaran dan Akuntabilitas Keuangan Negara",
    "Pusat Pemantauan Pelaksanaan Undang-Undang",
    "Pusat Perancangan Undang-Undang Bidang Ekonomi",
    "Pusat Analisis Keparlemenan",
    "Biro Kesekretariatan Pimpinan",
    "Bagian Risalah",
    "Badan Keahlian",
    "Biro Hukum dan Pengaduan Masyarakat",
)
REGIONS = (
    "Kabupaten Aceh Besar",
    "Kabupaten Deli Serdang",
    "Kabupaten Agam",
    "Kabupaten Kampar",
    "Kabupaten Ogan Ilir",
    "Kabupaten Lampung Tengah",
    "Kabupaten Bandung",
    "Kabupaten Garut",
    "Kabupaten Cilacap",
    "Kabupaten Sleman",
    "Kabupaten Malang",
    "Kabupaten Jember",
    "Kabupaten Gianyar",
    "Kabupaten Lombok Timur",
    "Kabupaten Kupang",
    "Kabupaten Sambas",
    "Kabupaten Banjar",
    "Kabupaten Kutai Kartanegara",
    "Kabupaten Minahasa",
    "Kabupaten Gowa",
    "Kabupaten Konawe",
    "Kabupaten Maluku Tengah",
    "Kabupaten Jayapura",
)
REGION_UNITS = (
    "Dinas Pemberdayaan Masyarakat dan Desa",
    "Bidang Pemberdayaan Lembaga Kemasyarakatan",
    "Bidang Usaha Ekonomi Masyarakat",
    "Sekretariat Dinas Pemberdayaan Masyarakat dan Desa",
)
EDUCATION = {
    "skilled": (("15", "SLTA", "SMA IPS"), ("30", "Diploma III/Sarjana Muda", "D-III Administrasi")),
    "expert": (
        ("40", "S-1/Sarjana", "S-1 Ilmu Administrasi Negara"),
        ("40", "S-1/Sarjana", "S-1 Hukum"),
        ("45", "S-2", "S-2 Magister Administrasi Publik"),
    ),
}
