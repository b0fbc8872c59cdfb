"""What the page of the plan is made of; the page of a fiche borrows its marks and its calendar."""
