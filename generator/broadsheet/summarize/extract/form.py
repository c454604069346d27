"""What a sentence is by its form, whatever its words weigh: a notice, a heading, a step, an aim."""

from __future__ import annotations

import re

from broadsheet.text.patterns import lazily

_PAPER = (
    r"(?:paper|work|article|letter|study|note|thesis|report|chapter|survey|review|manuscript|contribution)"
)
_NOTICE = lazily(
    r"https?://|\bgithub\b"
    r"|\b(?:code|codes|codebase|implementation|software|dataset|data ?sets?|data|models?|weights|demo"
    r"|simulations|repository|supplementary|videos?)\b[^.]{0,60}"
    r"\b(?:(?:is|are|be|been|made|make) (?:\w+ ){0,3}?|publicly |freely )"
    r"(?:available|released|open[- ]?sourced|accessible|found)\b"
    r"|\b(?:code|simulations|software)\b[^.]{0,40}\bavailable\b"
    r"|\bproject (?:page|website)\b|\bto appear in\b|\baccepted (?:at|by|to|for publication)\b"
    r"|\A\W*(?:abridged|abriged|abbrev\w*|truncated)\W*\Z|\A(?:key ?words|index terms|msc|pacs)\b|©",
    re.IGNORECASE,
)
# One of these is in every notice: looking for them first takes a thirtieth of the time.
_NOTED = (
    "http",
    "github",
    "availab",
    "releas",
    "source",
    "accessib",
    "found",
    "project",
    "appear",
    "accept",
    "abri",
    "abbrev",
    "truncat",
    "key",
    "index",
    "msc",
    "pacs",
    "©",
)
_HEADING = lazily(r"[A-Z][\w/&-]{0,30}(?: [A-Za-z][\w/&-]{0,30}){0,3}:?\Z")
_STEP = lazily(
    r"(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|next|then|also|additionally|furthermore|moreover|besides"
    r"|specifically|in addition|for example|in particular|meanwhile|similarly|subsequently|lastly|afterwards"
    r"|an improvement|that is|\(\d\))\b|\(\d\)",
    re.IGNORECASE,
)
_DANGLING = lazily(
    r"(?:it|they|its|their|these|those|such|the (?:former|latter)|this|that)\s+"
    r"(?!(?:\w+\s+)?" + _PAPER + r"\b|is (?:shown|proved|proven|found)\b)",
    re.IGNORECASE,
)
_SETTING = lazily(
    r"(?:we )?(?:consider the following|let|suppose|assume|given)\b"
    r"|in the future\b|future (?:work|studies)\b",
    re.IGNORECASE,
)
# Early in a sentence, before it can have said itself what it means.
_POINTS_BACK = lazily(
    r".{0,60}?\b(?:(?:this|these|such(?: an?)?) (?:[a-z-]+ )?(?:ambigu|approach|assumption|bottleneck"
    r"|challenge|claim|constraint|deficienc|discrepanc|drawback|failure|factor|gap|hypothes|inconsistenc|insight"
    r"|issue|limitation|mismatch|need|observation|perturbation|phenomen|problem|question|regions?\b|risk|setting|shortcoming|task"
    r"|tension|trade-?off|vulnerabilit|weakness)|the (?:former|latter|above|aforementioned)\b)",
    re.IGNORECASE | re.DOTALL,
)
_AIMS = (
    r"aim|analy[sz]e|address|argue|ask|claim|compare|conduct|consider|construct|describe|design|develop|discuss"
    r"|evaluate|examine|explore|extend|focus|generali[sz]e|introduce|investigate|model|present|propose|re-?examine"
    r"|revisit|review|report|seek|stud(?:y|ie)|survey|tackle|undertake|unify"
)
_SHOWN = r"characteri[sz]e|classify|demonstrate|derive|establish|give|identify|obtain|prove|provide|show"
_OF_PAPER = (
    rf"\b(?:in|with|through) (?:this|the present|our|the current) (?:\w+ )?{_PAPER}\b"
    rf"|\b(?:this|the present|our|the current) (?:\w+ )?{_PAPER} (?:\w+ly )?(?:\w+s|is)\b"
    rf"|\bhere,? (?:we|it)\b"
    rf"|\bour (?:main )?(?:aim|goal|objective|purpose)\b"
    rf"|\bthe (?:aim|goal|objective|purpose) of (?:this|the)\b"
    rf"|\b(?:is|are) (?:hereby )?(?:proposed|presented|introduced|investigated|studied|considered)\b"
)
_BESIDE = r"(?:\w+ly |also |first |here |thus |therefore |now )?"
_PURPOSE = lazily(rf"{_OF_PAPER}|\bwe {_BESIDE}(?:{_AIMS})e?d?\b", re.IGNORECASE)
_CLAIM = lazily(rf"{_PURPOSE.pattern}|\bwe {_BESIDE}(?:{_SHOWN})e?d?\b", re.IGNORECASE)
_MEANS = lazily(
    r"\b(?:using|based on|via|by means of|proofs?|approach|method|algorithm|technique|trained|framework"
    r"|we (?:\w+ly |then |also )?"
    r"(?:use|apply|employ|adopt|combine|train|compare|evaluate|perform|develop|build))\b",
    re.IGNORECASE,
)
_PROOF = lazily(r"(?:the|our|its) proofs?\b", re.IGNORECASE)
_FOUND = lazily(
    rf"\bwe (?:\w+ ){{0,3}}?(?:{_SHOWN})\b|\bit is (?:shown|proved|proven)\b"
    r"|\b(?:we|it|they|analys[ie]s|observations?|results?|data|fit(?:s|ting)?|simulations?|calculations?|study|studies"
    r"|experiments|evaluations?|distributions?|measurements?|findings|fraction|spectra|model)\b"
    r"(?:\W+\w+){0,6}?\W+(?:found|finds?|shows?|showed|reveals?|revealed|identif(?:y|ied)|detect(?:ed)?|discover(?:ed)?"
    r"|infer(?:red)?|confirm(?:s|ed)?|indicates?|indicated|suggests?|demonstrates?|demonstrated|conclude[sd]?"
    r"|observed?|hypothesi[sz]e|speculate)\b(?! to\b)"
    r"|\b(?:is|are|was|were) (?:\w+ly )?(?:consistent with|driven (?:\w+ )?by|attributable to|due to"
    r"|found to|detected|seen to|observed to|higher|lower|larger|smaller|brighter|fainter)\b"
    r"|\bwe (?:also )?report (?:an? |the )?(?:\w+ )?(?:bound|limit|constraint|detection|discovery|value)s?\b"
    r"|\barises? from\b|\bevidence (?:that|for|of)\b|\b(?:suggests?|indicates?)\b|\bpossible explanation\b"
    r"|\bwe (?:also )?highlight\b",
    re.IGNORECASE,
)
_TO_FIND = lazily(
    r"\bto (?:\w+ly )?(?:find|show|identify|detect|infer|confirm|reveal|conclude|observe)\b", re.IGNORECASE
)


