"""What a label may be, and the id that it gives."""

import pytest

from transmissions.labels import LABEL_LIMIT, clean_label, free_id, refuse_taken_label
from transmissions.vocabulary import VocabularyRefused
from transmissions.vocabulary_csv import starting_vocabulary
from transmissions.vocabulary_edits import retire_cible

WORDS = starting_vocabulary()


def test_a_label_stands_on_one_line() -> None:
    assert clean_label("  Soins\n de   bouche ") == "Soins de bouche"


def test_a_label_has_eighty_characters_at_most() -> None:
    assert clean_label("x" * LABEL_LIMIT)
    with pytest.raises(VocabularyRefused, match="80"):
        clean_label("x" * (LABEL_LIMIT + 1))


def test_case_and_accents_do_not_make_another_label() -> None:
    with pytest.raises(VocabularyRefused):
        refuse_taken_label(WORDS, "ANXIETE", except_id=None)
    refuse_taken_label(WORDS, "ANXIETE", except_id="anxiete")


def test_a_retired_cible_gives_its_label_back() -> None:
    refuse_taken_label(retire_cible(WORDS, "anxiete"), "Anxiété", except_id=None)


def test_an_id_already_borne_gets_the_next_number() -> None:
    assert free_id(WORDS, "prurit") == "prurit"
    assert free_id(WORDS, "anxiete") == "anxiete-2"
