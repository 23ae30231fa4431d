"""A pair of records as evidence to show: field by field, reasons, weights; shared by findings and review;
pure.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from padan.domain.fields import FIELDS, order_of
from padan.gui.texts import t, word
from padan.gui.widgets.evidence import FieldPair, PairEvidence
from padan.gui.widgets.weight_bars import Weight

Person = Mapping[str, str | None]


def pair_evidence(
    sides: tuple[str, str], person_a: Person, person_b: Person, explanation: Any, reasons: Sequence[str] = ()
) -> PairEvidence:
    """Return both records and `explanation` (matching.explain.Explanation) as the view shows them."""
    return PairEvidence(
        side_a=sides[0],
        side_b=sides[1],
        fields=field_pairs(person_a, person_b),
        reasons=list(dict.fromkeys([*reasons, *(word("reason", code) for code in explanation.conflicts)])),
        weights=_weights(explanation),
        limits=(float(explanation.threshold_low), float(explanation.threshold_high)),
    )


def field_pairs(person_a: Person, person_b: Person) -> list[FieldPair]:
    """Return the fields either side fills in, differing ones where they stand, identity first."""
    names = sorted({*person_a, *person_b}, key=lambda name: (order_of(name), name))
    pairs = []
    for name in names:
        a, b = person_a.get(name) or "", person_b.get(name) or ""
        if name.startswith("_") or not (a or b):
            continue
        shown = FIELDS[name].label if name in FIELDS else name
        pairs.append(FieldPair(shown, str(a), str(b), _state(str(a), str(b))))
    return pairs


def _state(a: str, b: str) -> str:
    if a == b:
        return "same"
    if _bare(a) and _bare(a) == _bare(b):
        return "alike"
    if not a:
        return "only_b"
    return "only_a" if not b else "differs"


def _bare(text: str) -> str:
    """Return the letters and digits that count, without case, quotes, spaces and points."""
    return "".join(one for one in text.casefold() if one.isalnum())


def _weights(explanation: Any) -> list[Weight]:
    found = [
        Weight(str(one.label), word("evidence", str(one.state)), float(one.weight))
        for one in explanation.elements
    ]
    start = Weight(t("evidence.prior"), t("evidence.prior_more"), float(explanation.prior))
    return [*found, start, Weight(t("evidence.total"), _verdict(explanation), float(explanation.total), True)]


def _verdict(explanation: Any) -> str:
    """Say which side of the thresholds the sum stands on."""
    if explanation.total >= explanation.threshold_high:
        return t("evidence.above")
    return t("evidence.between" if explanation.total >= explanation.threshold_low else "evidence.below")
