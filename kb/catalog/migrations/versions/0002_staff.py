"""Staff accounts, their sessions and tokens, and the audit trail that nobody can rewrite."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "deeds",
    "tokens",
    "wrong_guesses",
    "known_devices",
    "sign_ins",
    "staff_links",
    "recovery_codes",
    "staff",
)

# Each database has its own way to say it.
SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER deeds_no_{verb.lower()} BEFORE {verb} ON deeds "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRES_GUARDS = (
    "CREATE FUNCTION deeds_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$",
    "CREATE TRIGGER deeds_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON deeds "
    "FOR EACH STATEMENT EXECUTE FUNCTION deeds_only_added_to()",
)


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("factor", sa.String(), nullable=True),
        sa.Column("factor_step", sa.Integer(), nullable=False),
        sa.Column("outside", sa.Text(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
        sa.UniqueConstraint("outside", name=op.f("uq_staff_outside")),
    )
    op.create_table(
        "staff_links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_staff_links")),
    )
    op.create_table(
        "wrong_guesses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_guesses")),
    )
    op.create_index(op.f("ix_wrong_guesses_bucket_at"), "wrong_guesses", ["bucket", "at"])
    op.create_table(
        "deeds",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_deeds")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_deeds_at"), "deeds", ["at"])
    _create_what_belongs_to_members()
    guards = POSTGRES_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS
    for guard in guards:
        op.execute(guard)


def _create_what_belongs_to_members() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name=op.f("fk_recovery_codes_member")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_member"), "recovery_codes", ["member"])
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name=op.f("fk_sign_ins_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_ins_digest")),
    )
    op.create_index(op.f("ix_sign_ins_member"), "sign_ins", ["member"])
    op.create_table(
        "known_devices",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name=op.f("fk_known_devices_member")),
        sa.PrimaryKeyConstraint("digest", "member", name=op.f("pk_known_devices")),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("member", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.Column("used", sa.String(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name=op.f("fk_tokens_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_tokens_digest")),
    )
    op.create_index(op.f("ix_tokens_member"), "tokens", ["member"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION deeds_only_added_to()")
