"""The yearly event (conférence): a theme, scenes bound to frozen states, and the deck that they make."""
