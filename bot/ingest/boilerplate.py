"""How the lines around an article look: one paragraph at a time, told by its form."""

import re

_SOCIAL = r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|telegram|youtube|tiktok|threads|bluesky|mastodon|reddit)"
_AGENCY = (
    r"(?:getty(?: images)?|shutterstock|istock(?:photo)?|alamy|reuters|afp|ap|epa(?:-efe)?|pa(?: wire| media)?"
    r"|associated press|press association|file photo|file picture|handout|supplied|courtesy[^()]*|bloomberg)"
)

_LABEL = re.compile(
    r"(?:read (?:more|also|next|on)|also read|see also|more on this(?: story)?|more (?:stories|news|from [\w’' ]{1,40})"
    r"|related(?: (?:articles?|stories|story|content|topics|coverage|links?|news|reading))?|recommended(?: (?:stories|reading|for you))?"
    r"|you (?:may|might) (?:also )?(?:like|be interested in)|what to read next|most (?:read|viewed|popular|shared)|top stories"
    r"|trending(?: now)?|in case you missed it|further reading|up next|latest (?:news|stories|headlines)|editors?[’']s? picks?"
    r"|don[’']t miss|watch(?: now| more| next)?|explore more|keep reading|more like this|in other news)",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"(?:{_LABEL.pattern})\s*(?:[:…»>→.-]|\.\.\.)*", re.IGNORECASE)
_LABELLED = re.compile(rf"[-•*»>→\s]*(?:{_LABEL.pattern})\s*(?:[:…|»>→]|\.\.\.|\s[–—-])\s*(?P<rest>.*)", re.IGNORECASE)
_READ_MORE = re.compile(r"[-•*»>→\s]*(?:read more|read also|also read|see also)\b(?P<rest>.*)", re.IGNORECASE)
_GLUED = re.compile(
    r"(?<=[.!?”\"’)…])\s*(?:Read [Mm]ore|READ MORE|Read [Nn]ext|Also [Rr]ead|Related(?=:)|RELATED(?=:)|More on this story)"
    r"(?P<rest>(?:\s*[:…]|\.\.\.|\s|(?=[A-Z“‘]))[^.!?]*)$"
)

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:advertisement|advertising|advert|sponsored(?: content)?|promoted|promotion)s?[:.]?",
        r"(?:story|article|report) continues (?:below|after)\b.{0,60}",
        r"(?:continue reading|skip (?:past|to)|scroll (?:down )?(?:to|for)) ?.{0,80}",
        r"sign up (?:to|for|here|now|and|today)\b(?=.*\b(?:newsletters?|e-?mails?|alerts?|inbox|briefing|our|free|daily|weekly"
        r"|updates|here)\b).{0,280}",
        r"subscribe (?:to|now|today|here|for)\b(?=.*\b(?:newsletters?|channel|podcasts?|our|digital|access|unlimited|updates"
        r"|edition)\b).{0,280}",
        rf"(?:you can )?follow (?:us\b|the author\b|@|.{{1,80}}\bon (?:our )?{_SOCIAL}\b).{{0,160}}",
        rf"(?:find|like|join|visit) us on {_SOCIAL}\b.{{0,160}}",
        r"(?:get|download) (?:the|our) [\w’' ]{0,40}\bapps?\b.{0,120}",
        r"(?:get|have|receive) .{1,120}\b(?:in|to|into) your inbox\b.{0,80}",
        r"listen to (?=.*\b(?:podcasts?|episodes?|this (?:article|story)|audio|spotify|sounds|apple)\b).{0,200}",
        r"join the (?:conversation|discussion|debate)\b.{0,120}",
        r"(?:leave|post|write|add|view|show|hide|read) (?:a |your |all |the )?(?:\d+ )?comments?\b.{0,40}",
        r"(?:\d+ )?comments?(?: \(\d+\)| are closed)?\.?",
        rf"share(?: this)?(?: article| story| page| post)?(?: (?:on|via|with) .{{0,60}})?(?:[:,\s]+{_SOCIAL})*[:.]?",
        rf"(?:print|e-?mail|copy link|save|bookmark|tweet|pin|{_SOCIAL})(?:[\s,|/]+(?:print|e-?mail|copy link|tweet|{_SOCIAL}))*",
        r"(?:photo(?:graph)?|picture|image|illustration|video|graphic|caption|credit)s?"
        r"(?: (?:by|credit|courtesy(?: of)?))?\s*[:/] ?[^“”\"]{1,160}",
        r"photo(?:graph)? by .{1,80}",
        r"(?:image|media|video) (?:caption|source|copyright)\b[^“”\"]{0,240}",
        rf".{{0,300}}\((?:[^()]{{0,80}}[\s/:])?{_AGENCY}(?:[\s/][^()]{{0,60}})?\)",
        r"[\w .,’'&/©-]{0,60}\b(?:getty images|shutterstock|ap photo|epa-efe|istock)[\w .,&/-]{0,30}",
        r"(?:©|\(c\)|copyright\b[^.]{0,40}\b(?:19|20)\d\d).{0,200}",
        r".{0,120}\ball rights reserved\b.{0,160}",
        r"this (?:material|article|content) may not be (?:published|reproduced|copied|broadcast).{0,200}",
        r"(?:about the authors?|our standards: .{0,120}|terms (?:of use|and conditions)|privacy policy)\b[:.]?",
        r"(?:we(?: and our (?:\d+ )?partners)?|this (?:site|website|page)|our (?:site|website)|by (?:continuing|using|clicking)"
        r"|please (?:accept|enable|allow)|accept|manage)\b(?=.*\bcookies?\b)(?=.*\b(?:you|your|accept|consent)\b).{0,600}",
        r"(?:accept (?:all|cookies)|reject all|manage (?:cookies|preferences|choices|your (?:choices|preferences)))[\w ]{0,40}\.?",
        r"(?:to continue reading|to read (?:this|the full) (?:article|story)|subscribe to (?:continue|read|unlock)|already (?:a|have)"
        r"(?: an?)? (?:subscriber|member|subscription|account)|register to (?:continue|read)|unlock (?:this|unlimited)"
        r"|create (?:a free|an) account|please (?:enable javascript|log in|sign in)|log in to|sign in to)\b.{0,240}",
        r"(?:this|the (?:full|rest of this)) (?:article|content|story) is (?:for|only (?:available )?(?:to|for)|available (?:only )?"
        r"(?:to|for)|reserved for|exclusive to)\b.{0,40}\b(?:subscribers|members)\b.{0,160}",
        r"you(?:[’']ve| have) (?:reached|read|used)\b.{0,40}\b(?:free|limit)\b.{0,120}",
        r"support (?:our|independent) journalism\b.{0,160}",
        r".{0,160}\bcontributed (?:reporting )?to this (?:report|article|story)\.?",
        r"this (?:article|story|report) (?:was |is )?(?:first|originally) (?:published|appeared)\b.{0,160}",
        r"(?:published|updated|last updated|posted|modified)\b(?: on| at|:)?[^.!?]{0,20}\d[^.!?]{0,40}",
        r"\d+[ -]min(?:ute)?s?(?: to)? read",
        r"(?:source|sources|via): ?[^.!?“”]{1,60}",
    )
)

