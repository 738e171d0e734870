"""The real client against a real server: what comes back has the shape, whatever it says."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field

from bot.llm.dialect import Rung
from bot.llm.protocol import ModelUnavailable, Prompt
from bot.telemetry import Metrics
from tests.llm.conftest import MakeModel, counted

ARTICLE = (
    "The port of Lindhaven reopened its northern quay on Monday. Harbour master Ilse Brandt said that 14 ships had "
    "waited outside. The dredging cost 3.2 million crowns, paid by the county. "
)


class Brief(BaseModel):
    headline: str = Field(min_length=1, max_length=80)
    mood: Literal["good", "bad", "neither"]
    sentences: Annotated[list[int], Field(max_length=3)]


PROMPT = Prompt("brief", "1", "Sum up the article for a newsroom.", ARTICLE)


async def test_a_small_shape_is_kept(real_llm: str, make_model: MakeModel, metrics: Metrics) -> None:
    model = make_model(base_url=real_llm, seconds=60, patience=100)
    brief = await model.ask(PROMPT, Brief, 150)
    assert brief.headline
    assert model.dialect.rung is Rung.SCHEMA
    assert counted(metrics, "calls", result="ok") == 1
    assert counted(metrics, "tokens", direction="in") > 50
    assert counted(metrics, "tokens", direction="out") > 5


async def test_an_answer_cut_off_is_none(real_llm: str, make_model: MakeModel, metrics: Metrics) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        await make_model(base_url=real_llm, seconds=60, patience=100).ask(PROMPT, Brief, 4)
    assert caught.value.kind == "cut_off"


async def test_a_text_over_the_window_is_refused_by_the_server_itself(
    real_llm: str, make_model: MakeModel, metrics: Metrics
) -> None:
    model = make_model(base_url=real_llm, seconds=60, patience=100, window=1_000_000)
    with pytest.raises(ModelUnavailable) as caught:
        await model.ask(Prompt("long", "1", "Sum up.", ARTICLE * 200), Brief, 150)
    assert caught.value.kind == "too_long"
    assert counted(metrics, "calls", result="too_long") == 1


async def test_tokens_are_not_counted_short(real_llm: str, make_model: MakeModel, metrics: Metrics) -> None:
    model = make_model(base_url=real_llm, seconds=60, patience=100)
    await model.ask(Prompt("counted", "1", "Sum up.", ARTICLE * 8), Brief, 150)
    assert counted(metrics, "tokens", direction="in") <= model.tokens("Sum up." + ARTICLE * 8) + 50
