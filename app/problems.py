"""How errors are said: RFC 9457 problem documents on the API, a plain page elsewhere, never a trace."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, json, redirect, render_template, request, url_for
from jinja2 import TemplateNotFound
from sqlalchemy.exc import DataError, IntegrityError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app.gate.auth import pages
from app.ground import logs
from app.ground.errors import ChevetError, Invalid, NotFound, SignInNeeded, TooMuch
from app.guards import TooLarge, is_api

_log = logs.logger("chevet.problem")
_TITLES = {
    400: "Demande illisible",
    401: "Identification nécessaire",
    403: "Action refusée",
    404: "Introuvable",
    405: "Méthode refusée",
    409: "Modifié entre-temps",
    413: "Envoi trop volumineux",
    415: "Format refusé",
    421: "Adresse inattendue",
    422: "Champs à revoir",
    429: "Trop de demandes",
    500: "Erreur de notre côté",
    503: "Momentanément indisponible",
}
_DETAILS = {
    405: "Cette adresse n’accepte pas cette action.",
    415: "Du JSON est attendu.",
    500: "Rien n’a été perdu sur la tablette. L’incident est noté dans le journal technique.",
}


def install(app: Flask) -> None:
    """Every error that leaves the application passes here."""
    app.register_error_handler(ChevetError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _meanwhile)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(Exception, _unknown)


def _known(error: ChevetError) -> Response:
    fields = error.fields if isinstance(error, Invalid) else None
    if isinstance(error, SignInNeeded) and not is_api():
        if request.method == "GET" or request.endpoint == "pages.signout":
            return _to_sign_in()
        if request.path.startswith("/bureau"):
            return pages.sent_too_late(error)
    made = answer(error.status, error.code, error.message, fields)
    if isinstance(error, TooMuch):
        made.headers["Retry-After"] = "60"
    return made


def _http(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return answer(TooLarge.status, TooLarge.code, "L’envoi dépasse la taille permise.")
    status = error.code or 500
    if status < 400:
        return Response(status=status, headers=dict(error.get_headers()))
    detail = NotFound().message if status == 404 else _DETAILS.get(status, "Demande illisible.")
    made = answer(status, f"http_{status}", detail)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        made.headers["Allow"] = ", ".join(sorted(allowed))
    return made


def _meanwhile(error: IntegrityError) -> Response:
    """Two requests made the same row: the database let one through."""
    _log.warning("conflict", endpoint=request.endpoint, exc_info=error)
    return answer(409, "conflict", "Quelqu’un vient de faire la même chose : recommencez.")


def _unstorable(error: DataError) -> Response:
    """A value passed every check and is still not one that the database can hold."""
    _log.warning("unstorable", endpoint=request.endpoint, exc_info=error)
    return answer(422, "invalid", "Une des valeurs envoyées ne peut pas être enregistrée.")


def _unknown(error: Exception) -> Response:
    _log.error("unexpected", endpoint=request.endpoint, exc_info=error)
    return answer(500, "internal", _DETAILS[500])


def _to_sign_in() -> Response:
    target = request.full_path.rstrip("?") if request.endpoint else "/"
    goes_on = request.method == "GET"
    return redirect(
        url_for("pages.signin", suite=target if goes_on else None), 302 if goes_on else 303
    )  # type: ignore[return-value]


def answer(status: int, code: str, detail: str, fields: dict[str, str] | None = None) -> Response:
    """One error, as a problem document or as a page. `fields` maps a field to the reason beside it."""
    title = _TITLES.get(status, "Demande refusée")
    if not is_api():
        return Response(_page(status, title, detail), status, mimetype="text/html")
    problem: dict[str, Any] = {
        "type": f"urn:chevet:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
    }
    if fields:
        problem["fields"] = fields
    return Response(json.dumps(problem), status, mimetype="application/problem+json")


def _page(status: int, title: str, detail: str) -> str:
    try:
        return render_template("gate/error.html", status=status, title=title, detail=detail)
    except TemplateNotFound:
        return f"<!doctype html><html lang=fr><title>{title}</title><h1>{title}</h1><p>{detail}</p>"
