"""`padanctl init`: makes a workspace; the recovery key is shown here once and kept nowhere."""

from pathlib import Path
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.officer_options import PROFILE, personal, roles_of
from padan.cli.options import Choice, Count, dry_run
from padan.cli.parsing import lone_verb, option
from padan.cli.passphrases import FIRST_PASSPHRASE, obtain
from padan.cli.shapes import officer_values
from padan.cli.words import pairs
from padan.common.codes import store as store_codes
from padan.common.errors import UserFault
from padan.domain.officer import Role
from padan.domain.workspace import HIGHEST_COST, LOWEST_COST, KeyCost
from padan.services.open_workspace import MakeWorkspace, NewOfficer, Opened, lock, make_workspace

PARTIES = ("dpr", "kemendes", "bkn")
FIRST_ROLES = (Role.ADMIN, Role.PETUGAS)


@lone_verb(
    "init",
    "Membuat ruang kerja dengan petugas pertamanya dan perjanjian pihak itu.\n\n"
    "Kunci pemulihan ditampilkan sekali ini saja: cetak, segel, simpan di brankas.",
    'padanctl --workspace /data/padan --officer sari init --party dpr --name "Sari Dewi"',
)
@option("--party", required=True, type=Choice(PARTIES), help="Pihak pemilik ruang kerja ini.")
@option("--training", is_flag=True, help="Tandai sebagai ruang latihan.")
@personal
@option(
    "--key-memory-mib",
    type=Count(min=64, max=HIGHEST_COST.memory_kib // 1024),
    metavar="MIB",
    help="Memori penurunan kunci sandi.",
)
@option(
    "--key-passes",
    type=Count(min=3, max=HIGHEST_COST.passes),
    metavar="N",
    help="Putaran penurunan kunci sandi.",
)
@dry_run
def init(desk: Desk, **given: Any) -> Answer:
    """Make the workspace; without key options the cost is calibrated to about a second."""
    folder = desk.folder()
    login = desk.named_officer() or "admin"
    _refuse_occupied(folder)
    passphrase = obtain(FIRST_PASSPHRASE, desk.wishes.passphrase_file)
    profile = {key: given[key] or "" for key in PROFILE}
    roles = roles_of(given["role"]) or frozenset(FIRST_ROLES)
    profile["name"] = profile["name"] or login
    first = NewOfficer(login, passphrase=passphrase, roles=roles, **profile)
    wish = MakeWorkspace(given["party"], first, training=given["training"], cost=_cost(given))
    if given["dry_run"]:
        return _rehearsed(folder, wish)
    with desk.interrupts.shielded():
        return _made(folder, make_workspace(desk.tools, folder, wish))


def _refuse_occupied(folder: Path) -> None:
    if (folder / "vault.json").exists():
        raise UserFault(store_codes.WORKSPACE_EXISTS, folder=str(folder))


def _cost(given: dict[str, Any]) -> KeyCost | None:
    mib, passes = given["key_memory_mib"], given["key_passes"]
    if mib is None and passes is None:
        return None
    memory = mib * 1024 if mib is not None else LOWEST_COST.memory_kib
    return KeyCost(memory, passes or LOWEST_COST.passes, LOWEST_COST.lanes)


def _rehearsed(folder: Path, wish: MakeWorkspace) -> Answer:
    values: dict[str, object] = {
        "workspace": {"folder": str(folder), "party": wish.party, "training": wish.training},
        "officer": {"login": wish.first.login, "roles": wish.first.roles},
        "dry_run": True,
    }
    return Answer(values, f"Ruang kerja {wish.party} akan dibuat di {folder}.")


def _made(folder: Path, opened: Opened) -> Answer:
    session = opened.session
    try:
        with session.store.reading() as records:
            agreements = [one.id for one in records.agreements.all()]
        party, training = session.store.party, session.store.training
    finally:
        lock(session)
    values: dict[str, object] = {
        "workspace": {"folder": str(folder), "party": party, "training": training},
        "officer": officer_values(session.officer),
        "agreements": agreements,
        "recovery_key": opened.recovery_key,
    }
    text = pairs(
        {
            "Ruang kerja": str(folder),
            "Pihak": party,
            "Petugas pertama": session.officer.login,
            "Perjanjian": ", ".join(agreements),
        }
    )
    key = f"\n\nKunci pemulihan (hanya ditampilkan sekali ini):\n\n    {opened.recovery_key}\n\n"
    return Answer(
        values, text + key + "Cetak, masukkan amplop bersegel, simpan di brankas.", must_arrive=True
    )
