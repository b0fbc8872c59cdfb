"""Two invented editions of the yearly event: one held, one prepared on « Le répit », a real theme of the council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.commands.edition import create_edition, set_site
from data.commands.rereading import reread_text
from data.conference.edition import EditionInput, SceneInput, SiteOptions
from data.conference.propose import propose
from data.conference.public import candidates
from data.conference.theme import perimeter_of, search
from data.database import Store
from data.demonstration.calendar import PLAN, moment
from data.demonstration.people import Cast
from data.reading import head
from data.reading.editions import edition, told
from data.reading.frozen import frozen_situation
from data.reading.initiatives import bank
from data.situation import Situation
from data.vocabulary import SceneKind

HELD = EditionInput(
    2025,
    "Accéder à ses droits",
    held_on=date(2025, 11, 20),
    place="Valence",
    chairs=("Présidente du Conseil départemental",),
    on_site=214,
    remote=96,
)
COMING = EditionInput(
    2026,
    "Le répit",
    held_on=date(2026, 11, 26),
    place="Valence",
    chairs=("Présidente du Conseil départemental", "Vice-présidente déléguée aux solidarités"),
)
_SITE = SiteOptions(
    address="https://conference.departement.example/2026",
    director="Présidente du Conseil départemental",
    host="Hébergeur inventé pour la démonstration, 1 rue de l’Exemple, Valence",
    contact="conference@departement.example",
)
_FIGURE = SceneInput(
    SceneKind.PARTNER_FIGURE,
    "Ce que disent les aidants",
    settings={
        "figure": "6 sur 10",
        "label": "aidants interrogés disent n’avoir pris aucun répit dans l’année",
        "said_by": "Enquête inventée pour la démonstration",
        "dated": "juin 2026",
    },
)
_QUOTE = SceneInput(
    SceneKind.QUOTE,
    "La parole d’une aidante",
    settings={
        "text": "Deux jours par mois, ce n’est pas grand-chose. C’est ce qui me permet de tenir les vingt-huit autres.",
        "said_by": "Une aidante (parole inventée pour la démonstration)",
    },
)


def prepare(store: Store, cast: Cast) -> None:
    """The edition of last year on its frozen state, and this year's, proposed from its theme then completed."""
    actor, frozen = cast.coordinator, _frozen(store)
    first, last = frozen[0], frozen[-1]
    create_edition(
        store, actor, PLAN, HELD, period=first.period.code, scenes=propose(HELD, first),
        now=moment(date(2025, 11, 3), 10),
    )  # fmt: skip
    now = moment(date(2026, 9, 28), 10)
    said = replace(COMING, perimeter=perimeter_of(search(last, bank(store), COMING.theme)))
    scenes = _completed(propose(said, last, past=frozen[:-1]))
    edition_id = create_edition(store, actor, PLAN, said, period=last.period.code, scenes=scenes, now=now)
    set_site(store, actor, PLAN, edition_id, _SITE, seen=1, now=now)
    _reread(store, cast, edition_id)


def _frozen(store: Store) -> list[Situation]:
    """The plan at each closing that stands, oldest first."""
    plan = next(plan for plan in head(store).plans if plan.code == PLAN)
    closed = sorted(plan.closed)
    return [frozen_situation(store, PLAN, code, len(plan.frozen[code])) for code in closed]


def _completed(scenes: Sequence[SceneInput]) -> list[SceneInput]:
    """What a presenter adds to what is proposed, before the stories: a figure from elsewhere, somebody's words."""
    at = next((rank for rank, scene in enumerate(scenes) if scene.kind is SceneKind.FICHE), len(scenes) - 1)
    return [*scenes[:at], _FIGURE, _QUOTE, *scenes[at:]]


def _reread(store: Store, cast: Cast, edition_id: int) -> None:
    """All that may go public but the last text, which still waits for somebody."""
    of = edition(store, edition_id)
    assert of is not None
    for one in candidates(of, told(store, of))[:-1]:
        reread_text(
            store, cast.coordinator, PLAN, edition_id, text_key=one.key, text=one.text, accepted=True,
            now=moment(date(2026, 9, 29), 10),
        )  # fmt: skip
