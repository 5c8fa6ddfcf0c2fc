"""How reports state who was killed, hurt or held."""

from __future__ import annotations

from kb.attribute_rules.counted import NumberRule, between, counted, loosely, meaning
from kb.attribute_rules.patterns import Late

# "wounded forty-one before two officers shot him": another clause begins
_NO_CLAUSE = r"(?!before|after|when|as|while|until|and)"
_KILLING = r"(?:killed|killing|murdered|murdering)"
_HURTING = r"(?:injured|injuring|wounded|wounding)"

# "two deputies were ambushed and killed", "both officers died"; not "two officers shot him"
_KILLED_OFFICERS = between(
    0, 100,
    r"{N} {ADJ}{OFFICER}(?:(?! and )[^.;]){0,40}? {BE}(?: \w+){0,3}? {DEAD}",
    r"{N} {ADJ}{OFFICER} {DIED}",
    rf"(?:{_KILLING}|deaths? of|slaying of) {{N}} {{ADJ}}{{OFFICER}}",
    # but "killed six people and wounded 14, one of them a police officer"
    r"(?:{DEAD}|{DIED})(?:(?!{HURT})[^.;]){0,40}?,? {N} of (?:them|whom|these)"
    r" (?:were )?{ADJ}{OFFICER}",
) + meaning(
    1,
    # "Deputy Ann Marsh was killed"
    r"(?:Officer|Deputy|Constable|Trooper|Sergeant|Corporal) (?-i:[A-Z])[\w.]*(?:"
    r" (?-i:[A-Z])[\w.’'-]*){0,2}"
    r" (?:was (?:shot and |fatally )?(?:killed|shot dead)|died|had died)\b",
    weight=0.5,
)  # fmt: skip
_KILLED_PUBLIC = [
    *between(
        0, 1000,
        r"{N} {ADJ}{CIVILIAN} {BE} {DEAD}", r"{N} {ADJ}{CIVILIAN} {DIED}",
        rf"{_KILLING} {{N}} {{ADJ}}{{CIVILIAN}}",
    ),
    # "Resident Maria Quill was killed": a name follows, so case matters
    NumberRule(
        Late(r"\b(?:[Rr]esident|[Mm]otorist|[Bb]ystander)(?: [A-Z][\w.-]+){1,3} was killed", 0),
        fixed=1,
    ),
]  # fmt: skip
_KILLED = [
    *between(
        0, 5000,
        r"{N} {ADJ}{PUBLIC} {BE} {DEAD}",
        r"{N} {ADJ}{PUBLIC}(?: (?:in|on|aboard) (?:an?|the|their) [\w-]+)? {DIED}",
        r"{N} {BE} killed", r"{N} {DIED}",
        # "shot and killed a 26-year-old man": the first number is his age
        # "7 people killed 19 people wounded": what follows is counted for itself
        rf"{_KILLING} {{N}} (?:[a-z’'-]+ |\d+-year-old ){{0,3}}?{{PUBLIC}}\b"
        r"(?! (?:{BE} )?{HURT})",
        # "killing four and injuring eleven", "shot and killed three."
        rf"{_KILLING} {{N}}(?= (?:and|while|but) (?:(?:seriously |critically )?"
        rf"{_HURTING}|\w+ing)\b|,? before|[.;])",
        # "Six of his coworkers were killed", "killed eight of his neighbours"
        r"{N} of (?:his|her|their|its) {ADJ}\w+ (?:{DIED}|{BE} {DEAD})",
        rf"{_KILLING} {{N}} of (?:his|her|their|its) \w+",
        # "a student shot nine people. Three of them died"
        r"{N} of (?:them|these|those|whom|those (?:shot|hit|struck|wounded|hurt|trapped|inside"
        r"|aboard|on board|there))"
        r" (?:{DIED}|{BE} {DEAD})",
        # "Three of the 118 people aboard died"
        r"{N} of the [\w,-]+ (?:{PUBLIC}|{CIVILIAN}|passengers and crew)"
        r"(?: (?:aboard|on board|inside|there))? (?:{DIED}|{BE} {DEAD})",
        # "one inmate, stabbed in the neck, died at the hospital"
        r"{N} {ADJ}{PUBLIC}, [^.;,]{3,40}, (?:{DIED}|{BE} {DEAD})",
        # "Eleven students were shot, four of them fatally"
        r"{N} of (?:them|whom) fatally",
        r"(?:took|claimed|claiming|taking)(?: the)? (?:lives of )?{N}(?: {PUBLIC})? ?lives",
        r"(?:took|claimed|claiming|taking) the lives of {N}",
        r"(?:left|leaving) {N}(?: {ADJ}{PUBLIC})? dead",
        r"death toll (?:of|was|reached|rose to) {N}",
        r"toll (?:was|stood at) {N} (?:dead|killed)\b",
        # "All three occupants of the car died", "Both people aboard were killed"
        r"(?:{N}|both) (?:occupants|people|passengers|crew)"
        r" (?:of the \w+|in (?:the|it) ?\w*|aboard|on board|inside) (?:{DIED}|{BE} {DEAD})",
        r"{N} (?:deaths|fatalities)\b(?! from| per)",
    ),
    # One resident who was killed is told as such
    *between(2, 5000, r"{N} {ADJ}(?:{CIVILIAN}|fire ?fighters?) (?:{DIED}|{BE} {DEAD})"),
    # "a 34-year-old career firefighter died and two others were injured"
    *meaning(1, r"(?:an?|one) {ADJ}fire ?fighter (?:{DIED}|was {DEAD})", weight=0.5),
    *meaning(
        0,
        r"(?:no ?-?one|nobody)(?: else)? (?:was|were) (?:seriously )?(?:injured or |hurt or )?"
        r"killed",
        r"(?:no ?-?one|nobody) (?:died|was (?:seriously |badly )?(?:hurt|injured))",
        # but "some nine thousand calls without a death"
        r"(?<!calls )(?<!cases )(?<!years )(?:no|without(?: a| any)?)"
        r" (?:loss of life|deaths?|fatalit)",
        r"(?:surrendered|taken into custody|arrested) (?:unharmed|without injury|alive)",
    ),
]  # fmt: skip
# "hostage and hostage taker killed", "the rancher was killed on the fourth day": so told where one
# person confronts police, and counted there only
ONE_KILLED = (
    *meaning(2, r"(?:hostage|victim|officer|deputy) and (?:[\w-]+ ){1,2}killed\b", weight=0.6),
    *meaning(
        1,
        r"(?:a|the|he|she|man|woman|rancher|suspect|gunman|subject|driver|attacker)"
        r"(?:(?! and (?:two|three|four|five|six|a|an|the) )[^.;,]){0,60}? (?:was|were) "
        r"(?:(?:shot and|then|later|fatally shot and) )?killed\b",
        r"(?:man|woman|rancher|suspect|gunman|subject|driver) killed\b",
        # "A woman in the cab of the truck, Mrs. Elena Baca, was killed and her husband was hurt"
        r"(?:an?|the|one) (?:[\w-]+ )?(?:man|woman|boy|girl|passenger|driver|nurse|bystander)\b"
        r"(?:(?! and )(?:M(?:rs?|s)\.|[^.;])){0,70}?, was killed\b",
        r"(?:shot|shooting) and (?:killed|killing) (?:him|her|the (?:man|woman|suspect|subject))\b",
        # "Officers shot and killed Dale Whitt, 27"
        r"(?:shot|shooting) and (?:killed|killing) (?-i:[A-Z][a-z]+ (?:[A-Z][\w.]* )?[A-Z])[\w-]+,",
        # "The clerk, Mr. Emil Hauser, 58, died the next day"
        r"(?:the|an?) [a-z]+, [^.;]{3,60}, (?:died|was killed)\b",
        # "Daniel Ruiz, 41, who had been off his medication, died on the porch"
        r"(?-i:[A-Z][a-z]+ (?:[A-Z][\w.]* )?[A-Z])[\w-]+, (?:aged )?\d{1,2},(?: [^.;]{3,90},)?"
        r" (?:died|was (?:killed|shot dead))\b",
        # "Mr. Ambler was pronounced dead", "Mr F came out and was shot dead", "died at the scene"
        r"(?:was|were) (?:pronounced|declared|found|shot) dead\b",
        r"(?:(?-i:Mr|Ms|Mrs|Mx)\.? (?-i:[A-Z])[\w-]*|he|she|(?:the )?(?:man|woman|driver"
        r"|suspect|subject|resident)"
        # "A man of thirty-four died on March 18"
        r"|an? (?:man|woman|boy|girl)(?: of| aged) [\w-]+)"
        r"(?: had)? died\b",
        # "a man of 52 was found unresponsive in his cell and died in custody"
        r"\ban? (?:man|woman|boy|girl|inmate|prisoner|detainee)\b[^.;]{0,80}? (?:and|who) died\b",
        r"(?:contributed to|caused|led to) (?:his|her) death\b",
        # An inquest is held into one death
        r"date (?:and time )?of death\b", r"inquest (?:into|touching|on) the death of\b",
        r"death of (?:a|an|the) (?:[\w-]+ ){0,2}(?:man|woman|resident|boy|girl|driver|teenager)\b",
        weight=0.4,
    ),
    # "held police off for nineteen hours and surrendered", "was talked out of a motel room"
    *meaning(
        0,
        r"(?:man|woman|he|she|suspect|gunman|subject|person)\b[^.;]{0,80} surrendered\b",
        r"(?:hours?|minutes|days), surrender(?:ed)?\b",
        r"(?:was|were) talked out\b",
        weight=0.3,
    ),
)  # fmt: skip

