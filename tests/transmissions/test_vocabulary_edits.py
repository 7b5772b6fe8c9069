"""What a home changes in its words makes a new version and never touches the old one."""

import pytest

from transmissions import vocabulary_edits as edits
from transmissions.vocabulary import ALARM_IDS, VocabularyRefused
from transmissions.vocabulary_csv import starting_vocabulary

WORDS = starting_vocabulary()


def test_an_edit_makes_the_next_version_and_leaves_the_first() -> None:
    changed = edits.rename_cible(WORDS, "agitation", "Agitation du soir")
    assert changed.version == WORDS.version + 1
    assert changed.by_id["agitation"].label == "Agitation du soir"
    assert WORDS.by_id["agitation"].label == "Agitation"


def test_a_new_cible_has_the_slug_of_its_label() -> None:
    changed = edits.add_cible(WORDS, theme="peau", label=" Prurit  nocturne ", data=["se gratte"])
    added = changed.cibles[-1]
    assert (added.id, added.label, added.data) == (
        "prurit-nocturne",
        "Prurit nocturne",
        ("se gratte",),
    )
    assert not added.alarm and not added.macro


def test_sections_make_a_macro_cible() -> None:
    changed = edits.add_cible(WORDS, theme="parcours", label="Bilan", sections=["Maladie", "Vécu"])
    assert changed.by_id["bilan"].macro


def test_a_label_freed_by_a_renaming_gets_another_id() -> None:
    renamed = edits.rename_cible(WORDS, "agitation", "Agitation du soir")
    changed = edits.add_cible(renamed, theme="psychique", label="Agitation")
    assert changed.cibles[-1].id == "agitation-2"


@pytest.mark.parametrize("label", ["", "  ", "…", "x" * 81, "a\0b", "Agitation", "AGITATION"])
def test_it_refuses_a_label_that_is_empty_long_unreadable_or_taken(label: str) -> None:
    with pytest.raises(VocabularyRefused) as refusal:
        edits.add_cible(WORDS, theme="psychique", label=label)
    assert list(refusal.value.fields) == ["label"]


def test_it_refuses_a_theme_or_a_cible_that_does_not_exist() -> None:
    with pytest.raises(VocabularyRefused):
        edits.add_cible(WORDS, theme="rien", label="Nouveau")
    with pytest.raises(VocabularyRefused):
        edits.rename_cible(WORDS, "rien", "Nouveau")
    with pytest.raises(VocabularyRefused):
        edits.move_cible(WORDS, "agitation", "rien")


def test_a_retired_cible_is_no_longer_offered_nor_common_but_stays_readable() -> None:
    changed = edits.retire_cible(WORDS, "agitation")
    assert changed.by_id["agitation"].retired
    assert "agitation" not in {cible.id for cible in changed.offered()}
    assert "agitation" in WORDS.common and "agitation" not in changed.common
    assert changed.version == WORDS.version + 1


def test_a_retired_cible_may_come_back_unless_its_label_was_taken() -> None:
    retired = edits.retire_cible(WORDS, "agitation")
    assert not edits.restore_cible(retired, "agitation").by_id["agitation"].retired
    taken = edits.add_cible(retired, theme="psychique", label="Agitation")
    with pytest.raises(VocabularyRefused):
        edits.restore_cible(taken, "agitation")


@pytest.mark.parametrize("alarm", sorted(ALARM_IDS))
def test_an_alarm_cible_can_be_renamed_but_not_retired(alarm: str) -> None:
    assert edits.rename_cible(WORDS, alarm, "Autre mot").by_id[alarm].alarm
    with pytest.raises(VocabularyRefused, match="alerte"):
        edits.retire_cible(WORDS, alarm)


def test_phrases_are_replaced_and_keep_their_limits() -> None:
    changed = edits.rephrase_cible(WORDS, "chute", data=["au sol"], actions=[], results=["RAS"])
    chute = changed.by_id["chute"]
    assert (chute.data, chute.actions, chute.results) == (("au sol",), (), ("RAS",))
    assert chute.alarm and chute.sections == WORDS.by_id["chute"].sections
    with pytest.raises(VocabularyRefused) as refusal:
        edits.rephrase_cible(WORDS, "chute", data=["x" * 121], actions=[""], results=[])
    assert list(refusal.value.fields) == ["data", "actions"]


def test_the_order_names_each_cible_once() -> None:
    ids = [cible.id for cible in WORDS.cibles]
    assert [each.id for each in edits.reorder_cibles(WORDS, ids[::-1]).cibles] == ids[::-1]
    for wrong in (ids[1:], [*ids, ids[0]], ["rien", *ids[1:]]):
        with pytest.raises(VocabularyRefused):
            edits.reorder_cibles(WORDS, wrong)


def test_common_cibles_are_offered_ones_named_once() -> None:
    assert edits.choose_common(WORDS, ["plaie"]).common == ("plaie",)
    for wrong in (["plaie", "plaie"], ["rien"]):
        with pytest.raises(VocabularyRefused):
            edits.choose_common(WORDS, wrong)
    with pytest.raises(VocabularyRefused):
        edits.choose_common(edits.retire_cible(WORDS, "plaie"), ["plaie"])


def test_a_theme_is_added_once() -> None:
    changed = edits.add_theme(WORDS, "Nuit")
    assert changed.themes[-1].id == "nuit"
    with pytest.raises(VocabularyRefused):
        edits.add_theme(changed, "nuit")


def test_a_cible_moves_to_another_theme() -> None:
    assert edits.move_cible(WORDS, "plaie", "douleur").by_id["plaie"].theme == "douleur"
