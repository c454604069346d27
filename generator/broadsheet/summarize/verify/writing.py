"""How numbers are written in English and in Chinese: the patterns that `quantities` reads by."""

from __future__ import annotations

import re
from enum import StrEnum

from broadsheet.summarize.verify import units
from broadsheet.summarize.verify.numerals import HAN, SPELLED
from broadsheet.text.patterns import lazily


class Bound(StrEnum):
    """What stands before or behind a number."""

    NONE = ""
    ABOUT = "about"
    OVER = "more than"
    UNDER = "less than"
    AT_MOST = "at most"
    UP_TO = "up to"


_COUNTED = "倍成个個种種项項类類次条條名位组組轮輪步层層台篇幅张張份颗顆艘部款家所座座例套门門阶段大方面维天周年月小秒分点块块者"
_WORD = "|".join(sorted(SPELLED, key=len, reverse=True))
_SCALE_WORD = r"hundred|thousand|million|billion|trillion"

PATTERN = lazily(
    rf"""
    (?P<han_percent>百分之(?:(?P<han_percent_digits>\d+(?:\.\d+)?)|(?P<han_percent_words>[{HAN}点]+)))
    | (?P<han_part>(?P<below>[{HAN}]+|\d+)分之(?P<above>[{HAN}]+|\d+))
    | (?P<han_order>(?:(?<![参函指系分次倍常变整实复])数|几|幾|上|好几|成(?=千|百))(?P<han_order_of>[十百千万萬亿億]+)
        | 数以(?P<han_order_by>[十百千万亿]+)计 | (?<![{HAN}\d.])(?P<han_order_level>[十百千万亿]+)级)
    | (?P<han_half>一半|半数|半數|减半|折半|过半|对半)
    | (?P<han_double>双倍|雙倍|翻倍|翻番|加倍|翻一番)
    | (?<![A-Za-z0-9_.])(?P<digits>(?:(?<![A-Za-z0-9_)\]%])-)?(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+))
        (?P<power>(?:\s?[x×·*]\s?10|(?<=10))\^(?P<exponent>[+-]?\d+)|e(?P<e>[+-]?\d+)(?![\w.]))?
        (?P<slash>/(?P<divisor>\d{{1,2}})(?![\w/.]))?
        (?:(?P<glued>[kKmMbBT](?![A-Za-z_⊙°^]))|[\s-]?(?P<scale>(?:{_SCALE_WORD})(?:[\s-](?:{_SCALE_WORD}))?)\b(?!s)
          |\s?(?P<han_scale>[十百千万萬亿億]+)(?!克|瓦|米|伏|秒差距|字节))?
    | \b(?P<order>(?:a\ few\ |few\ |several\ |some\ )?(?:tens|dozens|hundreds|thousands|millions|billions|trillions)
        (?:\ of\ (?:thousands|millions|billions|trillions))?
        |(?:a\ few|several|many)\ (?:dozen|hundred|thousand|million|billion)(?:\ (?:thousand|million|billion))?
        |(?<![\d.]\ )(?<!\d)(?:thousand|million|billion|trillion)[\s-](?:scale|level))\b
    | \b(?P<magnitude>(?:an?|one)\ (?=order[\s-]of[\s-]magnitude))
    | \b(?P<parts>(?:(?P<numerator>an?|{_WORD})[\s-])(?P<denominator>third|quarter|fourth|fifth|sixth|seventh|eighth
        |ninth|tenth|twentieth|hundredth|thousandth)s?\b(?![\s-](?:party|order|stage|place|author|person)))
    | \b(?P<half>half|halves|halved|halving)\b(?P<half_scale>\ a\ (?:{_SCALE_WORD}))?(?!-(?:life|plane|space|integer))
    | \b(?P<fold>twice|thrice|(?:doubl|tripl|quadrupl)(?:e|es|ed|ing))\b(?![\s-](?:descent|blind|precision|peak|barrel))
    | \b(?P<dozen>(?:a\ )?dozen)\b
    | \b(?P<spelled>(?:(?:{_WORD}|a(?=\ (?:{_SCALE_WORD})\b))(?:[\s-](?:and\ )?(?:{_WORD}|{_SCALE_WORD}))*))
        (?=fold|\b)
    | \b(?P<month>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?
        |oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\.?(?=\ \d)
    | (?P<han>(?<!每)(?:[{HAN}](?:点[零一二三四五六七八九]+)?){{2,}}|[{HAN}]点[零一二三四五六七八九]+
        |[二两兩三四五六七八九十](?=[{_COUNTED}]))
    """,
    re.VERBOSE | re.IGNORECASE,
)
NOT_NUMBERS = lazily(r"十分(?!之)|万一|千万(?=不|别)|一一|万能|千里|百科|万维")
# A word with letters and digits is a name, unless it is a number with its unit or scale.
NAME = lazily(r"[A-Za-z0-9][A-Za-z0-9]*(?:[-+/.][A-Za-z0-9]+)*")
PLAIN_NUMBER = lazily(
    r"-?(?:\d[\d,.]*\d|\d)(?:[-–/]\d[\d.,]*)*(?:[kKmMbBTxX×]|[-]?(?:" + units.PATTERN + r")|e[+-]?\d+"
    r"|-?(?:hundred|thousand|million|billion|trillion|fold|[a-z]{3,})(?:-[a-z]+)*)?"
    r"(?:-(?:\d[\d.]*)(?:[kKmMbBTxX×]|" + units.PATTERN + r")?)?"
)
MARK = lazily(
    r"(?:(?<=^)|(?<=[\s:：;；,，。、(（]))(?:[(（](\d{1,2}|[ivx]{1,4})[)）]|(\d{1,2})(?:[)）、]|\.(?!\d)\s?))|([①-⑳])",
)


