"""Who sees a report: everybody, staff, or everybody its description only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reports") as table:
        table.add_column(sa.Column("standing", sa.String(), nullable=True))
    op.execute("UPDATE reports SET standing = 'published'")
    with op.batch_alter_table("reports") as table:
        table.alter_column("standing", existing_type=sa.String(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("reports") as table:
        table.drop_column("standing")
