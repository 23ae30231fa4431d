"""A cascade of exact joins in DuckDB, as an analyst would write it: python duckdb_peer.py A B OUT. Knows no
truth."""

import sys

import duckdb

CLEANED = """
select row_number() over () - 1 as row,
       nullif(regexp_replace(nip_baru, '[^0-9]', '', 'g'), '') as nip,
       nullif(regexp_replace(nik, '[^0-9]', '', 'g'), '') as nik,
       tanggal_lahir || upper(regexp_replace(nama, ',.*$', '')) as orang
from read_parquet('{path}')
"""


def main(a: str, b: str, out: str) -> None:
    """Join by NIP, then NIK, then birth date and name; the first hit stands."""
    database = duckdb.connect()
    for name, path in (("a", a), ("b", b)):
        database.execute(f"create table {name} as {CLEANED.format(path=path)}")
    joins = " union all ".join(
        f"select a.row as row_a, b.row as row_b, {rank} as rank from a join b using ({key})"
        for rank, key in enumerate(("nip", "nik", "orang"))
    )
    database.execute(
        f"""copy (
            select row_a, row_b from ({joins})
            qualify row_number() over (partition by row_a order by rank, row_b) = 1
        ) to '{out}' (format parquet)"""
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
