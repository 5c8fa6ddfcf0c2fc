"""Lessons that recur: which statements say the same in different reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lessons",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record"], ["identities.id"], name=op.f("fk_lessons_record_identities")
        ),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_lessons")),
    )
    op.create_index(op.f("ix_lessons_lesson"), "lessons", ["lesson"])


def downgrade() -> None:
    op.drop_table("lessons")
