"""`padanctl verify`: checks berita acara PDFs, with the two register files or the workspace also the result
itself; packages with the workspace's keys.
"""

from pathlib import Path

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import existing
from padan.cli.package_check import is_package, verify_packages
from padan.cli.parsing import argument, lone_verb, option
from padan.cli.words import table
from padan.common.codes import cli as codes
from padan.common.errors import UserFault
from padan.services.document_evidence import CheckState
from padan.services.verify_document import VerifyReport, VerifyRequest, verify

STATES = {"ok": "sesuai", "differs": "BERBEDA", "not_checked": "tidak diperiksa"}
PDF = b"%PDF-"


@lone_verb(
    "verify",
    "Memeriksa PDF berita acara: isi, langkah, tanda tangan, halaman. Bersama kedua berkas register "
    "(atau ruang kerjanya, bila disebutkan) hasil pemadanannya dihitung ulang. Sebuah paket diperiksa dengan "
    "kunci ruang kerja: segel, tanda tangan, sidik, susunan.",
    "padanctl verify berita-acara.pdf perisai.xlsx siasn.csv",
)
@argument("files", metavar="BERKAS…", nargs=-1, required=True)
@option("--rules", metavar="BERKAS", help="Aturan pemadanan lain daripada bawaan.")
def verify_files(desk: Desk, files: tuple[str, ...], rules: str | None) -> Answer:
    """Check each PDF named; what differs ends with the officer's status."""
    paths = [existing(one) for one in files]
    if sealed := [one for one in paths if is_package(one)]:
        return verify_packages(desk, sealed)
    pdfs = [one for one in paths if _is_pdf(one)]
    registers = tuple(one for one in paths if one not in pdfs)
    requests = [VerifyRequest(one, registers, Path(rules) if rules else None) for one in pdfs or paths[:1]]
    reports = [
        (request.pdf, report) for request, report in zip(requests, _reports(desk, requests), strict=True)
    ]
    values: dict[str, object] = {
        "holds": all(report.holds for _path, report in reports),
        "documents": [_values(path, report) for path, report in reports],
    }
    text = "\n\n".join(_text(path, report) for path, report in reports)
    return Answer(values, text, _fault([report for _path, report in reports]))


def _reports(desk: Desk, requests: list[VerifyRequest]) -> list[VerifyReport]:
    # With the registers at hand nobody need unlock anything, unless an officer is named.
    alone = bool(requests[0].registers) and not desk.named_officer()
    if alone or not desk.has_workspace():
        return [verify(desk.tools, one, None, desk.progress, desk.interrupts.cancel) for one in requests]
    with desk.reading() as work:
        return [verify(work.tools, one, work.session, work.progress, work.cancel) for one in requests]


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return PDF in file.read(1024)


def _values(path: Path, report: VerifyReport) -> dict[str, object]:
    return {
        "file": str(path),
        "document": report.document_id,
        "code": report.code,
        "holds": report.holds,
        "reproduced": report.reproduced,
        "checks": list(report.checks),
    }


def _text(path: Path, report: VerifyReport) -> str:
    rows = [(STATES[one.state.value], one.label, one.detail) for one in report.checks]
    named = [f"dokumen {report.document_id}"] if report.document_id else []
    head = f"{path.name}: {', '.join(named + ([f'kode {report.code}'] if report.code else []))}"
    if not report.holds:
        end = "TIDAK SESUAI."
    elif report.reproduced:
        end = "Sesuai; hasil pemadanan dihitung ulang dan sama."
    else:
        end = "Tidak ditemukan perbedaan; hasil pemadanan tidak dihitung ulang."
    return f"{head}\n\n{table(('Keadaan', 'Yang diperiksa', 'Keterangan'), rows)}\n\n{end}"


def _fault(reports: list[VerifyReport]) -> UserFault | None:
    differing = [one.code for report in reports for one in report.checks if one.state is CheckState.DIFFERS]
    if not differing:
        return None
    return UserFault(codes.VERIFY_DIFFERS, count=len(differing), checks=", ".join(differing))
