"""Keep absences in versions, allergies and swallowing in codes, and what a home sets of medication.

Whoever is away when this step is taken has an absence open since the movement that says so.
"""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from alembic import op

from app.ground import database as db
from app.ground.id_column import Id

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_TABLES = ("absence", "medical_fact", "medication_settings")
_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"


def upgrade() -> None:
    _absences()
    _facts()
    _settings()
    _open_for_those_away()
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _absences() -> None:
    op.create_table(
        "absence",
        *_version("absence"),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        _at("from_at"),
        _at("until_at", nullable=True),
        sa.Column("doses_handed", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        _at("received_at"),
        _at("superseded_at", nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
    )
    _index("absence", "chain_id")
    _index("absence", "establishment_id")
    _index("absence", "person_id")


def _facts() -> None:
    op.create_table(
        "medical_fact",
        *_version("medical_fact"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        _at("written_at"),
        _at("superseded_at", nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    _index("medical_fact", "chain_id")
    _index("medical_fact", "establishment_id")
    _index("medical_fact", "person_id", "superseded_at")


def _settings() -> None:
    table = "medication_settings"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        _at("written_at"),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _refers(table, "establishment_id", "establishment"),
        _refers(table, "author_id", "staff"),
    )
    _index(table, "establishment_id", "written_at")


def _open_for_those_away() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT set_config('chevet.establishment', '*', true)"))
    person, movement, absence = (
        _table("person", ("id", "establishment_id"), "presence", ("admitted_at", "left_at")),
        _table("movement", ("person_id", "author_id"), "kind", ("occurred_at", "received_at")),
        _table(
            "absence",
            ("id", "chain_id", "establishment_id", "person_id", "author_id"),
            "kind",
            ("from_at", "received_at"),
            sa.column("version", sa.Integer()),
            sa.column("state", sa.String()),
            sa.column("doses_handed", sa.Boolean()),
        ),
    )
    away = sa.select(person).where(person.c.presence != "present", person.c.left_at.is_(None))
    for one in connection.execute(away).all():
        went = connection.execute(
            sa.select(movement)
            .where(movement.c.person_id == one.id, movement.c.kind == one.presence)
            .order_by(movement.c.occurred_at.desc())
            .limit(1)
        ).one_or_none()
        own_id = uuid.uuid4()
        connection.execute(
            absence.insert().values(
                id=own_id,
                chain_id=own_id,
                version=1,
                establishment_id=one.establishment_id,
                person_id=one.id,
                kind=one.presence,
                state="ongoing",
                from_at=went.occurred_at if went else one.admitted_at,
                doses_handed=False,
                author_id=went.author_id if went else None,
                received_at=went.received_at if went else one.admitted_at,
            )
        )


def _table(
    name: str, ids: tuple[str, ...], text: str, instants: tuple[str, ...], *more: sa.ColumnClause
) -> sa.TableClause:
    """A table in the words of this step: today's models may know other columns."""
    return sa.table(
        name,
        *(sa.column(one, Id()) for one in ids),
        sa.column(text, sa.String()),
        *(sa.column(one, db.Instant()) for one in instants),
        *more,
    )


def _version(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What every version of something about a person has."""
    return (
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "chain_id")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("establishment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _refers(table, "establishment_id", "establishment"),
        _refers(table, "person_id", "person"),
        _refers(table, "author_id", "staff"),
    )


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, db.Instant(timezone=True), nullable=nullable)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
