"""Reads everything the Pertukaran screen shows, in one go; changes nothing."""

from padan.domain.officer import Act, may
from padan.gui.exchange.found import Found
from padan.gui.exchange.key_words import ShownKey
from padan.services import browse_data, compose_document, keep_agreement, show_results
from padan.services.exchange import core, keep_keys, show_exchange
from padan.services.session import Session
from padan.services.web import keep_codes


def read(session: Session, *, papers: bool) -> Found:
    """Return the lists and what can be sent; documents only for who may see them (`papers`)."""
    own, partners = keep_keys.keys(session)
    steps = keep_keys.steps(session)
    keys = [ShownKey(one, core.card_of(one)) for one in reversed(own)]
    keys += [ShownKey(one, core.card_of(one), steps.get(one.id, ())) for one in partners]
    return Found(
        session.store.party,
        show_exchange.exchange(session),
        keys,
        keep_agreement.agreements(session),
        browse_data.snapshots(session),
        compose_document.documents(session) if papers else (),
        show_results.runs(session),
        keep_codes.code_sets(session) if may(session.officer, Act.DATA_VIEW) else (),
    )
