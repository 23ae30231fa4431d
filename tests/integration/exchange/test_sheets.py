"""The printed sheets: whole fingerprints, nobody's data, the same bytes for the same package."""

import io

from padan.domain.exchange.key_card import grouped
from padan.services.exchange import hand_over, keep_keys
from padan.training.export_files import WrittenFiles

from .conftest import Office


def text_of(pdf: bytes) -> str:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf))
    assert reader.root["/MarkInfo"]["/Marked"]
    return str(reader.trailer_view["/Info"]["/Title"])


def test_sheets_of_card_and_package_are_printed(
    offices: tuple[Office, Office], register_files: WrittenFiles
) -> None:
    dpr, _bkn = offices
    card = keep_keys.print_card(dpr.at("sari"), dpr.tools)
    assert card.name == "kartu-kunci_dpr_1.pdf"
    assert "KARTU KUNCI" in text_of(card.content)
    sealed = dpr.seal("DATA", subject=dpr.receive(register_files.steward, "PERISAI"))
    session = dpr.at("sari")
    cover = hand_over.cover(session, dpr.tools, sealed.id)
    assert cover.pages == 1
    assert cover.content == hand_over.cover(session, dpr.tools, sealed.id).content
    assert len(grouped(sealed.file_sha256).split()) == 16
