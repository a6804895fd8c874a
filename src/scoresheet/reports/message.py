"""A short message to paste into WeChat, QQ or SMS: as many lines of what is wrong as have room."""

from __future__ import annotations

from scoresheet.letters.text_template import TextTemplate
from scoresheet.letters.wording import LINES_IN_MESSAGE, Values, filling, shortened

LONGEST = 500
"""Characters; what is longer is no longer read, and an SMS is cut there."""


def render(template: TextTemplate, values: Values) -> str:
    """Give the message with at most five points, fewer where it would be longer than 500 characters.

    It is longer only where the template itself leaves no room. Raises TemplateMistake.
    """
    made = ""
    for lines in range(LINES_IN_MESSAGE, -1, -1):
        made = template.filled(filling(shortened(values, lines)))
        if len(made) <= LONGEST:
            break
    return made
