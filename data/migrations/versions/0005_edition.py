"""editions of the yearly event: scenes, pictures, texts reread

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("perimeter", sa.JSON(), nullable=False),
        sa.Column("chairs", sa.JSON(), nullable=False),
        sa.Column("on_site", sa.Integer(), nullable=True),
        sa.Column("remote", sa.Integer(), nullable=True),
        sa.Column("pins", sa.JSON(), nullable=False),
        sa.Column("site", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("on_site IS NULL OR on_site >= 0", name=op.f("ck_edition_on_site")),
        sa.CheckConstraint("remote IS NULL OR remote >= 0", name=op.f("ck_edition_remote")),
        sa.CheckConstraint("year BETWEEN 1990 AND 2999", name=op.f("ck_edition_year")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_edition_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "editionfile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("use IS NULL OR use IN ('photo', 'logo', 'modele')", name=op.f("ck_editionfile_use_word")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_editionfile_edition_id_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editionfile")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("editionfile", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_editionfile_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "scene",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('titre', 'chiffres_cles', 'carte', 'axe', 'public', 'territoire', 'fiche', 'avant_apres', 'trajectoire', 'chiffre_partenaire', 'photo', 'verbatim', 'decisions', 'suite', 'page_publique', 'remerciements')",
            name=op.f("ck_scene_kind_word"),
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_scene_position")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_scene_edition_id_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scene")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("scene", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scene_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "rereading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("text_key", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reread_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_rereading_account_id_account")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_rereading_edition_id_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rereading")),
        sa.UniqueConstraint("edition_id", "text_key", name=op.f("uq_rereading_edition_id_text_key")),
    )
    with op.batch_alter_table("rereading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rereading_edition_id"), ["edition_id"], unique=False)
