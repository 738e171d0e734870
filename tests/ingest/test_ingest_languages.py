"""Languages are told from body text, offline."""

import pytest

from bot.ingest.languages import detect
from tests.ingest import pages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (pages.TEXT, "en"),
        (pages.TEXT.upper(), "en"),
        ("Die Ministerin ist am Samstag in der Hauptstadt angekommen, um über Fischerei zu verhandeln.", "de"),
        ("La ministre est arrivée samedi dans la capitale pour négocier les droits de pêche.", "fr"),
        ("La ministra llegó el sábado a la capital para negociar los derechos de pesca.", "es"),
        ("Министр прибыла в столицу в субботу, чтобы обсудить права на рыболовство.", "ru"),
        ("部长星期六抵达首都，就捕鱼权问题举行会谈，并将于星期一会见总统。", "zh"),
        ("", "und"),
        ("ok", "und"),
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    assert detect(text) == language
