"""`padanctl correction …`: proposals made from findings, answered one by one, exported as a recorded
disclosure.
"""

from datetime import date
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import DAY, Choice, disclosure, dry_run, note_of, paging, target_of
from padan.cli.parsing import argument, group, option, verb
from padan.cli.shapes import correction_values, run_values
from padan.cli.vocabulary import element_label, word
from padan.cli.words import number, table
from padan.domain.correction import CorrectionState
from padan.domain.elements import BY_CODE
from padan.services import propose_corrections
from padan.services.propose_corrections import ProposeRequest

correction = group("correction", "Usulan perbaikan data: pemilik unsur yang memperbaiki.")

OUTCOMES = [state.value for state in CorrectionState if state is not CorrectionState.PROPOSED]


@verb(
    correction,
    "propose",
    "Menjadikan temuan pemadanan terbaru usulan kepada pemilik unsurnya; mengulang tidak menambah apa-apa.",
    "padanctl correction propose PEMADANAN --due 2026-12-31",
)
@argument("run_id", metavar="PEMADANAN")
@option(
    "--element",
    "elements",
    multiple=True,
    type=Choice(list(BY_CODE)),
    help="Hanya unsur ini; boleh beberapa.",
)
@option("--due", type=DAY, metavar="TANGGAL", help="Jawaban diharapkan sebelum.")
@option("--basis", default="", metavar="TEKS", help="Dasar usulan.")
@dry_run
def propose(desk: Desk, run_id: str, elements: tuple[str, ...], due: date | None, **given: Any) -> Answer:
    """Propose corrections from a run's findings."""
    request = ProposeRequest(run_id, frozenset(elements) or None, due, given["basis"])
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = propose_corrections.propose(work.session, request, work.progress, work.cancel)
    shown = run_values(made.run)
    if given["dry_run"] and made.run.id != run_id:
        shown["id"] = None
    values = {"run": shown, "added": made.added, "skipped": made.skipped, "dry_run": given["dry_run"]}
    return Answer(values, f"{number(made.added)} usulan ditambahkan, {number(made.skipped)} temuan dilewati.")


@verb(
    correction,
    "list",
    "Daftar usulan perbaikan suatu perjanjian.",
    "padanctl correction list --agreement dpr-bkn-2023 --state sent",
)
@option("--agreement", "agreement_id", required=True, metavar="PERJANJIAN", help="Perjanjian.")
@option("--run", "run_id", metavar="PEMADANAN", help="Hanya dari pemadanan ini.")
@option("--state", type=Choice([state.value for state in CorrectionState]), help="Hanya yang berstatus ini.")
@paging(200)
def list_all(desk: Desk, **given: Any) -> Answer:
    """List correction proposals."""
    with desk.reading() as work:
        found = propose_corrections.corrections(work.session, given["agreement_id"], given["run_id"])
    fitting = [one for one in found if given["state"] in (None, one.state.value)]
    page = fitting[given["offset"] : given["offset"] + given["limit"]]
    rows = [
        (
            one.id,
            one.owner,
            one.nip,
            element_label(one.element),
            one.shown_value,
            one.proposed_value,
            word("correction_state", one.state),
        )
        for one in page
    ]
    headings = ("Usulan", "Pemilik", "NIP", "Unsur", "Nilai lama", "Nilai usulan", "Status")
    values: dict[str, object] = {
        "agreement": given["agreement_id"],
        "total": len(fitting),
        "corrections": [correction_values(one) for one in page],
    }
    return Answer(
        values, f"{table(headings, rows)}\n\n{number(len(page))} dari {number(len(fitting))} usulan"
    )


@verb(
    correction,
    "answer",
    "Mencatat jawaban atas usulan: sent, accepted, refused, asked, withdrawn, closed.",
    'padanctl correction answer USULAN refused --reason "SK belum terbit"',
)
@argument("correction_id", metavar="USULAN")
@argument("outcome", metavar="JAWABAN", type=Choice(OUTCOMES))
@option("--reason", default="", metavar="TEKS", help="Alasan; wajib untuk refused dan asked.")
@dry_run
def answer(desk: Desk, correction_id: str, outcome: str, reason: str, dry_run: bool) -> Answer:
    """Move a proposal on."""
    with desk.writing(dry_run=dry_run) as work:
        changed = propose_corrections.answer(work.session, correction_id, CorrectionState(outcome), reason)
    values: dict[str, object] = {"correction": correction_values(changed), "dry_run": dry_run}
    return Answer(values, f"Usulan {changed.id}: {word('correction_state', changed.state)}.")


@verb(
    correction,
    "export",
    "Menulis daftar usulan ke XLSX atau CSV. Ini pengungkapan data pribadi: penerima dan keperluan dicatat.",
    "padanctl correction export --agreement dpr-bkn-2023 --out u.xlsx --recipient BKN --purpose perbaikan",
)
@option("--agreement", "agreement_id", required=True, metavar="PERJANJIAN", help="Perjanjian.")
@option("--run", "run_id", metavar="PEMADANAN", help="Hanya dari pemadanan ini.")
@disclosure
@dry_run
def export(desk: Desk, **given: Any) -> Answer:
    """Export the correction list as a recorded disclosure."""
    path, run = target_of(given), given["run_id"]
    with desk.writing(dry_run=given["dry_run"]) as work:
        digest = propose_corrections.export_corrections(
            work.session,
            work.tools,
            given["agreement_id"],
            path,
            note_of(given),
            lambda one: run in (None, one.run_id),
        )
    values = {"file": str(path), "sha256": digest, "dry_run": given["dry_run"]}
    return Answer(values, f"Daftar usulan ditulis ke {path}.")
