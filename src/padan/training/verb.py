"""`padanctl training …`: the practice service from the command line; the verb table loads it by name, for
training stands beside the command line and not below it.
"""

from pathlib import Path
from typing import Any

from padan.cli.answer import Answer
from padan.cli.desk import Desk
from padan.cli.options import Choice, Count
from padan.cli.parsing import group, option, verb
from padan.cli.words import number
from padan.common.codes import cli as cli_codes
from padan.common.codes import training as codes
from padan.common.errors import UserFault
from padan.domain.plain import to_plain
from padan.training.serve import PORT, PROFILE, Wish, make_ready, profile_at, steps, write_leading
from padan.training.siasn_service import CONSUMER, FAULTS
from padan.training.workspace import STEWARDS

training = group("training", "Layanan praktik untuk belajar, tanpa jaringan dan tanpa data sungguhan.")
_MOST_PEOPLE = 200_000


@verb(
    training,
    "serve",
    "Menjalankan SIASN praktik di komputer ini sampai Ctrl+C: orang sintetis, gangguan seperti aslinya.",
    "padanctl training serve --out latihan --rate 0.1",
)
@option("--out", metavar="FOLDER", help="Tulis profil, rahasia, token, dan daftar nama ke folder ini.")
@option("--port", type=Count(min=0, max=65_535), default=PORT, metavar="N", help=f"Nomor porta ({PORT}).")
@option(
    "--register",
    "party",
    type=Choice(list(STEWARDS)),
    default="dpr",
    help="Orang-orang dari register ini (dpr).",
)
@option(
    "--people",
    type=Count(min=1, max=_MOST_PEOPLE),
    metavar="N",
    help="Banyaknya orang (seperti ruang latihan).",
)
@option("--seed", type=Count(min=1), metavar="N", help="Benih: benih yang sama, orang yang sama.")
@option(
    "--rate", default="0", metavar="BAGIAN", help="Bagian panggilan dan penulisan yang gagal, 0 sampai 0.9."
)
@option(
    "--fault",
    "faults",
    multiple=True,
    type=Choice(list(FAULTS)),
    help="Hanya gangguan ini; boleh beberapa.",
)
def serve(_desk: Desk, **given: Any) -> Answer:
    """Serve until stopped; the answer tells how to reach it before the first call."""
    wish = Wish(
        given["party"],
        given["people"] or 0,
        given["seed"] or 0,
        _share(given["rate"]),
        tuple(given["faults"]) or FAULTS,
        given["port"],
    )
    folder = Path(given["out"]) if given["out"] else None
    if folder is not None:
        _check_folder(folder)
    ready = make_ready(wish)
    agreement, people = STEWARDS[wish.party][0], len(ready.service.people)
    lines = [
        f"SIASN praktik berjalan di {ready.address} dengan {number(people)} orang sintetis.",
        "Biarkan jendela ini terbuka; Ctrl+C menghentikannya.",
    ]
    values: dict[str, object] = {
        "address": ready.address,
        "people": people,
        "profile": to_plain(profile_at(ready.port)),
        "consumer_key": CONSUMER[0],
        "files": None,
    }
    if folder is not None:
        made = write_leading(ready, folder)
        values["files"] = {name: str(path) for name, path in vars(made).items()}
        lines += [
            "",
            "Di jendela lain, di ruang kerja latihan:",
            *(f"  {one}" for one in steps(made, agreement)),
        ]
    else:
        lines.append("Dengan --out FOLDER ditulis profil, token, dan daftar nama untuk menghubunginya.")
    return Answer(values, "\n".join(lines), must_arrive=True, afterwards=ready.serve)


def _check_folder(folder: Path) -> None:
    """Let only an empty folder through, or one written for this before: nobody's file is replaced."""
    if folder.exists() and not folder.is_dir():
        raise UserFault(cli_codes.OUTPUT_FOLDER_IS_FILE, folder=folder.name)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / f"{PROFILE}.json").is_file():
        raise UserFault(codes.PRACTICE_FOLDER_IN_USE, folder=folder.name)


def _share(text: str) -> float:
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 0.9:
        raise UserFault(codes.PRACTICE_RATE, rate=text)
    return share
