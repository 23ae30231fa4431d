"""`padanctl import`: receives a register file as an immutable snapshot; reports what was read, kept,
refused, dropped.
"""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.intake_words import intake_text, intake_values
from padan.cli.mappings import mapping_of
from padan.cli.options import DAY, dry_run, existing
from padan.cli.parsing import argument, lone_verb, option
from padan.cli.shapes import snapshot_values
from padan.cli.words import pairs
from padan.services.receive_data import Received, ReceiveRequest, receive


@lone_verb(
    "import",
    "Menerima berkas register (CSV, XLSX, XLS, ODS, Parquet) menjadi potret data.\n\n"
    "Bentuk dan kolom dikenali sendiri; kolom di luar lingkup perjanjian dibuang; satu baris buruk tidak "
    "menahan yang lain.",
    "padanctl import siasn.csv --agreement dpr-bkn-2023 --register SIASN --position 2026-11-01",
)
@argument("file", metavar="BERKAS")
@option("--agreement", "agreement_id", required=True, metavar="PERJANJIAN", help="Perjanjian yang mendasari.")
@option(
    "--register",
    required=True,
    metavar="NAMA",
    help="Register atau pihak pemiliknya (SIASN, PERISAI, dpr …).",
)
@option("--position", type=DAY, metavar="TANGGAL", help="Posisi data (hari ini).")
@option("--mapping", metavar="BERKAS", help="Berkas JSON atau TOML: judul kolom → unsur.")
@option(
    "--map", "maps", multiple=True, metavar="JUDUL=UNSUR", help="Pemetaan satu kolom; boleh beberapa kali."
)
@option("--sheet", metavar="NAMA", help="Lembar kerja yang dibaca.")
@option("--allow-empty", is_flag=True, help="Terima berkas tanpa baris data.")
@option("--accept-damage", is_flag=True, help="Terima berkas yang tampak rusak oleh Excel; dicatat.")
@dry_run
def receive_file(desk: Desk, **given: Any) -> Answer:
    """Receive the file; a dry run reads and checks all of it and stores nothing."""
    mapping = mapping_of(given["maps"], given["mapping"])
    request = ReceiveRequest(
        path=existing(given["file"]),
        agreement_id=given["agreement_id"],
        register=given["register"],
        position=given["position"],
        mapping=mapping or None,
        sheet=given["sheet"],
        allow_empty=given["allow_empty"],
        accept_damage=given["accept_damage"],
    )
    with desk.writing(dry_run=given["dry_run"]) as work:
        received = receive(work.session, work.tools, request, work.progress, work.cancel)
    return _answer(received, given["dry_run"])


def _answer(received: Received, dry_run: bool) -> Answer:
    snapshot = received.snapshot
    shown = snapshot_values(snapshot)
    if dry_run:
        shown["id"] = None
    values = {"snapshot": shown, "intake": intake_values(received.report), "dry_run": dry_run}
    head = f"Potret data {snapshot.register}" if dry_run else f"Potret data {snapshot.id}"
    digests = pairs({"Sidik berkas": snapshot.file_sha256, "Sidik isi": snapshot.content_digest})
    return Answer(values, "\n\n".join((head, intake_text(received.report), digests)))
