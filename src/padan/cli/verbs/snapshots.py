"""`padanctl snapshot …`: what is in the store; changes nothing but the log."""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.fault_text import words_of, words_of_any
from padan.cli.options import Count, dry_run, target_of
from padan.cli.parsing import argument, group, option, verb
from padan.cli.quality_words import quality_text
from padan.cli.shapes import snapshot_values
from padan.cli.words import masked, number, pairs, table
from padan.domain.snapshot import StoredProblem
from padan.services import browse_data, drop_data
from padan.services.browse_data import PersonFound, ProblemText

snapshot = group("snapshot", "Potret data: register sebagaimana diterima pada suatu saat.")

SHOWN = ("nip_baru", "nik", "nama", "tanggal_lahir", "jabatan_nama", "unor_nama")


@verb(
    snapshot,
    "list",
    "Daftar potret data, terbaru lebih dulu.",
    "padanctl snapshot list --agreement dpr-bkn-2023",
)
@option("--agreement", "agreement_id", metavar="PERJANJIAN", help="Hanya dari perjanjian ini.")
def list_all(desk: Desk, agreement_id: str | None) -> Answer:
    """List the snapshots."""
    with desk.reading() as work:
        found = browse_data.snapshots(work.session, agreement_id)
    rows = [(one.id, one.register, one.position, one.rows, one.rows_refused, one.file_name) for one in found]
    return Answer(
        {"snapshots": [snapshot_values(one) for one in found]},
        table(("Potret", "Register", "Posisi", "Baris", "Ditolak", "Berkas"), rows),
    )


@verb(snapshot, "show", "Satu potret data dengan laporan penerimaannya.", "padanctl snapshot show POTRET")
@argument("snapshot_id", metavar="POTRET")
def show(desk: Desk, snapshot_id: str) -> Answer:
    """Show one snapshot."""
    with desk.reading() as work:
        found = browse_data.snapshot(work.session, snapshot_id)
    facts = {
        "Potret": found.id,
        "Perjanjian": found.agreement_id,
        "Register": found.register,
        "Posisi": found.position,
        "Diterima": found.received_at,
        "Berkas": found.file_name,
        "Baris": found.rows,
        "Baris ditolak": found.rows_refused,
        "Kolom": ", ".join(found.columns),
        "Sidik berkas": found.file_sha256,
        "Sidik isi": found.content_digest,
    }
    return Answer({"snapshot": snapshot_values(found), "intake": found.report}, pairs(facts))


@verb(snapshot, "quality", "Indeks kualitas data potret.", "padanctl snapshot quality POTRET")
@argument("snapshot_id", metavar="POTRET")
def quality(desk: Desk, snapshot_id: str) -> Answer:
    """Assess a snapshot; computed once and kept with it."""
    with desk.reading() as work:
        found = browse_data.snapshot_quality(work.session, work.tools, snapshot_id)
    return Answer({"snapshot": snapshot_id, "quality": found}, quality_text(found))


@verb(
    snapshot,
    "find",
    "Mencari orang menurut NIP, NIK, atau bagian nama. NIK ditutup kecuali --reveal; pencarian dicatat.",
    'padanctl snapshot find POTRET "Siti Aminah"',
)
@argument("snapshot_id", metavar="POTRET")
@argument("text", metavar="TEKS")
@option("--reveal", is_flag=True, help="Tampilkan NIK seutuhnya.")
@option("--limit", type=Count(min=1, max=1000), default=50, metavar="N", help="Paling banyak N orang (50).")
def find(desk: Desk, snapshot_id: str, text: str, reveal: bool, limit: int) -> Answer:
    """Find people in a snapshot."""
    with desk.reading() as work:
        found = browse_data.find_person(work.session, snapshot_id, text, limit)
    people = [_person(one, reveal) for one in found]
    columns = [name for name in SHOWN if any(one[name] for one in people if name in one)]
    rows = [[str(one.get("_row")), *(one.get(name) for name in columns)] for one in people]
    headings = ["Baris", *(name.replace("_", " ").capitalize() for name in columns)]
    return Answer({"snapshot": snapshot_id, "people": people}, table(headings, rows, "Tidak ditemukan."))


