"""How the lines around an article look: one paragraph at a time, told by its form."""

import re
from functools import lru_cache

from bot.ingest import forms_abroad


def _any(*forms: str) -> str:
    return f"(?:{'|'.join(forms)})"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


_SOCIAL = r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|telegram|youtube|tiktok|threads|bluesky|mastodon|reddit)"
_AGENCY = _any(
    r"getty(?: images)?|shutterstock|istock(?:photo)?|alamy|reuters|afp|ap|epa(?:-efe)?|pa(?: wire| media)?",
    r"associated press|press association|file (?:photo|picture)|handout|supplied|courtesy[^()]*|bloomberg",
)
_LABELS = _any(
    r"read (?:more|also|next|on)|also read|see also|more on this(?: story)?",
    r"more (?:stories|news|like this|from [\w’' ]{1,40})|explore more|keep reading|further reading",
    r"related(?: (?:articles?|stories|story|content|topics|coverage|links?|news|reading))?",
    r"recommended(?: (?:stories|reading|for you))?|you (?:may|might) (?:also )?(?:like|be interested in)",
    r"what to read next|most (?:read|viewed|popular|shared)|top stories|trending(?: now)?|up next",
    r"in case you missed it|latest (?:news|stories|headlines)|in other news|editors?[’']s? picks?",
    r"don[’']t miss|watch(?: now| more| next)?",
    *forms_abroad.LABELS,
)
_BULLET = r"[-•*»>→\s]*"
_LABEL_ALONE = _pattern(_LABELS + r"\s*(?:[:…»>→.-]|\.\.\.)*")
_LABELLED = _pattern(_BULLET + _LABELS + r"\s*(?:[:…|»>→]|\.\.\.|\s[–—-])\s*(?P<rest>.*)")
_READ_MORE = _pattern(_BULLET + r"(?:read more|read also|also read|see also)\b.*")
_GLUED = re.compile(
    r"(?<=[.!?”\"’)…])\s*(?:Read [Mm]ore|READ MORE|Read [Nn]ext|Also [Rr]ead|More on this story"
    r"|(?:Related|RELATED)(?=:))(?:[:…]|\.\.\.|\s|(?=[A-Z“‘]))[^.!?]*$"
)

