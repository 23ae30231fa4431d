"""What is the same in another form and what is a finding (intake-and-classes.md, Elements compared)."""

from collections.abc import Callable

import pytest

from padan.matching.engine import MatchResult

Row = dict[str, str | None]
Match = Callable[..., MatchResult]
FindingsOf = Callable[..., dict[str, str]]
BASE: Row = {"nip_baru": "198503122010012005", "nama": "SITI AMINAH", "tanggal_lahir": "1985-03-12"}


def compare(match: Match, findings_of: FindingsOf, a: Row, b: Row) -> dict[str, str]:
    result = match([BASE | a], [BASE | b])
    assert result.summary["classes"]["a"]["identical"] + result.summary["classes"]["a"]["differing"] == 1  # type: ignore[index]
    return findings_of(result)


SAME = [
    ({"pendidikan_nama": "S-1/Sarjana"}, {"pendidikan_nama": "S-1 Hukum", "tingkat_pendidikan_id": "40"}),
    ({"pendidikan_nama": "Diploma III/Sarjana Muda"}, {"pendidikan_nama": "D-III Kearsipan"}),
    ({"nip_baru": "'198503122010012005"}, {"nip_baru": "19850312 201001 2 005"}),
    (
        {"nip_baru": "130123456", "nik": "3171015203850001"},
        {"nip_lama": "130123456", "nik": "3171015203850001"},
    ),
    ({"nik": "3171015203850001"}, {"nik": "3171 0152 0385 0001"}),
    ({"nama": "Siti Aminah"}, {"nama": "SITI  AMINAH"}),
    ({"nama": "NUR AINI"}, {"nama": "NUR'AINI"}),
    ({"nama": "M. ALI HASAN"}, {"nama": "MUHAMMAD ALI HASAN"}),
    ({"nama": "Moch. Ali"}, {"nama": "MUHAMMAD ALI"}),
    (
        {"nama": "Dr. Siti Aminah, S.H., M.Si."},
        {"nama": "SITI AMINAH", "gelar_depan": "DR", "gelar_belakang": "SH, MSI"},
    ),
    ({"gelar_belakang": "S.Pd., M.Pd"}, {"gelar_belakang": "M. Pd, S. Pd"}),
    ({"tanggal_lahir": "12-03-1985"}, {"tanggal_lahir": "1985-03-12"}),
    ({"jenis_kelamin": "F"}, {"jenis_kelamin": "Perempuan"}),
    (
        {"jabatan_nama": "Analis Legislatif Ahli Muda"},
        {"jabatan_nama": "ANALIS LEGISLATIF", "jenjang": "Muda"},
    ),
    ({"jabatan_nama": "Analis Legislatif Ahli Muda"}, {"jabatan_id": "E1915DBB6AE6E219E050640AF10839EB"}),
    ({"jabatan_id": "87255"}, {"jabatan_id": "E1915DBB6AE6E219E050640AF10839EB"}),
    ({"jabatan_nama": "PSM Utama"}, {"jabatan_nama": "Penggerak Swadaya Masyarakat Ahli Utama"}),
    (
        {"jabatan_nama": "Analis Pemantauan Ahli Muda"},
        {"jabatan_nama": "Analis Pemantauan Peraturan Perundang-undangan Legislatif Ahli Muda"},
    ),
    (
        {"jabatan_nama": "Analis Pemantauan", "jenjang": "MU"},
        {"jabatan_id": "BC0D1497715E7002E050640A2A031388"},
    ),
    ({"jabatan_nama": "PERISALAH LEGISLATIF AHLI UTAMA"}, {"jabatan_id": "48007"}),
    ({"tmt_jabatan": "01/04/2022"}, {"tmt_jabatan": "2022-04-01"}),
    ({"angka_kredit": "1.234,50"}, {"angka_kredit": "1234.5"}),
    ({"gol_akhir_nama": "III/c"}, {"gol_akhir_id": "33"}),
    ({"gol_akhir_nama": "Penata (III/c)"}, {"gol_akhir_nama": "IIIc"}),
    ({"gol_akhir_nama": "Penata"}, {"gol_akhir_nama": "III/c"}),
    ({"unor_nama": "BAG. TU & Kepeg."}, {"unor_nama": "Bagian TU dan Kepegawaian"}),
    ({"instansi_kerja_nama": "Setjen DPR RI"}, {"instansi_kerja_id": "A5EB03E23C01F6A0E040640A040252AD"}),
    ({"instansi_kerja_id": "4011"}, {"instansi_kerja_nama": "Badan Kepegawaian Negara"}),
    ({"kedudukan_hukum_id": "71"}, {"kedudukan_hukum_nama": "PPPK AKTIF"}),
    ({"kedudukan_hukum_id": "72", "kedudukan_hukum_nama": None}, {"kedudukan_hukum_id": "72"}),
    ({"status_cpns_pns": "P"}, {"status_cpns_pns": "PNS"}),
    ({"tingkat_pendidikan_nama": "S-1/Sarjana"}, {"tingkat_pendidikan_id": "40"}),
    ({"pendidikan_nama": "S1 Ilmu Hukum"}, {"pendidikan_nama": "S-1 ILMU HUKUM"}),
    ({"unor_id": "abc"}, {"unor_nama": "Bagian Umum"}),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_another_form_of_the_same_is_no_finding(
    match: Match, a: Row, b: Row, findings_of: FindingsOf
) -> None:
    assert compare(match, findings_of, a, b) == {}


DIFFERENT = [
    (
        {"nip_baru": "198503122010012005", "nik": "3171015203850001"},
        {"nip_baru": "198503122010012006", "nik": "3171015203850001"},
        {"nip": "different"},
    ),
    ({"nama": "SOEKARNO"}, {"nama": "SUKARNO"}, {"nama": "different"}),
    ({"nama": "S. AMINAH"}, {"nama": "SITI AMINAH"}, {"nama": "different"}),
    ({"nama": "AMINAH SITI"}, {"nama": "SITI AMINAH"}, {"nama": "different"}),
    ({"nama": "SITI AMINAH, S.H."}, {"nama": "SITI AMINAH", "gelar_belakang": None}, {"gelar": "empty_b"}),
    ({"gelar_belakang": "S.H."}, {"gelar_belakang": "S.E."}, {"gelar": "different"}),
    ({"tanggal_lahir": "1985-03-12"}, {"tanggal_lahir": "1985-12-03"}, {"tanggal_lahir": "different"}),
    (
        {"jabatan_nama": "Analis APBN Ahli Muda"},
        {"jabatan_nama": "Analis Legislatif Ahli Muda"},
        {"jabatan": "different"},
    ),
    (
        {"jabatan_nama": "Analis APBN Ahli Muda"},
        {"jabatan_nama": "Analis APBN Ahli Madya"},
        {"jenjang": "different"},
    ),
    ({"gol_akhir_nama": "III/c"}, {"gol_akhir_id": "34"}, {"golongan": "different"}),
    ({"tmt_jabatan": None}, {"tmt_jabatan": "2022-04-01"}, {"tmt_jabatan": "empty_a"}),
    ({"kedudukan_hukum_id": "01"}, {"kedudukan_hukum_id": "71"}, {"kedudukan_hukum": "different"}),
    ({"tingkat_pendidikan_id": "40"}, {"tingkat_pendidikan_nama": "S-2"}, {"pendidikan": "different"}),
]


@pytest.mark.parametrize(("a", "b", "expected"), DIFFERENT)
def test_a_difference_is_one_finding(
    match: Match, a: Row, b: Row, expected: dict[str, str], findings_of: FindingsOf
) -> None:
    assert compare(match, findings_of, a, b) == expected


def test_column_absent_on_one_side_is_not_compared(match: Match, findings_of: FindingsOf) -> None:
    result = match([BASE | {"nik": "3171015203850001"}], [BASE])
    assert result.summary["not_compared"]["nik"] == "absent_b"  # type: ignore[index]
    assert findings_of(result) == {}


def test_newer_side_is_told_by_tmt(match: Match) -> None:
    a = BASE | {"jabatan_nama": "Analis APBN Ahli Muda", "tmt_jabatan": "2024-01-01"}
    b = BASE | {"jabatan_nama": "Analis APBN Ahli Pertama", "tmt_jabatan": "2020-01-01"}
    found = {row["element"]: row for row in match([a], [b]).findings.iter_rows(named=True)}
    assert (found["jenjang"]["newer"], found["jenjang"]["suggestion"]) == ("a", "newer_a")
    assert found["jenjang"]["owner"] == "steward"


def test_code_and_name_meet_through_what_the_file_shows(match: Match, findings_of: FindingsOf) -> None:
    taught: Row = {"nip_baru": "199001012015031001", "nama": "BUDI", "tanggal_lahir": "1990-01-01"}
    a = [BASE | {"unor_id": "X1"}, taught | {"unor_id": "X1"}]
    b = [BASE | {"unor_nama": "Bagian Umum"}, taught | {"unor_id": "X1", "unor_nama": "Bagian Arsip"}]
    assert findings_of(match(a, b)) == {"unor": "different"}
