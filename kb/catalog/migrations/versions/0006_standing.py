"""Who sees a report: everybody, staff, or everybody its description only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: SQLite would make the table anew otherwise, and others refer to its rows.
    op.add_column(
        "reports",
        sa.Column("standing", sa.String(), nullable=False, server_default="published"),
    )


def downgrade() -> None:
    op.drop_column("reports", "standing")
