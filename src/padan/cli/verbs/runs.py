"""`padanctl match` and `padanctl run …`: runs a matching and shows its results; decides nothing."""

from pathlib import Path
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import ROW, Choice, disclosure, dry_run, existing, note_of, paging, target_of
from padan.cli.pair_words import evidence_values, pair_text
from padan.cli.parsing import argument, group, lone_verb, option, verb
from padan.cli.plain import plain
from padan.cli.result_words import CLASSES, KINDS, digests_text, summary_text
from padan.cli.shapes import run_values
from padan.cli.vocabulary import element_label, word
from padan.cli.words import pairs, table
from padan.domain.elements import BY_CODE
from padan.domain.run import Run
from padan.matching.results import FindingFilter
from padan.services import export_model as model_export
from padan.services import show_results
from padan.services.run_matching import MatchRequest, match

run = group("run", "Hasil pemadanan.")


@lone_verb(
    "match",
    "Memadankan dua potret data dari perjanjian yang sama; telaah terdahulu diterapkan lagi.",
    "padanctl match POTRET_A POTRET_B",
)
@argument("a", metavar="POTRET_A")
@argument("b", metavar="POTRET_B")
@option("--rules", metavar="BERKAS", help="Aturan pemadanan lain daripada bawaan.")
@dry_run
def match_snapshots(desk: Desk, a: str, b: str, rules: str | None, dry_run: bool) -> Answer:
    """Run a matching; a dry run computes all of it and keeps nothing."""
    request = MatchRequest(a, b, existing(rules) if rules else None)
    with desk.writing(dry_run=dry_run) as work:
        made = match(work.session, work.tools, request, work.progress, work.cancel)
    values = run_values(made)
    if dry_run:
        values["id"] = None
    head = "Pemadanan" if dry_run else f"Pemadanan {made.id}"
    return Answer({"run": values, "dry_run": dry_run}, f"{head}\n\n{_run_text(made)}")


@verb(run, "list", "Daftar pemadanan, terbaru lebih dulu.", "padanctl run list")
@option("--agreement", "agreement_id", metavar="PERJANJIAN", help="Hanya dari perjanjian ini.")
def list_all(desk: Desk, agreement_id: str | None) -> Answer:
    """List the runs."""
    with desk.reading() as work:
        found = show_results.runs(work.session, agreement_id)
    rows = [
        (one.id, one.agreement_id, f"{one.party_a} ↔ {one.party_b}", one.created_at, one.supersedes or "")
        for one in found
    ]
    return Answer(
        {"runs": [run_values(one) for one in found]},
        table(("Pemadanan", "Perjanjian", "A ↔ B", "Dibuat", "Menggantikan"), rows),
    )


@verb(run, "show", "Satu pemadanan: golongan, temuan per unsur, sidik.", "padanctl run show PEMADANAN")
@argument("run_id", metavar="PEMADANAN")
def show(desk: Desk, run_id: str) -> Answer:
    """Show one run."""
    with desk.reading() as work:
        found = show_results.run(work.session, run_id)
    return Answer({"run": run_values(found)}, f"Pemadanan {found.id}\n\n{_run_text(found)}")


def _run_text(found: Run) -> str:
    sides = pairs(
        {"A": f"{found.party_a} ({found.snapshot_a})", "B": f"{found.party_b} ({found.snapshot_b})"}
    )
    return "\n\n".join((sides, summary_text(found.summary), digests_text(dict(_digests(found)))))


def _digests(found: Run) -> dict[str, str]:
    return {
        "a": found.digest_a,
        "b": found.digest_b,
        "rules": found.rules_digest,
        "decisions": found.decisions_digest,
        "result": found.result_digest,
    }


@verb(
    run,
    "findings",
    "Temuan per unsur dengan nilai kedua pihak.",
    "padanctl run findings PEMADANAN --element jabatan",
)
@argument("run_id", metavar="PEMADANAN")
@option("--element", type=Choice(list(BY_CODE)), help="Hanya unsur ini.")
@option("--kind", type=Choice(list(KINDS)), help="Hanya jenis temuan ini.")
@option("--owner", type=Choice(["bkn", "steward"]), help="Hanya unsur milik pihak ini.")
@paging(200)
def findings(desk: Desk, **given: Any) -> Answer:
    """Show a page of findings."""
    wanted = FindingFilter(
        given["element"] or "", given["kind"] or "", given["owner"] or "", given["offset"], given["limit"]
    )
    with desk.reading() as work:
        page = show_results.findings(work.session, given["run_id"], wanted)
    rows = [
        (
            str(one.row_a),
            str(one.row_b),
            element_label(one.element),
            word("kind", one.kind),
            one.value_a,
            one.value_b,
        )
        for one in page.findings
    ]
    values = {"run": given["run_id"], "total": page.total, "findings": list(page.findings)}
    text = table(("A", "B", "Unsur", "Jenis", "Nilai A", "Nilai B"), rows, "Tidak ada temuan.")
    return Answer(values, f"{text}\n\n{len(rows)} dari {page.total} temuan")


