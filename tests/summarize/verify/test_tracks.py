"""A track is printed with papers that are there and related, and with a sentence that they bear out."""

import pytest

from broadsheet.summarize.verify.tracks import PaperOfDay, ProposedTrack, TrackRefused, TracksOfDay

LAMPS = [
    PaperOfDay("2601.90001", "Bridge Lamps in Fog", "Bridge lamps shine through fog with amber glass."),
    PaperOfDay("2601.90002", "Amber Glass for Bridge Lamps", "Amber glass halves the glare of bridge lamps."),
    PaperOfDay("2601.90003", "Who Lights a Bridge", "Bridge lamps burn 12 hours, and fog wears them."),
]
OTHERS = [
    PaperOfDay(f"2601.910{n:02}", f"Tea {n}", f"The kettle number {n} sings of harbour cranes.")
    for n in range(9)
]
NOTE = "Amber glass lets bridge lamps shine through fog and halves their glare."


def held(title="Bridge lamps", note=NOTE, papers=("2601.90001", "2601.90002", "2601.90003"), language="en"):
    return TracksOfDay([*LAMPS, *OTHERS], language).held(ProposedTrack(title, note, tuple(papers)))


def test_a_track_whose_papers_bear_it_out_holds():
    assert held() == ("2601.90001", "2601.90002", "2601.90003")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"papers": ("2601.90001", "2601.90002", "2601.99999")}, "there is no paper 2601.99999"),
        ({"papers": ("2601.90001", "2601.90002")}, "fewer than 3"),
        ({"papers": ("2601.90001", "2601.90001", "2601.90002")}, "fewer than 3"),
        ({"papers": ("2601.90001", "2601.91001", "2601.91002")}, "little to do with each other"),
        ({"note": "Several papers explore exciting and novel directions."}, "."),
        ({"note": NOTE.replace("halves", "cuts by 73%")}, "73"),
        ({"note": NOTE.replace("Amber glass", "LampNet-9 glass")}, "LampNet-9"),
        ({"note": "See https://example.org/ for lamps on bridges in the fog."}, "."),
        ({"note": ""}, "lacks"),
        ({"title": ""}, "lacks"),
        ({"title": "Quantum poetry"}, "do not say its name"),
        ({"title": "Bridge lamps " * 9}, "too long"),
    ],
)
def test_what_does_not_hold_is_refused_with_a_reason(changed, why):
    with pytest.raises(TrackRefused, match=why):
        held(**changed)


def test_a_stray_among_many_is_left_out():
    more = [PaperOfDay("2601.90004", "Fog over Bridge Lamps", "Bridge lamps in fog.")]
    day = TracksOfDay([*LAMPS, *more, *OTHERS], "en")
    ids = tuple(paper.id for paper in [*LAMPS, *more])
    assert day.held(ProposedTrack("Bridge lamps", NOTE, (*ids, "2601.91003"))) == ids


def test_in_chinese_papers_are_related_by_what_they_say():
    note = "琥珀玻璃使桥灯的光穿过雾并减少眩光。"
    ids = ("2601.90001", "2601.90002", "2601.90003")
    assert held("桥灯", note, language="zh") == ids
    with pytest.raises(TrackRefused):
        held("桥灯", note, ("2601.90001", "2601.90002", "2601.91001", "2601.91002"), language="zh")
