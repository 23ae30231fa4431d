"""`padanctl service …`: how services are reached, their keys and tokens, and a careful try."""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.fault_text import words_of
from padan.cli.options import dry_run, existing
from padan.cli.parsing import argument, group, option, verb
from padan.cli.passphrases import CONSUMER_SECRET, GATEWAY_KEY, SSO_TOKEN, obtain
from padan.cli.vocabulary import word
from padan.cli.words import moment, table
from padan.common.errors import EnvironmentFault, UserFault
from padan.domain.web.service import Trial
from padan.services.web import keep_services
from padan.services.web.keep_services import ServiceView

service = group("service", "Layanan web: profil, kunci, token, uji koneksi.")


@verb(service, "list", "Menampilkan profil layanan dan apa yang masih kurang.", "padanctl service list")
def list_services(desk: Desk) -> Answer:
    """List the profiles."""
    with desk.reading() as work:
        found = keep_services.services(work.session, work.tools)
    lines = [
        (one.profile.id, one.profile.name, ", ".join(one.missing) or "lengkap", _token_words(one))
        for one in found
    ]
    text = table(("Profil", "Layanan", "Kunci", "Token SSO"), lines)
    return Answer({"services": [_values(one) for one in found]}, text)


def _values(one: ServiceView) -> dict[str, object]:
    return {
        "id": one.profile.id,
        "name": one.profile.name,
        "base": one.profile.base,
        "training": one.profile.training,
        "changed": one.changed,
        "missing": list(one.missing),
        "token": one.token.value if one.token else None,
        "token_ends": one.token_ends.isoformat() if one.token_ends else None,
    }


def _token_words(one: ServiceView) -> str:
    if one.token is None:
        return "di gerbang"
    told = word("token_state", one.token.value)
    return f"{told} (sampai {moment(one.token_ends)})" if one.token_ends else told


@verb(
    service,
    "set",
    "Menyimpan profil layanan dari berkas JSON, menggantikan yang bernama sama.",
    "padanctl service set profil-kantor.json",
)
@argument("file", metavar="BERKAS")
@dry_run
def set_profile(desk: Desk, file: str, dry_run: bool) -> Answer:
    """Keep a profile."""
    path = existing(file)
    with desk.writing(dry_run=dry_run) as work:
        profile = keep_services.import_profile(work.session, work.tools, str(path))
    return Answer({"service": profile.id, "dry_run": dry_run}, f"Profil {profile.id} disimpan.")


@verb(
    service,
    "reset",
    "Mengembalikan profil layanan seperti bawaannya.",
    "padanctl service reset siasn-produksi",
)
@argument("service_id", metavar="PROFIL")
@dry_run
def reset(desk: Desk, service_id: str, dry_run: bool) -> Answer:
    """Forget changes."""
    with desk.writing(dry_run=dry_run) as work:
        keep_services.reset_profile(work.session, work.tools, service_id)
    return Answer({"service": service_id, "dry_run": dry_run}, f"Profil {service_id} kembali seperti bawaan.")


@verb(
    service,
    "keys",
    "Menyimpan kunci dan rahasia aplikasi; rahasia dari berkas, variabel, atau ditanyakan.",
    "padanctl service keys siasn-produksi --consumer-key KUNCI --secret-file rahasia.txt",
)
@argument("service_id", metavar="PROFIL")
@option("--consumer-key", metavar="KUNCI", help="Kunci aplikasi (consumer key).")
@option("--secret-file", metavar="BERKAS", help="Berkas berisi rahasianya (PADAN_CONSUMER_SECRET).")
@option("--gateway-key", is_flag=True, help="Isikan kunci gerbang (PADAN_GATEWAY_KEY) saja.")
@option("--gateway-key-file", metavar="BERKAS", help="Berkas berisi kunci gerbang.")
@dry_run
def keys(desk: Desk, **given: Any) -> Answer:
    """Keep consumer key and secret, or the gateway's key."""
    if given["gateway_key"] or given["gateway_key_file"]:
        values = {"gateway_key": obtain(GATEWAY_KEY, given["gateway_key_file"])}
    else:
        values = {
            "consumer_key": given["consumer_key"] or "",
            "consumer_secret": obtain(CONSUMER_SECRET, given["secret_file"]),
        }
    with desk.writing(dry_run=given["dry_run"]) as work:
        keep_services.put_keys(work.session, work.tools, given["service_id"], **values)
    shown = {"service": given["service_id"], "kept": sorted(values), "dry_run": given["dry_run"]}
    return Answer(shown, "Kunci disimpan di ruang kerja terenkripsi.")


@verb(
    service,
    "token",
    "Menyimpan token SSO yang disalin dari SIASN (dari berkas, variabel PADAN_SSO_TOKEN, atau ditanyakan).",
    "padanctl service token siasn-produksi --token-file token.txt",
)
@argument("service_id", metavar="PROFIL")
@option("--token-file", metavar="BERKAS", help="Berkas berisi token.")
@dry_run
def token(desk: Desk, **given: Any) -> Answer:
    """Keep a pasted token."""
    pasted = obtain(SSO_TOKEN, given["token_file"])
    with desk.writing(dry_run=given["dry_run"]) as work:
        found = keep_services.paste_token(work.session, work.tools, given["service_id"], pasted)
    return Answer({"service": _values(found), "dry_run": given["dry_run"]}, f"Token: {_token_words(found)}.")


@verb(
    service,
    "test",
    "Menguji koneksi selangkah demi selangkah dan menyebutkan langkah yang gagal.",
    "padanctl service test siasn-produksi",
)
@argument("service_id", metavar="PROFIL")
def test(desk: Desk, service_id: str) -> Answer:
    """Try the service."""
    with desk.reading() as work:
        trials = keep_services.try_out(work.session, work.tools, service_id)
    last = trials[-1]
    values = {"steps": [{"step": one.step.value, "code": one.code} for one in trials], "works": not last.code}
    lines = [(word("trial_step", one.step.value), _trial_words(one)) for one in trials]
    return Answer(values, table(("Langkah", "Hasil"), lines), fault=_fault(last))


def _trial_words(one: Trial) -> str:
    if not one.code:
        return "berhasil"
    return f"{words_of(one.code, dict(one.values))[0]} ({one.code})"


def _fault(last: Trial) -> UserFault | EnvironmentFault | None:
    if not last.code:
        return None
    family = EnvironmentFault if last.code < 20_000 else UserFault
    return family(last.code, **dict(last.values))
