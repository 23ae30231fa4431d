"""`padanctl audit …`: the log and its verification; changes nothing but the log of having verified it."""

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import Count
from padan.cli.parsing import group, option, verb
from padan.cli.shapes import audit_values
from padan.cli.vocabulary import word
from padan.cli.words import number, short, table
from padan.common.codes import cli as codes
from padan.common.errors import EnvironmentFault
from padan.services import watch_audit

audit = group("audit", "Log audit: rantai catatan yang tidak dapat diubah diam-diam.")


@verb(
    audit, "verify", "Memeriksa seluruh rantai dan titik yang disaksikan pihak lain.", "padanctl audit verify"
)
def verify(desk: Desk) -> Answer:
    """Verify the log; a broken one ends with the environment's status."""
    with desk.reading() as work:
        verdict = watch_audit.verify_audit(work.session)
    values: dict[str, object] = {
        "intact": verdict.intact,
        "entries": verdict.checkpoint.size,
        "checkpoint": str(verdict.checkpoint),
        "broken_at": verdict.broken_at,
        "breach": verdict.breach,
    }
    if verdict.intact:
        return Answer(values, f"Log audit utuh: {number(verdict.checkpoint.size)} catatan.")
    fault = EnvironmentFault(
        codes.AUDIT_BROKEN, entry=verdict.broken_at, breach=word("breach", str(verdict.breach))
    )
    return Answer(values, "", fault)


@verb(audit, "show", "Catatan log audit.", "padanctl audit show --after 100 --limit 50")
@option("--after", type=Count(min=0), default=0, metavar="N", help="Sesudah catatan ke-N.")
@option("--limit", type=Count(min=1), default=200, metavar="N", help="Paling banyak N (200).")
def show(desk: Desk, after: int, limit: int) -> Answer:
    """Show a page of the log."""
    with desk.reading() as work:
        found = watch_audit.audit_entries(work.session, after, limit)
    rows = [
        (str(one.sequence), one.at, one.officer_id, one.action, one.outcome, one.subject, short(one.hash))
        for one in found
    ]
    return Answer(
        {"entries": [audit_values(one) for one in found]},
        table(("Ke-", "Waktu", "Petugas", "Perbuatan", "Hasil", "Objek", "Sidik"), rows),
    )
