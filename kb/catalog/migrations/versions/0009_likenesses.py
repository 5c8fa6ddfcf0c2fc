"""How alike statements of different reports are, and which reports were compared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "compared",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_compared_report_reports")
        ),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_compared")),
    )
    op.create_table(
        "likenesses",
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one"], ["identities.id"], name=op.f("fk_likenesses_one_identities")
        ),
        sa.ForeignKeyConstraint(
            ["other"], ["identities.id"], name=op.f("fk_likenesses_other_identities")
        ),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_likenesses")),
    )
    op.create_index(op.f("ix_likenesses_other"), "likenesses", ["other"])


def downgrade() -> None:
    op.drop_table("likenesses")
    op.drop_table("compared")
