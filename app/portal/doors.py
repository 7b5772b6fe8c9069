"""Two doors, one server: the host of a request says which application it meets, before any route is looked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Doors:
    """Requests for the family's host go to the portal, all others to the application of the professionals.

    Each of the two refuses the other's host by itself as well.
    """

    def __init__(self, staff: WSGIApplication, family: WSGIApplication, family_host: str) -> None:
        self._staff = staff
        self._family = family
        self._host = family_host.lower()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        is_family = environ.get("HTTP_HOST", "").lower() == self._host
        is_probe = environ.get("PATH_INFO") == "/healthz"
        return (self._family if is_family and not is_probe else self._staff)(
            environ, start_response
        )
