"""All or nothing: an agreement whose packages are taken whole, or with every row refused (exchange.md,
feature 7); without it each row stands for itself.
"""

from padan.domain.officer import Act
from padan.services.agreement_terms import get_agreement
from padan.services.exchange.core import WHOLE, takes_whole
from padan.services.session import Session, record, require


def keep_whole(session: Session, agreement_id: str, whole: bool) -> None:
    """Choose for an agreement whether one refused row refuses its whole package."""
    require(session, Act.AGREEMENT_MANAGE, agreement_id)
    with session.store as records:
        get_agreement(records, agreement_id)
        if takes_whole(records, agreement_id) != whole:
            records.preferences.put(f"{WHOLE}{agreement_id}", "1" if whole else "0")
            record(session, records, "package.whole", agreement_id, whole=whole)
