"""The grammar of padanctl on top of click: Indonesian help, verbs loaded when named, options valid on
either side.

Knows no use case. Usage faults become codes of the catalogue in `usage`.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import click

from padan.cli.desk import Desk

Decorator = Callable[[Callable[..., Any]], Any]


class UnknownVerb(click.UsageError):
    """A verb that does not exist; `near` are the group's verbs that look like it."""

    def __init__(self, verb: str, near: Sequence[str], ctx: click.Context) -> None:
        super().__init__(verb, ctx)
        self.verb = verb
        self.near = near


class CommonOption(click.Option):
    """An option every verb understands, before or after it; it lands in the desk's wishes."""


class Opt(click.Option):
    """An option whose help says in Indonesian that it must be given."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None:
            return None
        spec, text = record
        return spec, text.replace("[required]", "[wajib]").replace("; required]", "; wajib]")


def _keep(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    desk = ctx.find_object(Desk)
    if desk is not None and value not in (None, False):
        setattr(desk.wishes, str(option.name), value)


def common_options() -> list[click.Parameter]:
    """Return fresh instances of the options valid everywhere."""

    def make(*names: str, **more: Any) -> click.Parameter:
        return CommonOption(names, expose_value=False, callback=_keep, **more)

    return [
        make(
            "--workspace",
            metavar="FOLDER",
            help="Folder ruang kerja (variabel PADAN_WORKSPACE).",
            type=click.Path(),
        ),
        make("--officer", metavar="NAMA", help="Petugas yang bekerja (variabel PADAN_OFFICER)."),
        make(
            "--passphrase-file",
            metavar="BERKAS",
            help="Berkas berisi sandi (variabel PADAN_PASSPHRASE, atau ditanyakan).",
            type=click.Path(),
        ),
        make("--json", is_flag=True, help="Tulis satu objek JSON ke keluaran baku."),
    ]


class _Indonesian(click.Command):
    """Help pages in Indonesian; a mixin for verbs and groups."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Pemakaian: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        return

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own: list[tuple[str, str]] = []
        common: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                (common if isinstance(param, CommonOption) or param.name == "help" else own).append(record)
        for title, records in (("Opsi", own), ("Opsi umum", common)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Tampilkan bantuan ini."
        return option


class Verb(_Indonesian):
    """One verb. `example` is shown at the foot of its help."""

    def __init__(self, *args: Any, example: str = "", **more: Any) -> None:
        more["params"] = [*more.get("params", []), *common_options()]
        if example:
            more["epilog"] = f"\b\nContoh:\n  {example}"
        more["options_metavar"] = "[OPSI]"
        super().__init__(*args, **more)


class VerbGroup(_Indonesian, click.Group):
    """A group whose verbs are `module:function`, imported when named; the table also holds their one-line
    help.
    """

    def __init__(self, *args: Any, verbs: dict[str, tuple[str, str]] | None = None, **more: Any) -> None:
        more["params"] = [*more.get("params", []), *common_options()]
        more |= {"options_metavar": "[OPSI]", "subcommand_metavar": "PERINTAH …"}
        super().__init__(*args, **more)
        self._verbs = verbs or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._verbs, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self._verbs:
            module, function = self._verbs[cmd_name][0].split(":")
            found: click.Command = getattr(import_module(module), function)
            return found
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        found = self.get_command(ctx, args[0])
        if found is None and not args[0].startswith("-"):
            raise UnknownVerb(args[0], _near(args[0], self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, short) for name, (_where, short) in self._verbs.items()]
        rows += [(name, one.get_short_help_str(80)) for name, one in self.commands.items()]
        with formatter.section("Perintah"):
            formatter.write_dl(rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


def _near(word: str, known: Sequence[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word, known)


def group(name: str, help_text: str) -> VerbGroup:
    """Return an empty group of verbs."""
    return VerbGroup(name, help=help_text)


def verb(within: click.Group, name: str, help_text: str, example: str) -> Decorator:
    """Make the function below the verb `name` of a group."""

    def decorate(function: Callable[..., Any]) -> Any:
        return within.command(name, cls=Verb, help=help_text, example=example)(click.pass_obj(function))

    return decorate


def lone_verb(name: str, help_text: str, example: str) -> Decorator:
    """Make the function below a verb of its own."""

    def decorate(function: Callable[..., Any]) -> Any:
        return click.command(name, cls=Verb, help=help_text, example=example)(click.pass_obj(function))

    return decorate


def option(*names: str, **more: Any) -> Decorator:
    """Declare an option of a verb."""
    return click.option(*names, cls=Opt, **more)


argument = click.argument
