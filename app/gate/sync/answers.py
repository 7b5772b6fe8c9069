"""JSON answers, compressed when it pays: most of what a tablet pulls is repeated names and ids."""

from __future__ import annotations

import gzip
import json
from typing import Any

from flask import Response, request

_WORTH_IT = 1024


def json_answer(data: Any) -> Response:
    """200 with `data`; gzip (level 5) above 1 KiB for whoever accepts it. It is never cached."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    response = Response(mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept-Encoding"
    if len(body) > _WORTH_IT and request.accept_encodings["gzip"] > 0:
        body = gzip.compress(body, compresslevel=5, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(body)
    return response
