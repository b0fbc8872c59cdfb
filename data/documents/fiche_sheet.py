"""One fiche on one A4 page, with the figures and the words of its screen."""

from __future__ import annotations

from typing import Any

from data import glossary
from data.documents.letters import printable, printed, texts_in
from data.documents.provenance import INVENTED, kept_words, state_words
from data.documents.typst_pdf import compiled
from data.entry.signature import signed
from data.french import day, listing, short_day, shortened, typeset
from data.measures.action_rows import ActionRow
from data.measures.answers import last_report, last_weather
from data.measures.columns import Row, records, texts
from data.measures.fiche_page import FichePage, carried_by, fiche_page, partners_title, publics_of
from data.measures.figure import Figure
from data.measures.indicator_board import Standing
from data.measures.nouns import in_plural
from data.measures.one_fiche import fiche_row, named_by_actions
from data.measures.plan_sentences import weather_word
from data.measures.spans import dated, spans
from data.measures.tree import path, word_of
from data.period import Period
from data.situation import Situation
from data.vocabulary import REPORT_TEXTS

TEMPLATE = "fiche_sheet"
_INTERNAL = "Document interne : les textes des pilotes n’ont pas été relus pour être publiés."
_TITLE, _PATH, _WORDS, _SAID = 220, 260, 190, 900


def fiche_sheet_pdf(
    situation: Situation,
    previous: Situation | None,
    code: str,
    *,
    frozen: int | None = None,
    whole: Situation | None = None,
) -> bytes:
    """The page as PDF/UA-1.

    Args:
        situation: what the filters in force keep of the plan, or the plan itself.
        previous: the period before, which no filter narrows; None for the first.
        code: of the fiche; KeyError when the plan has no such one.
        frozen: number of the frozen state shown, None for the plan as it stands.
        whole: the plan, which no filter narrows; `situation` by default.
    """
    said = content(situation, previous, code, frozen=frozen, whole=whole)
    return compiled(TEMPLATE, said, situation.today)


def content(
    situation: Situation,
    previous: Situation | None,
    code: str,
    *,
    frozen: int | None = None,
    whole: Situation | None = None,
) -> dict[str, Any]:
    """What the template prints, every text already written in French."""
    plan = whole or situation
    row = fiche_row(plan, code)
    if row is None:
        raise KeyError(code)
    found = fiche_page(plan, situation, previous, row)
    said = printed(
        {
            **_head(plan, situation, found, frozen),
            "carried": [{"title": title, "text": names} for title, names in carried_by(found.whole)],
            "facts": _facts(plan, found),
            "cards": [_card(figure) for figure in found.figures],
            **_actions(plan, found),
            "indicators": [_indicator(one) for one in found.indicators],
            "report": _report(found),
            "decisions": _decisions(found),
        }
    )
    met = glossary.found_in(texts_in(said), glossary.acronyms(plan))
    return said | {
        "acronyms": [{"name": printable(name), "meaning": printable(meaning)} for name, meaning in met.items()]
    }


def _head(plan: Situation, situation: Situation, found: FichePage, frozen: int | None) -> dict[str, Any]:
    above = path(plan, str(found.row["heading_code"]))
    steps = [f"{row['level_name']} {row['code']} – {shortened(typeset(str(row['title'])), 90)}" for row in above]
    word = word_of(found.row, str(plan.plan.levels.get("fiche") or "Fiche"))
    name = f"{word} {found.code}"
    first = found.figures[0] if found.figures else None
    return {
        "plan": typeset(f"{plan.plan.title} · {plan.plan.departement_name}"),
        "period": plan.period.label,
        "state": state_words(plan, frozen),
        "demonstration": INVENTED if plan.demonstration else "",
        "internal": _INTERNAL,
        "kept": typeset(f"Filtres : {kept_words(situation)}."),
        "filtered": found.filter_note,
        "path": shortened(" › ".join(steps), _PATH),
        "short": name,
        "name": shortened(typeset(f"{name} · {found.row['title']}"), _TITLE),
        "sentence": found.on_paper,
        "formula": typeset(f"{first.title} : {first.formula}") if first else "",
        "at": typeset(f"État au {day(plan.as_of)}"),
    }


