"""`padanctl sync code-…`: code sets of SIASN by version, with their faults and differences."""

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import Choice, dry_run, existing
from padan.cli.parsing import argument, option, verb
from padan.cli.verbs import sync_writes
from padan.cli.vocabulary import word
from padan.cli.words import moment, number, table
from padan.domain.web.code_sets import SETS, CodeRow, CodeSet, faults_in
from padan.services.web import keep_codes

sync = sync_writes.sync


@verb(
    sync,
    "code-fetch",
    "Mengambil satu himpunan kode dari layanan; isi yang sama tidak menjadi versi baru.",
    "padanctl sync code-fetch jabatan-fungsional --service siasn-produksi",
)
@argument("name", metavar="HIMPUNAN", type=Choice(list(SETS)))
@option("--service", "service_id", required=True, metavar="PROFIL", help="Profil layanan.")
@dry_run
def fetch(desk: Desk, name: str, service_id: str, dry_run: bool) -> Answer:
    """Fetch a set."""
    with desk.writing(dry_run=dry_run) as work:
        found, is_new = keep_codes.fetch(
            work.session, work.tools, service_id, name, work.progress, work.cancel
        )
    faults = faults_in(found.rows)
    lines = [(word("code_fault", fault.value), row.id, row.code, row.name) for fault, row in faults[:50]]
    told = f"{number(len(found.rows))} kode, " + ("versi baru." if is_new else "tidak berubah.")
    parts = [told, f"{number(len(faults))} cacat pada datanya sendiri:" if faults else "Tanpa cacat."]
    if lines:
        parts.append(table(("Cacat", "Id", "Kode", "Nama"), lines))
    values = {
        "code_set": _values(found),
        "new": is_new,
        "faults": [{"fault": fault.value, **_row(row)} for fault, row in faults],
        "dry_run": dry_run,
    }
    return Answer(values, "\n\n".join(parts))


@verb(
    sync,
    "code-import",
    "Menyimpan himpunan kode kantor sendiri dari berkas CSV (id, kode, nama), untuk diterbitkan lewat paket.",
    "padanctl sync code-import jabatan-fungsional jf-dpr.csv",
)
@argument("name", metavar="HIMPUNAN", type=Choice(list(SETS)))
@argument("file", metavar="BERKAS")
@dry_run
def import_set(desk: Desk, name: str, file: str, dry_run: bool) -> Answer:
    """Import a set."""
    path = existing(file)
    with desk.writing(dry_run=dry_run) as work:
        found, is_new = keep_codes.import_file(work.session, work.tools, str(path), name)
    told = f"{number(len(found.rows))} kode, " + ("versi baru." if is_new else "tidak berubah.")
    return Answer({"code_set": _values(found), "new": is_new, "dry_run": dry_run}, told)


@verb(sync, "code-list", "Menampilkan versi himpunan kode.", "padanctl sync code-list")
@argument("name", metavar="HIMPUNAN", type=Choice(list(SETS)), required=False)
def list_sets(desk: Desk, name: str | None) -> Answer:
    """List the versions."""
    with desk.reading() as work:
        found = keep_codes.code_sets(work.session, name)
    lines = [
        (one.id, one.name, moment(one.fetched_at), number(len(one.rows)), one.digest[:12]) for one in found
    ]
    text = table(("Versi", "Himpunan", "Diambil", "Kode", "Sidik"), lines)
    return Answer({"code_sets": [_values(one) for one in found]}, text)


@verb(sync, "code-diff", "Membandingkan dua versi.", "padanctl sync code-diff LAMA BARU")
@argument("old", metavar="LAMA")
@argument("new", metavar="BARU")
def diff(desk: Desk, old: str, new: str) -> Answer:
    """Compare two versions."""
    with desk.reading() as work:
        found = keep_codes.compare(work.session, old, new)
    lines = [("baru", one.id, "", one.name) for one in found.added]
    lines += [("hilang", one.id, one.name, "") for one in found.removed]
    lines += [
        ("berubah", one.id, f"{one.code} {one.name}", f"{two.code} {two.name}") for one, two in found.changed
    ]
    values = {
        "added": [_row(one) for one in found.added],
        "removed": [_row(one) for one in found.removed],
        "changed": [{"old": _row(one), "new": _row(two)} for one, two in found.changed],
    }
    return Answer(values, table(("Apa", "Id", "Dahulu", "Sekarang"), lines))


def _row(one: CodeRow) -> dict[str, str]:
    return {"id": one.id, "code": one.code, "name": one.name}


def _values(one: CodeSet) -> dict[str, object]:
    return {
        "id": one.id,
        "service": one.profile_id,
        "name": one.name,
        "rows": len(one.rows),
        "digest": one.digest,
        "fetched_at": one.fetched_at,
    }
