"""`padanctl package …` for packages that arrived: opening, releasing, papers. Adds to the same group."""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import Choice, dry_run, existing, target, target_of
from padan.cli.package_shapes import in_values, in_words, out_values
from padan.cli.parsing import argument, option, verb
from padan.cli.verbs.package import package
from padan.cli.words import pairs
from padan.common.catalogue import sentence
from padan.domain.exchange.incoming import InState, PackageIn
from padan.services.exchange import keep_whole, open_package, show_exchange
from padan.services.exchange.open_package import Opened

BAD = (InState.REFUSED, InState.QUARANTINED)
__all__ = ["package"]


@verb(
    package,
    "open",
    "Membuka paket: diperiksa dahulu, lalu diterapkan, ditahan, ditolak, atau dikarantina.",
    "padanctl package open TASN_dpr_bkn_DATA_20261122_000001_20261122T041500Z.zip.age",
)
@argument("file", metavar="BERKAS")
@dry_run
def open_file(desk: Desk, file: str, dry_run: bool) -> Answer:
    """Open a package."""
    path = existing(file)
    with desk.writing(dry_run=dry_run) as work:
        opened = open_package.open_package(work.session, work.tools, str(path), work.progress, work.cancel)
    return _answer(opened, dry_run)


@verb(
    package,
    "release",
    "Menerima paket yang lewat waktu, atau memeriksa lagi paket karantina, atas persetujuan dengan alasan.",
    'padanctl package release PAKET --reason "terlambat di jalan"',
)
@argument("package_id", metavar="PAKET")
@option("--reason", default="", metavar="TEKS", help="Alasan, dicatat selamanya.")
@dry_run
def release(desk: Desk, package_id: str, reason: str, dry_run: bool) -> Answer:
    """Release a held package."""
    with desk.writing(dry_run=dry_run) as work:
        opened = open_package.release(
            work.session, work.tools, package_id, reason, work.progress, work.cancel
        )
    return _answer(opened, dry_run)


@verb(
    package,
    "whole",
    "Memilih, per perjanjian, apakah paket diterima seluruhnya atau tidak sama sekali: satu baris yang "
    "ditolak menolak semuanya.",
    "padanctl package whole dpr-bkn-2023 yes",
)
@argument("agreement_id", metavar="PERJANJIAN")
@argument("choice", metavar="yes|no", type=Choice(["yes", "no"]))
@dry_run
def whole(desk: Desk, agreement_id: str, choice: str, dry_run: bool) -> Answer:
    """Choose all or nothing."""
    with desk.writing(dry_run=dry_run) as work:
        keep_whole.keep_whole(work.session, agreement_id, choice == "yes")
    told = "seluruhnya atau tidak sama sekali" if choice == "yes" else "baris demi baris"
    values = {"agreement": agreement_id, "whole": choice == "yes", "dry_run": dry_run}
    return Answer(values, f"Paket {agreement_id} diterima {told}.")


@verb(package, "show", "Satu paket dengan langkah atau berkasnya.", "padanctl package show PAKET")
@argument("package_id", metavar="PAKET")
def show(desk: Desk, package_id: str) -> Answer:
    """Show one package."""
    with desk.reading() as work:
        found, beside = show_exchange.package(work.session, package_id)
    if isinstance(found, PackageIn):
        return Answer({"package": in_values(found), "papers": list(beside)}, in_words(found))
    steps = [
        {"step": one.step, "officer": one.officer_id, "at": one.at}
        for one in beside
        if not isinstance(one, str)
    ]
    values = {"package": out_values(found), "plan": found.plan, "steps": steps}
    facts: dict[str, object] = {"Paket": found.id, "Status": found.state, "Nomor": found.number}
    return Answer(values, pairs(facts))


@verb(
    package,
    "paper",
    "Menyimpan berkas yang datang bersama paket (berita acara, laporan).",
    "padanctl package paper PAKET berita_acara.pdf --out ba.pdf",
)
@argument("package_id", metavar="PAKET")
@argument("name", metavar="NAMA")
@target
@dry_run
def paper(desk: Desk, package_id: str, name: str, **given: Any) -> Answer:
    """Save a paper that came in a package."""
    path = target_of(given)
    with desk.writing(dry_run=given["dry_run"]) as work:
        content = show_exchange.paper(work.session, package_id, name)
        digest = work.tools.files.write(str(path), content)
    values = {"file": str(path), "sha256": digest, "dry_run": given["dry_run"]}
    return Answer(values, f"{name} ditulis ke {path}.")


def _answer(opened: Opened, dry_run: bool) -> Answer:
    told = sentence(opened.fault) if opened.fault else None
    values = {
        "state": opened.state,
        "package": in_values(opened.package),
        "code": opened.fault.code if opened.fault else 0,
        "reason": told.message if told else "",
        "remedy": told.remedy if told else "",
        "signer": opened.looked.signer if opened.looked else "",
        "tables": list(opened.looked.tables) if opened.looked else [],
        "released": [in_values(one) for one in opened.released],
        "dry_run": dry_run,
    }
    lines = [in_words(opened.package), *(in_words(one) for one in opened.released)]
    if opened.state is InState.DUPLICATE:
        lines = ["Paket ini sudah pernah diterima. Tanda terimanya:", in_words(opened.package)]
    if told:
        lines += [told.message, told.remedy]
    return Answer(values, "\n".join(lines), opened.fault if opened.state in BAD else None)
