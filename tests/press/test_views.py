"""What docs/layouts.md promises of templates: which view each is given, and that all of them are named."""

from broadsheet import processes
from broadsheet.press import shipped_layouts
from broadsheet.templates import views
from broadsheet.templates.engine import Templates

INTERESTS = """\
paper-pages: true
interests:
  - name: Words
    about: Words and pictures of days.
"""
BESIDE = {"base.html"}  # on which the others stand


def test_every_template_is_given_the_view_that_is_promised(week, monkeypatch):
    given = {}
    fill = Templates.fill

    def noting(self, name, *, site, head, view):
        assert (type(site), type(head)) == (views.SiteView, views.HeadView)
        given.setdefault(name, set()).add(type(view))
        return fill(self, name, site=site, head=head, view=view)

    monkeypatch.setattr(Templates, "fill", noting)
    monkeypatch.setattr(processes, "_can_fork", lambda: False)  # what is noted elsewhere is not seen here
    week.more = INTERESTS
    assert week.build().errors == ()
    assert views.TEMPLATES.keys() - given.keys() == {"further.html", "review.html"}  # of longer weeks
    for name, kinds in given.items():
        assert kinds == {views.TEMPLATES[name] or type(None)}, name


def test_every_template_of_a_page_is_promised():
    there = {path.name for path in shipped_layouts().glob("*.html")}
    assert there - BESIDE == views.TEMPLATES.keys()


def test_a_view_has_a_place_in_a_template_or_in_another_view():
    named = {view for view in views.TEMPLATES.values() if view} | {views.SiteView, views.HeadView}
    everything = {each for each in vars(views).values() if isinstance(each, type)}
    kinds = {each for each in everything if each.__module__ == views.__name__}
    said = " ".join(str(kind) for each in kinds for kind in each.__annotations__.values())
    assert {each.__name__ for each in kinds - named if each.__name__ not in said} == set()
