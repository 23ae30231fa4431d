"""`padanctl agreement …`: agreements as they stand on a day, addenda, the signing official's override."""

from datetime import date
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import DAY, Choice, dry_run
from padan.cli.parsing import argument, group, option, verb
from padan.cli.shapes import addenda_values, agreement_values
from padan.cli.vocabulary import word
from padan.cli.words import day, pairs, table
from padan.common.codes import work as work_codes
from padan.common.errors import UserFault
from padan.domain.agreement import Addendum
from padan.services import keep_agreement
from padan.services.agreement_terms import PURPOSES
from padan.services.keep_agreement import AgreementView, OverrideWish

agreement = group("agreement", "Perjanjian kerja sama: masa berlaku, adendum, persetujuan khusus.")

on_day = option("--on", type=DAY, metavar="TANGGAL", help="Keadaan pada tanggal ini (hari ini).")


@verb(agreement, "list", "Daftar perjanjian dan keadaannya pada suatu tanggal.", "padanctl agreement list")
@on_day
def list_all(desk: Desk, on: date | None) -> Answer:
    """List the agreements with their state."""
    with desk.reading() as work:
        found = keep_agreement.agreements(work.session, on)
    rows = [(one.agreement.id, one.agreement.ends, _state(one), one.days_left) for one in found]
    return Answer(
        {"agreements": [agreement_values(one) for one in found]},
        table(("Perjanjian", "Berakhir", "Keadaan", "Sisa hari"), rows),
    )


@verb(
    agreement,
    "show",
    "Satu perjanjian dengan para pihak dan adendumnya.",
    "padanctl agreement show dpr-bkn-2023",
)
@argument("agreement_id", metavar="PERJANJIAN")
@on_day
def show(desk: Desk, agreement_id: str, on: date | None) -> Answer:
    """Show one agreement."""
    with desk.reading() as work:
        found = keep_agreement.agreements(work.session, on)
    view = next((one for one in found if one.agreement.id == agreement_id), None)
    if view is None:
        raise UserFault(work_codes.AGREEMENT_NOT_FOUND, agreement=agreement_id)
    one = view.agreement
    facts: dict[str, object] = {
        "Perjanjian": one.id,
        "Judul": one.title,
        **{f"Nomor {party.name}": party.number for party in one.parties},
        "Ditandatangani": one.signed,
        "Berakhir": one.ends,
        "Keadaan": _state(view),
    }
    facts.update({f"Adendum {each.number}": f"sampai {day(each.new_end)}" for each in one.addenda})
    return Answer({"agreement": agreement_values(view)}, pairs(facts))


@verb(
    agreement,
    "extend",
    "Mencatat adendum yang memperpanjang perjanjian.",
    "padanctl agreement extend dpr-bkn-2023 --number ADD/1/2026 --signed 2026-11-01 --new-end 2029-11-07",
)
@argument("agreement_id", metavar="PERJANJIAN")
@option("--number", required=True, metavar="NOMOR", help="Nomor adendum.")
@option("--signed", required=True, type=DAY, metavar="TANGGAL", help="Tanggal penandatanganan.")
@option("--new-end", required=True, type=DAY, metavar="TANGGAL", help="Akhir perjanjian yang baru.")
@option("--note", default="", metavar="TEKS", help="Keterangan.")
@dry_run
def extend(desk: Desk, **given: Any) -> Answer:
    """Record an addendum."""
    addendum = Addendum(
        number=given["number"], signed=given["signed"], new_end=given["new_end"], note=given["note"]
    )
    with desk.writing(dry_run=given["dry_run"]) as work:
        changed = keep_agreement.extend(work.session, given["agreement_id"], addendum)
    return Answer(
        {"agreement": addenda_values(changed), "dry_run": given["dry_run"]},
        f"Perjanjian {changed.id} berlaku sampai {day(changed.ends)}.",
    )


@verb(
    agreement,
    "override",
    "Mencatat persetujuan khusus pejabat penanda tangan untuk bekerja sesudah perjanjian berakhir, "
    "paling lama 31 hari.",
    'padanctl --officer ratna agreement override dpr-bkn-2023 --purpose matching --reason "Adendum diparaf"',
)
@argument("agreement_id", metavar="PERJANJIAN")
@option(
    "--purpose",
    required=True,
    multiple=True,
    type=Choice(list(PURPOSES)),
    help="Untuk apa; boleh beberapa kali.",
)
@option("--reason", default="", metavar="TEKS", help="Alasan; masuk log audit dan dicetak.")
@option("--until", type=DAY, metavar="TANGGAL", help="Berlaku sampai (hari ini).")
@dry_run
def override(desk: Desk, **given: Any) -> Answer:
    """Record an override."""
    wish = OverrideWish(given["agreement_id"], tuple(given["purpose"]), given["reason"], given["until"])
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = keep_agreement.override(work.session, wish)
    until = day(date.fromisoformat(made.until))
    return Answer(
        {"override": made, "dry_run": given["dry_run"]},
        f"Persetujuan khusus atas {made.agreement_id} dicatat, berlaku sampai {until}.",
    )


def _state(view: AgreementView) -> str:
    return word("agreement_state", view.state)
