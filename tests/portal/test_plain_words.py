"""What the portal says is short, and says nothing in abbreviations: relatives read it once, on a telephone, worried."""

from __future__ import annotations

import re
from pathlib import Path

from app.portal import mailing

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "pwa" / "templates" / "portal").rglob("*.html"))
SCRIPT = ROOT / "pwa" / "src" / "portal.js"
MOST_ON_AVERAGE, MOST = 15, 25

_BLOCKS = re.compile(
    r"</?(p|h[1-4]|li|ul|section|article|label|button|option|a|title|form)\b[^>]*>"
)
_END = re.compile(r"[.!?…]\s|[.!?…]$|\n")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CAPITALS = re.compile(r"\b[A-ZÀ-Ü]{2,}\b")
_CUT = re.compile(
    r"\b(?:etc|cf|tél|rdv|mme|mlle|mr|dr|svp|nb|ex|max|min|env|obs|info|doc)\b\.?", re.I
)


def words_of_a_page(text: str) -> str:
    """The words of a template, one block a line; what it fills in counts as one word."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|<head>.*?</head>|<!doctype[^>]*>", "", text, flags=re.S)
    text = re.sub(r"\{\{.*?\}\}", "mot", text, flags=re.S)
    text = re.sub(r"<[^>]*>", lambda tag: "\n" if _BLOCKS.match(tag[0]) else "", text)
    return "\n".join(line.strip() for line in text.splitlines())


def told() -> dict[str, str]:
    """Everything that the portal says, by where it says it."""
    found = {page.name: words_of_a_page(page.read_text(encoding="utf-8")) for page in PAGES}
    script = SCRIPT.read_text(encoding="utf-8")
    found["portal.js"] = "\n".join(re.findall(r": '([^']+)',$", script, flags=re.M))
    found["courriel"] = mailing.TEXT.format(link="lien").replace("\n\n", "\n")
    portal = ROOT / "app" / "portal"
    for module in sorted(portal.rglob("*.py")):
        found[str(module)] = "\n".join(_raised(module.read_text(encoding="utf-8")))
    return found


def _raised(code: str) -> list[str]:
    """The sentences of a module: strings that read as French, side by side when they are one."""
    code = re.sub(r'""".*?"""', "", code, flags=re.S)
    code = re.sub(r'"\s*\n\s*f?"', "", code)
    return [
        re.sub(r"\{[^}]*\}", "mot", text)
        for text in re.findall(r'"([A-ZÀÉ][^"\n]{15,})"', code)
        if "’" in text or "." in text
    ]


def sentences_of(text: str) -> list[str]:
    return [one.strip() for one in _END.split(text) if length_of(one) > 1]


def length_of(sentence: str) -> int:
    """In words."""
    return len(_WORD.findall(sentence))


def sentences() -> list[tuple[str, str]]:
    return [(where, one) for where, text in told().items() for one in sentences_of(text)]


def test_sentences_are_short():
    lengths = {one: length_of(one[1]) for one in sentences()}
    assert len(lengths) > 80
    assert sum(lengths.values()) / len(lengths) <= MOST_ON_AVERAGE
    assert [one for one, length in lengths.items() if length > MOST] == []


def test_nothing_is_abbreviated():
    found = [
        (where, cut)
        for where, sentence in sentences()
        for cut in (*_CAPITALS.findall(sentence), *_CUT.findall(sentence))
    ]
    assert found == []


def test_the_counting_sees_what_is_wrong():
    page = "<p>Le DLU du Dr Morel est prêt, etc. " + "mot " * 30 + "</p>"
    text = words_of_a_page(page)
    assert _CAPITALS.findall(text) == ["DLU"]
    assert len(_CUT.findall(text)) == 2
    assert max(len(_WORD.findall(one)) for one in _END.split(text)) > MOST