_ADVERTISING = (
    r"(?:advertisement|advertising|advert|sponsored(?: content)?|promoted|promotion)s?[:.]?",
    r"(?:story|article|report) continues (?:below|after)\b.{0,60}",
    r"(?:continue reading|skip (?:past|to)|scroll (?:down )?(?:to|for)) ?.{0,80}",
)
_INVITATIONS = (
    (
        r"sign up (?:to|for|here|now|and|today)\b"
        r"(?=.*\b(?:newsletters?|e-?mails?|alerts?|inbox|briefing|our|free|daily|weekly|updates|here)\b).{0,280}"
    ),
    (
        r"subscribe (?:to|now|today|here|for)\b"
        r"(?=.*\b(?:newsletters?|channel|podcasts?|our|digital|access|unlimited|updates|edition)\b).{0,280}"
    ),
    rf"(?:you can )?follow (?:us\b|the author\b|@|.{{1,80}}\bon (?:our )?{_SOCIAL}\b).{{0,160}}",
    rf"(?:find|like|join|visit) us on {_SOCIAL}\b.{{0,160}}",
    r"(?:get|download) (?:the|our) [\w’' ]{0,40}\bapps?\b.{0,120}",
    r"(?:get|have|receive) .{1,120}\b(?:in|to|into) your inbox\b.{0,80}",
    r"listen to (?=.*\b(?:podcasts?|episodes?|this (?:article|story)|audio|spotify|sounds|apple)\b).{0,200}",
    r"join the (?:conversation|discussion|debate)\b.{0,120}",
    r"support (?:our|independent) journalism\b.{0,160}",
    r"for (?:the latest|more|breaking)\b[^.]{0,80}\b(?:download|visit|follow|subscribe|sign up)\b.{0,120}",
    r"(?:do(?:n[’']t)? you )?(?:want|would like|wish) to (?:be|stay|keep|get|receive|read)\b.{0,120}\bsign up\b.{0,60}",
    r"(?:never|don[’']t) miss\b.{0,80}\b(?:newsletters?|sign(?:ing)? up|subscrib\w+|alerts?|app)\b.{0,120}",
    r".{0,300}\bcancel (?:at )?any ?time\b.{0,80}",
    r"you (?:must|need to|have to) (?:be )?(?:logged|log|signed|sign)[ -]in to (?:post|leave|comment|reply)\b.{0,120}",
)
_SHARING = (
    r"(?:leave|post|write|add|view|show|hide|read) (?:a |your |all |the )?(?:\d+ )?comments?\b.{0,40}",
    r"(?:\d+ )?comments?(?: \(\d+\)| are closed)?\.?",
    rf"share(?: this)?(?: article| story| page| post)?(?: (?:on|via|with) .{{0,60}})?(?:[:,\s]+{_SOCIAL})*[:.]?",
    (
        rf"(?:print|e-?mail|copy link|save|bookmark|tweet|pin|{_SOCIAL})"
        rf"(?:[\s,|/]+(?:print|e-?mail|copy link|tweet|{_SOCIAL}))*"
    ),
)
_CAPTIONS = (
    (
        r"\(?(?:photo(?:graph)?|picture|image|illustration|video|graphic|caption|credit)s?"
        r"(?: (?:by|credit|source|courtesy(?: of)?))?\s*[:/] ?[^“”\"]{1,160}"
    ),
    r"photo(?:graph)? by .{1,80}",
    r"(?:.{0,300}[.!?”\"] ?)?(?:photo|foto|picture|image|bild|credit)s?: ?[^.!?“”\"]{2,60}",
    r"(?:image|media|video) (?:caption|source|copyright)\b[^“”\"]{0,240}",
    rf".{{0,300}}\((?:[^()]{{0,80}}[\s/:])?{_AGENCY}(?:[\s/][^()]{{0,60}})?\)",
    r"[\w .,’'&/©-]{0,60}\b(?:getty images|shutterstock|ap photo|epa-efe|istock)[\w .,&/-]{0,30}",
    r"(?:source|sources|via): ?[^.!?“”]{1,60}",
)
_RIGHTS = (
    r"(?:©|\(c\)|copyright\b[^.]{0,40}\b(?:19|20)\d\d).{0,400}",
    r".{0,120}\ball rights reserved\b.{0,160}",
    r"(?:this|the) (?:material|article|content|story|report) is (?:the )?(?:copyright|property)\w*\b.{0,300}",
    r"(?:re-?print|reproduction|written permission)\b.{0,80}\b(?:permission|prohibited|obtained)\b.{0,200}",
    r"this (?:material|article|content) may not be (?:published|reproduced|copied|broadcast).{0,200}",
    r"(?:about the authors?|our standards: .{0,120}|terms (?:of use|and conditions)|privacy policy)\b[:.]?",
    r"this (?:article|story|report) (?:was |is )?(?:first|originally) (?:published|appeared)\b.{0,160}",
)
_COOKIES = (
    (
        r"(?:we(?: and our (?:\d+ )?partners)?|th(?:is|e) (?:site|website|page)|our (?:site|website)|accept|manage"
        r"|by (?:continuing|using|clicking)|please (?:accept|enable|allow))\b"
        r"(?=.*\bcookies?\b)(?=.*\b(?:you|your|accept|consent)\b).{0,600}"
    ),
    (
        r"(?:accept (?:all|cookies)|reject all|manage (?:cookies|preferences|choices|your (?:choices|preferences)))"
        r"[\w ]{0,40}\.?"
    ),
)
_WALLS = (
    r"to (?:continue reading|read (?:this|the full) (?:article|story))\b.{0,240}",
    r"subscribe to (?:continue|read|unlock)\b.{0,240}",
    (
        r"(?:already (?:a|have)(?: an?)? (?:subscriber|member|subscription|account)|register to (?:continue|read)"
        r"|unlock (?:this|unlimited)|create (?:a free|an) account|log in to|sign in to)\b.{0,240}"
    ),
    r"please (?:enable javascript|log in|sign in)\b.{0,240}",
    (
        r"(?:this|the (?:full|rest of this)) (?:article|content|story) is (?:for|only (?:available )?(?:to|for)"
        r"|available (?:only )?(?:to|for)|reserved for|exclusive to)\b.{0,40}\b(?:subscribers|members)\b.{0,160}"
    ),
    r"you(?:[’']ve| have) (?:reached|read|used)\b.{0,40}\b(?:free|limit)\b.{0,120}",
)
_NOTICES = (
    r".{0,160}\bcontributed (?:reporting )?to this (?:report|article|story)\.?",
    r"(?:published|updated|last updated|posted|modified)\b(?: on| at|:)?[^.!?]{0,20}\d[^.!?]{0,40}",
    r"(?:published|updated|last updated|posted|modified):.{0,40}\d.{0,30}",
    r"(?:published|updated|posted|written) (?:on|by|in|at):?",
    r"\d+[ -]min(?:ute)?s?(?: to)? read",
    r"(?:[\w ]{0,10}date ?: ?[^:]{4,30} )?(?:categor(?:y|ies)|tags?|topics?|filed under|posted in) ?: ?[^.!?]{2,120}",
)
_FORMS = _pattern(
    _any(
        *_ADVERTISING,
        *_INVITATIONS,
        *_SHARING,
        *_CAPTIONS,
        *_RIGHTS,
        *_COOKIES,
        *_WALLS,
        *_NOTICES,
        *forms_abroad.FORMS,
    )
)
_MAX_FORM = 700

