"""A page as a browser takes it apart, and whether the links between pages lead somewhere."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LOADING = {"script", "img", "audio", "video", "source", "track", "iframe", "embed", "object", "image", "use"}
URLS = {"href", "src", "action", "formaction", "poster", "data", "srcdoc", "xlink:href"}


@dataclass
class Document(HTMLParser):
    """What a browser would find on a page."""

    tags: set = field(default_factory=set)
    attributes: set = field(default_factory=set)
    links: list = field(default_factory=list)
    loads: list = field(default_factory=list)
    ids: list = field(default_factory=list)
    text: list = field(default_factory=list)
    open: list = field(default_factory=list)
    unbalanced: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in URLS]
        if tag in LOADING or ("rel", "stylesheet") in attrs or ("rel", "icon") in attrs:
            self.loads += [value for name, value in attrs if name in URLS | {"srcset"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def read(path):
    document = Document()
    document.feed(path.read_text(encoding="utf-8"))
    document.close()
    return document


def checked_links(pages, files, url):
    """How many links of pages stay on the site at `url`; one that leads nowhere fails."""
    checked = 0
    for name, page in pages.items():
        here = url + name.removesuffix("index.html")
        for link in page.links:
            address, anchor = urldefrag(urljoin(here, link))
            if not address.startswith(url):
                assert urlsplit(address).netloc != urlsplit(url).netloc, f"{name} leaves its folder: {link}"
                continue
            path = urlsplit(address).path.removeprefix(urlsplit(url).path)
            file = f"{path}index.html" if path.endswith("/") or not path else path
            assert file in files, f"{name} links to {link}"
            if anchor:
                assert anchor in pages[file].ids, f"{name} links to {link}"
            checked += 1
    return checked
