"""The rule set: normalisation lists, weights, thresholds and code mapping as one versioned file; reads bytes,
does no I/O.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from padan.common.codes import matching as codes
from padan.common.errors import UserFault
from padan.domain.names import NameRules

FORMAT = "padan-rules/1"
Levels = dict[str, float]


@dataclass(frozen=True)
class Thresholds:
    """In bits of log odds. A link needs `accept`, `margin` over every rival, and no conflict; from `review`
    on a pair is shown to an officer. A duplicate within one register needs `duplicate_penalty` more than a
    link between registers. A row without a pair of at least `strong` bits is searched for beyond its exact
    keys.
    """

    accept: float
    review: float
    margin: float
    duplicate_penalty: float
    strong: float


@dataclass(frozen=True)
class Learning:
    """EM: from how many rows on each side, rounds, pairs looked at, and the bits a learnt weight may move."""

    minimum_rows: int
    rounds: int
    sample: int
    bound: float


@dataclass(frozen=True)
class Scoring:
    """Shipped Fellegi-Sunter parameters: `m[element][level]`, `u[table][level]`, and caps in bits
    (`identifier`).
    """

    thresholds: Thresholds
    learn: Learning
    m: dict[str, Levels]
    u: dict[str, Levels]
    caps: Levels


@dataclass(frozen=True, eq=False)
class RuleSet:
    """A rule set as read; `digest` is the SHA-256 of its canonical JSON, so that layout does not count."""

    version: str
    digest: str
    names: NameRules
    scoring: Scoring
    mapping: Mapping[str, object]

    @staticmethod
    def from_bytes(content: bytes) -> "RuleSet":
        """Read a rule set file. UserFault RULES_UNREADABLE names what is wrong with it."""
        try:
            raw = json.loads(content)
            if not isinstance(raw, dict) or raw.get("format") != FORMAT:
                raise UserFault(codes.RULES_UNREADABLE, detail=f"format bukan {FORMAT}")
            return RuleSet(
                version=str(raw["version"]),
                digest=hashlib.sha256(_canonical(raw)).hexdigest(),
                names=_names(raw["names"]),
                scoring=_scoring(raw["scoring"]),
                mapping=raw["mapping"],
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UserFault(codes.RULES_UNREADABLE, detail=type(error).__name__) from error

    def with_thresholds(self, thresholds: Thresholds) -> "RuleSet":
        """Return the same rules with other thresholds and a digest that says so."""
        marked = hashlib.sha256(f"{self.digest}|{thresholds}".encode()).hexdigest()
        return replace(self, scoring=replace(self.scoring, thresholds=thresholds), digest=marked)

    @cached_property
    def sexes(self) -> dict[str, str]:
        """Word (normalised) → M or F."""
        return _words(cast("Mapping[str, Sequence[str]]", self.mapping["sex"]))

    @cached_property
    def statuses(self) -> dict[str, str]:
        """Word (normalised) → C, P or PPPK."""
        return _words(cast("Mapping[str, Sequence[str]]", self.mapping["status"]))

    def rows(self, name: str) -> list[list[str]]:
        """Return one table of the mapping as rows of texts."""
        return cast("list[list[str]]", self.mapping.get(name, []))

    def entries(self, name: str) -> dict[str, object]:
        """Return one dictionary of the mapping."""
        return cast("dict[str, object]", self.mapping.get(name, {}))


def _canonical(raw: object) -> bytes:
    return json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def _words(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


def _names(raw: Mapping[str, Sequence[str]]) -> NameRules:
    return NameRules(
        front_titles=frozenset(raw["front_titles"]),
        back_titles=frozenset(raw["back_titles"]),
        muhammad_short=frozenset(raw["muhammad_short"]),
        muhammad_forms=frozenset(raw["muhammad_forms"]),
        spellings=tuple((pair[0], pair[1]) for pair in raw["spellings"]),
    )


def _scoring(raw: Mapping[str, Mapping[str, object]]) -> Scoring:
    return Scoring(
        thresholds=Thresholds(**{key: float(cast(float, value)) for key, value in raw["thresholds"].items()}),
        learn=Learning(
            minimum_rows=int(cast(int, raw["learn"]["minimum_rows"])),
            rounds=int(cast(int, raw["learn"]["rounds"])),
            sample=int(cast(int, raw["learn"]["sample"])),
            bound=float(cast(float, raw["learn"]["bound"])),
        ),
        m=_tables(raw["m"]),
        u=_tables(raw["u"]),
        caps={key: float(cast(float, value)) for key, value in raw["identifier"].items()},
    )


def _tables(raw: Mapping[str, object]) -> dict[str, Levels]:
    tables = cast("Mapping[str, Mapping[str, float]]", raw)
    return {name: {level: float(value) for level, value in levels.items()} for name, levels in tables.items()}
