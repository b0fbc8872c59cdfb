"""What the fiche aims at and what was decided: decisions, objectives rated once a year, indicators."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import acronyms, links, pieces
from components.acronyms import marked
from components.pieces import plain
from data.french import day, short_day, typeset
from data.measures import objectives
from data.measures.columns import Row, records
from data.measures.figure import Stamp
from data.measures.indicator_board import Standing, due_words
from data.period import Period
from data.situation import Situation
from data.vocabulary import ObjectiveRating, label

_RATING_SIGN = {
    ObjectiveRating.REACHED: ":green[**●**]",
    ObjectiveRating.PARTLY: ":blue[**◐**]",
    ObjectiveRating.NOT_REACHED: ":orange[**○**]",
    ObjectiveRating.TOO_EARLY: ":gray[**…**]",
}


def decisions(own: Situation, awaited: Sequence[Row]) -> None:
    """What is awaited first, then what was decided, newest first."""
    for row in awaited:
        since = f" :small[:gray[depuis {plain(str(row['since']))}]]" if row["since"] else ""
        st.markdown(f":orange[**◷**] **Décision attendue** · {plain(str(row['why']))}{since}")
    decided = sorted(records(own.decisions), key=lambda row: row["decided_on"], reverse=True)
    for row in decided:
        asked = row["answers_period"]
        answer = f" · répond au point {Period.parse(asked).of}" if asked else ""
        text = f"  \n{plain(str(row['text']))}" if row["text"] else ""
        where = f"{row['instance']}, {day(row['decided_on'])}{answer}"
        title = f"**{plain(str(row['code']))}** {plain(str(row['title']))}"
        st.markdown(f"{title}{text}  \n:small[:gray[{plain(where)}]]")
    if not awaited and not decided:
        st.caption("Aucune décision n’est attendue, aucune n’a été enregistrée.")


def rated_objectives(own: Situation, word: str) -> None:
    """The objectives with their rating of each year, apart from every rate."""
    if own.objectives.empty:
        st.caption(plain(f"Le document ne donne pas d’{word.lower()} ici."))
        return
    years = objectives.rated_years(own.objective_ratings[own.objective_ratings["objective_code"].isin(_codes(own))])
    year = years[0] if years else own.period.year
    figure = objectives.reached(own.objectives, own.objective_ratings, year, Stamp(own.as_of, own.period.code))
    st.markdown(plain(figure.sentence))
    st.caption(plain(objectives.NOT_A_RATE))
    pieces.explain(figure, key="fiche_objectifs")
    ratings = {(str(row["objective_code"]), int(row["year"])): row for row in records(own.objective_ratings)}
    for row in records(own.objectives):
        said = [_rating(ratings[str(row["code"]), at], at) for at in sorted(years) if (str(row["code"]), at) in ratings]
        line = f" :small[:gray[ligne\u00a0{row['source_line']:.0f}]]" if row["source_line"] else ""
        title = marked(typeset(str(row["title"])))
        acronyms.write("  \n".join([f"{title}{line}", *(said or [":small[:gray[Non noté]]"])]))


def _codes(own: Situation) -> list[str]:
    return [str(code) for code in own.objectives["code"]]


def _rating(row: Row, year: int) -> str:
    rating = ObjectiveRating(row["rating"])
    comment = f" — {plain(str(row['comment']))}" if row["comment"] else ""
    return f":small[{year}\u00a0: {_RATING_SIGN[rating]} {plain(label(rating))}{comment}]"


def indicators(found: Sequence[Standing]) -> None:
    """Each indicator with its last value, and the way to its own page."""
    if not found:
        st.caption("Le document ne donne pas d’indicateur ici.")
        return
    known = sum(one.said for one in found)
    if not known:
        st.caption("Aucune valeur n’a encore été saisie\u00a0: elle se donne dans le point d’avancement.")
    for one in found:
        _indicator(one)


def _when(one: Standing) -> str:
    """« au 30/06/2026 »; a milestone says its day itself."""
    day_said = short_day(one.on)
    return f"au {day_said}" if one.on and one.said and day_said not in one.text else ""


def _indicator(one: Standing) -> None:
    with st.container(key=f"indicateur_{one.code}", gap="xxsmall"):
        links.to("indicateurs", plain(one.title), indicateur=one.code)
        value = f"**{plain(one.text)}**" if one.said else f":gray[{plain(one.text)}]"
        parts = [_when(one), one.trend or "", one.progress or ""]
        parts.append(f"prochaine valeur {due_words(one)}" if one.due else "")
        parts.append(one.summed or "")
        notes = plain(" · ".join(part for part in parts if part))
        st.markdown(f"{value} :small[:gray[{notes}]]" if notes else value)
