"""Words for people beside a number, in English and French: 1,500 French troops, trois soldats, a force of 25,000."""

from __future__ import annotations

import re
from typing import NamedTuple

from sahelcli.phrases.figures import APPROXIMATE_WORDS

_PEOPLE = """
volunteers? volontaires? passengers? passagers? martyrs? soldiers? troops? personnel men man
wom[ae]n people persons? fighters? combatants? peacekeepers? servicem[ae]n servicewom[ae]n
servicemembers? members? instructors? advis[eo]rs? trainers? mercenar(?:y|ies) legionnaires?
paratroopers? police(?:m[ae]n)? officers? staff employees? civilians? militants? rebels? insurgents?
jihadists? terrorists? attackers? assailants? gunm[ae]n dead deaths? fatalities wounded injured
killed victims? casualties hostages? prisoners? detainees? refugees? contractors? recruits?
commandos? marines? airm[ae]n sailors? workers? forces? gendarmes? military helmets? citizens?
nationals? villagers? residents? children migrants? bodies soldats? militaires? hommes? femmes?
personnes? personnels? effectifs? combattants? policiers? instructeurs? conseillers? mercenaires?
morts? tués? blessés? victimes? civils? otages? prisonniers? réfugiés? terroristes? d?jihadistes?
rebelles? éléments? agents? employés? membres? légionnaires? parachutistes? officiers? recrues?
déplacés? habitants? assaillants? casques? migrants? enfants?
"""
_BETWEEN = """
blue service crew élèves newly recently trained more other others additional further extra new
remaining last first armed unarmed heavily lightly foreign elite special regular local military
uniformed civilian young so or some about around well-trained police peacekeeping un u\\.n\\. us
u\\.s\\. u\\.k\\. eu active-duty rotational security army state ground combat private
counter-terrorism former current government autres derniers premiers dernières premières nouveaux
jeunes forces casques anciens
"""
_LINKS = r"of|the|its|their|his|her|our|these|those|all|de|des|du|ses|leurs|nos|ces|les"
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?"
    "|oct|nov|dec|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)


def _any(words: str) -> str:
    return "|".join(words.split())


_GAP = r"[ \u00a0\u202f\r\n]{1,3}"
_AFTER = re.compile(
    rf"(?:-|{_GAP})(?i:strong|member|man|person|soldier|troop)\b"
    rf"|{_GAP}(?:others{_GAP})?(?i:were|was|have{_GAP}been|had{_GAP}been|ont{_GAP}été)"
    rf"{_GAP}(?P<suffered>(?i:killed|wounded|injured|tués|blessés))\b"
    rf"|(?:{_GAP}\([0-9][0-9.,\s]{{0,12}}\))?(?:{_GAP}(?i:{_LINKS})\b){{0,2}}"
    rf"(?:{_GAP}(?:(?i:{_any(_BETWEEN)})(?!\w)|(?!(?i:{MONTHS})\b)[^\W\d_a-zß-öø-ÿ][\w.’'-]{{0,30}}"
    rf"|\w{{1,20}}[’']s\b|\w{{1,20}}-[\w-]{{1,20}}|\w{{1,20}}ed\b)){{0,4}}?"
    rf"(?:{_GAP}d[’']|{_GAP})(?P<noun>(?i:{_any(_PEOPLE)}))(?!\w)(?P<more>(?:[ \u00a0\r\n]{{1,2}}\w{{1,30}}){{0,2}})"
)
_ABOUT = re.compile(
    rf"\b(?:{APPROXIMATE_WORDS}|environ|quelques?|près\sde|plus\sde|moins\sde|au\smoins|au\splus|jusqu[’']à|presque"
    r"|pas\smoins\sde|between|entre|from)\s+(?:the\s+|its\s+|les\s+|ses\s+|leurs\s+|d[’'])?$",
    re.IGNORECASE,
)
_FORCE_OF = re.compile(
    r"\b(?:forces?|contingent|strength|garrison|army|deployment|presence|troops|soldiers|effectifs?|armée)"
    r"\s(?:of|de|numbering|totall?ing|comptant)\s(?:[\w’']+\s){0,2}$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\s{0,2}(?:[.,;:!?)”»]|$)|\s+(?:in|to|at|from|for|by|with|on|and|until|who|that|was|were|is|are|has|had|en|au|aux|à|pour"
    r"|dans|sur|et|qui|est|jusqu)\b",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 48, 200  # signs around a number that say what it counts

_MEASURES = {
    "killed": re.compile(r"dead|deaths?|fatalities|killed|died|slain|bodies|morts?|mortes?|tuée?s?", re.IGNORECASE),
    "wounded": re.compile(r"wounded|injured|blessée?s?", re.IGNORECASE),
    "detained": re.compile(r"detained|prisoners?|detainees?|prisonniers?|détenue?s?", re.IGNORECASE),
}
# Behind the word for people, perhaps with an adjective between: what befell them, and not what they did.
_FATE = re.compile(
    rf"(?:{_GAP}(?!(?:who|which|that|had|have|has|qui|ont|a)\b)\w{{1,20}})?"
    rf"(?:{_GAP}(?:were|was|are|is|ha(?:ve|d|s){_GAP}been|ont{_GAP}été|a{_GAP}été|étaient|sont))?"
    rf"{_GAP}(dead|died|killed|slain|morte?s?|tuée?s?|wounded|injured|blessée?s?|detained|détenue?s?)\b"
    rf"(?!{_GAP}(?:[0-9]|one|two|three|four|five|six|seven|eight|nine|ten|a|an|the|some|about|at)\b)",
    re.IGNORECASE,
)


class PeopleCounted(NamedTuple):
    """The words around a number of people: their start and end, who is counted, and the measure ("killed").

    `phrase` goes on for two words, which may say whose they are; `measure` is a measure of figures, "" where
    neither the word for people names one nor what is said of them right behind it.
    """

    start: int
    end: int
    phrase: str
    measure: str = ""


def counted(text: str, start: int, end: int, block_start: int, block_end: int) -> PeopleCounted | None:
    """Return the people counted by the number from `start` to `end` in its block, None if it counts no people."""
    begins = max(block_start, start - _BEFORE)
    about = _ABOUT.search(text, begins, start)
    first = about.start() if about else start
    if match := _AFTER.match(text, end, min(block_end, end + _BEHIND)):
        noun = match["noun"] or match["suffered"] or ""
        last = match.end("noun") if match["noun"] else match.end()
        fate = _FATE.match(text, last, min(block_end, last + _BEHIND))
        measure = _measure(noun) or (_measure(fate[1]) if fate else "")
        return PeopleCounted(first, last, text[start : match.end()], measure)
    before = _FORCE_OF.search(text, begins, start)
    if before and _ALONE.match(text, end, min(block_end, end + _BEHIND)):
        return PeopleCounted(before.start(), end, text[before.start() : end])
    return None


def _measure(word: str) -> str:
    """Return the measure that a word names, "" for any other word."""
    return next((name for name, words in _MEASURES.items() if words.fullmatch(word)), "")