def _person(found: PersonFound, reveal: bool) -> dict[str, object]:
    fields: dict[str, object] = dict(found.fields)
    if not reveal and fields.get("nik"):
        fields["nik"] = masked(str(fields["nik"]))
    return {"_row": found.row, **{key: value for key, value in fields.items() if not key.startswith("_")}}


@verb(
    snapshot,
    "problems",
    "Masalah per baris: baris, kolom, sebab, perbaikan. Dengan --out ditulis untuk pengirim berkas, "
    "tanpa nilai.",
    "padanctl snapshot problems POTRET --out masalah.xlsx",
)
@argument("snapshot_id", metavar="POTRET")
@option("--limit", type=Count(min=1), default=200, metavar="N", help="Paling banyak N masalah (200).")
@option("--out", metavar="BERKAS", help="Tulis semua masalah ke XLSX atau CSV.")
@option("--force", is_flag=True, help="Ganti berkas tujuan bila sudah ada.")
@dry_run
def problems(desk: Desk, **given: Any) -> Answer:
    """List or export the row problems."""
    if given["out"]:
        return _exported(desk, given)
    with desk.reading() as work:
        found = browse_data.problems(work.session, given["snapshot_id"], given["limit"])
    rows = [
        (
            str(one.sheet_row),
            one.column,
            str(one.code),
            "ya" if one.refused else "tidak",
            _words(one)[0],
        )
        for one in found
    ]
    values: dict[str, object] = {
        "snapshot": given["snapshot_id"],
        "problems": [_problem(one) for one in found],
    }
    return Answer(values, table(("Baris berkas", "Kolom", "Kode", "Ditolak", "Masalah"), rows))


@verb(
    snapshot,
    "drop",
    "Menghapus potret data beserta isinya dan mengembalikan ruang cakramnya. Ditolak selama ada pemadanan, "
    "berita acara, atau paket yang berdasar padanya. Log audit tetap menyimpan sidik dan alasannya.",
    'padanctl snapshot drop POTRET --reason "berkas keliru"',
)
@argument("snapshot_id", metavar="POTRET")
@option("--reason", required=True, metavar="TEKS", help="Alasan; masuk log audit.")
@dry_run
def drop(desk: Desk, snapshot_id: str, reason: str, dry_run: bool) -> Answer:
    """Drop a snapshot; a dry run checks whether it may go."""
    with desk.writing(dry_run=dry_run) as work:
        dropped = drop_data.drop(work.session, snapshot_id, reason)
    values: dict[str, object] = {"snapshot": snapshot_id, "rows": dropped.rows, "dry_run": dry_run}
    return Answer(values, f"Potret data {snapshot_id} dihapus: {number(dropped.rows)} baris.")


def _words(one: StoredProblem) -> tuple[str, str]:
    return words_of(one.code, {"row": one.row, "sheet_row": one.sheet_row, "column": one.column})


def _problem(one: StoredProblem) -> dict[str, object]:
    message, remedy = _words(one)
    return {
        "row": one.row,
        "sheet_row": one.sheet_row,
        "column": one.column,
        "code": one.code,
        "refused": one.refused,
        "message": message,
        "remedy": remedy,
    }


def _exported(desk: Desk, given: dict[str, Any]) -> Answer:
    path = target_of(given)
    with desk.writing(dry_run=given["dry_run"]) as work:
        listed = browse_data.problems(work.session, given["snapshot_id"], limit=1_000_000)
        texts = {code: ProblemText(*words_of_any(code)) for code in {one.code for one in listed}}
        digest = browse_data.export_problems(work.session, work.tools, given["snapshot_id"], path, texts)
    values = {"file": str(path), "sha256": digest, "rows": len(listed), "dry_run": given["dry_run"]}
    return Answer(values, f"{len(listed)} masalah ditulis ke {path}.")
