import re
import unicodedata

import markdown as python_markdown
import pytest
from hostile_text import hostile
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from safe_html import assert_safe, text_of

from broadsheet.text import markdown, plain, tex

ALSO = st.sampled_from(["", ";()", "[]"])
COMMONMARK = MarkdownIt("commonmark")
BLOCKS = re.compile(r"<(h\d|ul|ol|li|hr|blockquote|pre|code|em|strong|a|table|img)\b")


@given(st.text() | hostile, ALSO)
@example("\\*", "")
@example("$\\;a_1$ \\\\_ a;b", ";()")
def test_what_is_escaped_reads_back(text, also):
    assert markdown.unescape(markdown.escape(text, also=also), also=also) == text


@given(hostile, ALSO)
def test_extra_characters_never_stand_bare(text, also):
    bare = re.sub(r"\\.", "", markdown.escape(text, also=also), flags=re.DOTALL)
    assert not set(bare) & set(also)


def without_tex(text):
    return plain.line("".join(c for c in text if c not in "\\$" and unicodedata.category(c) != "Cn"))


markdown_like = st.lists(
    st.sampled_from(
        [*"#>+-=*_~`[]()<>&!.:|1a ", "1. ", "1) ", "    ", "---", "===", "```", "[a]: b", "&amp;", "<b>"]
    )
    | st.text(max_size=5)
).map("".join)


@given(markdown_like.map(without_tex).filter(bool))
@example("[a]: b")
@example("12) x")
@example("a ~~b~~ __c__ d_e_f")
@example("<!-- x")
def test_escaped_text_shows_itself_in_an_ordinary_paragraph(text):
    escaped = markdown.escape(text)
    reader = python_markdown.Markdown()
    reader.ESCAPED_CHARS = [*reader.ESCAPED_CHARS, *"<&~="]
    shows = [COMMONMARK.render(escaped)]
    if "&" not in text:  # python-markdown's serializer takes any `&amp;` for its own
        shows.append(reader.convert(escaped))
    for shown in shows:
        assert shown.startswith("<p>")
        assert shown.count("<p>") == 1
        assert not BLOCKS.search(shown)
        assert text_of(shown).strip() == text.strip()


@given(hostile.map(plain.line))
def test_escaped_text_is_shown_like_the_text(text):
    assert markdown.html(markdown.escape(text)) == tex.html(text)
    assert markdown.plain(markdown.escape(text)) == tex.plain(text)


def test_ordinary_text_and_formulas_stay_readable():
    text = "On $\\mathcal{O}(n_1 * n_2)$ – a well-known (1990) bound, e.g. 3.5 < x; see R&D, snake_case."
    assert markdown.escape(text) == text


@pytest.mark.parametrize(
    ("fragment", "html", "said"),
    [
        ("a *b* **c** `d`", "a <em>b</em> <strong>c</strong> <code>d</code>", "a b c d"),
        ("*b* `$x_1$`", "<em>b</em> <code>$x_1$</code>", "b $x_1$"),
        ("**$x$**", "<strong><math><mi>x</mi></math></strong>", "x"),
        ("$a*b$ *c*", None, "a∗b c".replace("∗", " ∗ ")),
        ("*a* \\textbf{b} \\*c\\*", "<em>a</em> <strong>b</strong> *c*", "a b *c*"),
        ("[a](https://a.example/b_c)", '<a href="https://a.example/b_c">a</a>', "a"),
        ("[a](https://a.example/$b$\\_c)", '<a href="https://a.example/$b$_c">a</a>', "a"),
        ("[a](javascript:alert(1))", "<a>a</a>", "a"),
        ("[a](/b)", "<a>a</a>", "a"),
        ("![a](https://a.example/b.png)", "![a](https://a.example/b.png)", "![a](https://a.example/b.png)"),
        ("*a* <script>b</script>", "<em>a</em> &lt;script&gt;b&lt;/script&gt;", "a <script>b</script>"),
        ("*a* &copy; \\&copy;", "<em>a</em> © &amp;copy;", "a © &copy;"),
        ("# a *b*", "# a <em>b</em>", "# a b"),
        ("- a *b*", "- a <em>b</em>", "- a b"),
        ("*costs* \\$5", "<em>costs</em> $5", "costs $5"),
    ],
)
def test_fragments_are_shown(fragment, html, said):
    if html is not None:
        assert markdown.html(fragment) == html
    assert markdown.plain(fragment) == said


@given(hostile)
@example('[a](http://x.example/"onclick=y)')
@example("\ufdd00\ufdd1*a*")
def test_nothing_but_our_own_markup_is_in_a_fragment(fragment):
    assert_safe(markdown.html(fragment))
    assert_safe(markdown.html(fragment + " *x*"))


@given(hostile)
def test_nothing_but_our_own_markup_is_in_blocks(source):
    assert_safe(markdown.blocks_html(source), blocks=True)


def test_blocks_are_shown():
    source = (
        "# Head $x$\n\nA *b*\n[c](/about/) [d](mailto:a@b.example) [e](javascript:f)\n\n- one $y$\n- two\n\n"
        "```python\n$not$ <math>\n```\n\n    $nor$ this\n\n| a | b |\n|---|---|\n| c | $z$ |\n\n"
        "<div onclick=x>raw</div>\n"
    )
    html = markdown.blocks_html(source)
    for piece in (
        "<h1>Head <math><mi>x</mi></math></h1>",
        '<a href="/about/">c</a> <a href="mailto:a@b.example">d</a> <a>e</a>',
        "<li>one <math><mi>y</mi></math></li>",
        "<code>$not$ &lt;math&gt;\n</code>",
        "<code>$nor$ this\n</code>",
        "<td><math><mi>z</mi></math></td>",
        "&lt;div onclick=x&gt;raw&lt;/div&gt;",
    ):
        assert piece in html
