"""« Documents »: every document of the Situation shown, who it is for, and the button that makes it."""
