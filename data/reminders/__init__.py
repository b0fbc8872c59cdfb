"""Reminders (relances): who still owes what, when they are told, what the message says, how it leaves.

owing      what is asked of whom, what was already sent     schedule   which reminder is due, and when (pure)
settings   the environment                                  digest     the message of one person (pure)
neutral    texts of people, made safe for a message         addresses  one plain e-mail address
mail       SMTP, or files                                   board      the same in words, for the coordination
daily      the task of the command line
"""
