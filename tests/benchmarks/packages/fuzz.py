"""Opens mutated packages by the thousand and reports what became of them; exits 1 on a crash, hang or import.

Mutations go into every layer: the sealed file, the archive inside, the files of the bag with and without a
new signature, as a holder of the sender's key could make it. `fuzz.py COUNT [SEED]`.
"""

import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "fakes"))

from hand_made_package import INFO, MANIFEST, SIGNATURE, TABLE, TAGS, Desk, locked, zipped

from padan.common.codes import exchange

CODES = {value for name, value in vars(exchange).items() if name.isupper()}
SECONDS, MEMORY_MIB = 1.0, 200  # of the processor, of this process
WORDS = (
    b"\0",
    b"\r",
    b"\n",
    b'"',
    b",",
    b"=",
    b"../",
    b": ",
    b"\xff",
    b"PK\x05\x06",
    b"PK\x03\x04",
    b"X-Urut: 2\n",
)


class Fuzzer:
    """One sound package and ever new ways to spoil it; the same seed makes the same packages."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.dice = desk, random.Random(seed)
        sealed = desk.seal()
        self.whole = Path(sealed.path).read_bytes()
        self.sound = sealed.package_sha256
        self.files = desk.unpack(sealed.path)
        self.archive = zipped(self.files)
        self.target = desk.folder / "ubahan.zip.age"
        self.found: Counter[str] = Counter()
        self.ways = (self.outside, self.inside, self.directory, self.unsigned, self.resigned, self.exchanged)

    def run(self, count: int) -> list[str]:
        """Open `count` packages; return what must never be."""
        wrong = []
        for number in range(count):
            way = self.ways[number % len(self.ways)]
            self.target.write_bytes(way())
            begun = time.process_time()
            try:
                outcome = self._open(may_differ=way == self.resigned)
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                outcome = f"crash {type(error).__name__}: {error}"
            if time.process_time() - begun > SECONDS:
                outcome = "hang"
            self.found[f"{way.__name__} {outcome}"] += 1
            if not outcome.isdigit() and outcome != "opened":
                wrong.append(f"{number} {way.__name__}: {outcome}")
        return wrong

    def _open(self, *, may_differ: bool) -> str:
        code = self.desk.refused(self.target)
        if code:
            return str(code) if code in CODES else f"code {code}"
        same = self.desk.glance(self.target).package_sha256 == self.sound
        return "opened" if same or may_differ else "imported although changed"

    # --- ways ---

    def outside(self) -> bytes:
        return self._spoil(self.whole)

    def inside(self) -> bytes:
        return self._lock(self._spoil(self.archive))

    def directory(self) -> bytes:
        """Spoil where the archive's structure is: local headers, the directory, its end."""
        made = bytearray(self.archive)
        marks = [at for mark in (b"PK\1\2", b"PK\3\4", b"PK\5\6") for at in _places(made, mark)]
        for _ in range(self.dice.randint(1, 3)):
            at = self.dice.choice(marks) + self.dice.randint(0, 45)
            made[min(at, len(made) - 1)] = self.dice.choice((0, 1, 0x7F, 0xFF, self.dice.randrange(256)))
        return self._lock(bytes(made))

    def unsigned(self) -> bytes:
        name = self.dice.choice(list(self.files))
        return self._lock(zipped({**self.files, name: self._spoil(self.files[name])}))

    def resigned(self) -> bytes:
        """A true sender whose program is broken or whose will is bad."""
        name = self.dice.choice([one for one in self.files if one not in {MANIFEST, TAGS, SIGNATURE}])
        if self.dice.random() < 0.7:
            name = self.dice.choice((INFO, TABLE, "data/datapackage.json"))
        return self._lock(zipped(self.desk.resign({**self.files, name: self._spoil(self.files[name])})))

    def exchanged(self) -> bytes:
        """Files under each other's names, in another order, some gone."""
        names, contents = list(self.files), list(self.files.values())
        one, other = self.dice.sample(range(len(names)), 2)
        contents[one], contents[other] = contents[other], contents[one]
        pairs = list(zip(names, contents, strict=True))
        self.dice.shuffle(pairs)
        return self._lock(zipped(dict(pairs[: self.dice.randint(len(pairs) - 2, len(pairs))])))

    def _spoil(self, content: bytes) -> bytes:
        made = bytearray(content)
        for _ in range(self.dice.choice((1, 1, 1, 2, 5))):
            at = self.dice.randint(0, len(made))
            turn = self.dice.randrange(5)
            if turn == 0 and at < len(made):
                made[at] ^= 1 << self.dice.randrange(8)
            elif turn == 1:
                del made[at : at + self.dice.choice((1, 4, 100, len(made)))]
            elif turn == 2:
                made[at:at] = self.dice.choice(WORDS) * self.dice.choice((1, 1, 50))
            elif turn == 3:
                made[at:at] = made[max(at - self.dice.randint(1, 200), 0) : at]
            else:
                made[at : at + 4] = self.dice.randbytes(4)
        return bytes(made)

    def _lock(self, plain: bytes) -> bytes:
        return locked(plain, self.desk.receiver.recipient)


def _places(content: bytes | bytearray, mark: bytes) -> list[int]:
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + 4)
    return found


def main(words: list[str]) -> int:
    """Run, print what was found by way and outcome, and the memory it took."""
    count, seed = int(words[0]) if words else 100_000, int(words[1]) if words[1:] else 2026
    with tempfile.TemporaryDirectory(prefix="padan-fuzz-") as folder:
        fuzzer = Fuzzer(Desk(Path(folder)), seed)
        wrong = fuzzer.run(count)
    for name, times in sorted(fuzzer.found.items()):
        print(f"{name:40}{times:9,}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:,} packages, seed {seed}; most memory {peak} MiB; wrong: {len(wrong)}")
    print("\n".join(wrong[:20]))
    return 1 if wrong or peak > MEMORY_MIB else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
