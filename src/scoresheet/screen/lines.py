"""A report on the screen: lines that fit its width, headings, long lists cut short."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from scoresheet import phrases
from scoresheet.assessment import Assessment, UnitStatus
from scoresheet.inert import cut, one_line
from scoresheet.language import Locale, Text
from scoresheet.wrapping import wrapped

_LONGEST = 600
"""What is longer than this is cut: the screen is for reading, the other reports hold everything."""


class Screen:
    """Where the parts of the report print, with what all of them need."""

    def __init__(self, assessment: Assessment, console: Console) -> None:
        self.assessment = assessment
        self.locale: Locale = assessment.catalog.locale
        self.findings = phrases.by_unit(assessment)
        self.by_status = {status: assessment.units_with(status) for status in UnitStatus}
        self.console = console

    def say(self, words: Text, *values: object) -> str:
        """Give words of our own in the catalog's language, with the values put in."""
        return words.of(self.locale).format(*values)

    def line(self, text: str, *, indent: int = 0, hanging: int = 0, style: str = "", lead: int = 0) -> None:
        """Print a text on as many lines as it needs; `style` is for its first `lead` characters, 0 for all."""
        shown = " " * indent + cut(one_line(text), _LONGEST, self.locale)
        parts = wrapped(shown, self.console.width, cell_len, hanging=indent + hanging)
        for number, part in enumerate(parts):
            styled = Styled(part)
            if not lead:
                styled.stylize(style)
            elif number == 0:
                styled.stylize(style, indent, indent + lead)
            self.console.print(styled, soft_wrap=True)

    def heading(self, words: Text) -> None:
        """Print the title of a part, with an empty line above."""
        self.console.print()
        self.line(self.say(Text(f"【{words.zh}】", f"== {words.en} ==")), style="bold")

    def rest(self, number: int, words: Text) -> None:
        """Tell how many were not listed, where some were not."""
        if number > 0:
            self.line(self.say(words, number), indent=2)

    def bracketed(self, word: Text) -> str:
        """Put a word that classes a line into brackets."""
        return self.say(Text("〔{0}〕", "[{0}] "), word.of(self.locale))

    def some(self, words: Sequence[str], most: int, ending: Text) -> list[str]:
        """Give the first of many words; the last one that is shown says, by `ending`, how many more there are."""
        if len(words) <= most:
            return list(words)
        last = self.say(ending, words[most - 1], len(words), len(words) - most)
        return [*words[: most - 1], last]
