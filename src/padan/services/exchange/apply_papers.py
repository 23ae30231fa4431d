"""Papers, code sets, recalls and key cards that came in a package: filed as they are, or acted on."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.domain.exchange.incoming import STANDING, InState, PackageIn
from padan.domain.exchange.receipts import RowError
from padan.services.exchange import keep_keys
from padan.services.exchange.arrivals import Arriving, Outcome, finish
from padan.services.exchange.judge_papers import differing
from padan.services.ports.records import Records

RECALLS, CARD = "tarik.csv", "kartu_kunci.json"


def apply_papers(arriving: Arriving) -> PackageIn:
    """Verify every paper (BA, LAP) and file it in the encrypted store. One that does not hold is filed, too:
    it is evidence; both sides are told.
    """
    contents = _read(arriving)
    wrong = [RowError("-", name, codes.PAPER_DIFFERS) for name in differing(arriving, dict(contents))]
    with arriving.session.store as records:
        _file(arriving, records, contents)
        notes = (codes.PAPER_DIFFERS,) if wrong else ()
        return finish(arriving, records, Outcome(0, 0, 0, wrong, notes=notes))


def apply_references(arriving: Arriving) -> PackageIn:
    """File code sets as they came, for the import of references."""
    contents, rows = [], 0
    for table in arriving.looked.tables:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(table.columns)
        writer.writerows(row.values() for row in arriving.table(table.name))
        contents.append((table.name, text.getvalue().encode()))
        rows += table.rows
    with arriving.session.store as records:
        _file(arriving, records, contents)
        return finish(arriving, records, Outcome(rows, 0))


def apply_recall(arriving: Arriving) -> PackageIn:
    """Mark the packages the sender takes back; what was made from them stays and is shown as recalled. One
    that was refused stays refused: recalled, its number would count.
    """
    rows = list(arriving.table(RECALLS))
    errors = []
    with arriving.session.store as records:
        known = {one.uuid: one for one in records.packages_in.all(arriving.looked.header.agreement_id)}
        for row in rows:
            uuid, digest = row.get("paket_uuid", "").strip(), row.get("paket_sha256", "").strip()
            package = known.get(uuid)
            genuine = (
                package is not None
                and package.state in STANDING
                and (package.sender, package.package_sha256) == (arriving.looked.header.sender, digest)
            )
            if package is None or not genuine:
                errors.append(RowError(uuid[:40] or "?", "paket_uuid", codes.PACKAGE_NOT_FOUND))
                continue
            records.packages_in.update(replace(package, state=InState.RECALLED))
        return finish(arriving, records, Outcome(len(rows) - len(errors), len(errors), 0, errors))


def apply_card(arriving: Arriving) -> PackageIn:
    """Take a key card in as offered: two officers still decide whether it is trusted."""
    content = dict(_read(arriving))[CARD]
    with arriving.session.store as records:
        errors = []
        try:
            keep_keys.keep_offer(
                arriving.session, arriving.tools, records, content, CARD, party=arriving.looked.header.sender
            )
        except UserFault as fault:
            errors.append(RowError("kartu", CARD, fault.code))
        return finish(arriving, records, Outcome(0, 0, 0, errors))


def _read(arriving: Arriving) -> Sequence[tuple[str, bytes]]:
    packages = arriving.tools.packages
    return [
        (name, packages.paper(arriving.path, arriving.secrets, arriving.looked, name))
        for name in arriving.looked.papers
    ]


def _file(arriving: Arriving, records: Records, contents: Sequence[tuple[str, bytes]]) -> None:
    for name, content in contents:
        records.originals.file_paper(arriving.package.id, name, content)
