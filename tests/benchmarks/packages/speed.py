"""Sealing and opening beside `zip | age` by hand on the same bytes: seconds of processor and of clock,
most memory; asserts nothing. `speed.py ROWS`.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "fakes"))

from hand_made_package import Desk

from padan.domain.exchange.parcel import TableOut

COLUMNS = (
    *("id_baris", "pns_id", "nip_baru", "nik", "nama", "gelar_belakang", "tanggal_lahir", "jenis_kelamin"),
    *("jabatan_nama", "jenjang", "tmt_jabatan", "gol_akhir_nama", "tmt_golongan", "unor_nama"),
    *("satuan_kerja_induk_nama", "kedudukan_hukum_nama", "tingkat_pendidikan_nama", "tmt_cpns"),
)
TASKS = ("Pustakawan Ahli Muda", "Perisalah Legislatif Ahli Pertama", "Analis Anggaran", "Arsiparis Terampil")


def people(count: int) -> Iterator[tuple[str, ...]]:
    """Yield made-up rows, as wide as a register's."""
    for one in range(count):
        day = f"{1965 + one % 35}-{one % 12 + 1:02}-{one % 28 + 1:02}"
        task = TASKS[one % len(TASKS)]
        number = f"{one * 7919 % 10**9:09}"
        yield (
            *(
                f"r{one:08}",
                f"{one * 2654435761 % 2**32:08x}-{number}",
                f"{day.replace('-', '')}2015031{one % 1000:03}",
            ),
            *(
                f"3174{number}{one % 1000:03}",
                f"Contoh {number[:4]} Uji {number[4:]}",
                "S.Sos., M.Si.",
                day,
                "F",
            ),
            *(
                task,
                "Ahli Muda",
                "2020-03-01",
                "Penata Tk.I",
                "2022-04-01",
                f"Bagian {one % 300} Sekretariat",
            ),
            *("Sekretariat Jenderal DPR RI", "Aktif", "S-1/Sarjana", "2015-03-01"),
        )


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds of clock and of processor, children included."""
    begun, used = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - begun, _processor() - used


def _processor() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main(words: list[str]) -> int:
    """Measure and print."""
    count = int(words[0]) if words else 1_000_000
    with tempfile.TemporaryDirectory(prefix="padan-speed-") as name:
        desk = Desk(Path(name))
        table = TableOut("asn.csv", COLUMNS, people(count), fingerprinted=True)
        (desk.folder / "k.txt").write_text(desk.receiver.age_secret, encoding="ascii")
        steps: dict[str, Callable[[], object]] = {
            "(rows made)": lambda: sum(1 for _ in people(count)),
            "rows made, sealed": lambda: desk.seal([table], rows=count),
            "opened in the child": lambda: desk.look(desk.folder / "paket.zip.age"),
            "by hand: age -d, unzip -t": lambda: shell(
                desk, "age -d -i k.txt -o p.zip paket.zip.age && unzip -tq p.zip"
            ),
            "(unzip)": lambda: shell(desk, "unzip -q p.zip -d p && rm p.zip"),
            "by hand: zip | age": lambda: shell(
                desk, f"(cd p && zip -q -r - .) | age -r {desk.receiver.recipient} -o q.age"
            ),
        }
        print(f"{count:,} rows{'':24}{'clock':>8}{'processor':>11}")
        for step, work in steps.items():
            clock, processor = measured(work)
            print(f"{step:32}{clock:8.1f}{processor:11.1f}", flush=True)
        own, children = (
            resource.getrusage(who).ru_maxrss // 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(f"most memory: sealing {own} MiB, any child {children} MiB")
    return 0


def shell(desk: Desk, command: str) -> None:
    """Run what an officer would type."""
    subprocess.run(["sh", "-c", command], cwd=desk.folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
