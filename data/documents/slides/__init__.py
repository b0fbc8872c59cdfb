"""A deck as a PowerPoint file: charts and tables that can be edited, the speaker's notes, in a council's own template.

Deck ──▶ `write.slides_pptx` ──▶ base (`own_look`, or a `template` emptied of its slides)
                                 └ one slide each: `page` the frame, `body` where things stand,
                                   `charts` `tables` `map` `text` the things, `notes` what is said
"""

from data.documents.slides.template import TemplateReport, check_template
from data.documents.slides.write import slides_pptx

__all__ = ["TemplateReport", "check_template", "slides_pptx"]
