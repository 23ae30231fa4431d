"""Annexes by name as PDF volumes: marked, numbered on from the body, rendered two at a time in child
processes.
"""

import json
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from padan.adapters.documents.annex_pages import INSET, AnnexPlan, SetRow, Volume, plan_annex, volumes
from padan.adapters.documents.layout import look
from padan.adapters.documents.render import in_child
from padan.adapters.documents.verification import annex_foot, annex_head, watermark
from padan.common.codes import documents as codes
from padan.common.errors import UserFault
from padan.common.progress import Cancel, Progress
from padan.domain.berita_acara import BeritaAcaraContent, FrozenPart
from padan.domain.date_words import long_date
from padan.domain.printed import AnnexDelivery, AnnexRequest, RenderedFile
from padan.domain.words import count_words

LARGEST = 200_000
"""Rows an annex may have; a longer list is handed over as a package, not on paper."""
PROCESSES = 2
STAGE = "annex"


def render_annexes(
    content: BeritaAcaraContent,
    frozen: FrozenPart | None,
    annexes: Sequence[AnnexRequest],
    delivery: AnnexDelivery,
    *,
    progress: Progress,
    cancel: Cancel,
) -> list[RenderedFile]:
    """Return one PDF for each volume of each annex, in order. UserFault for an annex above `LARGEST` rows."""
    for one in annexes:
        if len(one.rows) > LARGEST:
            values = {"numeral": one.numeral, "rows": len(one.rows), "limit": LARGEST}
            raise UserFault(codes.ANNEX_TOO_LARGE, **values)
    plans = [plan_annex(one, content.profile, _references(content, one)) for one in annexes]
    cancel.raise_if_requested()
    requests = _requests(content, frozen, plans, delivery)
    moment = int((frozen.frozen_at if frozen else delivery.at).timestamp())
    files = []
    with ThreadPoolExecutor(PROCESSES) as pool:
        waiting: list[Future[bytes]] = [
            pool.submit(in_child, "lampiran.typ", {"data": data}, moment, cancel)
            for _name, data, _n in requests
        ]
        try:
            for place, ((name, _data, pages), future) in enumerate(zip(requests, waiting, strict=True)):
                progress(STAGE, place, len(requests))
                files.append(RenderedFile(name, future.result(), pages))
        finally:
            for future in waiting:
                future.cancel()
    progress(STAGE, len(requests), len(requests))
    return files


def annex_pages(content: BeritaAcaraContent, annexes: Sequence[AnnexRequest]) -> int:
    """Return how many pages the annexes fill together; 0 when one is too long for paper."""
    if any(len(one.rows) > LARGEST for one in annexes):
        return 0
    plans = (plan_annex(one, content.profile, _references(content, one)) for one in annexes)
    return sum(len(plan.pages) for plan in plans)


def _requests(
    content: BeritaAcaraContent,
    frozen: FrozenPart | None,
    plans: Sequence[AnnexPlan],
    delivery: AnnexDelivery,
) -> list[tuple[str, str, int]]:
    """Return name, data and number of pages of each volume; pages are counted through all annexes."""
    last = delivery.first_page - 1 + sum(len(plan.pages) for plan in plans)
    first, made = delivery.first_page, []
    for plan in plans:
        parts = volumes(plan)
        for volume in parts:
            data = _volume_data(content, frozen, volume, delivery)
            data |= {
                "first_page": first + volume.start,
                "foot": annex_foot(content, frozen, delivery, last),
            }
            name = _name(content, volume, delivery)
            made.append((name, json.dumps(data, ensure_ascii=False), len(volume.pages)))
        first += len(plan.pages)
    return made


def _volume_data(
    content: BeritaAcaraContent, frozen: FrozenPart | None, volume: Volume, delivery: AnnexDelivery
) -> dict[str, object]:
    plan, annex = volume.plan, volume.plan.annex
    first = volume.start == 0
    part = f" buku {volume.number} dari {volume.of}" if volume.of > 1 else ""
    return {
        "look": look(content.profile),
        "title": f"Lampiran {annex.numeral} Berita Acara Hasil Pemadanan Data{part}",
        "authors": [content.first.name, content.second.name],
        "description": f"Id {content.document_id} versi {content.version}",
        "keywords": ["lampiran berita acara", "pemadanan data"],
        "head": annex_head(content, delivery, annex.numeral, part),
        "watermark": watermark(content, frozen),
        "references": list(plan.title.references),
        "title_lines": list(plan.title.lines) if first else [],
        "title_height": plan.title.height,
        "note": _note(volume),
        "widths": list(plan.widths),
        "aligns": ["r" if heading.startswith("No") else "l" for heading in annex.headings],
        "inset": INSET,
        "table_head": {"height": plan.head.height, "cells": list(plan.head.cells)},
        "pages": [_page(page) for page in volume.pages],
    }


def _page(rows: Sequence[SetRow]) -> dict[str, object]:
    return {"heights": [row.height for row in rows], "cells": [row.cells for row in rows]}


def _note(volume: Volume) -> str:
    rows = len(volume.plan.annex.rows)
    said = f"Jumlah {count_words(rows)} baris"
    return f"{said}, dalam {volume.of} buku" if volume.of > 1 else said


def _references(content: BeritaAcaraContent, annex: AnnexRequest) -> list[str]:
    dots = "…………………………"
    return [
        f"LAMPIRAN {annex.numeral}",
        "BERITA ACARA HASIL PEMADANAN DATA",
        f"NOMOR {content.first.number or dots}",
        f"NOMOR {content.second.number or dots}",
        f"TANGGAL {long_date(content.day).upper()}",
    ]


def _name(content: BeritaAcaraContent, volume: Volume, delivery: AnnexDelivery) -> str:
    numeral = volume.plan.annex.numeral
    tail = f"_buku-{volume.number}" if volume.of > 1 else ""
    document = f"BA_{content.basis.agreement_id}_{content.document_id}"
    return f"{document}_lampiran-{numeral}{tail}_salinan-{delivery.copy}.pdf"
