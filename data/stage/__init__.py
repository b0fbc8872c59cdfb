"""Play mode: a deck as one HTML file that needs nothing else, played by keyboard or clicker."""
