"""Which files a package may hold, and what kind of package they make; exact names, nothing else."""

import re

BAGIT, INFO = "bagit.txt", "bag-info.txt"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SIGNATURE = "tanda-tangan/tagmanifest-sha256.txt.sig"
CERTIFICATE = "tanda-tangan/tagmanifest-sha256.txt.p7s"
README, DESCRIPTION = "BACA-SAYA.txt", "data/datapackage.json"
VIEW = "data/lihat/asn.xlsx"
DATA = "data/"
METADATA = (BAGIT, INFO, MANIFEST, TAGS, SIGNATURE, README)
HISTORIES = ("rw_jabatan.csv", "rw_angkakredit.csv", "rw_skp22.csv", "pelatihan.csv")
_MAIN = {
    "asn.csv": "DATA",
    "usulan.csv": "USUL",
    "jawaban.csv": "USUL",
    "tanda_terima.csv": "TT",
    "tarik.csv": "TARIK",
    "berita_acara.pdf": "BA",
    "laporan.pdf": "LAP",
    "kartu_kunci.json": "KUNCI",
}
_REFERENCE = re.compile(r"referensi_[a-z0-9_]{1,40}\.csv")
_BESIDE = {
    "DATA": frozenset(HISTORIES),
    "TT": frozenset({"galat.csv"}),
    "BA": frozenset({"berita_acara.json"}),
    "LAP": frozenset({"laporan.json"}),
}
_ALLOWED = frozenset(
    {*METADATA, CERTIFICATE, DESCRIPTION, VIEW}
    | {DATA + one for one in (*_MAIN, *HISTORIES, "galat.csv", "berita_acara.json", "laporan.json")}
)
_LEADING = {
    "asn.csv": ("id_baris", "sidik_baris"),
    "usulan.csv": ("id_usulan", "id_baris", "sidik_baris"),
    "jawaban.csv": ("id_usulan", "hasil"),
    "tanda_terima.csv": ("paket_uuid", "paket_sha256", "tahap", "hasil"),
    "tarik.csv": ("paket_uuid", "paket_sha256", "alasan"),
}


def is_allowed(name: str) -> bool:
    """Tell whether an entry of that exact name may stand in a package."""
    return name in _ALLOWED or bool(_REFERENCE.fullmatch(name.removeprefix(DATA)) and name.startswith(DATA))


def kind_of(files: frozenset[str]) -> tuple[str, str] | None:
    """Return kind and main file of the payload (names without `data/`), None when they make no package."""
    references = {one for one in files if _REFERENCE.fullmatch(one)}
    if references:
        return ("REF", min(references)) if references == files else None
    for main in sorted(files & set(_MAIN)):
        if files - {main} <= _BESIDE.get(_MAIN[main], frozenset()):
            return _MAIN[main], main
    return None


def leads(name: str, columns: tuple[str, ...]) -> bool:
    """Tell whether a table has the columns its kind needs: the first ones in place, none twice."""
    wanted = _LEADING.get(name, ())
    if name in HISTORIES:
        wanted = ("id_baris",)
    needed = all(one in columns for one in wanted)
    in_place = name != "asn.csv" or columns[:2] == wanted
    return bool(columns) and needed and in_place and len(set(columns)) == len(columns) and all(columns)
