"""STOPGAP until bot/digest lands."""


class Digests:
    def __init__(self, store, briefs, messengers, clock) -> None:
        self.store = store
