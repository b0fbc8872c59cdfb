"""Hand-made decks: every kind of scene, and what a writer finds hard. Decks that are built are tested elsewhere."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from data.conference.slide import (
    Bound,
    Chart,
    Deck,
    Drawing,
    Item,
    Number,
    Origin,
    Picture,
    Place,
    Series,
    Slide,
    Table,
    Words,
)
from data.french import typeset
from data.vocabulary import SceneKind, Status, TerritoryKind, label

LONG_TITLE = ("Le répit des aidants, de la demande d’une famille à la place trouvée près de chez elle " * 6)[:400]
"""400 characters, the most that a title may hold."""
HOSTILE = typeset('Halte-garderie <script>alert(1)</script> & « relais » ]]> "aidants"')
"""A label that would run if a writer forgot to escape it."""
MASKED = "masqué"
DEMONSTRATION = "données de démonstration"

EPCI: tuple[tuple[str, str], ...] = (
    ("200035723", "Ventoux Sud"),
    ("200040459", "Montélimar Agglomération"),
    ("200040491", "Porte de DrômArdèche"),
    ("200040509", "Crestois et Pays de Saillans Cœur de Drôme"),
    ("200040681", "Enclave des Papes-Pays de Grignan"),
    ("200042901", "Drôme Sud Provence"),
    ("200067767", "Royans-Vercors"),
    ("200068229", "Baronnies en Drôme Provençale"),
    ("200068765", "Sisteronais-Buëch"),
    ("200068781", "Valence Romans Agglo"),
    ("200071033", "Jabron-Lure-Vançon-Durance"),
    ("200073096", "Arche Agglo"),
    ("242600252", "Val de Drôme en Biovallée"),
    ("242600492", "Dieulefit-Bourdeaux"),
    ("242600534", "Diois"),
    ("248400335", "Vaison Ventoux"),
)
"""The 16 EPCI of the Drôme, as the prepared map codes them."""

_BANDS = ("1 à 2 places", "3 à 5 places", "6 à 9 places", "10 places et plus")
_PLACES: dict[str, tuple[int | None, str]] = {
    "200040459": (3, "14 places (2,1 pour 10 000 hab.)"),
    "200040491": (1, "4 places (0,9 pour 10 000 hab.)"),
    "200040509": (1, "3 places (1,9 pour 10 000 hab.)"),
    "200042901": (2, "6 places (1,4 pour 10 000 hab.)"),
    "200067767": (0, "2 places (1,1 pour 10 000 hab.)"),
    "200068229": (0, "1 place (0,5 pour 10 000 hab.)"),
    "200068781": (3, "31 places (1,4 pour 10 000 hab.)"),
    "200073096": (2, "8 places (1,3 pour 10 000 hab.)"),
    "242600252": (2, "9 places (2,8 pour 10 000 hab.)"),
    "242600492": (None, MASKED),
    "242600534": (None, "non renseigné"),
}
_COUNTS: tuple[tuple[str, dict[Status, int]], ...] = (
    ("Axe 1 · Prévenir et accompagner", {Status.DONE: 12, Status.IN_PROGRESS: 16, Status.NOT_STARTED: 4}),
    (
        "Axe 2 · Vivre chez soi, soutenir les aidants et prévenir l’isolement des plus fragiles",
        {Status.DONE: 9, Status.IN_PROGRESS: 11, Status.NOT_STARTED: 6, Status.POSTPONED: 1},
    ),
    ("Axe 3 · Agir ensemble", {Status.DONE: 14, Status.IN_PROGRESS: 3, Status.ABANDONED: 1, Status.SUSPENDED: 2}),
    ("Axe 4 · Insertion et logement", {Status.DONE: 6, Status.IN_PROGRESS: 10, Status.NOT_REPORTED: 9}),
)
_STATUSES = (
    Status.DONE,
    Status.IN_PROGRESS,
    Status.NOT_STARTED,
    Status.SUSPENDED,
    Status.POSTPONED,
    Status.ABANDONED,
    Status.NOT_REPORTED,
)
DONE_ORIGIN = Origin(
    "Actions réalisées",
    (
        ("Ce qui est compté", "les actions dont la période est ouverte et dont le statut est « Réalisée »"),
        ("Calcul", "41 sur 104 (39 %) : 41 actions réalisées, 104 actions ouvertes"),
        ("Couverture", "95 actions renseignées sur 104"),
        ("État", "2e trimestre 2026, état figé n° 1"),
    ),
)


def picture(file_id: int = 7, alt: str = "Façade de la halte de répit, vue de la rue") -> Picture:
    """A PNG of 960 × 540 made here."""
    image = Image.new("RGB", (960, 540), "#7A9E7E")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 380, 960, 540), fill="#C8B89A")
    pen.polygon(((180, 240), (480, 90), (780, 240)), fill="#8C4A3A")
    pen.rectangle((220, 240, 740, 460), fill="#EFE6D6")
    pen.rectangle((430, 330, 530, 460), fill="#4A3A2E")
    content = BytesIO()
    image.save(content, "PNG")
    return Picture(file_id, "image/png", content.getvalue(), 960, 540, alt, "Photo : Département de la Drôme")


def stacked_chart() -> Chart:
    """Counts of statuses by axis: every status that a plan can show."""
    series = tuple(
        Series(
            label(status),
            tuple(float(counts.get(status, 0)) for _, counts in _COUNTS),
            tuple(str(counts.get(status, 0)) for _, counts in _COUNTS),
            status.value,
        )
        for status in _STATUSES
    )
    return Chart(
        "stacked",
        "Où en sont les actions, par axe",
        tuple(name for name, _ in _COUNTS),
        series,
        "actions",
        "L’axe 3 est le plus avancé : 14 actions réalisées sur 20 ; 9 actions de l’axe 4 sont sans nouvelles.",
    )


def bars_chart() -> Chart:
    """Ranked bars with a masked value, an unknown one, and a label to escape."""
    labels = ("Personnes âgées", "Aidants", "Personnes en situation de handicap", HOSTILE, "Enfance", "Jeunes majeurs")
    values = (62.5, 48.0, 41.2, 33.3, None, None)
    texts = (
        "20 sur 32 (62,5 %)",
        "12 sur 25 (48 %)",
        "7 sur 17 (41,2 %)",
        "5 sur 15 (33,3 %)",
        MASKED,
        "non calculable",
    )
    return Chart(
        "bars",
        "Actions réalisées, par public",
        labels,
        (Series("Actions réalisées", values, texts),),
        "%",
        "Les actions vers les personnes âgées sont les plus avancées, celles vers l’enfance sont masquées.",
        100,
    )


def line_chart() -> Chart:
    """Values over time with a hole, and a target over all of it."""
    return Chart(
        "line",
        "Places de répit ouvertes",
        ("2021", "2022", "2023", "2024", "2025", "2026"),
        (
            Series("Places ouvertes", (38.0, 44.0, None, 57.0, 66.0, 78.0), ("38", "44", "—", "57", "66", "78")),
            Series("Cible", (40.0, 50.0, 60.0, 70.0, 80.0, 90.0), ("40", "50", "60", "70", "80", "90"), "target"),
        ),
        "places",
        "De 38 places en 2021 à 78 en 2026 ; la cible de 2026 est de 90 places.",
    )


def columns_chart() -> Chart:
    """Two dates side by side."""
    return Chart(
        "columns",
        "Actions réalisées, aux deux dates",
        ("Axe 1", "Axe 2", "Axe 3", "Axe 4"),
        (
            Series("2e trimestre 2025", (7.0, 4.0, 9.0, 1.0), ("7", "4", "9", "1"), "muted"),
            Series("2e trimestre 2026", (12.0, 9.0, 14.0, 6.0), ("12", "9", "14", "6"), "accent"),
        ),
        "actions",
        "Chaque axe avance en un an ; l’axe 3 va de 9 à 14 actions réalisées.",
    )


def drawing() -> Drawing:
    """The 16 EPCI of the Drôme: four bands, a masked one, an unknown one, those that are not concerned."""
    places = tuple(
        Place(code, name, text, band, None if band is None else float(text.split(" ")[0]))
        for code, name in EPCI
        for band, text in [_PLACES.get(code, (None, "non concerné"))]
    )
    return Drawing(
        "26",
        TerritoryKind.EPCI.value,
        "Places de répit pour 10 000 habitants, par intercommunalité",
        _BANDS,
        places,
        "Les places se concentrent dans la vallée du Rhône ; le Royans-Vercors et les Baronnies en ont une ou deux.",
    )


def _table_of(chart: Chart, first: str) -> Table:
    rows = tuple(
        (text, *(series.texts[rank] for series in chart.series)) for rank, text in enumerate(chart.labels)
    )  # fmt: skip
    columns = (first, *(series.name for series in chart.series))
    return Table(chart.title, columns, rows, tuple(range(1, len(columns))))


def _slides() -> tuple[Slide, ...]:
    stacked, bars, line, columns, drawn = stacked_chart(), bars_chart(), line_chart(), columns_chart(), drawing()
    kinds = SceneKind
    return (
        Slide(
            0, 0, kinds.TITLE, "Le répit des aidants", "Ce que le département fait pour que les aidants soufflent.",
            items=(Item("Président du conseil départemental"), Item("Vice-présidente chargée de l’autonomie")),
            notes="Accueillir la salle et les sites à distance.\nRappeler le thème de l’an passé.",
        ),
        Slide(
            0, 0, kinds.KEY_FIGURES, "Le répit en quatre chiffres",
            "Au 2e trimestre 2026, 41 des 104 actions ouvertes sont réalisées (39 %).",
            numbers=(
                Number("Actions réalisées", "41 sur 104", "39 %", "95 actions renseignées sur 104", 39.4),
                Number("Places de répit", "78", "sur 90 visées", "au 30 juin 2026", 78.0),
                Number("Dépense engagée", "1 240 000 €", "62 % du budget", "", 62.0),
                Number("Jeunes aidants accompagnés", "non calculable", "", "aucune valeur donnée ce trimestre"),
            ),
            origins=(DONE_ORIGIN, Origin("Places de répit", (("Source", "Direction de l’autonomie"),))),
            scope="Fiches du thème : 6 sur 34",
            notes="Insister sur les places : elles ont doublé en cinq ans.",
        ),
        Slide(
            0, 0, kinds.MAP, "Où trouver une place de répit", "Onze intercommunalités sur seize sont concernées.",
            drawing=drawn,
            table=Table(
                drawn.title, ("Intercommunalité", "Places"), tuple((one.name, one.text) for one in drawn.places)
            ),
            origins=(Origin("Places de répit", (("Masquage", "un effectif de moins de 5 n’est pas montré"),)),),
        ),
        Slide(
            0, 0, kinds.AXIS, "Les actions, axe par axe", "L’axe 3 est le plus avancé : 14 actions réalisées sur 20.",
            chart=stacked, table=_table_of(stacked, "Axe"), origins=(DONE_ORIGIN,),
        ),
        Slide(
            0, 0, kinds.PUBLIC, "Pour quels publics", "Une action peut concerner plusieurs publics.",
            chart=bars, table=_table_of(bars, "Public"), scope="Public : aidants",
        ),
        Slide(
            0, 0, kinds.TERRITORY, "Le Val de Drôme, face aux autres",
            "9 places de répit, quand la médiane des intercommunalités est de 4.",
            numbers=(
                Number("Places de répit", "9", "médiane : 4", "", 9.0),
                Number("Dossiers en attente", MASKED, "", "moins de 5 dossiers"),
            ),
            drawing=replace(drawn, marked=("242600252",)),
        ),
        Slide(
            0, 0, kinds.FICHE, "Fiche 12 · Ouvrir des haltes de répit",
            "3 des 5 actions de la fiche sont réalisées.",
            words=(
                Words(
                    "Deux haltes ont ouvert, à Crest et à Nyons. Les familles y viennent une demi-journée par semaine.",
                    "Responsable de la fiche", "2e trimestre 2026",
                ),
            ),
            items=(
                Item("Ouvrir une halte à Crest", "Réalisée", "mars 2026"),
                Item("Ouvrir une halte à Nyons", "Réalisée", "mai 2026"),
                Item("Former les accueillants", "En cours", "d’ici décembre 2026"),
            ),
        ),
        Slide(
            0, 0, kinds.BEFORE_AFTER, "En un an", "De 21 à 41 actions réalisées, sur les mêmes 98 actions.",
            numbers=(
                Number("2e trimestre 2025", "21 sur 98", "21 %", "", 21.4),
                Number("2e trimestre 2026", "41 sur 98", "42 %", "", 41.8),
            ),
            chart=columns, table=_table_of(columns, "Axe"),
        ),
        Slide(
            0, 0, kinds.TRAJECTORY, "Des places, année après année", "78 places ouvertes en 2026, pour 90 visées.",
            chart=line, table=_table_of(line, "Année"),
        ),
        Slide(
            0, 0, kinds.PARTNER_FIGURE, "Un aidant sur trois renonce à se soigner", "",
            numbers=(Number("des aidants renoncent à un soin pour eux-mêmes", "34 %"),),
            source="Observatoire des aidants, enquête de mars 2026", link="https://exemple.org/enquete-2026",
        ),
        Slide(0, 0, kinds.PHOTO, "La halte de Crest, ouverte en mars", picture=picture()),
        Slide(
            0, 0, kinds.QUOTE, "Ce que dit une aidante",
            words=(Words("Depuis que la halte a ouvert, je dors une nuit entière par semaine.", "Aidante", "Crest"),),
        ),
        Slide(
            0, 0, kinds.DECISIONS, "Ce qui a été décidé", "Trois décisions depuis la dernière édition.",
            items=(
                Item("Ouvrir dix places de plus à Valence", "Comité de pilotage", "12 mars 2026"),
                Item("Payer le relayage à domicile", "Assemblée départementale", "22 juin 2026"),
                Item("Reporter la plateforme en ligne", "faute de prestataire", "22 juin 2026"),
            ),
        ),
        Slide(
            0, 0, kinds.NEXT, "Ce qui vient", "Quatre rendez-vous d’ici l’été 2027.",
            items=(
                Item("Ouverture de la halte de Die", "", "janvier 2027"),
                Item("Formation des accueillants", "40 places", "mars 2027"),
            ),
        ),
        Slide(
            0, 0, kinds.PUBLIC_PAGE, "À lire sur votre téléphone", "Cette présentation est en ligne.",
            link="https://exemple.org/conference-2026/",
        ),
        Slide(
            0, 0, kinds.AXIS, LONG_TITLE, missing="Aucune action de ce thème n’est rattachée à un axe.",
            notes="À passer si le temps manque.", public=False,
        ),
        Slide(0, 0, kinds.THANKS, "Merci", "Écrire à : conference@exemple.org"),
    )  # fmt: skip


def _set(value: Any) -> Any:
    """The same value, the spaces of its French mended, as the builders leave them."""
    if isinstance(value, str):
        return typeset(value) if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(_set(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _set(getattr(value, one.name)) for one in fields(value)})
    return value


@cache
def full_deck(*, label: str = DEMONSTRATION) -> Deck:
    """One slide of every kind, then a missing one under a title of 400 characters, and thanks."""
    slides = tuple(replace(slide, scene_id=100 + rank, number=rank) for rank, slide in enumerate(_slides(), 1))
    own = Bound(
        "drome-2025-2030", "Plan départemental des solidarités 2025-2030", "26", "2026-T2", 1, "a1" * 32,
        "2e trimestre 2026, état figé n° 1", date(2026, 7, 20),
    )  # fmt: skip
    past = replace(own, period="2025-T2", sha256="b2" * 32, label="2e trimestre 2025, état figé n° 1",
                   frozen_on=date(2025, 7, 21))  # fmt: skip
    return _set(
        Deck(
            1,
            own.plan_title,
            "Drôme",
            "Conférence des solidarités",
            "Le répit des aidants",
            2026,
            date(2026, 11, 26),
            "Hôtel du Département, Valence",
            ("Président du conseil départemental", "Vice-présidente chargée de l’autonomie"),
            (own, past),
            slides,
            scope="Fiches du thème : 6 sur 34",
            newer="Une clôture plus récente du 2e trimestre 2026 existe (n° 2) : ce déroulé montre toujours la n° 1.",
            label=label,
            address="https://exemple.org/conference-2026/",
        )
    )
