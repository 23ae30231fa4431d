"""DATA becomes a snapshot by the same intake as a file, within the scope of its direction."""

from collections.abc import Iterator, Sequence
from datetime import date

from padan.common.clock import local_date
from padan.common.codes import handover as codes
from padan.domain.exchange.incoming import PackageIn
from padan.domain.exchange.receipts import RowError
from padan.domain.scope import fields_allowed
from padan.services import agreement_terms
from padan.services.exchange.arrivals import Arriving, NotWhole, Outcome, finish, refused_whole
from padan.services.exchange.core import takes_whole
from padan.services.exchange.row_intake import PackagedRows, Provenance, TakenIn, TakingIn, take_in
from padan.services.ports.records import Records

MAIN_TABLE = "asn.csv"
_NAMED = 2


def apply_data(arriving: Arriving) -> PackageIn:
    """Take the rows in; refused rows and those whose fingerprint does not fit are told row by row."""
    table = next(one for one in arriving.looked.tables if one.name == MAIN_TABLE)

    def rows() -> Iterator[Sequence[str]]:
        return arriving.tools.packages.rows(arriving.path, arriving.secrets, arriving.looked, MAIN_TABLE)

    packaged = PackagedRows(MAIN_TABLE, table.columns[_NAMED:], table.rows, rows)
    done: list[PackageIn] = []

    def also(records: Records, taken: TakenIn) -> None:
        outcome = _outcome(arriving, taken, table.rows)
        if outcome.refused and takes_whole(records, arriving.package.agreement_id):
            raise NotWhole(table.rows, outcome.errors)
        done.append(finish(arriving, records, outcome))

    how = TakingIn(also, arriving.progress, arriving.cancel)
    try:
        take_in(arriving.session, arriving.tools, packaged, _provenance(arriving), how)
    except NotWhole as refused:
        return refused_whole(arriving, refused)
    return done[0]


def _outcome(arriving: Arriving, taken: TakenIn, count: int) -> Outcome:
    """Count; histories beside the people are named to both sides instead of passed over in silence."""
    kept = taken.snapshot.rows
    others = [one.name for one in arriving.looked.tables if one.name != MAIN_TABLE]
    left_out = [RowError("-", name, codes.TABLE_LEFT_OUT) for name in others]
    notes = (codes.TABLE_LEFT_OUT,) if others else ()
    return Outcome(kept, count - kept, 0, (*left_out, *taken.errors), taken.snapshot.id, notes)


def _provenance(arriving: Arriving) -> Provenance:
    header, own = arriving.looked.header, arriving.session.store.party
    with arriving.session.store.reading() as records:
        agreement = agreement_terms.get_agreement(records, header.agreement_id)
    party = agreement.party(header.sender)
    scopes = arriving.tools.shipped.scopes(agreement.id)
    return Provenance(
        agreement.id,
        party.register if party else header.sender,
        header.sender,
        _position(arriving),
        "package",
        arriving.looked.package_sha256,
        fields_allowed(scopes, register_party=header.sender, own_party=own),
    )


def _position(arriving: Arriving) -> date:
    """Return the day the data speaks of; a package made by hand may leave it out."""
    try:
        return date.fromisoformat(arriving.looked.header.position)
    except ValueError:
        return local_date(arriving.looked.header.made_at)
