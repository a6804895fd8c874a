"""The language that the command line speaks."""

from __future__ import annotations

import pytest

from scoresheet.cli.locale import cli_locale
from scoresheet.language import Locale

VARIABLES = ("SCORESHEET_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("variables", "locale"),
    [
        ({}, Locale.ZH),
        ({"SCORESHEET_LANG": "en"}, Locale.EN),
        ({"SCORESHEET_LANG": "EN_gb", "LANG": "zh_CN.UTF-8"}, Locale.EN),
        ({"SCORESHEET_LANG": "zh-CN", "LANG": "en_US.UTF-8"}, Locale.ZH),
        ({"LANG": "en_US.UTF-8"}, Locale.EN),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, Locale.ZH),
        ({"LANG": "C.UTF-8"}, Locale.ZH),
        ({"SCORESHEET_LANG": "klingon", "LANG": "fr_FR"}, Locale.ZH),
        ({"LANG": "Chinese (Simplified)_China"}, Locale.ZH),
    ],
)
def test_the_language_is_the_user_s(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], locale: Locale
) -> None:
    """The tool's own variable wins over the system's; Chinese where neither is known."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert cli_locale() is locale
