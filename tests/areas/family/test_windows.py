"""A page holds what is late; the rest waits behind it, and nothing is told twice or left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.areas.family import queries
from app.areas.family.commands import answer_message, write_message
from app.areas.family.messages import LATEST
from app.areas.family.values import Shown, Window
from app.areas.family.windows import A_PAGE
from tests.areas.family.conftest import NOW, Family

DAY = timedelta(days=1)
TODAY = NOW.date()
LATE = Window()


def page(family: Family, window: Window = LATE) -> Shown:
    with family.house.database.read() as session:
        shown = queries.page_for(session, family.house, family.relatives["Claire"], NOW, window)
    assert shown is not None
    return shown


def pages(family: Family, part: str | None = None) -> Iterator[Shown]:
    """Page after page, as far as there are any."""
    shown = page(family, Window(None, part))
    yield shown
    while shown.older is not None:
        shown = page(family, Window(shown.older, part))
        yield shown


def news(shown: Shown) -> list[str]:
    return [item.title for day in shown.days or () for item in day.items]


@pytest.mark.parametrize("a_day", [1, 3, A_PAGE + 5])
def test_every_piece_of_news_is_on_one_page_and_days_stay_whole(family: Family, a_day: int) -> None:
    family.grant("Claire", "daily_life")
    told = [f"{no}" for no in range(2 * A_PAGE + 7)]
    for no, title in enumerate(told):
        family.tell("daily_life", title, day=TODAY - no // a_day * DAY)
    shown = list(pages(family))
    assert len(shown) >= 2
    assert sorted(title for one in shown for title in news(one)) == sorted(told)
    days = [day.day_on for one in shown for day in one.days or ()]
    assert days == sorted(set(days), reverse=True)


def test_a_page_that_holds_everything_leads_nowhere(family: Family) -> None:
    family.grant("Claire", "daily_life")
    family.tell("daily_life", "Promenade")
    assert page(family).older is None


def test_one_part_alone_is_shown_of_what_is_granted(family: Family) -> None:
    family.grant("Claire", "daily_life", "photos")
    family.tell("daily_life", "Promenade")
    alone = page(family, Window(None, "photos"))
    assert (alone.photos, alone.days, alone.documents) == ((), None, None)
    assert page(family, Window(None, "documents")).documents is None
    assert news(page(family, Window(None, "nouvelles"))) == ["Promenade"]


def test_what_is_to_come_stands_on_the_first_page_alone(family: Family) -> None:
    family.grant("Claire", "appointments", "daily_life")
    family.tell("appointments", "Coiffeuse", day=TODAY + 2 * DAY)
    assert [one.title for one in page(family).appointments or ()] == ["Coiffeuse"]
    assert page(family, Window(TODAY)).appointments is None


def test_the_last_messages_are_shown_and_all_of_them_on_their_own_page(family: Family) -> None:
    family.grant("Claire", "messages")
    claire, actor = family.relatives["Claire"], family.home.leader
    with family.house.database.write() as session:
        for no in range(LATEST):
            about = (session, family.house, claire, "care")
            write_message(*about, f"Question {no}", now=NOW)
            answer_message(
                session, family.house, actor, claire, "care", f"Réponse {no}", now=NOW + no * DAY
            )
    (thread,) = page(family).threads or ()
    assert (len(thread.messages), thread.has_older) == (LATEST, True)
    assert thread.messages[-1].text == f"Réponse {LATEST - 1}"
    (whole,) = page(family, Window(None, "messages")).threads or ()
    assert (len(whole.messages), whole.has_older) == (2 * LATEST, False)
