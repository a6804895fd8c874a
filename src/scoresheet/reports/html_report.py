"""The report as one page for a browser: it loads nothing, works without script, reads on a phone and in print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scoresheet.assessment import Assessment
from scoresheet.changes import Changes
from scoresheet.inbox.ours import PAGE
from scoresheet.inert import cut, one_line
from scoresheet.language import Locale, Text
from scoresheet.page.sections import bars, files, losses, news, problems, settled, standing
from scoresheet.page.shared import Page
from scoresheet.ranking.ordering import rank

LONGEST = 600
"""UTF-16 units; what is longer is cut with a note: the page is for reading, the other reports hold everything."""

_PARTS = Path(__file__).parent / "page"


def render(assessment: Assessment, changes: Changes | None = None) -> bytes:
    """Give the page as UTF-8; the same results give the same bytes.

    `changes` is what is different from the run before, None where there is nothing to compare with.
    """
    locale = assessment.catalog.locale
    page = Page(assessment, rank(assessment))
    template = _environment(locale).get_template("report.html.j2")
    html = template.render(
        catalog=assessment.catalog,
        standing=standing.section(page),
        bars=bars.section(page),
        losses=losses.section(page),
        problems=problems.section(page),
        settled=settled.section(page),
        files=files.section(page),
        news=None if changes is None else news.section(page, changes),
        recognised=Markup(PAGE),  # noqa: S704 - a constant of ours
        **_own_parts(),
    )
    return html.encode()


# Templates are compiled once for all pages.
@cache
def _environment(locale: Locale) -> Environment:
    environment = Environment(
        autoescape=True,
        finalize=_harmless(locale),
        keep_trailing_newline=True,
        loader=FileSystemLoader(_PARTS),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(locale=locale.value, say=_saying(locale))
    return environment


def _harmless(locale: Locale) -> Callable[[object], object]:
    """Give what every value goes through on its way into the page, before it is escaped."""

    def shown(value: object) -> object:
        return value if isinstance(value, Markup) else cut(one_line(str(value)), LONGEST, locale)

    return shown


def _saying(locale: Locale) -> Callable[..., str]:
    def say(zh: str, en: str, *values: object) -> str:
        return Text(zh, en).of(locale).format(*values)

    return say


@cache
def _own_parts() -> dict[str, Any]:
    """Give style and script with their digests, by which alone the page lets them act."""
    style, script = ((_PARTS / name).read_text("utf-8") for name in ("style.css", "script.js"))
    return {
        "style": Markup(style),  # noqa: S704 - a file of ours
        "script": Markup(script),  # noqa: S704 - a file of ours
        "style_digest": _digest(style),
        "script_digest": _digest(script),
    }


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
