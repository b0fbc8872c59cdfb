"""Load a collection of initiatives into the store: all of it or nothing. It belongs to no plan."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from data.catalogue import AudienceTable
from data.catalogue.initiatives import BankFile, BankInitiative
from data.commands.door import journal_once, key, writing
from data.commands.loading.publics import SharedPublics
from data.database import Store
from data.errors import Refused
from data.model import Collection, Initiative, InitiativeAudience
from data.permissions import Act, Actor, require

LOADING = "Charger un recueil d’initiatives"
"""Name of the command in the journal: `check` asks the journal what was loaded once."""
_COLUMNS = frozenset(Initiative.model_fields) & frozenset(BankInitiative.model_fields)


def load_initiatives(store: Store, actor: Actor, bank: BankFile, audiences: AudienceTable) -> int:
    """Load a collection that the store does not hold yet; returns how many initiatives came.

    Args:
        audiences: the committed table of publics; rows of plans and of other collections are ignored.

    Raises:
        Refused: the collection is already there, or the actor may not edit every plan.
    """
    with writing(store, actor, LOADING, row_by_row=False) as door:
        require(actor, Act.EDIT_PLAN)
        code = bank.collection.code
        if door.session.exec(select(Collection).where(Collection.code == code)).first():
            raise Refused(f"Le recueil « {code} » est déjà dans la base. Rien n’a été modifié.")
        collection = Collection(
            code=code, title=bank.collection.title, warning=bank.collection.disclaimer, body=_body(bank, audiences)
        )
        door.session.add(collection)
        door.session.flush()
        rows = [
            Initiative(
                collection_id=key(collection),
                rank=rank,
                source_line=item.line,
                **{name: getattr(item, name) for name in _COLUMNS},
                body=item.model_dump(mode="json", exclude={*_COLUMNS, "line"}),
            )
            for rank, item in enumerate(bank.initiatives, 1)
        ]
        door.session.add_all(rows)
        door.session.flush()
        publics = SharedPublics(door.session, audiences)
        meant = {
            public.code: [
                publics.id(row) for row in audiences.rows if (row.plan, row.wording_code) == (code, public.code)
            ]
            for public in bank.publics
        }
        door.session.add_all(
            InitiativeAudience(initiative_id=key(row), audience_id=audience_id)
            for row, item in zip(rows, bank.initiatives, strict=True)
            for audience_id in sorted({audience_id for public in item.publics for audience_id in meant[public]})
        )
        journal_once(door, LOADING, "collection", code, {"initiatives": len(rows)})
        return len(rows)


def _body(bank: BankFile, audiences: AudienceTable) -> dict[str, Any]:
    """What the collection says of itself, its lists, and the shared publics that each of its publics means."""
    code = bank.collection.code
    card = bank.collection.model_dump(mode="json", exclude={"code", "title", "disclaimer"})
    lists = bank.model_dump(mode="json", include={"themes", "publics", "maturities", "kinds", "field_notes", "counts"})
    for public in lists["publics"]:
        public["audiences"] = list(audiences.shared(code, public["code"]))
    return card | lists
