"""Word lists of English news language."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


MALE_TITLES = word_set("mr sir lord king prince pope baron mister")
FEMALE_TITLES = word_set("mrs ms miss lady dame queen princess baroness sheikha")
HONORIFICS = (
    MALE_TITLES
    | FEMALE_TITLES
    | word_set(
        """dr prof professor sen rep gov gen col capt lt maj sgt adm cmdr rev justice judge senator sheikh cardinal imam
        cllr"""
    )
)
OFFICE_TITLES = word_set(
    """president minister secretary chancellor premier governor mayor general colonel captain admiral congressman
    congresswoman representative ambassador commissioner director chairman chairwoman chair chief prime vice deputy
    foreign defence defense interior finance attorney former acting incoming outgoing the first lady speaker leader
    police constable inspector sergeant detective superintendent officer lieutenant major marshal spokesman
    spokeswoman archbishop bishop ayatollah sultan emir crown coach manager actor actress singer author analyst"""
)
PARTICLES = word_set("van von de der den bin bint ibn al el da dos das del della di la le du ben abu ter ten y")
NAME_SUFFIXES = word_set("jr jr. sr sr. ii iii iv")

ROLES = word_set(
    """minister president secretary chancellor premier governor mayor general colonel captain admiral commander senator
    congressman congresswoman representative lawmaker legislator ambassador envoy commissioner director chairman
    chairwoman chairperson chair chief head leader speaker spokesman spokeswoman spokesperson king queen prince princess
    pope bishop archbishop cardinal judge justice lawyer attorney prosecutor solicitor barrister professor lecturer
    economist analyst historian scientist researcher engineer doctor surgeon nurse teacher student founder co-founder
    owner partner executive officer manager coach captain player striker midfielder goalkeeper actor actress singer
    author writer journalist editor correspondent reporter columnist presenter activist campaigner candidate nominee
    deputy vice-president treasurer adviser advisor counsel negotiator diplomat politician mp banker investor trader
    farmer fisherman pilot driver resident official aide ally rival counterpart predecessor successor boss organiser
    organizer member expert fellow strategist pollster detective inspector sheriff superintendent constable sergeant
    whistleblower billionaire entrepreneur architect artist musician composer designer chef priest imam rabbi
    biologist hydrologist chemist physicist geologist ecologist meteorologist psychologist sociologist epidemiologist
    astronomer anthropologist archaeologist oceanographer pharmacist builder hiker ranger referee painter photographer
    novelist poet broadcaster host midwife paramedic firefighter
    son daughter wife husband brother sister mother father widow cousin uncle aunt nephew niece"""
)
DESCRIPTIONS = word_set(
    """man woman boy girl teen teenager suspect defendant gunman inmate prisoner fugitive escapee convict victim
    survivor star celebrity legend swimmer runner boxer golfer footballer cyclist skier accountant pensioner ceo cfo
    hero champion winner rookie veteran"""
)
PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
FEMALE_ROLES = word_set(
    """spokeswoman chairwoman congresswoman queen princess actress daughter wife sister mother widow aunt niece
    businesswoman policewoman duchess baroness"""
)
MALE_ROLES = word_set(
    "spokesman chairman congressman king prince son husband brother father uncle nephew businessman policeman duke"
)
OFFICIAL_ROLES = word_set(
    "minister president secretary chancellor premier governor mayor senator ambassador king queen pope judge chairman"
)
LEADING_VERBS = word_set(
    "chairs heads leads runs directs owns founded manages represents commands oversees edits coaches"
)

REFUSALS = word_set("decline refuse fail omit stop")
SPEECH = word_set(
    """say tell add claim announce argue write ask note explain insist declare state warn suggest acknowledge admit deny
    tweet reply respond report continue conclude recall comment observe remark joke quip promise pledge vow urge stress
    emphasise emphasize reiterate complain concede confirm describe call predict believe lament shout cry answer post
    testify assert contend caution boast exclaim counter retort think agree allege maintain demand muse chant proclaim
    opine brag yell whisper plead remind reason thunder scoff lecture preach lash blast slam decry
    interject interrupt"""
)
ACTING = SPEECH | word_set(
    """accuse accept reject agree sign approve ban impose lift threaten offer demand want refuse send launch seek back
    support oppose condemn criticise criticize deny block expel recall invite host hold release arrest withdraw pull cut
    raise order plan decide hope intend announce propose negotiate pay win lose attack invade strike fire deploy join
    leave veto abstain vote sanction recognise recognize cancel postpone suspend resume call allow grant"""
)

_DEMONYMS = word_set(
    """american=United_States chinese=China russian=Russia british=Britain french=France german=Germany italian=Italy
    spanish=Spain portuguese=Portugal dutch=Netherlands belgian=Belgium swiss=Switzerland austrian=Austria
    polish=Poland czech=Czech_Republic slovak=Slovakia hungarian=Hungary romanian=Romania bulgarian=Bulgaria
    greek=Greece turkish=Turkey ukrainian=Ukraine belarusian=Belarus swedish=Sweden norwegian=Norway danish=Denmark
    finnish=Finland icelandic=Iceland irish=Ireland scottish=Scotland welsh=Wales english=England israeli=Israel
    palestinian=Palestine iranian=Iran iraqi=Iraq syrian=Syria lebanese=Lebanon jordanian=Jordan saudi=Saudi_Arabia
    emirati=United_Arab_Emirates qatari=Qatar kuwaiti=Kuwait yemeni=Yemen omani=Oman egyptian=Egypt libyan=Libya
    tunisian=Tunisia algerian=Algeria moroccan=Morocco sudanese=Sudan ethiopian=Ethiopia kenyan=Kenya
    nigerian=Nigeria ghanaian=Ghana ugandan=Uganda rwandan=Rwanda somali=Somalia zimbabwean=Zimbabwe indian=India
    pakistani=Pakistan bangladeshi=Bangladesh afghan=Afghanistan nepali=Nepal japanese=Japan korean=Korea
    vietnamese=Vietnam thai=Thailand cambodian=Cambodia burmese=Myanmar malaysian=Malaysia indonesian=Indonesia
    filipino=Philippines philippine=Philippines australian=Australia canadian=Canada mexican=Mexico brazilian=Brazil
    argentine=Argentina chilean=Chile colombian=Colombia venezuelan=Venezuela peruvian=Peru bolivian=Bolivia
    ecuadorian=Ecuador cuban=Cuba haitian=Haiti georgian=Georgia armenian=Armenia azerbaijani=Azerbaijan
    kazakh=Kazakhstan serbian=Serbia croatian=Croatia slovenian=Slovenia bosnian=Bosnia albanian=Albania
    lithuanian=Lithuania latvian=Latvia estonian=Estonia singaporean=Singapore taiwanese=Taiwan
    european=European_Union congolese=Congo angolan=Angola zambian=Zambia malian=Mali senegalese=Senegal
    cypriot=Cyprus maltese=Malta uzbek=Uzbekistan"""
)
COUNTRIES = {demonym: country.replace("_", " ") for demonym, _, country in (pair.partition("=") for pair in _DEMONYMS)}
PLACES = frozenset(place.lower() for place in COUNTRIES.values()) | {
    "us",
    "u.s.",
    "uk",
    "u.k.",
    "america",
    "south africa",
}

AGENCIES = frozenset(
    {
        "reuters",
        "associated press",
        "ap",
        "afp",
        "agence france-presse",
        "upi",
        "bbc",
        "cnn",
        "xinhua",
        "interfax",
        "tass",
    }
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

MALE_NAMES = word_set(
    """james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick
    jack dennis jerry tyler aaron jose adam nathan henry peter zachary kyle walter ethan jeremy harold keith christian
    roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie
    gabriel logan alan juan wayne roy ralph randy eugene vincent russell louis philip bobby johnny bradley tony tom
    mike jim bill bob dan dave steve chris matt nick greg ben sam alex tim jeff ron ted barack bernie boris keir rishi
    nigel tomas pavel oskar anton stefan jonas tobias piers vladimir sergei sergey dmitri dmitry ivan igor oleg viktor
    mikhail nikolai yuri emmanuel francois françois jean pierre jacques olaf friedrich hans karl jorge carlos luis
    miguel pedro diego pablo fernando javier rafael manuel antonio mario marco luca giuseppe giovanni paolo matteo
    silvio ahmed mohammed muhammad mohamed mahmoud ali hassan hussein omar khalid abdullah ibrahim mustafa yusuf recep
    bashar benjamin binyamin isaac moshe ehud narendra rahul imran nawaz xi li wei hiroshi shinzo kenji joko
    volodymyr andriy viktor lech donald mateusz jaroslaw vaclav hugo felix lukas niko rodrigo mauricio gustavo nicolas
    simon martin ian neil graham colin trevor derek gavin craig duncan alistair hamish angus rory liam conor declan
    gareth marcus darren stuart callum idris wayne roland bernard gerard maurice leonard victor walter wilfred clive
    emeka tunde chidi obinna segun babatunde kwabena amadou moussa ousmane ibrahima tariq faisal nasser rashid zaid
    javad reza mehmet kemal emre bruno elias matteo lorenzo enrico piotr janusz krzysztof andrzej zoltan istvan laszlo
    gyorgy bogdan mihai ion vasile georgi nikos dimitris yannis joaquín joaquin andrés andres martín josé pável rubén
    arturo ernesto eduardo enrique felipe gonzalo guillermo ignacio ramon raul ricardo roberto salvador sebastian
    tomás vicente rajesh suresh ramesh anil sanjay vijay arjun rohan ravi haruto kenta takeshi minh tuan
    brendan ed fred harry oliver leo max theo lewis owen rhys dylan evan cyril kwame kofi nelson jacob thabo"""
)
FEMALE_NAMES = word_set(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley
    kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia dorothy amy
    kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine debra rachel carolyn janet
    maria olivia heather helen catherine diane julie victoria joyce lauren kelly christina joan evelyn judith andrea
    hannah megan cheryl jacqueline martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean
    alice judy isabella julia grace amber denise danielle marilyn beverly charlotte natalie theresa diana brittany
    doris kayla alexis lori marie hillary jill kamala nikki theresa liz angela ursula giorgia marine christine irena
    katya lucia ilse marta ada maud ann clara elena greta irina olga rosa svetlana natalia tatiana yulia ekaterina
    carmen isabel sofia pilar cristina dilma fatima aisha layla leila zainab amina khadija mariam nadia benazir indira
    sonia priti priyanka malala mei yuki aung sanna mette kaja jacinda julia penny nicola priti suella yvette rachel
    philippa louise luisa leyla beatriz lorna gemma claire leah zadie sunita anjali deepa lakshmi meera kavita ngozi
    chioma adaeze folake amara nneka wanjiru thandi mariama aminata fatou samira yasmin noor hala rania salma dalia
    maryam zahra parisa elif aylin ece defne beatrice francesca giulia chiara alessia federica valentina lucía lucia
    inés mónica verónica ximena guadalupe rocio soledad mercedes agnieszka malgorzata joanna magdalena ewa zofia
    pernille mette sigrid solveig freya tove linnea annika saskia anneke femke sakura haruka yoko naoko
    angela bridget sinead siobhan niamh aoife fiona moira heidi ingrid astrid birgit annalena anne eva hanna lena petra
    monika katarina zuzana milena vera ivanka melania ivana meghan kate camilla harriet lucy chloe zoe ruth naomi
    esther miriam tzipi golda ellen margrethe kristin jane judy sally wendy tracy theresa joanna gillian hilary"""
)


