"""Writes a table as XLSX straight into a stream: every cell text, never a formula; no temporary file, little
memory.

xlsxwriter would keep rows in temporary files (constant memory) or the whole workbook in memory; personal data
may not be written to disk in plain text, and a text-only sheet is small enough to write ourselves. The bytes
are the same for the same table.
"""

import zipfile
from collections.abc import Sequence
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

import polars as pl

_BATCH = 5_000
_STAMP = (1980, 1, 1, 0, 0, 0)
_LONGEST = 32_767
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
# Styles: 0 general, 1 text, 2 header, 3 text that Excel must not take for a formula when the cell is edited.
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFDCE6F1"/><bgColor indexed="64"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" '
    'applyFill="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def write_xlsx(table: pl.DataFrame, stream: BinaryIO, *, sheet: str, headings: Sequence[str]) -> None:
    """Write every column of `table` (text) under `headings`; the sheet's name is shortened to what Excel
    takes.
    """
    name = _sheet_name(sheet)
    workbook = (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _ROOT),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", _RELATIONS),
            ("xl/styles.xml", _STYLES),
        ):
            archive.writestr(_entry(part), text)
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as part_stream:
            _write_sheet(table, part_stream, headings)  # type: ignore[arg-type]


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet_name(name: str) -> str:
    cleaned = "".join(" " if letter in "[]:*?/\\" or ord(letter) < 32 else letter for letter in name)
    return cleaned.strip("' ")[:31] or "Data"


def _write_sheet(table: pl.DataFrame, stream: BinaryIO, headings: Sequence[str]) -> None:
    last = f"{column_letters(max(table.width - 1, 0))}{table.height + 1}"
    stream.write(
        (
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
            f'</sheetViews><cols><col min="1" max="{max(table.width, 1)}" width="20" customWidth="1"/></cols>'
            "<sheetData>"
        ).encode()
    )
    header = pl.DataFrame({str(place): [heading] for place, heading in enumerate(headings)})
    stream.write(_rows(header, 1, header_style=True))
    stream.writelines(
        _rows(table.slice(start, _BATCH), start + 2, header_style=False)
        for start in range(0, table.height, _BATCH)
    )
    stream.write(f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'.encode())


def _rows(table: pl.DataFrame, first_row: int, *, header_style: bool) -> bytes:
    number = pl.int_range(first_row, first_row + pl.len()).cast(pl.String)
    cells = [
        _cell(name, column_letters(place), number, header_style=header_style)
        for place, name in enumerate(table.columns)
    ]
    row = pl.concat_str(pl.lit('<row r="'), number, pl.lit('">'), *cells, pl.lit("</row>"))
    return "".join(table.select(row.alias("row")).to_series().to_list()).encode("utf-8")


def _cell(name: str, letters: str, number: pl.Expr, *, header_style: bool) -> pl.Expr:
    text = _escaped(pl.col(name).cast(pl.String).str.head(_LONGEST))
    risky = pl.col(name).cast(pl.String).str.contains(r"^[=+\-@\t\r]")
    style = pl.lit("2") if header_style else pl.when(risky).then(pl.lit("3")).otherwise(pl.lit("1"))
    opening = (pl.lit(f'<c r="{letters}'), number, pl.lit('" s="'), style)
    cell = pl.concat_str(
        *opening, pl.lit('" t="inlineStr"><is><t xml:space="preserve">'), text, pl.lit("</t></is></c>")
    )
    return pl.when(pl.col(name).is_null()).then(pl.lit("")).otherwise(cell)


def _escaped(text: pl.Expr) -> pl.Expr:
    """Escape for XML; what XML cannot carry is left out, and a literal `_x0041_` is kept from being
    decoded.
    """
    return (
        text.str.replace_all(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]", "")
        .str.replace_all(r"_(x[0-9A-Fa-f]{4}_)", "_x005F_${1}")
        .str.replace_all("&", "&amp;", literal=True)
        .str.replace_all("<", "&lt;", literal=True)
        .str.replace_all(">", "&gt;", literal=True)
        .str.replace_all("\r", "&#13;", literal=True)
    )


def column_letters(place: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
