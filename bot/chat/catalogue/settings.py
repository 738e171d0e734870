"""Rows about how a channel is served, and what the bot may do."""

from bot.chat import suggest
from bot.chat.command import Command, Kind, Option, Permission
from bot.chat.handlers import settings, setup

ROWS: tuple[Command, ...] = (
    Command(
        "settings engine",
        "Choose who writes this channel's briefings and answers",
        settings.engine,
        "/settings engine extractive",
        (Option("engine", "The name of the engine", Kind.CHOICE, complete=suggest.engines),),
        main="engine",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "settings length",
        "Choose how long this channel's briefings are",
        settings.length,
        "/settings length short",
        (Option("length", "How long briefings are", Kind.CHOICE, complete=suggest.lengths),),
        main="length",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "settings language",
        "Choose the language that I write in here",
        settings.language,
        "/settings language German",
        (
            Option(
                "language", "Its name, for example German; own for the articles' own", complete=suggest.own_languages
            ),
        ),
        main="language",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "settings instructions",
        "Say what matters to this channel, so that a language model chooses by it",
        settings.instructions,
        "/settings instructions We follow trade and fishing quotas",
        (Option("instructions", "What matters to you, in your words; leave it out for a window"),),
        main="instructions",
        permission=Permission.MANAGE,
        private=True,
        prompt=settings.window,
    ),
    Command(
        "setup",
        "Check what I may do in each channel, and say what to do next",
        setup.setup,
        "/setup",
        permission=Permission.MANAGE,
        private=True,
    ),
    Command(
        "status",
        "Which engine works here, and what the language model has done",
        settings.status,
        "/status",
        private=True,
    ),
)
