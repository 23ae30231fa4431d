"""An agreement's state in words and days, as Beranda and Perjanjian both say it; pure."""

from datetime import date

from padan.domain.agreement import AgreementState
from padan.gui.texts import day, number, t

_MANY_DAYS = 730
"""From two years on days say nothing to anybody."""


def state_words(state: AgreementState, days_left: int, ends: date) -> str:
    """Return the state with days: "Berakhir 16 hari yang lalu (7 November 2026)"."""
    if state is AgreementState.ENDED:
        return t("agreements.state.ended", days=number(-days_left), day=day(ends))
    if state is AgreementState.IN_FORCE and days_left > _MANY_DAYS:
        return t("agreements.state.long", count=number(days_left // 365), day=day(ends))
    return t(f"agreements.state.{state.value}", days=number(days_left), day=day(ends))
