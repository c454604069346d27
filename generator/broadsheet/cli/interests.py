"""`broadsheet interests`: what matters to the readers, and what follows from it."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from broadsheet import config, learning
from broadsheet.cli import given, options
from broadsheet.cli.recorded import recorded
from broadsheet.cli.terminal import visible
from broadsheet.editor import DAYS, Editor, judged_anew
from broadsheet.errors import SourceError, UsageError
from broadsheet.ingest import State, rating
from broadsheet.model import Decision
from broadsheet.text import tex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.cli.workspace import Workspace
    from broadsheet.model import Digest, Entry, Paper

_FIRST = 10
_NAMED = 5  # of what does not read
_WIDTH = 92
_A_BIBLIOGRAPHY = "name a bibliography, like papers.bib or an export of Zotero; `-` is standard input"
_A_DRAFT = "name a file that has `interests`, as `interests learn papers.bib > draft.yaml` writes one"
_TITLE = re.compile(r"^title\s*:", re.MULTILINE)


@click.group("interests", short_help="Rate pages, learn interests from a bibliography, or try them.")
def command() -> None:
    """Rate pages by the interests in broadsheet.yaml, draft interests from what you have read, or see first
    what a draft of them does.
    """


@command.command(short_help="Rate the papers of pages that are there.")
@options.since_until
@click.option("--again", is_flag=True, help="Replace ratings that are there, unless a model told the paper.")
@click.option(
    "--arrange", is_flag=True, help="Put papers into the sections that `editor: sections` asks for."
)
@click.pass_obj
@recorded(beats=False)
def rate(workspace: Workspace, *, since: date | None, until: date | None, again: bool, arrange: bool) -> int:
    """Rate the papers of pages that are there, and see anew what each day was about.

    What is rated already stays as it is, and so does all that somebody wrote.

    \b
    broadsheet interests rate                     pages from before there were interests
    broadsheet interests rate --again --arrange   after the interests have changed
    """
    site, library = workspace.site(), workspace.library()
    changed = failed = 0
    with workspace.lock():
        files = [f for f in library.days() if (since or f.date) <= f.date <= (until or f.date)]
        for report in rating.rate(site, library, files, again=again, arrange=arrange):
            if report.error:
                workspace.terminal.error(report.error)
                failed = 1
            elif report.state is State.PUBLISHED:
                workspace.terminal.talk(f"{report.day}  {report.name}: rated")
                changed += 1
    workspace.terminal.talk(f"{changed} {'page' if changed == 1 else 'pages'} changed")
    return failed


@command.command(short_help="Draft interests from a bibliography.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--offline", is_flag=True, help="Make no request to the network.")
@click.pass_obj
def learn(workspace: Workspace, *, files: tuple[str, ...], offline: bool) -> int:
    """Draft interests from what you have read, to be edited and put into broadsheet.yaml.

    FILE is BibTeX, RDF or JSON of Zotero (CSL, too), JSON of ORCID or Semantic Scholar, or a list of arXiv
    ids. A paper of arXiv that has no abstract there is looked up on the pages of this digest, then at arXiv.
    `-` is standard input.

    \b
    broadsheet interests learn papers.bib
    broadsheet interests learn zotero.rdf read.txt >> broadsheet.yaml
    """
    workspace.terminal.result(draft(workspace, files, offline=offline))
    return 0


def draft(workspace: Workspace, files: tuple[str, ...], *, offline: bool) -> str:
    """Interests as broadsheet.yaml takes them, from bibliographies."""
    named = [work for file in files for work in _works(workspace, file)]
    works = learning.completed(learning.each_once(named), _papers(workspace))
    if not offline:
        works = learning.completed(works, _asked(workspace, learning.lacking(works)))
    known = [work for work in works if work.title]
    if missing := [work.id for work in works if not work.title]:
        count = "an id is" if len(missing) == 1 else f"{len(missing)} ids are"
        workspace.terminal.warn(f"{count} of no paper that is known here: {_some(missing)}")
    drafts = learning.drafted(known)
    if not drafts:
        raise UsageError("nothing can be learned from so little", hint="give a bibliography with titles")
    if alone := len(known) - sum(draft.works for draft in drafts):
        workspace.terminal.talk(f"{alone} of {len(known)} works are like no others here, and in no interest")
    return learning.written(drafts)


def _works(workspace: Workspace, file: str) -> Sequence[learning.Work]:
    """Those of a file; what in it does not read is said."""
    found = learning.read(given.text(file, meant=_A_BIBLIOGRAPHY), file)
    for each in found.unread[:_NAMED]:
        workspace.terminal.warn(f"{file}:{each.line}: {each.why}; left out")
    if len(found.unread) > _NAMED:
        more = len(found.unread) - _NAMED
        workspace.terminal.warn(f"{file}: {more} more of {len(found.unread)} that do not read; left out")
    return found.works


def _asked(workspace: Workspace, ids: Sequence[str]) -> Iterator[Paper]:
    """What arXiv tells of these; where it tells nothing, it goes without."""
    if not ids:
        return
    from broadsheet import sources
    from broadsheet.sources import arxiv_query
    from broadsheet.wire import Wire

    has_digest = workspace.settings.exists()
    arxiv = workspace.site().sources.arxiv if has_digest else None
    api = (arxiv or config.ArxivSource(categories=())).api_url
    try:
        with workspace.wire() if has_digest else Wire(sources.USER_AGENT) as wire:
            yield from (record.paper for record in arxiv_query.of_ids(api, ids, get=wire.get))
    except SourceError as error:
        count = "a paper" if len(ids) == 1 else f"{len(ids)} papers"
        workspace.terminal.warn(f"{count} could not be looked up: {error}")


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (" …" if len(ids) > _NAMED else "")


@command.command("try", short_help="Show the newest page by a draft of interests.")
@click.argument("file", required=False, metavar="[FILE]")
@click.pass_obj
def try_(workspace: Workspace, *, file: str | None) -> int:
    """Show what the newest page begins with by a draft of interests, and write nothing.

    The first ten papers, each with score, decision, interest and reason. The draft is broadsheet.yaml as it
    stands, or FILE, which has `interests` as broadsheet.yaml has them; `-` is standard input. Every paper is
    rated by it, those too whose ratings on the page are a model's or your own.

    \b
    broadsheet interests try
    broadsheet interests learn papers.bib | broadsheet interests try -
    """
    site = workspace.site()
    if file is not None:
        site = replace(site, interests=_draft_in(file))
    if not site.interests:
        name = file or str(workspace.settings)
        raise UsageError("there are no interests to try", file=name, hint="`interests learn` drafts some")
    digest, past = _newest(workspace)
    for line in _shown(judged_anew(digest.entries, Editor(site, past)), digest):
        workspace.terminal.picture(line)
    return 0


def _draft_in(file: str) -> tuple[config.Interest, ...]:
    """Of a configuration, or of a file that has nothing else."""
    text = given.text(file, meant=_A_DRAFT)
    whole = text if _TITLE.search(text) else f"{text}\ntitle: A draft\n"
    return config.read(whole, name=file).interests


def _newest(workspace: Workspace) -> tuple[Digest, Sequence[Digest]]:
    """The newest day that has papers, and the days that it is seen beside."""
    library = workspace.library()
    for file in reversed(library.days()):
        page = library.load(file.date)
        if page and page.digest.entries:
            return page.digest, library.before(file.date, DAYS)
    raise UsageError("no page has papers yet", hint="`broadsheet build` makes the first one")


def _shown(entries: Sequence[Entry], digest: Digest) -> Iterator[str]:
    counts = Counter(entry.rating.decision for entry in entries if entry.rating)
    tally = ", ".join(f"{counts[decision]} {decision}" for decision in Decision)
    yield f"{digest.date}: {tally}, of {len(entries)}"
    for place, entry in enumerate(entries[:_FIRST], 1):
        if entry.rating is None:
            continue
        title = visible(tex.plain(entry.paper.title))
        yield ""
        yield from textwrap.wrap(f"{place:>2}. {title}", _WIDTH, subsequent_indent="    ")
        field = f", {visible(entry.rating.field)}" if entry.rating.field else ""
        yield f"    {entry.rating.score:.1f}, {entry.rating.decision}{field}"
        reason = visible(tex.plain(entry.reason))
        yield from textwrap.wrap(reason, _WIDTH, initial_indent="    ", subsequent_indent="    ")


def _papers(workspace: Workspace) -> Iterator[Paper]:
    """All papers of all pages that read."""
    for page in workspace.library().before(date.max, date.max.toordinal()):
        yield from (entry.paper for entry in page.entries)
