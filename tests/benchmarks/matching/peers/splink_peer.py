"""Splink 5 on DuckDB as its guide would have it for these columns: python splink_peer.py A B OUT. Knows no
truth.

Sensible blocking, u from random pairs, m by EM without labels, the best candidate of each row of A.
"""

import sys

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

CLEANED = """
select row_number() over () - 1 as unique_id,
       nullif(regexp_replace(nip_baru, '[^0-9]', '', 'g'), '') as nip,
       nullif(regexp_replace(nik, '[^0-9]', '', 'g'), '') as nik,
       trim(regexp_replace(regexp_replace(upper(nama), ',.*$', ''), '^M\\. ', 'MUHAMMAD ')) as nama,
       try_cast(tanggal_lahir as date) as lahir,
       jenis_kelamin as jk
from read_parquet('{path}')
"""


def main(a: str, b: str, out: str) -> None:
    """Link A with B and write row_a, row_b."""
    database = duckdb.connect()
    for name, path in (("a", a), ("b", b)):
        database.execute(f"create table {name} as {CLEANED.format(path=path)}")
    api = DuckDBAPI(connection=database)
    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("nip"),
            block_on("nik"),
            block_on("lahir", "nama"),
            block_on("lahir", "substr(nama, 1, 3)", "jk"),
            block_on("substr(nip, 1, 15)"),
        ],
        comparisons=[
            cl.DamerauLevenshteinAtThresholds("nip", 1),
            cl.DamerauLevenshteinAtThresholds("nik", 1),
            cl.JaroWinklerAtThresholds("nama", [0.95, 0.85]),
            cl.ExactMatch("lahir"),
            cl.ExactMatch("jk"),
        ],
        retain_matching_columns=False,
    )
    frames = [api.register(name) if hasattr(api, "register") else name for name in ("a", "b")]
    linker = Linker(frames, settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("nip"), block_on("nik")], recall=0.9
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("lahir", "jk"), block_on("nik")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.5)
    database.execute(
        f"""copy (
            select unique_id_l as row_a, unique_id_r as row_b from {found.physical_name}
            qualify row_number() over (partition by unique_id_l order by match_weight desc, unique_id_r) = 1
        ) to '{out}' (format parquet)"""
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
