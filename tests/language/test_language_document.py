"""Articles become documents. All texts are fiction."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot import language
from bot.model.article import Article, Source
from bot.model.document import Actor, Document, EntityKind, Precision

SUNDAY = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


def document(text: str, title: str = "", code: str = "en") -> Document:
    return language.document(Article("a1", title, text, Source.TEXT, SUNDAY, code, published=SUNDAY))


def actor(made: Document, name: str) -> Actor:
    found = [actor for actor in made.actors if actor.name == name]
    assert len(found) == 1, [actor.name for actor in made.actors]
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Hale met Dr. Osei. They spoke.", ["Mr. Hale met Dr. Osei.", "They spoke."]),
        ("It cost $3.5 million in the U.S. market. He paid.", ["It cost $3.5 million in the U.S. market.", "He paid."]),
        ("She lives in the U.S. The house is old.", ["She lives in the U.S.", "The house is old."]),
        ("“We lost. We will try again,” he said. Rain fell.", ["“We lost. We will try again,” he said.", "Rain fell."]),
        ("“It is over.” The crowd left.", ["“It is over.”", "The crowd left."]),
        ("J. R. Coll spoke first. Then I. left.", ["J. R. Coll spoke first.", "Then I. left."]),
        ("Is it true? Yes! It is…  Really.", ["Is it true?", "Yes!", "It is…", "Really."]),
        ("", []),
        ("\n\n  \n", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in document(text).sentences] == expected


@pytest.mark.parametrize(
    ("sentence", "dangles"),
    [
        ("She will leave on Tuesday.", True),
        ("But the port stayed shut.", True),
        ("However, Lena Farrow refused.", True),
        ("The two leaders shook hands.", True),
        ("His spokesman, Jonas Keld, declined to comment.", True),
        ("“We regret it,” she said.", True),
        ("Lena Farrow will leave on Tuesday.", False),
        ("The mayor of Selmouth refused.", False),
        ("There are four bridges in Selmouth.", False),
        ("“We regret it,” Lena Farrow said.", False),
        ("The Selmouth council voted on Friday.", False),
    ],
)
def test_sentences_that_lean_on_others_are_known(sentence: str, dangles: bool) -> None:
    made = document(f"Lena Farrow met Hugo Brevik in Selmouth.\n\n{sentence}")
    assert made.sentences[1].dangling is dangles


def test_what_an_opening_definite_phrase_leans_on_is_known() -> None:
    text = "Lena Farrow met Hugo Brevik.\n\nThe visit was postponed.\n\nThe two mayors left.\n\nThe mayor of Lunt left."
    assert [sentence.leans_on for sentence in document(text).sentences] == ["", "visit", "", ""]


def test_headings_are_no_prose() -> None:
    made = document("Hugo Brevik resigned on Friday.\n\nWhat comes next\n\nThe council of Selmouth will vote.")
    assert [sentence.heading for sentence in made.sentences] == [False, True, False]


CAST = [
    ("Joe Hale spoke. Mr Hale left. Hale won.", "Joe Hale", {"Mr Hale", "Hale"}),
    ("Jill Hale and Joe Hale spoke. Mr Hale left.", "Joe Hale", {"Mr Hale"}),
    ("Jill Hale and Joe Hale spoke. Ms Hale left.", "Jill Hale", {"Ms Hale"}),
    ("Foreign minister Wang Li arrived. Mr Wang will stay.", "Wang Li", {"Mr Wang"}),
    ("Senator Rosa Corvin voted no. Sen. Corvin left.", "Rosa Corvin", {"Sen. Corvin"}),
    ("Dr. Samuel Osei, a surgeon, said so. Samuel Osei's team agreed.", "Samuel Osei", set()),
    ("The Harbour Safety Board (HSB) met. The HSB said the port was safe.", "Harbour Safety Board", {"HSB"}),
    ("Halden Foods lifted its forecast. Halden said sales rose.", "Halden Foods", {"Halden"}),
    ("Carrick Rovers signed Ivo Stanek. A fan of Rovers wept.", "Carrick Rovers", {"Rovers"}),
]


@pytest.mark.parametrize(("text", "name", "aliases"), CAST)
def test_one_actor_under_all_names(text: str, name: str, aliases: set[str]) -> None:
    assert aliases <= set(actor(document(text), name).aliases)


def test_a_court_is_not_called_by_its_towns_name() -> None:
    made = document("Selmouth Crown Court sat on Monday. The Selmouth harbour authority said it would pay.")
    assert actor(made, "Selmouth Crown Court").aliases == ()


def test_a_daughter_who_is_named_once_does_not_take_the_surname_over() -> None:
    text = (
        "Rosalind Tew, who drew maps, died in Selmouth on Friday.\n\n"
        "Her death was confirmed by her daughter, Imogen Tew.\n\n"
        "She drew her first map of the strait when she was a clerk of twenty, and it hangs in the town hall today.\n\n"
        "Tew was given a medal but sent it back. Her husband, the painter Edmund Tew, died in 1990."
    )
    made = document(text, "Rosalind Tew, who drew maps, dies")
    assert actor(made, "Rosalind Tew").aliases == ("Tew",)
    assert actor(made, "Imogen Tew").aliases == ()
    imogen = made.actors.index(actor(made, "Imogen Tew"))
    assert not any(mention.pronoun and mention.actor == imogen for mention in made.mentions)


def test_namesakes_stay_two() -> None:
    made = document("Jill Hale and Joe Hale spoke in Lowen. Mr Hale left. Ms Hale stayed.")
    assert "Ms Hale" not in actor(made, "Joe Hale").aliases
    assert "Mr Hale" not in actor(made, "Jill Hale").aliases


ROLES = [
    ("The Chinese foreign minister, Wang Li, arrived.", "Wang Li", "Chinese foreign minister", "China"),
    ("Chinese foreign minister Wang Li arrived.", "Wang Li", "Chinese foreign minister", "China"),
    ("Wang Li, the Chinese foreign minister, arrived.", "Wang Li", "Chinese foreign minister", "China"),
    ("China’s foreign minister, Wang Li, arrived.", "Wang Li", "foreign minister", "China"),
    ("Lena Farrow, who chairs the Dock Council, said so.", "Lena Farrow", "chairs the Dock Council", "Dock Council"),
    ("Hugo Brevik, 54, a former mayor of Selmouth, died.", "Hugo Brevik", "former mayor of Selmouth", "Selmouth"),
    ("Lena Farrow is the leader of the Dockers’ Union.", "Lena Farrow", "leader of the Dockers’ Union", None),
    ("Hugo Brevik met Lena Farrow on Friday.", "Hugo Brevik", None, None),
    (
        "A spokesman for Strand, Tim Reyes, said the governor would decide. Gov. Ellen Strand was in Lowen.",
        "Ellen Strand",
        None,
        None,
    ),
    (
        "Halden has appointed Lena Farrow as chief executive after a long search.",
        "Lena Farrow",
        "chief executive",
        None,
    ),
    ("Lena Farrow was in Lowen as rain fell on the chief executive’s car.", "Lena Farrow", None, None),
    ("Judge Lena Farrow let him go.", "Lena Farrow", "Judge", None),
    ("President Hugo Brevik of Marevia arrived late.", "Hugo Brevik", "President", "Marevia"),
    ("Ines Varga is the safety engineer who closed the dam.", "Ines Varga", "safety engineer", None),
    (
        "Pavel Arden, who worked with her for years and now heads the office, wept.",
        "Pavel Arden",
        "heads the office",
        None,
    ),
    ("Hugo Brevik sold the yard to his brother-in-law, Tim Reyes.", "Tim Reyes", "brother-in-law of Hugo Brevik", None),
    ("Lena Farrow’s daughter, Mia Farrow-Bly, wept.", "Mia Farrow-Bly", "daughter of Lena Farrow", None),
    ("The witness named her brother, Tim Reyes.", "Tim Reyes", "brother", None),
    (
        "A former head of the harbour board was found guilty on Friday.\n\nHugo Brevik, 58, showed no emotion.",
        "Hugo Brevik",
        "former head of the harbour board",
        None,
    ),
    (
        "A former head of the harbour board was found guilty on Friday.\n\nHugo Brevik welcomed the verdict.",
        "Hugo Brevik",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("text", "name", "role", "affiliation"), ROLES)
def test_roles_are_as_the_text_gives_them(text: str, name: str, role: str | None, affiliation: str | None) -> None:
    found = actor(document(text), name)
    assert found.role == role
    assert affiliation is None or found.affiliation == affiliation
    assert (found.role_citation is not None) == (role is not None)


SAID = [
    ("“We lost the vote,” Lena Farrow said.", "We lost the vote", "Lena Farrow"),
    ("“We lost the vote,” said Lena Farrow, the mayor.", "We lost the vote", "Lena Farrow"),
    ("Lena Farrow said: “We lost the vote.”", "We lost the vote.", "Lena Farrow"),
    ('Lena Farrow said, "We lost the vote."', "We lost the vote.", "Lena Farrow"),
    ("‘We lost the vote,’ Lena Farrow said.", "We lost the vote", "Lena Farrow"),
    ("Lena Farrow called the vote “a serious step”.", "a serious step", "Lena Farrow"),
    ("Lena Farrow arrived late. “We lost the vote,” she said.", "We lost the vote", "Lena Farrow"),
    ("“We lost the vote,” Lena Farrow said. “We will try again.”", "We will try again.", "Lena Farrow"),
    ("“We lost the vote,” Lena Farrow said. “It hurts.\n\n“We will try again.”", "We will try again.", "Lena Farrow"),
    ("“We lost the vote,” said the union’s leader, Lena Farrow.", "We lost the vote", "Lena Farrow"),
    ("“We lost the vote,” a resident said.", "We lost the vote", None),
    ("Lena Farrow turned to the crowd: “We lost the vote.”", "We lost the vote.", "Lena Farrow"),
    ("Lena Farrow attacked the mayor for “a vote that nobody wanted”.", "a vote that nobody wanted", "Lena Farrow"),
]


@pytest.mark.parametrize(("text", "words", "speaker"), SAID)
def test_quotes_have_their_speaker(text: str, words: str, speaker: str | None) -> None:
    found = [quote for quote in document(text).quotes if quote.words.rstrip(".") == words.rstrip(".")]
    assert [(quote.speaker, quote.direct) for quote in found] == [(speaker, True)]


@pytest.mark.parametrize("denied", ["declined to say", "did not say", "refused to say"])
def test_what_was_not_said_is_no_quote(denied: str) -> None:
    assert document(f"Lena Farrow {denied} how the new quota would be policed at sea.").quotes == ()


def test_what_somebody_denies_is_not_what_they_say() -> None:
    assert document("Lena Farrow denied that the help had come too late.").quotes == ()


def test_reported_speech_is_not_direct() -> None:
    (quote,) = document("Lena Farrow said that the bridge would open soon.").quotes
    assert (quote.speaker, quote.words, quote.direct) == ("Lena Farrow", "the bridge would open soon", False)


DATED = [
    ("Lena Farrow will meet him on Monday.", date(2026, 5, 4), Precision.DAY, True),
    ("Lena Farrow met him on Friday.", date(2026, 5, 1), Precision.DAY, False),
    ("The talks began on Sunday.", date(2026, 5, 3), Precision.DAY, False),
    ("Lena Farrow resigned yesterday.", date(2026, 5, 2), Precision.DAY, False),
    ("Lena Farrow will resign tomorrow.", date(2026, 5, 4), Precision.DAY, True),
    ("The bridge opened on 12 April 2025.", date(2025, 4, 12), Precision.DAY, False),
    ("The bridge will open on June 7.", date(2026, 6, 7), Precision.DAY, True),
    ("The bridge will open in October.", date(2026, 10, 1), Precision.MONTH, True),
    ("The bridge was closed in October.", date(2025, 10, 1), Precision.MONTH, False),
    ("The bridge will open in June 2027.", date(2027, 6, 1), Precision.MONTH, True),
    ("The treaty expired in 2017.", date(2017, 1, 1), Precision.YEAR, False),
    ("The bridge will open next month.", date(2026, 6, 1), Precision.MONTH, True),
    ("Lena Farrow lost the vote last year.", date(2025, 1, 1), Precision.YEAR, False),
    ("Both towns want the pact to be signed in October.", date(2026, 10, 1), Precision.MONTH, True),
    (
        "Both towns want the pact to be signed in Orsby, where the mayor is due to speak, in October.",
        date(2026, 10, 1),
        Precision.MONTH,
        True,
    ),
    ("A review of the pact is set for next May.", date(2027, 5, 1), Precision.MONTH, True),
    ("The first march is planned for Saturday.", date(2026, 5, 9), Precision.DAY, True),
    ("The album is released on 23 October.", date(2026, 10, 23), Precision.DAY, True),
    ("Waves could reach six metres on Friday.", date(2026, 5, 8), Precision.DAY, True),
    ("The work should be finished by the end of September.", date(2026, 9, 1), Precision.MONTH, True),
    ("The mayor has closed the beach until Saturday.", date(2026, 5, 9), Precision.DAY, True),
    ("Orsby Gas, which reports on July 30, fell by 2 per cent.", date(2026, 7, 30), Precision.DAY, True),
    ("The mayor is expected to form a council by Nov. 20.", date(2026, 11, 20), Precision.DAY, True),
    ("On Friday 3 April the first pickets closed the gates.", date(2026, 4, 3), Precision.DAY, False),
    ("The show will be back on Saturday, June 13.", date(2026, 6, 13), Precision.DAY, True),
    ("The judge released him on bail until sentencing on June 9.", date(2026, 6, 9), Precision.DAY, True),
    ("Lena Farrow was due to arrive in Orsby on Tuesday.", date(2026, 5, 5), Precision.DAY, True),
    (
        "Lena Farrow was due to arrive in Orsby on Friday, but her train broke down.",
        date(2026, 5, 1),
        Precision.DAY,
        False,
    ),
]


@pytest.mark.parametrize(("text", "when", "precision", "future"), DATED)
def test_dates_are_resolved_from_the_articles_own(text: str, when: date, precision: Precision, future: bool) -> None:
    (event,) = document(text).events
    assert (event.when, event.precision, event.future) == (when, precision, future)
    assert event.expression in text


@pytest.mark.parametrize(
    "text",
    [
        "Lena Farrow recently resigned.",
        "Lena Farrow, 54, waited for 30 days.",
        "The band may march again.",
        "About 2,000 people came.",
        "The port has been shut since January.",
        "The date of 31 June does not exist.",
        "Hugo Brevik walks the bank on most Tuesdays.",
        "“Tonight fear lost,” Lena Farrow said.",
        "Lena Farrow said that she was confident of a deal this year.",
        "It cost less than the boats that Orsby bought last year.",
        "This week they did it again, and called it peace.",
        "SELMOUTH, May 2 (Northern Wire) — Hugo Brevik resigned.",
    ],
)
def test_no_event_without_a_date(text: str) -> None:
    assert document(text).events == ()


def test_a_dateline_is_no_part_of_what_happened() -> None:
    (event,) = document("SELMOUTH, May 2 (Northern Wire) — Hugo Brevik resigned on Friday.").events
    assert (event.text, event.when) == ("Hugo Brevik resigned on Friday.", date(2026, 5, 1))


def test_the_first_actor_is_who_the_article_is_about() -> None:
    text = "Hugo Brevik resigned on Friday.\n\nMr Brevik said he was tired.\n\nLena Farrow, a nurse, saw him leave."
    made = document(text, "Brevik resigns")
    assert [actor.name for actor in made.actors] == ["Hugo Brevik", "Lena Farrow"]
    assert made.actors[0].salience > made.actors[1].salience


def test_a_dateline_agency_is_no_actor() -> None:
    made = document("LOWEN, May 3 (Northern Wire) — Hugo Brevik resigned on Friday.")
    assert "Northern Wire" not in [actor.name for actor in made.actors]


def test_other_languages_have_sentences_only() -> None:
    made = document("Der Hafen bleibt zu. Lena Farrow sprach am Montag.", code="de")
    assert len(made.sentences) == 2
    assert "hafen" in made.sentences[0].terms
    assert (made.actors, made.events, made.quotes, made.mentions) == ((), (), (), ())


WORDS = st.sampled_from(
    ["“", "”", '"', "‘", "’", "Mr", "Hale", "Joe", ".", "!", "said", "on Monday", "\n\n", "\n", " ", "😀", "(", "2026"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=40))
@example(["\x1a\x07", "‘", "Joe", "\x1a\x07"])
def test_every_offset_is_exact(parts: list[str]) -> None:
    text = " ".join(parts)
    made = document(text)
    for sentence in made.sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text.strip() == sentence.text != ""
    for mention in made.mentions:
        home = made.sentences[mention.sentence]
        assert mention.text == text[mention.start : mention.end]
        assert home.start <= mention.start < mention.end <= home.end
    for quote in made.quotes:
        assert " ".join(quote.words.split()) in " ".join(text.split())
    everything = [c.text for a in made.actors for c in a.citations] + [event.citation.text for event in made.events]
    assert set(everything) <= {sentence.text for sentence in made.sentences}


KINDS = [
    ("“We lost,” Penhallow said.\n\nHe left Selmouth on Friday.", "Penhallow", EntityKind.PERSON),
    (
        "Emeka Okafor scored twice on Sunday.\n\nOkafor, 22, joined Selmouth last year.",
        "Emeka Okafor",
        EntityKind.PERSON,
    ),
    ("Builder Darren Pike waved. Mr Pike was happy.", "Darren Pike", EntityKind.PERSON),
    ("Cllr June Whitby said that the bridge was old.", "June Whitby", EntityKind.PERSON),
    ("Maryam al-Rashidi signed the pact. Al-Rashidi said it was fair.", "Maryam al-Rashidi", EntityKind.PERSON),
    ("His brother’s company, Terra Castellan, sold the wine.", "Terra Castellan", EntityKind.ORGANISATION),
    (
        "His company, Terra Castellan, lost. Terra Castellan sold wine to Anna Castellan.",
        "Terra Castellan",
        EntityKind.ORGANISATION,
    ),
    ("Roxy Hart cried. A friend of Roxy was there. Police spoke to Roxy.", "Roxy", EntityKind.PERSON),
    ("Rival Borealis Gas fell on Thursday.", "Borealis Gas", EntityKind.ORGANISATION),
    ("She met the owner of the ferry, Bram Holt, on Monday.", "Bram Holt", EntityKind.PERSON),
    ("Karen Dobbs, 47, of Mill Lane, Orsby, pleaded guilty.", "Mill Lane", EntityKind.PLACE),
    ("Anna Holt has a house in Little Marling by the sea.", "Little Marling", EntityKind.PLACE),
    ("Kaldoria’s central bank raised its key rate on Thursday.", "Kaldoria", EntityKind.PLACE),
    ("The host was the Lowen prime minister, Astrid Kjellman.", "Lowen", EntityKind.PLACE),
    ("The union Food Workers United called a strike.", "Food Workers United", EntityKind.ORGANISATION),
    ("“We have reached a limit,” said Anders Roth, the chief executive.", "Anders Roth", EntityKind.PERSON),
    ("BREVIK RESIGNS\n\nHugo Brevik left Selmouth. Mr Brevik was tired.", "BREVIK", EntityKind.PERSON),
    ("The talks moved from Helsinki to Montevideo.", "Montevideo", EntityKind.PLACE),
]


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_the_words_around_a_name_tell_its_kind(text: str, name: str, kind: EntityKind) -> None:
    kinds = {mention.kind for mention in document(text).mentions if mention.text.removeprefix("Rival ") == name}
    assert kinds == {kind}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turnout was 74 per cent on Sunday. Lena Farrow won.", "Turnout"),
        ("Shares fell by 0715 GMT on Friday.", "GMT"),
        ("Lena Farrow wrote the song Harbour Light in Lowen.", "Harbour Light"),
        ("Ports were closed because of Storm Hedda, Lena Farrow said.", "Storm Hedda"),
    ],
)
def test_a_capital_makes_no_name(text: str, name: str) -> None:
    assert name not in [mention.text for mention in document(text).mentions]


def test_nobody_is_meant_by_a_pronoun_that_follows_an_unnamed_person() -> None:
    made = document("Hugo Brevik was fined.\n\nA spokesman said so.\n\nHe added that the fine was small.")
    assert not any(mention.pronoun for mention in made.mentions)


def test_the_outlet_that_tells_the_news_is_nobody_in_it() -> None:
    text = "Lena Farrow resigned. She spoke to Meridian Wire in Lowen."
    made = language.document(Article("a1", "Farrow goes", text, Source.TEXT, SUNDAY, "en", site="Meridian Wire"))
    assert "Meridian Wire" not in [mention.text for mention in made.mentions]


@pytest.mark.parametrize(
    ("text", "pronoun", "meant"),
    [
        ("Lena Farrow resigned on Friday. She was tired.", "She", "Lena Farrow"),
        ("Hugo Brevik met Lena Farrow. He was tired.", "He", "Hugo Brevik"),
        ("Lena Farrow told Anna Holt that the bridge was shut. They left.", "her", None),
        ("Her daughter, Anna Holt, said so.", "Her", None),
    ],
)
def test_a_pronoun_means_whom_a_reader_takes_it_for(text: str, pronoun: str, meant: str | None) -> None:
    made = document(text)
    found = [m.actor for m in made.mentions if m.pronoun and m.text == pronoun]
    assert [made.actors[index].name for index in found if index is not None] == ([meant] if meant else [])


def test_nobody_is_meant_by_a_pronoun_before_an_unnamed_person() -> None:
    made = document("After he was fired, a man walked into his old office and asked for the manager.")
    assert made.actors == ()
    assert not any(mention.pronoun for mention in made.mentions)


def test_a_common_word_is_no_short_name_of_an_organisation() -> None:
    made = document("State Sen. Marcus Bell voted no. The State Education Association declined to comment on Friday.")
    assert all("State" not in found.aliases for found in made.actors)


def test_a_role_still_held_comes_before_a_former_one() -> None:
    made = document("The mayor, Idris Kell, opposes that. Kell, a former rugby player, said so.")
    assert actor(made, "Idris Kell").role == "mayor"


def test_kinds_agree_over_the_article() -> None:
    made = document("Lena Farrow spoke in Selmouth. Farrow was tired. Nobody believed Farrow.")
    kinds = {mention.kind for mention in made.mentions if "Farrow" in mention.text}
    assert kinds == {EntityKind.PERSON}
    assert actor(made, "Lena Farrow").mentions == 3


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("Alexis Corran spoke. Alexandros Corran left.", "Alexandros Corran", "Alexis Corran"),
        ("Aaron King came first. King was tired.", "Aaron King", "King"),
        ("The Harbour Workers' Union met. The HWU struck.", "Harbour Workers' Union", "HWU"),
        ("James Dole's boat sank. Dole’s brother saw it.", "James Dole", "Dole"),
    ],
)
def test_short_and_other_forms_of_a_name_join_it(text: str, name: str, alias: str) -> None:
    assert alias in actor(document(text), name).aliases


def test_a_man_and_a_woman_with_like_first_names_stay_two() -> None:
    made = document("Paul Hanley and Paula Hanley opened a shop. Mr Hanley said it was fun.")
    assert {one.name for one in made.actors} == {"Paul Hanley", "Paula Hanley"}


def test_a_title_tells_which_of_two_with_one_surname_is_meant() -> None:
    made = document("Sen. Ruth Ames voted against it. Rep. Carl Ames backed it. Sen. Ames said that the bill was weak.")
    assert "Sen. Ames" in actor(made, "Ruth Ames").aliases


def test_a_verb_in_a_headline_in_capitals_is_nobody() -> None:
    made = document("MINISTER DELLAS TO QUIT OVER FERRY\n\nTransport minister Nikos Dellas will resign on Friday.")
    assert [one.name for one in made.actors] == ["Nikos Dellas"]


def test_the_then_minister_has_a_role() -> None:
    made = document("The then prime minister, Dana Voss, approved the deal in 2019, the inquiry heard.")
    assert actor(made, "Dana Voss").role == "then prime minister"


def test_an_organisation_that_is_near_to_the_news_comes_before_one_that_is_not() -> None:
    text = "Two firms met. Velm Tobacco and Ferry Lines Group, which sails to Senn, said the ferry will sail again.\n\n"
    article = Article("a1", "The ferry to Senn will sail again", text, Source.TEXT, SUNDAY, "en", published=SUNDAY)
    made = language.analyse(article)
    first = [one.name for one in made.document.actors if one.kind is EntityKind.ORGANISATION]
    assert first[0] == "Ferry Lines Group"
    assert len(made.vectors) == len(made.passages) * language.DIMENSIONS * 4
    named = {m.text: m.actor for m in made.document.mentions if m.actor is not None}
    assert all(made.document.actors[place].name == text for text, place in named.items() if text in first)


@pytest.mark.parametrize("dateline", ["ORSBY, November 24, 2026 – ", "ORSBY, Nov. 24 (Northern Wire) — ", "ORSBY – "])
def test_the_place_of_a_dateline_is_nobody_and_no_part_of_what_happened(dateline: str) -> None:
    made = document(f"{dateline}Lena Farrow opened a bridge on Tuesday.")
    assert [found.name for found in made.actors] == ["Lena Farrow"]
    assert [event.text for event in made.events] == ["Lena Farrow opened a bridge on Tuesday."]
