"""Usage faults of click as codes of the catalogue, each kind with its own; shows nothing."""

import click

from padan.cli.parsing import UnknownVerb
from padan.common.codes import cli as codes
from padan.common.errors import UserFault


def usage_fault(error: click.UsageError) -> UserFault:
    """Return the fault for a command line that could not be understood."""
    command = error.ctx.command_path if error.ctx is not None else "padanctl"
    if isinstance(error, UnknownVerb):
        return UserFault(codes.VERB_UNKNOWN, verb=error.verb, command=command, hint=_hint(list(error.near)))
    if isinstance(error, click.NoSuchOption):
        near = list(error.possibilities or [])
        return UserFault(codes.OPTION_UNKNOWN, option=error.option_name, command=command, hint=_hint(near))
    if isinstance(error, click.BadOptionUsage):
        return UserFault(codes.OPTION_MISUSED, option=error.option_name, command=command)
    if isinstance(error, click.MissingParameter):
        return UserFault(codes.INPUT_MISSING, input=_named(error), command=command)
    if isinstance(error, click.BadParameter):
        return UserFault(codes.INPUT_INVALID, input=_named(error), detail=error.message, command=command)
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return UserFault(codes.VERB_MISSING, command=command)
    return UserFault(codes.INPUT_EXTRA, command=command)


def _named(error: click.BadParameter) -> str:
    if error.param is None:
        return "masukan"
    if isinstance(error.param, click.Option):
        return f"opsi `{max(error.param.opts, key=len)}`"
    return f"masukan {error.param.human_readable_name}"


def _hint(near: list[str]) -> str:
    return f"Mungkin maksudnya: {', '.join(near)}. " if near else ""
