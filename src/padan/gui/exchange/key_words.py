"""Keys as lines, facts and moments; a fingerprint that must be heard is not shown before it was; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from padan.domain.exchange.key_card import KeyCard, grouped
from padan.domain.exchange.trust import ONCE_TRUSTED, KeyState, KeyStep, OwnKey, PartnerKey
from padan.gui.texts import day, moment, number, t, word
from padan.gui.widgets.table import Line
from padan.gui.widgets.timeline import Moment

_ENDING_DAYS = 60
_TONES = {
    KeyState.OFFERED: "warn",
    KeyState.COMPARED: "warn",
    KeyState.TRUSTED: "good",
    KeyState.ROLLED: "quiet",
    KeyState.REVOKED: "bad",
}


@dataclass(frozen=True)
class ShownKey:
    """A key of either side with its card; `steps` are those on a partner's key."""

    key: OwnKey | PartnerKey
    card: KeyCard
    steps: Sequence[KeyStep] = ()

    @property
    def own(self) -> OwnKey | None:
        return self.key if isinstance(self.key, OwnKey) else None

    @property
    def partner(self) -> PartnerKey | None:
        return self.key if isinstance(self.key, PartnerKey) else None


def line_of(one: ShownKey) -> Line:
    """Return the list's line of a key."""
    card = one.card
    valid = f"{day(card.valid_from)} – {day(card.valid_to)}"
    cells = (word("party_short", card.party), number(card.number), _state(one), valid, fingerprint(one))
    return Line(one.key.id, cells, {1: card.number, 3: card.valid_from.isoformat()})


def _state(one: ShownKey) -> str:
    if one.own is not None:
        return t("exchange.key_list.own" if one.own.retired_at is None else "exchange.key_list.own_retired")
    assert one.partner is not None
    return word("key_state", one.partner.state.value)


def fingerprint(one: ShownKey) -> str:
    """Return the fingerprint in groups; a partner's only after two officers heard it from its owner."""
    if one.partner is not None and one.partner.state not in ONCE_TRUSTED:
        return t("exchange.key_facts.hidden")
    return grouped(one.key.id)


def next_words(one: ShownKey, today: date) -> tuple[str, str]:
    """Say what is to be done with a key, and in which tone."""
    party = word("party_short", one.card.party)
    if one.own is not None:
        if one.own.retired_at is not None:
            return t("exchange.key_next.own_retired"), "quiet"
        if (one.card.valid_to - today).days <= _ENDING_DAYS:
            return t("exchange.key_next.ending", day=day(one.card.valid_to)), "warn"
        return t("exchange.key_next.own"), "info"
    assert one.partner is not None
    state = one.partner.state
    return t(f"exchange.key_next.{state.value}", party=party, reason=one.partner.reason), _TONES[state]


def facts(one: ShownKey) -> list[str]:
    """Return what the card says beside its fingerprint."""
    card = one.card
    told = [t("exchange.key_facts.valid", start=day(card.valid_from), end=day(card.valid_to))]
    if one.partner is not None and one.partner.vouched_by and one.partner.state not in ONCE_TRUSTED:
        told.append(t("exchange.key_facts.vouched", party=word("party_short", card.party)))
    if card.training:
        told.append(t("exchange.key_facts.training"))
    return told


def moments(one: ShownKey, names: Mapping[str, str]) -> list[Moment]:
    """Return the way of a partner's key to trust: who did what, and what is still to come."""
    key = one.partner
    if key is None:
        return []
    found = [_done("offered", key.offered_at, names.get(key.offered_by, ""))]
    found += [_done(step.step, step.at, names.get(step.officer_id, "")) for step in one.steps]
    coming = {KeyState.OFFERED: ("coming_compare", "coming_trust"), KeyState.COMPARED: ("coming_trust",)}
    for place, name in enumerate(coming.get(key.state, ())):
        title = t(f"exchange.key_step.{name}")
        found.append(Moment(name, "", title, "", "coming" if place else "now", "info"))
    if key.rolled_at is not None:
        found.append(_done("rolled", key.rolled_at, ""))
    return found


def _done(name: str, at: datetime, who: str) -> Moment:
    by = t("exchange.out_step.by", name=who) if who else ""
    tone = "bad" if name == "revoke" else "good"
    return Moment(name, moment(at), t(f"exchange.key_step.{name}"), by, "done", tone)


def conditions(one: ShownKey | None, keys: Sequence[ShownKey], me: str) -> set[str]:
    """Return what the chosen key allows; `own_key` tells that this office has one in use."""
    found = {"own_key"} if any(key.own and key.own.retired_at is None for key in keys) else set()
    if one is None or one.partner is None:
        return found
    state = one.partner.state
    if state is KeyState.OFFERED:
        found.add("key_offered")
    if state is KeyState.COMPARED:
        found.add("key_compared")
        first = next((step for step in one.steps if step.step == "compare"), None)
        if first is None or first.officer_id != me:
            found.add("key_other_person")
    if state is not KeyState.REVOKED:
        found.add("key_alive")
    return found
