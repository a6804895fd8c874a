"""A sentence in both languages of the product."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Locale(StrEnum):
    """A language that forms, messages and reports can be written in."""

    ZH = "zh-CN"
    EN = "en"


class Text(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def of(self, locale: Locale) -> str:
        """Give the words in one language."""
        return self.en if locale is Locale.EN else self.zh


NOTHING = Text("", "")
"""No words at all."""


def same(words: str) -> Text:
    """Give words that are the same in every language: a name, a number, what somebody typed."""
    return Text(words, words)


def filled(sentence: Text, *words: Text | str | int) -> Text:
    """Put words into a sentence, each into its {0}, {1} …, in both languages."""
    both = [word if isinstance(word, Text) else same(str(word)) for word in words]
    return Text(
        sentence.zh.format(*(word.zh for word in both)), sentence.en.format(*(word.en for word in both))
    )


def joined(words: Iterable[str]) -> Text:
    """Give a list as each language writes it: 3、5、9 and 3, 5, 9."""
    listed = list(words)
    return Text("、".join(listed), ", ".join(listed))
