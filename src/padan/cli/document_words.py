"""A document in JSON and in words: state, numbers, counts, signed steps, papers; no personal data but
signatories.
"""

from padan.cli.vocabulary import word
from padan.cli.words import pairs, short, table
from padan.domain.berita_acara import BeritaAcaraContent
from padan.domain.berita_acara_parts import ClassCounts
from padan.domain.document import DocumentRecord
from padan.services.compose_document import DocumentView

STEP_STATES = {"prepare": "disusun", "verify": "diverifikasi", "approve": "disahkan"}
COUNTS = {
    "identical": "padan seluruh unsur",
    "differing": "padan dengan perbedaan",
    "only_here": "tidak ditemukan pada pihak lain",
    "duplicate": "ganda",
    "invalid": "identitas tidak sah",
    "review": "perlu penelaahan bersama",
}


def document_values(document: DocumentRecord) -> dict[str, object]:
    """Return a document without its content."""
    return {
        "id": document.id,
        "kind": document.kind,
        "agreement": document.agreement_id,
        "run": document.run_id,
        "version": document.version,
        "state": document.state,
        "content_hash": document.content_hash,
        "created_at": document.created_at,
        "created_by": document.created_by,
        "supersedes": document.supersedes,
        "frozen": document.frozen is not None,
    }


def view_values(view: DocumentView) -> dict[str, object]:
    """Return a document with content, steps and papers."""
    return {
        **document_values(view.document),
        "content": view.document.content,
        "steps": [
            {
                "step": one.step,
                "officer": one.officer_id,
                "public_key": one.public_key,
                "at": one.at,
                "content_hash": one.content_hash,
                "signature": one.signature,
            }
            for one in view.steps
        ],
        "papers": [
            {"name": one.name, "media_type": one.media_type, "sha256": one.sha256, "added_at": one.added_at}
            for one in view.papers
        ],
    }


def document_text(document: DocumentRecord, view: DocumentView | None = None) -> str:
    """Return the facts of a document, Table 1, and with a view its steps and papers."""
    content = BeritaAcaraContent.from_dict(document.content)
    facts = {
        "Dokumen": f"{document.id} (versi {document.version})",
        "Keadaan": word("document_state", document.state),
        "Perihal": content.subject,
        "Periode": content.period,
        "Tempat, tanggal": f"{content.place}, {content.day:%d-%m-%Y}",
        f"Nomor {content.first.short_name}": content.first.number,
        f"Nomor {content.second.short_name}": content.second.number,
        "Pejabat": f"{content.first.official.name} · {content.second.official.name}",
        "Sidik isi": document.content_hash,
    }
    parts = [pairs(facts), _counts_text(content)]
    if view is not None:
        steps = [
            (word("document_state", STEP_STATES.get(one.step, one.step)), one.at, one.officer_id)
            for one in view.steps
        ]
        parts.append(table(("Langkah", "Waktu", "Petugas"), steps))
        papers = [(one.name, one.media_type, short(one.sha256)) for one in view.papers]
        parts.append(table(("Berkas", "Jenis", "Sidik"), papers, "Belum ada berkas."))
    return "\n\n".join(parts)


def _counts_text(content: BeritaAcaraContent) -> str:
    def count(counts: ClassCounts, name: str) -> int:
        return int(getattr(counts, name))

    rows = [
        (label, count(content.counts_first, name), count(content.counts_second, name))
        for name, label in COUNTS.items()
    ]
    rows.append(("jumlah", content.counts_first.total(), content.counts_second.total()))
    return table(("Hasil", content.first.short_name, content.second.short_name), rows)
