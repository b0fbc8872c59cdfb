"""The page « Règles et seuils »: what brings something to somebody's attention, and from how much."""
