"""The weights of one run in hundredths of a bit, shipped or learnt (EM); whole numbers, so that every machine
agrees.
"""

import json
import math
from dataclasses import dataclass

import numpy as np

from padan.common.codes import matching as codes
from padan.common.errors import UserFault
from padan.matching import levels as lv
from padan.matching import name_levels as nl
from padan.matching.arrays import I32
from padan.matching.rules import Scoring

CENTI = 100
Weights = dict[str, I32]
Probabilities = dict[str, dict[str, float]]

TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "nama": ("nama", nl.NAMES),
    "tanggal_lahir": ("tanggal_lahir", lv.BIRTH_NAMES),
    "jenis_kelamin": ("jenis_kelamin", lv.SEX_NAMES),
    "nip_given_birth": ("nip", lv.NIP_NAMES),
    "nip_free": ("nip", lv.NIP_NAMES),
    "nik_given_birth": ("nik", lv.NIK_NAMES),
    "nik_free": ("nik", lv.NIK_NAMES),
}
"""Weight table → (element whose m it uses, its levels). NIP and NIK contain birth date and sex, so they have
one table for pairs whose stated birth dates agree and one for the others.
"""


@dataclass(frozen=True)
class Model:
    """`prior` and `weights[table][level]` in hundredths of a bit; `learnt` tells whether the data had a say.

    Names: levels up to `shorter` get the pair's own rarity added (term frequencies).
    """

    rows: int
    learnt: bool
    prior: int
    weights: Weights
    m: Probabilities
    u: Probabilities

    def as_json(self) -> str:
        """Return the model as canonical JSON, from which `model_from_json` rebuilds the weights exactly."""
        content = {
            "format": "padan-model/1",
            "rows": self.rows,
            "learnt": self.learnt,
            "prior": self.prior,
            "weights": {name: [int(w) for w in table] for name, table in self.weights.items()},
            "m": self.m,
            "u": self.u,
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"))


def model_from_json(text: str) -> Model:
    """Read back `Model.as_json`; UserFault MODEL_UNREADABLE when it is something else."""
    try:
        raw = json.loads(text)
        weights = {name: np.array(raw["weights"][name], dtype=np.int32) for name in TABLES}
        return Model(int(raw["rows"]), bool(raw["learnt"]), int(raw["prior"]), weights, raw["m"], raw["u"])
    except (ValueError, KeyError, TypeError) as error:
        raise UserFault(codes.MODEL_UNREADABLE) from error


def build_model(rows: int, m: Probabilities, u: Probabilities, scoring: Scoring, *, learnt: bool) -> Model:
    """Turn probabilities into weights. `rows` is the size of the larger register: the prior of a random pair
    is 1/rows.

    An equal identifier weighs what a wrong one of another person leaves of it, not its improbability by
    chance: `error_rate` of the rows carry another person's number (matching.md, step 2).
    """
    size = max(rows, scoring.learn.minimum_rows)
    weights = {name: _table(name, m, u, scoring, size) for name in TABLES}
    return Model(rows, learnt, -round(math.log2(size) * CENTI), weights, m, u)


def _table(name: str, m: Probabilities, u: Probabilities, scoring: Scoring, size: int) -> I32:
    element, names = TABLES[name]
    bits = []
    for level in names:
        agree = m[element].get(level)
        by_chance = u[name].get(level)
        if level == "missing":
            bits.append(0.0)
        elif element in ("nip", "nik") and level in ("same", "lama"):
            bits.append(math.log2(size * (agree or 0.9) / scoring.caps["error_rate"]))
        elif by_chance is None or agree is None:
            bits.append(math.log2(agree) if agree else 0.0)
        else:
            bits.append(math.log2(agree / by_chance))
    return np.array([round(value * CENTI) for value in bits], dtype=np.int32)
