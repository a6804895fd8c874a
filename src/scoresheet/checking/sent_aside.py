"""How a sentence names what came from a unit and was not read: the file, and why nothing was taken from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from scoresheet.language import NOTHING, Text, joined
from scoresheet.quoting import quoted, stripped
from scoresheet.returns.settling import Aside, Placed, Returns, Standing
from scoresheet.submission import FaultKind

_MOST_NAMED = 3


def by_unit(returns: Returns) -> dict[str, list[Aside]]:
    """Give what lies beside the returns by the unit that its name or its folder names, each with why it was not read."""
    reasons = {placed.submission.source.path: _reason(placed) for placed in returns.unplaced}
    sent: dict[str, list[Aside]] = {}
    for one in returns.aside:
        if one.unit is not None:
            told = replace(one, what=reasons.get(one.path) or one.what)
            sent.setdefault(one.unit, []).append(told)
    return sent


def unread(returns: Returns, sent: Mapping[str, Sequence[Aside]], unit: str) -> list[Aside]:
    """Give those of a unit that were sent as a form and couldn't be opened or read at all."""
    paths = {one.submission.source.path for one in returns.unplaced if one.standing is Standing.UNREADABLE}
    return [one for one in sent.get(unit, ()) if one.is_form and one.path in paths]


def _reason(placed: Placed) -> Text | None:
    """Say why a file was not read; None where what it is says more than that it is no workbook."""
    is_none = bool(placed.submission.faults_of(FaultKind.NOT_A_WORKBOOK))
    return None if is_none else placed.reason


def at_most(names: Sequence[Text]) -> Text:
    """List a few names, and say that there are more."""
    listed = names[:_MOST_NAMED]
    zh, en = joined(one.zh for one in listed).zh, joined(one.en for one in listed).en
    more = len(names) - len(listed)
    return Text(f"{zh}等", f"{en} and {more} more") if more else Text(zh, en)


def name(one: Aside) -> Text:
    """Quote the name of a file without its folders."""
    quotation = quoted(PurePosixPath(one.path).name)
    return Text(quotation, quotation)


def with_reason(one: Aside) -> Text:
    """Quote the name of a file, with what it is or why it was not read in brackets."""
    named, what = name(one), stripped(one.what)
    return named if what == NOTHING else Text(f"{named.zh}（{what.zh}）", f"{named.en} ({what.en})")
