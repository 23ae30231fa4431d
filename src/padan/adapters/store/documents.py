"""Documents, their signed steps and filed papers; the store refuses a new content once a document is
frozen.
"""

from padan.adapters.store.codec import to_json
from padan.adapters.store.driver import Connection
from padan.adapters.store.rows import from_row, marks, to_row
from padan.domain.document import DocumentRecord, FiledPaper, SignedStep

_columns = """id, kind, agreement_id, run_id, version, state, content, content_hash, created_at, created_by,
    supersedes, frozen"""
_step_columns = "document_id, step, officer_id, public_key, at, content_hash, signature"
_paper_columns = "document_id, name, media_type, sha256, added_at, added_by"

_q_add_document = f"INSERT INTO document ({_columns}) VALUES ({marks(12)})"
_q_update_document = "UPDATE document SET state = ?, content = ?, content_hash = ?, frozen = ? WHERE id = ?"
_q_get_document = f"SELECT {_columns} FROM document WHERE id = ?"
_q_list_documents = f"SELECT {_columns} FROM document WHERE ?1 IS NULL OR agreement_id = ?1 ORDER BY id"
_q_add_step = f"""
INSERT INTO document_step ({_step_columns}, number)
VALUES ({marks(7)}, (SELECT count(*) FROM document_step WHERE document_id = ?))"""
_q_list_steps = f"SELECT {_step_columns} FROM document_step WHERE document_id = ? ORDER BY number"
_q_add_paper = f"INSERT INTO document_paper ({_paper_columns}, content) VALUES ({marks(7)})"
_q_list_papers = f"SELECT {_paper_columns} FROM document_paper WHERE document_id = ? ORDER BY added_at, name"
_q_get_paper = "SELECT content FROM document_paper WHERE document_id = ? AND name = ?"


class DocumentRepository:
    """The port `Documents`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, document: DocumentRecord) -> None:
        self._connection.execute(_q_add_document, to_row(document))

    def update(self, document: DocumentRecord) -> None:
        frozen = None if document.frozen is None else to_json(document.frozen)
        values = (document.state, to_json(document.content), document.content_hash, frozen, document.id)
        self._connection.execute(_q_update_document, values)

    def get(self, document_id: str) -> DocumentRecord | None:
        row = self._connection.execute(_q_get_document, (document_id,)).fetchone()
        return from_row(DocumentRecord, row) if row else None

    def all(self, agreement_id: str | None = None) -> list[DocumentRecord]:
        rows = self._connection.execute(_q_list_documents, (agreement_id,))
        return [from_row(DocumentRecord, row) for row in rows]

    def add_step(self, step: SignedStep) -> None:
        self._connection.execute(_q_add_step, (*to_row(step), step.document_id))

    def steps(self, document_id: str) -> list[SignedStep]:
        return [from_row(SignedStep, row) for row in self._connection.execute(_q_list_steps, (document_id,))]

    def add_paper(self, paper: FiledPaper, content: bytes) -> None:
        self._connection.execute(_q_add_paper, (*to_row(paper), content))

    def papers(self, document_id: str) -> list[FiledPaper]:
        return [from_row(FiledPaper, row) for row in self._connection.execute(_q_list_papers, (document_id,))]

    def paper(self, document_id: str, name: str) -> bytes | None:
        row = self._connection.execute(_q_get_paper, (document_id, name)).fetchone()
        return bytes(row[0]) if row else None
