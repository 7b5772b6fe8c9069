"""(w) A drug sought while its name is typed: what a nurse types letter by letter, on a running server.

Over the published files where they are beside the repository (15,848 specialties), else over the built-in table, and it
says which. One question in five has a wrong letter. The very first, which reads the words of the version, is told
apart.
"""

from __future__ import annotations

import random
from pathlib import Path

from bench.crew import muster
from bench.load import Reply, Wire, written
from bench.site import Site, running
from bench.table import Figure, at_most, percentile
from tests.medication import published

QUESTIONS, SEED = 3_000, 20_260_428
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        over = _import(site)
        crew = muster(site, 1)
        cookies, wire = crew.tablets[0].connection.cookies, Wire(site.port)
        first = _ask(wire, site, cookies, "doli 1000").milliseconds
        for _ in range(40):  # each worker reads the words once
            _ask(wire, site, cookies, "doli")
        took = [_ask(wire, site, cookies, typed).milliseconds for typed in _typed(site)]
        wire.close()
        crew.close()
    detail = (
        f"{len(took):,} questions over {over}; p50 {percentile(took, 0.5):.1f} ms, "
        f"longest {max(took):.0f} ms; the very first {first:.0f} ms"
    )
    figure = percentile(took, 0.95)
    return [at_most("w", "a drug sought while typing, p95 of the answer", figure, 20, "ms", detail)]


def _import(site: Site) -> str:
    """Puts the published files in use, when they are there."""
    if not published.BDPM.is_dir():
        return "the built-in table"
    entries, index, _ = published.THESAURUS[2020]
    files = ("--bdpm", str(published.BDPM), "--thesaurus", str(entries), "--index", str(index))
    site.command("drugs", "import", *files)
    return "the published files"


def _typed(site: Site) -> list[str]:
    """Beginnings of names, as the letters come, some with a slip."""
    rng = random.Random(SEED)
    names = [
        line[10:] for line in site.command("drugs", "search", "a", "--limit", "1000").splitlines()
    ]
    typed = []
    for _ in range(QUESTIONS):
        name = rng.choice([name for name in names[::2] if name])
        asked = list(name[: rng.randint(1, 24)])
        if rng.random() < 0.2:
            asked[rng.randrange(len(asked))] = rng.choice(_LETTERS)
        typed.append("".join(asked))
    return typed


def _ask(wire: Wire, site: Site, cookies: dict[str, str], typed: str) -> Reply:
    address = f"{site.origin}/bureau/medicaments/reponses"
    reply = wire.send(written("POST", address, cookies, {"q": typed}))
    if reply.status != 200:
        raise RuntimeError(f"the server answered {reply.status} to {typed!r}: {reply.body[:200]!r}")
    return reply
