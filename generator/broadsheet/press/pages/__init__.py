"""The pages as HTML: those of days and of papers, and those that look over many days. Views are filled from
records and handed to templates, which compute nothing.
"""
