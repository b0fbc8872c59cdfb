"""Charts and maps as SVG: the same drawing on the stage, in a PDF and on the public page, legible without colour."""
