"""`padanctl key-card …`: this agency's package keys, and another agency's card until it is trusted."""

from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import dry_run, existing, target, target_of
from padan.cli.package_shapes import card_values, partner_values
from padan.cli.parsing import argument, group, option, verb
from padan.cli.vocabulary import word
from padan.cli.words import pairs, table
from padan.domain.exchange.key_card import grouped
from padan.domain.exchange.trust import PartnerKey
from padan.services.exchange import core, keep_keys

key_card = group("key-card", "Kunci paket antarkantor: dibuat, diserahkan, dibandingkan, dipercaya.")

heard = option("--fingerprint", default="", metavar="SIDIK", help="Sidik seperti dibacakan pemiliknya.")


@verb(
    key_card,
    "new",
    "Membuat pasangan kunci kantor ini, atau menggantinya: kartu baru ditandatangani kunci lama. "
    "Kunci pemulihan ditampilkan sekali saja.",
    "padanctl key-card new",
)
@dry_run
def new(desk: Desk, dry_run: bool) -> Answer:
    """Make keys."""
    with desk.writing(dry_run=dry_run) as work:
        made = keep_keys.make_keys(work.session, work.tools)
    secret = "" if dry_run else made.recovery_secret
    values = {"card": card_values(made.card, made.key.id), "recovery_secret": secret, "dry_run": dry_run}
    text = pairs({"Sidik kartu": grouped(made.key.id), "Kunci pemulihan (simpan di brankas)": secret})
    return Answer(values, text, must_arrive=not dry_run)


@verb(
    key_card,
    "export",
    "Menulis kartu kunci kantor ini (*.kartu.json) untuk pihak lain.",
    "padanctl key-card export --out dpr.kartu.json",
)
@target
@dry_run
def export(desk: Desk, **given: Any) -> Answer:
    """Export our card."""
    path = target_of(given)
    with desk.writing(dry_run=given["dry_run"]) as work:
        digest = keep_keys.export_card(work.session, work.tools, str(path))
        key, card = keep_keys.own_card(work.session)
    values = {
        "file": str(path),
        "sha256": digest,
        "card": card_values(card, key.id),
        "dry_run": given["dry_run"],
    }
    return Answer(values, f"Kartu ditulis ke {path}.\nSidik: {grouped(key.id)}")


@verb(
    key_card,
    "sheet",
    "Mencetak kartu kunci kantor ini ke PDF: sidik berkelompok dan kode QR.",
    "padanctl key-card sheet --out kartu.pdf",
)
@target
@dry_run
def sheet(desk: Desk, **given: Any) -> Answer:
    """Print our card."""
    path = target_of(given)
    with desk.writing(dry_run=given["dry_run"]) as work:
        made = keep_keys.print_card(work.session, work.tools)
        digest = work.tools.files.write(str(path), made.content)
    values = {"file": str(path), "sha256": digest, "dry_run": given["dry_run"]}
    return Answer(values, f"Kartu kunci ditulis ke {path}.")


@verb(
    key_card,
    "import",
    "Memasukkan kartu kunci pihak lain. Kartu belum dipercaya sebelum dibandingkan dua petugas.",
    "padanctl key-card import bkn.kartu.json",
)
@argument("file", metavar="BERKAS")
@dry_run
def import_card(desk: Desk, file: str, dry_run: bool) -> Answer:
    """Import a card."""
    path = existing(file)
    with desk.writing(dry_run=dry_run) as work:
        key = keep_keys.import_card(work.session, work.tools, str(path), path.name)
    return _answer(key, dry_run)


@verb(key_card, "list", "Kunci kantor ini dan kunci pihak lain.", "padanctl key-card list")
def list_all(desk: Desk) -> Answer:
    """List keys."""
    with desk.reading() as work:
        own, partners = keep_keys.keys(work.session)
    cards = [(one, core.card_of(one)) for one in own]
    rows: list[tuple[object, ...]] = [
        (card.party, card.number, "kunci sendiri" if one.retired_at is None else "diganti", grouped(one.id))
        for one, card in cards
    ]
    rows += [(one.party, one.number, word("key_state", one.state), grouped(one.id)) for one in partners]
    values = {
        "own": [{**card_values(card, one.id), "in_use": one.retired_at is None} for one, card in cards],
        "partners": [partner_values(one) for one in partners],
    }
    return Answer(values, table(("Pihak", "Nomor", "Status", "Sidik"), rows))


@verb(
    key_card,
    "compare",
    "Petugas pertama: mencatat bahwa sidik yang dibacakan pemilik kunci sama.",
    'padanctl key-card compare bkn --fingerprint "A1B2 C3D4 …"',
)
@argument("key", metavar="PIHAK|SIDIK")
@heard
@dry_run
def compare(desk: Desk, key: str, fingerprint: str, dry_run: bool) -> Answer:
    """Compare a fingerprint."""
    with desk.writing(dry_run=dry_run) as work:
        changed = keep_keys.compare(work.session, keep_keys.find_key(work.session, key), fingerprint)
    return _answer(changed, dry_run)


@verb(
    key_card,
    "trust",
    "Petugas kedua, orang lain: membandingkan sidik sekali lagi dan mempercayai kuncinya.",
    'padanctl key-card trust bkn --fingerprint "A1B2 C3D4 …"',
)
@argument("key", metavar="PIHAK|SIDIK")
@heard
@dry_run
def trust(desk: Desk, key: str, fingerprint: str, dry_run: bool) -> Answer:
    """Trust a key."""
    with desk.writing(dry_run=dry_run) as work:
        changed = keep_keys.trust(work.session, keep_keys.find_key(work.session, key), fingerprint)
    return _answer(changed, dry_run)


@verb(
    key_card,
    "revoke",
    "Mencabut kunci pihak lain untuk selamanya.",
    'padanctl key-card revoke bkn --reason "kunci hilang"',
)
@argument("key", metavar="PIHAK|SIDIK")
@option("--reason", default="", metavar="TEKS", help="Alasan, dicatat selamanya.")
@dry_run
def revoke(desk: Desk, key: str, reason: str, dry_run: bool) -> Answer:
    """Revoke a key."""
    with desk.writing(dry_run=dry_run) as work:
        changed = keep_keys.revoke(work.session, keep_keys.find_key(work.session, key), reason)
    return _answer(changed, dry_run)


def _answer(key: PartnerKey, dry_run: bool) -> Answer:
    text = f"Kunci {key.party} nomor {key.number}: {word('key_state', key.state)}.\nSidik: {grouped(key.id)}"
    return Answer({"key": partner_values(key), "dry_run": dry_run}, text)
