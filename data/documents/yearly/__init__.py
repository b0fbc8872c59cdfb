"""The yearly review: what it says, axis by axis, and the fields of its Word document."""
