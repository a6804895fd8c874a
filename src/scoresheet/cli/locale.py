"""The language that the command line speaks."""

from __future__ import annotations

import locale
import os

from scoresheet.language import Locale

_VARIABLES = ("SCORESHEET_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def cli_locale() -> Locale:
    """Give the language: what SCORESHEET_LANG says, else the system's; Chinese where neither names one we speak."""
    for variable in _VARIABLES:
        spoken = _spoken(os.environ.get(variable, ""))
        if spoken is not None:
            return spoken
    # Elsewhere the variables are all there is: Python takes the C locale for American English.
    system = locale.getlocale()[0] if os.name == "nt" else None
    return _spoken(system or "") or Locale.ZH


def _spoken(name: str) -> Locale | None:
    # Windows names languages in words: Chinese (Simplified)_China.
    lowered = name.strip().lower()
    if lowered.startswith("en"):
        return Locale.EN
    return Locale.ZH if lowered.startswith(("zh", "chinese")) else None


def say(zh: str, en: str) -> str:
    """Give the words that the command line speaks, for help texts."""
    return en if cli_locale() is Locale.EN else zh
