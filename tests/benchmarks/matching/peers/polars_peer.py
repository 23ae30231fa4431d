"""A cascade of exact joins in Polars, as an analyst would write it: python polars_peer.py A B OUT. Knows no
truth."""

import sys

import polars as pl


def cleaned(path: str) -> pl.LazyFrame:
    """Return row, nip, nik and birth date with name."""
    digits = [
        pl.col(source).str.replace_all(r"[^0-9]", "").cast(pl.Int64, strict=False).alias(name)
        for source, name in (("nip_baru", "nip"), ("nik", "nik"))
    ]
    person = pl.col("tanggal_lahir") + pl.col("nama").str.replace(",.*$", "").str.to_uppercase()
    return pl.scan_parquet(path).with_row_index("row").select("row", *digits, person.hash().alias("orang"))


def main(a: str, b: str, out: str) -> None:
    """Join by NIP, then NIK, then birth date and name; the first hit stands."""
    left, right = cleaned(a).collect(), cleaned(b).collect()
    found = []
    for key in ("nip", "nik", "orang"):
        ours, theirs = left.select("row", key).drop_nulls(), right.select("row", key).drop_nulls()
        found.append(ours.join(theirs, on=key, suffix="_b").select(row_a="row", row_b="row_b"))
    pl.concat(found).unique("row_a", keep="first", maintain_order=True).write_parquet(out)


if __name__ == "__main__":
    main(*sys.argv[1:4])
