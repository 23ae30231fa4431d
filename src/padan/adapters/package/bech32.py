"""Bech32, the form of age's keys (BIP 173 without its limit of length); nothing else."""

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


def encode(prefix: str, data: bytes) -> str:
    """Return `data` under a prefix, in lower case."""
    five = _regroup(data, 8, 5, pad=True)
    checksum = _polymod([*_expand(prefix), *five, *[0] * _CHECKSUM]) ^ 1
    tail = [(checksum >> 5 * (5 - place)) & 31 for place in range(_CHECKSUM)]
    return prefix + "1" + "".join(_ALPHABET[one] for one in (*five, *tail))


def decode(prefix: str, text: str) -> bytes:
    """Return the bytes under a prefix; ValueError when text, prefix or checksum is wrong."""
    if text != text.lower() and text != text.upper():
        raise ValueError("mixed case")
    lowered = text.lower()
    found, _, rest = lowered.rpartition("1")
    if found != prefix or len(rest) < _CHECKSUM:
        raise ValueError("prefix")
    five = [_ALPHABET.index(one) for one in rest]
    if _polymod([*_expand(prefix), *five]) != 1:
        raise ValueError("checksum")
    return bytes(_regroup(five[:-_CHECKSUM], 5, 8, pad=False))


def _expand(prefix: str) -> list[int]:
    return [*(ord(one) >> 5 for one in prefix), 0, *(ord(one) & 31 for one in prefix)]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATOR):
            if top >> place & 1:
                check ^= generator
    return check


def _regroup(values: bytes | list[int], size: int, wanted: int, *, pad: bool) -> list[int]:
    rest = bits = 0
    made = []
    for value in values:
        rest = (rest << size) | value
        bits += size
        while bits >= wanted:
            bits -= wanted
            made.append(rest >> bits & (1 << wanted) - 1)
        rest &= (1 << bits) - 1
    if pad and bits:
        made.append(rest << (wanted - bits) & (1 << wanted) - 1)
    elif not pad and (bits >= size or rest):
        raise ValueError("padding")
    return made
