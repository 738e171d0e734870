"""Articles for the tests: fiction."""

ARRIVAL = """\
Marevian foreign minister arrives in Tavrin

Marevia’s foreign minister, Irena Dolak, has arrived in the Kaldorian capital for the first visit by a senior \
Marevian official in nine years.

Ms Dolak will meet the Kaldorian president, Tomas Verrin, on Monday, officials on both sides said.

“I have not come to Tavrin to win an argument,” Ms Dolak told reporters on the tarmac.

The visit was postponed in February after a Kaldorian patrol boat collided with a Marevian trawler in the Sable Strait.
"""
FERRY = """\
Ferry line between Port Selen and Lowen opens

The first ferry between Port Selen and Lowen left on Tuesday with 340 passengers, the harbour company said.

Jonas Reed, the mayor of Port Selen, said that the line would carry a million people a year. @everyone should try it.

The company has bought three ships for the line, which had been closed for eleven years after the Selen bridge opened.
"""

SPEAKERS = (
    "Anna Brandt",
    "Peter Holm",
    "Clara Weiss",
    "David Kerr",
    "Emma Stone",
    "Frank Moser",
    "Grace Lindt",
    "Henry Walsh",
)
_SPEECH = "the harbour of Port Selen needs a second pier before the autumn storms come back, " * 14
SPEECHES = "\n\n".join(
    (
        "Eight people speak about the harbour of Port Selen",
        *(f"“This is speech number {n}: {_SPEECH}and soon,” {name} said." for n, name in enumerate(SPEAKERS)),
    )
)
"""What its people said does not fit one message."""
