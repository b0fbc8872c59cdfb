"""Triggers in two shapes only, generated for both dialects from two lists of tables.

- append-only: a row is never updated nor deleted (the journal, frozen periods…);
- closed: a row that belongs to a closed campaign refuses insert, update and delete.

Each shape lets one update through: an append-only journal its redaction, a closed campaign its reopening.

Alembic's batch mode on SQLite drops the triggers of a table that it rebuilds: `drop` before and `create` after each
migration, from here and nowhere else.
"""

from sqlalchemy import Connection, text

APPEND_ONLY = ("journalentry", "frozenperiod", "trendfigure", "reminder")
# table → SQL giving the campaign of a row, {row} standing for NEW or OLD.
CLOSED: dict[str, str] = {
    "report": "{row}.campaign_id",
    "actionstate": "{row}.campaign_id",
    "expectation": "{row}.campaign_id",
    "draft": "{row}.campaign_id",
    "evidence": "{row}.campaign_id",
    "reminder": "{row}.campaign_id",
    "campaign": "{row}.id",
}
_KEPT_BY_A_REDACTION = ("id", "at", "account_id", "command", "plan_id", "table_name", "row_key", "change", "fiche_id")
_NOT_DISTINCT = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}
REFUSAL_CLOSED = "periode cloturee"
REFUSAL_APPEND = "ligne en ajout seul"
_EVENTS = {"insert": "NEW", "update": "OLD", "delete": "OLD"}


def names() -> list[str]:
    """Every trigger's name, as `check` expects to find them."""
    appended = [f"{table}_no_{event}" for table in APPEND_ONLY for event in ("update", "delete")]
    return appended + [f"{table}_closed_{event}" for table in CLOSED for event in _events(table)]


def _events(table: str) -> list[str]:
    """A closed campaign refuses what changes or removes it; it cannot be inserted into itself."""
    return [event for event in _EVENTS if (table, event) != ("campaign", "insert")]


def _let_through(table: str, dialect: str) -> str | None:
    """SQL of the one update that a table of either shape lets through."""
    if table == "campaign":
        return "NEW.status = 'ouverte' AND NEW.closed_on IS NULL AND NEW.period = OLD.period"
    if table == "journalentry":
        same = _NOT_DISTINCT[dialect]
        kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in _KEPT_BY_A_REDACTION)
        empty = "CAST(NEW.before AS TEXT) = '{}' AND CAST(NEW.after AS TEXT) = '{}' AND NEW.reason IS NULL"
        return f"OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL AND {empty} AND {kept}"
    return None


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
            through = _let_through(table, connection.dialect.name) if event == "update" else None
            refused = f"NOT ({through})" if through else None
            make(connection, f"{table}_no_{event}", table, event, refused, REFUSAL_APPEND)
    for table, campaign in CLOSED.items():
        for event in _events(table):
            row = _EVENTS[event]
            # An update may also try to carry an open row into a closed campaign.
            rows = ("OLD", "NEW") if event == "update" else (row,)
            tests = [
                f"(SELECT status FROM campaign WHERE id = {campaign.format(row=each)}) = 'cloturee'" for each in rows
            ]
            refused = " OR ".join(tests)
            through = _let_through(table, connection.dialect.name) if event == "update" else None
            if through:
                refused = f"({refused}) AND NOT ({through})"
            make(connection, f"{table}_closed_{event}", table, event, refused, REFUSAL_CLOSED)


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
