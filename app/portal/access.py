"""Who may reach what on the portal: an endpoint that is not named here answers 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from flask import Blueprint

Audience = Literal["anybody", "relative", "person"]
"""Relatives, or the person themself, who passes wherever a relative does and has pages of their own besides."""
View = TypeVar("View", bound=Callable[..., Any])

ACCESS: dict[str, Audience] = {}
BODY_LIMIT = 64 * 1024


def opens(
    blueprint: Blueprint, rule: str, audience: Audience, *methods: str
) -> Callable[[View], View]:
    """One address of the portal; its endpoint is the view's name. It only shows, unless `methods` say otherwise."""

    def add(view: View) -> View:
        blueprint.add_url_rule(rule, view.__name__, view, methods=list(methods or ("GET",)))
        ACCESS[f"{blueprint.name}.{view.__name__}"] = audience
        return view

    return add
