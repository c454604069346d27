"""The pages of their own that papers have with the last of their days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet import machines, paths, references
from broadsheet.press.pages.context import shortened
from broadsheet.templates.views import HeadView, LinkView, PaperPageView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.press.pages.context import Context
    from broadsheet.press.tasks import OnItsOwn
    from broadsheet.records.days import DayRecord
    from broadsheet.records.papers import PaperRecord


def files(day: DayRecord, shown: Sequence[OnItsOwn], context: Context) -> Iterator[tuple[str, bytes]]:
    """Those of the papers that this day shows, each linked with its neighbours."""
    places = {paper.id: at for at, paper in enumerate(day.papers)}
    beside = [day.papers[places[each.id]] for each in shown]
    for at, each in enumerate(shown):
        before = beside[at - 1] if at else None
        after = beside[at + 1] if beside[at + 1 :] else None
        yield (
            paths.page_file(paths.paper_page(each.id)),
            _paper_page(day, each, beside[at], (before, after), context),
        )


def _paper_page(
    day: DayRecord,
    own: OnItsOwn,
    paper: PaperRecord,
    beside: tuple[PaperRecord | None, PaperRecord | None],
    context: Context,
) -> bytes:
    words = context.words
    links = [context.papers.link(each, paths.paper_page(each.id)) if each else None for each in beside]
    view = PaperPageView(
        paper=context.papers.view(paper, day.date, day.language),
        day=LinkView(words.full(day.date), paths.paper(day.date, paper.id)),
        before=tuple(
            LinkView(words.full(before), paths.paper(before, paper.id)) for before in reversed(own.before)
        ),
        is_translated=paper.is_translated,
    )
    head = HeadView(
        title=paper.title.plain,
        description=shortened(paper.tldr.plain or paper.title.plain),
        path=paths.paper_page(paper.id),
        previous=links[0],
        next=links[1],
        picture=context.picture(day.date, len(day.papers)),
        published=paths.iso(paths.announced(day.date)),
        modified=paths.iso(day.updated),
        citation=tuple(
            references.of_paper(paper, day.date, context.site.url_for(paths.paper_page(paper.id)))
        ),
        data=machines.linked_paper(paper, day.date, context.site),
    )
    return context.fill("paper.html", head, view)
