"""Each rule says what its entry says: expectations written from the text of October 2020, not from
the rules.

A row: two substances ("iv:" or "eye:" or "skin:" before a route other than the mouth, "=75" after
for milligrams in a unit), facts, and the level expected of that entry; "?" for a perhaps, "-" for
nothing.
"""

from __future__ import annotations

import pytest

from medication.drug import Drug
from medication.interactions import interactions
from tests.medication.october_2020 import drug, october_2020

ROUTES = {
    "iv": "intraveineuse",
    "eye": "ophtalmique",
    "skin": "cutanee",
    "sc": "sous-cutanee",
    "im": "intramusculaire",
    "inh": "inhalee",
    "nose": "nasale",
    "iud": "intra-uterine",
    "mouth": "voie buccale autre",
}

READ = """
doxazosine + sildenafil : ASDEC
prazosine + sildenafil : PE
urapidil + tadalafil : PE
iv:verapamil + amiodarone : ASDEC
verapamil + amiodarone : PE
nimodipine + carbamazepine : ASDEC
felodipine + phenobarbital : PE
nimodipine + rifampicine : ASDEC
lercanidipine + itraconazole : ASDEC
nifedipine + itraconazole : PE
amiodarone + disopyramide : CI
flecainide + propafenone : ASDEC
diltiazem + verapamil : ASDEC
lidocaine + flecainide : APEC
amiloride + irbesartan : ASDEC PE ?
amiloride + irbesartan [hypokaliemie] : PE
spironolactone + irbesartan [insuffisance cardiaque] : ASDEC PE ?
eplerenone + irbesartan [insuffisance cardiaque] : PE
carbamazepine + clozapine : ASDEC
phenobarbital + clozapine : PE
carbamazepine + voriconazole : CI
phenytoine + voriconazole : ASDEC
sulfamethoxazole + citalopram : CI
sulfamethoxazole + sotalol : ASDEC
crizotinib + domperidone : CI
crizotinib + sotalol : ASDEC
methadone + escitalopram : CI
methadone + amiodarone : ASDEC
chloroquine + citalopram : CI
chloroquine + sotalol : ASDEC
arsenieux + hydroxyzine : CI
arsenieux + sotalol : ASDEC
darifenacine + itraconazole : CI
solifenacine + itraconazole : CI PE ?
solifenacine + itraconazole [insuffisance renale ou hepatique] : CI
solifenacine + itraconazole [!insuffisance renale ou hepatique] : PE
tolterodine + itraconazole : ASDEC
oxybutynine + itraconazole : APEC
bictegravir + rifampicine : CI
bictegravir + carbamazepine : ASDEC
iv:calcium + digoxine : CI ?
iv:calcium + digoxine [supplementation parenterale] : -
calcium + digoxine : PE
colchicine + clarithromycine : CI
colchicine + ritonavir : ASDEC
colchicine + ombitasvir : CI ASDEC ?
colchicine + ombitasvir [!insuffisance renale ou hepatique] : ASDEC
cyproterone=2 + rifampicine : ASDEC
cyproterone=50 + rifampicine : PE
cyproterone + rifampicine : ASDEC PE ?
cyproterone=2 + aprepitant : PE
cyproterone=50 + aprepitant : -
cyproterone=50 + bosentan : PE
cyproterone=2 + bosentan : -
cyproterone=2 + perampanel=12 : ASDEC
cyproterone=2 + perampanel=4 : ASDEC ?
cyproterone=100 + perampanel=12 : -
cyproterone=2 + ulipristal : ASDEC
cyproterone=50 + ulipristal : PE
dapoxetine + sildenafil : ASDEC
dapoxetine + alfuzosine : APEC
iv:esmolol + diltiazem : ASDEC PE ?
iv:esmolol + diltiazem [!fonction ventriculaire gauche alteree] : PE
dolutegravir + rifampicine : ASDEC PE ?
lamotrigine + ethinylestradiol : ASDEC PE ?
lamotrigine + ethinylestradiol [!lamotrigine en cours d'ajustement] : PE
eszopiclone + itraconazole [sujet age] : CI
eszopiclone + itraconazole [!sujet age] : PE
gemfibrozil + simvastatine : CI
fenofibrate + simvastatine : ASDEC
fenofibrate + rosuvastatine=40 : CI
fenofibrate + rosuvastatine=10 : ASDEC
fenofibrate + rosuvastatine : CI ASDEC ?
glasdegib + rifampicine : ASDEC
glasdegib + efavirenz : PE
sofosbuvir + carbamazepine : CI
sofosbuvir + efavirenz : ASDEC
grazoprevir + ritonavir : CI
grazoprevir + itraconazole : ASDEC
moclobemide + bupropion : CI
linezolide + ephedrine : ASDEC
everolimus + voriconazole : ASDEC
tacrolimus + voriconazole : PE
sildenafil + itraconazole : CI ASDEC PE ?
rosuvastatine + ledipasvir : CI
atorvastatine + ledipasvir : PE
rosuvastatine + letermovir : ASDEC
pravastatine + letermovir : PE
dasatinib + itraconazole : ASDEC
imatinib + itraconazole : PE
osimertinib + itraconazole : APEC
vandetanib + omeprazole : -
imatinib + omeprazole : -
imatinib + famotidine : APEC
entrectinib + famotidine : -
dasatinib + omeprazole : APEC
isavuconazole + ketoconazole : CI
isavuconazole + clarithromycine : PE
midazolam + clarithromycine : ASDEC
iv:midazolam + clarithromycine : PE
mouth:midazolam + clarithromycine : PE
quinine + ritonavir : ASDEC
quinine + itraconazole : PE
venetoclax + itraconazole : CI PE ?
venetoclax + itraconazole [!venetoclax en titration] : PE
phenobarbital + oxybate de sodium : CI
zolpidem + oxybate de sodium : ASDEC
hydrotalcite + raltegravir : ASDEC
hydrotalcite + digoxine : PE
gentamicine + amikacine : CI APEC ?
gentamicine + amikacine [!administration simultanee] : APEC
amiodarone + dabigatran : PE ?
spironolactone + amiloride : CI ?
spironolactone + amiloride [hypokaliemie] : APEC
spironolactone + potassium=600 : ASDEC ?
spironolactone + potassium=600 [hypokaliemie] : APEC
dolutegravir + metformine : PE ?
ombitasvir + clarithromycine : CI
ombitasvir + ritonavir : -
telithromycine + clarithromycine : CI ?
iv:quinine + mefloquine : ASDEC
quinine + mefloquine : -
rufinamide + acide valproique [!enfant] : -
posaconazole + omeprazole : ASDEC ?
iv:posaconazole + omeprazole : -
iv:acide ascorbique + deferoxamine : PE
acide ascorbique + deferoxamine : -
diazepam + cimetidine=200 : PE ?
diazepam + cimetidine=800 : PE
carvedilol + cimetidine=800 : CI
metoprolol + cimetidine=800 : PE ?
metoprolol + cimetidine=800 [!insuffisance cardiaque] : -
iv:amphotericine b + ciclosporine : APEC
amphotericine b + ciclosporine : -
iv:gentamicine + iv:atracurium : PE
eye:gentamicine + iv:atracurium : -
ciclosporine + sc:octreotide : PE
inh:budesonide + apixaban : -
budesonide + apixaban : PE
iv:dexamethasone + iv:atracurium : APEC
dexamethasone + iv:atracurium : -
eye:dexamethasone + rilpivirine : -
inh:fluticasone + itraconazole : ASDEC
skin:fluticasone + itraconazole : -
iv:methylprednisolone=1000 + warfarine : PE
methylprednisolone=16 + warfarine : PE
iv:methylprednisolone + ciclosporine : APEC
iv:dipyridamole + atenolol : APEC
dipyridamole + atenolol : -
iv:dipyridamole + cafeine : PE
iv:lidocaine + atenolol : PE
skin:lidocaine + atenolol : -
calcium + acide alendronique : PE
iv:calcium + acide alendronique : -
fer + acide alendronique : PE
fer + iv:acide zoledronique : -
fluconazole=200 + carbamazepine : PE
fluconazole=50 + carbamazepine : PE ?
iv:dantrolene + verapamil : CI
dantrolene + verapamil : -
erythromycine + pravastatine : PE
iv:erythromycine + pravastatine : -
topiramate=200 + lithium : PE
topiramate=25 + lithium : PE ?
iv:or + ramipril : APEC
busulfan + itraconazole : ASDEC ?
tedizolide + imatinib : ASDEC
iv:tedizolide + imatinib : -
eye:ofloxacine + fer : -
ofloxacine + fer : PE
potassium=600 + ciclosporine : ASDEC ?
metoprolol + terbinafine : PE ?
metoprolol + terbinafine [insuffisance cardiaque] : PE
sorbitol=5000 + polystyrene sulfonate de sodium : CI
sorbitol=100 + polystyrene sulfonate de sodium : CI ?
eliglustat + itraconazole : CI ?
hydroxycarbamide + virus de la rougeole : CI ?
hydroxycarbamide + virus de la rougeole [drepanocytose] : ASDEC
cyclophosphamide + virus de la rougeole : CI
iud:levonorgestrel + aprepitant : -
levonorgestrel=1.5 + rifampicine : ASDEC
iud:levonorgestrel + rifampicine : ASDEC ?
dacarbazine + fotemustine : PE ?
ibuprofene + mifamurtide : CI ?
acide acetylsalicylique=75 + acetazolamide : -
acide acetylsalicylique=500 + acetazolamide : ASDEC
maraviroc + nevirapine : -
maraviroc + rifampicine : PE
skin:econazole + warfarine : PE
eye:phenylephrine + selegiline : -
nose:phenylephrine + bromocriptine : ASDEC
iv:adrenaline + imipramine : ASDEC
sc:adrenaline + imipramine : PE
acide acetylsalicylique=500 + losartan : PE
acide acetylsalicylique=75 + losartan : -
acide acetylsalicylique=500 + hydrochlorothiazide : PE
acide acetylsalicylique=75 + hydrochlorothiazide : -
acide acetylsalicylique=1000 + deferasirox : APEC
acide acetylsalicylique=75 + deferasirox : -
acide acetylsalicylique=500 + methylprednisolone : ASDEC APEC ?
acide acetylsalicylique=75 + methylprednisolone : -
acide acetylsalicylique=75 + sc:enoxaparine : APEC
acide acetylsalicylique=500 + pemetrexed : ASDEC PE ?
ibuprofene + pemetrexed [insuffisance renale] : ASDEC
ibuprofene + pemetrexed [!insuffisance renale] : PE
prednisone + virus de la rougeole : CI ?
inh:budesonide + virus de la rougeole : -
spironolactone=25 + ramipril [insuffisance cardiaque] : ASDEC PE ?
spironolactone=25 + ramipril [hypokaliemie] : PE
perampanel=12 + desogestrel : ASDEC
perampanel=2 + desogestrel : ASDEC ?
spiramycine + amiodarone : CI
iv:spiramycine + amiodarone : CI
skin:spiramycine + amiodarone : -
vincamine + amiodarone : -
iv:vincamine + amiodarone : CI
rituximab + virus de la rougeole : ASDEC
bevacizumab + virus de la rougeole : APEC
iv:amphotericine b + furosemide @ HYPOKALIÉMIANTS + AUTRES : PE
amphotericine b + furosemide : -
carmustine + cimetidine=800 : ASDEC
carmustine + cimetidine=200 : ASDEC ?
carvedilol + cimetidine=200 : CI ?
iv:amphotericine b + iv:gentamicine @ AMPHOTERICINE B : APEC
iv:ciclosporine + sc:octreotide : -
dexamethasone + rilpivirine : CI
iv:methylprednisolone=40 + warfarine @ METHYLPREDNISOLONE : PE ?
iv:methylprednisolone=1000 + warfarine @ METHYLPREDNISOLONE : PE
methylprednisolone=16 + ciclosporine : -
im:or + ramipril : -
spironolactone=25 + ramipril [insuffisance cardiaque] @ + SPIRONOLACTONE : PE ?
spironolactone=25 + ramipril @ + SPIRONOLACTONE : PE ?
acide acetylsalicylique=75 + sc:enoxaparine @ PRÉVENTIVES : APEC ?
acide acetylsalicylique=75 + sc:enoxaparine [sujet age] @ CURATIVES : APEC
ibuprofene + sc:enoxaparine [heparine a dose curative] @ CURATIVES : ASDEC
levonorgestrel=1.5 + rifampicine @ INDUCTEURS ENZYMATIQUES + LEVONORGESTREL : PE
levonorgestrel=0.03 + rifampicine @ INDUCTEURS ENZYMATIQUES + LEVONORGESTREL : -
desogestrel + aprepitant : PE
rufinamide + acide valproique : PE ?
chloroquine + escitalopram @ ANTIPARASITAIRES SUSCEPTIBLES : CI
haloperidol + sotalol @ TORSADOGÈNES : ASDEC
iv:adrenaline + imipramine @ BUCCO-DENTAIRE : -
eye:phenylephrine + bromocriptine : -
iv:magnesium (hydroxyde de) + digoxine : -
hydrotalcite + digoxine @ RÉDUITE : PE
hydrotalcite + raltegravir @ RÉDUITE : ASDEC
hydrotalcite + raltegravir @ VOIE ORALE : ASDEC
hydrotalcite + digoxine @ VOIE ORALE : PE
iv:fer + fer @ SELS DE FER : ASDEC
colchicine + clarithromycine @ PUISSANTS : CI
acide acetylsalicylique=500 + apixaban : CI ASDEC ?
acide acetylsalicylique=75 + apixaban : ASDEC APEC ?
acide acetylsalicylique + apixaban : CI ASDEC APEC ?
acide acetylsalicylique=75 + apixaban [ulcere gastro-duodenal] : ASDEC APEC
acide acetylsalicylique=75 + apixaban [!ulcere gastro-duodenal] : APEC
acide acetylsalicylique=500 + ibuprofene : ASDEC
acide acetylsalicylique + ibuprofene : ASDEC APEC ?
acide acetylsalicylique=75 + clopidogrel : ASDEC PE ?
acide acetylsalicylique=75 + clopidogrel [syndrome coronarien aigu] : PE
acide acetylsalicylique=75 + clopidogrel [!syndrome coronarien aigu] : ASDEC
acide acetylsalicylique=500 + methotrexate : CI PE ?
methotrexate=2.5 + ibuprofene : ASDEC PE ?
methotrexate=25 + ibuprofene : ASDEC
methotrexate=2.5 + omeprazole : ASDEC APEC ?
methotrexate=25 + omeprazole : ASDEC
diltiazem + amiodarone @ AMIODARONE + DILTIAZEM : PE
iv:diltiazem + amiodarone @ AMIODARONE + DILTIAZEM : ASDEC
nimodipine + carbamazepine @ ANTAGONISTES DES CANAUX : ASDEC
amiloride + irbesartan [!hypokaliemie,!insuffisance cardiaque] @ ÉPARGNEURS : ASDEC
amiodarone + disopyramide @ ANTIARYTHMIQUES : CI
bictegravir + rifampicine @ INDUCTEURS : CI
colchicine + ombitasvir [insuffisance renale ou hepatique] : CI
iv:esmolol + diltiazem [fonction ventriculaire gauche alteree] @ ESMOLOL : ASDEC
dolutegravir + rifampicine [resistance aux inhibiteurs d'integrase] @ INDUCTEURS : ASDEC
lamotrigine + ethinylestradiol [lamotrigine en cours d'ajustement] : ASDEC
venetoclax + itraconazole [venetoclax en titration] @ VÉNÉTOCLAX : CI
morphine + oxybate de sodium @ SÉDATIFS : CI
sacubitril + ramipril @ BRADYKININE : CI
sitagliptine + ramipril @ BRADYKININE : ASDEC
gentamicine + amikacine [administration simultanee] @ AUTRES AMINOSIDES : CI
acide acetylsalicylique=75 + sc:enoxaparine [sujet age] @ PRÉVENTIVES : -
hydroxycarbamide + virus de la rougeole @ HYDROXYCARBAMIDE : ASDEC ?
ibuprofene + sc:enoxaparine [heparine a dose curative] @ PRÉVENTIVES : -
"""

CASES = READ.strip().splitlines()


def _drug(written: str) -> Drug:
    route, _, name = written.strip().rpartition(":")
    key, _, unit = name.partition("=")
    routes = frozenset({ROUTES.get(route, "orale")})
    return drug(key, routes=routes, unit=float(unit) if unit else None)


@pytest.mark.parametrize("line", CASES)
def test_the_rule_says_what_was_read(line: str) -> None:
    asked, _, expected = line.rpartition(" : ")
    asked, _, entry = asked.partition(" @ ")
    pair, _, given = asked.partition(" [")
    facts = {
        name.removeprefix("!"): not name.startswith("!") for name in given.rstrip("]").split(",")
    }
    facts.pop("", None)
    drugs = [_drug(part) for part in pair.split(" + ")]
    for ordered in (drugs, drugs[::-1]):
        found = interactions(october_2020(), ordered, facts=facts).pairs
        met = [one for one in (found[0].findings if found else ()) if entry in one.via]
        levels = " ".join(level.code for level in met[0].levels) if met else "-"
        said = f"{levels} ?" if met and met[0].conditional else levels
        assert said == expected, met and met[0].via
