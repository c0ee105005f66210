"""How often a torture is repeated: a few times in the suite, often with `--hypothesis-profile torture`."""

from __future__ import annotations

from hypothesis import settings


def times(suite: int, torture: int) -> int:
    """Return the number for the profile that runs."""
    return torture if settings.get_current_profile_name() == "torture" else suite
