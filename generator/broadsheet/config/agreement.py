"""Where one section of the configuration speaks of another: that they agree. No key knows that alone."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from broadsheet.config.about import nearest
from broadsheet.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from broadsheet.config.site import Site
    from broadsheet.config.translations import TranslatedSite

_LANGUAGE = re.compile(r"^language\s*:", re.MULTILINE)


def with_first_language(made: Site, text: str, name: str) -> Site:
    """The language of a site that has several is the first of them."""
    if not made.languages:
        return made
    first = made.languages[0]
    said = _LANGUAGE.search(text)
    if said and made.language != first:
        raise ConfigError(
            f"language is {made.language}, and languages begin with {first}",
            file=name,
            line=text.count("\n", 0, said.start()) + 1,
            hint="take the line out: the first of the languages is the site's",
        )
    return dataclasses.replace(made, language=first)


def mistakes(made: Site, text: str, name: str, lines: Mapping[str, int]) -> Iterator[ConfigError]:
    """`lines` are those of keys that the publisher names, by their paths."""
    yield from _of_mail(made, text, name)
    for translation in made.translations:
        for what, path, hint in _of_translation(made, translation):
            yield ConfigError(what, file=name, line=lines[path], hint=hint)


def _of_mail(made: Site, text: str, name: str) -> Iterator[ConfigError]:
    """No message is in a language that the site does not have."""
    known = made.languages or (made.language,)
    for each in made.mail.by_list:
        if each.language and each.language not in known:
            said = re.search(rf"(?ms)^mail:.*?\blanguage: *[\"']?{re.escape(each.language)}\b", text)
            yield ConfigError(
                f"mail is to be in {each.language}, and the site is in {', '.join(known)}",
                file=name,
                line=text.count("\n", 0, said.end()) + 1 if said else 0,
                hint="add it to `languages`, or name one of them",
            )


def _of_translation(made: Site, translation: TranslatedSite) -> Iterator[tuple[str, str, str]]:
    """What is wrong, at which path, and what to do."""
    path, tag = f"translations.{translation.language}", translation.language
    if tag == made.language:
        yield f"{path} is the site's own language", path, "write it above, in the keys themselves"
    elif tag not in made.others:
        known = ", ".join(made.languages or (made.language,))
        near = [each for each in made.others if each.partition("-")[0] == tag.partition("-")[0]]
        hint = f"did you mean {near[0]}?" if near else f"add it: `languages: [{known}, {tag}]`"
        yield f"{path} is in no language of the site, which is in {known}", path, hint
    names = [interest.name for interest in made.interests]
    called = {name: translation.of(name).name or name for name in names}
    for each in translation.interests:
        at = f"{path}.interests.{each.of}"
        if each.of not in names:
            hint = nearest(each.of, names) or _listed(names)
            yield f"there is no interest {each.of!r} for {path} to name", at, hint
        elif others := [name for name in names if name != each.of and _alike(called[name], called[each.of])]:
            yield f"{at} is {called[each.of]}, and so is {others[0]}", at, "give one of them another name"


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _listed(names: list[str]) -> str:
    return f"the interests are {', '.join(names)}" if names else "name it under `interests` first"
