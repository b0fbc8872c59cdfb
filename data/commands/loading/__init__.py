"""How a catalogue's items become rows, list by list; `data.commands.load` gives the order."""
