"""Packets of statements that trainers gather."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "packets",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("shared", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("changed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["staff.id"], name=op.f("fk_packets_owner")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_packets")),
        sa.UniqueConstraint("shared", name=op.f("uq_packets_shared")),
    )
    op.create_index(op.f("ix_packets_owner"), "packets", ["owner"])


def downgrade() -> None:
    op.drop_index(op.f("ix_packets_owner"), table_name="packets")
    op.drop_table("packets")
