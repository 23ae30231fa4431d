"""`padanctl berita-acara …`: the official record from draft to archive; every step with the officer's own
key.
"""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.compose_words import open_points_of, people_of, person_of
from padan.cli.desk import Desk
from padan.cli.document_words import document_text, document_values, view_values
from padan.cli.options import DAY, dry_run
from padan.cli.parsing import argument, group, option, verb
from padan.cli.vocabulary import word
from padan.cli.words import table
from padan.domain.document import DocumentRecord
from padan.services import compose_document, sign_documents
from padan.services.compose_content import ComposeWish
from padan.services.compose_document import Numbers

berita_acara = group("berita-acara", "Berita acara hasil pemadanan data dan langkah empat matanya.")


def _typed(function: Any) -> Any:
    """Declare what officers type for a berita acara."""
    person = "Nama|NIP|Pangkat|Jabatan"
    for names, more in (
        (("--one-person-office",), {"metavar": "ALASAN", "help": "Pengecualian kantor satu orang; dicetak."}),
        (("--replaces",), {"metavar": "DOKUMEN", "help": "Dokumen yang digantikan versi ini."}),
        (("--profile",), {"metavar": "NAMA", "help": "Profil tampilan dokumen."}),
        (
            ("--open-point",),
            {
                "multiple": True,
                "metavar": "Uraian|Penanggung jawab|TANGGAL",
                "help": "Tindak lanjut; boleh beberapa.",
            },
        ),
        (
            ("--acknowledged-by",),
            {"multiple": True, "metavar": person, "help": "Mengetahui; boleh beberapa."},
        ),
        (("--witness",), {"multiple": True, "metavar": person, "help": "Saksi; boleh beberapa."}),
        (("--official-2",), {"metavar": person, "help": "Pejabat PIHAK KEDUA."}),
        (("--official-1",), {"metavar": person, "help": "Pejabat PIHAK KESATU."}),
        (
            ("--number-2",),
            {"metavar": "NOMOR", "help": "Nomor PIHAK KEDUA; boleh menyusul dengan `numbers`."},
        ),
        (
            ("--number-1",),
            {"metavar": "NOMOR", "help": "Nomor PIHAK KESATU; boleh menyusul dengan `numbers`."},
        ),
        (("--date", "day"), {"type": DAY, "metavar": "TANGGAL", "help": "Tanggal berita acara (hari ini)."}),
        (("--place",), {"default": "Jakarta", "metavar": "TEMPAT", "help": "Tempat (Jakarta)."}),
        (("--period",), {"default": "", "metavar": "TEKS", "help": "Periode (semester dari posisi data)."}),
    ):
        function = option(*names, **more)(function)
    return function


@verb(
    berita_acara,
    "compose",
    "Menyusun berita acara dari pemadanan terbaru dengan semua keputusan diterapkan. "
    "Semua angka dihitung, tidak diketik.",
    'padanctl berita-acara compose PEMADANAN --official-1 "Dewi Sari|1970…|Pembina|Kepala Bagian"',
)
@argument("run_id", metavar="PEMADANAN")
@_typed
@dry_run
def compose(desk: Desk, **given: Any) -> Answer:
    """Compose a berita acara and sign it as its preparer."""
    wish = ComposeWish(
        run_id=given["run_id"],
        period=given["period"],
        place=given["place"],
        day=given["day"],
        number_first=given["number_1"],
        number_second=given["number_2"],
        official_first=person_of("--official-1", given["official_1"]),
        official_second=person_of("--official-2", given["official_2"]),
        witnesses=people_of("--witness", given["witness"]),
        acknowledged_by=people_of("--acknowledged-by", given["acknowledged_by"]),
        open_points=open_points_of(given["open_point"]),
        profile=given["profile"] or "",
        one_person_office=given["one_person_office"] or "",
        replaces=given["replaces"],
    )
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = compose_document.compose(work.session, wish, work.progress, work.cancel)
    shown = document_values(made)
    if given["dry_run"]:
        shown["id"] = None
        return Answer({"document": shown, "dry_run": True}, "Berita acara dapat disusun.")
    return Answer(
        {"document": shown, "dry_run": False}, f"Berita acara {made.id} disusun.\n\n{document_text(made)}"
    )


