"""The wounds of the demo home: a series with its pictures, and one of which pictures were refused."""

from sqlalchemy import select

from app.areas.documents.models import Document, DocumentPage
from app.areas.follow_ups.models import FollowUp
from app.areas.wounds.models import Wound
from app.areas.wounds.queries import open_wounds
from app.ground.house import House
from tests.demo.alerts import NOW
from tests.demo.test_load import TILLEULS
from transmissions.follow_up_times import AHEAD


def test_one_heals_with_its_pictures_and_one_does_not(demo_at_now: House) -> None:
    with demo_at_now.database.read() as session:
        persons = list(session.scalars(select(Wound.person_id)))
        found = open_wounds(session, demo_at_now.vault, TILLEULS, persons)
        pictures = {
            document: wound
            for document, wound in session.execute(select(Document.id, Document.wound_id))
            if wound is not None
        }
        pages = set(session.scalars(select(DocumentPage.document_id)))
    by_name = {wound.name: wound for wound in found}
    heals = by_name["Escarre, sacrum"]
    assert heals.consent_state == "given" and heals.trend and heals.trend.percent <= -20
    assert {act.photo for act in heals.assessments} == {
        photo for photo, wound in pictures.items() if wound == heals.id
    }
    assert set(pictures) <= pages
    stays = by_name["Ulcère de jambe veineux, jambe gauche"]
    assert stays.consent_state == "refused" and not any(act.photo for act in stays.assessments)
    assert stays.trend and stays.trend.percent > -20


def test_what_they_ask_for_is_not_yet_in_view(demo_at_now: House) -> None:
    with demo_at_now.database.read() as session:
        due = session.scalars(select(FollowUp.due_at).where(FollowUp.kind == "wound")).all()
    assert len(due) == 2 and all(at > NOW + AHEAD for at in due)
