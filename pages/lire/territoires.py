"""Territoires: how each territory stands against the others, on the map and in its twin list; one sheet at a time."""

from functools import partial

from components import acting, map_data, pieces, view
from components.territories import asked, atlas, comparison, multiples, sheet
from data.measures.territory_sheet import identity
from data.measures.territory_words import page_sentence

now = view.current()
here = asked.read(now)
drawn = map_data.shapes(here.situation.plan.departement_code)
if isinstance(drawn, map_data.Shapes):
    drawn = here.view.once("contours", partial(map_data.completed, drawn, here.situation))

pieces.title("Territoires")
if comparison.is_asked():
    comparison.show(here)
else:
    pieces.sentence(page_sentence(here.situation, here.rates.rows))
    atlas.explain_filters(now.filter)
    atlas.explain_nothing(here)
    atlas.show(here, drawn)
    found = identity(here.situation, here.place) if here.place else None
    sheet.show(here, now.filter.statuses, atlas.borders(found, drawn) if found else "", drawn)
    multiples.show(here, drawn)
acting.done()
