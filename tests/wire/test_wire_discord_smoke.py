from tests.wire.conftest import Place
from tests.wire.discord.files import File
from tests.wire.discord.world import texts
from tests.chat.discord.fiction import ARRIVAL
import time
def said(pages): return "\n".join(t for p in pages for t in texts(p.components))

async def test_smoke(place: Place) -> None:
    ada, channel, chief = place.ada, place.channel, place.chief
    t=time.time()
    def lap(what):
        nonlocal t
        print(what, round(time.time()-t,3)); t=time.time()
    print(said(await ada.uses(channel, "help").pages())[:100]); lap("help")
    w = await ada.uses(channel, "brief").window(); lap("window")
    print(w.fields)
    p = await ada.submits(w, article=ARRIVAL).pages()
    print(said(p)); lap("brief")
    p = await ada.uses(channel, "brief", file=File("ärrival story.txt", ARRIVAL.encode())).pages(); print(said(p)[:200]); lap("file")
    b = await ada.presses(p[0], "Actors").pages(); print(said(b)[:200], b[0].attachments); lap("actors")
    w = await ada.presses(p[0], "Ask about this").window()
    b = await ada.submits(w, question="Whom will she meet?").pages(); print(said(b)[:200]); lap("ask")
    print(await chief.completes(channel, "digest schedule", "zone", "lond").choices()); lap("complete")
    b = await chief.uses(channel, "digest schedule", times="08:00 weekdays", zone="Europe/London").pages(); print(said(b)[:200]); lap("sched")
    h = ada.says(channel, "See http://nowhere.example/x")
    b = await ada.brief_this(h.message).pages(); print(said(b)[:200]); lap("brief this")
    b = await ada.mentions(channel, "whom will Irena Dolak meet?").pages(); print(said(b)[:200]); lap("mention")
    room = ada.room()
    b = await ada.says(room, "hello?").pages(); print(said(b)[:200]); lap("dm")
    q = ada.uses(channel, "actors"); await q.pages(); print(await q.acknowledged())
    for l in place.bot.lines: print(l[:300])
