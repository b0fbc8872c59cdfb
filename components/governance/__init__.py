"""The page « Gouvernance »: who steers the plan and how it is evaluated, as its document says."""
