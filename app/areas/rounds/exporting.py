"""What leaves of the round: what was given, what was said about it; labels and organisers stay where they are stuck."""

from __future__ import annotations

from app.areas.rounds import copy_words
from app.areas.rounds.models import Administration, DoseConflict, DoseResolution
from app.ground.portable import Kept, left_out, register

register(
    Kept(Administration, "Prises données ou non", tell=copy_words.administration, is_brief=True),
    Kept(DoseResolution, "Désaccords tranchés", tell=copy_words.resolution),
    Kept(DoseConflict, "Désaccords sur des prises", is_told=False),
)
left_out("person_label", "Une étiquette ne vaut que dans la maison qui l’a imprimée.")
left_out(
    "container", "Un pilulier reste dans la maison : ce qui en a été donné est dans les prises."
)
left_out(
    "container_item", "Ce qui était dans un pilulier ; ce qui en a été donné est dans les prises."
)