_CREDIT = re.compile(
    r"[(\[–—\s-]*(?:(?:additional |further |extra )?(?:reporting|research|writing|editing|graphics|translation)"
    r"(?: was (?:contributed|provided))?|edited|written|compiled|translated|with (?:additional )?(?:reporting|files))"
    r" (?:by|from)\b(?P<names>.{1,240})",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|from) (?P<names>.{2,80})", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    [
        "a",
        "additional",
        "al",
        "and",
        "at",
        "bin",
        "by",
        "compiled",
        "de",
        "del",
        "der",
        "di",
        "du",
        "editing",
        "edited",
        "el",
        "et",
        "for",
        "from",
        "graphics",
        "in",
        "la",
        "le",
        "of",
        "reporting",
        "research",
        "staff",
        "the",
        "translated",
        "translation",
        "van",
        "von",
        "with",
        "writing",
        "written",
        "y",
    ]
)
_AUTHOR_BOX = re.compile(
    r"(?P<name>(?:[A-Z][\w’'.-]+ ){1,3}[A-Z][\w’'.-]+) (?:is|writes|covers|reports|has been)\b[^“”\"]{0,60}?"
    r"\b(?:correspondent|reporter|editor|journalist|columnist|writer|contributor|bureau chief|politics|freelance)\b[^“”\"]{0,200}"
)

_CLOSED = tuple('.!?”"’:;…)]»')
_LIST_MARK = re.compile(r"(?:[-•*·–]|\d{1,2}[.)])\s")


def is_boilerplate(text: str) -> bool:
    """Whether a paragraph is a credit, a caption, a call to sign up, a notice, a label or a link to another story."""
    if len(text) > 700:
        return False
    if _LABEL_ALONE.fullmatch(text) or _is_link_line(text) or is_credit(text):
        return True
    return any(pattern.fullmatch(text) for pattern in _PATTERNS)


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
    match = _AUTHOR_BOX.fullmatch(text)
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
