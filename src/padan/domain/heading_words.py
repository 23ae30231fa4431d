"""The synonyms of column headings, strongest first; data only (see headings.py)."""

FOREIGN_WORDS = frozenset(
    [
        "istri",
        "suami",
        "pasangan",
        "anak",
        "ayah",
        "ibu",
        "ortu",
        "orangtua",
        "keluarga",
        "mertua",
        "wali",
        "atasan",
        "penilai",
        "pejabat",
        "pengusul",
    ]
)
"""Words in a group heading that make `Nama` or `NIP` below it somebody else's."""

_TABLE = """\
_nomor_urut: no, no urut, nomor urut, nomor, urut, nourut
_nama_nip: nama nip, nama dan nip, nama lengkap nip, nip nama, nip dan nama, nama pegawai nip,
    nama nip baru, nama lengkap dan nip, nama pejabat nip
_tempat_tanggal_lahir: tempat tanggal lahir, tempat tgl lahir, tempat dan tanggal lahir, ttl,
    tempat dan tgl lahir, tmpt tgl lahir, tempat tanggal lhr, kota tanggal lahir
pns_id: pns id, id pns, pns orang id, id orang, asn id, id asn
nip_baru: nip baru, nip, nip 18 digit, nip asn, nip pegawai, nomor induk pegawai, nip nippppk, nip pns,
    nomor induk pegawai nip, nip nipppk, nip ni pppk, ni pppk, nip18, n i p, no nip, nomor nip,
    nip baru 18 digit, nipbaru
nip_lama: nip lama, nip 9 digit, nip lama 9 digit, niplama
nik: nik, no ktp, nomor ktp, no nik, nomor nik, nomor induk kependudukan, ktp, nik ktp, no ktp nik,
    nik no ktp, nomor identitas
is_valid_nik: valid nik, nik valid, status nik
nama: nama, nama lengkap, nama pegawai, nama asn, nama pns, nama lengkap pegawai, nama tanpa gelar,
    nama lengkap tanpa gelar, nama lengkap dengan gelar, nama dan gelar, nama lengkap dan gelar,
    nama pejabat, nama pejabat fungsional, nama pemangku, nama pemangku jabatan, nama jf
gelar_depan: gelar depan, glr depan, gelar di depan, gelar dpn, title depan
gelar_belakang: gelar belakang, glr belakang, gelar di belakang, gelar blk, title belakang
tanggal_lahir: tanggal lahir, tgl lahir, tgl lhr, tanggal lhr, tgllahir, lahir tanggal
jenis_kelamin: jenis kelamin, jk, l p, p l, lp, kelamin, jns kelamin, jenis kelamin l p, sex, gender,
    jenis kelamin id, jenis kelamin nama
jenis_jabatan_id: kode jenis jabatan
jenis_jabatan_nama: jenis jabatan, jns jabatan
jabatan_id: kode jabatan, id jabatan, jabatan fungsional id, kode jf, id jf
jabatan_nama: jabatan nama, nama jabatan, jabatan, jabatan fungsional, nama jabatan fungsional, jabatan jf,
    jabatan fungsional nama, nama jf jabatan, jf, jabatan terakhir, jabatan saat ini, jabatan sekarang
jenjang: jenjang, jenjang jabatan, jenjang jf, jenjang jabatan fungsional, jenjang fungsional,
    asn jenjang jabatan, jabatan jenjang, tingkat jabatan, jenjang jabatan nama
tmt_jabatan: tmt jabatan, tmt jabatan fungsional, tmt jf, jabatan tmt, tmt jab, tmt jenjang,
    tmt jabatan jf, tmt pengangkatan jf, tmt pengangkatan, tmt jabatan terakhir,
    terhitung mulai tanggal jabatan
sk_jabatan_nomor: nomor sk jabatan, no sk jabatan, sk jabatan, nomor sk jf, no sk jf,
    nomor sk pengangkatan, no sk pengangkatan, sk jabatan no, nomor sk, no sk, sk pengangkatan,
    sk pengangkatan nomor, sk pengangkatan no, nomor keputusan pengangkatan
sk_jabatan_tanggal: tanggal sk jabatan, tgl sk jabatan, tanggal sk jf, tgl sk jf, tanggal sk pengangkatan,
    tgl sk pengangkatan, sk jabatan tgl, tanggal sk, tgl sk, sk pengangkatan tanggal, sk pengangkatan tgl
angka_kredit: angka kredit, ak, jumlah angka kredit, total angka kredit, angka kredit kumulatif, pak,
    jumlah ak, ak kumulatif, angka kredit terakhir, angka kredit jumlah, nilai pak, kredit baru total,
    angka kredit total, penetapan angka kredit
angka_kredit_tanggal: tanggal angka kredit, tgl angka kredit, tanggal pak, tgl pak, angka kredit tgl,
    tmt angka kredit
uji_kompetensi_hasil: hasil uji kompetensi, uji kompetensi, ukom, hasil ukom, uji kompetensi keterangan,
    lulus uji kompetensi
uji_kompetensi_tanggal: tanggal uji kompetensi, tgl uji kompetensi, tanggal ukom, tgl ukom
pelatihan_jf: pelatihan jf, pelatihan, diklat jf, diklat fungsional, pelatihan fungsional, nama pelatihan,
    pelatihan teknis, sertifikasi, sertifikasi fungsional, diklat
berhenti_jf_tmt: tmt berhenti, tmt pemberhentian, tmt berhenti jf, tmt pemberhentian jf,
    tanggal pemberhentian jf, pemberhentian tmt, tgl pemberhentian
berhenti_jf_alasan: alasan berhenti, alasan pemberhentian, alasan berhenti jf, alasan pemberhentian jf,
    pemberhentian alasan
gol_akhir_id: golongan id, kode golongan, gol ruang akhir id, id golongan
gol_akhir_nama: gol akhir, golongan, gol, gol ruang, golongan ruang, pangkat gol, pangkat golongan,
    pangkat gol ruang, gol ruang akhir, golongan akhir, pangkat golongan ruang, pangkat, golru,
    gol ruang terakhir, golongan nama, pangkat akhir, gol terakhir, golongan terakhir, pangkat terakhir,
    golongan pangkat, gol pangkat, gol ruang pangkat
tmt_golongan: tmt gol, gol tmt, gol ruang tmt, pangkat gol ruang tmt, pangkat gol tmt,
    tmt golongan, tmt gol akhir, tmt pangkat, tmt gol ruang, golongan tmt, tmt kp,
    tmt golongan ruang, tmt pangkat gol, pangkat tmt, tmt golru, tmt pangkat golongan
unor_id: kode unor, kode unit kerja, id unor, unit kerja id, unit id
unor_nama: unor, unit kerja, unit, unit organisasi, nama unor, nama unit kerja, nama unit, unitkerja,
    unit kerja penempatan, unit penempatan, tempat tugas, unit organisasi nama, unit kerja nama
satuan_kerja_induk_id: satker induk id
satuan_kerja_induk_nama: satuan kerja induk, satker induk
satuan_kerja_kerja_id: satuan kerja id, satker id, kode satker, kode satuan kerja
satuan_kerja_kerja_nama: satuan kerja kerja, satuan kerja, satker, nama satuan kerja, nama satker,
    satuan kerja nama
instansi_induk_id: kode instansi induk, id instansi induk
instansi_induk_nama: instansi induk, nama instansi induk
instansi_kerja_id: instansi id, kode instansi, id instansi, kode instansi kerja
instansi_kerja_nama: instansi kerja, instansi, nama instansi, instansi nama, k l, kementerian lembaga,
    nama instansi kerja, instansi tempat bekerja, instansi pengguna, k l d, kementerian lembaga daerah,
    pemda instansi
kedudukan_hukum_id: kedudukan pns id, kode kedudukan hukum, kedudukan asn id
kedudukan_hukum_nama: kedudukan pns nama, kedudukan hukum, kedudukan pns, kedudukan, kedudukan asn nama,
    kedudukan asn, status kedudukan, kedudukan hukum pns
jenis_pegawai_id: kode jenis pegawai
jenis_pegawai_nama: jenis pegawai, jns pegawai
status_cpns_pns: status cpns pns, status pegawai, status kepegawaian, status asn, pns pppk, jenis asn,
    cpns pns, status pns, asn
tingkat_pendidikan_id: tk pendidikan id, tk pendidikan terakhir id, kode tingkat pendidikan
tingkat_pendidikan_nama: tingkat pendidikan, tk pendidikan, jenjang pendidikan, tk pendidikan nama, strata,
    strata pendidikan, tingkat pendidikan terakhir, jenjang pendidikan terakhir
pendidikan_id: pendidikan terakhir id, kode pendidikan
pendidikan_nama: pendidikan terakhir nama, pendidikan terakhir, pendidikan, nama pendidikan, pddk terakhir,
    pend terakhir, jurusan, program studi, jurusan pendidikan, pendidikan jurusan, kualifikasi pendidikan,
    prodi, pendidikan akhir, nama pendidikan terakhir
tmt_cpns: tmt cpns, tmt calon pns, cpns tmt, tmt capeg
tmt_pns: tmt pns, pns tmt
tmt_pensiun: tmt pensiun, tanggal pensiun, tgl pensiun, pensiun tmt, tmt bup
tempat_lahir_nama: tempat lahir, tmp lahir, tmpt lahir, kota lahir
agama_nama: agama
jenis_kawin_nama: status kawin, status perkawinan, jenis kawin, status pernikahan, kawin
email: e mail, surel, alamat email, email pribadi, alamat e mail
email_gov: email kantor, email dinas, email instansi
mk_tahun: masa kerja tahun, mk tahun, mk thn, masa kerja
mk_bulan: masa kerja bulan, mk bulan, mk bln
tahun_lulus: tahun lulus, thn lulus, lulus tahun
nama_sekolah: nama sekolah, perguruan tinggi, universitas, sekolah
lokasi_kerja_nama: lokasi kerja, tempat kerja, lokasi
gol_awal_nama: golongan awal, gol awal
eselon_nama: eselon
nomor_hp: no hp, nomor hp, hp, no telp, telepon, no telepon, nomor telepon, no handphone, wa, no wa,
    nomor wa, whatsapp, no hp wa, telp, handphone, nomor handphone, telp hp
alamat: alamat, alamat rumah, alamat tinggal, alamat domisili, domisili, alamat ktp, alamat lengkap
npwp_nomor: npwp, no npwp, nomor npwp
bpjs: no bpjs, nomor bpjs, bpjs kesehatan, bpjs ketenagakerjaan, no askes, askes
keluarga: nama istri, nama suami, istri suami, suami istri, nama anak, jumlah anak, nama pasangan, no kk,
    nama ibu, nama ibu kandung, nama ayah, kartu keluarga, nomor kk, jumlah tanggungan, jumlah keluarga,
    nip istri, nip suami, nik istri, nik suami, nama istri suami, nama suami istri, nomor kartu keluarga
penghasilan: gaji, gaji pokok, tunjangan, tunjangan kinerja, tukin, penghasilan, tunjangan jabatan, honor
rekening: rekening, no rekening, nomor rekening, nama bank, bank
kesehatan: golongan darah, gol darah, riwayat penyakit, surat sehat, surat keterangan sehat, disabilitas
"""


def _parse(table: str) -> dict[str, tuple[str, ...]]:
    """A line is `field: synonym, synonym`; an indented line goes on with the one before."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in table.replace("\n ", " ").splitlines():
        field, _, words = entry.partition(":")
        found[field] = tuple(" ".join(word.split()) for word in words.split(",") if word.strip())
    return found


SYNONYMS: dict[str, tuple[str, ...]] = _parse(_TABLE)
