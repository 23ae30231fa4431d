"""`padanctl sync …`: enriching a roster from SIASN per person; resumable after days."""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import dry_run
from padan.cli.parsing import argument, group, option, verb
from padan.cli.shapes import snapshot_values
from padan.cli.vocabulary import word
from padan.cli.words import moment, number, pairs, table
from padan.domain.web.enrichment import CallState
from padan.domain.web.siasn_people import Call
from padan.services.web import enrich_register, finish_enrichment
from padan.services.web.enrich_register import USUAL, EnrichWish
from padan.services.web.enrichments import EnrichmentView

sync = group("sync", "Mengambil data per orang lewat layanan web, dan menulis perbaikan.")


@verb(
    sync,
    "start",
    "Menyiapkan pengambilan data untuk setiap orang pada potret register SIASN; belum memanggil apa pun.",
    "padanctl sync start --roster POTRET --service siasn-produksi",
)
@option("--roster", required=True, metavar="POTRET", help="Potret register SIASN sebagai daftar nama.")
@option("--service", "service_id", required=True, metavar="PROFIL", help="Profil layanan.")
@option(
    "--call",
    "calls",
    multiple=True,
    metavar="PANGGILAN",
    help="data-utama, rw-jabatan, rw-angkakredit, rw-skp22.",
)
@dry_run
def start(desk: Desk, **given: Any) -> Answer:
    """Write down every call to make."""
    calls = tuple(Call(one) for one in given["calls"]) or USUAL
    with desk.writing(dry_run=given["dry_run"]) as work:
        wish = EnrichWish(given["roster"], given["service_id"], calls)
        found = enrich_register.begin(work.session, work.tools, wish)
    return _answer(found, dry_run=given["dry_run"])


@verb(
    sync,
    "run",
    "Membuat panggilan yang masih menunggu; boleh dihentikan dan dilanjutkan kapan saja.",
    "padanctl sync run 01…",
)
@argument("enrichment_id", metavar="PENGAMBILAN")
def run(desk: Desk, enrichment_id: str) -> Answer:
    """Make the waiting calls."""
    with desk.writing(dry_run=False) as work:
        found = enrich_register.run(work.session, work.tools, enrichment_id, work.progress, work.cancel)
    return _answer(found)


@verb(sync, "status", "Menampilkan pengambilan data dan keadaannya.", "padanctl sync status")
@argument("enrichment_id", metavar="PENGAMBILAN", required=False)
def status(desk: Desk, enrichment_id: str | None) -> Answer:
    """Show one, or list all."""
    with desk.reading() as work:
        if enrichment_id:
            return _answer(enrich_register.view(work.session, enrichment_id))
        found = enrich_register.enrichments(work.session)
    lines = [
        (
            one.enrichment.id,
            moment(one.enrichment.started_at),
            one.enrichment.profile_id,
            word("enrichment_state", one.enrichment.state.value),
            number(one.waiting),
        )
        for one in found
    ]
    text = table(("Pengambilan", "Dimulai", "Layanan", "Keadaan", "Menunggu"), lines)
    return Answer({"enrichments": [_values(one) for one in found]}, text)


@verb(sync, "retry", "Mengulang panggilan yang gagal atau ditolak saja.", "padanctl sync retry 01…")
@argument("enrichment_id", metavar="PENGAMBILAN")
@dry_run
def retry(desk: Desk, enrichment_id: str, dry_run: bool) -> Answer:
    """Let failed calls wait again."""
    with desk.writing(dry_run=dry_run) as work:
        found = enrich_register.retry(work.session, enrichment_id)
    return _answer(found, dry_run=dry_run)


@verb(sync, "finish", "Menjadikan hasilnya potret data.", "padanctl sync finish 01…")
@argument("enrichment_id", metavar="PENGAMBILAN")
@dry_run
def finish(desk: Desk, enrichment_id: str, dry_run: bool) -> Answer:
    """Make the snapshot."""
    with desk.writing(dry_run=dry_run) as work:
        made = finish_enrichment.finish(work.session, work.tools, enrichment_id, work.progress, work.cancel)
    shown = snapshot_values(made)
    if dry_run:
        shown["id"] = None
    text = pairs({"Potret data": made.id, "Baris": number(made.rows), "Sidik isi": made.content_digest})
    return Answer({"snapshot": shown, "dry_run": dry_run}, text)


@verb(sync, "abandon", "Menghentikan pengambilan untuk seterusnya.", "padanctl sync abandon 01…")
@argument("enrichment_id", metavar="PENGAMBILAN")
@dry_run
def abandon(desk: Desk, enrichment_id: str, dry_run: bool) -> Answer:
    """Give it up."""
    with desk.writing(dry_run=dry_run) as work:
        enrich_register.abandon(work.session, enrichment_id)
    return Answer({"enrichment": enrichment_id, "dry_run": dry_run}, "Pengambilan dihentikan.")


def _values(one: EnrichmentView) -> dict[str, object]:
    found = one.enrichment
    return {
        "id": found.id,
        "roster": found.roster_id,
        "service": found.profile_id,
        "state": found.state.value,
        "calls": {state.value: one.counts.get(state, 0) for state in CallState},
        "stopped_code": found.stopped_code,
        "snapshot": found.snapshot_id or None,
    }


def _answer(one: EnrichmentView, **more: object) -> Answer:
    """Show the counts, and of what failed row, call and the service's own words; never a NIP."""
    troubles = [
        {"row": call.row, "call": call.call.value, "state": call.state.value, "words": call.words}
        for call in one.troubles
    ]
    counts = {word("call_state", state.value): number(one.counts.get(state, 0)) for state in CallState}
    parts = [f"Pengambilan {one.enrichment.id}", pairs(counts)]
    if troubles:
        lines = [
            (
                number(call.row + 1),
                word("call", call.call.value),
                word("call_state", call.state.value),
                call.words,
            )
            for call in one.troubles[:50]
        ]
        parts.append(table(("Baris", "Panggilan", "Keadaan", "Kata layanan"), lines))
    return Answer({"enrichment": {**_values(one), "troubles": troubles}, **more}, "\n\n".join(parts))
