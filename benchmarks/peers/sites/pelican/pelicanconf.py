SITENAME = "Digest"
SITEURL = FEED_DOMAIN = "https://example.org"
AUTHOR = "x"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
ARTICLE_PATHS = ["days"]
OUTPUT_PATH = "public"
THEME = "theme"
ARTICLE_URL = "{slug}/"
ARTICLE_SAVE_AS = "{slug}/index.html"
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}},
    "output_format": "html5",
}
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
ARCHIVES_SAVE_AS = "archive/index.html"
DIRECT_TEMPLATES = ["index", "archives"]
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 15
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
