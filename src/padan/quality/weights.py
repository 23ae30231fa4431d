"""The weights file of the data quality index: dimensions, rules and parameters as data (web-services.md
section 5).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from padan.common.codes import matching as codes
from padan.common.errors import UserFault

FORMAT = "padan-ikd/1"


@dataclass(frozen=True)
class QualityRule:
    """One rule: which check it runs, its weight in its dimension, and the check's parameters."""

    code: str
    dimension: str
    label: str
    weight: float
    check: str
    parameters: Mapping[str, object]


@dataclass(frozen=True)
class QualityWeights:
    """Dimension code → (label, weight), and the rules."""

    version: str
    dimensions: dict[str, tuple[str, float]]
    rules: tuple[QualityRule, ...]

    @staticmethod
    def from_bytes(content: bytes) -> "QualityWeights":
        """Read a weights file. UserFault QUALITY_WEIGHTS_UNREADABLE names what is wrong with it."""
        try:
            raw = json.loads(content)
            if not isinstance(raw, dict) or raw.get("format") != FORMAT:
                raise UserFault(codes.QUALITY_WEIGHTS_UNREADABLE, detail=f"format bukan {FORMAT}")
            dimensions = {
                code: (str(entry["label"]), float(entry["weight"]))
                for code, entry in raw["dimensions"].items()
            }
            rules = tuple(_rule(entry) for entry in raw["rules"])
            unknown = sorted({rule.dimension for rule in rules} - set(dimensions))
            if unknown:
                raise UserFault(
                    codes.QUALITY_WEIGHTS_UNREADABLE, detail=f"dimensi {unknown[0]} tidak dikenal"
                )
            return QualityWeights(str(raw["version"]), dimensions, rules)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UserFault(codes.QUALITY_WEIGHTS_UNREADABLE, detail=type(error).__name__) from error


def _rule(entry: Mapping[str, object]) -> QualityRule:
    return QualityRule(
        code=str(entry["code"]),
        dimension=str(entry["dimension"]),
        label=str(entry["label"]),
        weight=float(cast(float, entry["weight"])),
        check=str(entry["check"]),
        parameters=cast("Mapping[str, object]", entry.get("parameters", {})),
    )
