"""What a file says of works, whatever wrote it."""

from __future__ import annotations

from broadsheet.errors import UsageError
from broadsheet.learning import bibtex, exports, zotero_rdf
from broadsheet.learning.works import Bibliography, Unread, Work, ids_in
from broadsheet.text import plain

_QUOTED = 40  # characters of a line that does not read


def read(text: str, name: str) -> Bibliography:
    """The works that a file names, and what in it names none; its kind is told by how it begins."""
    text = text.lstrip("\ufeff")
    start = text.lstrip()[:1]
    if start == "<":
        found = zotero_rdf.read(text, name)
    elif start and start in "[{":
        found = exports.read(text, name)
    elif bibtex.is_one(text):
        found = bibtex.read(text)
    else:
        found = _ids(text)
    if not found.works:
        line = found.unread[0].line if found.unread else 0
        hint = "give BibTeX, RDF or JSON of Zotero, JSON of ORCID or Semantic Scholar, or arXiv ids"
        raise UsageError("no work is named here", file=name, line=line, hint=hint)
    return found


def _ids(text: str) -> Bibliography:
    found: dict[str, None] = {}
    unread: list[Unread] = []
    for number, line in enumerate(text.splitlines(), 1):
        ids = ids_in(line)
        found |= dict.fromkeys(ids)
        bare = plain.line(line)
        if bare and not ids and not bare.startswith("#"):
            short = bare if len(bare) <= _QUOTED else f"{bare[:_QUOTED]}…"
            unread.append(Unread(number, f"no arXiv id in “{short}”"))
    return Bibliography(tuple(Work(id=id_) for id_ in found), tuple(unread))
