"""What a digest lacks to be published every morning: each thing that was looked at, and what to do about it.

Pure but for what it is given: who calls it has asked the network, the repository and the environment.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import UnknownLocaleError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from broadsheet.config import Interest, Site
    from broadsheet.model import Digest

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_AN_EXAMPLE = ("//example.", ".example.", "//localhost", "//127.")


class Health(StrEnum):
    WELL = "well"
    ODD = "odd"  # it goes on, and a person should know
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    state: Health
    what: str
    remedy: str = ""

    def as_json(self) -> dict[str, str]:
        """The finding for machines."""
        return {key: str(value) for key, value in asdict(self).items()}


def of_settings(site: Site) -> Iterator[Finding]:
    """What broadsheet.yaml says that can be read and can hardly be meant."""
    subject = "broadsheet.yaml"
    if not (site.sources.arxiv or site.sources.huggingface):
        yield Finding(
            subject, Health.WRONG, "there is no source", "write `sources: {arxiv: {categories: [cs.CL]}}`"
        )
    for key, tag in (("language", site.language), ("interface", site.interface)):
        if tag and not _is_language(tag):
            yield Finding(
                subject, Health.WRONG, f"{key}: there is no language {tag!r}", "write en, zh, de, pt-BR, …"
            )
    if site.editor.must_read <= site.editor.worth_a_look:
        yield Finding(
            subject,
            Health.WRONG,
            f"editor: a must read needs {site.editor.must_read:g} and a paper worth a look "
            f"{site.editor.worth_a_look:g}",
            "let must-read be the higher of the two",
        )
    yield from unheard(site)
    for interest in site.interests:
        if not (interest.about or interest.keywords or interest.follow):
            remedy = "write what it is about, or its keywords"
            yield Finding(subject, Health.WRONG, f"the interest {interest.name!r} says nothing", remedy)
    if any(mark in site.url for mark in _AN_EXAMPLE):
        what = f"the address is an example's: {site.url}"
        yield Finding(
            subject, Health.ODD, what, "write the public one as `url`, or let publish.yml fill it in"
        )


def unheard(site: Site) -> Iterator[Finding]:
    """Interests in Chinese without a word that English abstracts could say, where no model rates by them."""
    if site.summaries and "rating" in site.summaries.also:
        return
    for interest in site.interests:
        said = " ".join([interest.name, interest.about, *interest.keywords, *interest.follow])
        if _HAN.search(said) and not _LATIN.search(said):
            yield Finding(
                "broadsheet.yaml",
                Health.ODD,
                f"the interest {interest.name!r} is without effect: abstracts are English, it is not",
                "give it English keywords, or let a model rate: summaries: {also: [rating]}",
            )


def of_interests(interests: Iterable[Interest], days: Collection[Digest]) -> Iterator[Finding]:
    """Interests that no paper of these days served."""
    rated = [entry.rating for day in days for entry in day.entries if entry.rating]
    served = {rating.field for rating in rated}
    for interest in interests:
        if rated and interest.name not in served:
            yield Finding(
                "interests",
                Health.ODD,
                f"no paper of the last {len(days)} pages is of {interest.name!r}",
                "add keywords that such papers say, or follow more categories",
            )


def of_key(site: Site, *, is_there: bool) -> Iterator[Finding]:
    """The key to the model, where one is asked for."""
    if site.summaries and not is_there:
        remedy = f"set {site.summaries.key}, here or in .env; on GitHub as a secret of the repository"
        yield Finding("model", Health.WRONG, f"the key {site.summaries.key} is not set", remedy)
    elif site.summaries:
        yield Finding("model", Health.WELL, f"{site.summaries.model}, its key is set")


def of_files(tracked: Collection[str], branch: str, remote: str) -> Iterator[Finding]:
    """The git repository: what of it is committed, and whether there is where to push it."""
    for name in (".env", ".broadsheet"):
        if any(each == name or each.startswith(f"{name}/") for each in tracked):
            remedy = f"git rm -r --cached {name}, and write it into .gitignore"
            state = Health.WRONG if name == ".env" else Health.ODD
            yield Finding("git", state, f"{name} is committed, which is nobody else's", remedy)
    if not any(each.startswith(".github/workflows/") for each in tracked):
        remedy = "broadsheet init writes one, as publish.yml"
        yield Finding("git", Health.ODD, "no workflow is committed that would publish it", remedy)
    if not branch:
        yield Finding(
            "git", Health.ODD, "no branch is checked out, so nothing can be pushed", "git switch main"
        )
    elif not remote:
        yield Finding("git", Health.ODD, "there is no remote to push to", "git remote add origin ADDRESS")
    else:
        yield Finding("git", Health.WELL, f"on {branch}, pushed to {remote}")


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True