@verb(
    berita_acara,
    "numbers",
    "Mengetik nomor resmi selagi dokumen masih disusun; penyusun menandatangani lagi isi yang berubah.",
    "padanctl berita-acara numbers DOKUMEN --number-1 KS.01.03/4/12/2026",
)
@argument("document_id", metavar="DOKUMEN")
@option("--number-1", metavar="NOMOR", help="Nomor PIHAK KESATU.")
@option("--number-2", metavar="NOMOR", help="Nomor PIHAK KEDUA.")
@dry_run
def numbers(desk: Desk, **given: Any) -> Answer:
    """Type the official numbers."""
    wish = Numbers(given["number_1"], given["number_2"])
    with desk.writing(dry_run=given["dry_run"]) as work:
        changed = compose_document.set_numbers(work.session, given["document_id"], wish)
    return _stepped(changed, given["dry_run"])


@verb(
    berita_acara,
    "verify-step",
    "Memverifikasi sebagai pasang mata kedua; penyusun ditolak, juga bila dasarnya telah berubah.",
    "padanctl --officer budi berita-acara verify-step DOKUMEN",
)
@argument("document_id", metavar="DOKUMEN")
@dry_run
def verify_step(desk: Desk, document_id: str, dry_run: bool) -> Answer:
    """Sign as the second pair of eyes."""
    with desk.writing(dry_run=dry_run) as work:
        return _stepped(sign_documents.verify_step(work.session, work.tools, document_id), dry_run)


@verb(
    berita_acara,
    "approve",
    "Mengesahkan sebagai pejabat penanda tangan.",
    "padanctl --officer ratna berita-acara approve DOKUMEN",
)
@argument("document_id", metavar="DOKUMEN")
@dry_run
def approve(desk: Desk, document_id: str, dry_run: bool) -> Answer:
    """Sign as the official."""
    with desk.writing(dry_run=dry_run) as work:
        return _stepped(sign_documents.approve(work.session, work.tools, document_id), dry_run)


@verb(
    berita_acara,
    "send-back",
    "Mengembalikan dokumen kepada penyusun; langkah yang telah diambil gugur.",
    'padanctl berita-acara send-back DOKUMEN --reason "Tempat keliru"',
)
@argument("document_id", metavar="DOKUMEN")
@option("--reason", required=True, metavar="TEKS", help="Alasan; masuk log audit.")
@dry_run
def send_back(desk: Desk, document_id: str, reason: str, dry_run: bool) -> Answer:
    """Return a document to its preparer."""
    with desk.writing(dry_run=dry_run) as work:
        return _stepped(sign_documents.send_back(work.session, document_id, reason), dry_run)


@verb(
    berita_acara,
    "freeze",
    "Membekukan isi untuk selamanya dan menyimpan kedua rangkap.",
    "padanctl --officer ratna berita-acara freeze DOKUMEN",
)
@argument("document_id", metavar="DOKUMEN")
@dry_run
def freeze(desk: Desk, document_id: str, dry_run: bool) -> Answer:
    """Fix the document for ever."""
    with desk.writing(dry_run=dry_run) as work:
        made = sign_documents.freeze(work.session, work.tools, document_id, work.progress, work.cancel)
    return _stepped(made, dry_run)


def _stepped(changed: DocumentRecord, dry_run: bool) -> Answer:
    text = f"Berita acara {changed.id}: {word('document_state', changed.state)}."
    values: dict[str, object] = {"document": document_values(changed), "dry_run": dry_run}
    return Answer(values, text)


@verb(berita_acara, "list", "Daftar berita acara, terbaru lebih dulu.", "padanctl berita-acara list")
@option("--agreement", "agreement_id", metavar="PERJANJIAN", help="Hanya dari perjanjian ini.")
def list_all(desk: Desk, agreement_id: str | None) -> Answer:
    """List the documents."""
    with desk.reading() as work:
        found = compose_document.documents(work.session, agreement_id)
    rows = [
        (one.id, one.agreement_id, str(one.version), word("document_state", one.state), one.created_at)
        for one in found
    ]
    return Answer(
        {"documents": [document_values(one) for one in found]},
        table(("Dokumen", "Perjanjian", "Versi", "Keadaan", "Disusun"), rows),
    )


@verb(
    berita_acara, "show", "Satu berita acara: angka, langkah, berkas.", "padanctl berita-acara show DOKUMEN"
)
@argument("document_id", metavar="DOKUMEN")
def show(desk: Desk, document_id: str) -> Answer:
    """Show one document."""
    with desk.reading() as work:
        view = compose_document.show(work.session, document_id)
    return Answer({"document": view_values(view)}, document_text(view.document, view))