# Where a person is besieged, those whom he holds are hostages: "He held his two children for hours"
HELD = counted(
    "hostages", "held,holding,kept,inside,hostage,barricaded,seized,took,in the",
    between(
        1, 200,
        # "seven people were held for eleven hours", "Eleven employees were held"
        r"{N} {ADJ}(?:{PUBLIC}|{CIVILIAN}|{OFFICER}|staff|others) {BE} held\b(?! (?:for|in)"
        r" (?:questioning"
        r"|custody|the))",
        r"(?:held|holding|kept|keeping|barricaded (?:himself|herself)? ?(?:\w+ ){0,4}?with"
        r"|inside with)"
        r" (?:his |her |their |the )?{N} {ADJ}(?:{PUBLIC}|{CIVILIAN}|{OFFICER}|tellers|staff"
        r"|guards|relatives|hostages)\b",
        # "Inmates seized four corrections officers"
        r"(?:seized|overpowered) {N} {ADJ}(?:{OFFICER}|guards|staff|nurses)\b",
    ),
    between(
        1, 200,
        # "Fourteen people were inside", where nothing says how many were held
        r"{N} {ADJ}(?:{PUBLIC}|tellers|staff) (?:{BE} )?(?:still )?(?:inside|in the"
        r" (?:bank|building|store|house))\b",
        weight=0.5,
    ),
)  # fmt: skip

