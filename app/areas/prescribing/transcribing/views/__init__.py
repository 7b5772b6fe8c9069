"""/bureau/documents/<id>/transcrire and …/controler: the picture on one side, the lines on the other.

`prescribing.views.paper` is how a document is reached beside its person's treatment; `transcribing` writes lines with
the form of any other line (`prescribing.views.writing`), `reading_back` is their control by somebody else.
"""

from app.areas.prescribing.transcribing.views import reading_back, transcribing

__all__ = ["reading_back", "transcribing"]
