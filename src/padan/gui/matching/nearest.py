"""The nearest candidates of a row without a match, and why each was not taken, in words; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from padan.gui.texts import decimal, t
from padan.services.show_results import Nearest


def nearest_choices(found: Sequence[Nearest], side: str) -> list[tuple[str, str]]:
    """Return (key, words) of each candidate, best first."""
    other = "B" if side == "a" else "A"
    made = []
    for place, one in enumerate(found):
        row = one.row_b if side == "a" else one.row_a
        made.append((str(place), t("matching.nearest.one", side=other, row=row, score=decimal(one.score, 1))))
    return made


@dataclass(frozen=True)
class NearestFound:
    """A candidate in sight with its explanation (matching.explain.Explanation)."""

    row_a: int
    row_b: int
    explanation: Any
    nearest: Sequence[Nearest]

    def reasons(self) -> list[str]:
        """Say why this candidate is no match; empty for a pair that is not one of the candidates."""
        one = next((n for n in self.nearest if (n.row_a, n.row_b) == (self.row_a, self.row_b)), None)
        if one is None:
            return []
        told = []
        if one.taken_by >= 0:
            told.append(t("matching.nearest.taken", row=one.taken_by))
        low, high = self.explanation.threshold_low, self.explanation.threshold_high
        if one.score < low:
            told.append(t("matching.nearest.low", score=decimal(one.score, 1), low=decimal(low, 1)))
        elif one.score < high:
            told.append(t("matching.nearest.between", score=decimal(one.score, 1), high=decimal(high, 1)))
        return told or [t("matching.nearest.rival")]
