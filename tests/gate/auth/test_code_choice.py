"""Which personal codes may be chosen: the same examples as the browser's."""

import json

import pytest

from app.gate.auth.code_choice import problem
from tests.vectors.generate import HERE

CHOICES = json.loads((HERE / "personal_code.json").read_text(encoding="utf-8"))["choices"]


@pytest.mark.parametrize("code", CHOICES["allowed"])
def test_a_code_that_nobody_would_try_first_may_be_chosen(code):
    assert problem(code) is None


@pytest.mark.parametrize("code", CHOICES["refused"])
def test_what_others_would_try_first_is_refused_in_words(code):
    assert problem(code).endswith(".")
    assert not code or code not in problem(code)
