"""`padanctl officer …`: officers, their roles and passphrases; secrets come from variables, files or
prompts only.
"""

from dataclasses import replace
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.officer_options import PROFILE, personal, roles_of
from padan.cli.options import dry_run
from padan.cli.parsing import argument, group, option, verb
from padan.cli.passphrases import NEW_PASSPHRASE, RECOVERY_KEY, obtain
from padan.cli.shapes import officer_values
from padan.cli.words import table
from padan.common.codes import store as store_codes
from padan.common.errors import UserFault
from padan.domain.officer import Officer, Role
from padan.services import manage_officers, open_workspace
from padan.services.manage_officers import OfficerWish

officer = group("officer", "Petugas ruang kerja: siapa boleh berbuat apa.")

new_passphrase = option(
    "--new-passphrase-file",
    metavar="BERKAS",
    help="Berkas berisi sandi baru (variabel PADAN_NEW_PASSPHRASE, atau ditanyakan).",
)


@verb(
    officer,
    "add",
    "Menambah petugas. Sandinya sekali pakai dan wajib diganti (`officer passwd`), kecuali --own-passphrase.",
    'padanctl officer add budi --name "Budi Santoso" --role verifikator',
)
@argument("login", metavar="LOGIN")
@personal
@new_passphrase
@option("--own-passphrase", is_flag=True, help="Sandi diketik sendiri oleh petugas itu; tidak perlu diganti.")
@dry_run
def add(desk: Desk, **given: Any) -> Answer:
    """Add an officer."""
    login = given["login"]
    roles = roles_of(given["role"]) or frozenset({Role.PETUGAS})
    profile = {key: given[key] or "" for key in PROFILE}
    profile["name"] = profile["name"] or login
    with desk.writing(dry_run=given["dry_run"]) as work:
        passphrase = obtain(NEW_PASSPHRASE, given["new_passphrase_file"])
        wish = OfficerWish(
            login, passphrase=passphrase, roles=roles, own_passphrase=given["own_passphrase"], **profile
        )
        added = manage_officers.add_officer(work.session, work.tools, wish)
    return _one(added, f"Petugas {login} ditambahkan.", dry=given["dry_run"])


@verb(officer, "list", "Daftar petugas, termasuk yang sudah tidak aktif.", "padanctl officer list")
def list_all(desk: Desk) -> Answer:
    """List the officers."""
    with desk.reading() as work:
        found = manage_officers.list_officers(work.session)
    rows = [
        (one.login, one.name, one.nip, ", ".join(sorted(one.roles)), "ya" if one.active else "tidak")
        for one in found
    ]
    return Answer(
        {"officers": [officer_values(one) for one in found]},
        table(("Login", "Nama", "NIP", "Peran", "Aktif"), rows),
    )


@verb(
    officer,
    "edit",
    "Mengubah nama, NIP, pangkat, jabatan, atau peran petugas; yang tidak disebut tetap.",
    'padanctl officer edit budi --pangkat "Pembina (IV/a)"',
)
@argument("login", metavar="LOGIN")
@personal
@dry_run
def edit(desk: Desk, **given: Any) -> Answer:
    """Change what is printed of an officer, or the roles."""
    with desk.writing(dry_run=given["dry_run"]) as work:
        everyone = manage_officers.list_officers(work.session)
        current = next((one for one in everyone if one.login == given["login"]), None)
        if current is None:
            known = ", ".join(sorted(one.login for one in everyone if one.active))
            raise UserFault(store_codes.OFFICER_UNKNOWN, officer=given["login"], known=known)
        changes = {key: given[key] for key in PROFILE if given[key] is not None}
        roles = roles_of(given["role"]) or current.roles
        changed = manage_officers.edit_officer(work.session, replace(current, roles=roles, **changes))
    return _one(changed, f"Petugas {changed.login} diubah.", dry=given["dry_run"])


@verb(
    officer,
    "remove",
    "Mencabut akses petugas dan mengganti kunci data; catatan dan tanda tangannya tetap ada.",
    "padanctl officer remove budi",
)
@argument("login", metavar="LOGIN")
@dry_run
def remove(desk: Desk, login: str, dry_run: bool) -> Answer:
    """Remove an officer's access."""
    with desk.writing(dry_run=dry_run) as work:
        manage_officers.remove_officer(work.session, work.tools, login)
    text = f"Akses petugas {login} dicabut; kunci data diganti."
    return Answer({"removed": login, "dry_run": dry_run}, text)


@verb(
    officer,
    "passwd",
    "Mengganti sandi sendiri. Bila lupa, beri kunci pemulihan: petugas itu mendapat kunci tanda tangan baru.",
    "padanctl --officer budi officer passwd",
)
@new_passphrase
@option("--recover", is_flag=True, help="Pakai kunci pemulihan sebagai ganti sandi lama.")
@option(
    "--recovery-key-file",
    metavar="BERKAS",
    help="Berkas berisi kunci pemulihan (variabel PADAN_RECOVERY_KEY).",
)
@dry_run
def passwd(desk: Desk, **given: Any) -> Answer:
    """Change one's own passphrase, or set a new one with the recovery key."""
    if given["recover"] or given["recovery_key_file"]:
        return _recovered(desk, given)
    login = desk.login()
    old = desk.passphrase()
    with desk.writing(dry_run=given["dry_run"]) as work:
        new = obtain(NEW_PASSPHRASE, given["new_passphrase_file"])
        manage_officers.change_passphrase(work.session, work.tools, old, new)
    return Answer({"officer": login, "dry_run": given["dry_run"]}, "Sandi diganti.")


@verb(
    officer,
    "reset",
    "Memberi petugas yang lupa sandi sebuah sandi sekali pakai dan kunci tanda tangan baru.",
    "padanctl --officer sari officer reset budi",
)
@argument("login", metavar="LOGIN")
@new_passphrase
@dry_run
def reset(desk: Desk, **given: Any) -> Answer:
    """Give an officer who forgot the passphrase a one-time one."""
    with desk.writing(dry_run=given["dry_run"]) as work:
        passphrase = obtain(NEW_PASSPHRASE, given["new_passphrase_file"])
        changed = manage_officers.reset_passphrase(work.session, work.tools, given["login"], passphrase)
    return _one(changed, f"Sandi sekali pakai untuk {changed.login} dipasang.", dry=given["dry_run"])


def _recovered(desk: Desk, given: dict[str, Any]) -> Answer:
    login = desk.login()
    key = obtain(RECOVERY_KEY, given["recovery_key_file"])
    new = obtain(NEW_PASSPHRASE, given["new_passphrase_file"])
    if not given["dry_run"]:
        with desk.interrupts.shielded():
            open_workspace.lock(open_workspace.recover(desk.tools, desk.folder(), key, login, new))
    text = f"Sandi {login} diganti dengan kunci pemulihan."
    return Answer({"officer": login, "recovered": True, "dry_run": given["dry_run"]}, text)


def _one(found: Officer, text: str, *, dry: bool) -> Answer:
    return Answer({"officer": officer_values(found), "dry_run": dry}, text)
