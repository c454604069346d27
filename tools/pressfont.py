"""Makes the types of the share picture anew from @fontsource/stix-two-text: a subset, and its measures.

python -m tools.pressfont FOLDER    (the unpacked npm package; needs fonttools)
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TYPES = Path(__file__).resolve().parent.parent / "generator" / "broadsheet" / "picture" / "types"
SUBSETS = ("latin", "latin-ext", "greek")
WEIGHTS = {"400": "regular", "700": "bold"}
# Latin with the accents of Europe and Viet Nam, Greek, and what a formula says in a title.
WANTED = {
    *range(0x20, 0x17F),
    *range(0x218, 0x21C),
    *range(0x370, 0x3FF),
    *range(0x2010, 0x2028),
    *range(0x2070, 0x20A0),
    *range(0x2190, 0x2195),
    *range(0x2200, 0x2300),
}


def main(package: Path) -> None:
    measures = {}
    for weight, name in WEIGHTS.items():
        font = _merged(package / "files", weight)
        font.save(TYPES / f"{name}.ttf")
        glyphs, units = font["hmtx"], font["head"].unitsPerEm
        measures[name] = {
            chr(code): round(1000 * glyphs[glyph][0] / units)
            for code, glyph in sorted(font.getBestCmap().items())
        }
    text = json.dumps(measures, ensure_ascii=False, separators=(",", ":"))
    (TYPES / "measures.json").write_text(text + "\n", encoding="utf-8")
    (TYPES / "OFL.txt").write_bytes((package / "LICENSE").read_bytes())


def _merged(files: Path, weight: str) -> TTFont:
    parts = []
    for subset in SUBSETS:
        font = TTFont(files / f"stix-two-text-{subset}-{weight}-normal.woff")
        font.flavor = None
        subsetter = Subsetter(
            Options(hinting=False, layout_features=["kern", "mark", "ccmp"], notdef_outline=True)
        )
        subsetter.populate(unicodes=WANTED)
        subsetter.subset(font)
        part = BytesIO()
        font.save(part)
        part.seek(0)
        parts.append(part)
    return Merger().merge(parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