UNIT = lazily(rf"[\s-]?(?P<unit>{units.PATTERN})")
SHARING = lazily(
    r"\s*(?:,|，|、|/|-|–|—|~|→|->|to|and|or|from|和|与|及|到|至|或|(?:, ?(?:and|or))"
    r"|[\u4e00-\u9fff]{0,8}[升增降减提改缩下上][\u4e00-\u9fff]{0,4}[到至])\s*(?:about|only|约)?\s*",
    re.IGNORECASE,
)


_SPACED = r"(?:\s+(?:a|an|the|about|only|nearly|around|roughly))?\s*[$€]?\s*\Z"
_HAN_VERB = r"(?:可|达|到|为|是|了|仅|只|有|能|使|将|其|可以|能够|提升|提高|降低|减少|增加|节省|缩短|提出|下降|上升|快|约|的){0,5}\s*\Z"
_BEFORE = [
    (
        Bound.AT_MOST,
        rf"(?:\b(?:at most|no (?:more|higher|greater|larger|later) than|not (?:more|higher|greater) than"
        rf"|not exceed(?:ing)?|a maximum of|≤|<=){_SPACED}|≤\s*\Z"
        rf"|(?:至多|不超过|不高于|不大于|不多于|不晚于){_HAN_VERB}|至多[^\d,，。；;、（(]{{0,14}}\Z)",
    ),
    (
        Bound.UP_TO,
        rf"(?:\b(?:up to|as (?:much|many|high|large|far|long|low|few|little|fast) as|a factor of up to)"
        rf"{_SPACED}|(?:最多|最高|最大|高达|多达|可达|最低|低至|少至|长达){_HAN_VERB}|(?:最多|最高)[^\d,，。；;、（(]{{0,12}}\Z)",
    ),
    (
        Bound.OVER,
        rf"(?:\b(?:at least|no (?:less|fewer|lower) than|not (?:less|fewer) than|more than|over|above|beyond"
        rf"|exceed(?:s|ed|ing)?|greater than|higher than|larger than|longer than|upwards? of|a minimum of|>|≥|>=|surpass(?:es|ing)"
        rf"){_SPACED}|[>≥]\s*\Z|(?:至少|不少于|不低于|不小于|最少|起码){_HAN_VERB}|至少[^\d,，。；;、（(]{{0,14}}\Z|(?:超过|超出|大于|高于|多于|逾|超)了?\s*\Z)",
    ),
    (
        Bound.UNDER,
        rf"(?:\b(?:less than|fewer than|lower than|smaller than|shorter than|below|under|within|<|sub-){_SPACED}"
        rf"|<\s*\Z|(?:不到|不足|低于|小于|少于|短于)了?\s*\Z)",
    ),
    (
        Bound.ABOUT,
        rf"(?:\b(?:about|around|approximately|roughly|nearly|almost|close to|some|circa){_SPACED}|[~≈]\s*\Z"
        rf"|(?:大约|约为|约|接近|将近|近乎|近|几乎|大概|左右)(?:达|为)?\s*\Z)",
    ),
]
COMPARATORS = [(bound, lazily(pattern, re.IGNORECASE)) for bound, pattern in _BEFORE]
BEHIND = [
    (
        Bound.OVER,
        lazily(
            r"\s?(?:or (?:more|greater|higher|longer)|and (?:above|more))\b|\s?\+(?!\d)|[多余](?=[\u4e00-\u9fff])|(?:个|年|次|种|项)?(?:以上|及以上)"
        ),
    ),
    (Bound.AT_MOST, lazily(r"\s?(?:or (?:less|fewer|lower))\b|\s?(?:以内|以下|之内|及以下)")),
    (Bound.ABOUT, lazily(r"\s?左右")),
]
