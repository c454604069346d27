"""Where a reader may be led: to what a link says, and to no other host."""

import pytest

from broadsheet.addresses import is_honest, is_web
from broadsheet.model import WEB_ADDRESS, Link
from broadsheet.text import markdown, tex

HOSTS = ["https://arxiv.org/abs/2601.90001", "http://a.example:8080/x?y=1#z", "https://a-b.c_d.example"]
DISGUISED = [
    "https://arxiv.org@evil.example/",
    "https://arxiv.org%2fabs@evil.example/",
    "https://a:b@evil.example",
    "https://arxiv.org:443@evil.example",
    "https://аrxiv.org/abs/2601.90001",  # its first letter is Cyrillic
    "https://arxiv。org/",
    "https://arxiv.org:１/",
    "https://arxiv.org\u202e/",
    "https:///evil.example",
    "https://[::1]/",
]


@pytest.mark.parametrize("url", HOSTS)
def test_an_address_of_the_web_may_be_a_link(url):
    assert is_web(url)
    assert WEB_ADDRESS.fullmatch(url)
    assert f'href="{url}"' in tex.html(rf"\href{{{url}}}{{here}}")
    assert f'href="{url}"' in markdown.html(f"[here]({url})")


@pytest.mark.parametrize("url", DISGUISED)
def test_an_address_in_disguise_is_none(url):
    assert not is_web(url)
    with pytest.raises(ValueError, match="address"):
        Link("code", url)
    for made in (tex.html(rf"see \url{{{url}}} and {url}"), markdown.html(f"[here]({url}) and <{url}>")):
        assert f'href="{url}' not in made


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://evil.example/", "https://arxiv.org/abs/2601.90001"),
        ("https://evil.example/", "www.arxiv.org"),
        ("https://evil.example/", " arxiv.org/abs/2601.90001 "),
        ("https://evil.example/", "https://evil.example@arxiv.org/"),
        ("https://arxiv.org.evil.example/", "arxiv.org"),
    ],
)
def test_a_link_that_says_another_host_is_only_text(url, text):
    assert not is_honest(url, text)
    assert "href" not in tex.html(rf"\href{{{url}}}{{{text.strip()}}}").replace(f'href="{text.strip()}', "")


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://www.arxiv.org/abs/1", "arxiv.org/abs/1"),
        ("https://export.arxiv.org/abs/1", "https://arxiv.org"),
        ("https://nodejs.example/", "Node.js"),
        ("https://a.example/", "our code (v1.2), see there"),
    ],
)
def test_a_link_may_say_anything_else(url, text):
    assert is_honest(url, text)
