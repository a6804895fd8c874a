"""How a sheet prints: its paper, what stands on every page, where pages begin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scoresheet.language import Locale, Text

_A4, _A3 = 9, 8
_WIDEST_ON_A4 = 50
"""Columns."""
_PAGES = Text("第&P页，共&N页", "page &P of &N")


class Paged:
    """A sheet that can be printed; rows and columns count from 1."""

    def __init__(self, worksheet: Any, locale: Locale) -> None:
        """Set up `worksheet`; the numbers of its pages are told in the language of `locale`."""
        self.worksheet = worksheet
        self._locale = locale

    def printed(
        self, *, footer: str, heads: tuple[int, int], last_row: int, last_column: int, header: str = ""
    ) -> None:
        """Print landscape, one page wide, with the rows `heads` on every page and the page's number.

        `header` stands on every page above on the right. The paper is A4, which every office has; only a table that
        nobody could read there is printed on A3.
        """
        sheet = self.worksheet
        sheet.set_landscape()
        sheet.set_paper(_A4 if last_column <= _WIDEST_ON_A4 else _A3)
        sheet.fit_to_pages(1, 0)
        self._around(footer, header)
        sheet.repeat_rows(heads[0] - 1, heads[1] - 1)
        sheet.print_area(0, 0, last_row - 1, last_column - 1)

    def printed_upright(
        self,
        *,
        footer: str,
        header: str,
        heads: int | None,
        breaks: Iterable[int],
        last_row: int,
        last_column: int,
    ) -> None:
        """Print on A4 upright in the size of the screen; a new page begins below each of the rows `breaks`.

        The row `heads` stands on every page that follows it.
        """
        sheet = self.worksheet
        sheet.set_portrait()
        sheet.set_paper(_A4)
        self._around(footer, header)
        # Excel would ignore the breaks on a sheet that is fitted to its page.
        sheet.set_h_pagebreaks(list(breaks))
        if heads is not None:
            sheet.repeat_rows(heads - 1)
        sheet.print_area(0, 0, last_row - 1, last_column - 1)

    def _around(self, footer: str, header: str) -> None:
        sheet = self.worksheet
        sheet.set_margins(left=0.5, right=0.5, top=0.75 if header else 0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer(_footer(footer, self._locale))
        if header:
            sheet.set_header(f'&R&"黑体,Regular"&10{_escaped(header)}')


def _footer(words: str, locale: Locale) -> str:
    # A footer holds 255 characters and takes & for a code.
    return f"&L{_escaped(words[:100])}&R{_PAGES.of(locale)}"


def _escaped(words: str) -> str:
    return words.replace("&", "&&")
