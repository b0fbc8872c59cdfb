"""How the lists of a body become rows, in the body's order; `data.commands.import_plan` orders the lists."""
