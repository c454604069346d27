"""The words that carry a direction, a denial or a reserve, in English and in Chinese.

Regular expressions over several lines: a line's break and its indentation are not part of them.
"""

from __future__ import annotations

import re
from enum import StrEnum

from broadsheet.text.patterns import lazily


class Way(StrEnum):
    """Where a word points."""

    UP = "more"
    DOWN = "less"
    GOOD = "better"
    BAD = "worse"
    LATER = "later"
    EARLIER = "earlier"


def _joined(lines: str) -> str:
    return re.sub(r"\n *", "", lines)


def _any(lines: str) -> re.Pattern[str]:
    return lazily(_joined(lines), re.IGNORECASE)


def _ways(english: dict[Way, str]) -> list[tuple[Way, re.Pattern[str]]]:
    return [(way, _any(_written(way, english))) for way in Way]


def _written(way: Way, english: dict[Way, str]) -> str:
    return rf"(?<![A-Za-z])(?:{_joined(english[way])})(?![A-Za-z])|{_joined(_CHINESE[way])}"


_CHINESE = {
    Way.UP: r"""
        提升|提高|增加|上升|增长|升高|高于|更高|更多|大于|多于|扩大|增大|升至|升到|增至|增多|加大
        |延长|上涨|涨幅|更大|更长|较高|加剧|攀升|放大|拓宽
    """,
    Way.DOWN: r"""
        降低|减少|下降|降至|降到|减小|低于|更低|更少|少于|小于|缩短|缩小|减至|减到|下滑|更小|更短
        |较低|降幅|削减|减轻|缩减|减弱
    """,
    Way.GOOD: r"""
        提升|提高|改善|改进|优于|超越|更好|更优|增强|领先|胜过|加速|更快|加快|最优|最佳|最好|更强
        |优异|强化|优势|更准确|更可靠|更稳健|更鲁棒
    """,
    Way.BAD: r"""
        恶化|劣于|不如|变差|更差|退化|逊于|落后于|落后|损害|削弱|更慢|减慢|变慢|较差|不及|更弱|劣势|拖累
        |变弱|弱于|逊色
    """,
    Way.LATER: r"推迟|延迟了|延后|更晚",
    Way.EARLIER: r"提前|更早",
}
_ENGLISH = {
    Way.UP: r"""
        increas\w*|harder|rais(?:e|es|ed|ing)|ris(?:e|es|ing|en)|rose|grow(?:s|n|th|ing)?|grew
        |higher|greater|larger|bigger|longer|more(?! (?:than one|over))|exceed\w*|above|elevat\w+
        |climb\w*|widen\w*|amplif\w+|wider|taller|heavier|doubl\w+|tripl\w+|upward\w*|gain\w*
        |expand\w*|beyond|surg\w+|hotter|warmer|deeper|richer|over(?= \d)
    """,
    Way.DOWN: r"""
        decreas\w*|reduc\w*|lower\w*|declin\w*|drop(?:s|ped|ping)?|fall(?:s|en|ing)?|fell|fewer
        |less(?!on)|smaller|shorter|cut(?:s|ting)?|below|shrink\w*|shrunk|diminish\w*|minimi\w+
        |lessen\w*|narrow\w*|halv\w+|downward\w*|mitigat\w*|alleviat\w*|suppress\w*|compress\w*
        |sav(?:e|es|ed|ing|ings)|colder|cooler|shallower|under(?= \d)|lighter|limit\w*|eliminat\w*
        |remov\w*|avoid\w*|prevent\w*
    """,
    Way.GOOD: r"""
        improv\w*|better|enhanc\w*|outperform\w*|superior\w*|surpass\w*|best|beat(?:s|ing)?
        |strengthen\w*|stronger|faster|speed\w*|accelerat\w*|advanc\w+|boost\w*
        |state[- ]of[- ]the[- ]art|sota|refin\w+|benefit\w*|advantag\w*|effective\w*|efficien\w*
        |outstanding|excel\w*|optimi\w+|promot\w+|gain\w*|cheaper|easier|cleaner|sharper|brighter
        |robust\w*|win(?:s|ning)?|reliab\w+
    """,
    Way.BAD: r"""
        worse\w*|worst|degrad\w*|deteriorat\w*|underperform\w*|inferior\w*|impair\w*|harm\w*|hurt\w*
        |weaken\w*|weaker|slower|slow(?:s|ed|ing)?|lag(?:s|ged|ging)? behind|fail\w*|poor\w*
        |suffer\w*|limit\w*|struggl\w*|damag\w*|collaps\w*|loss\w*|error\w*|vulnerab\w*|risk\w*
        |problem\w*|challeng\w*|noisy|costly|dimmer|underestimat\w*|insufficien\w*|bias\w*
        |difficult\w*|erod\w*|compromis\w*|undermin\w*|hinder\w*|hamper\w*|overconfid\w*|misalign\w*
        |brittle\w*|fragil\w*|forget\w*|not
    """,
    Way.LATER: r"delay\w*|postpon\w*|later",
    Way.EARLIER: r"advanc\w*|earlier|hasten\w*",
}
# Words of a summary that surely mean a direction.
_STATED = {
    Way.UP: r"""
        increas\w*|rais(?:e|es|ed|ing)|ris(?:e|es|ing|en)|rose|grow(?:s|n|th)?|grew|higher|greater
        |larger|longer|exceeds?
    """,
    Way.DOWN: r"""
        decreas\w*|reduc\w*|lower\w*|declin\w*|drop(?:s|ped)?|falls?|fell|fewer|smaller|shorter
        |cuts?
    """,
    Way.GOOD: r"""
        improv\w*|better|enhanc\w*|outperform\w*|superior|surpass\w*|strengthen\w*|stronger|faster
        |speeds? up|accelerat\w*|boost\w*
    """,
    Way.BAD: r"""
        worse\w*|degrad\w*|deteriorat\w*|underperform\w*|inferior|impair\w*|harm(?:s|ed)|hurt\w*
        |weaken\w*|weaker|slower|lags? behind
    """,
    Way.LATER: r"delay(?:s|ed)?|postpon\w*",
    Way.EARLIER: r"hasten\w*",
}
WAYS = _ways(_ENGLISH)
STATED = _ways(_STATED)
DIRECTED = _any("|".join(_written(way, _ENGLISH) for way in Way))

