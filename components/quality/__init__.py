"""The page « Qualité des données »: what is to mend, the score of each fiche, its history."""