_CREDIT = _pattern(
    r"[(\[–—\s-]*(?:(?:additional |further |extra )?(?:reporting|research|writing|editing|graphics|translation)"
    r"(?: was (?:contributed|provided))?|edited|written|compiled|translated|with (?:additional )?(?:reporting|files))"
    r" (?:by|from)\b(?P<names>.{1,240})"
)
_BYLINE = _pattern(r"(?:by|from) (?P<names>.{2,80})")
_SMALL_WORDS = frozenset(
    {
        "a", "additional", "al", "and", "at", "bin", "by", "compiled", "de", "del", "der", "di", "du", "edited",
        "editing", "el", "et", "for", "from", "graphics", "in", "la", "le", "of", "reporting", "research", "staff",
        "the", "translated", "translation", "van", "von", "with", "writing", "written", "y",
    }
)  # fmt: skip
_AUTHOR_BOX = re.compile(
    r"(?P<name>(?:[A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'.-]+) (?:is|writes|covers|reports|has been)\b[^“”\"]{0,60}?"
    r"\b(?:(?:correspondent|reporter|editor|journalist|columnist|writer|contributor|bureau chief|politics|freelance)\b"
    r"|(?:founder|consultant|professor|fellow|author|researcher|economist|lecturer|director|analyst)\b.{0,60}"
    r"\b(?:at|of|for|with)\b)"
    r"[^“”\"]{0,200}"
)

_CLOSED = tuple('.!?”"’:;…)]»')
_LIST_MARK = re.compile(r"(?:[-•*·–]|\d{1,2}[.)])\s")


@lru_cache(maxsize=1000)  # cleaning goes over an article until nothing more is cut
def is_boilerplate(text: str) -> bool:
    """Whether a paragraph is a credit, a caption, a call to sign up, a notice, a label or a link to another story."""
    if len(text) > _MAX_FORM:
        return False
    if _LABEL_ALONE.fullmatch(text) or _is_link_line(text) or is_credit(text):
        return True
    return _FORMS.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether a paragraph announces links to other stories ("Related stories")."""
    return _LABEL_ALONE.fullmatch(text) is not None


def is_title_like(text: str) -> bool:
    """Whether a paragraph could be the title of a story: four to twenty-two words, no closing mark."""
    plain = _LIST_MARK.sub("", text, count=1)
    words = plain.split()
    if not 4 <= len(words) <= 22 or len(plain) > 160 or plain.endswith(_CLOSED):
        return False
    return plain[0].isupper() or plain[0].isdigit() or plain[0] in "“‘\"'"


def is_listed(text: str) -> bool:
    """Whether a paragraph is an item of a list."""
    return _LIST_MARK.match(text) is not None


def is_credit(text: str) -> bool:
    """Whether a paragraph only says who reported, wrote or edited."""
    match = _CREDIT.fullmatch(text)
    return match is not None and _only_names(match["names"])


def is_byline(text: str) -> bool:
    """Whether a paragraph is a byline ("By Maud Ellery in Tavrin")."""
    match = _BYLINE.fullmatch(text)
    return match is not None and not text.endswith((".", "!", "?")) and _only_names(match["names"])


def is_author_box(text: str, before: str) -> bool:
    """Whether a closing paragraph presents the article's author, who is not named in the text before it."""
    match = _AUTHOR_BOX.fullmatch(text) if len(text) <= _MAX_FORM else None
    return match is not None and match["name"].split()[-1] not in before


def trimmed(text: str) -> str:
    """The paragraph without links to other stories that are glued to its end."""
    match = _GLUED.search(text)
    return text[: match.start()].rstrip() if match else text


def _is_link_line(text: str) -> bool:
    match = _LABELLED.fullmatch(text)
    if match is not None and len(text) <= 250:
        return not match["rest"].endswith((".", "”", '"'))
    match = _READ_MORE.fullmatch(text)
    return match is not None and len(text) <= 160 and not re.search(r"[“”\"]", text)


def _only_names(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w’'.-]*", text)
    return bool(words) and all(not word[0].islower() or word.lower() in _SMALL_WORDS for word in words)
