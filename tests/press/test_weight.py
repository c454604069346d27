"""A big day is light: little more than its words, and the first answer already holds them."""

import re
from pathlib import Path

import pytest
from benchmarks import crowd, weight

from broadsheet import config, press

DAY = "2026/01/27/index.html"
FEEDS = Path(__file__).parents[2] / "docs/feeds.md"

pytestmark = pytest.mark.long  # a day like that takes seconds to build


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A site whose newest day lists 130 invented papers."""
    folder = tmp_path_factory.mktemp("crowded")
    site = config.read(weight.SETTINGS)
    library = crowd.write(folder, site=site, papers=weight.PAPERS)
    press.build(
        site=site, library=library, layouts=folder / "none", out=folder / "site", state=folder / "state"
    )
    return folder / "site"


def test_a_day_of_130_papers_weighs_little_more_than_its_bare_text(crowded):
    found = weight.weigh(crowded, DAY)
    assert found.text > 50_000  # as real papers weigh
    assert found.page <= found.bound


def test_the_bare_text_is_what_can_be_read(crowded):
    page = "<html><head><title>no</title></head><body> a\n <p>b</p><script>no</script>&amp; c"
    assert weight.bare_text(page) == "a b& c"
    text = weight.bare_text((crowded / DAY).read_text(encoding="utf-8"))
    assert text.count("We propose") >= 130
    assert "<" not in text


def test_the_files_of_a_visit_are_all_weighed(crowded):
    html = (crowded / DAY).read_bytes()
    alone = crowded.parent / "alone"
    alone.mkdir()
    (alone / "page.html").write_bytes(html)
    assert weight.weigh(crowded, DAY).page > weight.weigh(alone, "page.html").page + 3000


def test_the_manual_names_the_sizes_that_feeds_have(crowded):
    (row,) = re.findall(r"^\| 130 invented .*", FEEDS.read_text(encoding="utf-8"), re.MULTILINE)
    told = [int(size) for size in re.findall(r"(\d+) KB", row)]
    found = [(crowded / name).stat().st_size / 1000 for name in ("atom.xml", "papers.xml")]
    assert told == pytest.approx(found, rel=0.1)
