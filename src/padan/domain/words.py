"""Numbers in Indonesian words and back, counts and percentages as documents print them; knows no locale
library.
"""

UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
SCALES: tuple[tuple[int, str], ...] = (
    (10**15, "kuadriliun"),
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
)
LARGEST = 10**15
"""The largest number that is written in words; far above any register."""

_UNIT_VALUES = {word: value for value, word in enumerate(UNITS)}
_SCALE_VALUES = {word: value for value, word in SCALES}


def number_words(number: int) -> str:
    """Return `number` in words: 1.001.000 is "satu juta seribu" (documents.md). ValueError outside
    0…10^15.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"not written in words: {number}")
    if number == 0:
        return UNITS[0]
    words: list[str] = []
    for value, name in SCALES:
        group, number = divmod(number, value)
        if group == 1 and name == "ribu":
            words.append("seribu")
        elif group:
            words += [*_below_thousand(group), name]
    return " ".join(words + _below_thousand(number))


def _below_thousand(number: int) -> list[str]:
    words: list[str] = []
    hundreds, number = divmod(number, 100)
    if hundreds:
        words += ["seratus"] if hundreds == 1 else [UNITS[hundreds], "ratus"]
    return words + _below_hundred(number)


def _below_hundred(number: int) -> list[str]:
    if number < 10:
        return [UNITS[number]] if number else []
    if number == 10:
        return ["sepuluh"]
    if number == 11:
        return ["sebelas"]
    if number < 20:
        return [UNITS[number - 10], "belas"]
    tens, rest = divmod(number, 10)
    return [UNITS[tens], "puluh", *([UNITS[rest]] if rest else [])]


def parse_number_words(text: str) -> int:
    """Return the number that `text` says; ValueError unless it is exactly what `number_words` writes."""
    total = group = 0
    for word in text.split(" "):
        if word in _SCALE_VALUES:
            total, group = total + group * _SCALE_VALUES[word], 0
        elif word == "seribu":
            total, group = total + group + 1000, 0
        else:
            group = _grow(group, word)
    number = total + group
    if number > LARGEST or number_words(number) != text:
        raise ValueError("not a number in words")
    return number


def _grow(group: int, word: str) -> int:
    """Return the value below a thousand after one more word; the caller checks the whole by writing it
    again.
    """
    last = group % 10
    if word in _UNIT_VALUES:
        return group + _UNIT_VALUES[word]
    added = {"belas": 10, "puluh": 9 * last, "ratus": 99 * last}
    if word in added:
        return group + added[word]
    whole = {"sepuluh": 10, "sebelas": 11, "seratus": 100}
    if word in whole:
        return group + whole[word]
    raise ValueError("not a number in words")


def title_case(words: str) -> str:
    """Return words with capital initials, the style of the Kemendes agreement."""
    return " ".join(word[:1].upper() + word[1:] for word in words.split(" "))


def grouped(number: int) -> str:
    """Return `1.234`: digits in groups of three with points (PUEBI)."""
    return f"{number:,}".replace(",", ".")


def count_words(number: int) -> str:
    """Return `1.234 (seribu dua ratus tiga puluh empat)`."""
    return f"{grouped(number)} ({number_words(number)})"


def percentages(counts: tuple[int, ...], total: int) -> tuple[str, ...]:
    """Return each count's share as `97,35%`, rounded so that shares of a whole sum to 100,00% (largest
    remainder).

    `total` 0 gives `0,00%` for every count.
    """
    if total <= 0:
        return tuple("0,00%" for _ in counts)
    hundredths = [count * 10_000 // total for count in counts]
    remainders = [count * 10_000 % total for count in counts]
    missing = (sum(counts) * 20_000 + total) // (2 * total) - sum(hundredths)
    by_remainder = sorted(range(len(counts)), key=lambda place: (-remainders[place], place))
    for place in by_remainder[: max(0, missing)]:
        hundredths[place] += 1
    return tuple(f"{grouped(value // 100)},{value % 100:02d}%" for value in hundredths)


def digits_grouped(text: str, size: int = 8) -> str:
    """Return a fingerprint in groups of `size` for reading aloud."""
    return " ".join(text[start : start + size] for start in range(0, len(text), size))