HARM = (
    counted(
        "killed_officers", "kill,died,death,dead,murder,slain,fatal,perish,lost", _KILLED_OFFICERS,
        loosely(
            0, 100, r"{N} {ADJ}{OFFICER} (?:shot )?(?:dead|killed)\b(?! (?:an?|the|him|her|some)\b)"
        ),
    ),
    counted("killed_public", "kill,died,murder,slain,fatal,perish,lost,drown", _KILLED_PUBLIC),
    counted(
        "killed",
        "kill,died,dead,death,murder,fatal,lives,life,custody,surrender,arrested,perish,drown,hurt,injur,"
        "surviv,not live,not get out",
        _KILLED,
        loosely(0, 5000, r"{N}(?: {ADJ}{PUBLIC})? (?:are |were |is )?(?:dead|killed)\b"),
    ),
    counted(
        "injured_officers", "injur,wound,hurt,struck,hit,shot,treated,hospital,suffer,sustain",
        meaning(
            1,
            # "Deputy Lund was treated for cuts", "Seventeen were wounded, Officer Marsh among them"
            r"(?:Officer|Deputy|Constable|Trooper|Sergeant|Corporal) [A-Z\d][\w.]* (?:was|had been)"
            r" (?:also )?(?:struck|wounded|injured|hurt|treated (?:for|at))\b(?! and killed)",
            # "wounded 14, one of them a police officer"
            r"{HURT}[^.;]{0,40}, (?:one|1) of (?:them|whom) (?:was )?an? (?:[\w-]+ )?(?:officer"
            r"|deputy|trooper|constable)\b",
            r"{HURT}[^.;]{0,40}, (?:an? |one )?(?:(?-i:[A-Z]\w+ )|police )?(?:officer|deputy"
            r"|trooper)"
            r"(?: [A-Z]\w+)? among them",
            r"(?:one|an?|the) (?:third |second |other )?{OFFICER}(?: \([^)]{1,12}\))? (?:was"
            r"|were) (?:{HURT}\b|grazed\b|struck by\b|treated for\b)",
            weight=0.5,
        ),
        between(
            0, 2000,
            r"{N} {OFFICER} (?:suffered|sustained|received) ",
            r"{N} (?:police |sheriff[’']s )?(?:officers?|constables?|deput(?:y|ies)) {BE}"
            r" (?:taken to (?:the )?hospital|treated\b(?! (?:badly|poorly|as|like|with)))",
            r"{N} {ADJ}{OFFICER}(?:(?! and )[^.;]){0,40}? {BE}(?: \w+){0,2}? {HURT}",
            rf"{_HURTING} {{N}} {_NO_CLAUSE}{{ADJ}}{{OFFICER}}",
            r"injuries to {N} {ADJ}{OFFICER}",
            # "a gunfight in which two officers were hit"
            r"{N} {ADJ}{OFFICER} {BE} (?:hit|struck)\b(?! with)",
            r"{N} {ADJ}{OFFICER} (?:suffered|sustained|reported) [^.;]{0,20}?injur",
            # "642 people had been arrested and 186 officers injured"
            r"{AND} {N} {ADJ}{OFFICER} {HURT}",
            # "Twenty-four members and fifty-one others were hurt"
            r"{N} (?:{OFFICER}|members) and [\w-]+ others {BE} {HURT}",
            # "Eight officers and at least two dozen revelers were hurt"
            r"{N} (?:{OFFICER}|members) and (?:[\w-]+ ){1,5}?{BE} (?:{HURT}|treated)",
            # "One deputy was killed and two were wounded"
            r"{OFFICER} {BE} {DEAD},? and {N}(?: others)? {BE} {HURT}",
            # "Thirty-one people were hurt, four of them officers"
            r"(?:{HURT}|treated)[^.;]{0,40}?,? {N} of (?:them|whom|these) (?:were )?{ADJ}{OFFICER}",
            # "Eleven were injured, among them two officers"
            r"{HURT}[^.;]{0,30}?, (?:among them|including) {N} {ADJ}{OFFICER}",
            r"{N} officer injuries",
            r"{N} (?:injured|wounded) (?:officers|deputies|troopers|constables)\b",
        ),
        loosely(
            0, 2000,
            r"{N} {ADJ}{OFFICER} (?:badly |seriously )?{HURT}",
            r"{N} {ADJ}{OFFICER} (?:are |is |now )?(?:in|at|to) (?:the )?hospital\b",
        ),
    ),
    counted(
        "injured_public", "injur,wound,hurt,hospital,treated",
        between(
            0, 5000,
            r"(?:{OFFICER}|members) and {N} (?:others|{PUBLIC}|{CIVILIAN}) {BE} (?:{HURT}|treated)",
            r"{N} (?:{CIVILIAN}|protest[eo]rs|demonstrators|students|inmates|prisoners|fans|people)"
            r" and [\w-]+ {OFFICER} {BE}"
            r" (?:{HURT}|treated)",
            r"{N} {ADJ}{CIVILIAN} {BE} {HURT}", rf"{_HURTING} {{N}} {{ADJ}}{{CIVILIAN}}",
            r"{N} (?:protest[eo]rs|demonstrators|students|marchers)(?:[^.;]{0,30}?) {BE} {HURT}",
            r"{N} (?:protest[eo]rs|demonstrators|students) (?:suffered|sustained)"
            r" [^.;]{0,20}?injur",
            # "sixteen members of the public went to hospital", "Six students were treated"
            r"{N} {ADJ}(?:{CIVILIAN}|protest[eo]rs|demonstrators|students)"
            r" (?:went to (?:the )?hospital|{BE} (?:taken to (?:the )?hospital"
            r"|treated (?:for|at)))",
        ),
    ),
    counted(
        "injured", "injur,wound,hurt,hospital,treated,burned",
        between(
            1, 20_000,
            r"{N} {ADJ}(?:people|persons?|victims?|individuals|others|children|concertgoers) {BE}"
            r" {HURT}",
            rf"{_HURTING} {{N}}\b(?! {_NO_CLAUSE}{{ADJ}}(?:{{OFFICER}}|{{CIVILIAN}}|percent))",
            r"(?:left|leaving) {N}(?: (?:others|more|{PUBLIC}|{CIVILIAN}))? {HURT}\b",
            r"{AND} {N}(?: others| more)?(?: {BE})? {HURT}", r"{N}(?: others| more)? {BE} {HURT}",
            # "Three paramedics were among the eleven who were hurt"
            r"{N} (?:{PUBLIC} )?who were {HURT}\b",
            r"{N} (?:people|others) (?:suffered|sustained) [^.;]{0,20}?injur",
            r"{N} {ADJ}(?:fire ?fighters?|people|passengers|patients|others) {BE} (?:treated"
            r" (?:for|at|in)|burned|hospitali[sz]ed)\b",
            # "Six people died and sixty-two were treated at area hospitals"
            r"{N} (?:others )?{BE} treated (?:at|in) (?:[\w-]+ ){0,3}hospitals?\b",
            # "Twenty-two needed hospital care"
            r"{N} (?:{PUBLIC} |of them |others )?(?:needed|required|received) (?:hospital|medical)"
            r" (?:care|treatment)\b",
            # "Twenty-two went to four hospitals"
            r"{N} (?:{PUBLIC} |of them |others )?went to (?:the )?(?:[\w-]+ ){0,2}hospitals?\b",
            r"saw {N} (?:injured|wounded)\b",
            # "Two hospitals treated 286 people for heat illness"
            r"(?:hospitals?|clinics?|medics|paramedics|ambulances?|rooms?) (?:treated|took|saw"
            r"|received"
            r"|admitted|carried) {N} (?:{PUBLIC}|{CIVILIAN})\b",
            # "Fifty-eight were taken to seven hospitals"
            r"{N} (?:{PUBLIC} |of them )?{BE} (?:taken|flown|transported|driven|admitted|brought)"
            # but "Some 300 patients were taken to other hospitals"
            r" to (?!(?:an)?other |different )(?:[\w-]+ ){0,3}hospitals?\b",
        ),
        loosely(1, 20_000, r"{N}(?: {ADJ}{PUBLIC})? (?:badly |seriously )?{HURT}\b"),
    ),
    counted(
        "hostages", "hostage",
        between(
            1, 1000,
            r"{N} {ADJ}hostages?\b(?! tak(?:er|ing)| situation| negot| incident| rescue| event"
            # some of them
            r"|(?: and [\w -]{3,30}|, [^.;]{3,50},)?(?: {BE})?"
            r" (?:wounded|hurt|injured|killed|died))",
            r"(?:held|took|taking|holding) {N} {ADJ}(?:{PUBLIC}|{CIVILIAN}) hostage",
            # "Nine customers and employees were taken hostage"
            r"{N} {ADJ}(?:{PUBLIC}|{CIVILIAN}|{OFFICER}|customers|tellers|staff|guards)"
            r"(?: and (?:[a-z]+ ){0,2}?[a-z]+)? {BE} (?:taken|held|kept) (?:as )?hostages?\b",
        ),
        loosely(1, 1000, r"(?:holding|holds|inside with) {N} {ADJ}(?:{PUBLIC}|{CIVILIAN})"),
    ),
)  # fmt: skip
