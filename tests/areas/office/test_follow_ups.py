"""What remains to be done, looked over and answered at a desk."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from app.areas.follow_ups import standing
from app.areas.follow_ups.commands import Asked, acknowledge_follow_up, close_follow_up, open_task
from app.areas.follow_ups.commands.by import by_actor
from app.areas.follow_ups.models import FollowUp
from app.areas.follow_ups.rows import Done, step_row
from app.ground import clock
from app.ground.ids import new_id
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.office.conftest import Desk, sit

LIST = "/bureau/a-faire"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def roux(home: Home) -> uuid.UUID:
    return home.admit("Mimosas", "201", family_name="Roux", birth_name=None)


def ask(home: Home, person: uuid.UUID, what: str, hours: float = 1, **more: object) -> uuid.UUID:
    """Something to be done so many hours from now."""
    asked = Asked(due_at=NOW + hours * HOUR, kind="task", what=what, **more)  # type: ignore[arg-type]
    vault, earlier = home.house.vault, NOW - 2 * HOUR
    with home.house.database.write() as session:
        return open_task(session, vault, home.leader, asked, person_id=person, now=earlier)


def row_of(home: Home, follow_up: uuid.UUID) -> FollowUp:
    with home.house.database.read() as session:
        return session.get_one(FollowUp, follow_up)


def test_the_overdue_come_first_and_the_urgent_before_them(
    desk: Desk, home: Home, lenoir: uuid.UUID, roux: uuid.UUID
) -> None:
    ask(home, lenoir, "Peser", 3)
    ask(home, roux, "Rappeler le kiné", -1)
    ask(home, lenoir, "Refaire la glycémie", 0.4, urgent=True, role="nurse")
    page = desk.get(LIST)
    places = [
        page.index(f" {what} ") for what in ("Refaire la glycémie", "Rappeler le kiné", "Peser")
    ]
    assert places == sorted(places)
    for words in (
        "3 suivis ouverts, dont 1 en retard",
        "Urgent dans 24 min",
        "en retard de 1 h",
        "aujourd’hui à 13 h",
        "Infirmier·ère",
        "Lenoir Jeanne",
        "101, Glycines",
        "Hélène Marchand",
    ):
        assert words in page, words


def test_what_another_team_left_is_said_to_be_carried_over(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    ask(home, lenoir, "Peser", -16)
    ask(home, lenoir, "Marcher dans le couloir", -0.5)
    page = desk.get(LIST)
    assert "Repris de l’équipe précédente, prévu hier à 18 h" in page
    assert "Les Tilleuls · " in page  # on paper: which home, which list
    assert page.count("Repris") == 1


def test_nobody_who_answered_in_two_hours_is_said_on_the_list_and_at_home(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    assert "sans réponse" not in desk.get("/bureau")
    ask(home, lenoir, "Peser", -2)
    ask(home, lenoir, "Appeler le médecin", -0.25, urgent=True)
    ask(home, lenoir, "Marcher", -1)
    assert "2 suivis en retard sans réponse, dont 1 urgent." in desk.get("/bureau")
    late = desk.get(f"{LIST}?etat=signales")
    assert "Peser" in late and "Appeler le médecin" in late and "Marcher" not in late
    assert late.count("Personne n’a encore répondu") == 2


def test_filters_stay_in_the_address(
    desk: Desk, home: Home, lenoir: uuid.UUID, roux: uuid.UUID
) -> None:
    ask(home, lenoir, "Peser", 3)
    ask(home, roux, "Rappeler le kiné", -1, role="nurse")
    for query, there, absent in (
        ("etat=retard", "Rappeler", "Peser"),
        (f"unite={home.units['Glycines']}", "Peser", "Rappeler"),
        ("metier=nurse", "Rappeler", "Peser"),
        (f"personne={lenoir}", "Peser", "Rappeler"),
    ):
        page = desk.get(f"{LIST}?{query}")
        assert there in page and absent not in page, query
    assert "Rien ne correspond" in desk.get(f"{LIST}?metier=paramedical")
    for strange in ("etat=%00", "unite=là", "personne=x", "page=-1", "page=9999", "metier=roi"):
        desk.get(f"{LIST}?{strange}")


def test_a_search_finds_names_and_words_and_stays_out_of_the_address(
    desk: Desk, home: Home, lenoir: uuid.UUID, roux: uuid.UUID
) -> None:
    ask(home, lenoir, "Peser au lever")
    ask(home, roux, "Rappeler le kiné")
    for query, there, absent in (("lenoir", "Peser", "kiné"), ("KINE", "kiné", "Peser")):
        answer = desk.send(LIST, q=query)
        assert answer.status_code == 200
        assert there in answer.text and absent not in answer.text


def test_a_long_list_is_told_a_page_at_a_time(
    desk: Desk, home: Home, lenoir: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.areas.follow_ups.views.listing.PER_PAGE", 2)
    for hours, what in enumerate(("Peser", "Marcher", "Boire"), 1):
        ask(home, lenoir, what, hours)
    first, second = desk.get(LIST), desk.get(f"{LIST}?page=2")
    assert "Peser" in first and "Marcher" in first and "Boire" not in first and "Après" in first
    assert "Boire" in second and "Peser" not in second and "Avant" in second


def test_an_empty_list_teaches(desk: Desk, lenoir: uuid.UUID) -> None:
    assert "Rien n’attend" in desk.get(LIST)
    assert "Rien n’a été clos" in desk.get(f"{LIST}?etat=clos")


def test_an_answer_closes_it_and_is_shown_with_its_words(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    follow_up = ask(home, lenoir, "Peser")
    page = f"{LIST}/{follow_up}/clore"
    answer = desk.send(page, outcome="done", result="52,4 kg\nstable")
    assert (answer.status_code, answer.location) == (302, LIST)
    assert row_of(home, follow_up).outcome == "done"
    closed = desk.get(f"{LIST}?etat=clos")
    assert "Fait" in closed and "52,4 kg" in closed
    assert "52,4 kg stable" in desk.get(f"{LIST}/{follow_up}")
    assert [event.subject_id for event in home.events("follow_up.close")] == [follow_up]


def test_annuler_after_an_answer_opens_it_again(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "Peser")
    desk.send(f"{LIST}/{follow_up}/clore", outcome="done", result="")
    assert desk.press(LIST, f"{LIST}/{follow_up}/rouvrir").status_code == 302
    assert row_of(home, follow_up).closed_at is None
    assert "de nouveau à faire" in desk.get(f"{LIST}/{follow_up}")


def test_annuler_too_late_says_so(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "Peser")
    desk.send(f"{LIST}/{follow_up}/clore", outcome="done", result="")
    with clock.frozen(NOW + 3 * MINUTE):
        desk.press(LIST, f"{LIST}/{follow_up}/rouvrir")
        assert "Le délai d’annulation est passé" in desk.get(f"{LIST}/{follow_up}")
    assert row_of(home, follow_up).closed_at == NOW


def test_what_was_answered_meanwhile_is_told_and_nothing_typed_is_lost(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    follow_up = ask(home, lenoir, "Peser")
    values = desk.form(f"{LIST}/{follow_up}/clore", "result") | {"result": "52,4 kg"}
    with home.house.database.write() as session:
        close_follow_up(session, home.house.vault, home.leader, follow_up, now=NOW)
    answer = desk.client.post(f"{LIST}/{follow_up}/clore", data=values)
    assert answer.status_code == 409
    assert "Une réponse a été donnée entre-temps" in answer.text
    assert "52,4 kg" in answer.text


def test_it_is_put_off_to_a_time_to_come(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "Peser")
    page = f"{LIST}/{follow_up}/reporter"
    past = desk.send(page, due_on="2026-11-21", due_hour="09:30", reason="dort")
    assert past.status_code == 422
    assert "Ce moment est passé" in past.text and "dort" in past.text
    wrong = desk.send(page, due_on="2026-02-30", due_hour="25:00")
    assert wrong.status_code == 422
    assert desk.send(page, due_on="2026-11-22", due_hour="08:00", reason="dort").status_code == 302
    assert row_of(home, follow_up).due_at == NOW + 22 * HOUR
    shown = desk.get(f"{LIST}/{follow_up}")
    assert "aujourd’hui à 11 h → demain à 8 h" in shown and "dort" in shown


def test_taking_charge_is_one_button(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "Peser", -3)
    page = f"{LIST}/{follow_up}"
    assert desk.press(page, f"{page}/prendre").status_code == 302
    assert "Je m’en occupe" not in desk.get(page)
    assert "s’en occupe" in desk.get(LIST)
    assert "sans réponse" not in desk.get("/bureau")


def test_something_is_added_from_a_person_s_page(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    assert "À faire" in desk.get(f"/bureau/personnes/{lenoir}")
    assert "Ajouter" in desk.get(f"{LIST}?personne={lenoir}")
    page = f"/bureau/personnes/{lenoir}/a-faire"
    empty = desk.send(page, what=" ", due_on="2026-11-21", due_hour="18:00")
    assert empty.status_code == 422
    assert "Dites en quelques mots" in empty.text
    answer = desk.send(
        page,
        what="Peser",
        kind="reassess",
        role="nurse",
        is_urgent="y",
        due_on="2026-11-21",
        due_hour="18:00",
    )
    assert answer.location == f"{LIST}?personne={lenoir}"
    with home.house.database.read() as session:
        row = session.query(FollowUp).one()
    assert (row.kind, row.role, row.is_urgent, row.due_at) == (
        *("reassess", "nurse", True),
        NOW + 8 * HOUR,
    )


@pytest.mark.parametrize(
    "typed", [{"kind": "alert"}, {"role": "king"}, {"what": "a" * 201}], ids=str
)
def test_what_the_form_does_not_offer_is_refused_beside_its_field(
    typed: dict[str, str], desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    page = f"/bureau/personnes/{lenoir}/a-faire"
    good = {"what": "Peser", "due_on": "2026-11-21", "due_hour": "18:00"}
    answer = desk.send(page, **{**good, **typed})
    assert answer.status_code == 422
    with home.house.database.read() as session:
        assert session.query(FollowUp).count() == 0


def test_texts_are_shown_as_they_were_typed(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "<b>Peser</b>")
    for page in (LIST, f"{LIST}/{follow_up}"):
        assert "&lt;b&gt;Peser" in desk.client.get(page).text


def test_two_answers_are_both_told(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "Peser")
    with home.house.database.write() as session:
        close_follow_up(session, home.house.vault, home.leader, follow_up, result="52", now=NOW)
    late = by_actor(home.leader, NOW + MINUTE, None)
    row = step_row(
        home.house.vault,
        late,
        Done("close", outcome="done", result="53"),
        id=new_id(),
        follow_up=follow_up,
        person=lenoir,
    )
    with home.house.database.write() as session:
        standing.add(session, standing.find(session, follow_up), row)
    page = desk.get(f"{LIST}/{follow_up}")
    assert page.index("52") < page.index("Autre réponse, gardée") < page.index("53")
    assert "Plusieurs personnes ont répondu" in page


def test_a_nurse_sees_her_units_alone(
    application: object, home: Home, lenoir: uuid.UUID, roux: uuid.UUID
) -> None:
    hers, not_hers = ask(home, roux, "Rappeler le kiné", -3), ask(home, lenoir, "Peser", -3)
    nurse = sit(application, home, "nurse", "Mimosas")  # type: ignore[arg-type]
    page = nurse.get(LIST)
    assert "Rappeler" in page and "Peser" not in page
    assert "1 suivi en retard sans réponse." in nurse.get("/bureau")
    nurse.get(f"{LIST}/{hers}")
    for path in ("", "/clore", "/reporter"):
        nurse.get(f"{LIST}/{not_hers}{path}", status=404)
    nurse.get(f"/bureau/personnes/{lenoir}/a-faire", status=404)


def test_another_home_finds_nothing(chloe: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "Peser", -3)
    assert "Peser" not in chloe.get(LIST)
    assert "sans réponse" not in chloe.get("/bureau")
    for path in ("", "/clore", "/reporter"):
        chloe.get(f"{LIST}/{follow_up}{path}", status=404)


def test_a_pharmacist_reads_and_writes_nothing(
    application: object, home: Home, lenoir: uuid.UUID
) -> None:
    follow_up = ask(home, lenoir, "Peser")
    pharmacist = sit(application, home, "pharmacist")  # type: ignore[arg-type]
    assert "Répondre" not in pharmacist.get(LIST)
    assert "Répondre" not in pharmacist.get(f"{LIST}/{follow_up}")
    pharmacist.get(f"{LIST}/{follow_up}/clore", status=403)


def test_an_administrative_finds_no_such_place(application: object, home: Home) -> None:
    office = sit(application, home, "office")  # type: ignore[arg-type]
    assert LIST not in office.client.get("/bureau").text
    office.get(LIST, status=403)


def test_who_took_charge_is_named(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "Peser", -3)
    with home.house.database.write() as session:
        acknowledge_follow_up(session, home.house.vault, home.leader, follow_up, now=NOW)
    assert "Hélène Marchand s’en occupe" in desk.get(LIST)


def test_reading_leaves_one_trace_a_session(desk: Desk, home: Home, lenoir: uuid.UUID) -> None:
    follow_up = ask(home, lenoir, "Peser")
    for _ in range(2):
        desk.get(LIST)
        desk.get(f"{LIST}/{follow_up}")
    assert len(home.events("follow_up.listed")) == 1
    assert len(home.events("person.open")) == 1
