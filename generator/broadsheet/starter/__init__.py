"""A new digest: the files that it begins with, made of a few answers. Pure but for what is read here."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from broadsheet import taxonomy
from broadsheet.errors import UsageError
from broadsheet.starter import origin
from broadsheet.text.terms import STOPPED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOWHERE = origin.NOWHERE
_HERE = Path(__file__).resolve().parent
_NAME = 40  # letters of an interest's name
_STANDS_AS_IT_IS = {".gitignore": "gitignore", ".github/dependabot.yml": "dependabot.yml"}
_WORKFLOWS = ("publish.yml", "deliver.yml")
_FILLED_IN = {"broadsheet.yaml": "broadsheet.yaml", "content/about.md": "about.md", "README.md": "readme.md"}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a publisher says of a digest that is to be."""

    title: str
    categories: tuple[str, ...]
    interests: tuple[str, ...] = ()  # each a sentence
    drafted: str = ""  # interests that were learned, as YAML
    language: str = "en"
    url: str = ""
    program: str = field(default_factory=origin.requirement)  # what the workflow installs


def files(answers: Answers) -> dict[str, str]:
    """All of them, by their paths."""
    words = _words(answers)
    found = {path: _text(name) for path, name in _STANDS_AS_IT_IS.items()}
    found |= {path: Template(_text(name)).substitute(words) for path, name in _FILLED_IN.items()}
    found["requirements.txt"] = f"{answers.program}\n"
    found |= {f".github/workflows/{name}": _workflow(name) for name in _WORKFLOWS}
    found["layouts/.gitkeep"] = ""
    return found


def _workflow(name: str) -> str:
    """One that is the same for every digest: inside the wheel, or of this checkout."""
    packed = _HERE / name
    own = _HERE.parents[2] / ".github" / "workflows" / name
    return (packed if packed.is_file() else own).read_text(encoding="utf-8")


def known_categories(text: str) -> tuple[str, ...]:
    """Categories, or whole archives, as arXiv has them; UsageError where there is none of the name."""
    names = {name.casefold(): name for name in taxonomy.known()}
    names |= {name.partition(".")[0].casefold(): name.partition(".")[0] for name in taxonomy.known()}
    found = []
    for word in text.replace(",", " ").split():
        if word.casefold() not in names:
            near = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0)
            raise UsageError(f"arXiv has no category {word!r}", hint=f"did you mean {names[near[0]]}?")
        found.append(names[word.casefold()])
    if not found:
        raise UsageError(
            "no category is named", hint="name one of arXiv's, like cs.CL, or an archive, like stat"
        )
    return tuple(dict.fromkeys(found))


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _words(answers: Answers) -> Mapping[str, str]:
    categories = [f"{taxonomy.name(each)} ({each})" for each in answers.categories]
    return {
        "title": _quoted(answers.title),
        "plain_title": answers.title,
        "description": _quoted(f"New papers in {_listed(categories)}, a page for each arXiv announcement."),
        "categories": ", ".join(answers.categories),
        "named_categories": _listed(categories),
        "interests": answers.drafted or _interests(answers.interests),
        "language": answers.language,
        "url": answers.url or "https://example.github.io/digest/",
    }


def _interests(sentences: Sequence[str]) -> str:
    if not sentences:
        return (
            "# interests:\n"
            "#   - name: Evidence in language\n"
            "#     about: Language models that say on what their answers rest.\n"
            "#     keywords: [citation, faithful*]\n"
        )
    rows = [f"  - name: {_quoted(name_of(each))}\n    about: {_quoted(each)}\n" for each in sentences]
    return "interests:\n" + "".join(rows)


def name_of(sentence: str) -> str:
    """Its first words, as far as they make a name: one that is cut off ends before what only goes on."""
    words = sentence.rstrip(".").split()
    kept = next((n for n, word in enumerate(words, 1) if word.endswith((",", ";", ":"))), len(words))
    while kept > 1 and len(" ".join(words[:kept])) > _NAME:
        kept -= 1
    if kept < len(words) and not words[kept - 1].endswith((",", ";", ":")):
        ends = [place for place in range(2, kept) if words[place].casefold() in STOPPED]
        kept = ends[-1] if ends else kept
        while kept > 1 and words[kept - 1].casefold() in STOPPED:
            kept -= 1
    name = " ".join(words[:kept])
    name = name.rstrip(",;:")
    return name[:1].upper() + name[1:]


def _listed(items: Sequence[str]) -> str:
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def _quoted(text: str) -> str:
    """As YAML reads it, whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
