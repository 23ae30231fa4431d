"""All or nothing, chosen per agreement: one refused row refuses the package, and nothing of it stays."""

from dataclasses import replace
from typing import Any

import pytest

from padan.common.codes import handover as codes
from padan.domain.exchange.incoming import InState
from padan.domain.exchange.outgoing import OutState
from padan.domain.exchange.rows import row_fingerprint
from padan.services import browse_data
from padan.services.exchange import keep_whole, seal_package
from padan.training.export_files import WrittenFiles

from .conftest import AGREEMENT, Office


@pytest.mark.parametrize("whole", [True, False])
def test_package_with_a_bad_row_is_taken_by_the_agreements_rule(
    offices: tuple[Office, Office],
    register_files: WrittenFiles,
    monkeypatch: pytest.MonkeyPatch,
    whole: bool,
) -> None:
    dpr, bkn = offices
    keep_whole.keep_whole(bkn.at("sari"), AGREEMENT, whole)
    subject = dpr.receive(register_files.steward, "PERISAI")
    original = seal_package.contents_of

    def spoilt(*given: Any) -> Any:
        """Give the first row another fingerprint than its own."""
        made = original(*given)
        rows = iter(made.tables[0].rows)
        first = list(next(rows))

        def changed() -> Any:
            yield [first[0], "0" * 12, *first[1:]]
            for row in rows:
                yield [row[0], row_fingerprint(row[1:]), *row[1:]]

        columns = _named(made.tables[0].columns)
        table = replace(made.tables[0], columns=columns, rows=changed(), fingerprinted=False)
        return replace(made, tables=[table])

    monkeypatch.setattr(seal_package, "contents_of", spoilt)
    opened = bkn.open(dpr.send("DATA", subject=subject))
    monkeypatch.undo()
    assert opened.state is InState.APPLIED
    result, rows = opened.package.result, opened.package.rows
    assert (result["accepted"], result["refused"]) == ((0, rows) if whole else (rows - 1, 1))
    assert (codes.NOT_TAKEN_WHOLE in opened.package.warnings) is whole
    assert len(browse_data.snapshots(bkn.at("sari"))) == (0 if whole else 1)
    assert bool(opened.package.snapshot_id) is not whole
    assert dpr.open(bkn.send("TT")).state is InState.APPLIED
    with dpr.at("sari").store.reading() as records:
        assert records.packages_out.all()[0].state is OutState.ANSWERED


def _named(columns: tuple[str, ...]) -> tuple[str, ...]:
    return ("id_baris", "sidik_baris", *columns[1:])
