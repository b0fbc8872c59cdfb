"""Triggers in two shapes only, generated for both dialects from two lists of tables.

- append-only: a row is never updated nor deleted (the journal);
- closed: a row that belongs to a closed campaign refuses insert, update and delete.

Alembic's batch mode on SQLite drops the triggers of a table that it rebuilds: `drop` before and `create` after each
migration, from here and nowhere else.
"""

from sqlalchemy import Connection, text

APPEND_ONLY = ("journalentry",)
# table → SQL giving the campaign of a row, {row} standing for NEW or OLD.
CLOSED: dict[str, str] = {
    "report": "{row}.campaign_id",
    "actionstate": "{row}.campaign_id",
    "expectation": "{row}.campaign_id",
    "draft": "{row}.campaign_id",
}
REFUSAL_CLOSED = "periode cloturee"
REFUSAL_APPEND = "journal en ajout seul"
_EVENTS = {"insert": "NEW", "update": "OLD", "delete": "OLD"}


def names() -> list[str]:
    """Every trigger's name, as `check` expects to find them."""
    appended = [f"{table}_no_{event}" for table in APPEND_ONLY for event in ("update", "delete")]
    return appended + [f"{table}_closed_{event}" for table in CLOSED for event in _EVENTS]


def drop(connection: Connection) -> None:
    postgres = connection.dialect.name == "postgresql"
    for name in names():
        table = name.split("_")[0]
        on = f" ON {table}" if postgres else ""
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))


def create(connection: Connection) -> None:
    """Make every trigger anew (idempotent)."""
    drop(connection)
    make = _postgres if connection.dialect.name == "postgresql" else _sqlite
    for table in APPEND_ONLY:
        for event in ("update", "delete"):
            make(connection, f"{table}_no_{event}", table, event, None, REFUSAL_APPEND)
    for table, campaign in CLOSED.items():
        for event, row in _EVENTS.items():
            # An update may also try to carry an open row into a closed campaign.
            rows = ("OLD", "NEW") if event == "update" else (row,)
            tests = [
                f"(SELECT status FROM campaign WHERE id = {campaign.format(row=each)}) = 'cloturee'" for each in rows
            ]
            make(connection, f"{table}_closed_{event}", table, event, " OR ".join(tests), REFUSAL_CLOSED)


def _sqlite(connection: Connection, name: str, table: str, event: str, when: str | None, message: str) -> None:
    condition = f"WHEN {when} " if when else ""
    connection.execute(
        text(
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH ROW {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
    )


def _postgres(connection: Connection, name: str, table: str, event: str, when: str | None, message: str) -> None:
    give_back = "OLD" if event == "delete" else "NEW"
    connection.execute(
        text(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
            f"IF {when or 'true'} THEN RAISE EXCEPTION '{message}'; END IF; RETURN {give_back}; END $$ LANGUAGE plpgsql"
        )
    )
    connection.execute(
        text(f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    )
