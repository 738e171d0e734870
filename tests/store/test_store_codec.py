import pytest

from bot.model.document import Document
from bot.store.codec import FORMAT, Codec, OtherFormat
from tests.store.samples import article, document

CODEC = Codec(Document)
MADE = document(article("one"))


def test_what_is_written_is_read_back() -> None:
    assert CODEC.read(CODEC.write(MADE)) == MADE


@pytest.mark.parametrize("text", ["", "[", f"[{FORMAT + 1},{{}}]", f"[{FORMAT},{{}}]", "null", f"[{FORMAT}0,{{}}]"])
def test_another_format_is_recognised(text: str) -> None:
    with pytest.raises(OtherFormat):
        CODEC.read(text)
