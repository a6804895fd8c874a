"""The combined workbook of a round: ranking, scores, explanations, returns, problems and method."""

from __future__ import annotations

from scoresheet.assessment import Assessment
from scoresheet.book import Book, book_of
from scoresheet.inert import cell_text
from scoresheet.ranking.ordering import Ranking
from scoresheet.ranking_workbook.plan import Plan
from scoresheet.ranking_workbook.sheets import (
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


def render(assessment: Assessment, ranking: Ranking) -> bytes:
    """Give the workbook as the bytes of an .xlsx file; the same results give the same bytes.

    Up to 3,000 units it computes: a score changed in the matrix re-orders the ranking.
    """
    plan = Plan(assessment, ranking)
    title = cell_text(places.title(plan), plan.locale)
    author = cell_text(plan.catalog.issuer, plan.locale)

    def write(book: Book) -> None:
        for sheet in _SHEETS:
            sheet(book, plan)

    return book_of(plan.locale, write, live=plan.live, title=title, author=author)
