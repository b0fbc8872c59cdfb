"""What somebody fills for a period, from what is owed to what is sent. Pure; writes nothing.

    data.reading.entry (store) → owed: whose turn it is → sheet: what the form shows → changes: what the person changed
    → outcome: what will be sent, in words and as the input of `data.commands.report`

A form is a set of named fields. A draft holds only the fields that the person changed, each with what it replaced:
so what somebody else submits meanwhile is seen field by field, and never overwritten in silence.
"""
