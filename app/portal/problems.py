"""How errors are said to relatives: a plain page, or a sentence as JSON to the page that asked; never a trace."""

from __future__ import annotations

from flask import Flask, Response, json, redirect, render_template, request, url_for
from sqlalchemy.exc import DataError, IntegrityError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from app.ground import logs
from app.ground.errors import ChevetError, Invalid, NotFound, SignInNeeded, TooMuch
from app.guards import TooLarge

_log = logs.logger("chevet.portal")
_TITLES = {
    401: "Entrez d’abord",
    403: "Cela n’est pas possible",
    404: "Cette page n’existe pas",
    405: "Cela n’est pas possible",
    413: "Cet envoi est trop long",
    421: "Ce n’est pas la bonne adresse",
    422: "Un champ est à revoir",
    429: "Patientez un instant",
    500: "Une erreur de notre côté",
    503: "L’espace est momentanément fermé",
}
_OURS = "Rien n’est perdu. L’erreur est notée, et l’équipe technique la verra."


def install(portal: Flask) -> None:
    """Every error that leaves the portal passes here."""
    portal.register_error_handler(ChevetError, _known)
    portal.register_error_handler(HTTPException, _http)
    portal.register_error_handler(IntegrityError, _meanwhile)
    portal.register_error_handler(DataError, _unstorable)
    portal.register_error_handler(Exception, _unknown)


def _known(error: ChevetError) -> Response:
    if isinstance(error, SignInNeeded) and request.method == "GET" and not _is_api():
        return redirect(url_for("portal.entering"))  # type: ignore[return-value]
    message = error.message
    if isinstance(error, NotFound) and error.code == NotFound.code:
        message = "Cette page n’existe pas, ou elle ne vous est pas ouverte."
    if isinstance(error, Invalid):
        message = next(iter(error.fields.values()), message)
    if request.endpoint == "portal.writing" and not isinstance(error, TooLarge):
        return _unsent(error.status, message)
    made = answer(error.status, error.code, message)
    if isinstance(error, TooMuch):
        made.headers["Retry-After"] = "60"
    return made


def _unsent(status: int, message: str) -> Response:
    """A session that ended, a topic that was closed while one wrote: the words come back to whoever wrote them."""
    text = request.form.get("text", "")
    page = render_template("portal/unsent.html", detail=message, text=text)
    return Response(page, status, mimetype="text/html")


def _http(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return answer(TooLarge.status, TooLarge.code, "L’envoi dépasse la taille permise.")
    status = error.code or 500
    if status < 400:
        return Response(status=status, headers=dict(error.get_headers()))
    if status == 404:
        return answer(404, "not_found", "Vérifiez l’adresse, ou revenez à l’accueil.")
    return answer(status, f"http_{status}", "Revenez à l’accueil, puis recommencez.")


def _meanwhile(error: IntegrityError) -> Response:
    _log.warning("conflict", endpoint=request.endpoint, exc_info=error)
    return answer(409, "conflict", "Cela vient d’être fait. Rechargez la page.")


def _unstorable(error: DataError) -> Response:
    _log.warning("unstorable", endpoint=request.endpoint, exc_info=error)
    return answer(422, "invalid", "Ce qui a été envoyé ne peut pas être enregistré.")


def _unknown(error: Exception) -> Response:
    _log.error("unexpected", endpoint=request.endpoint, exc_info=error)
    return answer(500, "internal", _OURS)


def _is_api() -> bool:
    return request.path.startswith("/api/")


def answer(status: int, code: str, detail: str) -> Response:
    """One error, as JSON or as a page."""
    title = _TITLES.get(status, "Cela n’a pas été fait")
    if _is_api():
        told = {"type": f"urn:chevet:problem:{code}", "title": title, "status": status}
        body = json.dumps({**told, "code": code, "detail": detail})
        return Response(body, status, mimetype="application/problem+json")
    page = render_template("portal/problem.html", title=title, detail=detail)
    return Response(page, status, mimetype="text/html")
