"""The first sheet: what the workbook is, what may be changed, how it comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.french import day, plural, typeset
from data.workbook.card import CARD, LISTS, README
from data.workbook.life import LIFE_TITLES
from data.workbook.looks import Looks, Worksheet, printed
from data.workbook.sheets import SHEETS

TITLE = README
_DEMONSTRATION = "Données de démonstration : les états et les valeurs de ce classeur sont inventés."
_RULES = (
    "Gardez les feuilles et les titres de leurs colonnes ; l’ordre des colonnes est libre. Les colonnes et les "
    "feuilles que vous ajoutez ne sont pas lues.",
    "Les titres foncés sont obligatoires : leurs cases ne restent pas vides. Les lignes vides ne comptent pas.",
    "Un code désigne toujours le même élément : il s’écrit sans espace, une seule fois dans sa feuille. Plusieurs "
    "codes dans une case se séparent par « ; ».",
    "Les dates sont des dates (31/12/2026), les nombres des nombres, sans unité : 12,5 % s’écrit 12,5. Une formule est "
    "refusée : copiez-la, puis collez sa valeur.",
    "Les « Détails techniques », repliés à droite, tiennent ce que seule l’application sait écrire : laissez-les tels "
    "quels, ou videz la case pour une ligne nouvelle.",
    f"Les feuilles « Suivi … » se lisent seulement : le suivi ne se reprend pas d’un classeur. « {LISTS} » tient les "
    "choix proposés.",
)
_IMPORT = (
    "python -m data import classeur.xlsx, sans rien écrire, dit ce qui serait chargé ou ce qui ne va pas, par feuille, "
    "ligne et colonne.",
    "python -m data import classeur.xlsx --yes charge le plan, en entier ou pas du tout. Un plan déjà dans la base "
    "n’est jamais remplacé.",
)


def write(sheet: Worksheet, body: dict[str, Any], made_on: date | None, looks: Looks) -> None:
    """Fill the first sheet."""
    plan = body["plan"]
    sheet.hide_gridlines(2)
    printed(sheet)
    sheet.set_column(0, 0, 30, looks.help)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 96)
    sheet.merge_range(0, 0, 0, 2, plan["title"], looks.title)
    sheet.set_row(0, 52)
    said = f"{plan['departement_name']} · {plan['code']} · révision {plan['revision']}"
    sheet.write_string(1, 0, said + (f" · établi le {day(made_on)}" if made_on else ""), looks.text)
    row = 2
    if body["demonstration"]:
        sheet.merge_range(row, 0, row, 2, typeset(_DEMONSTRATION), looks.warning)
        row += 1
    row = _part(sheet, row + 1, "Les feuilles", looks)
    row = _contents(sheet, row, body, looks)
    row = _told(sheet, _part(sheet, row + 1, "Ce qui se modifie", looks), _RULES, looks)
    _told(sheet, _part(sheet, row + 1, "Pour charger le plan d’un classeur rempli", looks), _IMPORT, looks)
    sheet.protect()


def _part(sheet: Worksheet, row: int, text: str, looks: Looks) -> int:
    sheet.write_string(row, 0, text, looks.part)
    sheet.set_row(row, 24)
    return row + 1


def _told(sheet: Worksheet, row: int, sentences: tuple[str, ...], looks: Looks) -> int:
    for text in sentences:
        sheet.merge_range(row, 0, row, 2, typeset(text), looks.long)
        sheet.set_row(row, 15 * (1 + len(text) // 150))
        row += 1
    return row


def _contents(sheet: Worksheet, row: int, body: dict[str, Any], looks: Looks) -> int:
    """One line a sheet: a way to it, how many lines it has, what it is."""
    told = [(CARD, None, "La carte du plan : titre, dates, mots des niveaux.")]
    told += [(each.title, len(body[each.table]), each.help) for each in SHEETS]
    told += [
        (title, len(body[table]), "À lire : n’est pas repris par le chargement.")
        for table, title in LIFE_TITLES.items()
        if body.get(table)
    ]
    for title, count, text in told:
        sheet.write_url(row, 0, f"internal:'{title}'!A1", looks.link, title)
        sheet.write_string(row, 1, "" if count is None else plural(count, "ligne"), looks.text)
        sheet.write_string(row, 2, typeset(text), looks.long)
        if len(text) > 115:
            sheet.set_row(row, 30)
        row += 1
    return row
