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
        sa.CheckConstraint("channel IS NULL OR channel IN ('courriel', 'eml')", name=op.f("ck_reminder_channel_word")),
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

    _name_the_fiches()


# What a row of a table hangs from: column → table. A fiche is told by `fiche_id`, or by one of these, in this order.
_OWNERS = {"action_id": "action", "indicator_id": "indicator", "objective_id": "objective", "report_id": "report"}
# Tables whose rows may speak of a fiche, and their primary key as the journal writes it (« 4/12 »).
_KEYS = {
    **dict.fromkeys(("fiche", "objective", "action", "indicator", "keyfigure", "assignment", "report"), ("id",)),
    **dict.fromkeys(("actionstate", "measure", "target", "decision"), ("id",)),
    "expectation": ("campaign_id", "fiche_id"),
    "ficheaudience": ("fiche_id", "wording_id"),
    "fichepartner": ("fiche_id", "partner_id"),
    "actionaudience": ("action_id", "wording_id"),
    "objectiveyear": ("objective_id", "year"),
}


def _name_the_fiches() -> None:
    """Write in the lines already there which fiche they speak of, wherever it can still be known.

    In Python: the two databases read JSON in their own ways. The journal's triggers are down during a migration.
    """
    connection = op.get_bind()
    journal = sa.table(
        "journalentry",
        *(sa.column(name) for name in ("id", "table_name", "row_key", "fiche_id")),
        sa.column("before", sa.JSON()),
        sa.column("after", sa.JSON()),
    )
    lines = connection.execute(sa.select(journal).where(journal.c.table_name.in_(_KEYS)).order_by(journal.c.id)).all()
    living = {table: _links(connection, table) for table, key in _KEYS.items() if key == ("id",)}
    kept: dict[tuple[str, str], dict] = {}
    for line in lines:
        key = dict(zip(_KEYS[line.table_name], line.row_key.split("/"), strict=False))
        told = kept.setdefault(
            (line.table_name, line.row_key), {name: int(part) for name, part in key.items() if part.isdecimal()}
        )
        told.update({name: value for name, value in (line.before | line.after).items() if value is not None})

    def fiche_of(line) -> int | None:
        own = {name: value for name, value in (line.before | line.after).items() if value is not None}
        row = living.get(line.table_name, {}).get(line.row_key, {}) | kept[line.table_name, line.row_key] | own
        if line.table_name == "fiche":
            return row.get("id")
        if row.get("fiche_id") is not None:
            return row["fiche_id"]
        owner = next((name for name in _OWNERS if row.get(name) is not None), None)
        if owner is None:
            return None
        return living[_OWNERS[owner]].get(str(row[owner]), {}).get("fiche_id")

    found = [{"line": line.id, "fiche": fiche_of(line)} for line in lines]
    found = [one for one in found if one["fiche"] is not None]
    if found:
        update = journal.update().where(journal.c.id == sa.bindparam("line")).values(fiche_id=sa.bindparam("fiche"))
        connection.execute(update, found)


def _links(connection, table: str) -> dict[str, dict]:
    """Key → what each row of a table hangs from."""
    columns = {column["name"] for column in sa.inspect(connection).get_columns(table)}
    names = ["id", *(name for name in ("fiche_id", *_OWNERS) if name in columns)]
    rows = connection.execute(sa.select(*(sa.column(name) for name in names)).select_from(sa.table(table)))
    return {str(row.id): {name: value for name, value in row._mapping.items() if value is not None} for row in rows}