def is_notice(sentence: str) -> bool:
    """Where the code is, that there was more, a heading: no part of a summary."""
    small = sentence.lower()
    is_noted = any(mark in small for mark in _NOTED) and _NOTICE.search(sentence)
    return bool(is_noted) or bool(_HEADING.fullmatch(sentence.strip()))


def states_purpose(sentence: str) -> bool:
    """Whether it says what the paper is about."""
    return bool(_PURPOSE.search(sentence))


def claims(sentence: str) -> bool:
    """Whether it says what the paper does, or what it shows."""
    return bool(_CLAIM.search(sentence))


def finds(sentence: str) -> bool:
    """Whether it says what was found, and not how."""
    return bool(_FOUND.search(sentence)) and not _TO_FIND.search(sentence)


def tells_how(sentence: str) -> bool:
    return bool(_MEANS.search(sentence))


def is_of_proof(sentence: str) -> bool:
    return bool(_PROOF.match(sentence))


def points_back(sentence: str) -> bool:
    """Whether it speaks of something that was said before it: "this problem", "such regions"."""
    return bool(_POINTS_BACK.match(sentence))


def leans(sentence: str) -> bool:
    """Whether it is a step among others, a setting, or speaks of something before it: no claim by itself."""
    is_open = sentence.rstrip("$ ").endswith(":")  # what it says stands in a display behind it
    return is_open or any(pattern.match(sentence) for pattern in (_STEP, _DANGLING, _SETTING))
