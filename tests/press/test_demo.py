"""The demo edition, file by file: what GitHub Pages would serve holds together at any address."""

import pytest

from press.document import checked_links, read

pytestmark = pytest.mark.long  # the demo takes seconds to build


@pytest.mark.parametrize("url", ["https://demo.example/", "https://demo.example/news/"])
def test_every_link_and_anchor_of_the_demo_leads_somewhere(broadsheet, digest_folder, tmp_path, url):
    broadsheet("-C", digest_folder, "render", "--out", tmp_path, "--url", url)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    pages = {name: read(tmp_path / name) for name in files if name.endswith(".html")}
    assert checked_links(pages, files, url) > 1000


def test_no_page_of_the_demo_loads_anything_from_another_host(demo):
    for path in demo.rglob("*.html"):
        page = read(path)
        assert page.loads, path
        assert all(link.startswith("/broadsheet/") for link in page.loads), path
