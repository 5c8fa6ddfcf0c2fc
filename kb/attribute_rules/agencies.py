"""How reports state the agency and its place: people, officers, helpers, complaints, force."""

from __future__ import annotations

from kb.attribute_rules.counted import between, counted, loosely
from kb.numbers import NUMBER

_OUTSIDE = (
    r"(?:outside|other|neighbou?ring|assisting|additional|surrounding|partner|visiting"
    r"|more|further)"
)

_OWN = r"(?:officers|deputies|troopers)"
# "we have 12 officers hurt", "30 officers from other agencies": not the whole department
_NOT_ALL = (
    r"(?! (?:badly |seriously )?"
    r"(?:hurt|injured|wounded|down|dead|killed|shot|pinned|trapped|missing|from)\b)"
)

# "twelve police and fire departments", "40 local, state and federal agencies"
_SORT = rf"(?!(?:from|of|in|at|to|with|by|for)\b|{NUMBER}\b)[\w-]+"
_BODIES = (
    rf"(?:(?:{_SORT}, ){{0,3}}(?:{_SORT},? and )?(?:{_SORT} ){{0,3}}?"
    r"(?:agencies|departments|jurisdictions|forces|police services|organi[sz]ations))"
)
_CAME = (
    r"(?:respond(?:ed|ing)?|took part|taking part|participated|sent|joined|assisted|contributed"
    r"|were involved|came|converged|worked|answered|helped|lent|provided|supplied|deployed"
    r"|arrived|supported)"
)

