"""Demonyms in English and French, by ISO 3166-1 alpha-2 code: French, français, Nigerien, nigérienne."""

from __future__ import annotations

import re

from sahelcli.text.normalize import key

# English words, then, behind a stroke, the French adjective: masculine and, where it is not that with an e, feminine.
_TABLE = """
AE Emirati|émirati émiratie; AL Albanian|albanais; AM Armenian|arménien arménienne; AO Angolan|angolais;
AR Argentine Argentinian|argentin; AT Austrian|autrichien autrichienne; AU Australian|australien australienne;
AZ Azerbaijani|azerbaïdjanais; BA Bosnian|bosnien bosnienne; BD Bangladeshi|bangladais; BE Belgian|belge belge;
BF Burkinabe Burkinabé|burkinabè burkinabé; BG Bulgarian|bulgare bulgare; BI Burundian|burundais;
BJ Beninese Beninois|béninois; BR Brazilian|brésilien brésilienne; BW Botswanan|botswanais;
BY Belarusian|biélorusse biélorusse; CA Canadian|canadien canadienne; CD Congolese|congolais;
CF Central-African|centrafricain; CG Congolese|congolais; CH Swiss|suisse suisse; CI Ivorian|ivoirien ivoirienne;
CL Chilean|chilien chilienne; CM Cameroonian|camerounais; CN Chinese|chinois; CO Colombian|colombien colombienne;
CU Cuban|cubain; CV Cape-Verdean|cap-verdien cap-verdienne; CZ Czech|tchèque tchèque; DE German|allemand;
DJ Djiboutian|djiboutien djiboutienne; DK Danish|danois; DZ Algerian|algérien algérienne;
EE Estonian|estonien estonienne;
EG Egyptian|égyptien égyptienne; ER Eritrean|érythréen érythréenne; ES Spanish|espagnol;
ET Ethiopian|éthiopien éthiopienne; FI Finnish|finlandais; FR French|français; GA Gabonese|gabonais;
GB British|britannique britannique; GE Georgian|géorgien géorgienne; GH Ghanaian|ghanéen ghanéenne;
GM Gambian|gambien gambienne; GN Guinean|guinéen guinéenne; GQ Equatoguinean|équatoguinéen équatoguinéenne;
GR Greek|grec grecque; GW Bissau-Guinean|bissau-guinéen bissau-guinéenne; HR Croatian|croate croate;
HU Hungarian|hongrois; ID Indonesian|indonésien indonésienne; IE Irish|irlandais; IL Israeli|israélien israélienne;
IN Indian|indien indienne; IQ Iraqi|irakien irakienne; IR Iranian|iranien iranienne; IT Italian|italien italienne;
JO Jordanian|jordanien jordanienne; JP Japanese|japonais; KE Kenyan|kényan; KH Cambodian|cambodgien cambodgienne;
KM Comorian|comorien comorienne; KP North-Korean|nord-coréen nord-coréenne; KR South-Korean|sud-coréen sud-coréenne;
KW Kuwaiti|koweïtien koweïtienne; LB Lebanese|libanais; LR Liberian|libérien libérienne;
LT Lithuanian|lituanien lituanienne;
LV Latvian|letton lettonne; LY Libyan|libyen libyenne; MA Moroccan|marocain; MD Moldovan|moldave moldave;
ML Malian|malien malienne; MR Mauritanian|mauritanien mauritanienne; MW Malawian|malawien malawienne;
MX Mexican|mexicain; MZ Mozambican|mozambicain; NA Namibian|namibien namibienne; NE Nigerien|nigérien nigérienne;
NG Nigerian|nigérian; NL Dutch|néerlandais; NO Norwegian|norvégien norvégienne; NP Nepalese Nepali|népalais;
PK Pakistani|pakistanais; PL Polish|polonais; PS Palestinian|palestinien palestinienne; PT Portuguese|portugais;
QA Qatari|qatari qatarie; RO Romanian|roumain; RS Serbian|serbe serbe; RU Russian|russe russe; RW Rwandan|rwandais;
SA Saudi|saoudien saoudienne; SD Sudanese|soudanais; SE Swedish|suédois; SI Slovenian|slovène slovène;
SK Slovak|slovaque slovaque; SL Sierra-Leonean|sierra-léonais; SN Senegalese|sénégalais; SO Somali|somalien somalienne;
SS South-Sudanese|sud-soudanais; SY Syrian|syrien syrienne; TD Chadian|tchadien tchadienne; TG Togolese|togolais;
TN Tunisian|tunisien tunisienne; TR Turkish|turc turque; TZ Tanzanian|tanzanien tanzanienne;
UA Ukrainian|ukrainien ukrainienne; UG Ugandan|ougandais; US American|américain;
VE Venezuelan|vénézuélien vénézuélienne; YE Yemeni|yéménite yéménite; ZA South-African|sud-africain;
ZM Zambian|zambien zambienne; ZW Zimbabwean|zimbabwéen zimbabwéenne
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for code, english, french in re.findall(r"([A-Z]{2}) ([^|;]+)\|([^;]+)", " ".join(table.split())):
        masculine, *other = french.split()
        feminine = other[0] if other else f"{masculine}e"
        plural = masculine if masculine[-1] in "sx" else f"{masculine}s"
        for word in {key(name) for name in (*english.split(), masculine, plural, feminine, f"{feminine}s")}:
            codes[word] = (*codes.get(word, ()), code)
    return codes


CODES = _read(_TABLE)
"""The codes of the countries that an adjective may mean, by the adjective as `text.normalize.key` makes it one word."""
