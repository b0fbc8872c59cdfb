"""What leaves the application on paper: a Situation as the bytes of a document, one module a document.

A document calls the same measures as the screen and holds no formula. It says its plan, its period, its filters and,
in the demonstration, that its data are invented.
"""
