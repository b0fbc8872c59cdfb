"""The one door for writes. Each command knows its Actor, checks permission and version, journals, bumps the revision."""
