"""What the page Pilotes draws: who carries what, parts given in bulk, everything handed over, a pilot's card."""
