"""Papers, code sets, recalls and key cards that came in a package: filed as they are, or acted on."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

from padan.common.codes import handover as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.domain.exchange.incoming import STANDING, InState, PackageIn
from padan.domain.exchange.receipts import RowError
from padan.domain.exchange.references import may_travel, rows_in, set_name
from padan.domain.scope import code_sets_allowed
from padan.domain.web.code_sets import CodeRow, CodeSet, digest_of
from padan.services.exchange import keep_keys
from padan.services.exchange.arrivals import Arriving, Outcome, finish
from padan.services.exchange.judge_papers import differing
from padan.services.ports.records import Records
from padan.services.session import record

RECALLS, CARD = "tarik.csv", "kartu_kunci.json"
ERRORS_KEPT = 10_000


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
    """Keep code sets as new versions, and the tables as they came. A set beyond the scope, or one that nobody
    knows, is refused with its rows; the same content again is no new version.
    """
    contents, made, errors, rows, refused = [], [], [], 0, 0
    allowed = _allowed(arriving)
    for table in arriving.looked.tables:
        told = list(arriving.table(table.name))
        contents.append((table.name, _as_csv(table.columns, told)))
        rows += len(told)
        name = set_name(table.name)
        if not (name and may_travel(name, allowed)):
            errors.append(RowError("-", table.name, codes.CODE_SET_OUT_OF_SCOPE))
            refused += len(told)
            continue
        found, wrong = rows_in(told)
        errors += [RowError(str(place), "id", codes.CODE_WITHOUT_ID) for place in wrong[:ERRORS_KEPT]]
        refused += len(wrong)
        made.append((name, found))
    with arriving.session.store as records:
        _file(arriving, records, contents)
        for name, found in made:
            _keep_set(arriving, records, name, found)
        return finish(arriving, records, Outcome(rows - refused, refused, 0, errors))


def _allowed(arriving: Arriving) -> frozenset[str]:
    header = arriving.looked.header
    scopes = arriving.tools.shipped.scopes(header.agreement_id)
    return code_sets_allowed(scopes, sender=header.sender, receiver=header.receiver)


def _as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(row.values() for row in rows)
    return text.getvalue().encode()


def _keep_set(arriving: Arriving, records: Records, name: str, rows: tuple[CodeRow, ...]) -> None:
    session, source = arriving.session, f"paket:{arriving.looked.header.sender}"
    now = session.clock.now()
    made = CodeSet(new_id(now), source, name, digest_of(rows), rows, now, session.officer.id)
    before = [one for one in records.code_sets.all(name) if one.profile_id == source]
    if rows and not (before and before[-1].digest == made.digest):
        records.code_sets.add(made)
        record(session, records, "code_set.receive", made.id, set=name, rows=len(rows), digest=made.digest)


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
