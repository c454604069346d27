"""What a note says in several languages: its folds, which are written as those of papers are."""

from __future__ import annotations

from broadsheet.page.grammar import CODE, FOLD_CLOSES, TRANSLATION_OPENS


def by_language(note: str) -> dict[str, str]:
    """Under "" what is in the language of the page, then what stands in folds that name another. Nothing in
    code is read, and a fold that never ends is none.
    """
    found: dict[str, list[str]] = {"": []}
    language, fence, depth = "", "", 0
    for line in note.split("\n"):
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif code := CODE.match(line):
            fence = code[1]
        elif language:
            if line.rstrip() == FOLD_CLOSES and not depth:
                language = ""
                continue
            depth += line.startswith("<details") - (FOLD_CLOSES in line)
        elif opens := TRANSLATION_OPENS.fullmatch(line):
            language, depth = opens[1], 0
            found.setdefault(language, []).append("")
            continue
        found[language].append(line)
    if language or len(found) == 1:
        return {"": note}
    return {tag: "\n".join(lines).strip("\n") for tag, lines in found.items()}
