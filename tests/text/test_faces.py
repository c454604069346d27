from hostile_text import hostile
from hypothesis import given

from broadsheet.text import markdown, tex


def test_a_text_has_two_faces():
    assert tex.faces("$x^2$ < 1") == (
        '<math data-tex="x^2"><msup><mi>x</mi><mn>2</mn></msup></math> &lt; 1',
        "x² < 1",
    )
    assert markdown.faces("*so* $x^2$").plain == "so x²"


def test_the_face_of_a_headline_has_no_link():
    assert tex.faces(r"\href{https://a.example}{here}", links=False) == ("here", "here")


@given(hostile)
def test_both_faces_together_are_what_each_is_alone(text):
    assert tex.faces(text) == (tex.html(text), tex.plain(text))
    assert tex.faces(text, links=False).html == tex.html(text, links=False)
    assert markdown.faces(text) == (markdown.html(text), markdown.plain(text))
