"""How reports state the size of an event: crowds, arrests, people moved, buildings lost, scenes."""

from __future__ import annotations

from kb.attribute_rules.counted import between, counted, loosely, meaning

_GATHERED = (
    r"(?:gathered|marched|walked|attended|assembled|filled|rallied|protested|demonstrated|converged|turned"
    r" out|took part|showed up|blocked)"
)
_GOERS = (
    r"(?:people|persons|(?<!counter-)protest[eo]rs|demonstrators|marchers|spectators|fans|concertgoers|visitors"
    r"|attendees|participants|visitors|students|festival-?goers|ticket ?holders|patrons)"
)
_BIDDEN = r"(?:told|ordered|asked|urged|advised|directed|instructed|forced|warned)"
_TO_GO = (
    r"(?:to (?:leave|evacuate|get out|move out|go)\b|out\b|inland\b"
    r"|(?:from|out of|away from) (?:their|its|the|\d+) [^.;,]{0,20}?(?:homes?|houses|coast|area)\b)"
)
_BUILDINGS = r"(?:structures|homes|houses|buildings|residences|dwellings)"

SCALE = (
    # "the crowd, estimated at 3,200", "1,350 people attended"
    counted(
        "crowd_size_high",
        "crowd,people,persons,protest,demonstrat,march,fans,spectator,attend,visitor,student,goers,"
        "holders,patron,audience,gathering,vigil,rally,drew,drawing,attract,outside,ticket,filled,packed,"
        "thronged,lined,crowded",
        between(
            20, 5_000_000,
            # "a crowd of 1,500-2,000"
            r"crowds?,?(?: of| that| which| was| were| had| reached| grew| peaked| swelled"
            r"| estimated)*(?: to| at)? (?:\d[\d,]* ?[-–] ?)?{N}"
            r"(?! (?:hours|minutes|days|nights|feet|yards|blocks))",
            # "the Office’s estimate of the largest crowd, 1,900, is based on aerial photographs"
            # "The crowd at its largest, on the second Saturday, was put at 1,100"
            r"crowd,? at its (?:largest|height|peak)[^.;\d]{0,60}? (?:was|at|numbered) {N}",
            r"(?:largest|biggest|peak) (?:crowd|gathering|march|turnout),? (?:of |was |at )?{N}",
            # "At its peak the gathering numbered about 2,400", "16,900 tickets had been sold"
            r"(?:crowd|gathering|march|marchers|protest[eo]rs|demonstrators)\b[^.;]{0,40}? numbered"
            r" {N}",
            r"{N} tickets (?:were|had been|was) sold",
            # "Between 15,000 and 18,000 filled eleven blocks"
            r"{N} (?:filled|packed|thronged|lined|crowded) (?:\w+ )?(?:streets?|blocks|the|into"
            r"|onto)\b",
            rf"{{N}} {{ADJ}}{_GOERS}(?: had| have| who)? {_GATHERED}",
            # "About 11,000 people were present", "some 24,000 people came to the quay"
            rf"{{N}} {{ADJ}}{_GOERS} (?:were (?:present|there|attending)|came to|had come to"
            rf"|arrived"
            rf"|came out)\b",
            rf"{{N}} {{ADJ}}{_GOERS} (?:stood|were) (?:outside|in front of|around|between"
            r"|in the streets?)",
            r"(?:attended by|attendance (?:of|was|reached)|audience of|gathering of|vigil of"
            r"|rally of|protest of|march of|drew|attracted|drawing|brings|brought|hosted) {N}"
            r"(?! (?:agenc|officer|department|depart|percent|members|staff|personnel|represent))",
            # "Attendance that evening was 41,300", "The march, which police put at 12,000"
            r"attendance (?:that|on the|for the) \w+(?: \w+)? (?:was|came to|reached) {N}",
            r"(?:march|rally|crowd|gathering|vigil|protest)\b[^.;]{0,40}? put (?:it )?at {N}",
            # "the crowd was put at 2,600", "the whole gathering at 1,400", "counted 340 people"
            r"(?:crowd|gathering|turnout|attendance)(?: (?:was|were))? (?:put |estimated"
            r" |counted )?at {N}(?! (?:hours|a\.m|p\.m|o.clock))",
            rf"(?:counted|(?<!\ban )estimated)(?: that)? {{N}} {_GOERS}\b",
            # "between 900 and 1,100 people stood on the bridge", "a crowd, perhaps 1,800 to 2,200"
            rf"(?:between )?\d[\d,]*(?: (?:and|to|or) | ?[-–] ?){{N}} {{ADJ}}{_GOERS}",
            r"crowd\b[^.;]{0,30}?,? (?:perhaps|some|about|of|estimated)[^.;\d]{0,20}(?:[\d,]+"
            r" (?:to|and) )?{N}"
            rf" {{ADJ}}{_GOERS}",
            rf"{{N}} {{ADJ}}{_GOERS}(?:, [^.;,]{{3,40}},)? (?:filled|were (?:waiting|watching"
            rf"|gathered|standing)"
            r"|crowded|stood|celebrated|spilled)\b",
            # "On March 3, 2018, 40 residents": a month is no march
            r"(?:protest|demonstration|march(?!,? \d)|rally|vigil|gathering)[^.;]{0,40}?,? {N}"
            rf" {{ADJ}}{_GOERS}\b(?! {{BE}} (?:arrested|injured|killed|hurt|treated|cited"
            rf"|detained))",
            rf"{{N}} {{ADJ}}{_GOERS}[^.;]{{0,30}} (?:in the hall|at the (?:concert|festival|event|"
            r"rally|protest|march|show|parade)|on the (?:street|square|green))",
        ),
        loosely(
            20, 5_000_000,
            rf"{{N}} {{ADJ}}{_GOERS} (?:are |were )?(?:now )?"
            r"(?:outside|in front of|in the street|downtown|around|at the|on the|in the)",
            # "abt 400 outside our station"
            r"{N} outside (?:the|our|my|his|her|city|police|headquarters)\b",
            rf"{{N}} {_GOERS}(?:$|[,.])", rf"(?:with|expect\w*|for) {{N}} {{ADJ}}{_GOERS}",
        ),
    ),
    counted(
        "arrests", "arrest,custody,booked,detained",
        between(
            1, 50_000,
            r"(?:of|made|in|with|is|count(?:s|ed)?|records?|total(?:s|led|ed)?|were)"
            r" {N} {ADJ}arrests",
            r"{N} arrests (?:were|had been|by|during|over|made|followed)",
            # "He was arrested thirty-eight minutes after midnight" counts no arrests
            r"arrest(?:ed|ing|s of) {N}\b(?! of (?!them|those|these)|-\w"
            r"| (?:minutes?|hours?|days?|weeks?|months?|years?|times|miles?|blocks?|streets?|yards"
            r"|feet|doors)\b)",
            r"there (?:were|had been|have been) {N} {ADJ}arrests",
            r"{N} (?:{PUBLIC} |{CIVILIAN} )?(?:were |was |placed )?under arrest\b",
            r"{N} {ADJ}(?:{PUBLIC}|{CIVILIAN})(?: {BE}) (?:arrested|taken into custody)",
            r"{N} (?:{PUBLIC} )?{BE} (?:arrested|taken into custody|detained|booked)\b",
            # "Eleven officers were injured and 36 people arrested"
            r"{AND} {N} {ADJ}(?:{PUBLIC}|{CIVILIAN}|fans|supporters) (?:arrested|detained)\b",
            r"{N} (?:{PUBLIC} )?(?:were )?(?:in|into) custody",
        ),
        meaning(
            0, r"(?:there were|made|with|and) no arrests\b",
            r"no ?(?:-?one|body|arrests) (?:was|were|had been) (?:made|arrested)\b", weight=0.5,
        ),
        loosely(1, 50_000, r"{N} (?:people )?arrest(?:s|ed)\b"),
    ),
    counted(
        "evacuated", "evacuat,displaced,leave,left,fled,moved,led,taken,brought,bring,sheltered,"
        "ordered,carried,lifted,told to,asked to,urged to,advised to",
        between(
            10, 10_000_000,
            # "140 residents of Weir Street were asked to leave", "37 people were moved to a hall"
            r"{N} {ADJ}(?:{PUBLIC}|{CIVILIAN})(?: and [a-z]+)?"
            r"(?: (?:of|from|in|on|within|along|near|around) [^.;,]{3,50}?)?(?: {BE})?"
            rf" (?:evacuated|displaced|{_BIDDEN} {_TO_GO}"
            r"|left (?:their homes|theirs\b|(?:in|during|before|by)"
            r" (?:the|that|this|night|day|dawn|midnight))|fled their homes"
            r"|moved (?:from|out of|away|to an? )"
            r"|(?:led|brought|taken) (?:out|to safety)|sheltered)",
            # "The county told 2,400 residents to evacuate"
            rf"{_BIDDEN} {{N}} {{ADJ}}(?:{{PUBLIC}}|{{CIVILIAN}})(?: (?:of|from|in|on|within)"
            rf" [^.;,]{{3,40}}?)? {_TO_GO}",
            # "An evacuation order covered 62,000 people"
            r"evacuat(?:ion|e) (?:orders?|zones?|areas?|notices?)[^.;]{0,30}? (?:cover(?:ed|ing)"
            r"|affect(?:ed|ing)|for|appl(?:ied|ying) to|of|to|with) {N} {ADJ}(?:{PUBLIC}"
            r"|{CIVILIAN})\b",
            # "Some 2,300 of the 6,800 residents were moved"
            r"{N} of (?:the|its|their) [\d,]+ (?:{PUBLIC}|{CIVILIAN}|inhabitants) {BE} (?:moved\b"
            rf"|evacuated\b|displaced\b|{_BIDDEN} {_TO_GO})",
            # "brought out 167 people", "112 were moved to other places"
            r"(?:brought|got|led|carried|lifted) out {N} (?:{PUBLIC}|{CIVILIAN})\b",
            r"{N} (?:{PUBLIC} )?{BE} (?:moved|taken|sent) to (?:an?other|other|safer)\b",
            # "55 minutes to bring the last of some 410 people out"
            r"(?:bring|brought|get|got|lead|led) (?:the last of )?{N} (?:{PUBLIC}|{CIVILIAN})"
            r" (?:out|to safety)\b",
            # "Two people died and 340 were evacuated"
            rf"{{N}} {{BE}} (?:evacuated\b|{_BIDDEN} {_TO_GO})",
            # "of whom the city estimates that 21,000 left under the mandatory order"
            r"{N} (?:{PUBLIC} |{CIVILIAN} )?(?:left|fled|moved out) (?:under|before|after|ahead"
            r" of|because of)\b",
            r"evacuat(?:ed|ion of|ing|e) {N}(?: {PUBLIC}| {CIVILIAN}"
            r"|\b(?! (?:homes|buildings|hours|min)))",
        ),
    ),
    counted(
        "structures_lost", "structure,homes,houses,building,residence,dwelling,propert",
        between(
            1, 1_000_000,
            rf"{{N}} {{ADJ}}{_BUILDINGS}(?: and (?:[a-z]+ ){{0,2}}?[a-z]+)?"
            r"(?: {BE}| had been| as)? (?:destroyed|lost|gone|burned|damaged or destroyed)",
            r"(?:destroyed|burned|consumed|claimed|leveled|fire took|blaze took|storm took)"
            r"(?: [^.;]{0,40}? and)? {N} {ADJ}"
            rf"{_BUILDINGS}",
            # "Four hundred and six properties were flooded and 34 were lost outright"
            rf"(?:{_BUILDINGS}|properties)\b[^.;]{{0,40}}? and {{N}} (?:of them )?{{BE}} (?:lost"
            r"|destroyed|demolished)\b",
        ),
    ),
    counted(
        "scenes", "scene,location,places,homes,houses,addresses",
        between(
            1, 50,
            r"{N} (?:separate |different |crime |distinct |attack |incident )*"
            r"(?:scenes|crime scenes)\b",
            r"{N} (?:separate |different |distinct |attack )+locations\b",
            # "killed eight of his neighbours at seven places"
            r"(?:killed|shot|murdered)\b[^.;]{0,60}? (?:at|in) {N} (?:different |separate )?"
            r"(?:places|homes|houses|addresses)\b",
            r"(?:attacks?|shootings?|shot people|explosions?) (?:at|in) {N} "
            r"(?:separate |different )?locations\b",
        ),
    ),
)  # fmt: skip
