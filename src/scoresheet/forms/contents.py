"""What stands in every cell of one unit's blank form: texts, numbers, formulas with the results of a blank form."""

from __future__ import annotations

from datetime import UTC, datetime

from scoresheet import titles
from scoresheet.catalog.form import Form
from scoresheet.forms.layout import Layout
from scoresheet.forms.sheet import SheetWriter
from scoresheet.forms.sheets import deductions, instructions, measures, memory, scores
from scoresheet.parts.cells import SheetContents
from scoresheet.rowheight import TextSizes

TOKEN_CODE = "scoresheet-form-code"  # noqa: S105 - a placeholder in the prototype, no secret
TOKEN_UNIT = "scoresheet-unit-id"  # noqa: S105 - likewise
TOKEN_DIGEST = "scoresheet-form-digest"  # noqa: S105 - likewise
TOKEN_ISSUED = "scoresheet-time-of-issue"  # noqa: S105 - likewise


def tokens(form: Form, issued: datetime) -> dict[str, str]:
    """Give the words that stand for the unit and its issue outside cells: in footers and document properties."""
    time = issued.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        TOKEN_CODE: form.code,
        TOKEN_UNIT: form.unit.id,
        TOKEN_DIGEST: form.digest,
        TOKEN_ISSUED: time,
    }


def contents(form: Form, layout: Layout, sizes: TextSizes, issued: datetime) -> dict[str, SheetContents]:
    """Give the contents of every sheet of a unit's blank form, by sheet name.

    `sizes` is what row heights are estimated from, `issued` the time of issue, with its time zone.
    """
    scored = SheetWriter(form, layout, titles.SCORES, layout.scores, layout.scores.first)
    counted, registered = None, None
    if layout.measures:
        counted = SheetWriter(form, layout, titles.MEASURES, layout.measures, layout.measures.first)
    if layout.deductions:
        first = layout.none_declared[0]
        registered = SheetWriter(form, layout, titles.DEDUCTIONS, layout.deductions, first)
        deductions.write(registered, sizes)
    if counted:
        measures.write(counted, registered, sizes)
    scores.write(scored, counted, registered, sizes)
    others = [sheet for sheet in (registered, counted) if sheet]
    scores.write_status(scored, others)
    made = {sheet.name: sheet.contents for sheet in (scored, *others)}
    made[titles.INSTRUCTIONS.of(form.catalog.locale)] = instructions.write(scored, others)
    made[titles.HIDDEN] = memory.write(form, layout, issued.isoformat(timespec="minutes"))
    return made
