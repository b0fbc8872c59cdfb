"""The store's engine: one URL, short immediate write transactions, foreign keys always on.

SQLite is the default; `DATABASE_URL=postgresql+psycopg://…` moves the same code to PostgreSQL.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from data.errors import StoreError

PROJECT = Path(__file__).resolve().parent.parent
VAR = PROJECT / "var"
MAPS = VAR / "maps"
"""Where prepared maps are kept (git-ignored, rebuilt at will)."""


def real_url() -> str:
    """URL of the real store: DATABASE_URL, else a file in the git-ignored `var/`."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'cap.db'}"


def demonstration_url() -> str:
    """URL of the demonstration's own store, beside the real one: « cap.db » → « cap.demonstration.db »."""
    if explicit := os.environ.get("DEMO_DATABASE_URL"):
        return explicit
    url = _parsed(real_url())
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        path = Path(str(url.database))
        beside = path.with_name(f"{path.stem}.demonstration{path.suffix or '.db'}")
        return url.set(database=str(beside)).render_as_string(hide_password=False)
    return f"sqlite:///{VAR / 'cap.demonstration.db'}"


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "L’adresse de la base (DATABASE_URL) n’est pas lisible. "
            "Exemple attendu : sqlite:////chemin/vers/cap.db. Rien n’a été modifié."
        ) from error


class Store:
    """One database. `read()` gives short deferred transactions; `writing_engine` immediate ones, for commands only."""

    def __init__(self, url: str) -> None:
        self.url = url
        parsed = _parsed(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.path: Path | None = Path(str(parsed.database)) if self.is_sqlite and parsed.database else None
        # A connection a transaction: no thread of a rerun inherits another's, and files can be replaced.
        options: dict[str, Any] = {"poolclass": NullPool} if self.is_sqlite else {"pool_pre_ping": True}
        try:
            # SQLite's transactions see one state by themselves; PostgreSQL's reading ones have to be told to.
            seeing = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
            self._reader: Engine = create_engine(parsed, **options, **seeing)
            self._writer: Engine = create_engine(parsed, **options)
        except ModuleNotFoundError as error:
            raise StoreError(
                f"Le pilote de base de données « {error.name} » n’est pas installé. "
                "Installez-le dans l’environnement de l’application, puis relancez."
            ) from error
        if self.is_sqlite:
            _tune(self._reader, "BEGIN")
            _tune(self._writer, "BEGIN IMMEDIATE")

    @property
    def engine(self) -> Engine:
        """The reading engine, for migrations' look-ups and pandas."""
        return self._reader

    @property
    def writing_engine(self) -> Engine:
        """For migrations and `data.commands` only."""
        return self._writer

    def exists(self) -> bool:
        """False when the SQLite file is not there (opening it would make an empty one).

        Raises StoreError when its folder may not be entered.
        """
        try:
            return self.path is None or self.path.exists()
        except OSError as error:
            raise StoreError(_explain(self, "unable to open")) from error

    @contextmanager
    def read(self) -> Generator[Session]:
        """A session that sees one consistent state and never writes. Raises StoreError in French."""
        if not self.exists():
            raise StoreError(
                f"La base « {self.path} » n’existe pas encore. Créez-la avec : python -m data init. "
                "Rien n’a été modifié."
            )
        with translated(self), Session(self._reader, autoflush=False, expire_on_commit=False) as session:
            try:
                yield session
            except UnicodeEncodeError:  # what was asked cannot be written, the store is sound: `translated` says so
                raise
            except ValueError as error:
                # A date, a JSON body or a text that cannot be read back: the row was damaged outside the application.
                raise StoreError(_explain(self, "malformed")) from error
            session.rollback()


@contextmanager
def translated(store: Store) -> Generator[None]:
    """Turn the driver's failures into a French StoreError that says what to do."""
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        raise StoreError(_explain(store, str(error.orig or error))) from error
    except UnicodeEncodeError as error:
        # Half of a character, in a code that no form of ours sends: the driver refuses it in its own way.
        raise StoreError("Un caractère n’est pas lisible. Rien n’a été enregistré : ressaisissez le texte.") from error


def _explain(store: Store, message: str) -> str:
    where = f"La base « {store.path or 'configurée'} »"
    low = message.lower()
    if "cannot contain nul" in low:
        return "Un caractère n’est pas lisible. Rien n’a été enregistré : ressaisissez le texte."
    if "readonly" in low or "read-only" in low:
        return (
            f"{where} est en lecture seule : rien n’a été enregistré. "
            "Rendez le fichier et son dossier accessibles en écriture."
        )
    if "locked" in low or "busy" in low:
        return f"{where} est occupée depuis plus de cinq secondes. Rien n’a été enregistré : réessayez dans un instant."
    if "decode" in low or "malformed" in low or "not a database" in low or "corrupt" in low:
        return (
            f"{where} est endommagée. Ne l’effacez pas : restaurez la dernière sauvegarde, "
            "puis lancez python -m data check."
        )
    absent = ("no such table", "no such column", "undefinedtable")
    if any(words in low for words in absent) or ("relation" in low and "does not exist" in low):
        return f"{where} n’a pas la structure attendue. Lancez : python -m data init (les données sont conservées)."
    if "connection" in low and ("failed" in low or "refused" in low or "closed" in low):
        return f"{where} ne répond pas. Rien n’a été enregistré : vérifiez que son serveur est démarré, puis réessayez."
    if "unable to open" in low:
        return f"{where} ne peut pas être ouverte. Vérifiez que le dossier existe et que vous y avez accès."
    if "full" in low:
        return f"{where} ne peut plus grandir : le disque est plein. Rien n’a été enregistré."
    return f"{where} a refusé l’opération ({message.splitlines()[0][:160]}). Rien n’a été enregistré."


def _tune(engine: Engine, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        # The driver must not open transactions of its own: `begin` below decides which kind.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=5000")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql(begin)
