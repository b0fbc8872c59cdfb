"""The yearly review as a Word document to be finished by hand: real styles, a contents field, tables that repeat."""

# python-docx leaves part of its own types out.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docx.document import Document as Doc
from docx.enum.text import WD_BREAK

from data.documents import word
from data.documents.letters import printable
from data.documents.provenance import INVENTED, provenance
from data.documents.yearly import contents
from data.documents.yearly.content import review
from data.documents.yearly.told import Axis, Review, Rows, Word
from data.french import typeset
from data.measures import objectives, rates
from data.situation import Situation

INTERNAL = "Document interne : les textes des pilotes n’ont pas été relus pour être publiés."
OPEN_TO_ALL = "Seuls les textes marqués publiables, de points validés, sont repris ; relisez-les avant de diffuser."
NOTHING = "Ce plan n’a pas d’action suivie, de fiche ni d’indicateur : ce bilan n’a pas de chiffre à donner."
_SILENT = (
    "Rien n’est encore enregistré ici : ni action réalisée, ni valeur d’indicateur, ni report, ni décision, ni suite "
    "annoncée."
)
_NO_REPORT = "Aucun point d’avancement ne dit ce qui a été fait ici dans l’année."
_NO_PUBLIC = "Aucun texte publiable ne dit ce qui a été fait ici dans l’année."


def yearly_review_docx(
    situation: Situation, previous_year: Situation | None, *, frozen: int | None = None, publishable_only: bool = False
) -> bytes:
    """The document (.docx).

    Args:
        situation: the last period of the year told, narrowed by the filters in force.
        previous_year: the same plan a year before, narrowed the same way; None: nothing is compared.
        frozen: number of the frozen state shown, None for the plan as it stands.
        publishable_only: of what people wrote, only the texts marked publiable in validated reports; no name either.
    """
    return word.saved(_Writer(situation, previous_year, frozen, publishable_only).written())


