"""The lines over several tables of indicators, which are the headings of their items where the tables have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scoresheet.notice.entries import read_entries
from scoresheet.notice.entry import Found
from scoresheet.notice.heading import without_annex
from scoresheet.notice.headings import leaning
from scoresheet.notice.page import Line, Notice

_LONGEST = 40
_CONTINUED = re.compile(r"续表|接上表|continued", re.IGNORECASE)
_NAMED = re.compile(
    r"表|指标|项目|考核|加分|扣分|任务|目标|内容|部分|类|indicator|table|part|bonus|section", re.IGNORECASE
)


def with_captions(notice: Notice, tables: Sequence[Found]) -> list[Found]:
    """Give the tables with a caption as heading over items that have none.

    That is only done where there are several tables, each of them without headings and with a line of its own above.
    """
    captions = list(_captions(notice))
    if len(captions) < _SEVERAL or len(set(captions)) != len(tables) or any(map(_has_headings, tables)):
        return list(tables)
    for found, caption in zip(tables, captions, strict=True):
        found.entries = [replace(entry, headings=(caption, *entry.headings)) for entry in found.entries]
    return list(tables)


_SEVERAL = 2


def _has_headings(found: Found) -> bool:
    # A column called 加分内容 is the only heading that a table without headings has.
    return any(leaning(heading) is None for entry in found.entries for heading in entry.headings)


def _captions(notice: Notice) -> Iterator[str]:
    """Walk the captions of the tables of indicators; a table without one ends the walk."""
    above = ""
    for part in notice.parts:
        if isinstance(part, Line):
            above = part.text.strip() or above
        else:
            found = read_entries(part)
            if found is not None and found.entries:
                caption = without_annex(_last_head(found) or above)
                if not _is_caption(caption):
                    return
                yield caption
            above = ""


def _last_head(found: Found) -> str:
    return " ".join(found.heads[-1].filled) if found.heads else ""


def _is_caption(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST
        and bool(_NAMED.search(text))
        and not _CONTINUED.search(text)
        and not re.search(r"[。；;，,：:]\s*$", text)
    )
