"""The pages of interests: where they stand, and what templates see."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from broadsheet.press.facts import fingerprint
from broadsheet.press.views import InterestsView, InterestView, LinkView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.config import Interest, Site
    from broadsheet.press.views import OfferView, PaperView
    from broadsheet.press.words import Words


def paths(interests: Sequence[str]) -> dict[str, str]:
    """Where the page of each interest stands: in plain letters, and no two in one place."""
    found: dict[str, str] = {}
    for name in interests:
        bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = "-".join(re.findall(r"[a-z0-9]+", bare)) or f"interest-{fingerprint(name)[:6]}"
        path = f"interest/{stem}/"
        found[name] = path if path not in found.values() else f"interest/{stem}-{fingerprint(name)[:6]}/"
    return found


def view(asked: Interest, newest: tuple[PaperView, ...], offers: tuple[OfferView, ...]) -> InterestView:
    return InterestView(asked.name, asked.about, asked.keywords, asked.follow, newest, offers)


def every(site: Site, counts: Sequence[tuple[str, str, int]], words: Words) -> InterestsView:
    about = {interest.name: interest.about for interest in site.interests}
    return InterestsView(
        tuple((LinkView(name, path, note=words.papers(count)), about[name]) for name, path, count in counts),
        must_read=words.number(site.editor.must_read),
        worth_a_look=words.number(site.editor.worth_a_look),
    )
