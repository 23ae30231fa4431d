"""`padanctl berita-acara pdf|annexes|attach-signed`: frozen documents as files; annexes are recorded
disclosures.
"""

import hashlib
from pathlib import Path
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk, Work
from padan.cli.options import Count, disclosure, dry_run, existing, note_of, target, target_of
from padan.cli.parsing import argument, option, verb
from padan.cli.verbs.berita_acara import berita_acara
from padan.cli.words import number
from padan.common.codes import cli as codes
from padan.common.errors import UserFault
from padan.services import print_documents
from padan.services.ports.documents import RenderedFile
from padan.services.print_documents import AnnexWish


@verb(
    berita_acara,
    "pdf",
    "Menulis satu rangkap sebagai PDF: salinan tersimpan bila telah dibekukan, konsep bertanda bila belum.",
    "padanctl berita-acara pdf DOKUMEN --out berita-acara.pdf",
)
@argument("document_id", metavar="DOKUMEN")
@option("--copy", type=Count(min=1), default=1, metavar="N", help="Rangkap ke-N (1).")
@target
@dry_run
def pdf(desk: Desk, **given: Any) -> Answer:
    """Write one copy of a document."""
    path = target_of(given)
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = print_documents.pdf(work.session, work.tools, given["document_id"], given["copy"])
        shown = _written(work, path, made)
    return Answer({**shown, "dry_run": given["dry_run"]}, f"Rangkap ke-{given['copy']} ditulis ke {path}.")


@verb(
    berita_acara,
    "annexes",
    "Menulis lampiran bernama ke satu folder. Ini pengungkapan data pribadi: penerima dan keperluan dicatat.",
    'padanctl berita-acara annexes DOKUMEN --out lampiran/ --recipient BKN --purpose "perbaikan data"',
)
@argument("document_id", metavar="DOKUMEN")
@option("--copy", type=Count(min=1), default=1, metavar="N", help="Salinan ke-N (1).")
@option("--copies", type=Count(min=1), default=2, metavar="N", help="Dari N salinan (2).")
@disclosure
@dry_run
def annexes(desk: Desk, **given: Any) -> Answer:
    """Write the annexes by name into a folder."""
    folder = Path(given["out"])
    if folder.exists() and not folder.is_dir():
        raise UserFault(codes.OUTPUT_FOLDER_IS_FILE, folder=folder.name)
    wish = AnnexWish(note_of(given), given["copy"], given["copies"])
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = print_documents.annexes(
            work.session, work.tools, given["document_id"], wish, work.progress, work.cancel
        )
        if not work.dry_run:
            folder.mkdir(parents=True, exist_ok=True)
        files = [_written(work, _free(folder / one.name, given["force"]), one) for one in made]
    return Answer(
        {"annexes": files, "dry_run": given["dry_run"]}, f"{number(len(files))} lampiran ditulis ke {folder}."
    )


def _free(path: Path, force: bool) -> Path:
    if path.exists() and not force:
        raise UserFault(codes.OUTPUT_EXISTS, file=path.name)
    return path


def _written(work: Work, path: Path, made: RenderedFile) -> dict[str, object]:
    work.tools.files.write(str(path), made.content)
    return {"file": str(path), "sha256": hashlib.sha256(made.content).hexdigest(), "pages": made.pages}


@verb(
    berita_acara,
    "attach-signed",
    "Mengarsipkan PDF bertanda tangan atau pindaian; PDF diperiksa terhadap yang diterbitkan.",
    "padanctl berita-acara attach-signed DOKUMEN bertanda-tangan.pdf",
)
@argument("document_id", metavar="DOKUMEN")
@argument("file", metavar="BERKAS")
@dry_run
def attach_signed(desk: Desk, document_id: str, file: str, dry_run: bool) -> Answer:
    """File the signed paper."""
    path = existing(file)
    with desk.writing(dry_run=dry_run) as work:
        filed = print_documents.attach_signed(work.session, work.tools, document_id, path)
    values: dict[str, object] = {
        "document": document_id,
        "paper": filed.paper.name,
        "media_type": filed.paper.media_type,
        "sha256": filed.paper.sha256,
        "check": filed.check,
        "dry_run": dry_run,
    }
    return Answer(values, f"{path.name} diarsipkan pada berita acara {document_id}.")
