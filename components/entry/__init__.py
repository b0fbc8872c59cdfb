"""Ma saisie: what somebody owes for the open period, and the form that says it."""
