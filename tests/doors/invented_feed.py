"""Invented announcements in arXiv's own wire formats, byte for byte as rss.arxiv.org would send them.

    feed(item("2601.90001"), item("2601.90002", kind="cross"), categories=("cs.CL",))

`item` takes what an RSS item says (texts as the author typed them; they are escaped here), `feed` and
`atom` put items into a channel, `rdf` does so in the form of before 2024, `refusal` is the answer to a
bad question. `raw=` puts anything into an item, and `without=` leaves an element out.
"""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)
BUILT = "Tue, 27 Jan 2026 05:00:12 +0000"
MIDNIGHT = "Tue, 27 Jan 2026 00:00:00 -0500"


@dataclass(frozen=True)
class Item:
    id: str
    title: str
    abstract: str
    creators: str
    categories: tuple[str, ...]
    version: int
    kind: str
    without: frozenset[str] = field(default=frozenset())
    raw: str = ""

    @property
    def described(self):
        return f"arXiv:{self.id}v{self.version} Announce Type: {self.kind} \nAbstract: {self.abstract}"

    def rss(self):
        elements = {
            "title": f"<title>{escape(self.title)}</title>",
            "link": f"<link>https://arxiv.org/abs/{self.id}</link>",
            "description": f"<description>{escape(self.described)}</description>",
            "guid": f'<guid isPermaLink="false">oai:arXiv.org:{self.id}v{self.version}</guid>',
            "category": "".join(f"<category>{category}</category>" for category in self.categories),
            "announce_type": f"<arxiv:announce_type>{self.kind}</arxiv:announce_type>",
            "creator": f"<dc:creator>{escape(self.creators)}</dc:creator>",
        }
        return self._wrapped("item", elements)

    def atom(self):
        elements = {
            "id": f"<id>oai:arXiv.org:{self.id}v{self.version}</id>",
            "title": f"<title>{escape(self.title)}</title>",
            "summary": f"<summary>{escape(self.described)}</summary>",
            "category": "".join(f'<category term="{category}"/>' for category in self.categories),
            "published": "<published>2026-01-27T00:00:00-05:00</published>",
            "announce_type": f"<arxiv:announce_type>{self.kind}</arxiv:announce_type>",
            "creator": f"<dc:creator>{escape(self.creators)}</dc:creator>",
        }
        return self._wrapped("entry", elements)

    def _wrapped(self, tag, elements):
        kept = [text for name, text in elements.items() if name not in self.without]
        return "\n".join([f"<{tag}>", *kept, self.raw, f"</{tag}>"])


def item(
    id_="2601.90001",
    *,
    title="On Invented Things",
    abstract="We invent a thing. It works.",
    creators="Ada Example, Bo Sample",
    categories=("cs.CL", "cs.LG"),
    version=1,
    kind="new",
    without=(),
    raw="",
):
    return Item(id_, title, abstract, creators, categories, version, kind, frozenset(without), raw)


def feed(*items, categories=("cs.CL",), built=BUILT, midnight=MIDNIGHT, body=""):
    """RSS 2.0."""
    asked = ", ".join(categories)
    link = f"http://rss.arxiv.org/rss/{'+'.join(categories)}"
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<rss {NAMESPACES} version="2.0">
  <channel>
    <title>{asked} updates on arXiv.org</title>
    <link>{link}</link>
    <description>{asked} updates on the arXiv.org e-print archive.</description>
    <atom:link href="{link}" rel="self" type="application/rss+xml"/>
    <lastBuildDate>{built}</lastBuildDate>
    <managingEditor>rss-help@arxiv.org</managingEditor>
    <pubDate>{midnight}</pubDate>
    <skipDays><day>Saturday</day><day>Sunday</day></skipDays>
{body}{chr(10).join(each.rss() for each in items)}
  </channel>
</rss>
""".encode()


def atom(*items, categories=("cs.CL",), updated="2026-01-27T05:00:12.345678+00:00"):
    asked = ", ".join(categories)
    link = f"http://rss.arxiv.org/atom/{'+'.join(categories)}"
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>{link}</id>
  <title>{asked} updates on arXiv.org</title>
  <updated>{updated}</updated>
  <link href="{link}" rel="self" type="application/atom+xml"/>
  <subtitle>{asked} updates on the arXiv.org e-print archive.</subtitle>
{chr(10).join(each.atom() for each in items)}
</feed>
""".encode()


def rdf(*items, archive="math", evening="2012-09-12T20:30:00-05:00"):
    """Each item is (id with version, primary category, mark, title, HTML abstract, HTML creators)."""
    told = "\n".join(
        f"""<item rdf:about="http://arxiv.org/abs/{id_.partition("v")[0]}">
<title>{escape(title)}. (arXiv:{id_} [{primary}]{f" {mark}" if mark else ""})</title>
<link>http://arxiv.org/abs/{id_.partition("v")[0]}</link>
<description rdf:parseType="Literal">{escape(abstract)}
</description>
<dc:creator> {escape(creators)}</dc:creator>
</item>"""
        for id_, primary, mark, title, abstract, creators in items
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://arxiv.org/">
<title>{archive} updates on arXiv.org</title>
<link>http://arxiv.org/</link>
<description rdf:parseType="Literal">({archive}) updates on the arXiv.org e-print archive</description>
<dc:date>{evening}</dc:date>
<items><rdf:Seq/></items>
</channel>
{told}
</rdf:RDF>
""".encode()


def refusal(query, reason):
    """What arXiv answers with status 400."""
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<rss {NAMESPACES} version="2.0">
  <channel>
    <title>Feed error for query: http://rss.arxiv.org/rss/{escape(query)}</title>
    <link>http://rss.arxiv.org/rss/{escape(query)}</link>
    <description>{escape(reason)}</description>
    <pubDate>{MIDNIGHT}</pubDate>
  </channel>
</rss>
""".encode()
