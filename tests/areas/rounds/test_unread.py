"""What was written on a tablet that could read nothing finds its person by the label, and a nurse reads it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.rounds.labels.commands import print_labels, replace_lost
from app.areas.rounds.labels.tokens import digest_of, new_text
from app.areas.rounds.models import Administration
from app.gate.sync.models import Command
from tests.areas.rounds.gestures import NOON, Noon

LASILIX = "03400935281388"


def label(noon: Noon) -> str:
    """The digest of the label of Mme Lenoir."""
    with noon.exchange.house.database.write() as session:
        vault, actor = noon.exchange.house.vault, noon.actor("Nadia", "nurse")
        texts = print_labels(session, vault, actor, [noon.lenoir], now=NOON)
    return digest_of(texts[noon.lenoir])


def note(noon: Noon, digest: str, who: str = "Aïcha", **body: Any) -> dict[str, Any]:
    told = {"label": digest, "what": "given", **body}
    return noon.send(noon.unlock(who), "label.note", told, person=None)[1]


def asked(noon: Noon) -> list[tuple[str, bool, str | None, uuid.UUID]]:
    with noon.exchange.house.database.read() as session:
        rows = session.scalars(
            select(FollowUp).where(FollowUp.kind == "unread", FollowUp.person_id == noon.lenoir)
        ).all()
    open_ = noon.exchange.house.vault.open
    return [
        (
            open_(one.person_id, "follow_up", one.id, one.sealed)["what"],
            one.is_urgent,
            one.role,
            one.person_id,
        )
        for one in rows
    ]


def test_it_finds_its_person_by_the_label_and_asks_a_nurse_at_once(each_noon: Noon) -> None:
    noon = each_noon
    answer = note(noon, label(noon), boxes=[LASILIX], text="avec un peu d’eau")
    assert answer["outcome"] == "applied", answer
    says = "Donné, à reporter avant de redonner : LASILIX 40 mg, comprimé sécable"
    assert asked(noon) == [(f"{says} · « avec un peu d’eau »", True, "nurse", noon.lenoir)]


def test_nothing_of_it_counts_as_given(noon: Noon) -> None:
    note(noon, label(noon), boxes=[LASILIX])
    with noon.exchange.house.database.read() as session:
        given = select(Administration).where(Administration.person_id == noon.lenoir)
        assert session.scalars(given).all() == []


def test_the_command_is_kept_under_the_key_of_the_person_and_goes_with_it(noon: Noon) -> None:
    note(noon, label(noon), text="a tout pris")
    with noon.exchange.house.database.read() as session:
        row = session.scalars(
            select(Command).where(Command.type == "label.note", Command.person_id == noon.lenoir)
        ).one()
    assert noon.exchange.house.vault.open(noon.lenoir, "command", row.id, row.sealed)["jws"]


def test_a_refusal_is_urgent_a_note_is_not(noon: Noon) -> None:
    digest = label(noon)
    note(noon, digest, what="refused")
    note(noon, digest, what="note", text="demande sa fille")
    assert {(says, urgent) for says, urgent, *_ in asked(noon)} == {
        ("Refusé, à reporter", True),
        ("À lire : « demande sa fille »", False),
    }


def test_a_label_declared_lost_since_was_on_her_door(noon: Noon) -> None:
    digest = label(noon)
    with noon.exchange.house.database.write() as session:
        vault, actor = noon.exchange.house.vault, noon.actor("Nadia", "nurse")
        replace_lost(session, vault, actor, noon.lenoir, now=NOON)
    assert note(noon, digest)["outcome"] == "applied"


def test_a_label_of_nobody_is_put_aside_for_somebody_to_decide(noon: Noon) -> None:
    answer = note(noon, digest_of(new_text("person")))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_label")
    assert asked(noon) == []


def test_a_label_of_another_home_is_one_of_nobody(noon: Noon) -> None:
    digest = label(noon)
    answer = noon.send(
        noon.exchange.other.unlock("Chloé"),
        "label.note",
        {"label": digest, "what": "given"},
        person=None,
    )[1]
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_label")


def test_whoever_could_read_does_not_write_so(noon: Noon) -> None:
    answer = noon.send(noon.unlock("Aïcha"), "label.note", {"label": label(noon), "what": "given"})[
        1
    ]
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")


@pytest.mark.parametrize(
    "body",
    [
        {"what": "note"},
        {"what": "perhaps"},
        {"label": "CHEVETP"},
        {"boxes": ["340093528138"]},
        {"text": "x" * 101},
        {"text": "\x00"},
    ],
    ids=lambda body: ",".join(body),
)
def test_what_says_nothing_is_put_aside(noon: Noon, body: dict[str, Any]) -> None:
    assert note(noon, body.pop("label", None) or label(noon), **body)["outcome"] == "quarantined"


def test_a_long_list_of_boxes_is_cut_not_lost(noon: Noon) -> None:
    many = [f"034009352813{number:02}" for number in range(12)]
    answer = note(noon, label(noon), boxes=many, text="y" * 100)
    assert answer["outcome"] == "applied"
    assert asked(noon)[0][0].endswith(f"… · « {'y' * 100} »")
