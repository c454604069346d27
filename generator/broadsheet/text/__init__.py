"""Strings in, strings out: TeX, mathematics, Markdown, sentences, clean lines."""
