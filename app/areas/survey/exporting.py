"""What leaves of surveys: what the person said with their name."""

from __future__ import annotations

from collections.abc import Iterator

from app.areas.survey.models import SurveyReply
from app.areas.survey.questions import ANSWERS, VERSIONS
from app.ground.portable import Beside, Kept, Pair, Row, left_out, register

_QUESTIONS = {code: words for asked in VERSIONS.values() for code, words in asked.items()}


def reply(row: Row, beside: Beside) -> Iterator[Pair]:
    """Each question with its answer, then the person's words."""
    said = row["sealed"]
    for code, answer in (said.get("answers") or {}).items():
        yield _QUESTIONS.get(code, code), ANSWERS.get(answer, answer)
    yield "", said.get("words")


register(Kept(SurveyReply, "Réponses aux enquêtes, données avec son nom", tell=reply))
left_out("survey_taken", "Avoir répondu à une enquête ne vaut que dans la maison qui l’a ouverte.")
