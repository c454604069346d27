"""What pages are filled into: the layouts of a site, the views that its templates see, and Jinja2, which
fills one into the other. Nothing here knows what a site consists of.
"""
