"""reading: équipements, rules and thresholds of a plan, lead axes, cantons of communes

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "facility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("commune_code", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_facility_lat")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_facility_lon")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_facility_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_facility_plan_id_code")),
    )
    with op.batch_alter_table("facility", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_facility_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "rulesetting",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("who", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_rulesetting_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulesetting")),
        sa.UniqueConstraint("plan_id", "rule", name=op.f("uq_rulesetting_plan_id_rule")),
    )
    with op.batch_alter_table("rulesetting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rulesetting_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "thresholdsetting",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_thresholdsetting_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thresholdsetting")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_thresholdsetting_plan_id_key")),
    )
    with op.batch_alter_table("thresholdsetting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_thresholdsetting_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "leadaxis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("heading_id", sa.Integer(), nullable=False),
        sa.Column("period_text", sa.String(), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["heading_id"], ["heading.id"], name=op.f("fk_leadaxis_heading_id_heading")),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"], name=op.f("fk_leadaxis_territory_id_territory")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leadaxis")),
        sa.UniqueConstraint("territory_id", "heading_id", name=op.f("uq_leadaxis_territory_id_heading_id")),
    )
    with op.batch_alter_table("leadaxis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leadaxis_territory_id"), ["territory_id"], unique=False)

    with op.batch_alter_table("territory", schema=None) as batch_op:
        batch_op.add_column(sa.Column("canton_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_territory_canton_id_territory"), "territory", ["canton_id"], ["id"])
