"""The templates of letters and messages that go with a catalog, opened; a mistake in one of them ends the command."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from scoresheet.cli.exits import fail
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from scoresheet.letters.text_template import TextTemplate
    from scoresheet.letters.word_template import WordTemplate

_LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Letters:
    """The templates of one run; `word` is that of the letter as a Word document, None where none can be written."""

    message: TextTemplate
    version: TextTemplate
    reminder: TextTemplate
    letter: TextTemplate
    word: WordTemplate | None


def open_letters(catalog: Path, locale: Locale) -> Letters:
    """Open the templates beside a catalog, for those that aren't there the shipped ones."""
    from scoresheet.letters import wording
    from scoresheet.letters.text_template import TemplateMistake

    try:
        return Letters(
            _text(catalog, "return_message", wording.IN_CORRECTION, locale),
            _text(catalog, "version_message", wording.IN_CHOICE, locale),
            _text(catalog, "reminder", wording.IN_REMINDER, locale),
            _text(catalog, "return_letter", wording.IN_CORRECTION, locale),
            word_template(catalog, "return_letter", wording.IN_CORRECTION, locale),
        )
    except TemplateMistake as mistake:
        fail(mistake.sentence, locale)


def _text(catalog: Path, name: str, known: Collection[Text], locale: Locale) -> TextTemplate:
    from scoresheet.letters.text_template import TextTemplate

    path = _path(catalog, f"{name}{_ending(locale)}.txt")
    return TextTemplate(_read(path, locale), path.as_posix(), _in_order(known, locale), locale)


def word_template(catalog: Path, name: str, known: Collection[Text], locale: Locale) -> WordTemplate | None:
    """Open a template in Word's format, None where the extra isn't there or doesn't work. Raises TemplateMistake."""
    from scoresheet.letters.word_template import WordTemplate, hindrance

    if hindrance() is not None:
        return None
    path = _path(catalog, f"{name}{_ending(locale)}.docx")
    return WordTemplate(_read(path, locale), path.as_posix(), _in_order(known, locale), locale)


def _ending(locale: Locale) -> str:
    """Give what the names of templates in other languages than Chinese have in addition."""
    return ".en" if locale is Locale.EN else ""


def _in_order(names: Collection[Text], locale: Locale) -> list[str]:
    """Give the names in both languages, those of the catalog's language first, as a message lists them."""
    first = [one.of(locale) for one in names]
    return [*first, *(word for one in names for word in one if word not in first)]


def _path(catalog: Path, name: str) -> Path:
    from scoresheet.shipped import template_for

    return template_for(catalog, name)


def _read(path: Path, locale: Locale) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError:
        name = PurePosixPath(path.as_posix())
        fail(
            Text(
                f"模板 {name} 打不开。请检查它是否被别的程序占用、有没有读取权限，或删掉它，改用随带的模板。",
                f"The template {name} can't be opened. Please check whether another program holds it, "
                "or delete it to use the one that comes along.",
            ),
            locale,
        )
