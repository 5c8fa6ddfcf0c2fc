"""What staff change about the vocabulary, and the tags that follow from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vocabulary_changes",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_vocabulary_changes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "report_tags",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("extraction", sa.Integer(), nullable=False),
        sa.Column("vocabulary", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.id"], name=op.f("fk_report_tags_report_reports")
        ),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_report_tags")),
    )


def downgrade() -> None:
    op.drop_table("report_tags")
    op.drop_table("vocabulary_changes")
