"""Searches that members of staff keep, and where digests of them go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("often", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("stop", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["staff.id"], name=op.f("fk_saved_searches_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("stop", name=op.f("uq_saved_searches_stop")),
    )
    op.create_index(op.f("ix_saved_searches_owner"), "saved_searches", ["owner"])
    op.create_table(
        "mailboxes",
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name=op.f("fk_mailboxes_member")),
        sa.PrimaryKeyConstraint("member", name=op.f("pk_mailboxes")),
        sa.UniqueConstraint("secret", name=op.f("uq_mailboxes_secret")),
    )


def downgrade() -> None:
    op.drop_table("mailboxes")
    op.drop_index(op.f("ix_saved_searches_owner"), table_name="saved_searches")
    op.drop_table("saved_searches")
