"""The box beside the right one: the same substances and kind of form, in another strength."""

from dataclasses import replace

from medication.other_strengths import other_strengths, strength
from medication.product import Ingredient, Pack, Product
from medication.reference import Reference, assemble
from tests.medication.references import builtin_reference


def named(words: str) -> Product:
    return next(one for one in builtin_reference().products.values() if one.name.startswith(words))


def codes(words: str) -> set[str]:
    return {pack.cip13 for pack in named(words).packs}


def test_a_tablet_of_twice_the_strength_is_another_strength_both_ways() -> None:
    reference = builtin_reference()
    mild, strong = "DOLIPRANE 500 mg, com", "DOLIPRANE 1000 mg, com"
    assert codes(strong) <= {*other_strengths(reference, named(mild))}
    assert codes(mild) <= {*other_strengths(reference, named(strong))}


def test_neither_its_own_packs_nor_those_of_its_generic_group_are() -> None:
    reference = builtin_reference()
    for product in reference.products.values():
        found = {*other_strengths(reference, product)}
        assert not found & {pack.cip13 for pack in product.packs}
        for group in product.groups:
            members = (reference.products.get(cis) for cis in reference.groups[group].members)
            assert not found & {pack.cip13 for one in members if one for pack in one.packs}


def test_a_form_made_to_last_is_never_the_other_strength_of_one_that_is_not() -> None:
    quick = made("1", "gélule", "10 mg")
    slow = made("2", "comprimé à libération prolongée", "20 mg")
    strong = made("3", "comprimé", "20 mg")
    reference = reference_of(quick, slow, strong)
    assert other_strengths(reference, quick) == ("3" * 13,)


def test_another_route_is_another_drug() -> None:
    swallowed, injected = (
        made("1", "solution", "10 mg"),
        made("2", "solution", "20 mg", "intraveineuse"),
    )
    assert other_strengths(reference_of(swallowed, injected), swallowed) == ()


def test_a_substance_that_the_thesaurus_does_not_know_is_told_by_its_name() -> None:
    one, other, third = made("1", "gélule", "10 mg"), made("2", "gélule", "20 mg"), other_drug()
    assert not one.is_covered
    assert other_strengths(reference_of(one, other, third), one) == ("2" * 13,)


def test_one_strength_written_in_two_ways_is_one() -> None:
    assert strength(named("DOLIPRANE 1000 mg, com")) == strength(named("DOLIPRANE 1000 mg, g"))


def test_a_drug_of_which_nothing_is_published_has_none() -> None:
    empty = replace(made("1", "gélule", "10 mg"), ingredients=())
    assert other_strengths(reference_of(empty, made("2", "gélule", "20 mg")), empty) == ()


def test_a_group_that_the_files_do_not_have_is_passed_over() -> None:
    one = replace(made("1", "gélule", "10 mg"), groups=(77,))
    assert other_strengths(reference_of(one, made("2", "gélule", "20 mg")), one) == ("2" * 13,)


def made(cis: str, form: str, dose: str, route: str = "orale", name: str = "INCONNUINE") -> Product:
    ingredient = Ingredient("9", name, dose, "une unité", "SA", 1)
    pack = Pack(cis * 13, cis * 7, "30")
    return Product(cis, f"{name} {dose}, {form}", form, (route,), True, (ingredient,), (pack,))


def other_drug() -> Product:
    return made("4", "gélule", "20 mg", name="AUTRINE")


def reference_of(*products: Product) -> Reference:
    return assemble(
        products,
        {},
        builtin_reference().thesaurus,
        bdpm_date=builtin_reference().bdpm_date,
        digest="x",
    )
