"""The guide's pages as text: their order, titles, which belongs to a screen, and a search; draws nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from PySide6.QtGui import QKeySequence

from padan.common.places import resources
from padan.gui.actions import ACTIONS
from padan.gui.texts import language, t

_HEADING = re.compile(r"^#+\s+", re.MULTILINE)
_SHORTCUTS = "pintasan"
_FIRST = "mulai"


@dataclass(frozen=True)
class Page:
    """One page: its name (the file's), title and Markdown."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A page found, with the words around the place."""

    page: Page
    around: str


def pages() -> Sequence[Page]:
    """Return every page in the order of `isi.txt`, the list of shortcuts among them."""
    return _pages("id") if language() == "id" or not _folder("en").is_dir() else _pages(language())


@cache
def _pages(code: str) -> tuple[Page, ...]:
    folder = _folder(code)
    names = (folder / "isi.txt").read_text(encoding="utf-8").split()
    made = []
    for name in names:
        text = shortcuts_page() if name == _SHORTCUTS else (folder / f"{name}.md").read_text(encoding="utf-8")
        made.append(Page(name, text.partition("\n")[0].lstrip("# ").strip(), text))
    return tuple(made)


def _folder(code: str) -> Path:
    return resources() / "guide" / code


def page(name: str) -> Page:
    """Return the page called `name`, the first page when there is none of that name."""
    listed = {one.name: one for one in pages()}
    return listed.get(name) or listed.get(_FIRST) or pages()[0]


def search(text: str) -> list[Hit]:
    """Return pages with every word of `text`, those with the words in their title first."""
    wanted = text.casefold().split()
    if not wanted:
        return []
    found = [one for one in pages() if all(word in one.text.casefold() for word in wanted)]
    found.sort(key=lambda one: not all(word in one.title.casefold() for word in wanted))
    return [Hit(one, _around(one.text, wanted[0])) for one in found]


def _around(text: str, word: str) -> str:
    body = _HEADING.sub("", text.partition("\n")[2])
    plain = " ".join(re.sub(r"[*`#|\[\]]|\([\w-]+\.md\)|-{3,}", "", body).split())
    place = max(plain.casefold().find(word), 0)
    start = max(place - 40, 0)
    return ("… " if start else "") + plain[start : place + 60].strip() + " …"


def shortcuts_page() -> str:
    """Return the list of shortcuts, made of the table of actions."""
    lines = [f"# {t('help.shortcuts_title')}", "", f"| {t('help.keys')} | {t('help.does')} |", "|---|---|"]
    lines += [f"| {keys} | {does} |" for keys, does in shortcuts()]
    return "\n".join((*lines, "", t("help.shortcuts_more")))


def shortcuts() -> list[tuple[str, str]]:
    """Return (keys, words) of every action with a shortcut, by the table of actions, and of the screens."""
    found = [
        (QKeySequence(one.shortcut).toString(QKeySequence.SequenceFormat.NativeText), one.text)
        for one in ACTIONS.values()
        if one.shortcut
    ]
    screens = [(f"Ctrl+{number}", t("help.screen", number=number)) for number in range(1, 10)]
    screens.append(("Ctrl+,", t("preferences.name")))
    return [(escape(keys), does) for keys, does in (*found, *screens)]
