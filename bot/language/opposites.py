"""English words that mean the opposite of each other."""

from collections.abc import Mapping

_PAIRS = """
    accept:decline accept:refuse accept:reject admit:deny agree:disagree agree:refuse allow:ban allow:forbid
    allow:prevent allow:prohibit ally:enemy ancient:modern appear:disappear appoint:dismiss approve:reject
    arrive:depart arrive:leave attack:defend bear:die before:after begin:end begin:finish begin:stop best:worst
    big:small birth:death borrow:lend brother:sister build:demolish build:destroy buy:sell cause:prevent
    confirm:deny convict:acquit convict:clear create:abolish create:destroy daughter:son deep:shallow defeat:victory
    deny:grant early:late east:north east:south east:west eastern:western employ:dismiss enter:leave exclude:include
    expand:reduce export:import fail:succeed failure:success fall:gain fall:grow fall:increase fall:raise fall:rise
    false:true fast:slow father:mother female:male few:many few:more first:last former:latter found:abolish
    found:dissolve free:jail gain:lose good:bad guilty:innocent hate:love heavy:light high:low hire:dismiss
    hire:fire husband:wife increase:cut increase:decline increase:decrease increase:drop increase:lower
    increase:reduce injure:kill inside:outside join:leave join:quit kill:hurt kill:rescue kill:save kill:survive
    kill:wound king:queen large:small least:most leave:stay left:right legal:illegal less:more life:death long:short
    lose:win loss:profit maintain:abandon major:minor majority:minority man:woman marry:die marry:divorce
    maximum:minimum negative:positive new:old north:south north:west northern:southern old:young open:close
    open:shut oppose:support past:future peace:war permanent:temporary permit:ban permit:prohibit poor:rich
    primary:secondary private:public profit:loss promise:refuse push:pull raise:cut raise:decrease raise:drop
    raise:lower raise:reduce release:arrest release:capture release:detain release:hold release:imprison
    remember:forget remove:add remove:install rise:decline rise:decrease rise:drop rise:shrink rural:urban
    same:different shrink:grow simple:complex soft:hard south:west start:end start:finish start:stop
    strengthen:weaken strong:weak top:bottom upper:lower warm:cold widen:narrow withdraw:advance withdraw:deploy
"""
NEGATIVE_BEGINNINGS = ("un", "in", "im", "il", "ir", "non", "dis", "anti")
LEAST_LETTERS = 3  # of the word without its beginning


def _both_ways() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        one, other = pair.split(":")
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITES = _both_ways()
"""The opposites of each word, all as lemmas."""


def denies(one: str, other: str) -> bool:
    """Whether one word is the other with a beginning that turns its meaning round ("known", "unknown")."""
    short, long = sorted((one, other), key=len)
    return len(short) > LEAST_LETTERS and any(long == beginning + short for beginning in NEGATIVE_BEGINNINGS)
