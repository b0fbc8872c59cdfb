"""the quarter: committees, evidence, frozen periods, reminders, a journal that can be redacted

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidencefile",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_evidencefile")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("instance", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("paces", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_meeting_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("plan_id", "instance", "held_on", name=op.f("uq_meeting_plan_id_instance_held_on")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "frozenperiod",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_frozenperiod_number")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_frozenperiod_account_id_account")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_frozenperiod_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_frozenperiod_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frozenperiod")),
        sa.UniqueConstraint("plan_id", "period", "number", name=op.f("uq_frozenperiod_plan_id_period_number")),
    )
    with op.batch_alter_table("frozenperiod", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_frozenperiod_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("fiches", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "channel IS NULL OR channel IN ('courriel', 'fichier')", name=op.f("ck_reminder_channel_word")
        ),
        sa.CheckConstraint("(pilot_id IS NULL) <> (account_id IS NULL)", name=op.f("ck_reminder_one_person")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reminder_account_id_account")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_reminder_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_reminder_pilot_id_pilot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("fiche_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("filename", sa.String(), nullable=True),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'fichier') = (sha256 IS NOT NULL AND filename IS NOT NULL)", name=op.f("ck_evidence_file")
        ),
        sa.CheckConstraint("(kind = 'lien') = (url IS NOT NULL)", name=op.f("ck_evidence_link")),
        sa.CheckConstraint("kind IS NULL OR kind IN ('lien', 'fichier')", name=op.f("ck_evidence_kind_word")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_evidence_account_id_account")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_evidence_action_id_action")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_evidence_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["fiche_id"], ["fiche.id"], name=op.f("fk_evidence_fiche_id_fiche")),
        sa.ForeignKeyConstraint(["sha256"], ["evidencefile.sha256"], name=op.f("fk_evidence_sha256_evidencefile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_fiche_id"), ["fiche_id"], unique=False)

    op.create_table(
        "trendfigure",
        sa.Column("frozen_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=False),
        sa.Column("denominator", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["frozen_id"], ["frozenperiod.id"], name=op.f("fk_trendfigure_frozen_id_frozenperiod")),
        sa.PrimaryKeyConstraint("frozen_id", "scope", "code", "measure", name=op.f("pk_trendfigure")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(), nullable=True))

    with op.batch_alter_table("actionstate", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_pilot_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_actionstate_for_pilot_id_pilot"), "pilot", ["for_pilot_id"], ["id"])

    with op.batch_alter_table("journalentry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fiche_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("redacted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("redacted_by", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_journalentry_fiche_id"), ["fiche_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_journalentry_redacted_by_account"), "account", ["redacted_by"], ["id"]
        )

    with op.batch_alter_table("pilot", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(), nullable=True))

    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("validation", sa.String(), nullable=False, server_default="coordination"))
        batch_op.create_check_constraint(
            batch_op.f("ck_plan_validation_word"), "validation IS NULL OR validation IN ('coordination', 'direction')"
        )

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_pilot_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_report_for_pilot_id_pilot"), "pilot", ["for_pilot_id"], ["id"])
