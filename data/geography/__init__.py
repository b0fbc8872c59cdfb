"""Maps of one département: communes, EPCI, cantons, outline. Prepared once, then read from a cache."""

from data.geography.cache import departement_map
from data.geography.model import ATTRIBUTION, LEVELS, DepartementMap, GeoJson, Level, Outline, Place
from data.geography.read import departements
from data.geography.union import middle, spots, united

__all__ = [
    "ATTRIBUTION",
    "LEVELS",
    "DepartementMap",
    "GeoJson",
    "Level",
    "Outline",
    "Place",
    "departement_map",
    "departements",
    "middle",
    "spots",
    "united",
]
