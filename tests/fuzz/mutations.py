"""Ways of harming a file. Each takes the bytes and a source of chance, so that one seed always does the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

_TELLING = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
Mutation = Callable[[bytes, random.Random], bytes]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """A few bits, anywhere."""
    harmed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def misdirected(data: bytes, chance: random.Random) -> bytes:
    """A telling number written over the head, where lengths and sizes are."""
    harmed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, width = chance.randrange(min(len(data), 400)), chance.choice((1, 2, 4))
        value = chance.choice(_TELLING) & (256**width - 1)
        harmed[at : at + width] = value.to_bytes(width, chance.choice(("big", "little")))
    return bytes(harmed)


def shortened(data: bytes, chance: random.Random) -> bytes:
    """Cut anywhere."""
    return data[: chance.randrange(1, len(data))]


def without_a_piece(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:start] + data[end:]


def with_a_piece_twice(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return data[:end] + data[start:end] * chance.randint(1, 40) + data[end:]


def with_noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.randint(1, 300)) + data[at:]


def renumbered(data: bytes, chance: random.Random) -> bytes:
    """A digit for another: in a PDF, sizes, references and places."""
    places = [i for i, byte in enumerate(data) if 48 <= byte <= 57] or [0]
    harmed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        harmed[chance.choice(places)] = chance.choice(b"0123456789-.")
    return bytes(harmed)


MUTATIONS: Mapping[str, Mutation] = {
    found.__name__: found
    for found in (
        *(flipped, misdirected, shortened, without_a_piece),
        *(with_a_piece_twice, with_noise, renumbered),
    )
}


def mutated(data: bytes, name: str, seed: int) -> bytes:
    """One harm of one kind."""
    return MUTATIONS[name](data, random.Random(f"{name} {seed}"))
