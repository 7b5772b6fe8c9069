"""Every table of the care database, imported so that its metadata is whole."""

from app.areas.documents import filing_models as _filings
from app.areas.documents import models as _documents
from app.areas.drugs import models as _drugs
from app.areas.drugs.recalls import models as _recalls
from app.areas.family import models as _family
from app.areas.follow_ups import models as _follow_ups
from app.areas.journal import models as _journal
from app.areas.marks import models as _marks
from app.areas.medical import models as _medical
from app.areas.observations import models as _observations
from app.areas.persons import models as _persons
from app.areas.persons.file import models as _files
from app.areas.prescribing import models as _prescribing
from app.areas.privacy import models as _privacy
from app.areas.retention import models as _retention
from app.areas.rounds import models as _rounds
from app.areas.rounds.containers import models as _containers
from app.areas.rounds.labels import models as _labels
from app.areas.survey import models as _survey
from app.areas.wounds import models as _wounds
from app.gate.audit import models as _audit
from app.gate.auth import key_models as _keys
from app.gate.auth import models as _auth
from app.gate.auth.charter import models as _charter
from app.gate.directory import models as _directory
from app.gate.sync import models as _sync
from app.ground import facts as _facts
from app.ground.database import Base
from app.portal import models as _portal

__all__ = [
    "Base",
    "_audit",
    "_auth",
    "_charter",
    "_containers",
    "_directory",
    "_documents",
    "_drugs",
    "_facts",
    "_family",
    "_files",
    "_filings",
    "_follow_ups",
    "_journal",
    "_keys",
    "_labels",
    "_marks",
    "_medical",
    "_observations",
    "_persons",
    "_portal",
    "_prescribing",
    "_privacy",
    "_recalls",
    "_retention",
    "_rounds",
    "_survey",
    "_sync",
    "_wounds",
]
