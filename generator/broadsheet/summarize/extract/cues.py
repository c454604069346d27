"""Words and pairs of words by which authors say what a sentence is for.

A pair is two neighbouring words, or a subject and its verb with the adverbs between them left out.
"""

from __future__ import annotations

_PAPER = "paper work article study letter note thesis report chapter survey research manuscript contribution"
_AIMS = (
    "propose present introduce study develop consider investigate describe address examine explore discuss "
    "analyze analyse review aim provide revisit report seek ask focus give extend formulate tackle "
    "initiate "
    "generalize generalise design devise argue advocate offer survey"
)
_FINDS = (
    "show showed find found prove proved demonstrate demonstrated observe observed conclude "
    "establish obtain "
    "obtained achieve derive discover discovered deduce detect detected identify identified "
    "conjecture measure "
    "characterize characterise classify confirm verify construct compute determine recover infer estimate"
)
_DOES = (
    "use used apply applied employ employed adopt collected conducted train trained implement implemented "
    "combine evaluate evaluated compare compared perform performed run performing built build test tested "
    "leverage utilize model simulate define"
)
_SHOWS = (
    "show showed shows demonstrate demonstrated demonstrates indicate indicated suggest suggested suggests"
)
_EVIDENCE = (
    "results result findings experiments evaluations evaluation simulations analysis experiment study data"
)


def _pairs(firsts: str, seconds: str) -> str:
    return ";".join(f"{first} {second}" for first in firsts.split() for second in seconds.split())


_PHRASES = {
    "goal": [
        _pairs("this the", _PAPER).replace("the contribution;", ""),
        _pairs("present our", "paper work article letter note"),
        _pairs("we", _AIMS),
        _pairs(
            "paper article study work", "proposes presents introduces describes aims investigates explores"
        ),
        "here we;aim;aims;objective;objectives;goal;purpose;is proposed;are proposed;is presented;we here",
        "is introduced;is studied;is investigated;are investigated;are presented;are studied;is considered",
    ],
    "we": ["we;our;us;ours"],
    "finding": [
        _pairs("we", _FINDS),
        _pairs(_EVIDENCE, _SHOWS),
        _pairs(_EVIDENCE, "reveal reveals revealed confirm confirms"),
        _pairs("is are was were", "shown proved proven found observed obtained established derived detected"),
    ],
    "gain": [
        "outperform;outperforms;outperformed;outperforming;achieves;achieve;achieved;achieving",
        "state-of-the-art",
        "significantly;significant;improves;improved;improvement;improvements;better;superior;competitive",
        "higher;lower;faster;fewer;reduces;increases;up to;compared to;comparable",
        "effectiveness;consistently;%",
    ],
    "contrast": [
        "however;but;yet;unfortunately;although;while;despite;nevertheless;though;nonetheless;whereas"
    ],
    "gap": [
        "lack;lacks;limited;challenging;challenge;challenges;difficult;remain;remains;problem",
        "problems;fail",
        "fails;little;few;suffer;suffers;costly;expensive;hard;open;unclear;unknown;unsolved",
        "not been;poorly",
    ],
    "known": [
        "recent;recently;has been;have been;widely;traditional;existing;previous;prior;commonly;well-known",
        "increasingly;often;typically;usually;many;important;conjecture;conjectured;years;classical;known",
    ],
    "conclude": [
        "conclude;conclusion;conclusions;implications;implication;suggest;suggests;future;overall;thus",
        "therefore;insights;insight;pave;paves;opens;guidance;guidelines;potential;highlight;highlights",
    ],
    "method": [
        "using;based on;method;approach;algorithm;technique;model;framework;via;dataset",
        "trained;by means;methods",
        _pairs("we", _DOES),
        "combining;proof relies;relies on;key ingredient;key idea;our proof;the proof;proofs",
        "ansatz;rely on",
    ],
    "theorem": [
        _pairs("we", "prove show establish characterize classify construct compute obtain derive"),
        "theorem;corollary;consequence;main result;in particular;as application;main results",
        "an application",
    ],
    "let": ["let;suppose;assume;denote;denotes;given;for any;for every;for all;for each"],
    "past": ["was;were;had;did"],
    "is": ["is;are;has;have"],
    "may": ["can;could;may;might;should;will;would;must"],
    "meta": [
        "©;rights reserved;keywords;index terms;http;https;available at;code;elsevier;ieee;acm",
        "copyright;doi",
        "github;available online;publicly available;source code",
    ],
}

CUES: dict[str, tuple[str, ...]] = {}
for _name, _groups in _PHRASES.items():
    for _phrase in ";".join(_groups).split(";"):
        CUES[_phrase] = (*(cue for cue in CUES.get(_phrase, ()) if cue != _name), _name)

_MORE = "we it they method approach model algorithm framework proof theorem system is are was were"
SUBJECTS = frozenset(f"{_PAPER} {_EVIDENCE} {_MORE}".split())
