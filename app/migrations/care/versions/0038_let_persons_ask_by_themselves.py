"""Let a step of a request have no professional for its author: the person asked from their own space."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rights_step") as batch:
        batch.alter_column("author_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    """Steps that nobody of the team took have no place there; the requests themselves stay."""
    op.execute("DELETE FROM rights_step WHERE author_id IS NULL")
    with op.batch_alter_table("rights_step") as batch:
        batch.alter_column("author_id", existing_type=sa.Uuid(), nullable=False)
