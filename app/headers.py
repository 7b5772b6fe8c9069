"""The headers of every answer: no inline script or style, no third party, nothing kept by caches unless it says so."""

from __future__ import annotations

from flask import Response

from app.ground.house import current_house

_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html chevet chevet-darkroom",
    )
)

ALWAYS = {
    "Content-Security-Policy": _CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

_NOTHING = "microphone=(), geolocation=(), payment=(), usb=()"
# Only the bedside scans: no other page may open the camera, whatever gets into it.
WITH_CAMERA = f"camera=(self), {_NOTHING}"


def add(response: Response) -> Response:
    """Adds them to one answer; an answer that chose its own caching, or asked for the camera, keeps that."""
    response.headers.update(ALWAYS)
    response.headers.setdefault("Permissions-Policy", f"camera=(), {_NOTHING}")
    response.headers.setdefault("Cache-Control", "no-store")
    if current_house().settings.origin.startswith("https://"):
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response
