"""The ledger of background work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = ("about", "subject", "told", "reason", "hint")
NAMES = ("kind", "batch", "state", "by", "made", "due", "beat", "started", "ended", "report")
NUMBERS = ("tries", "done", "total")


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.String(), nullable=False) for name in NAMES),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_jobs_state_due"), "jobs", ["state", "due"])
    op.create_index(op.f("ix_jobs_batch"), "jobs", ["batch"])


def downgrade() -> None:
    op.drop_table("jobs")
