"""Triggers in two shapes only, generated for both dialects from two lists of tables.

- append-only: a row is never updated, deleted nor replaced (the journal, frozen periods…);
- closed: a row that belongs to a closed campaign refuses insert, update, delete and replacement.

SQLite's « OR REPLACE » deletes the row that is in the way without asking the triggers of a deletion: what comes in is
therefore compared with what it would push out.

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
# table → what two rows cannot share with what comes in; its id where nothing is said.
_IN_THE_WAY: dict[str, tuple[str, ...]] = {
    "frozenperiod": ("id = NEW.id", "plan_id = NEW.plan_id AND period = NEW.period AND number = NEW.number"),
    "trendfigure": ("frozen_id = NEW.frozen_id AND scope = NEW.scope AND code = NEW.code AND measure = NEW.measure",),
    "campaign": ("id = NEW.id", "plan_id = NEW.plan_id AND period = NEW.period"),
    # Whatever it would push out is of its own campaign.
    "expectation": (),
}
_KEPT_BY_A_REOPENING = ("id", "plan_id", "period", "opened_on", "due_on")
_KEPT_BY_A_REDACTION = ("id", "at", "account_id", "command", "plan_id", "table_name", "row_key", "change", "fiche_id")
_NOT_DISTINCT = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}
REFUSAL_CLOSED = "periode cloturee"
REFUSAL_APPEND = "ligne en ajout seul"
_EVENTS = {"insert": "NEW", "update": "OLD", "delete": "OLD"}
_APPEND_EVENTS = {"update": "update", "delete": "delete", "replace": "insert"}
"""What an append-only table refuses → the event in which it is met."""


def names() -> list[str]:
    """Every trigger's name, as `check` expects to find them."""
    appended = [f"{table}_no_{refused}" for table in APPEND_ONLY for refused in _APPEND_EVENTS]
    return appended + [f"{table}_closed_{event}" for table in CLOSED for event in _EVENTS]


def _let_through(table: str, dialect: str) -> str | None:
    """SQL of the one update that a table of either shape lets through."""
    if table == "campaign":
        kept = " AND ".join(f"NEW.{column} = OLD.{column}" for column in _KEPT_BY_A_REOPENING)
        return f"NEW.status = 'ouverte' AND NEW.closed_on IS NULL AND {kept}"
    if table == "journalentry":
        same = _NOT_DISTINCT[dialect]
        kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in _KEPT_BY_A_REDACTION)
        empty = "CAST(NEW.before AS TEXT) = '{}' AND CAST(NEW.after AS TEXT) = '{}' AND NEW.reason IS NULL"
        return f"OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL AND {empty} AND {kept}"
    return None


def _pushes_out(table: str) -> list[str]:
    """SQL, true of a row that takes the place of one that is there: one condition a key."""
    return [f"EXISTS (SELECT 1 FROM {table} WHERE {same})" for same in _IN_THE_WAY.get(table, ("id = NEW.id",))]


def _pushes_out_closed(table: str) -> list[str]:
    """The same, when the one that is there belongs to a closed campaign."""
    campaign = CLOSED[table].format(row=table)
    closed = f"(SELECT its.status FROM campaign AS its WHERE its.id = {campaign}) = 'cloturee'"
    return [f"{found[:-1]} AND {closed})" for found in _pushes_out(table)]


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
        for name, event in _APPEND_EVENTS.items():
            through = _let_through(table, connection.dialect.name) if event == "update" else None
            refused = f"NOT ({through})" if through else None
            if event == "insert":
                refused = " OR ".join(_pushes_out(table))
            make(connection, f"{table}_no_{name}", table, event, refused, REFUSAL_APPEND)
    for table, campaign in CLOSED.items():
        for event, row in _EVENTS.items():
            # An update may also try to carry an open row into a closed campaign.
            rows = ("OLD", "NEW") if event == "update" else (row,)
            tests = [
                f"(SELECT status FROM campaign WHERE id = {campaign.format(row=each)}) = 'cloturee'" for each in rows
            ]
            if event != "delete":
                tests += _pushes_out_closed(table)
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
