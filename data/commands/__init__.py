"""The one door for writes: each command knows its Actor, checks rights and version, journals, bumps the revision."""
