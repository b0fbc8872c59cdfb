"""The bank of initiatives: what other départements tried, found, filtered, mapped, and linked to the plan's fiches."""
