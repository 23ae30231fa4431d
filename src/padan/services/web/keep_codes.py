"""Code sets of SIASN kept by version: fetched, listed with their faults, compared."""

import csv
import io
from pathlib import PurePath

from padan.common.codes import web as codes
from padan.common.errors import UserFault
from padan.common.ids import new_id
from padan.common.progress import Cancel, Progress, no_progress
from padan.domain.officer import Act
from padan.domain.web.code_sets import SETS, CodeDifference, CodeRow, CodeSet, difference, digest_of, rows_of
from padan.domain.web.service import missing
from padan.services.ports.records import Records
from padan.services.ports.tools import Tools
from padan.services.session import Session, record, require
from padan.services.web.profiles import usable_profile

SSO = "sso_token"
LARGEST_FILE = 16 << 20


def fetch(
    session: Session,
    tools: Tools,
    profile_id: str,
    name: str,
    progress: Progress = no_progress,
    cancel: Cancel | None = None,
) -> tuple[CodeSet, bool]:
    """Return the set as the service tells it now, and whether it is new; the same content is no new version.

    Errors: UserFault CODE_SET_UNKNOWN, CODE_SET_NOT_OFFERED, CODE_SET_EMPTY; faults of the way.
    """
    require(session, Act.DATA_RECEIVE, name)
    if name not in SETS:
        raise UserFault(codes.CODE_SET_UNKNOWN, name=name, known=", ".join(SETS))
    with session.store.reading() as records:
        profile = usable_profile(session, records, tools, profile_id)
        secrets = records.services.secrets(profile.id)
    if not profile.reference:
        raise UserFault(codes.CODE_SET_NOT_OFFERED, service=profile.name)
    if lacking := [one for one in missing(profile, secrets) if one != SSO]:
        what = ", ".join(lacking)
        raise UserFault(
            codes.PROFILE_SECRET_MISSING, service=profile.name, what=what, contact=profile.contact
        )
    alone = secrets.with_values(sso_token="")
    rows = rows_of(tools.siasn.read_codes(profile, alone, name, progress, cancel or Cancel()))
    if not rows:
        raise UserFault(codes.CODE_SET_EMPTY, service=profile.name, name=name)
    return _kept(session, profile.id, name, rows)


def import_file(session: Session, tools: Tools, path: str, name: str) -> tuple[CodeSet, bool]:
    """Keep an office's own code set from a CSV with the columns id, kode (or kodeCepat) and nama.

    Errors: UserFault CODE_SET_UNKNOWN, CODE_SET_FILE_WRONG, CODE_SET_EMPTY.
    """
    require(session, Act.DATA_RECEIVE, name)
    if name not in SETS:
        raise UserFault(codes.CODE_SET_UNKNOWN, name=name, known=", ".join(SETS))
    file = PurePath(path).name
    try:
        text = tools.files.read(path, LARGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserFault(codes.CODE_SET_FILE_WRONG, file=file, why="bukan teks UTF-8") from None
    first = text.partition("\n")[0]
    told = list(csv.DictReader(io.StringIO(text), delimiter=max(",;|\t", key=first.count)))
    if not told or not {"id", "nama"} <= set(told[0]):
        raise UserFault(codes.CODE_SET_FILE_WRONG, file=file, why="kolom id dan nama tidak ada")
    rows = rows_of(told)
    if not rows:
        raise UserFault(codes.CODE_SET_EMPTY, service=file, name=name)
    return _kept(session, "berkas", name, rows)


def _kept(session: Session, profile_id: str, name: str, rows: tuple[CodeRow, ...]) -> tuple[CodeSet, bool]:
    now = session.clock.now()
    made = CodeSet(new_id(now), profile_id, name, digest_of(rows), rows, now, session.officer.id)
    with session.store as records:
        for known in reversed(records.code_sets.all(name)):
            if known.profile_id == profile_id:
                if known.digest == made.digest:
                    return known, False
                break
        records.code_sets.add(made)
        record(session, records, "code_set.fetch", made.id, set=name, rows=len(rows), digest=made.digest)
    return made, True


def code_sets(session: Session, name: str | None = None) -> list[CodeSet]:
    """Return the versions of a set, or of all, oldest first."""
    require(session, Act.DATA_VIEW)
    with session.store.reading() as records:
        return records.code_sets.all(name)


def compare(session: Session, old_id: str, new_id_: str) -> CodeDifference:
    """Return what differs between two versions; UserFault CODE_SET_NOT_FOUND."""
    require(session, Act.DATA_VIEW)
    with session.store.reading() as records:
        return difference(_get(records, old_id), _get(records, new_id_))


def _get(records: Records, set_id: str) -> CodeSet:
    found = records.code_sets.get(set_id)
    if found is None:
        raise UserFault(codes.CODE_SET_NOT_FOUND, id=set_id)
    return found
