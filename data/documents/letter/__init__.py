"""The letter of a period, for who does not work on the plan: what it says (`content`), as DOCX and as mail."""

from data.documents.letter.content import Letter, letter
from data.documents.letter.mail import letter_html, letter_text
from data.documents.letter.word import letter_docx

__all__ = ["Letter", "letter", "letter_docx", "letter_html", "letter_text"]
