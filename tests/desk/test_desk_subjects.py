"""What is asked in a thread is answered about what the thread is under."""

from collections.abc import Sequence

import pytest

from bot.app import App
from bot.model.briefing import Answer
from bot.model.errors import UnknownArticle
from bot.model.place import Channel

HERE, THERE = Channel("slack", "w", "here"), Channel("slack", "w", "there")
TALKS = """Talks about the Sable Strait open in Tavrin

Irena Dolak, the foreign minister of Marevia, opened talks about the Sable Strait in Tavrin on 4 May 2026.

Ms Dolak said that the talks would last three days and that she wanted a treaty by autumn."""
BUDGET = """Port Selen votes for a new budget

Clara Weiss, the mayor of Port Selen, won a vote on the budget of the town on 6 May 2026.

Ms Weiss said that she would spend four million crowns on the northern pier."""


@pytest.fixture
async def two(app: App) -> Sequence[str]:
    """The ids of two articles of a channel, the talks first and then the budget."""
    return [(await app.desk.add_text(HERE, text, "ada")).article.id for text in (TALKS, BUDGET)]


async def ask(app: App, thread: str, question: str, articles: Sequence[str] = (), asker: str = "ada") -> Answer:
    return await app.desk.ask(HERE, thread, asker, question, articles)


async def test_a_pronoun_means_somebody_of_the_message_above(app: App, two: Sequence[str]) -> None:
    for message, article, name in (("m1", two[0], "Dolak"), ("m2", two[1], "Weiss")):
        await app.desk.posted(HERE, "here", [message], [article])
        answer = await ask(app, message, "Who is she?", asker="ben")
        assert name in answer.text
        assert answer.searched == 1


async def test_a_bare_question_is_about_the_message_above(app: App, two: Sequence[str]) -> None:
    for message, article, day in (("m1", two[0], "4 May"), ("m2", two[1], "6 May")):
        await app.desk.posted(HERE, "here", [message], [article])
        assert day in (await ask(app, message, "and when?")).text


async def test_what_the_asker_said_elsewhere_is_not_gone_on_with(app: App, two: Sequence[str]) -> None:
    await app.desk.posted(HERE, "here", ["m2"], [two[1]])
    await ask(app, "here", "What did Irena Dolak open in Tavrin?")
    assert "6 May" in (await ask(app, "m2", "and when?")).text


async def test_a_follow_up_goes_on_from_the_thread_s_own_question(app: App, two: Sequence[str]) -> None:
    await app.desk.posted(HERE, "here", ["m2"], [two[1]])
    assert "four million" in (await ask(app, "m2", "How much will Ms Weiss spend on the northern pier?")).text
    assert "Weiss" in (await ask(app, "m2", "who is she?")).text


async def test_what_the_message_does_not_tell_is_looked_for_in_the_channel(app: App, two: Sequence[str]) -> None:
    await app.desk.posted(HERE, "here", ["m1"], [two[0]])
    answer = await ask(app, "m1", "How much will Clara Weiss spend on the northern pier?")
    assert "four million" in answer.text
    assert answer.searched == 2
    silent = await ask(app, "m1", "Who won the chess tournament in Oslo?")
    assert not silent.answered
    assert silent.searched == 2


async def test_a_briefing_in_a_thread_makes_the_thread_be_about_it(app: App, two: Sequence[str]) -> None:
    await app.desk.posted(HERE, "t9", ["m5"], [two[0]])
    assert "4 May" in (await ask(app, "t9", "and when?")).text
    await app.desk.posted(HERE, "t9", ["m6"], [two[1]])
    voted = await ask(app, "t9", "Who won a vote on the budget?")
    assert "Weiss" in voted.text
    assert voted.searched == 2


async def test_the_channel_itself_is_about_nothing_in_particular(app: App, two: Sequence[str]) -> None:
    await app.desk.posted(HERE, "here", [], [two[0]])
    assert (await ask(app, "here", "Who won a vote on the budget?")).searched == 2


async def test_what_another_channel_has_is_no_subject(app: App, two: Sequence[str]) -> None:
    await app.desk.add_text(THERE, BUDGET, "eve")
    await app.desk.posted(THERE, "there", ["m1"], [two[0]])
    answer = await app.desk.ask(THERE, "m1", "eve", "Who opened talks about the Sable Strait?")
    assert not answer.answered
    assert answer.searched == 1


async def test_the_story_of_an_article_is_all_its_articles(app: App, two: Sequence[str]) -> None:
    again = """Marevian minister Irena Dolak begins talks about the Sable Strait

Talks about the Sable Strait began in Tavrin, where foreign minister Irena Dolak of Marevia hopes for a treaty.

Boats of both countries stay out of the Strait while Ms Dolak and her hosts in Tavrin talk."""
    third = (await app.desk.add_text(HERE, again, "ada")).article.id
    assert third not in two
    assert sorted(await app.desk.story(HERE, 1)) == sorted([two[0], third])
    assert list(await app.desk.story(HERE, 2)) == [two[1]]
    assert [group.articles[-1].number for group in await app.desk.stories(HERE)] == [3, 2]
    with pytest.raises(UnknownArticle):
        await app.desk.story(HERE, 9)
