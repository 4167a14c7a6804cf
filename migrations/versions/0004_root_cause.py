"""Root-cause categories become a catalogue that an administrator edits."""

import sqlalchemy as sa
from alembic import op

from govtracker import altering, database

revision = "0004_root_cause"
down_revision = "0003_catalogues"
branch_labels = None
depends_on = None

SHIPPED = {
    "people": "People",
    "process": "Process",
    "technology": "Technology",
    "information": "Information",
    "measurement": "Measurement",
    "environment": "Environment",
    "client_side": "Client-side cause",
}


def upgrade() -> None:
    table = op.create_table(
        "root_cause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_client_side", sa.Boolean(), nullable=False),
        sa.Column("retired_at", database.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_root_cause")),
        sa.UniqueConstraint("name", name=op.f("uq_root_cause_name")),
    )
    op.bulk_insert(
        table,
        [
            {"name": name, "position": position, "is_client_side": word == "client_side"}
            for position, (word, name) in enumerate(SHIPPED.items())
        ],
    )
    altering.add_columns("issue", _reference())
    for word, name in SHIPPED.items():
        _set("root_cause_id = (SELECT id FROM root_cause WHERE name = :name) WHERE root_cause = :word", word, name)
    altering.drop_columns("issue", _word())


def downgrade() -> None:
    """Categories of an administrator's own have no word of their own: only their side is kept."""
    altering.add_columns("issue", _word())
    op.execute(
        "UPDATE issue SET root_cause = 'client_side' "
        "WHERE root_cause_id IN (SELECT id FROM root_cause WHERE is_client_side)"
    )
    for word, name in SHIPPED.items():
        _set("root_cause = :word WHERE root_cause_id = (SELECT id FROM root_cause WHERE name = :name)", word, name)
    altering.drop_columns("issue", _reference())
    op.drop_table("root_cause")


def _set(what: str, word: str, name: str) -> None:
    op.execute(sa.text(f"UPDATE issue SET {what}").bindparams(word=word, name=name))


def _reference() -> sa.Column[int | None]:
    return sa.Column("root_cause_id", sa.Integer(), sa.ForeignKey("root_cause.id"), nullable=True)


def _word() -> sa.Column[str | None]:
    return sa.Column("root_cause", sa.Enum(*SHIPPED, name="root_cause", native_enum=False, length=32), nullable=True)
