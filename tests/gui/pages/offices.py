"""Offices in a state of work, made by the use cases themselves."""

from pathlib import Path

from padan.bootstrap import build_tools
from padan.domain.run import Verdict
from padan.services.compose_content import ComposeWish
from padan.services.compose_document import compose
from padan.services.open_workspace import lock, unlock
from padan.services.propose_corrections import ProposeRequest, propose
from padan.services.review_pairs import DecisionWish, decide, queue
from padan.services.show_results import runs
from padan.services.sign_documents import verify_step


def write_papers(folder: Path, passphrase: str) -> None:
    """Decide one pair, propose corrections, compose a berita acara and let a second person check it."""
    tools = build_tools()
    session = unlock(tools, folder, "sari", passphrase)
    run = runs(session)[0]
    propose(session, ProposeRequest(run.id))
    document = compose(session, ComposeWish(run.id, number_first="KS.01.03/4/11/2026"))
    lock(session)
    session = unlock(tools, folder, "budi", passphrase)
    verify_step(session, tools, document.id)
    lock(session)
    session = unlock(tools, folder, "sari", passphrase)
    first = queue(session, run.id).items[0].line
    decide(session, run.id, DecisionWish(first.row_a, first.row_b, Verdict.SAME, "Nama dan lahir sama"))
    lock(session)
