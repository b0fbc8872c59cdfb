"""Full-text search in the bank (contract; filled next)."""

from __future__ import annotations

from dataclasses import dataclass

from data.reading.initiatives import Bank


@dataclass(frozen=True)
class Span:
    """A piece of an extract; `marked`: it is what was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Hit:
    """An initiative found. `field`: French name of where the extract stands (« Titre », « Résultats »…);
    `excerpt`: that text around the words found, in pieces."""

    code: str
    field: str
    excerpt: tuple[Span, ...]


@dataclass(frozen=True)
class Found:
    """What a search gives, best first. `asked`: whether there was anything to look for;
    `all_words`: False when no initiative holds every word and those that hold some are given (say it).
    """

    hits: tuple[Hit, ...]
    asked: bool
    all_words: bool


class Index:
    """Built once for a `Bank` (cache it by `bank.stamp`); safe to share between sessions."""

    def find(self, text: str) -> Found:
        raise NotImplementedError


def index_of(bank: Bank) -> Index:
    raise NotImplementedError
