"""Any digest, with text as hostile as it comes: Markdown, YAML, bidi, CJK, emoji, and lines like our own."""

import datetime as dt
import unicodedata
from string import ascii_lowercase, ascii_uppercase, digits

from hypothesis import settings
from hypothesis import strategies as st

from broadsheet.model import (
    Author,
    Daily,
    Decision,
    Digest,
    Earlier,
    Entry,
    Kind,
    Ledger,
    Link,
    Paper,
    Part,
    Rating,
    Rising,
    Role,
    Section,
    Summary,
    Term,
    Translation,
    Trend,
    TrendTranslation,
    Usage,
    Usual,
)

# For laws that cost a whole build an example.
FIRST, LAST = dt.date.min, dt.date.max
# Of the calendar, its ends above all: nothing says that a page's day has neighbours.
ANY_DAY = st.one_of(st.dates(), st.dates(FIRST, dt.date(1, 2, 10)), st.dates(dt.date(9999, 11, 20), LAST))
few = settings(max_examples=settings().max_examples // 4)

HOSTILE = (
    *(
        "---",
        "...",
        "## cs.CV",
        "### [x](https://arxiv.org/abs/2601.00001)",
        "- **Authors:** Nobody",
        "</details>",
    ),
    *('<details lang="zh"><summary>中文</summary>', "**Reason.** no"),
    *("<details><summary>Abstract</summary>", "**Method.** no", "**TL;DR.** no", "```", "~~~", "<!--", "-->"),
    *(
        "<script>alert(1)</script>",
        "&lt;b&gt;",
        "&amp;",
        "\\",
        "\\\\",
        "\\(",
        "](",
        ")",
        "[a](javascript:b)",
        ";",
    ),
    *(
        "· ",
        " · ",
        "{{ x }}",
        "{% x %}",
        ": ",
        "# no",
        "1. one",
        "1) one",
        "> quote",
        "* star",
        "_under_",
        "~~x~~",
    ),
    *(
        "`code`",
        "$x_1 < y$",
        "$5 and $10",
        "\u202eright-to-left\u202c",
        "العربية",
        "עברית",
        "林静怡",
        "🧪",
        "\u200b",
    ),
    *(
        "'",
        '"',
        "&",
        "%",
        "@",
        "!",
        "null",
        "2601.10000",
        "yes",
        "=",
        "===",
        "|a|b|",
        "\u00a0x\u00a0",
        "\ufeff",
    ),
)
# Letters that mean nothing here stand for a hostile piece each, so that a line is one choice and not a dozen.
_STAND_INS = [*range(1, 0x20), *range(0x7F, 0xA0), *range(0xD0, 0x100)]
_PIECES = {code: f" {piece} " for code, piece in zip(_STAND_INS, HOSTILE * 2, strict=False)} | {0: ""}
_any_text = st.text(min_size=2, max_size=60).map(lambda text: text.translate(_PIECES))


def clean(text: str) -> str:
    kept = (" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text)
    return "".join(kept).strip()


lines = _any_text.map(clean).filter(bool)
maybe = st.just("") | lines
authors = st.builds(Author, lines, maybe)
_numbers = st.text(digits, min_size=4, max_size=5)
_archives = st.builds(
    str.__add__, st.sampled_from(ascii_lowercase), st.text(f"{ascii_lowercase}-", max_size=7)
)
_subjects = st.just("") | st.text(ascii_uppercase, min_size=2, max_size=2).map(".{}".format)
paper_ids = st.builds("{:04}.{}".format, st.integers(0, 9999), _numbers) | st.builds(
    "{}{}/{:07}".format, _archives, _subjects, st.integers(0, 9999999)
)
categories = st.sampled_from(["cs.CV", "cs.CL", "math.PR", "hep-th", "quant-ph", "cond-mat.str-el"])
links = st.builds(
    Link, lines, st.sampled_from(["https://github.com/example/a", "http://example.org/?q=1&r=%20#x"])
)


def tuples(of, most=3):
    return st.lists(of, max_size=most).map(tuple)


dailies = st.builds(
    Daily, st.integers(0, 10**6), st.dates(dt.date(1991, 1, 1)), maybe.filter(lambda text: "·" not in text)
)
papers = st.builds(
    Paper,
    id=paper_ids,
    title=lines,
    authors=tuples(authors),
    abstract=st.lists(lines, max_size=3).map("\n\n".join),
    categories=tuples(categories),
    version=st.none() | st.integers(1, 20),
    links=tuples(links, 2),
    daily=st.none() | dailies,
)


marks = st.booleans()
evidence = st.lists(st.integers(1, 40), max_size=3).map(tuple)
names = lines.filter(lambda text: "·" not in text)
seconds = st.none() | st.integers(0, 9)
one_in_ten = st.integers(0, 9).map(lambda drawn: drawn == 0)
some_roles = st.sets(st.sampled_from(Role))
few_roles = st.sets(st.sampled_from(Role), max_size=3)


@st.composite
def summaries(draw):
    roles = draw(some_roles)
    parts = tuple(Part(role, draw(lines), draw(evidence)) for role in Role if role in roles)
    name = draw(names)
    own = tuple(role for role in Role if role in roles and draw(marks))
    absent = tuple(role for role in Role if role not in roles and draw(one_in_ten))
    return Summary(name, parts, draw(seconds), own, absent)


further = st.sets(st.sampled_from(["de", "zh", "zh-Hant"]), max_size=2).map(sorted)


@st.composite
def translated(draw):
    """In up to two further languages."""
    found = []
    for language in draw(further):
        roles = draw(few_roles)
        reason = draw(lines if not roles else maybe)
        parts = tuple(Part(role, draw(lines)) for role in Role if role in roles)
        found.append(Translation(language, parts, reason))
    return tuple(found)


ratings = st.builds(Rating, st.integers(0, 100).map(lambda n: n / 10), st.sampled_from(Decision), maybe)
entries = st.builds(
    Entry,
    paper=papers,
    kind=st.sampled_from(Kind),
    rating=st.none() | ratings,
    reason=maybe,
    keywords=tuples(lines),
    summary=st.none() | summaries(),
    earlier=tuples(st.builds(Earlier, paper_ids, st.dates(), lines), 2),
    related=tuples(st.builds(Earlier, paper_ids, st.dates(), lines), 2),
    translations=st.just(()) | translated(),
)
trends = st.builds(
    Trend,
    lines,
    maybe,
    tuples(paper_ids),
    tuples(st.builds(TrendTranslation, st.just("zh"), lines, maybe), 1),
)
means = st.floats(0, 1e4)
columns = st.dictionaries(lines, st.integers(0, 500), max_size=3)


@st.composite
def ledgers(draw):
    excluded, summarized = draw(columns), draw(columns)
    total = sum(excluded.values()) + sum(summarized.values())
    announced = {draw(lines): total}
    return Ledger(announced, excluded, summarized, draw(st.integers(0, sum(summarized.values()))))


@st.composite
def digests(draw):
    found = {entry.paper.id: entry for entry in draw(st.lists(entries, max_size=5))}
    sections = []
    left = list(found.values())
    for name in draw(st.lists(lines, min_size=1, max_size=3)):
        count = draw(st.integers(0, len(left)))
        sections.append(Section(name, tuple(left[:count])))
        left = left[count:]
    moments = st.integers(0, 4 * 10**9).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))
    return Digest(
        date=draw(st.dates()),
        title=draw(lines),
        updated=draw(moments),
        sample=draw(st.booleans()),
        language=draw(st.sampled_from(["en", "zh", "no", "zh-CN"])),
        sources=draw(tuples(lines)),
        checked=draw(st.none() | st.dates()),
        quiet=draw(tuples(st.dates(), 2)),
        ledger=draw(ledgers()),
        usage=draw(st.none() | st.builds(Usage, *[st.integers(0, 10**9)] * 3, st.floats(0, 1e6))),
        overview=draw(maybe),
        trends=draw(tuples(trends, 2)),
        rising=draw(tuples(st.builds(Rising, lines, st.integers(0, 99), means), 2)),
        terms=draw(
            st.dictionaries(lines, st.tuples(means, tuples(paper_ids)), max_size=2).map(
                lambda found: tuple(Term(term, *of) for term, of in found.items())
            )
        ),
        usual=draw(
            st.none() | st.builds(Usual, st.integers(0, 30), means, st.dictionaries(lines, means, max_size=2))
        ),
        sections=tuple(sections),
    )
