"""What is known of a round from its project folder: which files lie where, how old they are, what a check of them says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scoresheet.cli.init import MEMORY
from scoresheet.cli.opening import DEFAULT_CATALOG
from scoresheet.cli.own_folder import is_untouched
from scoresheet.language import Locale, Text

if TYPE_CHECKING:
    from scoresheet.catalog.doubt import Doubt
    from scoresheet.catalog.model import Catalog
    from scoresheet.project import Age, Facts, Names, Units

MOST_FILES = 400
"""More files than that are counted only: checking them takes longer than anybody waits for a short answer."""

_CATALOG_FILES = ("indicators.yaml", "targets.csv")
_DEFAULT_FORMS = "issued"
"""Where forms lie when the user didn't say otherwise."""


def names_in(folder: Path, locale: Locale) -> Names:
    """Give how the folders of a project are called, as they are called there; `locale` decides where both are missing."""
    from scoresheet.project import DECISIONS, RANKING, Folder, Names

    return Names(
        {one: _existing(folder, one.word, locale) or one.word.of(locale) for one in Folder},
        RANKING.of(locale),
        _existing(folder, DECISIONS, locale),
    )


def _existing(folder: Path, words: Text, locale: Locale) -> str | None:
    """Give the name that exists: the one in the language of the catalog first."""
    for name in (words.of(locale), *words):
        if (folder / name).exists():
            return name
    return None


def facts_of(catalog: Catalog, found: Sequence[Doubt], folder: Path, names: Names) -> Facts:
    """Give what is known of the round in a folder, with what was `found` about its catalog.

    Its returns are read and checked unless they are too many.
    """
    from scoresheet.catalog.doubt import Weight
    from scoresheet.project import Facts, Folder

    files = _files(folder / names[Folder.RETURNS])
    newest = _newest_input(folder, names, files)
    forms = _forms(catalog, (folder / names[Folder.FORMS], folder / _DEFAULT_FORMS))
    ranking = folder / names[Folder.RESULTS] / names.ranking
    return Facts(
        units=len(catalog.units),
        formless=tuple(unit.name for unit in catalog.units if forms[unit.id] is None),
        forms=_age_of_forms(
            catalog, folder, {unit: form for unit, form in forms.items() if form is not None}
        ),
        files=len(files),
        checked=_checked(catalog, folder, names) if 0 < len(files) <= MOST_FILES else None,
        untouched=is_untouched(folder, MEMORY, str(DEFAULT_CATALOG)),
        corrections=_age(_files(folder / names[Folder.CORRECTIONS]), newest),
        ranking=_age([ranking] if ranking.is_file() else [], newest),
        results=tuple(path.name for path in _files(ranking.parent) if path != ranking),
        unsettled=any(doubt.weight is Weight.BEFORE_ISSUING for doubt in found),
        unissuable=any(doubt.weight is Weight.NO_FORMS for doubt in found),
    )


def _forms(catalog: Catalog, folders: tuple[Path, ...]) -> dict[str, Path | None]:
    """Give each unit's form by the unit's id, None where there is none."""
    from scoresheet.forms.issuing import file_name

    return {
        unit.id: next((path for one in folders if (path := one / file_name(catalog, unit)).is_file()), None)
        for unit in catalog.units
    }


def _age_of_forms(catalog: Catalog, folder: Path, forms: dict[str, Path]) -> Age:
    from scoresheet.project import Age

    defined = max(_saved(folder / name) for name in _CATALOG_FILES)
    if not forms or defined <= min(_saved(path) for path in forms.values()):
        return Age.CURRENT
    return Age.CURRENT if _same_again(catalog, folder, forms) else Age.OUTDATED


def _same_again(catalog: Catalog, folder: Path, forms: dict[str, Path]) -> bool:
    """Tell whether a catalog that was saved later than its forms still gives the same ones."""
    from scoresheet.forms.issuing import would_be_made_again
    from scoresheet.forms.master import MasterError
    from scoresheet.shipped import master_for

    if len(forms) > MOST_FILES:
        return False
    try:
        return would_be_made_again(catalog, forms, master_for(folder / DEFAULT_CATALOG))
    except MasterError:
        return False


def _files(folder: Path) -> list[Path]:
    """Give the files below a folder, without what programs and systems leave there."""
    from scoresheet.inbox.leftovers import leftover

    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and leftover(path.relative_to(folder).as_posix()) is None
    ]


def _newest_input(folder: Path, names: Names, files: list[Path]) -> float:
    beside = (*_CATALOG_FILES, names.decisions)
    inputs = [*files, *(folder / name for name in beside if name)]
    return max((_arrived(path) for path in inputs), default=0.0)


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _arrived(path: Path) -> float:
    """Give when a file came to lie where it is: one that was copied keeps the time at which it was saved."""
    try:
        found = path.stat()
    except OSError:
        return 0.0
    return max(found.st_mtime, found.st_ctime)


def _age(results: list[Path], newest_input: float) -> Age | None:
    from scoresheet.project import Age

    if not results:
        return None
    made = max(_arrived(path) for path in results)
    return Age.CURRENT if made >= newest_input else Age.OUTDATED


def _checked(catalog: Catalog, folder: Path, names: Names) -> Units:
    from scoresheet.assessment import FileStatus, UnitStatus
    from scoresheet.cli.examining import Request, examine
    from scoresheet.project import Folder, Units

    decisions = folder / names.decisions if names.decisions else None
    request = Request([str(folder / names[Folder.RETURNS])], decisions=decisions)
    assessment = examine(catalog, request).assessment
    by_status = {
        status: tuple(one.unit.name for one in assessment.units_with(status)) for status in UnitStatus
    }
    unread = {FileStatus.UNIDENTIFIED, FileStatus.UNREADABLE}
    return Units(
        accepted=by_status[UnitStatus.ACCEPTED],
        to_correct=by_status[UnitStatus.NEEDS_FIX],
        conflicting=by_status[UnitStatus.CONFLICT],
        missing=by_status[UnitStatus.MISSING],
        unread_files=sum(file.status in unread for file in assessment.files),
    )
