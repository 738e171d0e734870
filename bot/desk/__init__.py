"""The desk: what people and clocks ask of the bot, as platform-neutral use cases over the other rooms."""
