"""Tables of prescriptions. What is prescribed is sealed under the person's key; nothing is ever overwritten.

A change of whatever kind is a new version of the same chain. Columns in clear hold what queries need: never a drug.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base, Revisioned

_WAITING = text("controlled_at IS NULL AND is_head AND stopped_at IS NULL")


class PrescriptionLine(Revisioned, Base):
    """One version of a line. Sealed (table `prescription_line`): line (`medication.prescription_json`), source (the
    document it was copied from, or null), reason (why it was changed, suspended or stopped, or null).

    It holds from `starts_at` to the earlier of `ends_at` and `superseded_at`. `kind` is what made this version
    (`prescribed`, `changed`, `suspended`, `resumed`, `stopped`), `is_head` that no later one exists, `is_to_sign` that
    a verbal or emergency order still awaits its prescriber's signature, until `sign_due_at`. `expires_at`: when tablets
    forget it. `document_id` and `page_id` are the paper that this version was copied from, whatever became of it since.
    """

    __tablename__ = "prescription_line"
    __table_args__ = (
        UniqueConstraint("chain_id", "version"),
        Index("ix_prescription_line_establishment_id_revision", "establishment_id", "revision"),
        Index("ix_prescription_line_person_id_superseded_at", "person_id", "superseded_at"),
        Index(
            "ix_prescription_line_to_control",
            "establishment_id",
            "control_due_at",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(12))
    is_head: Mapped[bool] = mapped_column(Boolean)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    superseded_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    is_to_sign: Mapped[bool] = mapped_column(Boolean)
    sign_due_at: Mapped[datetime | None]
    control_due_at: Mapped[datetime]
    controlled_at: Mapped[datetime | None]
    controlled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    expires_at: Mapped[datetime | None]
    document_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    page_id: Mapped[uuid.UUID | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class DueDose(Revisioned, Base):
    """A dose due, as `medication.schedule` unfolded it: its id follows from the chain and the nominal slot.

    `slot` is the local day and hour or moment (`2026-11-22/matin`), `amount` a decimal in the line's unit or null. One
    that is not due any more is withdrawn, not deleted, so that tablets hear of it. `expires_at`: when they forget it.
    """

    __tablename__ = "dose"
    __table_args__ = (
        Index("ix_dose_establishment_id_revision", "establishment_id", "revision"),
        Index("ix_dose_establishment_id_due_at", "establishment_id", "due_at"),
        Index("ix_dose_person_id_due_at", "person_id", "due_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[uuid.UUID]
    line_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("prescription_line.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    act: Mapped[str] = mapped_column(String(8))
    slot: Mapped[str] = mapped_column(String(24))
    due_at: Mapped[datetime]
    early_minutes: Mapped[int] = mapped_column(Integer)
    late_minutes: Mapped[int] = mapped_column(Integer)
    amount: Mapped[str | None] = mapped_column(String(20))
    is_absent: Mapped[bool] = mapped_column(Boolean)
    withdrawn_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class DoseHorizon(Base):
    """Up to when a person's doses are written: after a long night of the worker nothing in between is left out."""

    __tablename__ = "dose_horizon"
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    until: Mapped[datetime]


class LineControl(Base):
    """That a second professional controlled a version of a line: who, in which role, when."""

    __tablename__ = "line_control"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    line_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("prescription_line.id"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str] = mapped_column(String(24))
    controlled_at: Mapped[datetime]


class OrderSignature(Base):
    """That a physician signed a verbal or emergency order with their key, or refused to. Sealed (table
    `order_signature`): prescriber (whom the line names), reason (why it was refused, or null); and once more what stays
    in clear.

    `line_id` is the last version, which was on the screen; every version that waited until then is answered for.
    """

    __tablename__ = "order_signature"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[uuid.UUID] = mapped_column(index=True)
    line_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("prescription_line.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str] = mapped_column(String(24))
    verdict: Mapped[str] = mapped_column(String(8))
    decided_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class LineQuestion(Revisioned, Base):
    """That somebody, or the product itself, doubts that a line is what was ordered. Sealed (table `line_question`):
    drug, text, answer (why it is kept as it is, or null).

    While it is open nothing is stopped: whoever gives is told, and asked for a reason. `settled_as` says what answered
    it: `changed`, `stopped`, `signed`, `controlled`, or `kept`.
    """

    __tablename__ = "line_question"
    __table_args__ = (
        Index("ix_line_question_establishment_id_revision", "establishment_id", "revision"),
        Index("ix_line_question_person_id_settled_at", "person_id", "settled_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[uuid.UUID] = mapped_column(index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    kind: Mapped[str] = mapped_column(String(16))
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    asked_at: Mapped[datetime]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))
    settled_at: Mapped[datetime | None]
    settled_as: Mapped[str | None] = mapped_column(String(12))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class Transcription(Base):
    """That somebody copies a document into lines. Sealed (table `transcription`): fields, what is typed of a line that
    is not saved yet. One is open at a time for a document; whoever goes on with it becomes its author.

    `ended_as` is `done`, `nothing` (no line to copy), or `gone` (the document was withdrawn, refused or moved).
    """

    __tablename__ = "transcription"
    __table_args__ = (
        Index("ix_transcription_establishment_id_ended_at", "establishment_id", "ended_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    document_id: Mapped[uuid.UUID] = mapped_column(index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    begun_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[str | None] = mapped_column(String(8))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class AlertOverride(Revisioned, Base):
    """That somebody went past an alert. Sealed (table `alert_override`): says (the alert's words then), text.

    It holds for `identity`, a digest of what raised the alert: once a drug, a dose or a fact changes, the alert has
    another, and asks again. `line_id` is the version that was being written or controlled.
    """

    __tablename__ = "alert_override"
    __table_args__ = (
        Index("ix_alert_override_establishment_id_made_at", "establishment_id", "made_at"),
        Index("ix_alert_override_person_id_identity", "person_id", "identity"),
        Index("ix_alert_override_establishment_id_revision", "establishment_id", "revision"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    line_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("prescription_line.id"))
    identity: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(12))
    stage: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(24))
    made_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)


class AlertSeen(Base):
    """That an alert was raised for a person at a stage: shown to whoever wrote or controlled (`prescribing`,
    `validation`), or found again since (`night`); or that a rule asked for something (`task`).

    `gone_at` is when it was no longer true. Its words are not kept: they are made anew from the lines and the facts.
    """

    __tablename__ = "alert_seen"
    __table_args__ = (
        UniqueConstraint("person_id", "stage", "identity"),
        Index("ix_alert_seen_establishment_id_last_at", "establishment_id", "last_at"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    identity: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(12))
    stage: Mapped[str] = mapped_column(String(12))
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class ChangeSeen(Revisioned, Base):
    """That a giver acknowledged the change a version of a line makes: once, and on every tablet."""

    __tablename__ = "change_seen"
    __table_args__ = (
        Index("ix_change_seen_establishment_id_revision", "establishment_id", "revision"),
    )
    line_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("prescription_line.id"), primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"), index=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"))
    seen_at: Mapped[datetime]
    # Declared again without the index of its own: the one with the establishment is what the feed reads.
    revision: Mapped[int] = mapped_column(BigInteger, default=0)