AGENCIES = (
    # "a river city of 61,000", "has 52,000 residents"
    counted(
        "jurisdiction_population",
        "population,residents,inhabitants,people,city,town,county,village,community,suburb,parish,"
        "borough,municipality,jurisdiction",
        between(
            200, 50_000_000,
            # but "eleven beds for a county of 210,000"
            r"(?<!beds for a ){PLACE} of {N}\b"
            r"(?! (?:square|acres|miles|officers|employees|hectares|agencies))",
            r"(?:port|settlement|suburb|resort) of {N} (?:people|residents|inhabitants)",
            # "its population has fallen from 112,000 to 84,000"
            r"population (?:has |had )?"
            r"(?:fallen|grown|risen|declined|shrunk|increased|dropped|doubled)"
            r"(?: from [\d,]+)? to {N}",
            r"population(?: of| is| was| stood at| estimated at| about|:)? {N}",
            r"(?:has|have|had|with|home to|serves|serving|served|houses) {N}"
            r" (?:residents|inhabitants|people)\b(?! (?:were|was|killed|gathered|injured|who"
            r"|on board|aboard|inside))",
            # but "up to 300 people lived in tents", "Nine hundred people live there", on an estate
            r"{N} (?:residents|inhabitants|people) live\w*\b(?! (?:\w+ ){0,2}(?:in (?:the )?"
            r"(?:tents|cars)|on the streets?|outdoors|there)\b)",
            # "answers 9-1-1 calls for three counties and 118,000 people"
            r"(?:calls|serves|dispatch\w*|covers)\b[^.;]{0,60}? and {N} (?:people|residents"
            r"|inhabitants)\b",
            # "The 1,900 inhabitants of Lac des Bois"
            r"(?:the|its) {N} (?:inhabitants|residents|people) of (?-i:[A-Z])",
            # "The local command has 54 police for 21,000 people"
            r"(?:officers|deputies|police|troopers|constables|dispatched\b[^.;]{0,30}),? for {N}"
            r" (?:residents|inhabitants|people)\b",
            # "answers 9-1-1 for the county's 164,000 residents", "polices 26,700 people"
            r"{PLACE}[’']s {N} (?:residents|inhabitants|people)\b",
            r"(?:polices|policing|protects|protecting|covers) {N} (?:residents|inhabitants"
            r"|people)\b",
        ),
    ),
    # "118 sworn positions", "a police department of thirty-three"
    counted(
        "sworn_strength",
        "sworn,department,dept,pd,force,agency,offic,deput,trooper,service,constable,of us,command,"
        "detachment",
        between(2, 50_000, r"{N} sworn\b(?! (?:loyalty|allegiance|in\b|to\b))", weight=2.0),
        between(
            2, 50_000,
            # "Both had sworn loyalty to a foreign group"
            r"{N} {ADJ}sworn\b(?! (?:loyalty|allegiance|in\b|to\b))",
            r"policed by {N} {ADJ}officers",
            r"sworn (?:strength|complement|staff|workforce) (?:of|was|is|stood at) {N}",
            r"{N}[- ](?:officer|member|person|deputy) {FORCE}",
            r"{FORCE} (?:numbers|numbered) {N}\b",
            r"{FORCE} of {N}(?: (?:officers|deputies|members))?"
            r"\b(?! (?:square|people|percent|hours|days|the))",
            # "Selby had 12,700 inhabitants in the 2010 census, nineteen police officers and ..."
            r"ha[sd] [\d,]+ (?:people|residents|inhabitants|pupils|students)[^.;]{0,40}?,?"
            r" (?:and )?"
            r"(?:the (?:sheriff|police department|police) )?{N} {ADJ}(?:officers|deputies"
            r"|constables)",
            # "Whitford, a city of 29,000, has 52 officers", "138 of our 655 officers"
            r"{PLACE} of [\d,]+(?: people)?, (?:has|had|with) {N} {ADJ}(?:officers|deputies"
            r"|constables)",
            r"(?:of|from among) (?:our|its|their|the department[’']s|the force[’']s) {N}"
            r" (?:officers|deputies|constables|members)\b",
            # "Elk Ridge has 66,000 people and 141 officers"
            r"has [\d,]+ (?:people|residents|inhabitants),? and {N} {ADJ}(?:officers|deputies"
            r"|constables|troopers)",
            # "The force had ninety officers on the ground" counts those who were sent
            r"{FORCE},? (?:has|had|employs|employed|with) {N} {ADJ}(?:officers|deputies|troopers"
            r"|constables|members|police)\b(?! (?:on|at|there|in|ready|who|to|from|out)\b)",
            # "serves 690,000 people and has 1,340 officers"
            r"(?:sheriff|police department|department|chief|service) employs {N} {ADJ}(?:officers"
            r"|deputies|constables|troopers)\b",
            r"(?-i:Its) {N} (?:officers|deputies|constables|troopers)\b",
            r"(?:serves|polices|covers|protects) [\d,]+ (?:people|residents|inhabitants),? and"
            r" (?:has|employs) {N} {ADJ}(?:officers|deputies|constables|troopers)",
        ),
        loosely(
            2, 50_000,
            rf"(?:with|have|has|had|our|we are|we got|only) {{N}} {{ADJ}}{_OWN}\b{_NOT_ALL}",
            # "9 man dept", "a twelve-deputy sheriff's office"
            r"{N}[- ](?:m[ae]n|wom[ae]n|persons?|people|officers?|members?|deput(?:y|ies)|cops?)"
            r" (?:police |sheriff[’']?s )?(?:department|dept|PD|agency|force|office|service)\b",
            # "regional swat two hours out, only 12 of us"
            r"{N} of us\b",
        ),
        loosely(
            5, 50_000,
            # "rural county, about fifty deputies, one road out": a clause of its own
            r"(?:^|[,;(] ?){N} {ADJ}(?:officers|deputies|troopers|cops)"
            r"(?= ?[,;.)]|$| in all\b| in total\b| total\b| on (?:duty|shift|staff)\b)",
        ),
    ),
    counted(
        "agencies_count", "agencies,departments,services,forces,jurisdictions,organi",
        between(
            2, 1000,
            r"(?:involved|involving|drew|included|brought|officers from|personnel from"
            r"|responders from|total of) {N} {ADJ}(?:agencies|departments)\b",
            # "The Board reviewed the response of eighteen agencies"
            r"(?:response|work|actions|conduct|performance) (?:of|by) {N} {ADJ}(?:agencies"
            r"|departments|services|forces)\b",
            # a form's row: "Participating organizations  Eleven agencies, including four hospitals"
            r"(?:participating|responding|involved) (?:organi[sz]ations|agencies):? {N} agencies",
            r"{N} agencies,? (?:including\b|in all\b|altogether\b|in total\b)",
            # "Five agencies with 38 officers searched the river bottom"
            rf"{{N}} {{ADJ}}(?:agencies|departments|forces) with (?:about |some )?{NUMBER} {{ADJ}}"
            r"(?:officers|deputies|people|members|personnel|firefighters)\b",
            # "Twelve agencies and four churches took part"
            r"{N} {ADJ}agencies and (?:[\w-]+ ){1,4}?(?:took part|responded|joined|helped"
            r"|worked)\b",
            # "Assistance came from 26 agencies", "Officers of six agencies responded"
            r"(?:assistance|help|support|aid) (?:came|arrived) from {N} {ADJ}(?:agencies"
            r"|departments|forces|services|jurisdictions)\b",
            r"{N} {ADJ}(?:agencies|police departments) (?:responded|took part|participated|sent"
            r"|joined|assisted|contributed|were involved|came|converged|respond|worked|adopted"
            r"|(?:had |have )(?:come|arrived|joined|responded)"
            r"|had (?:a|some) part|played a part|(?:were )?(?:there|present|on scene|on the scene)"
            r"|were represented)\b",
            # "Personnel from 21 agencies", "dispatches for fourteen police and fire agencies"
            r"(?:officers|deputies|medics|members|people|staff|leaders|representatives|personnel|responders|units|teams|crews|troopers"
            r"|volunteers|fire ?fighters|dispatches|dispatch)"
            r" (?:of|from|for)"
            r" {N} {ADJ}(?:[\w-]+, )?{ADJ}(?:agencies|departments|services|forces"
            r"|jurisdictions)\b",
        ),
        # "Two departments sent officers" are the helpers alone
        between(
            4, 1000, rf"{{N}} {_BODIES} {_CAME}\b",
            # "Four thousand officers had come from 27 police services"
            rf"(?:had )?(?:come|came|arrived|drawn) from {{N}} (?:{_BODIES}|{{ADJ}}services)\b",
            rf"(?:mutual[- ]aid|total of) (?:[\w-]+ ){{0,3}}?(?:from )?{{N}} {_BODIES}\b",
        ),
        # "ten outside agencies": the lead agency is one more
        between(
            1, 1000,
            rf"{{N}} {_OUTSIDE} {{ADJ}}(?:agencies|departments)",
            r"(?:joined|helped|assisted|supported) by (?:\w+ ){0,2}?{N} {ADJ}(?:agencies"
            r"|departments|services)",
            plus=1,
        ),
    ),
    counted(
        "complaints", "complaint",
        between(
            2, 100_000,
            r"(?:logged|received|took in|recorded|produced|generated|opened|filed|of|total of"
            r"|reviewed|yielded|resulted in|investigated) {N} {ADJ}complaints",
            r"{N} {ADJ}complaints (?:were|was|had been|alleging|against|from|naming)",
        ),
    ),
    counted(
        "uses_of_force", "force",
        between(
            2, 100_000,
            r"{N} (?:applications|instances) of force\b",
            r"{N} {ADJ}uses? of force\b(?! polic| continuum| (?:between|from) (?:19|20)\d\d)",
            r"{N} {ADJ}use-of-force (?:incidents|reports|events)",
            r"force (?:was )?used {N} times",
        ),
    ),
)  # fmt: skip
