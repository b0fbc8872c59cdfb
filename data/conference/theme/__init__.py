"""A theme found by its words: the fiches, actions, publics and initiatives that « le répit » touches, each with why.

The words of the plan's document are read, and what its reports of the year say was done. Accents, capitals and plurals
are forgiven, as in the bank of initiatives; a longer word of the same family is met too (« participer » for
« participation »), and weighs less.

answer      what is asked for, what is found          plan        a plan's things, each read
reader      words in the fields of one thing         suggested   what makes the perimeter proposed
touched     the answer as plain values
"""

from data.conference.theme.answer import perimeter_of, search
from data.conference.theme.touched import ACTION, AUDIENCE, FICHE, HEADING, INITIATIVE, Found, Touched

__all__ = ["ACTION", "AUDIENCE", "FICHE", "HEADING", "INITIATIVE", "Found", "Touched", "perimeter_of", "search"]
