"""Pages as accidents leave them: what fingers, editors, merges and disks do to a file, by a random generator
that is given, so that a failure comes again.
"""

import re

CHARACTERS = (
    "\0\t\x07\x0b\x1b\x7f\x85\u2028\u202e\ufeff\ufffd\U0001f9ea#-*_[](){}<>|`~$\\&%!?:;,.'\"=+@^ 0aé中"
)
BYTES = b"\x00\xff\xfe\xc3\x28\xed\xa0\x80\r\n\x1a"
YAML = (
    "x: !!bool maybe",
    "x: !!timestamp y",
    "x: !!python/name:os.system",
    "updated: 9999-12-31T23:59:59-12:00",
    "updated: 0001-01-01T00:00:00+12:00",
    "date: 0999-12-31",
    "date: 2026-02-30",
    f"usage: {{requests: {'9' * 400}}}",
    "usage: {cost_usd: .inf}",
    "language:\ten",
    "language: no",
    "title: ",
    "title: &a [*a]",
    "title: &t yes",
    "title: *t",
    "title: '",
    "title: |",
    "format: 2",
    "format: 1.0",
    "ledger: {}",
    "ledger: 7",
    "ledger: {announced: {new: -1}}",
    "trends: [{title: x, papers: [2601.10000]}]",
    "rising: [{term: x, papers: .nan}]",
    "usual: {days: 1, papers: 1e400}",
    "sources: {a: b}",
    "<<: {title: x}",
    "? [a, b]\n: c",
    "%YAML 1.1",
    "---",
    "...",
    "- a",
    "x: " + "[" * 30_000,
    "x: " + "{a: " * 3_000,
    "\n".join(f"{' ' * n}x:" for n in range(60)),
    "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "\n".join(
        f"{n}: &{n} [{', '.join([f'*{b}'] * 9)}]" for b, n in zip("abcdefgh", "bcdefghi", strict=True)
    ),
)
NESTED = (
    "[" * 20_000,
    "- " * 1_500 + "x",
    "> " * 1_500 + "x",
    "".join(f"{' ' * n}- x\n" for n in range(0, 600, 2)),
    "$" + "{" * 20_000 + "$",
    "$" + "\\frac{" * 2_000 + "$",
    "\\textbf{" * 3_000,
    "`" * 5_000,
    "<b>" * 3_000,
    "| " * 3_000,
    "**" * 5_000,
    '\\"' * 5_000,
    "- **Authors:** " + "Ada Example; " * 10_000,
    "- **Links:** " + "[" * 10_000,
    "- **Summary:** x · prompt " + "9" * 5_000,
    "### [x](https://arxiv.org/abs/2601.00001v" + "9" * 5_000 + ")",
    "- **Categories:** " + "c" * 300,
    "- **Hugging Face:** 1000000000 upvotes on 2026-01-28",
    "- **Hugging Face:** 1 upvote on 0000-00-00",
    "- **Rating:** nan · skip",
    "- **Rating:** 1e400 · must read · x",
    "##",
    "## \x07",
    "##\t\u2028",
    "###",
    "### []()",
    "<!--",
    "```",
    "~~~",
    "<details><summary>Abstract</summary>",
    "</details>",
    "**TL;DR.** ",
    "**Method.** twice",
)
FRONT = re.compile(r"\A(?:\ufeff)?---\n.*?\n---\n", re.DOTALL)


def mutated(text, random):
    """The bytes of a page to which one to three things have happened."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice(HAPPENINGS)(text, random)
    data = text.encode("utf-8", "surrogatepass")
    return random.choice(ENDINGS)(data, random) if random.random() < 0.15 else data


def _lines(text):
    return text.splitlines(keepends=True) or [""]


def _place(items, random):
    return random.randrange(len(items)) if items else 0


def flipped(text, random):
    at = _place(text, random)
    return text[:at] + random.choice(CHARACTERS) + text[at + random.randrange(2) :]


def dropped(text, random):
    lines = _lines(text)
    del lines[_place(lines, random)]
    return "".join(lines)


def doubled(text, random):
    lines = _lines(text)
    at = _place(lines, random)
    return "".join([*lines[: at + 1], *lines[at:]])


def moved(text, random):
    lines = _lines(text)
    line = lines.pop(_place(lines, random))
    lines.insert(_place([*lines, ""], random), line)
    return "".join(lines)


def block_gone(text, random):
    blocks = text.split("\n\n")
    del blocks[_place(blocks, random)]
    return "\n\n".join(blocks)


def cut(text, random):
    return text[: _place(text, random)]


def commented(text, random):
    blocks = text.split("\n\n")
    start = _place(blocks, random)
    end = min(len(blocks), start + random.randrange(1, 9))
    return "\n\n".join([*blocks[:start], "<!--", *blocks[start:end], "-->", *blocks[end:]])


def merged(text, random):
    """Git leaves both sides where it could not decide."""
    lines = _lines(text)
    start = _place(lines, random)
    side = lines[start : start + random.randrange(1, 12)]
    other = [line.replace("e", "E") for line in side]
    marks = ("<<<<<<< HEAD\n", "=======\n", ">>>>>>> theirs\n")
    return "".join([*lines[:start], marks[0], *side, marks[1], *other, marks[2], *lines[start + len(side) :]])


def yaml_edited(text, random):
    front = FRONT.match(text)
    lines = _lines(front[0])[1:-1] if front else []
    at = _place(lines, random)
    what = random.choice(YAML) + "\n"
    lines[at : at + random.randrange(2)] = [what]
    return "---\n" + "".join(lines) + "---\n" + text[front.end() if front else 0 :]


def nested(text, random):
    blocks = text.split("\n\n")
    blocks.insert(_place([*blocks, ""], random), random.choice(NESTED))
    return "\n\n".join(blocks)


def indented(text, random):
    lines = _lines(text)
    start = _place(lines, random)
    for at in range(start, min(len(lines), start + 5)):
        lines[at] = random.choice(("  ", "\t", "> ", "- ", "#")) + lines[at]
    return "".join(lines)


def unwrapped(text, random):
    at = text.find("\n", _place(text, random))
    return text[:at] + text[at + 1 :] if at >= 0 else text


def written(text, random):
    """Somebody writes a sentence: between blocks, in a part, in a bullet, anywhere."""
    blocks = text.split("\n\n")
    at = _place(blocks, random)
    said = f"Somebody wrote sentence {random.randrange(10**9)} here."
    if random.random() < 0.5:
        blocks.insert(at, said)
    else:
        blocks[at] += " " + said
    return "\n\n".join(blocks)


HAPPENINGS = (
    flipped,
    flipped,
    dropped,
    doubled,
    moved,
    block_gone,
    cut,
    commented,
    merged,
    yaml_edited,
    yaml_edited,
    nested,
    nested,
    indented,
    unwrapped,
    written,
    written,
)


def byte_flipped(data, random):
    at = _place(data, random)
    return data[:at] + bytes([random.choice(BYTES)]) + data[at + random.randrange(2) :]


ENDINGS = (
    byte_flipped,
    byte_flipped,
    lambda data, _: data.replace(b"\n", b"\r\n"),
    lambda data, _: data.replace(b"\n", b"\r"),
    lambda data, _: b"\xef\xbb\xbf" + data,
    lambda data, _: data.decode("utf-8", "replace").encode("utf-16"),
    lambda data, _: data.decode("utf-8", "replace").encode("latin-1", "replace"),
    lambda data, _: data.rstrip(b"\n"),
    lambda data, _: data + b"\x1a",
    lambda _data, _: b"",
)
