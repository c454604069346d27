"""The words of a text: stems that can be counted, and phrases that can be counted and shown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.text.accents import lettered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FORMULA = re.compile(r"\$\$?[^$]{1,400}\$\$?|\\[a-zA-Z]+\*?")
# Letters and digits together are a word (3D, 3DGS, GPT4); digits alone and ordinals (5th) are none.
_WORD = re.compile(r"\b(?!\d+(?:st|nd|rd|th)\b)\d{0,2}[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*")
_STYLED = re.compile(r"\\(?:text(?:bf|it|sf|tt|sc|rm)|emph|underline|mathbf|mathrm)\s*\{([^{}\\]{0,80})\}")
_GAP = re.compile(r"(?:[^\S\n]+|-)*")
_ADDRESS = re.compile(r"\S*(?:https?:|www\.|[a-z]\.(?:com|io|org|net|ai)\b)\S*")
_IN_ADDRESSES = ("http", "www.", ".com", ".io", ".org", ".net", ".ai")  # one of them is in every one
_ALMOST_ALWAYS = (
    "a about above across after again against all almost along already also although always among an "
    "and another any anyone are around as at away back be became because become been before being below "
    "best better between beyond both but by came can cannot cause come could day did do does done down "
    "due during each eg either else enough especially et etc even ever every everybody everything "
    "example few find finding first five for found four from full fully further furthermore gave "
    "general get give given gives go goes good got great had half has have having he hence her here "
    "high higher him his hold hour how however hundred i ie if in indeed inside instead into is it its "
    "itself just keep kind knew know known last later lead least leave left less let like likely little "
    "long look low lower made mainly make many may me might minute month more moreover most much must "
    "near nearly need neither never new next nine no nobody non none nor not nothing novel now of off "
    "often old on once one only onto or other others our out over overall own past per perhaps put "
    "quite rather really recent recently s said same say says second see seem seen set seven several "
    "shall she should show shown shows since six small so some somebody something still such take taken "
    "ten than that the their them then there thereby therefore these they thing third this those though "
    "thousand three through thus time to today together too toward towards twice two under until up "
    "upon us use used useful uses using usually various very via was way we week well went were what "
    "whatever when where whereas whether which while who whole whom whose why will with within without "
    "would year yet you your"
)
_SCHOLARLY = (
    "ability abstract achieve achieves across adaptability additional additionally address advance "
    "agree agrees ahead aim aims alongside amount analyse analysis analyze answer apart applied apply "
    "approach approaches ask asked aspect aspects assess assume author available average based baseline "
    "baselines begin begins behavior behaviour believe benchmark billion both bottleneck bring brought "
    "burden call called came capabilities capability capable capture careful case catalogue cent "
    "challenge challenges challenging change changed choice code collected combination combine "
    "combining common compare compared comparison component components comprehensive compute condition "
    "conditions conduct consider consist consistent consistently constant construct contribute "
    "contribution conventional correct cost count counted create creates critical crucial current "
    "currently data dataset datasets define demand demonstrate describe design designed despite detail "
    "develop developed differ difference different difficult directly discuss diverse dominant easier "
    "easily effect effective effectively effectiveness efficient effort element eleven empirical "
    "empirically employ enable enabling enhance enhanced ensure entire error especially essential "
    "establish estimate evaluate evaluation every evidence exhibit exist existing expensive experiment "
    "experimental experiments explain explicit explicitly exploit explore extend extensive fact factor "
    "fail failing failure fall fell fewer final flexible focus follow following form format framework "
    "fundamental future gain gap gaps generalize github goal grammar grow half harder head held help "
    "hidden highlight hold https hundred idea ideas identified identify implement implicit implicitly "
    "important improve improved improvement improvements include including increase increasing inherent "
    "input insight insights integrate interest introduce introduced investigate involve issue keep kept "
    "key lack large largely leading learn learning level levels leverage leverages limit limitation "
    "limitations limited line list longer lose loss lost main maintain manner matter mean measure "
    "median method methods million model models moderate module multiple name named necessary need norm "
    "number numerous observe obtain obtained often ones operate optimal order ordinary original "
    "outperform outperforms output page paid pair paper paradigm parameter part particular pay people "
    "percent perform performance pipeline place point poor possess possible potential practical precise "
    "predict present presented preserve preserving previous primary principle prior problem process "
    "produce project promising properties propose proposed provide provides providing publicly quarter "
    "question ran range rank rate reach read reading reason recent recover reduce reduces relative "
    "release relies rely remain remains remove report reports require requires requiring resource "
    "respect respectively result results reveal rich rise robust role rule run sample scale scenario "
    "scenarios scheme score select separate serve set sets setting settings share shared sharing "
    "shorter show side significant significantly similar simple single size solution specific "
    "specifically spend spent standard start state stay step steps strategies strategy strong studied "
    "studies study substantial substantially success successful sufficient suggest superior support "
    "system systems target task tasks technique techniques tell term terms test tested theoretical "
    "third thirty thousand told tool tools train trained training treat true turn twelve twenty type "
    "types typical typically understand understanding unified unlike usefulness usual value variation "
    "variety various varying version week while widely wild work works write written wrong yield"
)
STOPPED = frozenset(_ALMOST_ALWAYS.split())
SAYS_LITTLE = STOPPED | frozenset(_SCHOLARLY.split())  # of a paper: every paper says them


# What describes and does not name, by its ending; and what only stands before other words.
_DESCRIBES = re.compile(r".{3,}(?:ed|ing|ly|al|ive|ic|ous|able|ible|ful|ary|less|ent|ant)")
_ENDING_ALIKE = (
    "agent animal assistant audio boundary building cable capital component constant content crystal "
    "current dictionary document element event fabric feed forecasting garment glass gradient grasping "
    "hearing imaging ion journal library logic magic manual metal moment music painting participant "
    "patient physics planning plant pricing pruning quant reasoning removal rendering retrieval "
    "robotics seed segment signal speed splatting statistics student table talent token topic tracking "
    "traffic training video vocabulary"
)
_NAMES = frozenset(_ENDING_ALIKE.split())
_PREFIXES = (
    "anti auto co cross hyper inter intra macro meta micro modal multi non post pre self semi sub super ultra"
)
_ONLY_DESCRIBE = (  # behind a hyphen: zero-shot, black-box, real-world, state-of-the-art
    "art aware box centric driven end free hoc level like ratio scale shot source specific time truth wise "
    "world"
)
_STANDS_BEFORE = frozenset([*_PREFIXES.split(), *_ONLY_DESCRIBE.split()])


def is_name(phrase: tuple[str, ...]) -> bool:
    """Whether a phrase can name a thing: it does not end in a word that only describes another."""
    last = phrase[-1]
    return last in _NAMES or not (last in _STANDS_BEFORE or _DESCRIBES.fullmatch(last))


def is_abbreviation(written: str) -> bool:
    """Whether a word is written as a name is: with capitals inside, or with a digit (LoRA, 3DGS, MRI)."""
    return sum(map(str.isupper, written)) > 1 or any(map(str.isdigit, written))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """One spelling for a word in singular and plural."""
    word = re.split("['’]", word.lower(), maxsplit=1)[0]
    if len(word) > 3:
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith("sses"):
            return word[:-2]
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return word[:-1]
    return word


def stems(text: str) -> list[str]:
    """Every word of a text in order, formulas and commands left out."""
    return [stem(word) for word in _WORD.findall(_bare(text, " "))]


def _bare(text: str, instead: str) -> str:
    """Without formulas and commands; a word of which letters are set otherwise stays one."""
    if "\\" in text:
        text = lettered(text)
        for _ in range(3):
            text = _STYLED.sub(r"\1", text)
    return _FORMULA.sub(instead, text) if "$" in text or "\\" in text else text


class Phrase(NamedTuple):
    """One to three words that stand together, countable by their stems."""

    stems: tuple[str, ...]
    spelling: str


LONGEST = 3


def phrases(text: str) -> list[Phrase]:
    """Every phrase of words that say something, in order; shorter ones inside longer ones too."""
    found = []
    for its_stems, words in _runs(_without_addresses(_bare(text, " . ")), _telling):
        for start in range(len(words)):
            spelling = words[start].lstrip(" -")
            is_inside = words[start][:1] == "-"  # of "multi-view 3D", "view 3D" is no phrase
            found.append(Phrase((its_stems[start],), spelling))
            for end in range(start + 1, start + 1 if is_inside else min(start + LONGEST, len(words))):
                spelling += words[end]
                found.append(Phrase(tuple(its_stems[start : end + 1]), spelling))
    return found


def clauses(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """All words between two marks of punctuation: their stems, and themselves with what joins each to the one
    before.
    """
    return _runs(_without_addresses(_bare(text, " . ")), stem)


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" . ", text) if any(sign in text for sign in _IN_ADDRESSES) else text


def _runs(text: str, telling: Callable[[str], str]) -> Iterator[tuple[list[str], list[str]]]:
    """Words that stand together: their stems, and themselves with what joins each to the one before. They
    are cut at punctuation and at words that tell nothing.
    """
    its_stems: list[str] = []
    words: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word, gap = match[0], text[end : match.start()]
        its_stem = telling(word)
        if words and (not its_stem or (gap != " " and not _GAP.fullmatch(gap))):
            yield its_stems, words
            its_stems, words = [], []
        if its_stem:
            its_stems.append(its_stem)
            words.append(f"{_joint(gap)}{word}" if words else word)
        end = match.end()
    if words:
        yield its_stems, words


def _joint(gap: str) -> str:
    """What stands first between two words, a hyphen or any space."""
    return "-" if gap[:1] == "-" else " " if gap else ""


@lru_cache(maxsize=50_000)
def _telling(word: str) -> str:
    """The stem of a word, when that says something."""
    its_stem = stem(word)
    return "" if its_stem in SAYS_LITTLE or word.lower() in SAYS_LITTLE or len(word) < 2 else its_stem


def contains(words: list[str], wanted: tuple[str, ...]) -> bool:
    """Whether the stems stand in a row among the words."""
    first, length = wanted[0], len(wanted)
    return any(
        word == first and tuple(words[place : place + length]) == wanted for place, word in enumerate(words)
    )
