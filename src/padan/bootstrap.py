"""The composition root: the only place that builds adapters; short, explicit, without side effects at import.

Adapters with heavy libraries are imported when first used, so that the unlock window and short commands
start quickly.
"""

import json
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from padan.common.clock import Clock, SystemClock
from padan.common.places import resources
from padan.common.progress import Cancel, Progress
from padan.domain.agreement import Agreement, parse_agreement
from padan.domain.scope import Scope, parse_scope
from padan.domain.web.profile import ServiceProfile, parse_profile
from padan.services.ports.tools import Signatures, Tools

if TYPE_CHECKING:
    from padan.domain.intake import IntakeReport, Preview, ReadOptions, ReadRegister, RowSink, TextStream
    from padan.matching.table import Table
    from padan.services.ports.documents import DocumentMaker
    from padan.services.ports.packages import Carrier, Packages
    from padan.services.ports.web import SiasnService
    from padan.services.ports.workspace import Workspaces


class ShippedResources:
    """Agreements, scopes, rules and weights as files under `resources/`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def agreements(self) -> Sequence[Agreement]:
        files = sorted((self._folder / "agreements").glob("*.toml"))
        return [parse_agreement(tomllib.loads(one.read_text(encoding="utf-8"))) for one in files]

    def scopes(self, agreement_id: str) -> Sequence[Scope]:
        files = sorted((self._folder / "scopes").glob("*.toml"))
        scopes = [parse_scope(tomllib.loads(one.read_text(encoding="utf-8"))) for one in files]
        return [one for one in scopes if one.agreement_id == agreement_id]

    def rules(self) -> bytes:
        return _newest(self._folder / "references" / "rules")

    def quality_weights(self) -> bytes:
        return _newest(self._folder / "references" / "quality")

    def profiles(self) -> Sequence[ServiceProfile]:
        files = sorted((self._folder / "profiles").glob("*.json"))
        return [parse_profile(json.loads(one.read_text(encoding="utf-8"))) for one in files]


def _newest(folder: Path) -> bytes:
    """Return the newest version by name; older ones stay, so that old runs can be repeated."""
    return max(folder.glob("*.json"), key=lambda one: one.name).read_bytes()


class LazyReader:
    """Loads the table adapter (polars) when the first file is read."""

    def read(
        self,
        path: Path,
        options: "ReadOptions",
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> "ReadRegister":
        from padan.adapters.tables.reader import read_register

        return read_register(path, options, progress=progress, cancel=cancel)

    def read_both(
        self,
        paths: tuple[Path, Path],
        options: "ReadOptions",
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> "tuple[ReadRegister, ReadRegister]":
        from padan.adapters.tables.both import read_both

        return read_both(paths, options, progress=progress, cancel=cancel)

    def read_in_parts(
        self,
        path: "Path | TextStream",
        options: "ReadOptions",
        sink: "RowSink",
        *,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> "IntakeReport":
        from padan.adapters.tables.parts import read_in_parts

        return read_in_parts(path, options, sink, progress=progress, cancel=cancel)

    def preview(self, path: Path, options: "ReadOptions") -> "Preview":
        from padan.adapters.tables.preview import preview_register

        return preview_register(path, options)


class LazyWriter:
    """Loads the table writers when the first export is written."""

    def write(self, table: "Table", target: Path, *, sheet: str, headers: dict[str, str]) -> str:
        from padan.adapters.tables.writers import write_table

        return write_table(table, target, sheet=sheet, headers=headers)

    def write_frame(self, table: "Table", target: Path) -> None:
        from padan.adapters.tables.frames import write_frame

        write_frame(table, target)


class WhenNeeded:
    """Stands for an adapter and builds it when its first method is asked for; `build` runs at most once."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self._build = build

    def __getattr__(self, name: str) -> Any:
        built = self.__dict__.setdefault("_built", None) or self._build()
        self.__dict__["_built"] = built
        return getattr(built, name)


def build_tools(clock: Clock | None = None) -> Tools:
    """Return the tools every front end hands to the use cases."""
    from padan.adapters.files.plain_files import PlainFiles

    clock = clock or SystemClock()
    folder = resources()
    workspaces: Any = WhenNeeded(lambda: _workspaces(clock, folder))
    documents: Any = WhenNeeded(lambda: _documents(folder))
    signatures: Any = WhenNeeded(_signatures)
    packages: Any = WhenNeeded(lambda: _packages(clock))
    carrier: Any = WhenNeeded(_carrier)
    siasn: Any = WhenNeeded(_siasn)
    return Tools(
        workspaces=workspaces,
        reader=LazyReader(),
        writer=LazyWriter(),
        documents=documents,
        shipped=ShippedResources(folder),
        files=PlainFiles(),
        signatures=signatures,
        packages=packages,
        carrier=carrier,
        siasn=siasn,
        clock=clock,
    )


def _workspaces(clock: Clock, folder: Path) -> "Workspaces":
    from padan.adapters.keyring_secrets.device_secret import DeviceSecrets
    from padan.adapters.workspace.passphrase_rules import shipped_policy
    from padan.adapters.workspace.workspaces import FolderWorkspaces

    return FolderWorkspaces(clock, shipped_policy(folder), DeviceSecrets(), "padan")


def _documents(folder: Path) -> "DocumentMaker":
    from padan.adapters.documents.maker import PdfDocuments

    return PdfDocuments(folder)


def _signatures() -> Signatures:
    from padan.adapters.vault.signatures import Ed25519Signatures

    return Ed25519Signatures()


def _packages(clock: Clock) -> "Packages":
    from padan.adapters.package.packages import FilePackages

    return FilePackages(clock)


def _carrier() -> "Carrier":
    from padan.adapters.files.carrier import FileCarrier

    return FileCarrier()


def _siasn() -> "SiasnService":
    from padan.adapters.web.siasn_reader import SiasnReader

    return SiasnReader()
