"""`padanctl match-files`: matches two files without a workspace; row numbers and classes only leave it,
never a value.
"""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.intake_words import intake_values
from padan.cli.mappings import mapping_of
from padan.cli.options import dry_run, existing
from padan.cli.parsing import argument, lone_verb, option
from padan.cli.result_words import digests_text, summary_text
from padan.cli.words import number
from padan.common.codes import cli as codes
from padan.common.codes import files as file_codes
from padan.common.errors import UserFault
from padan.common.memory import peak_memory_bytes
from padan.domain.intake import IntakeReport
from padan.services.run_matching import FilesMatched, MatchFilesRequest, match_files

CSV_BELOW = 1_000_000
PAIRS = ("row_a", "row_b", "class", "side", "score", "rule")


@lone_verb(
    "match-files",
    "Memadankan dua berkas (CSV, XLSX, Parquet …) tanpa ruang kerja. Menulis pairs.parquet, pairs.csv "
    "(di bawah sejuta pasangan), dan summary.json: nomor baris dan golongan saja, tanpa data pribadi.",
    'padanctl match-files perisai.xlsx siasn.csv --out hasil --map "Nomor Induk=nip"',
)
@argument("a", metavar="BERKAS_A")
@argument("b", metavar="BERKAS_B")
@option("--out", required=True, metavar="FOLDER", help="Folder hasil; dibuat bila belum ada.")
@option("--rules", metavar="BERKAS", help="Aturan pemadanan lain daripada bawaan.")
@option("--mapping", metavar="BERKAS", help="Berkas JSON atau TOML: judul kolom → unsur.")
@option(
    "--map", "maps", multiple=True, metavar="JUDUL=UNSUR", help="Pemetaan satu kolom; boleh beberapa kali."
)
@option("--allow-empty", is_flag=True, help="Terima berkas tanpa baris data.")
@option("--accept-damage", is_flag=True, help="Terima berkas yang tampak rusak oleh Excel.")
@dry_run
def match_two_files(desk: Desk, **given: Any) -> Answer:
    """Match two files; `seconds` covers reading, every stage of the engine, and writing."""
    out = Path(given["out"])
    if out.exists() and not out.is_dir():
        raise UserFault(codes.OUTPUT_FOLDER_IS_FILE, folder=out.name)
    request = MatchFilesRequest(
        a=existing(given["a"]),
        b=existing(given["b"]),
        mapping=mapping_of(given["maps"], given["mapping"]),
        rules_path=existing(given["rules"]) if given["rules"] else None,
        allow_empty=given["allow_empty"],
        accept_damage=given["accept_damage"],
    )
    with desk.interrupts.shielded() as cancel:
        began = time.perf_counter()
        matched = match_files(desk.tools, request, desk.progress, cancel)
        _refuse_unused(request.mapping, (matched.report_a, matched.report_b))
        cancel.raise_if_requested()
        summary = _summary(matched, time.perf_counter() - began)
        files = [] if given["dry_run"] else _written(desk, out, matched, summary)
    return _answer(summary, files, given["dry_run"])


def _refuse_unused(mapping: dict[str, str], reports: Iterable[IntakeReport]) -> None:
    """One mapping serves both files, but a heading that neither has is a typing error."""
    known = {one.header for report in reports for one in report.columns}
    positions = {f"#{one.position}" for report in reports for one in report.columns}
    for header in mapping:
        if header not in known | positions:
            raise UserFault(file_codes.MAPPING_UNKNOWN_HEADER, header=header, file="kedua berkas")


def _summary(matched: FilesMatched, spent: float) -> dict[str, Any]:
    result = matched.result
    summary: dict[str, Any] = dict(result.summary)
    summary["digests"] = {name: result.digests[name] for name in ("a", "b", "rules", "result")}
    stages = {name: round(value, 3) for name, value in result.seconds.items()}
    reading = max(0.0, spent - sum(stages.values()))
    summary["seconds"] = {"read": round(reading, 3), **stages}
    summary["refused"] = {"a": matched.report_a.rows_refused, "b": matched.report_b.rows_refused}
    summary["intake"] = {"a": intake_values(matched.report_a), "b": intake_values(matched.report_b)}
    summary["peak_memory_bytes"] = peak_memory_bytes()
    return summary


def _written(desk: Desk, out: Path, matched: FilesMatched, summary: dict[str, Any]) -> list[str]:
    """Write the frames first and the summary last: a folder with a summary is a whole result.

    Headings and file names are answered on standard output but stay out of the folder, which may
    be handed on.
    """
    import json

    began = time.perf_counter()
    out.mkdir(parents=True, exist_ok=True)
    _remove_result(out)
    pairs = matched.result.pairs.select(PAIRS)
    names = ["pairs.parquet", *(["pairs.csv"] if pairs.height < CSV_BELOW else [])]
    try:
        for name in names:
            desk.tools.writer.write_frame(pairs, out / name)
    except BaseException:
        _remove_result(out)
        raise
    summary["seconds"]["write"] = round(time.perf_counter() - began, 3)
    summary["peak_memory_bytes"] = peak_memory_bytes()
    kept = {key: value for key, value in summary.items() if key != "intake"}
    text = json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True)
    desk.tools.files.write(str(out / "summary.json"), text.encode("utf-8"))
    return [str(out / name) for name in (*names, "summary.json")]


def _remove_result(out: Path) -> None:
    for name in ("summary.json", "pairs.csv", "pairs.parquet"):
        (out / name).unlink(missing_ok=True)


def _answer(summary: dict[str, Any], files: list[str], dry: bool) -> Answer:
    refused = summary["refused"]
    text = "\n\n".join((summary_text(summary), digests_text(summary["digests"])))
    if refused["a"] or refused["b"]:
        text += f"\n\nBaris ditolak: A {number(refused['a'])}, B {number(refused['b'])}"
    if files:
        text += "\n\nDitulis: " + ", ".join(files)
    return Answer({**summary, "files": files, "dry_run": dry}, text)
