"""`padanctl package …`: packages of this office, from the plan to the other office's hand."""

from typing import Any

import click

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import Choice, dry_run, target, target_of
from padan.cli.package_shapes import in_values, message_values, out_values
from padan.cli.parsing import argument, group, option, verb
from padan.cli.vocabulary import word
from padan.cli.words import number, pairs, table
from padan.domain.exchange.outgoing import PackageOut
from padan.services.exchange import hand_over, plan_package, seal_package, show_exchange
from padan.services.exchange.plan_package import PrepareRequest

package = group("package", "Paket tukar antarkantor: disiapkan, disetujui, disegel, dikirim, dibuka.")

SAFE = "Sudah ditulis, dibaca ulang, dan sama bita demi bita. Media boleh dilepas."
KINDS = ["DATA", "USUL", "REF", "TT", "BA", "LAP", "TARIK", "KUNCI"]
folder = option("--out", type=click.Path(), metavar="FOLDER", help="Folder atau media tujuan.")


@verb(
    package,
    "seal",
    "Menyiapkan paket: yang tampil persis yang akan keluar. Petugas lain menyetujui (package approve), "
    "lalu paket disegel.",
    "padanctl package seal --agreement dpr-bkn-2023 --kind DATA --subject POTRET",
)
@option("--agreement", "agreement_id", required=True, metavar="PERJANJIAN", help="Perjanjian.")
@option("--kind", required=True, type=Choice(KINDS), help="Jenis paket.")
@option(
    "--subject",
    default="",
    metavar="ID",
    help="Potret (DATA), kode (REF), dokumen (BA, LAP), paket (TARIK).",
)
@option("--run", "run_id", default="", metavar="PEMADANAN", help="Hanya usulan dari pemadanan ini (USUL).")
@option("--answers", is_flag=True, help="Jawaban atas usulan pihak lain, bukan usulan (USUL).")
@option("--reason", default="", metavar="TEKS", help="Alasan (TARIK).")
@dry_run
def seal(desk: Desk, **given: Any) -> Answer:
    """Prepare a package."""
    request = PrepareRequest(
        given["agreement_id"],
        given["kind"],
        given["subject"],
        given["answers"],
        given["reason"],
        given["run_id"],
    )
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = plan_package.prepare(work.session, work.tools, request)
        tables = [(one.name, one.columns) for one in show_exchange.described(work.session, made.id)]
    values = {
        "package": out_values(made),
        "plan": made.plan,
        "tables": [{"name": name, "columns": columns} for name, columns in tables],
        "dry_run": given["dry_run"],
    }
    facts: dict[str, object] = {
        "Paket": made.id,
        "Penerima": made.receiver,
        "Jenis": made.kind,
        "Baris": made.plan.get("rows", 0),
        **{name: ", ".join(columns) for name, columns in tables},
    }
    return Answer(values, f"{pairs(facts)}\n\nMenunggu persetujuan petugas lain.")


@verb(
    package,
    "approve",
    "Menyetujui isi paket sebagai petugas kedua, menyegelnya, dan menulisnya bila --out diberikan.",
    "padanctl package approve PAKET --out /media/usb",
)
@argument("package_id", metavar="PAKET")
@folder
@dry_run
def approve(desk: Desk, package_id: str, out: str | None, dry_run: bool) -> Answer:
    """Approve and seal."""
    with desk.writing(dry_run=dry_run) as work:
        sealed = seal_package.approve(work.session, work.tools, package_id, work.progress, work.cancel)
        if out is not None:
            sealed = hand_over.write(work.session, work.tools, sealed.id, out).package
    return _out_answer(sealed, dry_run, "" if out is None else SAFE)


@verb(
    package,
    "resend",
    "Menulis paket yang sudah disegel ke folder atau media, bita demi bita sama dengan aslinya.",
    "padanctl package resend PAKET --out /media/usb",
)
@argument("package_id", metavar="PAKET")
@option("--out", required=True, type=click.Path(), metavar="FOLDER", help="Folder atau media tujuan.")
@dry_run
def resend(desk: Desk, package_id: str, out: str, dry_run: bool) -> Answer:
    """Write a sealed package again."""
    with desk.writing(dry_run=dry_run) as work:
        written = hand_over.write(work.session, work.tools, package_id, out)
    return _out_answer(written.package, dry_run, SAFE)


