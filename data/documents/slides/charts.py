"""A chart of the deck as PowerPoint's own: its figures stand in its workbook, where they can be changed.

What is written on each point (« 41 sur 104 (39 %) », « 12 ») is a range of cells of the same workbook.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from data.clock import DAWN
from data.conference.slide import Chart, Series
from data.documents.slides.oxml import all_of, content, described, element, remove, tag
from data.documents.slides.page import Page, Room
from data.documents.slides.tones import paint, tone
