"""What the page of one fiche is made of, from its state to the document's own words."""