@verb(
    package,
    "hand-over",
    "Mencatat media dan orang yang menerima paket.",
    'padanctl package hand-over PAKET --medium "USB 1" --person "petugas BKN"',
)
@argument("package_id", metavar="PAKET")
@option("--medium", required=True, metavar="TEKS", help="Media.")
@option("--person", required=True, metavar="TEKS", help="Penerima; hanya disimpan di ruang kerja.")
@dry_run
def give(desk: Desk, package_id: str, medium: str, person: str, dry_run: bool) -> Answer:
    """Record the hand-over."""
    with desk.writing(dry_run=dry_run) as work:
        changed = hand_over.hand_over(work.session, package_id, medium, person)
    return _out_answer(changed, dry_run)


@verb(
    package,
    "cover",
    "Mencetak surat pengantar paket ke PDF; tanpa data pribadi.",
    "padanctl package cover PAKET --out surat.pdf",
)
@argument("package_id", metavar="PAKET")
@target
@dry_run
def cover(desk: Desk, package_id: str, **given: Any) -> Answer:
    """Print the cover sheet."""
    path = target_of(given)
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = hand_over.cover(work.session, work.tools, package_id)
        digest = work.tools.files.write(str(path), made.content)
    values = {"file": str(path), "sha256": digest, "dry_run": given["dry_run"]}
    return Answer(values, f"Surat pengantar ditulis ke {path}.")


@verb(
    package,
    "drop",
    "Membatalkan paket yang disiapkan tetapi belum disegel.",
    'padanctl package drop PAKET --reason "salah potret"',
)
@argument("package_id", metavar="PAKET")
@option("--reason", default="", metavar="TEKS", help="Alasan.")
@dry_run
def drop(desk: Desk, package_id: str, reason: str, dry_run: bool) -> Answer:
    """Drop a prepared package."""
    with desk.writing(dry_run=dry_run) as work:
        changed = hand_over.drop(work.session, package_id, reason)
    return _out_answer(changed, dry_run)


@verb(package, "list", "Semua paket keluar dan masuk, dan nomor yang belum datang.", "padanctl package list")
@option("--agreement", "agreement_id", metavar="PERJANJIAN", help="Hanya perjanjian ini.")
def list_all(desk: Desk, agreement_id: str | None) -> Answer:
    """List packages."""
    with desk.reading() as work:
        found = show_exchange.exchange(work.session, agreement_id)
    rows: list[tuple[object, ...]] = [
        ("keluar", one.receiver, one.kind, one.number, word("package_state", one.state), one.id)
        for one in found.outgoing
    ]
    rows += [
        ("masuk", one.sender, one.kind, one.number, word("package_state", one.state), one.id)
        for one in found.incoming
    ]
    values = {
        "outgoing": [out_values(one, one.id in found.overdue) for one in found.outgoing],
        "incoming": [in_values(one) for one in found.incoming],
        "missing": list(found.missing),
    }
    text = table(("Arah", "Pihak", "Jenis", "Nomor", "Status", "Paket"), rows)
    for one in found.missing:
        more = one.total - len(one.numbers)
        beside = f" dan {number(more)} nomor sesudahnya" if more else ""
        text += f"\nDari {one.sender} belum diterima: paket {', '.join(map(str, one.numbers))}{beside}."
    return Answer(values, text)


@verb(
    package,
    "receipts",
    "Tanda terima dan jawaban yang menunggu dikirim, dan paket yang terlambat dijawab.",
    "padanctl package receipts --agreement dpr-bkn-2023",
)
@option("--agreement", "agreement_id", metavar="PERJANJIAN", help="Hanya perjanjian ini.")
def receipts(desk: Desk, agreement_id: str | None) -> Answer:
    """List what waits and what is late."""
    with desk.reading() as work:
        found = show_exchange.exchange(work.session, agreement_id)
    late = [one for one in found.outgoing if one.id in found.overdue]
    values = {
        "waiting": [message_values(one) for one in found.waiting],
        "overdue": [out_values(one, overdue=True) for one in late],
    }
    text = f"{number(len(found.waiting))} menunggu dikirim, {number(len(late))} paket terlambat dijawab."
    return Answer(values, text)


def _out_answer(one: PackageOut, dry_run: bool, said: str = "") -> Answer:
    facts: dict[str, object] = {
        "Paket": one.id,
        "Status": word("package_state", one.state),
        "Nomor": one.number,
        "Berkas": one.file_name,
        "SHA-256": one.file_sha256,
    }
    text = pairs(facts) if dry_run or not said else f"{pairs(facts)}\n\n{said}"
    return Answer({"package": out_values(one), "dry_run": dry_run}, text)
