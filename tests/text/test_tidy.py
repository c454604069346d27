from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.text import tidy

COMMANDS = sorted({need for rewrite in tidy._rewrites() for need in rewrite.needs})
BESIDE = (
    *"a1 ()$%#<>&_^",
    *("{", "}", "{a}", "{2}", "[c]", "[2pt]", "\\", "\\\\", "\\left", "\\big", "\\in", "begin{", "end{"),
    *("{array}", "{equation}", "{align}", "pmatrix", "\\endaligned", "\\nonumber", "\\large ", "{\\tiny x}"),
    *("\\limits", "\\quad", "\\over", "\\mathrm"),
)
formulas = st.lists(st.sampled_from([*COMMANDS, *BESIDE]), max_size=12).map("".join)


@given(formulas)
@example(r"\begin {align}a&=b\end{align}")
@example(r"{\large x}5\% \cases{a\cr b}")
def test_a_rewrite_that_is_skipped_would_have_changed_nothing(tex):
    for needs, pattern, replacement in tidy._rewrites():
        if not any(need in tex for need in needs):
            assert pattern.sub(replacement, tex) == tex
        tex = pattern.sub(replacement, tex)


def test_every_rewrite_says_what_it_needs():
    assert all(rewrite.needs for rewrite in tidy._rewrites())
