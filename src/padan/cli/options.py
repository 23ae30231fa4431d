"""Options that several verbs share, and the kinds of value they take; knows no use case."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from padan.cli.parsing import Decorator, option
from padan.common.codes import cli as codes
from padan.common.errors import UserFault
from padan.domain.disclosure import GROUNDS, DisclosureNote


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day as 2026-11-23 (or 23-11-2026)."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; the failure names the form wanted."""
        if isinstance(value, date):
            return value
        text = str(value)
        try:
            if text[2:3] == "-" and text[5:6] == "-":
                text = f"{text[6:]}-{text[3:5]}-{text[:2]}"
            return date.fromisoformat(text)
        except ValueError:
            self.fail("tanggal ditulis TTTT-BB-HH, misalnya 2026-11-23", param, ctx)


class Count(click.IntRange):
    """A whole number from `min` on."""

    name = "bilangan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; the failure says which are allowed."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            upper = f" sampai {self.max}" if self.max is not None else " ke atas"
            self.fail(f"harus bilangan bulat {self.min}{upper}", param, ctx)


class Choice(click.Choice[str]):
    """One of a few words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; the failure lists them."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail("pilih salah satu dari " + ", ".join(str(one) for one in self.choices), param, ctx)


DAY = Day()
ROW = Count(min=0)

dry_run = option("--dry-run", is_flag=True, help="Uji coba: periksa semuanya, jangan simpan apa pun.")


def paging(limit: int) -> Decorator:
    """Declare --offset and --limit."""

    def decorate(function: Callable[..., Any]) -> Any:
        function = option(
            "--limit", type=Count(min=1), default=limit, metavar="N", help=f"Paling banyak N ({limit})."
        )(function)
        return option("--offset", type=Count(min=0), default=0, metavar="N", help="Lewati N yang pertama.")(
            function
        )

    return decorate


def disclosure(function: Callable[..., Any]) -> Any:
    """Declare the options of a plain-text export: what a disclosure records for ever."""
    grounds = "; ".join(f"{code}: {text}" for code, text in GROUNDS.items())
    function = option("--ground", type=Choice(list(GROUNDS)), default="exchange", help=f"Dasar ({grounds}).")(
        function
    )
    function = option("--purpose", default="", metavar="TEKS", help="Keperluan, dicatat selamanya.")(function)
    function = option("--recipient", default="", metavar="TEKS", help="Penerima, dicatat selamanya.")(
        function
    )
    return target(function)


def target(function: Callable[..., Any]) -> Any:
    """Declare --out and --force for a file to be written."""
    function = option("--force", is_flag=True, help="Ganti berkas tujuan bila sudah ada.")(function)
    return option("--out", required=True, type=click.Path(), metavar="BERKAS", help="Berkas tujuan.")(
        function
    )


def note_of(given: dict[str, Any]) -> DisclosureNote:
    """Return the disclosure note out of a verb's options."""
    return DisclosureNote(given["recipient"], given["purpose"], given["ground"])


def target_of(given: dict[str, Any]) -> Path:
    """Return the file to write; UserFault OUTPUT_EXISTS unless it is new or --force was given."""
    path = Path(given["out"])
    if path.exists() and not given["force"]:
        raise UserFault(codes.OUTPUT_EXISTS, file=path.name)
    if not path.parent.is_dir():
        raise UserFault(codes.OUTPUT_FOLDER_IS_FILE, folder=path.parent.name)
    return path


def existing(name: str) -> Path:
    """Return the path of an input file; UserFault INPUT_FILE_MISSING when there is none."""
    path = Path(name)
    if not path.is_file():
        raise UserFault(codes.INPUT_FILE_MISSING, file=path.name or name)
    return path