# What is better when there is more of it, and what is worse.
QUALITIES = _any(
    r"""
    性能|准确|精度|精确|质量|效率|能力|鲁棒|稳健|泛化|稳定|可靠|一致性|保真|解释性|多样性|得分|分数
    |成功率|召回|安全|吞吐|速度|效果|表现|收益|理解|水平|忠实|F1|AUC|可用性|信任|效用|保持
    """
)
COSTS = _any(
    r"""
    误差|错误|成本|开销|延迟|复杂|噪声|偏差|偏见|风险|内存|能耗|计算量|时间|损失|冗余|幻觉|方差
    |不确定|干扰|攻击|泄露|冲突|负担|消耗|参数量|遗忘|过拟合|缺陷|歧义|费|耗|退化|扭曲|模糊|偏移
    |数量
    """
)
BEHIND = _any(
    r"""
    劣于|不如|逊于|落后于|落后|不及|弱于|逊色|underperform\w*|inferior|lags? behind
    """
)
# What is proposed is not proposed to harm, unless the sentence complains of something.
AIM = _any(
    r"""
    提出|本文|该方法|该框架|我们|通过|利用|采用|引入|旨在|方法|显著|有效|框架|策略|机制|以(?=降低
    |削弱|恶化)|来(?=降低|削弱|恶化)
    """
)
COMPLAINT = _any(
    r"""
    导致|造成|使得|限制|现有|然而|但|问题|不足|缺乏|面临|传统|难以|攻击|会|时|代价|当|未|不|无|差
    |失败|随|若|如果|往往|可能|却|尽管|虽然|揭示|对抗|噪声|退化|下降|移除|损害|敏感|仅|只
    """
)
OVER_OTHERS = _any(r"优于|超越|领先|胜过")
INTRANSITIVE = _any(r"上升|升高|升至|升到|增长|上涨|攀升")
# What stands beside a thing in an abstract when it wins, loses, is harmed, gains, is less or more.
WINNING = _any(
    r"""
    \b(?:outperform\w*|surpass\w*|exceed\w*|better|superior\w*|beat\w*|improv\w*
    |state[- ]of[- ]the[- ]art|best|match\w*)\b
    """
)
LOSING = _any(
    r"""
    \b(?:underperform\w*|lag(?:s|ged|ging)?|inferior\w*|worse|behind|fall(?:s|ing)? short
    |outperformed by|below|not (?:out|sur|ex|bet|match)\w*|trail\w*|weaker than|lower than|poorer)\b
    """
)
HARM = _any(
    r"""
    \b(?:degrad|deteriorat|drop|declin|decreas|reduc|lower|wors|poor|harm|hurt|impair|weak|suffer
    |collaps|fail|loss|lose|lost|losing|lag|underperform|inferior|limit|hinder|hamper|compromis
    |undermin|erod|sacrific|insufficien|struggl|diminish|low\b|less\b|fall|gap|lack|slow|cannot
    |unable|vulnerab|inaccura|inconsisten|unstab|instab|unreliab|unfaith|restrict|expense|trade
    |bottleneck|sensitiv|threat|brittle|damag|destroy|distort|disrupt|violat|forget|break|attack
    |dilut|cost of)
    """
)
GAIN = _any(
    r"""
    \b(?:improv|enhanc|better|outperform|surpass|boost|gain|increas|preserv|maintain|high|superior
    |state|achiev|strong|best|promot|ensur|robust|effective|strengthen|accelerat|rais|advanc|optimal
    |enabl|faster|refin|retain|good|accurate|facilitat|deliver|jointly|provid|yield|great|efficien
    |effici)
    """
)
LESS = _any(
    r"""
    \b(?:reduc|lower|decreas|mitigat|avoid|without|less|minimi|cut|alleviat|eliminat|suppress|low\b
    |sav|cheap|remov|small|fewer|declin|drop)
    """
)
RISING = _any(
    r"""
    \b(?:increas|high|rais|ris[ei]|grow|expens|heav|large|more|prone|amplif|exacerbat|suffer|incur
    |introduc|significan|substantial|overhead|excess|prohibit|caus|lead|induc|worsen|add|accumulat
    |severe|massive|extra|additional|due|with\b|create|bring|require|demand|scal|vulnerab|propagat
    |expos)
    """
)
# Denials, and whatever else in a source may be put as one.
NOT = _any(
    r"""
    \b(?:not(?! only| just| merely)|cannot|can't|n't|never|no(?! (?:longer than|more than|less than
    |fewer than|later than|higher than|lower than))|without|nor|neither)\b|无需|无须|不需要|不需
    |不再|不会|不能|不可(?!忽|知|或|避|见|逆)|无法|没有|并未|尚未|从未|未能|未经|未(?!来|知)|并非
    |并不|而非|而不|不是|不(?!同|清楚|可忽|可知|可或|可避|可见|仅|断|足|确定|平衡|变性|一致|良|规则
    |少|过|但|论|管|对称|连续|均|可或缺|利|稳|匹配|只|当|等|安|相|如|及|到|超过|高于(?=\d)
    |低于(?=\d)|少于|多于|大于|小于)|无(?!监督|人|线|限|论|关|疑|损|偏|缝|序|向|穷|参考|标签|标注
    |效信息)|没(?=[\u4e00-\u9fff])
    """
)
DENYING = _any(
    r"""
    \b(?:not|no|non|cannot|can't|never|without|nor|neither|none|nothing|fail\w*|lack\w*|absen\w*
    |unable|rarely|hardly|scarce\w*|few|little|limited|limit\w*|only|free|avoid\w*|prevent\w*
    |eliminat\w*|remov\w*|instead|rather|independen\w*|agnostic|un[a-z]{3,}|in(?:suffic|complet
    |consist|accura|abil|adequa|effic|capab|depend|varian|appropri|direct|valid|visib|correct
    |stab)\w*|im(?:possib|practic|balanc|perfect|precis)\w*|dis[a-z]{4,}|ir[a-z]{4,}|difficult\w*
    |hard\w*|struggl\w*|ignor\w*|neglect\w*|overlook\w*|miss\w*|less|despite|although|but|however
    |while|yet|except|beyond|exclud\w*|reject\w*|refut\w*|rul\w*|contrary|against|challeng\w*
    |poor\w*|weak\w*|insensitiv\w*|zero|stop\w*|block\w*|los[et]\w*|bypass\w*|nontrivial|open
    |remain\w*|problem\w*|ill)\b|n't\b|-free\b|-less\b
    """
)
HAN_DENYING = _any(
    r"""
    [不没无未非难否缺免勿莫]|避免|消除|摆脱|克服|防止|取代|替代|忽略|忽视|失败|拒|仅|只|有限|限制
    |很少|罕|少有|困难|挑战|局限|独立|脱离|排除|零|超越|而
    """
)
HAN_NOT = _any(
    r"""
    不(?!同|仅|断|足|确定|平衡|变性|一致|良|等式|少|论|管|对称|连续|可或缺)|没|未(?!来|知)|无(?!监督
    |人|线|限|论)|难|免|避|缺|非(?!线性|常)|否|而|排除|消除|防止|拒|失败|很少|仅|只
    """
)
INEFFECTIVE = _any(
    r"""
    \b(?:ineffect\w*|inefficien\w*|fail\w*|useless\w*|invalid\w*|unhelpful|no effect
    |not \w*effective|insufficien\w*|meaningless|null|degenerate|spurious|unsuccess\w*|irrelevan\w*
    |redundan\w*|unnecessar\w*)\b
    """
)
NEEDLESS = _any(
    r"""
    \b(?:without|no|not|non|free|eliminat\w*|avoid\w*|obviat\w*|bypass\w*|independen\w*|agnostic
    |un[a-z]+ed|remov\w*|instead|rather|zero|never|self|automat\w*|fewer|less|only|cannot
    |sidestep\w*|circumvent\w*|alleviat\w*|minimal\w*|reduc\w*|replac\w*|plug|reference|black
    |unsuperv\w*)\b|-less\b
    """
)
NEED = _any(r"(?<![不无])(?:需要|要求|须|依赖|必须)")
# Reserves, and what is said without any.
STRONG = _any(
    r"""
    \b(?:significant\w*|substantial\w*|strong(?!er)\w*|dramatic\w*|considerabl\w*|remarkabl\w*
    |marked(?:ly)?|greatly|drastic\w*|fully|completely|entirely|always|largely|vastly
    |massive(?:ly)?)\b|显著|大幅|极大|明显|完全|总是|彻底|强烈|剧烈|必然|始终
    """
)
SURELY = _any(
    r"""
    \b(?:will|always|must|definitely|certainly|inevitabl\w*)\b|必然|必定|一定会
    """
)
MAY = _any(r"\b(?:may|might|could|can|possibl\w*)\b")
EVERY = _any(r"\b(?:all|every|never|guarante\w*|consisten\w*)\b")
UNSUPPORTED = _any(
    r"""
    (?<!不得)不(?:能|可以|会|支持|依赖|改变|使用|需|优于|能够|增加|存在|影响|适用|达)|未(?:达|能|使用|解决)|没有
    """
)
NO_NEED = _any(r"无需|无须|不需要?|不必")
NEEDING = _any(r"(?<!not )(?<!no )\b(?:requir|need|necess|must|demand|rel[iy])")
NEEDING_NONE = _any(r"\b(?:without(?! in-)|no|not require|not need)\b")
IN_VAIN = _any(r"无效(?!信息|的?区域)")
# A reserve in English, and the Chinese that keeps it.
RESERVES = [
    ("asymptotically", _any(r"\basymptotic\w*"), _any(r"渐近|渐进")),
    (
        "nearly",
        _any(r"\b(?:nearly|almost|near-|quasi-|close to|approximat\w+|roughly|about|virtually|essentially)"),
        _any(r"近|接近|几乎|约|差不多|准|基本"),
    ),
    ("slightly", _any(r"\b(?:slight\w*|marginal(?:ly)?)\b"), _any(r"略|轻微|稍|小幅|微小|有限|小")),
    ("partially", _any(r"\b(?:partial\w*|in part|partly)\b"), _any(r"部分|一定程度")),
    ("weakly", _any(r"\bweak\w*"), _any(r"弱")),
]
WHOLE = _any(r"\w*\s*(?:optimal|equal|perfect|linear|identical|all|complete)")
