"""Every task that the rules of a treatment ask for: one list."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from medication.asked import asked
from medication.facts import Measure, PatchInPlace, Refusal
from medication.prescription import Calendar, EveryDays, Patch
from tests.medication.treatments import NOW, facts, knowledge, line

HUMALOG, COUMADINE, DUROGESIC, ELIQUIS, DOLIPRANE = (
    "65132156",
    "63245753",
    "60914025",
    "61902218",
    "60234100",
)
INSULIN = line(HUMALOG, unit="unité")
AVK = line(COUMADINE, Calendar("soir", {NOW.date(): Decimal(1)}, None, NOW.date()))
PATCH = line(DUROGESIC, Patch("matin", Decimal(1), 72, EveryDays(3, NOW.date())))
CRITICAL = line(ELIQUIS)
HAPPENED = facts(
    glycaemia=Measure(Decimal("0.50"), "g/L", NOW),
    inr=Measure(Decimal("5.5"), "", NOW - timedelta(days=2)),
    patches_in_place=(
        PatchInPlace(PATCH.chain, ("fentanyl",), "dos", NOW - timedelta(days=4)),
        PatchInPlace(PATCH.chain, ("fentanyl",), "bras", NOW - timedelta(days=1), "not_found"),
    ),
    refusals=(Refusal(CRITICAL.chain, ("apixaban",), NOW - timedelta(hours=1)),),
)


def kinds(*lines, known=HAPPENED):
    return [task.kind for task in asked(lines, known, knowledge())]


def test_every_scheme_asks_for_what_its_rule_says_in_order_of_time():
    assert kinds(INSULIN, AVK, PATCH, CRITICAL) == [
        "patch_removal",
        "inr_control",
        "refusals",
        "inr_hold",
        "patch_lost",
        "resugar",
        "recheck_glycaemia",
    ]


def test_two_strengths_of_one_anticoagulant_ask_once():
    other = line("64631925", Calendar("soir", {NOW.date(): Decimal(1)}, None, NOW.date()))
    assert kinds(AVK, other, known=facts(inr=HAPPENED.inr)) == ["inr_control", "inr_hold"]


def test_the_order_of_lines_changes_nothing():
    lines = (INSULIN, AVK, PATCH, CRITICAL)
    assert asked(lines, HAPPENED, knowledge()) == asked(lines[::-1], HAPPENED, knowledge())


def test_a_low_glycaemia_asks_for_nothing_where_there_is_no_insulin():
    known = facts(glycaemia=Measure(Decimal("0.50"), "g/L", NOW))
    assert kinds(line(DOLIPRANE), known=known) == []
    assert kinds(INSULIN, known=facts()) == []


def test_lines_that_ended_ask_for_nothing_but_their_patch():
    over = NOW - timedelta(days=1)
    ended = [line(cis, ends_at=over) for cis in (HUMALOG, COUMADINE, ELIQUIS)]
    assert kinds(*ended, known=facts(refusals=HAPPENED.refusals)) == []
    assert "patch_removal" in kinds(known=HAPPENED)