class _Writer:
    """Writes from the first page to the last; the contents are filled at the end, when headings are known."""

    def __init__(self, situation: Situation, previous: Situation | None, frozen: int | None, outside: bool) -> None:
        self.now, self.frozen, self.outside = situation, frozen, outside
        self.told: Review = review(situation, previous, publishable_only=outside)
        plan = f"{situation.plan.title} · {situation.plan.departement_name}"
        invented = "Données de démonstration" if situation.demonstration else ""
        foot = [self.told.period, "" if outside else "document interne", invented]
        self.made: Doc = word.blank(
            typeset(f"Bilan annuel {self.told.year}"), self.told.period, typeset(situation.plan.title),
            situation.today, typeset(plan), typeset(" · ".join(part for part in foot if part)),
        )  # fmt: skip
        self.headings: list[contents.Entry] = []
        self.tables = 0

    def written(self) -> Doc:
        place = self._cover()
        self._summary()
        for axis in self.told.axes:
            self._axis(axis)
        self._others()
        self._annex()
        contents.fill(self.made, place, self.headings)
        return self.made

    def _cover(self) -> Any:
        """The first page, and the place of the contents."""
        made, told = self.made, self.told
        word.write(made, typeset(f"Bilan annuel {told.year}"), "Title")
        word.write(made, typeset(f"{self.now.plan.title} · {told.period}"), "Subtitle")
        word.write(made, typeset(OPEN_TO_ALL if self.outside else INTERNAL)).runs[0].bold = True
        if self.now.demonstration:
            word.write(made, INVENTED).runs[0].bold = True
        word.pairs(
            made, [(name, _clean(text)) for name, text in provenance(self.now, self.frozen, outside=self.outside)]
        )
        word.write(made, "Sommaire", "TOC Heading")
        return made.add_paragraph()

    def _summary(self) -> None:
        self.made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self._heading("L’année en bref", 1)
        for sentence in self.told.sentences:
            word.write(self.made, sentence)
        if not self.told.axes:
            word.write(self.made, typeset(NOTHING))
        self._table("Les chiffres clés", ("Chiffre", "Valeur", "Ce qui est renseigné"), self.told.figures, (6, 5, 6))
        self._table(
            f"Où en sont les actions, par {self.now.level_name(1).lower()}",
            (self.now.level_name(1), "Actions réalisées", "Répartition"), self.told.axes_table, (6, 4, 7),
        )  # fmt: skip

    def _axis(self, axis: Axis) -> None:
        self._heading(axis.title, 1)
        word.write(self.made, axis.sentence)
        if axis.silent:
            word.write(self.made, typeset(_SILENT))
            return
        self._heading("Ce qui a été fait", 2)
        word.write(self.made, axis.done_says)
        caption = f"Actions réalisées – {axis.title}"
        if any(said for _, _, said in axis.done):
            self._table(caption, ("Code", "Action", "Quand, et par qui"), axis.done, (2, 9, 6))
        else:  # Who said it stays inside: the column would be empty.
            self._table(caption, ("Code", "Action"), tuple(row[:2] for row in axis.done), (2, 15))
        self._words("Réalisé", axis.words, _NO_PUBLIC if self.outside else _NO_REPORT)
        self._heading("Ce que cela a changé", 2)
        if axis.changed_says:
            word.write(self.made, axis.changed_says)
        heads = ("Indicateur", "Première valeur", "Dernière valeur", "Évolution")
        self._table(f"Indicateurs d’impact – {axis.title}", heads, axis.changed, (6, 3.5, 3.5, 4))
        caption = f"Objectifs notés – {axis.title}"
        if self.outside:  # Comments stay inside: their column would be empty.
            self._table(caption, ("Objectif", "Note"), tuple(row[:2] for row in axis.rated), (12.5, 4.5))
        else:
            self._table(caption, ("Objectif", "Note", "Commentaire"), axis.rated, (7.5, 3.5, 6))
        self._heading("Ce qui est reporté, suspendu ou abandonné, et pourquoi", 2)
        if axis.left_says:
            word.write(self.made, axis.left_says)
        heads = ("Code", "Action", "État", "Pourquoi")
        self._table(f"Actions reportées, suspendues ou abandonnées – {axis.title}", heads, axis.left, (2, 6, 3, 6))
        self._words("Difficultés", axis.difficulties)
        self._heading("Ce qui a été décidé", 2)
        self._decisions(axis.decisions, f"Décisions – {axis.title}")
        self._heading("Ce qui vient", 2)
        if not (axis.coming or axis.opening or axis.opening_by_fiche):
            word.write(self.made, "Rien n’est annoncé ici pour l’année qui vient.")
        self._words("À venir", axis.coming)
        heads = ("Code", "Action", "Ouverture")
        self._table(f"Actions qui s’ouvrent – {axis.title}", heads, axis.opening, (2, 11, 4))
        heads = (str(self.now.plan.levels.get("fiche") or "Fiche"), "Combien", "À partir du")
        self._table(f"Actions qui s’ouvrent – {axis.title}", heads, axis.opening_by_fiche, (10, 3, 4))

    def _others(self) -> None:
        if self.told.other_decisions:
            self._heading("Décisions d’ensemble", 1)
            self._decisions(self.told.other_decisions, "Décisions d’ensemble")

    def _decisions(self, rows: Rows, caption: str) -> None:
        if not rows:
            word.write(self.made, "Aucune décision n’a été enregistrée dans l’année.")
        self._table(caption, ("Décision", "Instance et date"), rows, (10, 7))

    def _words(self, title: str, found: Sequence[Word], nothing: str = "") -> None:
        """What was written, fiche by fiche."""
        if not found and nothing:
            word.write(self.made, nothing)
        for fiche, said in groupby(found, key=lambda one: one.fiche):
            self._heading(typeset(f"{title} – {fiche}"), 3)
            for one in said:
                paragraph = word.write(self.made, _lines(one.text), "List Bullet")
                paragraph.add_run(f" ({_clean(one.signed)})").font.color.rgb = word.SOFT

    def _annex(self) -> None:
        self._heading("Annexe : méthode", 1)
        said = [
            "Les chiffres sont ceux de l’application à la date et à l’état indiqués en première page ; ils ne sont pas "
            "recalculés par ce document. Corriger un nombre ici ne corrige pas le plan.",
            rates.NOT_A_PARTITION,
            objectives.NOT_A_RATE,
            "« Non calculable » ou « non renseigné » ne veut jamais dire zéro. Un petit nombre est masqué.",
        ]
        for sentence in said:
            word.write(self.made, typeset(sentence), "List Bullet")
        self._table("Comment chaque chiffre est obtenu", ("Chiffre", "Formule"), self.told.methods, (5, 12))
        if self.told.acronyms:
            self._heading("Sigles", 2)
            self._table("Sigles employés", ("Sigle", "Ce qu’il veut dire"), self.told.acronyms, (3, 14))

    def _heading(self, text: str, level: int) -> None:
        paragraph = word.write(self.made, _clean(text), f"Heading {level}")
        if level <= contents.DEPTH:
            mark = contents.marked(paragraph, len(self.headings) + 1)
            self.headings.append(contents.Entry(level, _clean(text), mark))

    def _table(self, caption: str, heads: tuple[str, ...], rows: Rows, wide: tuple[float, ...]) -> None:
        """A captioned table; nothing at all without a row."""
        if not rows:
            return
        self.tables += 1
        paragraph = word.write(self.made, "Tableau ", "Caption")
        paragraph.paragraph_format.keep_with_next = True
        contents.table_number(paragraph, self.tables)
        paragraph.add_run(f" – {_clean(caption)}")
        word.grid(self.made, heads, [tuple(_clean(cell) for cell in row) for row in rows], wide)


def _clean(text: str) -> str:
    return printable(text)


def _lines(text: str) -> str:
    """What somebody wrote, its own line ends kept."""
    return "\n".join(line for each in text.splitlines() if (line := printable(each)))
