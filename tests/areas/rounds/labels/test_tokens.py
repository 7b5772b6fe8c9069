"""The text of labels: the examples that the browser runs too, and what is drawn at random."""

import json
from collections import Counter
from pathlib import Path

import pytest

from app.areas.rounds.labels.tokens import ALPHABET, Token, digest_of, new_text, parse

VECTORS = Path(__file__).parents[3] / "vectors" / "labels.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("each", CASES, ids=[each["case"] for each in CASES])
def test_a_label_is_read(each):
    expected = each["expect"]
    assert parse(each["text"]) == (Token(**expected) if expected else None)


def test_a_new_text_is_read_back_as_its_kind():
    for kind in ("person", "container"):
        token = parse(new_text(kind))
        assert token is not None and token.kind == kind


def test_every_letter_is_drawn_about_as_often():
    drawn = Counter("".join(new_text("person")[7:] for _ in range(700)))
    assert set(drawn) == set(ALPHABET)
    assert all(800 < count < 1200 for count in drawn.values()), drawn


def test_keyboards_agree_on_its_letters():
    azerty = ("azertyuiop", "qsdfghjklm", "wxcvbn")
    qwerty = ("qwertyuiop", "asdfghjkl;", "zxcvbn")
    keys = zip("".join(azerty), "".join(qwerty), strict=True)
    assert set(ALPHABET.lower()) == {one for one, other in keys if one == other}


def test_what_is_no_label_has_no_digest():
    with pytest.raises(ValueError, match="no label"):
        digest_of("03400930000014")