def gender_of_name(first: str) -> str | None:
    """Tell "m" or "f" where the first name does, else None."""
    name = first.lower()
    if name in FEMALE_NAMES:
        return None if name in MALE_NAMES else "f"
    return "m" if name in MALE_NAMES else None


NICKNAMES = {
    "joe": "joseph", "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "jim": "james",
    "jimmy": "james", "tom": "thomas", "dick": "richard", "rick": "richard", "mike": "michael", "dan": "daniel",
    "dave": "david", "steve": "steven", "tony": "anthony", "chris": "christopher", "matt": "matthew", "ben": "benjamin",
    "sam": "samuel", "nick": "nicholas", "greg": "gregory", "ed": "edward", "ted": "edward", "liz": "elizabeth",
    "kate": "katherine", "jeff": "jeffrey", "ken": "kenneth", "ron": "ronald", "don": "donald", "tim": "timothy",
    "alex": "alexander", "andy": "andrew", "charlie": "charles", "chuck": "charles", "bernie": "bernard",
    "mo": "maurice", "jerry": "gerald", "larry": "lawrence", "harry": "henry", "jack": "john", "johnny": "john",
    "billy": "william", "bobby": "robert", "peggy": "margaret", "betty": "elizabeth", "beth": "elizabeth",
    "katie": "katherine", "kathy": "katherine", "jenny": "jennifer", "abby": "abigail", "mick": "michael",
    "sue": "susan", "maggie": "margaret", "vlad": "vladimir", "mohammed": "mohamed", "muhammad": "mohamed",
}  # fmt: skip