def _facts(plan: Situation, found: FichePage) -> list[dict[str, str]]:
    """Publics, partners, calendar: a line each, said when the document is silent."""
    named = [title for title, _ in publics_of(found.whole)]
    titles = {str(row["code"]): str(row["title"]) for row in records(found.whole.audiences)}
    of_actions = [titles[code] for code in named_by_actions(found.whole)]
    publics = listing([typeset(title) for title in named])
    if not publics:
        publics = (
            f"nommés par ses seules actions : {listing(of_actions)}" if of_actions else "le document n’en nomme pas"
        )
    listed = partners_title(plan)
    if "pilotes" in listed.lower():
        lines: list[Row] = found.row["partner_lines"] or []
        partners = [str(one["text"]) for one in lines]
    else:
        partners = [str(row["title"]) for row in records(found.whole.partners)]
    said = {
        "Publics": publics,
        listed: listing([typeset(name) for name in partners]) or "le document n’en nomme pas",
        "Calendrier": _calendar(found.part),
    }
    return [{"title": title, "text": shortened(typeset(text), 330)} for title, text in said.items()]


def _calendar(part: Situation) -> str:
    """« du 01/01/2025 au 31/12/2026 (2 sur 4) », one for each period of its actions."""
    leaves = dated(part.leaves)
    found = [span for span in spans(leaves, texts(leaves, "fiche_code")) if not span.replaced]
    said = [f"du {short_day(span.starts_on)} au {short_day(span.ends_on)} ({span.text.lower()})" for span in found]
    return " ; ".join(said) or "aucune action n’a de période"


def _card(found: Figure) -> dict[str, str]:
    alone = "" if not found.computable or found.headline else "À ne pas citer seul : trop peu d’actions renseignées."
    parts = [found.rest if found.computable else "", alone, found.coverage.text]
    return {
        "title": found.title,
        "lead": found.lead or found.text,
        "notes": typeset(" · ".join(part for part in parts if part)),
    }


def _actions(plan: Situation, found: FichePage) -> dict[str, Any]:
    word = str(plan.plan.levels.get("action") or "Action")
    several = len({row.phase for row in found.actions if row.depth == 0}) > 1
    rows = [_action(row, row.phase if several else None) for row in found.actions]
    return {"actions_title": f"Les {in_plural(word.lower())}", "actions_word": word, "actions": rows}


def _action(row: ActionRow, phase: str | None) -> dict[str, Any]:
    pilot = "" if not row.pilot or row.pilot_of_fiche else f"pilote : {row.pilot}"
    notes = [phase or "", row.own_calendar, row.territories, pilot, *row.notes]
    return {
        "code": row.code,
        "title": shortened(row.title, _WORDS),
        "depth": row.depth,
        "status": row.status.value if row.status else "",
        "state": row.status_text or "non suivie",
        "said": row.said,
        "notes": shortened(typeset(" · ".join(part for part in notes if part)), _WORDS),
    }


def _indicator(one: Standing) -> dict[str, str]:
    when = f"au {short_day(one.on)}" if one.on and one.said and short_day(one.on) not in one.text else ""
    return {
        "title": shortened(one.title, _WORDS),
        "text": shortened(one.text, 130),
        "notes": " · ".join(part for part in (when, one.trend or "", one.progress or "", one.summed or "") if part),
    }


def _report(found: FichePage) -> dict[str, Any]:
    """The last report's texts, its météo and who sent it; none: said."""
    last = last_report(found.said)
    weather = last_weather(found.said)
    declared = (
        f"Météo déclarée : {weather_word(weather[0]).lower()} ({Period.parse(weather[1]).label})" if weather else ""
    )
    if last is None or last.report is None:
        return {"title": "Aucun point d’avancement n’a encore été soumis", "signed": "", "parts": []}
    report, period = last.report, Period.parse(last.period)
    who = f"{last.text}, {signed('envoyé', str(report['author']), report['behalf'])}, le {day(report['submitted_on'])}"
    written = [(title, str(report[field] or "").strip()) for field, title in REPORT_TEXTS.items()]
    parts = [{"title": title, "text": shortened(printable(text), _SAID)} for title, text in written if text]
    if not parts:
        quiet = "Rien de nouveau." if report["nothing_new"] else "Aucun texte."
        parts = [{"title": "", "text": quiet}]
    return {
        "title": f"Dernier point d’avancement : {period.label}",
        "signed": typeset(" · ".join(part for part in (who, declared) if part)),
        "parts": parts,
    }


def _decisions(found: FichePage) -> list[dict[str, str]]:
    awaited = [
        {
            "title": "Décision attendue",
            "text": shortened(str(row["why"]), 260),
            "when": f"depuis {row['since']}" if row["since"] else "",
        }
        for row in found.awaited
    ]
    decided = sorted(records(found.whole.decisions), key=lambda row: row["decided_on"], reverse=True)
    return awaited + [
        {
            "title": typeset(f"{row['code']} – {shortened(str(row['title']), 140)}"),
            "text": shortened(printable(str(row["text"] or "")), 260),
            "when": f"{row['instance']}, {day(row['decided_on'])}",
        }
        for row in decided
    ]
