"""Vectors, passages, models and hostile input. All texts are fiction."""

import pickle
import subprocess
import sys
import time
from datetime import UTC, datetime

import numpy as np
import pytest

from bot import language
from bot.language import DIMENSIONS, Analysis
from bot.model.article import Article, Source

DATED = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


def article(text: str, code: str = "en") -> Article:
    return Article("a1", "A bridge for Selmouth", text, Source.TEXT, DATED, code)


def rows(vectors: bytes) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return np.frombuffer(vectors, dtype="<f4").reshape(-1, DIMENSIONS)


def test_vectors_are_of_length_one_and_know_what_is_alike() -> None:
    made = rows(language.embed(["The harbour was closed.", "Ships could not enter the port.", "He bakes bread."]))
    assert made.shape == (3, DIMENSIONS)
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    assert made[0] @ made[1] > 0.4 > made[0] @ made[2]


def test_a_text_has_one_vector_in_whatever_company() -> None:
    texts = ["The harbour was closed.", "No.", "A much longer sentence about the bridge of Selmouth and its cost. " * 9]
    together, alone = rows(language.embed(texts)), [rows(language.embed([text]))[0] for text in texts]
    assert all(one @ other > 0.98 for one, other in zip(together, alone, strict=True))


def test_nothing_has_no_vectors() -> None:
    assert language.embed([]) == b""
    assert rows(language.embed([""])).shape == (1, DIMENSIONS)


def test_passages_hold_every_sentence_once() -> None:
    text = "\n\n".join(f"Line {n} of the report says that the bridge costs {n} crowns. It is dear." for n in range(40))
    made = language.analyse(article(text))
    covered = [index for passage in made.passages for index in range(passage.first, passage.last + 1)]
    assert covered == [sentence.index for sentence in made.document.sentences]
    assert len(made.vectors) == len(made.passages) * DIMENSIONS * 4
    for passage in made.passages:
        assert made.document.sentences[passage.first].text in passage.text


def test_an_analysis_travels_between_processes() -> None:
    made = language.analyse(article("Lena Farrow said on Monday that the bridge would open."))
    returned: Analysis = pickle.loads(pickle.dumps(made))
    assert returned == made


def test_importing_the_room_loads_no_model() -> None:
    code = "import sys, bot.language; print({'spacy', 'numpy', 'onnxruntime', 'tokenizers'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


HOSTILE = {
    "nothing": "",
    "blank lines": "\n\n \n\t\n",
    "emoji": "😀 😀. He said “😀😀 👨‍👩‍👧 wow nice”.",
    "right to left": "قال الوزير إن الاتفاق جاهز. وقال الرئيس “نعم”.\n\nשלום עולם.",
    "control characters": "a\x00b\u200b c\u2028d\x85 e\r\nf\tg\xa0h. “ x ” ' ‘ ’\ufffd Mr \n\nMr. .",
    "brackets": "(" * 3_000,
    "one word": "a" * 500_000,
    "one sentence": "the mayor of Selmouth and " * 20_000,
    "quotation marks": '"' * 10_001,
    "unclosed quotations": "“we go " * 3_000,
    "ten thousand quotations": "“we go on” " * 10_000,
    "stops": "." * 20_000,
    "many names": " ".join(f"Mr N{chr(97 + n % 26)}{chr(97 + n // 26)} left." for n in range(600)),
    "half a million characters": "Lena Farrow met Hugo Brevik in Lowen on Monday. He was late.\n\n" * 8_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_in_time(text: str) -> None:
    started = time.process_time()
    made = language.document(article(text)).sentences
    assert time.process_time() - started < 40
    assert all(sentence.text == text[sentence.start : sentence.end] for sentence in made)


def test_long_texts_have_a_bounded_number_of_passages() -> None:
    from bot.language.passages import MOST_PASSAGES, passages_of

    made = passages_of(language.document(article("Rain fell on Selmouth all day. " * 30_000, "und-long")))
    assert 10 < len(made) <= MOST_PASSAGES * 1.5
