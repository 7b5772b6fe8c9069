"""Wounds at a desk: read side by side, assessed, put right, printed."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import delete, select

from app.areas.documents.models import Document
from app.areas.wounds.commands import Asked, Typed, assess, close, open_wound
from app.areas.wounds.models import WoundAct
from app.areas.wounds.queries import WoundValue, wound_of
from app.gate.audit.models import AuditEvent
from app.gate.audit.verify import verify_rows
from tests.areas.conftest import NOW, Home
from tests.areas.office.conftest import Desk, Fields
from tests.areas.prescribing.paper import handed_in
from transmissions.wounds import Assessment, Consent, Described

DAY = timedelta(days=1)
HEEL = Described("heel", "left", "pressure_ulcer")
SIZES = {"length_mm": "40", "width_mm": "30"}


@pytest.fixture
def lenoir(home: Home) -> uuid.UUID:
    return home.admit()


@pytest.fixture
def wound(home: Home, lenoir: uuid.UUID) -> uuid.UUID:
    return opened(home, lenoir, HEEL)


def opened(home: Home, person: uuid.UUID, said: Described) -> uuid.UUID:
    with home.house.database.write() as session:
        return open_wound(
            session,
            home.house.vault,
            home.leader,
            said,
            Consent(True, "person"),
            person_id=person,
            today=NOW.date(),
            now=NOW - 40 * DAY,
        )


def seen(home: Home, wound: uuid.UUID, length: int, days: float, **more: object) -> uuid.UUID:
    """An assessment of so many days ago."""
    said = Assessment(length_mm=length, width_mm=30, **more)  # type: ignore[arg-type]
    typed = Typed(said, taken_at=NOW - days * DAY, is_answered=True)
    with home.house.database.write() as session:
        return assess(session, home.house.vault, home.leader, wound, typed, now=NOW)


def value(home: Home, wound: uuid.UUID) -> WoundValue:
    with home.house.database.read() as session:
        return wound_of(session, home.house.vault, home.id, wound)


def path(wound: uuid.UUID, rest: str = "") -> str:
    return f"/bureau/plaies/{wound}{rest}"


def test_a_wound_is_opened_assessed_and_closed_by_forms(
    desk: Desk, home: Home, lenoir: uuid.UUID
) -> None:
    new = f"/bureau/personnes/{lenoir}/plaies/nouvelle"
    answer = desk.send(new, site="heel", side="left", kind="pressure_ulcer", consent="given")
    wound = uuid.UUID(answer.location.rsplit("/", 1)[1])
    assert "Escarre, talon gauche" in desk.get(path(wound))
    answer = desk.send(
        path(wound, "/evaluer"), **SIZES, slough="30", granulation="70", stage="3", exudate="low"
    )
    assert answer.status_code == 302
    page = desk.get(path(wound))
    assert "40 × 30 mm" in page and "12 cm²" in page and "Bourgeonnement 70" in page
    assert desk.send(path(wound, "/clore"), note="", ending="healed").status_code == 302
    assert "Cicatrisée" in desk.get(path(wound))
    assert "Cicatrisée" in desk.get(f"/bureau/personnes/{lenoir}/plaies")
    assert desk.press(path(wound), path(wound, "/rouvrir")).status_code == 302
    assert value(home, wound).closed_at is None
    with home.house.database.read() as session:
        verbs = set(session.scalars(select(AuditEvent.verb)))
    assert {"wound.open", "wound.assess", "wound.close", "wound.reopen"} <= verbs
    assert verify_rows(home.house) == []


def test_a_series_is_told_by_a_curve_in_words_and_a_table(
    desk: Desk, home: Home, wound: uuid.UUID
) -> None:
    for length, days in ((50, 28), (44, 14), (40, 1)):
        seen(home, wound, length, days)
    markup = desk.client.get(path(wound)).text
    assert 'class="wound-chart"' in markup
    assert "Surface, 3 évaluations : 15 cm² au départ, 12 cm² à la dernière" in markup
    page = desk.get(path(wound))
    assert "diminue de 20 % en 27 jours" in page
    assert "Depuis la fois d’avant : diminue de 9 % en 13 jours" in page
    places = [page.index(words) for words in ("40 × 30 mm", "44 × 30 mm", "50 × 30 mm")]
    assert places == sorted(places)
    listed = desk.get("/bureau/plaies")
    assert "Escarre, talon gauche" in listed and "Diminue de 20 % en 27 jours" in listed


def test_a_length_in_centimetres_is_asked_and_nothing_is_kept_before(
    desk: Desk, home: Home, wound: uuid.UUID
) -> None:
    seen(home, wound, 38, 7)
    form = path(wound, "/evaluer")
    refused = desk.send(form, length_mm="3,5", width_mm="2")
    assert refused.status_code == 422 and "écrivez « 3,5 cm »" in refused.text
    asked = desk.send(form, length_mm="4", width_mm="30")
    assert "dans quelle unité" in asked.text and len(value(home, wound).assessments) == 1
    answer = desk.send(form, length_mm="4", width_mm="30", answer="1")
    assert answer.status_code == 302
    assert value(home, wound).assessments[-1].assessment.length_mm == 40


def test_the_command_asks_too_whoever_calls_it(home: Home, wound: uuid.UUID) -> None:
    seen(home, wound, 38, 7)
    typed = Typed(Assessment(length_mm=4, width_mm=3), taken_at=NOW)
    with pytest.raises(Asked), home.house.database.write() as session:
        assess(session, home.house.vault, home.leader, wound, typed, now=NOW)
    assert len(value(home, wound).assessments) == 1


def test_each_question_is_answered_by_itself(desk: Desk, home: Home, wound: uuid.UUID) -> None:
    seen(home, wound, 38, 7)
    form, typed = path(wound, "/evaluer"), {"length_mm": "4", "width_mm": "35"}
    asked = desk.send(form, **typed, answer="0")
    assert "La largeur dépasse la longueur" in asked.text
    again = Fields()
    again.feed(asked.text)
    values = next(values for _, values in again.forms if "length_mm" in values)
    assert desk.client.post(form, data={**values, "answer": "1"}).status_code == 302
    said = value(home, wound).assessments[-1]
    assert (said.assessment.length_mm, said.assessment.width_mm, said.flags) == (4, 35, ())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "dites pourquoi elles manquent"),
        ({"length_mm": "abc", "width_mm": "3"}, "nombre de millimètres"),
        ({"length_mm": "9999", "width_mm": "3"}, "Vérifiez l’unité"),
        ({**SIZES, "slough": "30"}, "il en faut 100"),
        ({**SIZES, "slough": "beaucoup"}, "Un pourcentage"),
        ({**SIZES, "taken_on": "2999-01-01"}, "l’année"),
        ({**SIZES, "taken_on": "2027-01-01"}, "pas encore venu"),
        ({**SIZES, "care": "a" * 1001}, "la limite est de 1000"),
    ],
    ids=lambda one: str(one)[:40],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    desk: Desk, home: Home, wound: uuid.UUID, typed: dict[str, str], says: str
) -> None:
    answer = desk.send(path(wound, "/evaluer"), **{"length_mm": "", **typed})
    assert answer.status_code == 422 and says in answer.text.replace("&#39;", "’")
    assert value(home, wound).assessments == ()


def test_a_correction_is_a_version_and_the_one_before_stays(
    desk: Desk, home: Home, wound: uuid.UUID
) -> None:
    act = seen(home, wound, 400, 1)
    form = path(wound, f"/evaluations/{act}")
    unsaid = desk.send(form, length_mm="40")
    assert unsaid.status_code == 422 and "Dites ce qui n’allait pas" in unsaid.text
    assert desk.send(form, length_mm="40", why="Centimètres").status_code == 302
    (one,) = value(home, wound).assessments
    assert one.assessment.length_mm == 40 and one.older[0].assessment.length_mm == 400
    assert "Corrigée : Centimètres. Avant : 400 × 30 mm" in desk.get(path(wound))
    assert desk.client.get(form).status_code == 404
    token = desk.form(path(wound, "/evaluer"), "csrf_token")["csrf_token"]
    aside = path(wound, f"/evaluations/{act}/ecarter")
    assert desk.client.post(aside, data={"csrf_token": token}).status_code == 404
    assert verify_rows(home.house) == []


def test_an_assessment_of_another_wound_is_moved_there(
    desk: Desk, home: Home, lenoir: uuid.UUID, wound: uuid.UUID
) -> None:
    act = seen(home, wound, 40, 1, care="Hydrogel")
    right = opened(home, lenoir, Described("sacrum", None, "pressure_ulcer"))
    page = path(wound, f"/evaluations/{act}")
    answer = desk.press(page, f"{page}/ranger")
    assert answer.status_code == 302
    assert value(home, wound).assessments == ()
    (moved,) = value(home, right).assessments
    assert moved.assessment.care == "Hydrogel" and moved.taken_at == NOW - DAY


def test_what_should_not_have_been_written_is_set_aside_in_two_gestures(
    desk: Desk, home: Home, wound: uuid.UUID
) -> None:
    act = seen(home, wound, 40, 1)
    page = path(wound, f"/evaluations/{act}")
    assert desk.press(page, f"{page}/ecarter").status_code == 302
    assert value(home, wound).assessments == ()
    with home.house.database.read() as session:
        assert session.get_one(WoundAct, act).retracted_at == NOW


def test_the_description_is_put_right_with_its_reason(
    desk: Desk, home: Home, wound: uuid.UUID
) -> None:
    form = path(wound, "/decrire")
    assert desk.send(form, side="right").status_code == 422
    assert desk.send(form, side="right", why="Mauvais côté").status_code == 302
    assert value(home, wound).name == "Escarre, talon droit"


def test_consent_is_refused_given_by_another_and_taken_back(
    desk: Desk, home: Home, wound: uuid.UUID
) -> None:
    form = path(wound, "/photos")
    assert desk.send(form, note="").status_code == 422
    assert desk.send(form, note="", given="given", by="representative").status_code == 422
    named = {"note": "Mme Roy, tutrice", "given": "given", "by": "representative"}
    assert desk.send(form, **named).status_code == 302
    assert "Mme Roy, tutrice" in desk.get(path(wound))
    assert desk.send(form, note="", given="refused", by="person").status_code == 302
    assert "Photos refusées" in desk.get(path(wound))
    assert value(home, wound).consent_state == "refused"


def test_a_picture_that_came_with_nothing_and_without_consent_says_so(
    desk: Desk, home: Home, lenoir: uuid.UUID, wound: uuid.UUID
) -> None:
    picture = handed_in(home.house, home.leader, lenoir, kind="wound_photo")
    with home.house.database.write() as session:
        session.get_one(Document, picture).wound_id = wound
    assert "sans accord" not in desk.get(path(wound))
    with home.house.database.write() as session:
        session.execute(delete(WoundAct).where(WoundAct.kind == "consent"))
    assert "Une photo a été prise sans accord enregistré à ce moment-là." in desk.get(path(wound))


def test_two_at_once_are_told(desk: Desk, home: Home, wound: uuid.UUID) -> None:
    values = desk.form(path(wound, "/clore"), "note")
    with home.house.database.write() as session:
        close(session, home.house.vault, home.leader, wound, "healed", None, now=NOW)
    answer = desk.client.post(path(wound, "/clore"), data={**values, "ending": "healed"})
    assert answer.status_code == 409 and "close entre-temps" in answer.text
    late = desk.send(path(wound, "/evaluer"), **SIZES)
    assert late.status_code == 409 and "rouvrez-la" in late.text


def test_what_is_not_there_is_not_found(desk: Desk, home: Home, wound: uuid.UUID) -> None:
    assert desk.client.get(path(uuid.uuid5(wound, "none"))).status_code == 404
    assert desk.client.get(path(wound, f"/evaluations/{wound}")).status_code == 404


def test_ten_centimetres_of_the_ruler_are_ten_on_paper(desk: Desk) -> None:
    answer = desk.client.get("/bureau/plaies/reglette.pdf")
    assert answer.status_code == 200
    page = PdfDocument(answer.data)[0]
    dots = page.render(scale=DOTS * 25.4 / 72).to_pil().convert("L")
    runs = (longest_run(dots.crop((0, y, dots.width, y + 1)).tobytes()) for y in range(dots.height))
    assert abs(max(runs) - 100 * DOTS) <= 3


DOTS = 10
"""Dots in a millimetre."""


def longest_run(row: bytes) -> int:
    """The longest line of black in a row of grey dots."""
    return max((len(run) for run in re.findall(rb"[\x00-\x40]+", row)), default=0)
