"""The whole loop on the practice workspace through padanctl, for machines without a display; ends with the
PDF's path.

It runs the very commands an officer would type, in this process, and shows each one: nothing here has a way
of its own.
"""

import io
import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from padan.bootstrap import build_tools
from padan.cli.main import main as padanctl
from padan.common.places import practice_workspace
from padan.training.workspace import OTHERS, PASSPHRASE, PREPARER, STEWARDS, prepare

VERIFIER, OFFICIAL = OTHERS[0].login, OTHERS[1].login


class Stopped(Exception):
    """A command of the loop failed; its own message has been shown."""


class Desk:
    """Types one command after another as one of the practice officers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def do(self, officer: str, *words: str) -> Any:
        """Run `padanctl` with --json and return what it printed; raise Stopped when it failed."""
        say(f"$ padanctl --officer {officer} {' '.join(words)}")
        caught = io.StringIO()
        with redirect_stdout(caught):
            status = padanctl(["--workspace", str(self._folder), "--officer", officer, "--json", *words])
        answer = json.loads(caught.getvalue())
        if status != 0:
            say(f"{answer['error']['message']} {answer['error']['remedy']}")
            raise Stopped(" ".join(words))
        return answer


def say(text: str) -> None:
    """Show one line on standard error, where all progress goes."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def run_loop(folder: Path) -> Path:
    """Match, review two pairs, propose corrections, sign off in four eyes, freeze, print, verify; return
    the PDF.
    """
    desk = Desk(folder)
    agreement, register = STEWARDS["dpr"]
    ids: dict[str, str] = {}
    for one in desk.do(PREPARER.login, "snapshot", "list", "--agreement", agreement)["snapshots"]:
        ids.setdefault(one["register"], one["id"])
    run = desk.do(PREPARER.login, "match", ids[register], ids["SIASN"])["run"]["id"]
    _review(desk, run)
    desk.do(PREPARER.login, "correction", "propose", run)
    document = desk.do(PREPARER.login, "berita-acara", "compose", run, *DETAILS)["document"]["id"]
    desk.do(VERIFIER, "berita-acara", "verify-step", document)
    desk.do(OFFICIAL, "berita-acara", "approve", document)
    desk.do(OFFICIAL, "berita-acara", "freeze", document)
    target = folder.parent / f"berita-acara-latihan-{document}.pdf"
    desk.do(PREPARER.login, "berita-acara", "pdf", document, "--out", str(target))
    desk.do(PREPARER.login, "verify", str(target))
    desk.do(PREPARER.login, "audit", "verify")
    return target


DETAILS = (
    "--number-1",
    "LATIHAN/001/2026",
    "--number-2",
    "LATIHAN/002/2026",
    "--place",
    "Jakarta",
    "--official-1",
    "Dewi Latihan|197001011995032901|Pembina Utama Muda (IV/c)|Kepala Biro SDM Aparatur",
)


def _review(desk: Desk, run: str) -> None:
    for _ in range(2):
        answer = desk.do(PREPARER.login, "review", "next", run)
        item = answer.get("item")
        if item is None:
            say("Tidak ada pasangan yang perlu ditelaah.")
            return
        verdict = "same" if item["score"] >= 0 else "different"
        rows = ("--row-a", str(item["row_a"]), "--row-b", str(item["row_b"]))
        desk.do(PREPARER.login, "review", "decide", run, *rows, verdict, "--reason", "latihan: KTP cocok")


def main() -> int:
    """Prepare the practice workspace, run the loop, print the PDF's path; 0 when every command succeeded."""
    os.environ["PADAN_PASSPHRASE"] = PASSPHRASE
    folder = prepare(build_tools(), practice_workspace(), say)
    say(f"Ruang latihan: {folder} (sandi semua petugas latihan: {PASSPHRASE})")
    try:
        target = run_loop(folder)
    except Stopped as stopped:
        say(f"Terhenti pada: {stopped}")
        return 1
    sys.stdout.write(f"{target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
