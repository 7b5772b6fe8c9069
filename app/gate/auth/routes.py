"""One line for an address: its view, and the right without which it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint

from app.gate.auth.access import Access, declare

View = TypeVar("View", bound=Callable[..., Any])


def page(
    blueprint: Blueprint, rule: str, permission: str, *, body_limit: int | None = None
) -> Callable[[View], View]:
    """A page that shows and takes a form; its endpoint is the view's name."""
    return _opened(blueprint, rule, permission, ("GET", "POST"), body_limit)


def reading(blueprint: Blueprint, rule: str, permission: str) -> Callable[[View], View]:
    """A page that only shows."""
    return _opened(blueprint, rule, permission, ("GET",), None)


def button(blueprint: Blueprint, rule: str, permission: str) -> Callable[[View], View]:
    """What a button does."""
    return _opened(blueprint, rule, permission, ("POST",), None)


def _opened(
    blueprint: Blueprint,
    rule: str,
    permission: str,
    methods: tuple[str, ...],
    body_limit: int | None,
) -> Callable[[View], View]:
    def add(view: View) -> View:
        blueprint.add_url_rule(rule, view.__name__, view, methods=list(methods))
        declare(
            f"{blueprint.name}.{view.__name__}",
            Access.session(permission),
            body_limit=body_limit,
        )
        return view

    return add


def opening(blueprint: Blueprint) -> Callable[..., Callable[[View], View]]:
    """What opens addresses of an API: (method, rule, access, summary, the rest of its contract)."""

    def opens(
        method: str, rule: str, access: Access, summary: str, **contract: Any
    ) -> Callable[[View], View]:
        """One address: its view, who may reach it, and what openapi.json says of it."""

        def add(view: View) -> View:
            blueprint.add_url_rule(rule, view.__name__, view, methods=[method])
            declare(f"{blueprint.name}.{view.__name__}", access, summary=summary, **contract)
            return view

        return add

    return opens
