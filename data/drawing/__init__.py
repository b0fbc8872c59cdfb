"""What is drawn of a Deck, the same on the stage, in a PDF and on the public page: charts and maps as SVG, legible
without colour, its photos made light, its QR code."""
