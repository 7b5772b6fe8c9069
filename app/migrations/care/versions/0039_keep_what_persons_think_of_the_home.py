"""Keep surveys, how many gave each answer, who answered, and what some said with their name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_TABLES = ("survey", "survey_count", "survey_taken", "survey_reply")


def upgrade() -> None:
    _surveys()
    _answers()
    for table in _TABLES:
        op.create_index(op.f(f"ix_{table}_establishment_id"), table, ["establishment_id"])
    for column in ("person_id", "survey_id"):
        op.create_index(op.f(f"ix_survey_reply_{column}"), "survey_reply", [column])
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})"
            )


def downgrade() -> None:
    """What was answered is in no other table: print the results before going back."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _surveys() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.String(length=8), nullable=False),
        sa.Column("opened_at", db.Instant(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("closed_at", db.Instant(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        *_belongs("survey", establishment_id="establishment.id"),
        *_belongs("survey", opened_by="staff.id", closed_by="staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )


def _answers() -> None:
    op.create_table(
        "survey_count",
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_belongs("survey_count", survey_id="survey.id", establishment_id="establishment.id"),
        sa.PrimaryKeyConstraint("survey_id", "question", "answer", name=op.f("pk_survey_count")),
    )
    op.create_table(
        "survey_taken",
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        *_belongs("survey_taken", survey_id="survey.id", person_id="person.id"),
        *_belongs("survey_taken", establishment_id="establishment.id"),
        sa.PrimaryKeyConstraint("survey_id", "person_id", name=op.f("pk_survey_taken")),
    )
    op.create_table(
        "survey_reply",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", db.Instant(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_belongs("survey_reply", establishment_id="establishment.id", person_id="person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_reply")),
    )


def _belongs(table: str, **targets: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return tuple(
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
        for column, target in targets.items()
    )
