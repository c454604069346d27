"""What a digest lacks to be published every morning: each thing that was looked at, and what to do about it.

Pure but for what it is given: who calls it has asked the network, the repository and the environment.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.core import UnknownLocaleError

from broadsheet.rank.query import query
from broadsheet.text.terms import STOPPED, stems

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from broadsheet.config import Interest, Site
    from broadsheet.model import Digest
    from broadsheet.summarize.model.trial import Trial

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_MANY_PAPERS = 30
_ON_GITHUB = re.compile(r"(?:https://|ssh://)?(?:git@)?github\.com[:/]([\w.-]+)/([\w.-]+?)(?:\.git)?/?")
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


def of_words(interests: Iterable[Interest], days: Collection[Digest]) -> Iterator[Finding]:
    """Interests of whose words no paper of these days says any, and keywords that none says."""
    papers = [entry.paper for day in days for entry in day.entries]
    if len(papers) < _MANY_PAPERS:
        return
    said = {word for paper in papers for word in stems(f"{paper.title}. {paper.abstract}")}
    for interest in interests:
        asked = query(interest)
        words = {word for term in asked.terms for word in (term if isinstance(term, tuple) else (term,))}
        if not words & said and not any(asked.prefix_of(word) for word in said):
            yield Finding(
                "interests",
                Health.ODD,
                f"no word of {interest.name!r} occurs in the last {len(papers)} papers",
                "say it in words that such papers use",
            )
            continue
        unsaid = [each for each in interest.keywords if not _occurs(each, said)]
        if unsaid:
            yield Finding(
                "interests",
                Health.ODD,
                f"keywords of {interest.name!r} that occur in none of the last {len(papers)} papers: "
                + ", ".join(unsaid),
                "see whether they are spelled as in papers; `word*` is any word that begins so",
            )


def _occurs(keyword: str, said: Collection[str]) -> bool:
    words = stems(keyword.rstrip("*"))
    if keyword.endswith("*") and len(words) == 1:
        return any(each.startswith(words[0]) for each in said)
    return all(word in said or word in STOPPED for word in words)


def of_endpoint(trial: Trial, model: str) -> Finding:
    """What came of asking the endpoint for a word."""
    if trial.is_refused:
        return Finding(
            "model", Health.WRONG, f"the key is not accepted: {trial.why}", "make a new key, and set it"
        )
    if not trial.forms:
        remedy = "check summaries.base-url and summaries.model"
        return Finding("model", Health.WRONG, f"{model} does not answer: {trial.why}", remedy)
    return Finding("model", Health.WELL, f"{model} takes the key, and answers in {', '.join(trial.forms)}")


def of_address(url: str, remote: str) -> Iterator[Finding]:
    """Whether the address is the one that GitHub Pages gives the repository, as far as the names tell."""
    match = _ON_GITHUB.fullmatch(remote)
    if not match or ".github.io" not in url or any(mark in url for mark in _AN_EXAMPLE):
        return
    owner, name = match[1].casefold(), match[2]
    pages = f"https://{owner}.github.io/" + ("" if name.casefold() == f"{owner}.github.io" else f"{name}/")
    if url.casefold().rstrip("/") != pages.casefold().rstrip("/"):
        what = f"the address is {url}, and GitHub Pages would give this repository {pages}"
        yield Finding("Pages", Health.ODD, what, "correct `url`; publish.yml fills in the true one")


def of_pages(settings: Mapping[str, Any] | None) -> Finding:
    """What GitHub says of the repository's Pages; None where there are none."""
    remedy = "choose Settings → Pages → Source: GitHub Actions"
    if settings is None:
        return Finding("Pages", Health.WRONG, "the repository has no Pages", remedy)
    if settings.get("build_type") != "workflow":
        return Finding("Pages", Health.WRONG, "Pages are built from a branch, not by the workflow", remedy)
    return Finding("Pages", Health.WELL, f"published by the workflow at {settings.get('html_url')}")


def of_installation(requirements: str) -> Iterator[Finding]:
    """What the workflow installs."""
    if ".example/" in requirements:
        what = "requirements.txt does not say from where the workflow installs Broadsheet"
        remedy = "write the address of the repository and a tag or commit there: git+https://…@REF"
        yield Finding("versions", Health.WRONG, what, remedy)


def of_place(top: Path, folder: Path) -> Iterator[Finding]:
    """A digest in a folder of a repository, whose workflows GitHub does not see."""
    if top.resolve() != folder.resolve():
        what = (
            f"the digest is a folder of the repository {top}, and GitHub runs only the workflows at its top"
        )
        remedy = "give it a repository of its own"
        yield Finding("git", Health.ODD, what, remedy)


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
