"""The table of verbs: where each is written and its one line of help; imports none of them."""

import click

from padan import __version__
from padan.cli.parsing import VerbGroup

_V = "padan.cli.verbs"

VERBS: dict[str, tuple[str, str]] = {
    "init": (f"{_V}.workspace:init", "Membuat ruang kerja dengan petugas pertamanya."),
    "officer": (f"{_V}.officers:officer", "Petugas dan perannya."),
    "agreement": (f"{_V}.agreements:agreement", "Perjanjian, masa berlaku, adendum."),
    "import": (f"{_V}.receive:receive_file", "Menerima berkas register menjadi potret data."),
    "snapshot": (f"{_V}.snapshots:snapshot", "Potret data: isi, mutu, masalah, cari orang."),
    "match": (f"{_V}.runs:match_snapshots", "Memadankan dua potret data."),
    "run": (f"{_V}.runs:run", "Hasil pemadanan: golongan, temuan, penjelasan."),
    "review": (f"{_V}.review:review", "Menelaah pasangan yang meragukan."),
    "correction": (f"{_V}.corrections:correction", "Daftar usulan perbaikan data."),
    "berita-acara": (f"{_V}.berita_acara_paper:berita_acara", "Berita acara dan langkah empat mata."),
    "verify": (f"{_V}.verify:verify_files", "Memeriksa PDF berita acara, atau paket."),
    "key-card": (f"{_V}.key_card:key_card", "Kunci paket antarkantor."),
    "package": (f"{_V}.package_in:package", "Paket tukar antarkantor."),
    "service": (f"{_V}.services:service", "Layanan web: profil, kunci, token, uji koneksi."),
    "sync": (f"{_V}.sync_codes:sync", "Mengambil data per orang lewat layanan web, dan menulis perbaikan."),
    "training": ("padan.training.verb:training", "Layanan praktik untuk belajar."),
    "audit": (f"{_V}.audit:audit", "Log audit."),
    "backup": (f"{_V}.safety:backup", "Membuat cadangan terenkripsi."),
    "restore": (f"{_V}.safety:restore_backup", "Memulihkan cadangan ke folder kosong."),
    "check": (f"{_V}.safety:check", "Memeriksa keutuhan ruang kerja."),
    "rekey": (f"{_V}.safety:rekey", "Mengganti kunci data ruang kerja."),
    "match-files": (f"{_V}.match_files:match_two_files", "Memadankan dua berkas tanpa ruang kerja."),
}

HELP = """Pemadanan data ASN menurut perjanjian kerja sama, dari baris perintah.

Sandi dibaca dari variabel PADAN_PASSPHRASE, dari --passphrase-file, atau ditanyakan; tidak
pernah dari argumen.

\b
Status akhir: 0 selesai · 2 salah tulis perintah · 3 dapat diperbaiki petugas
· 4 lingkungan (cakram, jaringan, berkas rusak) · 5 cacat program · 130 dibatalkan
"""

padanctl = VerbGroup("padanctl", verbs=VERBS, help=HELP, context_settings={"max_content_width": 100})
click.version_option(
    __version__, prog_name="padanctl", message="%(prog)s %(version)s", help="Tampilkan versi."
)(padanctl)
