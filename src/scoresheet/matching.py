"""Telling which known text a changed text was meant to be; below certainty nothing is matched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz, process

_CUT_OFF = 85
"""Below this likeness (of 100) two texts are taken for different ones."""
_LEAD = 10
"""The best match must be this much better than the next one, or it could be either."""
_SPACE = re.compile(r"\s+")


def normalised(text: str) -> str:
    """Give a text as it is compared: full-width forms made plain, white space gone."""
    # ASCII is plain already; most of it are ids, which no two files share.
    if text.isascii():
        return "".join(text.split())
    return _normalised(text) if len(text) <= _SHORT else _normalised.__wrapped__(text)


_SHORT = 500


# The forms of a round hold the same texts again and again; only short ones are kept, so that no file fills the memory.
@lru_cache(maxsize=8_192)
def _normalised(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def best_match(text: str, candidates: Mapping[str, str]) -> str | None:
    """Give the key of the candidate that `text` stands for: equal, or very much alike and clearly the best.

    `candidates` maps keys to texts. None where it could be none or several.
    """
    wanted = normalised(text)
    equal = [key for key, candidate in candidates.items() if normalised(candidate) == wanted]
    if equal or not wanted:
        return equal[0] if len(equal) == 1 and wanted else None
    # What is less alike than this can neither be the match nor cast doubt on it.
    least = _CUT_OFF - _LEAD
    scored = sorted(
        (
            (fuzz.ratio(wanted, normalised(candidate), score_cutoff=least), key)
            for key, candidate in candidates.items()
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < _CUT_OFF:
        return None
    runner_up = scored[1][0] if len(scored) > 1 else 0
    return scored[0][1] if scored[0][0] - runner_up >= _LEAD else None


def alike(text: str, names: Iterable[str], least: float) -> list[tuple[float, str]]:
    """Give the names that are at least so much like a text, in percent, the likest first; all as they are compared."""
    found = process.extract(text, tuple(names), scorer=fuzz.ratio, score_cutoff=least, limit=_MOST_ALIKE)
    return sorted(((likeness, name) for name, likeness, _ in found), key=lambda one: (-one[0], one[1]))


_MOST_ALIKE = 50


def contains_nearly(text: str, name: str, least: float) -> bool:
    """Tell whether a text contains a name but for a letter or two; `least` is the likeness in percent."""
    return fuzz.partial_ratio(name, text, score_cutoff=least) > 0 if len(text) >= len(name) else False


_UNLIKE = 30
_UNLIKE_PART = 40
"""Items of one catalog, which share their trade's words, are hardly ever more alike than this."""


def are_unlike(one: str, other: str) -> bool:
    """Tell whether two texts have so little in common, also in part, that neither was made from the other."""
    return fuzz.ratio(one, other) < _UNLIKE and fuzz.partial_ratio(one, other) < _UNLIKE_PART
