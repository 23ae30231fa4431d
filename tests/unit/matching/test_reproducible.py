"""The same run in other processes, with other hash seeds and numbers of threads, gives the same digests."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import polars as pl
from padan.common.places import resources
from padan.matching.engine import run_matching
from padan.matching.rules import RuleSet

rules = RuleSet.from_bytes((resources() / "references" / "rules" / "padan-2026.1.json").read_bytes())
size = 1500
names = ["SITI", "BUDI", "AGUS", "RINA", "DEWI", "JOKO", "ANDI"]
more = ["SANTOSO", "WIBOWO", "LESTARI", "HIDAYAT", "NASUTION", "SUSILO"]
def row(k, dirty):
    year, month, day = 1965 + k % 35, 1 + k % 12, 1 + k % 28
    name = f"{names[k % 7]} {more[k % 6]} {more[(k // 6) % 6]}"
    if dirty and k % 9 == 0:
        name = name.replace("SU", "SOE").title() + ", S.H."
    sex = 1 + k % 2
    nip = f"{year}{month:02d}{day:02d}{year + 25}01{sex}{1 + k % 50:03d}"
    return {"nip_baru": None if dirty and k % 13 == 0 else nip, "nama": name,
            "tanggal_lahir": f"{year}-{month:02d}-{day:02d}", "jenis_kelamin": "MF"[sex - 1],
            "gol_akhir_nama": ["III/a", "III/b"][(k // (5 if dirty else 7)) % 2]}
a = pl.DataFrame([row(k, True) for k in range(size)]).with_row_index("_row")
b = pl.DataFrame([row(k, False) for k in range(40, size + 40)]).with_row_index("_row")
result = run_matching(a, b, rules)
assert result.summary["weights"] == "learnt"
print(result.digests["a"], result.digests["result"])
"""


def digests(seed: str, threads: str) -> str:
    changed = {"PYTHONHASHSEED": seed, "POLARS_MAX_THREADS": threads}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=os.environ | changed, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize(("seed", "threads"), [("7", "1")])
def test_digests_do_not_depend_on_the_process(seed: str, threads: str) -> None:
    assert digests("1", "2") == digests(seed, threads)
