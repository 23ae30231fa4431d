"""What may not be in the view for people (an XLSX): macros, links, objects, formulas; reads no cell."""

import re
import zipfile

PARTS = 200
TEXT_BYTES = 1024**3
RATIO, RATIO_FROM = 200, 10 * 1024 * 1024
_BLOCK = 1 << 18
_OVERLAP = 32
_PLAIN = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|docProps/[a-z]{1,20}\.xml|docMetadata/LabelInfo\.xml"
    r"|xl/(workbook|styles|sharedStrings|metadata)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/theme/theme\d{1,3}\.xml|xl/worksheets/(_rels/)?sheet\d{1,3}\.xml(\.rels)?|xl/tables/table\d{1,3}\.xml"
    r"|xl/printerSettings/printerSettings\d{1,3}\.bin)"
)
_ACTIVE = re.compile(rb"<!DOCTYPE|<!ENTITY|<(?:\w+:)?f[ />]|TargetMode\s*=|<(?:\w+:)?(?:ddeLink|oleLink)[ >]")


def active_part(book: zipfile.ZipFile) -> str:
    """Return what makes the workbook more than cells of text, "" when nothing does."""
    parts = [one for one in book.infolist() if not one.is_dir()]
    if len(parts) > PARTS or sum(one.file_size for one in parts) > TEXT_BYTES:
        return "terlalu besar"
    for part in parts:
        if not _PLAIN.fullmatch(part.filename):
            return "bagian selain sel teks"
        if part.file_size > max(RATIO_FROM, RATIO * part.compress_size):
            return "perbandingan mampat terlalu besar"
    return next(("rumus, tautan, atau deklarasi" for one in parts if _is_active(book, one)), "")


def _is_active(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Search the text in pieces that overlap, so that no word is cut."""
    before = b""
    with book.open(part) as text:
        while block := text.read(_BLOCK):
            if _ACTIVE.search(before + block):
                return True
            before = block[-_OVERLAP:]
    return False
