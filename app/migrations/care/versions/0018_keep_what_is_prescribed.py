"""Keep what is prescribed: lines in versions, doses due, controls, alerts that somebody went past."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.ground import database as db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_TABLES = (
    "prescription_line",
    "dose",
    "dose_horizon",
    "line_control",
    "alert_override",
    "alert_seen",
    "change_seen",
)
_RULE = "current_setting('chevet.establishment', true) IN (establishment_id::text, '*')"
_WAITING = sa.text("controlled_at IS NULL AND is_head AND stopped_at IS NULL")


def upgrade() -> None:
    _lines()
    _doses()
    _controls()
    _alerts()
    _changes_seen()
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY establishment ON {table} USING ({_RULE}) WITH CHECK ({_RULE})")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _lines() -> None:
    op.create_table(
        "prescription_line",
        _id("id"),
        _id("chain_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        _id("person_id"),
        _id("establishment_id"),
        _id("author_id"),
        _at("written_at"),
        _at("starts_at"),
        _at("ends_at", nullable=True),
        _at("superseded_at", nullable=True),
        _at("stopped_at", nullable=True),
        sa.Column("is_to_sign", sa.Boolean(), nullable=False),
        _at("control_due_at"),
        _at("controlled_at", nullable=True),
        _id("controlled_by", nullable=True),
        _at("expires_at", nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prescription_line")),
        sa.UniqueConstraint(
            "chain_id", "version", name=op.f("uq_prescription_line_chain_id_version")
        ),
        *_about("prescription_line"),
        _refers("prescription_line", "author_id", "staff"),
        _refers("prescription_line", "controlled_by", "staff"),
    )
    _index("prescription_line", "establishment_id", "revision")
    _index("prescription_line", "person_id", "superseded_at")
    op.create_index(
        "ix_prescription_line_to_control",
        "prescription_line",
        ["establishment_id", "control_due_at"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )


def _doses() -> None:
    op.create_table(
        "dose",
        _id("id"),
        _id("chain_id"),
        _id("line_id"),
        _id("person_id"),
        _id("establishment_id"),
        sa.Column("act", sa.String(length=8), nullable=False),
        sa.Column("slot", sa.String(length=24), nullable=False),
        _at("due_at"),
        sa.Column("early_minutes", sa.Integer(), nullable=False),
        sa.Column("late_minutes", sa.Integer(), nullable=False),
        sa.Column("amount", sa.String(length=20), nullable=True),
        sa.Column("is_absent", sa.Boolean(), nullable=False),
        _at("withdrawn_at", nullable=True),
        _at("expires_at"),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose")),
        *_about("dose"),
        _refers("dose", "line_id", "prescription_line"),
    )
    _index("dose", "establishment_id", "revision")
    _index("dose", "establishment_id", "due_at")
    _index("dose", "person_id", "due_at")
    op.create_table(
        "dose_horizon",
        _id("person_id"),
        _id("establishment_id"),
        _at("until"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_dose_horizon")),
        *_about("dose_horizon"),
    )


def _controls() -> None:
    op.create_table(
        "line_control",
        _id("id"),
        _id("line_id"),
        _id("person_id"),
        _id("establishment_id"),
        _id("staff_id"),
        sa.Column("role", sa.String(length=24), nullable=False),
        _at("controlled_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_control")),
        *_about("line_control"),
        _refers("line_control", "line_id", "prescription_line"),
        _refers("line_control", "staff_id", "staff"),
    )
    _index("line_control", "line_id")
    _index("line_control", "person_id")


def _alerts() -> None:
    op.create_table(
        "alert_override",
        _id("id"),
        _id("establishment_id"),
        _id("person_id"),
        _id("line_id", nullable=True),
        *_alert(),
        _id("author_id"),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        _at("made_at"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_override")),
        *_about("alert_override"),
        _refers("alert_override", "line_id", "prescription_line"),
        _refers("alert_override", "author_id", "staff"),
    )
    _index("alert_override", "establishment_id", "made_at")
    _index("alert_override", "person_id", "identity")
    _index("alert_override", "establishment_id", "revision")
    op.create_table(
        "alert_seen",
        _id("id"),
        _id("establishment_id"),
        _id("person_id"),
        *_alert(),
        _at("first_at"),
        _at("last_at"),
        _at("gone_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_seen")),
        sa.UniqueConstraint(
            "person_id", "stage", "identity", name=op.f("uq_alert_seen_person_id_stage_identity")
        ),
        *_about("alert_seen"),
    )
    _index("alert_seen", "establishment_id", "last_at")


def _changes_seen() -> None:
    op.create_table(
        "change_seen",
        _id("line_id"),
        _id("staff_id"),
        _id("person_id"),
        _id("establishment_id"),
        _at("seen_at"),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("line_id", "staff_id", name=op.f("pk_change_seen")),
        *_about("change_seen"),
        _refers("change_seen", "line_id", "prescription_line"),
        _refers("change_seen", "staff_id", "staff"),
    )
    _index("change_seen", "person_id")
    _index("change_seen", "establishment_id", "revision")


def _alert() -> tuple[sa.Column[str], ...]:
    lengths = {"identity": 64, "kind": 40, "level": 12, "stage": 12}
    return tuple(
        sa.Column(name, sa.String(length=length), nullable=False)
        for name, length in lengths.items()
    )


def _id(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, db.Instant(timezone=True), nullable=nullable)


def _about(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return (
        _refers(table, "establishment_id", "establishment"),
        _refers(table, "person_id", "person"),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
