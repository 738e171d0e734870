"""Languages by what people call them."""

NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""English names by ISO 639-1 code."""

OWN = "own"
"""Stands for a language's name where the articles' own is meant."""

READ = frozenset({"en", "de", "fr", "es", "und"})
"""The languages whose articles are taken; in the others but English only sentences are found."""

UNDERSTOOD = frozenset({"en", "und"})
"""The languages whose articles are understood: who is in them, who says what and when, and what answers a question."""

_OWN_NAMES = {
    "العربية": "ar", "čeština": "cs", "dansk": "da", "deutsch": "de", "ελληνικά": "el", "español": "es",
    "castellano": "es", "suomi": "fi", "français": "fr", "francais": "fr", "עברית": "he", "हिन्दी": "hi",
    "magyar": "hu", "italiano": "it", "日本語": "ja", "한국어": "ko", "nederlands": "nl", "norsk": "no",
    "polski": "pl", "português": "pt", "română": "ro", "русский": "ru", "svenska": "sv", "türkçe": "tr",
    "українська": "uk", "tiếng việt": "vi", "中文": "zh", "espanol": "es", "portugues": "pt",
}  # fmt: skip
_BY_NAME = {name.casefold(): code for code, name in NAMES.items()} | _OWN_NAMES


def name(code: str) -> str:
    """The English name of a language; its code in quotation marks where we have none."""
    return NAMES.get(code, f"“{code}”")


def code(typed: str) -> str | None:
    """The code of what was typed: a code, an English name or the language's own; None when it is none of them."""
    plain = " ".join(typed.split()).casefold()
    return plain if plain in NAMES else _BY_NAME.get(plain)