@verb(
    run,
    "lines",
    "Baris-baris hasil menurut golongan: nomor baris, nilai, aturan; tanpa nama.",
    "padanctl run lines PEMADANAN --class only_a",
)
@argument("run_id", metavar="PEMADANAN")
@option(
    "--class",
    "classes",
    type=Choice(list(CLASSES)),
    multiple=True,
    required=True,
    help="Golongan; boleh beberapa.",
)
@paging(200)
def lines(desk: Desk, **given: Any) -> Answer:
    """Show a page of classified rows."""
    with desk.reading() as work:
        found = show_results.lines(
            work.session, given["run_id"], frozenset(given["classes"]), given["offset"], given["limit"]
        )
    shown = [
        {
            "row_a": one.row_a,
            "row_b": one.row_b,
            "class": one.klass,
            "side": one.side,
            "score": one.score,
            "rule": one.rule,
        }
        for one in found
    ]
    rows = [
        (str(one.row_a), str(one.row_b), word("class", one.klass), one.side, one.score, one.rule)
        for one in found
    ]
    return Answer(
        {"run": given["run_id"], "lines": shown},
        table(("A", "B", "Golongan", "Pihak", "Nilai", "Aturan"), rows),
    )


@verb(
    run,
    "explain",
    "Mengapa dua baris dianggap orang yang sama, atau tidak.",
    "padanctl run explain PEMADANAN --row-a 12 --row-b 40",
)
@argument("run_id", metavar="PEMADANAN")
@option("--row-a", type=ROW, required=True, metavar="N", help="Baris pada A.")
@option("--row-b", type=ROW, required=True, metavar="N", help="Baris pada B.")
def explain(desk: Desk, run_id: str, row_a: int, row_b: int) -> Answer:
    """Explain one pair of rows."""
    with desk.reading() as work:
        found = show_results.explain(work.session, run_id, row_a, row_b)
    values: dict[str, object] = {
        "run": run_id,
        "row_a": row_a,
        "row_b": row_b,
        "person_a": found.person_a,
        "person_b": found.person_b,
        "explanation": evidence_values(found.explanation),
    }
    return Answer(values, pair_text(found.person_a, found.person_b, found.explanation))


@verb(
    run,
    "compare",
    "Apa yang berubah sejak pemadanan sebelumnya atas register yang sama.",
    "padanctl run compare PEMADANAN",
)
@argument("run_id", metavar="PEMADANAN")
@argument("other_id", metavar="[PEMADANAN_LAIN]", required=False)
def compare(desk: Desk, run_id: str, other_id: str | None) -> Answer:
    """Compare two runs: counts of what changed."""
    with desk.reading() as work:
        found = show_results.compare(work.session, run_id, other_id)
    if found is None:
        return Answer({"run": run_id, "previous": None, "changes": None}, "Tidak ada pemadanan sebelumnya.")
    counts = plain(getattr(found.changes, "counts", {}))
    values: dict[str, object] = {"run": run_id, "previous": found.previous.id, "changes": counts}
    return Answer(values, f"Dibandingkan dengan {found.previous.id}\n\n{_changes_text(counts)}")


def _changes_text(counts: Any) -> str:
    rows = [(word("change", code), count, counts["b"].get(code, 0)) for code, count in counts["a"].items()]
    return table(("Perubahan", "A", "B"), rows)


@verb(
    run,
    "export-model",
    "Menulis bobot pemadanan ini sebagai pengaturan Splink (JSON), dan SQL persiapan kolomnya di sampingnya: "
    "hanya angka dan syarat, tanpa data siapa pun.",
    "padanctl run export-model PEMADANAN --out model.json",
)
@argument("run_id", metavar="PEMADANAN")
@option("--out", required=True, metavar="BERKAS", help="Berkas JSON yang ditulis.")
@option("--force", is_flag=True, help="Ganti berkas tujuan bila sudah ada.")
@dry_run
def export_model(desk: Desk, **given: Any) -> Answer:
    """Hand the learnt weights on to Splink."""
    path = target_of(given)
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = model_export.export_model(work.session, work.tools, given["run_id"], path)
    files = [str(made.settings), str(made.preparation)]
    values: dict[str, object] = {"files": files, "sha256": made.sha256, "dry_run": given["dry_run"]}
    return Answer(values, f"Pengaturan Splink ditulis ke {files[0]}, persiapannya ke {files[1]}.")


@verb(
    run,
    "export",
    "Menulis semua temuan ke XLSX atau CSV. Ini pengungkapan data pribadi: penerima dan keperluan dicatat.",
    'padanctl run export PEMADANAN --out temuan.xlsx --recipient "BKN" --purpose "perbaikan data"',
)
@argument("run_id", metavar="PEMADANAN")
@disclosure
@dry_run
def export(desk: Desk, **given: Any) -> Answer:
    """Export all findings as a recorded disclosure."""
    path: Path = target_of(given)
    with desk.writing(dry_run=given["dry_run"]) as work:
        digest = show_results.export_findings(work.session, work.tools, given["run_id"], path, note_of(given))
    values = {"file": str(path), "sha256": digest, "dry_run": given["dry_run"]}
    return Answer(values, f"Temuan ditulis ke {path}.")
