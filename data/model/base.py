"""Shared column shapes: vocabularies as TEXT with a CHECK, JSON bodies, optimistic versions, named constraints."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from data.vocabulary import values

# Alembic's batch mode on SQLite can only drop what has a name.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, words: type[StrEnum] | tuple[StrEnum, ...]) -> CheckConstraint:
    """CHECK that `column` is null or one of the stored values: native enums would differ between databases."""
    quoted = ", ".join(f"'{value}'" for value in values(words))
    return CheckConstraint(f"{column} IS NULL OR {column} IN ({quoted})", name=f"{column}_word")


def check(name: str, condition: str) -> CheckConstraint:
    return CheckConstraint(condition, name=name)


def json_column(default: type[dict[Any, Any]] | type[list[Any]] = dict) -> Any:
    return Column(JSON, nullable=False, default=default)


class Versioned(SQLModel):
    """Optimistic lock: an update of a row that somebody else changed since it was read raises StaleDataError."""

    version: int = Field(default=None, nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # pyright: ignore
