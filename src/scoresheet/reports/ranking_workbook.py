"""The combined workbook of a round: ranking, scores, explanations, returns, problems and method."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from scoresheet.assessment import Assessment
from scoresheet.book import Book
from scoresheet.inert import cell_text
from scoresheet.ranking import Ranking
from scoresheet.ranking_plan import Plan
from scoresheet.ranking_sheets import (
    categories,
    certain,
    charts,
    matrix,
    method,
    narratives,
    places,
    returned,
    settled,
    sources,
)

_SHEETS = (
    places.write,
    charts.write,
    certain.write,
    matrix.write,
    categories.write,
    sources.write,
    narratives.write_shortfalls,
    narratives.write_done,
    returned.write_returns,
    returned.write_problems,
    settled.write,
    method.write,
)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Any fixed time will do: the same results must give the same bytes.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - XlsxWriter writes it as it stands


def render(assessment: Assessment, ranking: Ranking) -> bytes:
    """Give the workbook as the bytes of an .xlsx file; the same results give the same bytes.

    Up to 3,000 units it computes: a score changed in the matrix re-orders the ranking.
    """
    plan = Plan(assessment, ranking)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        title = cell_text(places.title(plan), plan.locale)
        author = cell_text(plan.catalog.issuer, plan.locale)
        workbook.set_properties({"title": title, "author": author, "created": _CREATED})
        book = Book(workbook, plan.locale, live=plan.live)
        for write in _SHEETS:
            write(book, plan)
    return buffer.getvalue()
