"""Text as it is said: signs as words, names of models as people say them, and no formula that nobody could
follow. What is left out is left out whole, with its brackets.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\(?https?://\S+|\bwww\.\S+")
_CITED = re.compile(r"\s*\[[0-9, –-]+\]")
_SHORT_FORM = re.compile(r"\s*\((?:[A-Z][A-Za-z0-9-]{0,4}[A-Z0-9][A-Za-z0-9-]*|[A-Z]{2,}s?)\)")
# Of these, one is said; two in a word, or one that has no name, make a formula.
_SIGNS = {
    "≤": "at most",
    "≥": "at least",
    "≈": "about",
    "∼": "about",
    "±": "plus or minus",
    "×": "times",
    "→": "to",
    "=": "equals",
    "<": "less than",
    ">": "more than",
    "²": "squared",
    "³": "cubed",
    "°": "degrees",
    "&": "and",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "θ": "theta", "λ": "lambda",
    "μ": "mu", "π": "pi", "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega",
}  # fmt: skip
_FORMULA = re.compile(r"[∑∏∫∂∇∈∉⊂⊆∪∩∀∃∞√‖⟨⟩^_{}\\|⁰¹⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉ᵢⱼₙℝℤℕℂ𝔼]")
_NAMES = {
    "LLM": "L L M", "LLMs": "L L Ms", "MLLM": "M L L M", "MLLMs": "M L L Ms", "VLM": "V L M",
    "VLMs": "V L Ms",
    "VLA": "V L A", "GPT": "G P T", "RL": "R L", "RLHF": "R L H F", "DPO": "D P O", "PPO": "P P O",
    "GRPO": "G R P O", "SFT": "S F T", "API": "A P I", "GPU": "G P U", "GPUs": "G P Us", "CPU": "C P U",
    "NLP": "N L P", "OCR": "O C R", "QA": "Q A", "VQA": "V Q A", "AI": "A I", "MRI": "M R I", "CT": "C T",
    "RGB": "R G B", "CNN": "C N N", "CNNs": "C N Ns", "ViT": "vit", "NeRF": "nerf", "LoRA": "lora",
    "LLaMA": "llama", "SLAM": "slam", "RAG": "rag", "BLEU": "blue", "ROUGE": "rouge", "CLIP": "clip",
    "MoE": "mixture of experts", "SOTA": "state of the art", "CoT": "chain of thought", "LaTeX": "lah-tech",
    "arXiv": "archive", "e.g.": "for example", "i.e.": "that is", "vs.": "versus", "vs": "versus",
    "w.r.t.": "with respect to", "etc.": "and so on", "dB": "decibels", "fps": "frames per second",
    "3D": "three D", "2D": "two D", "4D": "four D",
}  # fmt: skip
_NAME = re.compile(
    r"(?<![\w.])(?:" + "|".join(map(re.escape, sorted(_NAMES, key=len, reverse=True))) + r")(?![\w])"
)
_SIZE = re.compile(r"(?<![\w.])([0-9]+(?:\.[0-9]+)?)[- ]?([BMK])\b(?!\w)")
_SIZES = {"B": "billion", "M": "million", "K": "thousand"}
_SPAN = re.compile(r"(?<=[0-9])[–-](?=[0-9])")
_VERSION = re.compile(r"\b([A-Z][A-Za-z]*[a-z])-?([0-9]+(?:\.[0-9]+)?)(?=[\s,.;:)-]|$)")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s?%")
_ABOUT = re.compile(r"~\s?(?=[0-9])")
_TIMES = re.compile(r"([0-9])\s?[×x](?=[\s,.;)]|$)")
_SPACE = re.compile(r"\s+")


def spoken(text: str, language: str) -> str:
    """One line for the voice, in the language of the text; nothing where nothing of it can be said."""
    line = _CITED.sub("", _ADDRESS.sub("", text))
    line = _english(line) if language.partition("-")[0] == "en" else _chinese(line)
    line = " ".join(word for word in line.split() if not _is_formula(word))
    line = re.sub(r"\(\s*\)|\(\s*[,;]\s*\)", "", line)
    return _SPACE.sub(" ", re.sub(r"\s+([,.;:!?)])", r"\1", line)).strip()


def _english(line: str) -> str:
    line = _SHORT_FORM.sub("", line)
    line = _ABOUT.sub("about ", line)
    line = _PERCENT.sub(r"\1 percent", line)
    line = _TIMES.sub(r"\1 times", line)
    line = _SPAN.sub(" to ", line)
    line = _SIZE.sub(lambda found: f"{found[1]} {_SIZES[found[2]]}", line)
    line = _VERSION.sub(r"\1 \2", line)
    line = re.sub(r"\b(GPT|LLaMA|CLIP|MoE)-(?=[0-9])", r"\1 ", line)
    line = _NAME.sub(lambda found: _NAMES[found[0]], line)
    return " ".join(map(_signs_said, line.split()))


def _chinese(line: str) -> str:
    line = _PERCENT.sub(r"百分之\1", line)
    return _SPAN.sub("到", line).replace("×", "倍").replace("≈", "约").replace("±", "正负")


def _signs_said(word: str) -> str:
    """A sign or two in a word has a name; more are a formula, and stay what they are."""
    if sum(word.count(sign) for sign in _SIGNS) > 1 or _FORMULA.search(word):
        return word
    return "".join(f" {_SIGNS[character]} " if character in _SIGNS else character for character in word)


def _is_formula(word: str) -> bool:
    return bool(_FORMULA.search(word)) or sum(character in _SIGNS for character in word) > 1
