"""The form of a home's settings: every figure as it is typed, and what it makes once read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import time
from decimal import Decimal, InvalidOperation

from wtforms import SelectField, StringField, TextAreaField

from app.areas.medical.named_drugs import Unnamed, drug_named, label_of_key, substance_named
from app.areas.medical.settings_words import MOMENTS, SPECS, Spec
from app.ground.checks import Checks
from app.ground.pages.fields import choices
from app.ground.pages.forms import Edit
from medication.reference import Reference
from medication.settings import Crushed, Settings

CRUSHED: dict[str, str] = {"oui": "S’écrase", "non": "Ne s’écrase pas"}
_LINES, _LINE = 60, 120
_MOMENT = "moment-"


class SettingsForm(Edit):
    """One text field a setting, so that whatever was typed comes back as it was."""

    tolerance = TextAreaField("Substances à leur propre ponctualité")
    crush_name = StringField("Médicament ou substance")
    crush_answer = SelectField("Décision", choices=choices(CRUSHED.items()))
    protocols = TextAreaField("Leurs noms")


for _name, _spec in SPECS.items():
    setattr(SettingsForm, _name, StringField(_spec.label))


def typed(settings: Settings, reference: Reference) -> dict[str, str]:
    """The settings as the form shows them."""
    plain = settings.to_json()
    shown = {
        name: str(
            plain["moments"][name.removeprefix(_MOMENT)] if spec.kind == "hour" else plain[name]
        )
        for name, spec in SPECS.items()
    }
    return {
        **{name: value.replace(".", ",") for name, value in shown.items()},
        "tolerance": "\n".join(
            f"{label_of_key(reference, key)} : {minutes}"
            for key, minutes in sorted(settings.tolerance.items())
        ),
        "protocols": "\n".join(settings.protocols),
    }


def read(
    form: SettingsForm,
    before: Settings,
    reference: Reference,
    removed: frozenset[str],
) -> Settings:
    """What the form makes of the settings; `removed` are the drugs taken out of the crush table.

    Raises Invalid, each reason under its field.
    """
    checks = Checks()
    figures = {
        name: _figure(checks, spec, form[name].data)
        for name, spec in SPECS.items()
        if spec.kind != "hour"
    }
    made = replace(
        before,
        **{name: value for name, value in figures.items() if value is not None},  # type: ignore[arg-type]
        moments=_moments(checks, _hours(form)),
        tolerance=dict(_tolerances(checks, form.tolerance.data, reference)),
        protocols=tuple(_lines(checks, "protocols", form.protocols.data)),
        crush=_crush(checks, form, before.crush, reference, removed),
    )
    _check_order(checks, made)
    checks.end()
    return made


def _figure(checks: Checks, spec: Spec, text: str | None) -> int | Decimal | None:
    """A figure with a comma or a point, within its bounds; what is wrong with it is noted."""
    clean = (text or "").strip().replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    try:
        value = Decimal(clean)
    except InvalidOperation:
        checks.refuse(spec.name, f"Donnez un nombre : {_bounds(spec)}.")
        return None
    if not value.is_finite() or not spec.least <= value <= spec.most:
        checks.refuse(spec.name, f"D{_bounds(spec)[1:]}.")
        return None
    if spec.kind == "decimal":
        return value
    if value != value.to_integral_value():
        checks.refuse(spec.name, "Donnez un nombre entier.")
        return None
    return int(value)


def _bounds(spec: Spec) -> str:
    least, most = (str(one).replace(".", ",") for one in (spec.least, spec.most))
    return " ".join(part for part in (f"de {least} à {most}", spec.unit) if part)


def _moments(checks: Checks, hours: Mapping[str, str]) -> dict[str, time]:
    found: dict[str, time] = {}
    for key in MOMENTS:
        name = _MOMENT + key
        try:
            at = time.fromisoformat(hours[name].strip().replace("h", ":").zfill(5))
        except ValueError:
            checks.refuse(name, "Cette heure n’existe pas : 08:00, par exemple.")
            continue
        if at in found.values():
            checks.refuse(name, "Un autre moment est déjà à cette heure.")
        found[key] = at.replace(second=0, microsecond=0, tzinfo=None)
    return found


def _hours(form: SettingsForm) -> dict[str, str]:
    return {name: form[name].data or "" for name, spec in SPECS.items() if spec.kind == "hour"}


def _tolerances(
    checks: Checks, text: str | None, reference: Reference
) -> Iterator[tuple[str, int]]:
    """One substance a line, with its minutes: « lévodopa : 15 »."""
    for line in _lines(checks, "tolerance", text):
        named, _, minutes = line.rpartition(":")
        try:
            key = substance_named(reference, named)
        except Unnamed as unknown:
            checks.refuse("tolerance", str(unknown))
            continue
        figure = minutes.strip().removesuffix("min").strip()
        if not (figure.isascii() and figure.isdigit() and 5 <= int(figure) <= 1440):
            checks.refuse(
                "tolerance", f"« {line} » : écrivez « substance : minutes », de 5 à 1440."
            )
            continue
        yield key, int(figure)


def _crush(
    checks: Checks,
    form: SettingsForm,
    before: Mapping[str, Crushed],
    reference: Reference,
    removed: frozenset[str],
) -> dict[str, Crushed]:
    """The table without what is taken out, and with what is added."""
    kept = {key: answer for key, answer in before.items() if key not in removed}
    if named := (form.crush_name.data or "").strip():
        try:
            kept[drug_named(reference, named)] = "oui" if form.crush_answer.data == "oui" else "non"
        except Unnamed as unknown:
            checks.refuse("crush_name", str(unknown))
    return kept


def _lines(checks: Checks, field: str, text: str | None) -> list[str]:
    lines = [line for line in (text or "").splitlines() if line.strip()]
    if len(lines) > _LINES:
        checks.refuse(field, f"{len(lines)} lignes : la limite est de {_LINES}.")
    cleaned = (checks.optional_line(field, line, limit=_LINE) for line in lines[:_LINES])
    return list(dict.fromkeys(line for line in cleaned if line))


def _check_order(checks: Checks, made: Settings) -> None:
    if made.tight_minutes > made.usual_minutes:
        checks.refuse("usual_minutes", "Plus large que pour les médicaments à heure précise.")
    if made.usual_minutes > made.loose_minutes:
        checks.refuse("loose_minutes", "Plus large que pour les autres.")


def with_one(settings: Settings, name: str, text: str) -> Settings:
    """The settings with one figure or hour set, as it is typed. Raises Invalid, and KeyError for no such setting."""
    checks, spec = Checks(), SPECS[name]
    made = settings
    if spec.kind == "hour":
        hours = {f"{_MOMENT}{key}": at.isoformat("minutes") for key, at in settings.moments.items()}
        made = replace(settings, moments=_moments(checks, {**hours, name: text}))
    else:
        figure = _figure(checks, spec, text)
        made = settings if figure is None else replace(settings, **{name: figure})  # type: ignore[arg-type]
    _check_order(checks, made)
    checks.end()
    return made
