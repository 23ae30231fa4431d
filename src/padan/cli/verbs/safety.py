"""`padanctl backup|restore|check|rekey`: keeping the store safe."""

from pathlib import Path
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import dry_run, existing
from padan.cli.parsing import argument, lone_verb, option
from padan.cli.passphrases import NEW_PASSPHRASE, RECOVERY_KEY, obtain
from padan.cli.words import number, pairs, table
from padan.common.codes import cli as codes
from padan.common.codes import store as store_codes
from padan.common.errors import EnvironmentFault, UserFault
from padan.services import back_up
from padan.services.open_workspace import lock, look, recover


@lone_verb(
    "backup",
    "Membuat cadangan terenkripsi di berkas baru; diperiksa dengan membukanya.",
    "padanctl backup /media/usb/padan-2026-11-23.padanbackup",
)
@argument("target", metavar="BERKAS")
@dry_run
def backup(desk: Desk, target: str, dry_run: bool) -> Answer:
    """Write a verified backup."""
    path = Path(target)
    with desk.writing(dry_run=dry_run) as work:
        made = back_up.back_up(work.session, work.tools, path, work.progress, work.cancel)
    values: dict[str, object] = {
        "file": str(made.path),
        "bytes": made.size_bytes,
        "sha256": made.sha256,
        "dry_run": dry_run,
    }
    facts = pairs({"Cadangan": str(made.path), "Byte": made.size_bytes, "Sidik": made.sha256})
    return Answer(values, f"Cadangan akan ditulis ke {path}." if dry_run else facts)


@lone_verb(
    "restore",
    "Memulihkan cadangan ke folder kosong. Dengan kunci pemulihan, petugas pada --officer mendapat "
    "sandi baru.",
    "padanctl --officer sari restore padan.padanbackup --to /data/pulih --recovery-key-file kunci.txt",
)
@argument("file", metavar="BERKAS")
@option("--to", metavar="FOLDER", help="Folder kosong (atau --workspace).")
@option("--recover", is_flag=True, help="Buka dengan kunci pemulihan dan beri sandi baru.")
@option(
    "--recovery-key-file",
    metavar="BERKAS",
    help="Berkas berisi kunci pemulihan (variabel PADAN_RECOVERY_KEY).",
)
@option(
    "--new-passphrase-file",
    metavar="BERKAS",
    help="Berkas berisi sandi baru (variabel PADAN_NEW_PASSPHRASE).",
)
@dry_run
def restore_backup(desk: Desk, **given: Any) -> Answer:
    """Restore a backup; it is opened by passphrase, or at once by the recovery key."""
    path = existing(given["file"])
    folder = Path(given["to"]) if given["to"] else desk.folder()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserFault(store_codes.FOLDER_NOT_EMPTY, folder=str(folder))
    wanted = given["recover"] or given["recovery_key_file"]
    key = obtain(RECOVERY_KEY, given["recovery_key_file"]) if wanted else None
    new = obtain(NEW_PASSPHRASE, given["new_passphrase_file"]) if wanted else None
    if given["dry_run"]:
        values = {"folder": str(folder), "recovered": None, "dry_run": True}
        return Answer(values, f"{path.name} akan dipulihkan ke {folder}.")
    with desk.interrupts.shielded():
        back_up.restore(desk.tools, path, folder)
        recovered = _recovered(desk, folder, key, new) if key and new else None
    return _restored(desk, folder, recovered)


def _recovered(desk: Desk, folder: Path, key: str, new: str) -> str:
    desk.wishes.workspace = str(folder)
    login = desk.login()
    lock(recover(desk.tools, folder, key, login, new))
    return login


def _restored(desk: Desk, folder: Path, recovered: str | None) -> Answer:
    overview = look(desk.tools, folder)
    values: dict[str, object] = {
        "folder": str(folder),
        "party": overview.party,
        "training": overview.training,
        "officers": [one.login for one in overview.officers],
        "recovered": recovered,
        "dry_run": False,
    }
    facts = {"Dipulihkan ke": str(folder), "Pihak": overview.party, "Sandi baru untuk": recovered}
    return Answer(values, pairs(facts))


@lone_verb("check", "Memeriksa keutuhan ruang kerja halaman demi halaman.", "padanctl check")
def check(desk: Desk) -> Answer:
    """Check the store; damage ends with the environment's status."""
    with desk.reading() as work:
        damage = back_up.check_store(work.session, work.tools)
    values: dict[str, object] = {"intact": not damage, "damage": damage}
    if not damage:
        return Answer(values, "Ruang kerja utuh.")
    fault = EnvironmentFault(codes.STORE_HAS_DAMAGE, places=number(len(damage)))
    return Answer(values, table(("Kerusakan",), [(one,) for one in damage]), fault)


@lone_verb(
    "rekey",
    "Mengganti kunci data ruang kerja (misalnya setelah dugaan bocor); sandi setiap petugas tetap.",
    "padanctl rekey --recovery-key --shares",
)
@option("--recovery-key", is_flag=True, help="Ganti kunci pemulihan saja, dan tampilkan sekali.")
@option("--shares", is_flag=True, help="Kunci pemulihan sebagai tiga bagian; dua bagian mana pun cukup.")
@dry_run
def rekey(desk: Desk, **given: Any) -> Answer:
    """Give the store a new data key, or the vault a new recovery key."""
    dry_run = given["dry_run"]
    if given["recovery_key"] or given["shares"]:
        return _new_recovery_key(desk, shares=given["shares"], dry=dry_run)
    with desk.writing(dry_run=dry_run) as work:
        back_up.rotate_key(work.session, work.tools)
    text = "Kunci data dapat diganti." if dry_run else "Kunci data diganti; buat cadangan baru."
    return Answer({"rekeyed": not dry_run, "dry_run": dry_run}, text)


def _new_recovery_key(desk: Desk, *, shares: bool, dry: bool) -> Answer:
    with desk.writing(dry_run=dry) as work:
        key = back_up.new_recovery_key(work.session, work.tools, shares=shares)
    values: dict[str, object] = {"recovery_key": key.splitlines() if shares else key, "dry_run": dry}
    if dry:
        return Answer(values, "Kunci pemulihan dapat diganti.")
    indented = "\n".join(f"    {line}" for line in key.splitlines())
    text = (
        f"Kunci pemulihan baru (hanya ditampilkan sekali ini; yang lama tidak berlaku lagi):\n\n{indented}\n"
    )
    return Answer(values, text)
