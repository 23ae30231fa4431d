"""`padanctl sync write-…`: corrections written into SIASN, each planned, approved by another officer, sent
once.
"""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import dry_run, existing
from padan.cli.parsing import argument, option, verb
from padan.cli.verbs import sync as reading
from padan.cli.vocabulary import word
from padan.cli.words import moment, number, pairs, table
from padan.common.codes import cli as codes
from padan.common.errors import UserFault
from padan.domain.web.writing import UNKNOWN, ServiceWrite
from padan.services.web import carry_write, plan_write
from padan.services.web.plan_write import WriteWish

sync = reading.sync


@verb(
    sync,
    "write-plan",
    "Menyiapkan penulisan satu usulan: yang tampil persis yang akan dikirim. Petugas lain menyetujuinya.",
    "padanctl sync write-plan USULAN --service siasn-produksi --field nomorSk=12/SK/2026",
)
@argument("correction_id", metavar="USULAN")
@option("--service", "service_id", required=True, metavar="PROFIL", help="Profil layanan.")
@option("--row", "row_id", default="", metavar="ID", help="Baris riwayat yang diubah (biasanya dikenali).")
@option("--new", "creates", is_flag=True, help="Buat baris riwayat baru menurut SK-nya.")
@option("--paper", "paper_path", default="", metavar="BERKAS", help="PDF SK atau PAK yang disertakan.")
@option("--paper-kind", default="", metavar="KODE", help="872, 873 (jabatan); 879, 880 (angka kredit).")
@option("--field", "stated", multiple=True, metavar="NAMA=NILAI", help="Isian menurut SK; boleh beberapa.")
@dry_run
def plan(desk: Desk, correction_id: str, **given: Any) -> Answer:
    """Plan a write."""
    if given["paper_path"]:
        existing(given["paper_path"])
    wish = WriteWish(
        correction_id,
        given["service_id"],
        given["row_id"],
        given["creates"],
        _stated(given["stated"]),
        given["paper_path"],
        given["paper_kind"],
    )
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = plan_write.plan(work.session, work.tools, wish)
    return _answer(made, dry_run=given["dry_run"])


def _stated(words: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in words:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise UserFault(
                codes.INPUT_INVALID,
                input="--field",
                detail="ditulis NAMA=NILAI",
                command="padanctl sync write-plan",
            )
        found[name.strip()] = value.strip()
    return found


@verb(
    sync,
    "write-approve",
    "Menyetujui penulisan yang disiapkan petugas lain.",
    "padanctl sync write-approve 01…",
)
@argument("write_id", metavar="PENULISAN")
@dry_run
def approve(desk: Desk, write_id: str, dry_run: bool) -> Answer:
    """Approve a write."""
    with desk.writing(dry_run=dry_run) as work:
        made = plan_write.approve(work.session, write_id)
    return _answer(made, dry_run=dry_run)


@verb(
    sync,
    "write-send",
    "Mengirim yang disetujui, sekali; yang belum jelas dibaca kembali dahulu. Boleh diulang kapan saja.",
    "padanctl sync write-send",
)
@argument("write_ids", metavar="[PENULISAN …]", nargs=-1)
@dry_run
def send(desk: Desk, write_ids: tuple[str, ...], dry_run: bool) -> Answer:
    """Send the approved writes; a dry run only names them."""
    if dry_run:
        with desk.reading() as work:
            found = carry_write.waiting(work.session)
        return _list([one for one in found if not write_ids or one.id in write_ids], dry_run=True)
    with desk.writing(dry_run=False) as work:
        found = carry_write.send(
            work.session, work.tools, list(write_ids) or None, work.progress, work.cancel
        )
    return _list(found, dry_run=False)


@verb(
    sync, "write-cancel", "Membatalkan penulisan yang pasti belum terkirim.", "padanctl sync write-cancel 01…"
)
@argument("write_id", metavar="PENULISAN")
@dry_run
def cancel(desk: Desk, write_id: str, dry_run: bool) -> Answer:
    """Cancel a write."""
    with desk.writing(dry_run=dry_run) as work:
        made = plan_write.cancel_write(work.session, write_id)
    return _answer(made, dry_run=dry_run)


@verb(sync, "write-show", "Menampilkan isi yang akan atau sudah dikirim.", "padanctl sync write-show 01…")
@argument("write_id", metavar="PENULISAN")
def show(desk: Desk, write_id: str) -> Answer:
    """Show one write."""
    with desk.writing(dry_run=False) as work:
        found = plan_write.one_write(work.session, write_id)
    return _answer(found)


@verb(sync, "write-list", "Menampilkan penulisan dan keadaannya.", "padanctl sync write-list")
@option("--agreement", "agreement_id", metavar="PERJANJIAN", help="Hanya perjanjian ini.")
def list_writes(desk: Desk, agreement_id: str | None) -> Answer:
    """List the writes."""
    with desk.writing(dry_run=False) as work:
        found = plan_write.writes(work.session, agreement_id)
    return _list(found)


def _values(one: ServiceWrite) -> dict[str, object]:
    return {
        "id": one.id,
        "correction": one.correction_id,
        "service": one.profile_id,
        "kind": one.kind.value,
        "basis": one.basis,
        "state": one.state.value,
        "row": one.row_id or None,
        "made": one.made_id or None,
        "attempts": one.attempts,
        "sent_at": one.sent_at,
        "words": one.words,
        "paper": one.paper_sha256 or None,
    }


def _list(found: list[ServiceWrite], **more: object) -> Answer:
    lines = [
        (
            one.id,
            one.correction_id,
            word("write_kind", one.kind.value),
            word("write_state", one.state.value),
            moment(one.sent_at) if one.sent_at else "",
            one.words,
        )
        for one in found
    ]
    heads = ("Penulisan", "Usulan", "Baris", "Keadaan", "Dikirim", "Kata layanan")
    unclear = sum(one.state in UNKNOWN for one in found)
    notes = (
        [f"{number(unclear)} belum jelas: jalankan `sync write-send` lagi sebentar lagi."] if unclear else []
    )
    values = {"writes": [_values(one) for one in found], "unclear": unclear, **more}
    return Answer(values, table(heads, lines), notes=tuple(notes))


def _answer(one: ServiceWrite, **more: object) -> Answer:
    """Show one write with exactly what will be sent: whoever approves must see it."""
    sent = {name: str(value) for name, value in sorted(one.body.items()) if value and name != "path"}
    marked = {name: ("→ " if name in one.fields else "  ") + value for name, value in sent.items()}
    shown = {
        "Usulan": one.correction_id,
        "NIP": one.nip,
        "Baris": one.row_id or "baru",
        "Keadaan": word("write_state", one.state.value),
        "Dokumen": f"{one.paper_kind}, SHA-256 {one.paper_sha256}" if one.paper_kind else "tidak ada",
    }
    changed = {name: one.before.row.get(name, "") or "(kosong)" for name in one.fields}
    parts = [f"Penulisan {one.id}", pairs(shown), "Sekarang:", pairs(changed), "Akan dikirim:", pairs(marked)]
    values = {"write": {**_values(one), "nip": one.nip, "body": one.body, "before": one.before.row}, **more}
    return Answer(values, "\n\n".join(parts))
