"""The code mapping of the rule set: code, name, old name and abbreviation of the same thing give one key; no
frames here.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import cast

from padan.matching.rules import RuleSet

_JUNK = re.compile(r"[^A-Z0-9]+")
_AHLI = re.compile(r"^(?P<group>.+?) (?P<level>AHLI (?:PERTAMA|MUDA|MADYA|UTAMA))$")
_ROMAN_RANK = re.compile(r"\b(I|II|III|IV|[1-4]) ?([A-E])\b")
_DIGITS_TO_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}
UNKNOWN_ID = "ID:"
"""Marks a key made of a code that no mapping knows; it can only be compared with another code."""


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Return the text upper case, without marks and punctuation, `&` as DAN, single spaces."""
    upper = text.upper()
    if not upper.isascii():
        upper = "".join(c for c in unicodedata.normalize("NFKD", upper) if not unicodedata.combining(c))
    return _JUNK.sub(" ", upper.replace("&", " DAN ")).strip()


@lru_cache(maxsize=4)
def code_mapping(rules: RuleSet) -> "CodeMapping":
    """Return the lookups of a rule set, built once."""
    return CodeMapping(rules)


class CodeMapping:
    """Lookups built once per rule set; every method returns a key that is equal for the same thing, '' for
    nothing.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._short = {key: str(value) for key, value in rules.entries("abbreviations").items()}
        self._tables = {
            name: _Table(rules.rows(name), self.words)
            for name in (
                "kedudukan_hukum",
                "jenis_pegawai",
                "tingkat_pendidikan",
                "instansi",
                "satuan_kerja",
                "golongan",
            )
        }
        self._levels, self._labels = _levels(rules)
        self._positions(rules)
        self._statuses = rules.statuses
        self._sexes = rules.sexes

    def words(self, text: str) -> str:
        """Return the plain text with the mapping's abbreviations written out."""
        return " ".join(self._short.get(word, word) for word in plain(text).split())

    def coded(self, table: str, code: str | None, name: str | None, learnt: Mapping[str, str]) -> str:
        """Return the key of a code and/or name. `learnt` maps codes to names seen side by side in
        the data.
        """
        known = self._tables.get(table)
        if name:
            words = self.words(name)
            return known.by_name.get(words, words) if known else words
        if not code:
            return ""
        if known and code in known.by_code:
            return known.by_code[code]
        if code in learnt:
            return self.coded(table, None, learnt[code], {})
        return UNKNOWN_ID + code

    def rank(self, code: str | None, name: str | None, learnt: Mapping[str, str]) -> str:
        """Return the key of a golongan ruang, given as code, `III/c`, `IIIc`, pangkat, or pangkat with
        golongan.
        """
        if name:
            found = _ROMAN_RANK.search(plain(name.replace("/", " ")))
            if found:
                grade = _DIGITS_TO_ROMAN.get(found[1], found[1])
                name = f"{grade}/{found[2].lower()}"
        return self.coded("golongan", code, name, learnt)

    def status(self, text: str | None) -> str:
        """Return C, P or PPPK, or the words themselves."""
        words = plain(text or "")
        return self._statuses.get(words, words)

    def sex(self, text: str | None) -> str:
        """Return M or F, or the words themselves."""
        words = plain(text or "")
        return self._sexes.get(words, words)

    def level_label(self, level: str) -> str:
        """Return a level's name for people."""
        return self._labels.get(level, level)

    def position(self, code: str | None, name: str | None, level: str | None) -> tuple[str, str]:
        """Return (group, level) of a position: by its own words first, then by its code; the level column
        decides the level where it says something.
        """
        group, found = self._by_name(name) if name else ("", "")
        if code and not group:
            group, found = self._by_code.get(code, (UNKNOWN_ID + code, ""))
        elif code and not found and self._by_code.get(code, ("", ""))[0] == group:
            found = self._by_code[code][1]
        stated = self._level(level) if level else ""
        return group, stated or found

    def _level(self, text: str) -> str:
        words = plain(text)
        return self._levels.get(words, words)

    def _by_name(self, name: str) -> tuple[str, str]:
        words = self.words(name)
        known = self._names.get(words)
        if known:
            return known
        split = _AHLI.match(words)
        if split:
            return self._group(split["group"]), self._levels[split["level"]]
        for ending, level in self._endings:
            if words.endswith(ending):
                group = words[: -len(ending)]
                if ending not in _BARE or self._group(group) in self._bare_groups:
                    return self._group(group), level
        return self._group(words), ""

    def _group(self, words: str) -> str:
        return self._aliases.get(words, words)

    def _positions(self, rules: RuleSet) -> None:
        groups = cast("list[dict[str, object]]", rules.mapping["position_groups"])
        self._aliases: dict[str, str] = {}
        self._bare_groups: set[str] = set()
        for group in groups:
            target = self.words(str(group["name"]))
            for alias in cast("Sequence[str]", group["aliases"]):
                self._aliases[self.words(alias)] = target
                self._aliases[plain(alias)] = target
            if group["bare_levels"]:
                self._bare_groups.add(target)
        self._names: dict[str, tuple[str, str]] = {}
        self._by_code: dict[str, tuple[str, str]] = {}
        for code, short, name, group_name, level in rules.rows("positions"):
            key = (self._group(self.words(group_name)), level)
            self._names.setdefault(self.words(name), key)
            self._by_code.update({text: key for text in (code, short) if text})
        endings = [
            (" " + word, level)
            for word, level in self._levels.items()
            if len(word) > 2 and word[:4] != "AHLI"
        ]
        self._endings = sorted(endings, key=lambda pair: (-len(pair[0]), pair[0]))


_BARE = frozenset({" PERTAMA", " MUDA", " MADYA", " UTAMA", " PELAKSANA"})


def _levels(rules: RuleSet) -> tuple[dict[str, str], dict[str, str]]:
    table = cast("dict[str, dict[str, object]]", rules.mapping["levels"])
    words: dict[str, str] = {}
    for code, level in table.items():
        words.update(dict.fromkeys(cast("list[str]", level["words"]), code))
        words[code] = code
    return words, {code: str(level["label"]) for code, level in table.items()}


class _Table:
    """One table of the mapping: rows of code, second code (or the visible name), name, further names."""

    def __init__(self, rows: Sequence[Sequence[str]], spell: Callable[[str], str]) -> None:
        self.by_code: dict[str, str] = {}
        self.by_name: dict[str, str] = {}
        for row in rows:
            key = spell(row[2]) or UNKNOWN_ID + row[0]
            for code in (row[0], row[1]):
                if code:
                    self.by_code.setdefault(code, key)
            for name in row[1:]:
                if name:
                    self.by_name.setdefault(spell(name), key)
