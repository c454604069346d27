"""Reads HTML as a browser would and says what is in it that must not be."""

import re
from html.parser import HTMLParser

_MATHS = """
    math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts
    mprescripts mtable mtr mtd mstyle mpadded mphantom b i
"""
_BLOCKS = "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td"
MATHS = set(_MATHS.split())
INLINE = {"a", "em", "strong", "code", "sup", "sub", "br", "span"} | MATHS
BLOCKS = INLINE | set(_BLOCKS.split())
OWN_OR_WEB = re.compile(r"https?://[^\s\"<>]+|mailto:[^\s\"<>]+|[#./\w][^:\s\"<>]*")
WEB = re.compile(r"https?://[^\s\"<>]+")


class _Reader(HTMLParser):
    def __init__(self, tags, link):
        super().__init__(convert_charrefs=True)
        self.tags, self.link = tags, link
        self.open, self.wrong, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.tags:
            self.wrong.append(tag)
        for name, value in attrs:
            if tag == "a":
                fine = name == "href" and self.link.fullmatch(value)
            elif tag == "span":
                fine = (name, value) == ("class", "kept")
            else:
                fine = tag in MATHS and not name.startswith("on") and "(" not in value
            if not fine and (tag, name) != ("ol", "start"):
                self.wrong.append((tag, name, value))
        if tag not in {"br", "hr"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in {"br", "hr"}:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}")

    def handle_decl(self, decl):
        self.wrong.append(decl)

    def handle_pi(self, data):
        self.wrong.append(data)


def read(html, *, blocks=False):
    reader = _Reader(BLOCKS if blocks else INLINE, OWN_OR_WEB if blocks else WEB)
    reader.feed(html)
    reader.close()
    return reader


def text_of(html):
    return "".join(read(html, blocks=True).text)


def assert_safe(html, *, blocks=False):
    reader = read(html, blocks=blocks)
    assert not reader.wrong, html
    assert not reader.open, html
