"""Telling which known text a changed text was meant to be; below certainty nothing is matched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz

_CUT_OFF = 85
"""Below this likeness (of 100) two texts are taken for different ones."""
_LEAD = 10
"""The best match must be this much better than the next one, or it could be either."""
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1024)
def normalised(text: str) -> str:
    """Give a text as it is compared: full-width forms made plain, white space gone."""
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
