"""Seals on what is kept of a report, and the triggers that take them off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Each table with the column that names the report.
WATCHED = {
    "reports": "id",
    "extractions": "report",
    "identities": "report",
    "accounts": "report",
    "report_sites": "report",
    "decisions": "report",
}
SQLITE = tuple(
    f"CREATE TRIGGER {table}_unseal_{verb.lower()} AFTER {verb} ON {table} BEGIN "  # noqa: S608
    f"DELETE FROM seals WHERE report = {row}.{key}; "
    f"INSERT OR IGNORE INTO unsealed (report) VALUES ({row}.{key}); END"
    for table, key in WATCHED.items()
    for verb, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
)
POSTGRES = (
    *(
        f"CREATE FUNCTION unseal_by_{key}() RETURNS trigger LANGUAGE plpgsql AS "  # noqa: S608
        "$$ DECLARE told text; BEGIN "
        f"IF TG_OP = 'DELETE' THEN told := OLD.{key}; ELSE told := NEW.{key}; END IF; "
        "DELETE FROM seals WHERE report = told; "
        "INSERT INTO unsealed (report) VALUES (told) ON CONFLICT DO NOTHING; "
        "RETURN NULL; END $$"
        for key in ("id", "report")
    ),
    *(
        f"CREATE TRIGGER {table}_unseal AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION unseal_by_{key}()"
        for table, key in WATCHED.items()
    ),
)


def upgrade() -> None:
    op.create_table(
        "seals",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_seals")),
    )
    op.create_table(
        "unsealed",
        sa.Column("report", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_unsealed")),
    )
    op.execute("INSERT INTO unsealed (report) SELECT id FROM reports")
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if on_sqlite else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in WATCHED:
            for verb in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER {table}_unseal_{verb}")
    else:
        for table in WATCHED:
            op.execute(f"DROP TRIGGER {table}_unseal ON {table}")
        for key in ("id", "report"):
            op.execute(f"DROP FUNCTION unseal_by_{key}()")
    op.drop_table("unsealed")
    op.drop_table("seals")
