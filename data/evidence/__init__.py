"""Evidence (pièces): what may be joined to a report. No store and no screen here.

`checks` says whether a file is what its name says, `containers` looks inside Office and OpenDocument files, `links`
says whether an address may be kept, `piece` how one is described.
"""
