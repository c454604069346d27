"""axe-core finds nothing on any kind of page: by day and by night, on a phone and at a desk, all unfolded."""

import pytest

from browser.conftest import opened
from browser.demo import PAGES
from npm import installed

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (rules) => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  // What nobody has come near yet has its likely height, not its own.
  for (const paper of document.querySelectorAll(".paper")) {
    paper.scrollIntoView();
    await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
  }
  const options = {runOnly: rules, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]};
  const {violations, passes} = await axe.run(document, options);
  const found = violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`));
  return {found, passed: passes.length};
}"""


@pytest.fixture(scope="session")
def axe():
    return installed("axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, edition, axe, scheme, width):
    viewport = {"width": width, "height": 900}
    with opened(chromium, edition, color_scheme=scheme, viewport=viewport) as page:
        for path in PAGES:
            page.goto(f"{edition}{path}")
            page.evaluate(axe)
            said = page.evaluate(RUN, RULES)
            assert said["found"] == [], path
            assert said["passed"] > 20


def test_axe_would_find_something(chromium, edition, axe):
    with opened(chromium, edition) as page:
        page.goto(edition)
        page.evaluate(axe)
        page.evaluate("() => document.querySelector('main a').replaceChildren()")
        assert any("link-name" in each for each in page.evaluate(RUN, RULES)["found"])
