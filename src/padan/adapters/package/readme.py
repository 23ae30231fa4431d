"""BACA-SAYA.txt: how an officer opens a package with stock tools, and answers it; no values of anyone."""

TEXT = """PAKET TUKAR ASN - CARA MEMBUKA TANPA PADAN

Berkas ini berada di dalam paket yang sudah Anda buka sebagian. Langkah lengkapnya:

1. Dekripsi dengan kunci kantor Anda (program `age`):
     age -d -i kunci-kantor.txt -o paket.zip NAMA_PAKET.zip.age
2. Periksa dan keluarkan isinya:
     unzip -t paket.zip
     unzip paket.zip -d paket
     cd paket
3. Periksa sidik semua berkas:
     sha256sum -c tagmanifest-sha256.txt
     sha256sum -c manifest-sha256.txt
4. Periksa tanda tangan pengirim. Berkas `pengirim.txt` berisi satu baris:
     KODE_PIHAK namespaces="tukar-asn-v1" ssh-ed25519 KUNCI_PENGIRIM
     ssh-keygen -Y verify -f pengirim.txt -I KODE_PIHAK -n tukar-asn-v1 \\
       -s tanda-tangan/tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt
5. Baca `bag-info.txt`: X-Penerima harus kode kantor Anda, X-Urut nomor yang ditunggu.
6. Buka data/*.csv di lembar kerja lewat menu impor. Pilih UTF-8, pemisah koma, dan SEMUA KOLOM SEBAGAI TEKS.
   Jangan klik dua kali: program lembar kerja merusak NIP dan NIK (hanya 15 angka yang disimpan).

MENJAWAB DENGAN TANDA TERIMA BUATAN TANGAN

Buat folder dengan susunan yang sama, berisi data/tanda_terima.csv (UTF-8, koma, akhir baris CRLF):
     paket_uuid,paket_sha256,tahap,hasil,diterima,ditolak,ditahan,waktu
paket_uuid dari bag-info.txt; paket_sha256 adalah SHA-256 dari tagmanifest-sha256.txt paket ini; tahap TT-1
(tiba utuh) atau TT-2 (hasil); diterima + ditolak + ditahan = jumlah baris; waktu seperti
2026-11-22T04:15:00Z. Lalu hitung manifest, tandatangani tagmanifest-sha256.txt dengan
`ssh-keygen -Y sign -n tukar-asn-v1`, zip, dan enkripsi dengan `age -r KUNCI_PENERIMA`.
X-Urut tanda terima mempunyai urutan sendiri; External-Identifier memuat `.tt.` sebelum nomornya.
"""
