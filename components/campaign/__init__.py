"""The Campagne page: who answered, dates, validation, reminders."""
