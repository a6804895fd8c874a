"""What is worth a second look in a catalog that can be read: how grave it is, and where it stands."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from scoresheet.catalog.mistakes import Mistake, Slip
from scoresheet.language import Locale, Text


class Weight(IntEnum):
    """How grave a doubt is, the lightest first."""

    NOTICE = 0
    """Only says how things stand."""
    VERIFY = 1
    """To be verified; it may be meant."""
    BEFORE_ISSUING = 2
    """To be verified before forms go out, and told when they are made."""
    NO_FORMS = 3
    """No form can be made before it is mended."""


_TO_VERIFY = Text("请核实", "to verify")
_WORDS = {
    Weight.NOTICE: Text("提示", "note"),
    Weight.VERIFY: _TO_VERIFY,
    Weight.BEFORE_ISSUING: _TO_VERIFY,
    Weight.NO_FORMS: Text("须更正", "to be corrected"),
}


class Doubt(NamedTuple):
    """Something to verify, at its place."""

    mistake: Mistake
    weight: Weight = Weight.VERIFY

    def render(self, locale: Locale) -> str:
        """Write the doubt as a mistake is written, a word before it that says how grave it is."""
        return self.mistake.labelled(_WORDS[self.weight]).render(locale)


class Doubtful(NamedTuple):
    """The same before it is given its line and column."""

    slip: Slip
    weight: Weight = Weight.VERIFY
