"""The guard refuses what changes a number, name, negation or hedge, and lets faithful rewording stand."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.checks.faults import FaultKind, faults
from briefer.lexicon import load

FAITHFUL = [
    # numbers in other clothes
    ("The port handled 2,000,000 tonnes of grain last year.", "The port handled two million tonnes of grain."),
    ("Repairs will cost €2m, the council said.", "Repairs will cost 2 million euros."),
    ("The fund lost $1.5bn in a week.", "The fund lost 1.5 billion dollars in one week."),
    ("About a dozen boats were missing on Sunday.", "About 12 boats were missing."),
    ("Two dozen villagers were evacuated.", "24 villagers were evacuated."),
    ("Turnout was 61.5 percent, up from 58 in the spring.", "Turnout rose to 61.5% from 58."),
    ("Twenty-five schools closed in Tarvia.", "25 schools in Tarvia closed."),
    ("The clinic treated two hundred and fifty patients.", "The clinic treated 250 patients."),
    ("The 3rd ferry sank on 2 November 2021.", "The third ferry sank on November 2nd, 2021."),
    ("Between two and three million people are affected.", "From 2 million to 3 million people are affected."),
    ("The bridge, opened in 1974, carries 12 000 cars a day.", "The bridge carries 12,000 cars a day."),
    ("Hundreds of sheep drowned in the Emmer valley.", "Hundreds of sheep drowned."),
    ("A third reactor was shut down at Halverton.", "The third reactor at Halverton was shut down."),
    ("A soldier was killed near the depot.", "One soldier was killed near the depot."),
    # names, longer and shorter, other endings, initials
    ("Harbour master Mara Venn said the quay was sound.", "Venn said the quay was sound."),
    ("Iranian officials said the talks went on.", "Talks went on, according to Iran."),
    ("The European Union approved the loan.", "The EU approved the loan."),
    ("The UN opened a camp near Dorsk.", "The United Nations opened a camp near Dorsk."),
    ("U.S. inspectors visited the plant in Ostrava.", "US inspectors visited the Ostrava plant."),
    ("Prime Minister Ilan Orlo met the envoy in Tarvia.", "Orlo met the envoy."),
    ("The ministry’s spokeswoman, Ada Rill, spoke on Tuesday.", "Ministry spokeswoman Ada Rill spoke on Tuesday."),
    ("“We are ready,” said Colonel Brandt.", "Brandt said they were ready."),
    ("Dorsk police arrested the driver after the crash.", "Police in Dorsk arrested the driver."),
    ("The mayor welcomed the ruling.", "The ruling was welcomed by the mayor."),
    # negations kept in another form
    ("The dam did not burst, engineers said.", "The dam didn't burst."),
    ("There was no warning before the fire.", "There was not any warning before the fire."),
    ("Nobody was hurt when the crane fell.", "No one was hurt when the crane fell."),
    ("The pilot never filed a flight plan.", "The pilot did not file a flight plan."),
    ("The company operated without a licence.", "The company had no licence."),
    ("The council cannot pay its staff.", "The council can't pay its staff."),
    ("Neither the mayor nor her deputy attended.", "The mayor and her deputy did not attend."),
    ("The shipments are “not going to change the course of the war”.", "The shipments won't change the war's course."),
    ("Rill said the report was not true.", "Rill said the report was false."),
    ("Orlo denied taking money from the builder.", "Orlo said he did not take money from the builder."),
    ("Orlo denied that he had met the builder.", "Orlo denies having met the builder."),
    ("The army would not say how many tanks it had lost.", "The army declined to say how many tanks it lost."),
    ("The figures have not been confirmed.", "The figures are unconfirmed."),
    ("No evidence of fraud was found in the recount.", "The recount found no evidence of fraud."),
    # names of countries, nouns of verbs, shares, hedges in the same words' kin
    ("France said it would not send troops.", "French troops will not be sent."),
    ("“We expect to dose the first patient in May.”", "Dosing of the first patient is expected in May."),
    ("A quarter of the wells are dry.", "25 percent of the wells are dry."),
    ("The heir is likely to be Rask, her aide.", "Rask, her aide, will probably be the heir."),
    # negations said without one
    ("Rescuers were unable to reach Dorsk because of mud.", "Mud prevented rescuers from reaching Dorsk."),
    ("The ministry said it would not extend the truce.", "The ministry ruled out extending the truce."),
    ("The gate remained closed on Sunday.", "The gate did not reopen on Sunday."),
    ("The council has not paid its suppliers since April.", "Suppliers have gone unpaid by the council since April."),
    ("The levy does not apply to tenants.", "Tenants are exempt from the levy."),
    ("The general did not attend the hearing.", "The general was absent from the hearing."),
    ("Few of the promised lorries have arrived.", "Most of the promised lorries have not arrived."),
    ("The ferry is unlikely to sail, its owner said.", "The owner said the ferry would probably not sail."),
    ("Venn said the envoy had seen no proof of theft.", "The envoy has not seen any proof of theft, Venn said."),
    ("Two leaks were considered possibly dangerous.", "Inspectors thought two leaks were possibly dangerous."),
    # what the statement leaves out does not matter
    ("The bridge reopened on Monday but the tunnel did not.", "The bridge reopened on Monday."),
    ("The council approved the budget and did not discuss the stadium.", "The council approved the budget."),
    ("Venn said the quay was sound, although she had not seen the survey.", "Venn said the quay was sound."),
    ("The ship left Tarvia on Friday and may have reached Dorsk.", "The ship left Tarvia on Friday."),
    ("The bank, which reportedly employs 900, will close in June.", "The bank will close in June."),
    (
        "Asked about the leak, which Brandt denies, Rill said the valve was replaced in May.",
        "The valve was replaced in May.",
    ),
    # hedges kept, as printed or as one of the same sort
    ("The virus may have come from the market.", "The virus might have come from the market."),
    ("The virus could have come from the market.", "It is possible that the virus came from the market."),
    ("Prices will probably rise in March.", "Prices are likely to rise in March."),
    ("The envoy is expected to arrive on Monday.", "The envoy is expected on Monday."),
    ("He allegedly stole the funds.", "He is alleged to have stolen the funds."),
    ("The attack appears to have been planned.", "The attack seems to have been planned."),
    ("It is unclear whether the crew survived.", "Whether the crew survived is not known."),
    ("The crew could not be reached on Monday.", "The crew couldn't be reached."),
    ("The minister said she believed the mine was safe.", "The minister believes the mine is safe."),
    # the same said with another word that negates
    ("The club refused to publish the letter.", "The club did not publish the letter."),
    ("The firm did not pay the fine.", "The firm failed to pay the fine."),
    ("The board rejected the allegation that it hid the losses.", "The board denies that it hid the losses."),
    ("The board rejected the allegation that it hid the losses.", "The board says it did not hide the losses."),
    ("The company disputes the figures.", "The company contests the figures."),
    ("The hospital admitted five people, not nine.", "The hospital admitted five people rather than nine."),
    ("The inspector had taken no written statement.", "The inspector did not take a written statement."),
    ("Marn denied any wrongdoing.", "Marn says he did nothing wrong."),
    ("The group has not claimed responsibility.", "No claim of responsibility has been made by the group."),
    ("The claims could not be independently verified.", "There is no independent confirmation of the claims."),
    ("The vote could be delayed.", "The vote may be postponed."),
    # hours and days in other clothes
    ("The pump failed at 3.12am on Friday.", "The pump failed at 3:12 a.m. on Friday."),
    ("The pump failed at about 02:15.", "The pump failed around 2:15 a.m."),
    ("The siren sounded at 14:30.", "The siren sounded at 2:30 p.m."),
    ("The line has run since 4 May 2023.", "The line has run since May 4, 2023."),
    # names and numbers that keep their places
    ("Kesmar accused Dovria of shelling Tul.", "Dovria was accused by Kesmar of shelling Tul."),
    ("The ferry carried 41 vehicles against a limit of 44.", "The limit was 44 vehicles and the ferry carried 41."),
    ("Asked by Yarrow, Holm said she found gaps.", "Holm said she found gaps, asked by Yarrow."),
    # other words, other order
    (
        "Two fishermen drowned after their boat capsized off Cape Sorrel.",
        "A boat capsized off Cape Sorrel, drowning two fishermen.",
    ),
    (
        "Fire crews rescued 14 people from the roof of the Hotel Lindau.",
        "Fourteen people were rescued from the roof of the Hotel Lindau by fire crews.",
    ),
    ("The court sentenced Dahl to six years for bribery.", "Dahl was sentenced to six years for bribery."),
    ("Officials in Tarvia said the water was safe to drink.", "The water is safe to drink, Tarvia officials say."),
    ("Grain prices rose by 4% on news of the blockade.", "News of the blockade pushed grain prices up 4 percent."),
    ("The airline cancelled 200 flights after the outage.", "After the outage, the airline cancelled 200 flights."),
    ("“The truce is holding,” General Brandt told reporters in Dorsk.", "General Brandt said the truce was holding."),
    ("Workers at the plant walked out over pay.", "Plant workers walked out over pay."),
    (
        "Scientists measured the lowest level of Lake Emmer since 1998.",
        "Lake Emmer is at its lowest level since 1998, scientists found.",
    ),
]

FAULTY = [
    # numbers
    ("The blast killed 12 people.", "The blast killed 120 people.", "number", "120", "added"),
    ("The blast killed twelve people.", "The blast killed twenty people.", "number", "twenty", "added"),
    ("Repairs will cost €2m.", "Repairs will cost €2bn.", "number", "2 bn", "added"),
    ("Turnout was 61.5 percent.", "Turnout was 615 percent.", "number", "615", "added"),
    ("Hundreds of sheep drowned.", "A total of 100 sheep drowned.", "number", "100", "added"),
    ("Two dozen villagers were evacuated.", "Two hundred villagers were evacuated.", "number", "Two hundred", "added"),
    ("The mine closed in 1998.", "The mine closed in 1989.", "number", "1989", "added"),
    ("Several boats were missing.", "Seven boats were missing.", "number", "Seven", "added"),
    ("Two soldiers died.", "One soldier died.", "number", "One", "added"),
    ("The port handled 2,000,000 tonnes.", "The port handled 200,000 tonnes.", "number", "200,000", "added"),
    ("Some 1,200 homes lost power.", "Some 12,000 homes lost power.", "number", "12,000", "added"),
    ("The fund lost $1.5bn.", "The fund lost $15bn.", "number", "15 bn", "added"),
    # names
    ("Iran sent advisers to Dorsk.", "Iraq sent advisers to Dorsk.", "name", "Iraq", "added"),
    ("The ship left Tarvia on Friday.", "The ship left Dorsk on Friday.", "name", "Dorsk", "added"),
    ("The ship left on Friday.", "The ship left on Monday.", "name", "Monday", "added"),
    ("Venn said the quay was sound.", "Rill said the quay was sound.", "name", "Rill", "added"),
    ("The ministry approved the loan.", "The EU approved the loan.", "name", "EU", "added"),
    ("Austria closed its border.", "Australia closed its border.", "name", "Australia", "added"),
    ("The envoy met the king.", "The envoy met King Osric.", "name", "Osric", "added"),
    ("The minister resigned.", "The minister resigned over the Halverton leak.", "name", "Halverton", "added"),
    ("Korea tested a missile.", "Kosovo tested a missile.", "name", "Kosovo", "added"),
    ("The plant belongs to Lindau Industries.", "The plant belongs to Москва Industries.", "name", "Москва", "added"),
    # a number or a name in another's place
    (
        "The ferry carried 41 vehicles against a limit of 44.",
        "The ferry carried 44 vehicles against a limit of 41.",
        "number",
        "44",
        "misplaced",
    ),
    (
        "Constipation (11%) and fatigue (7%) were common.",
        "Constipation (11%) and fatigue (11%) were common.",
        "number",
        "11",
        "misplaced",
    ),
    (
        "Of 22 recommendations, 17 were carried out.",
        "Of 22 recommendations, 22 were carried out.",
        "number",
        "22",
        "misplaced",
    ),
    (
        "A lawmaker accused Orrick of misleading the house in Tarvia.",
        "A lawmaker accused Tarvia of misleading the house.",
        "name",
        "Tarvia",
        "misplaced",
    ),
    (
        "Two nurses reported drops in October and December.",
        "Two nurses reported drops in October and October.",
        "name",
        "October",
        "misplaced",
    ),
    (
        "Corvane wants to buy its rival Sutter, according to Brennick.",
        "Corvane wants to buy its rival Brennick.",
        "name",
        "Brennick",
        "misplaced",
    ),
    ("The ward closed after two nurses left.", "The ward closed after one nurses left.", "number", "one", "added"),
    # negations dropped
    ("The players refused to train.", "The players agreed to train.", "negation", "refused to", "dropped"),
    (
        "A club that failed to field a team loses points.",
        "A club that managed to field a team loses points.",
        "negation",
        "failed to",
        "dropped",
    ),
    ("Dovria rejected the accusation.", "Dovria accepted the accusation.", "negation", "rejected", "dropped"),
    ("The minutes mention the talk.", "The minutes do not mention the talk.", "negation", "not", "added"),
    ("A doctor, who was not authorised to speak, said two had died.", "Two had not died.", "negation", "not", "added"),
    ("The dam did not burst.", "The dam burst.", "negation", "not", "dropped"),
    ("Brandt did not order the attack.", "Brandt did order the attack.", "negation", "not", "dropped"),
    (
        "The shipments are not going to change the war.",
        "The shipments are going to change the war.",
        "negation",
        "not",
        "dropped",
    ),
    (
        "Orlo denied taking money from the builder.",
        "Orlo took money from the builder.",
        "negation",
        "denied",
        "dropped",
    ),
    (
        "Iranian officials have denied they have provided drones.",
        "They have provided drones.",
        "negation",
        "denied",
        "dropped",
    ),
    (
        "There is no evidence that the ship carried weapons.",
        "The ship carried weapons.",
        "negation",
        "There is no evidence that",
        "dropped",
    ),
    ("Nobody was hurt when the crane fell.", "People were hurt when the crane fell.", "negation", "Nobody", "dropped"),
    ("The pilot never filed a flight plan.", "The pilot filed a flight plan.", "negation", "never", "dropped"),
    (
        "The company operated without a licence.",
        "The company operated with a licence.",
        "negation",
        "without",
        "dropped",
    ),
    ("The council can't pay its staff.", "The council can pay its staff.", "negation", "can't", "dropped"),
    ("The claim that the bridge was unsafe is not true.", "The bridge was unsafe.", "negation", "not true", "dropped"),
    ("Reports of a leak are false, Rill said.", "Rill said there was a leak.", "negation", "are false", "dropped"),
    ("The figures are unconfirmed.", "The figures are confirmed.", "hedge", "unconfirmed", "dropped"),
    ("The tests were inconclusive.", "The tests were conclusive.", "negation", "inconclusive", "dropped"),
    (
        "Orlo did not deny that he met the builder.",
        "Orlo denied that he met the builder.",
        "negation",
        "not",
        "dropped",
    ),
    (
        "The army would not say how many tanks were lost.",
        "The army did say how many tanks were lost.",
        "negation",
        "would not say how",
        "dropped",
    ),
    # a name between the words between which another stands, or more often than the evidence has it
    (
        "The former head of Wessing Infirmary, Henrietta Orlo, spoke on Tuesday.",
        "The former head of Ms Orlo, Henrietta Orlo, spoke on Tuesday.",
        FaultKind.NAME,
        "Orlo",
        "misplaced",
    ),
    (
        "“I was never asked,” Rill said after the win over Dorsk.",
        "Nobody asked Dorsk, she said after the win over Dorsk.",
        FaultKind.NAME,
        "Dorsk",
        "misplaced",
    ),
    # what the evidence negates, affirmed in other words
    (
        "The ministry said it would not extend the truce.",
        "The ministry has not ruled out extending the truce.",
        FaultKind.NEGATION,
        "not",
        "dropped",
    ),
    (
        "Orlo did not order any raid on Dorsk.",
        "Orlo accepts the claim that he ordered a raid on Dorsk.",
        FaultKind.NEGATION,
        "not",
        "dropped",
    ),
    (
        "The county has no plans to evacuate anyone.",
        "The county is planning to evacuate anybody.",
        FaultKind.NEGATION,
        "no",
        "dropped",
    ),
    (
        "The league has no view on who is right.",
        "The league takes some position on who is right.",
        FaultKind.NEGATION,
        "no",
        "dropped",
    ),
    ("Only members voted on the levy.", "Members have not voted on the levy.", FaultKind.NEGATION, "not", "added"),
    # negations added
    ("The dam burst.", "The dam did not burst.", "negation", "not", "added"),
    ("The council approved the budget.", "The council never approved the budget.", "negation", "never", "added"),
    (
        "The council approved the budget but not the stadium.",
        "The council did not approve the budget.",
        "negation",
        "not",
        "added",
    ),
    ("Orlo said he met the builder.", "Orlo denied he met the builder.", "negation", "denied", "added"),
    ("The crew was rescued with help.", "The crew was rescued without help.", "negation", "without", "added"),
    ("The vote was conclusive.", "The vote was inconclusive.", "negation", "inconclusive", "added"),
    # hedges dropped
    ("The virus may have come from the market.", "The virus came from the market.", "hedge", "may", "dropped"),
    ("The strike could last for weeks.", "The strike will last for weeks.", "hedge", "could", "dropped"),
    ("He allegedly stole the funds.", "He stole the funds.", "hedge", "allegedly", "dropped"),
    ("The attack appears to have been planned.", "The attack was planned.", "hedge", "appears", "dropped"),
    ("Prices will probably rise in March.", "Prices will rise in March.", "hedge", "probably", "dropped"),
    ("The envoy is expected to sign the accord.", "The envoy will sign the accord.", "hedge", "expected", "dropped"),
    ("The minister believes the mine is safe.", "The mine is safe.", "hedge", "believes", "dropped"),
    ("It is unclear whether the crew survived.", "The crew survived.", "hedge", "unclear", "dropped"),
    (
        "Reports of a second blast could not be verified.",
        "There was a second blast.",
        "hedge",
        "could not be verified",
        "dropped",
    ),
    # hedges added, or made stronger or weaker
    ("The virus came from the market.", "The virus may have come from the market.", "hedge", "may", "added"),
    ("He stole the funds.", "He allegedly stole the funds.", "hedge", "allegedly", "added"),
    ("Prices will rise in March.", "Prices will probably rise in March.", "hedge", "probably", "added"),
    (
        "The virus may have come from the market.",
        "The virus probably came from the market.",
        "hedge",
        "may have",
        "dropped",
    ),
]

RUSK = "Rusk said the dam had burst in two places."
UNTRUE = "Orlo said that was untrue."
SENATOR = "The senator said the wind farm killed 40,000 seabirds in a single year."
FALSE = "The claim is false."
WITHDRAWN = "The model was withdrawn in 2022."

FAITHFUL_TO_SEVERAL = [
    (["Guests are not allowed to smoke here.", "Guests are not allowed to swim here."], "Guests are barred from smoking here and cannot swim here."),
    (["They rejected the amendment on Monday.", "She said at least 60 delegates were considering a walkout before the speech."], "At least 60 delegates were thinking about a walkout before the speech."),
    # what a sentence holds false may stand in the one before
    ([SENATOR, FALSE], "The claim that the wind farm killed 40,000 seabirds in a single year is false."),
    ([RUSK, UNTRUE], "Orlo said it was untrue that the dam had burst in two places."),
    ([RUSK, UNTRUE], "Orlo denied that the dam had burst in two places."),
    (["She looked at us and denied the leak.", UNTRUE], "Orlo said it was untrue that she had denied the leak."),
    # a question left open in the evidence's own words
    (["“We’re monitoring this to determine whether the crates arrive,” Venn said."], "Venn said they were monitoring whether the crates arrive."),
    # a hedge that comments from the end of a clause
    (["A study published on Monday suggests that the fault may be longer."], "The fault may be longer, a study suggests."),
    (["The fault is longer, a study suggests."], "A study suggests that the fault is longer."),
]  # fmt: skip

FAULTY_TO_SEVERAL = [
    (["They rejected the amendment on Monday.", "She said at least 60 delegates were considering a walkout before the speech."], "At least 60 delegates were not thinking about a walkout before the speech.", "adds the negation “not”"),
    ([SENATOR, FALSE], "The wind farm killed 40,000 seabirds in a single year.", "drops the negation “is false”"),
    ([RUSK, UNTRUE], "The dam had burst in two places.", "drops the negation “was untrue”"),
    ([RUSK, UNTRUE], "The dam had not burst in two places.", "adds the negation “not”"),
    ([RUSK, UNTRUE], "Orlo did not deny that the dam had burst.", "adds the negation “not”"),
    ([FALSE, WITHDRAWN], "It is false that the model was withdrawn in 2022.", "adds the negation “is false”"),
    ([SENATOR, WITHDRAWN], "The claim that the wind farm killed 40,000 seabirds is false.", "adds the negation “is false”"),
    (["The report on the dam is false.", WITHDRAWN], "It is false that the model was withdrawn.", "adds the negation “is false”"),
    (["Inspectors tested the tank to determine whether it leaked."], "Inspectors determined whether the tank leaked.", "drops the hedge “to determine whether”"),
    (["Inspectors tested the tank to determine whether it leaked."], "Inspectors tested the tank, which leaked.", "drops the hedge “to determine whether”"),
    (["Venn does not know whether the crates arrived."], "Venn knows whether the crates arrived.", "drops the hedge “does not know whether”"),
    (["The fault is longer, a study suggests."], "The fault is longer.", "drops the hedge “suggests”"),
    (["A study suggests the fault is longer, and the lake is shallow."], "The lake is shallow, a study suggests.", "adds the hedge “suggests”"),
]  # fmt: skip


# Evidence, a faithful rewording, and the same rewording with a mistake in it.
TWINS = [
    # a word that says no for a negation, and the reverse
    ("The council voted down the plan for a bridge by 9 to 4.", "The plan for a bridge was rejected, 9 to 4.", "The plan for a bridge was accepted, 9 to 4."),
    ("The board threw out the appeal on Friday.", "On Friday the board dismissed the appeal.", "On Friday the board upheld the appeal."),
    ("Nobody objected when the minutes were approved.", "The minutes were approved without objection.", "The minutes were approved with objections."),
    ("The airline barred passengers from carrying batteries.", "Passengers were not allowed to carry batteries.", "Passengers were allowed to carry batteries."),
    ("Inspectors could find no trace of the shipment.", "Inspectors were unable to find any sign of the shipment.", "Inspectors found some sign of the shipment."),
    ("The mayor stayed away from the ceremony.", "The mayor did not attend the ceremony.", "The mayor did attend the ceremony."),
    ("Ministers have yet to decide whether to appeal.", "Ministers are undecided about an appeal.", "Ministers have decided on an appeal."),
    ("The driver escaped unhurt.", "The driver was not injured.", "The driver was injured."),
    ("The price of bread has stayed the same since May.", "The price of bread has not changed since May.", "The price of bread has changed since May."),
    ("The talks ended without a deal.", "The talks ended and no agreement was reached.", "The talks ended and an agreement was reached."),
    ("The bill failed to pass the Senate.", "The Senate did not pass the bill.", "The Senate passed the bill."),
    ("The hospital lacked a generator.", "The hospital had no generator.", "The hospital had a generator."),
    ("Few of the workers joined the strike.", "Not many of the workers joined the strike.", "Many of the workers joined the strike."),
    ("The group broke its promise to leave.", "The group did not keep its promise to leave.", "The group kept its promise to leave."),
    ("Dahl was acquitted.", "Dahl was found not guilty.", "Dahl was found guilty."),
    ("The city is short of nurses.", "The city does not have enough nurses.", "The city has enough nurses."),
    ("The match was called off.", "The match did not take place.", "The match took place."),
    ("The court left the ban in place.", "The court did not lift the ban.", "The court lifted the ban."),
    # a word that is answered answers for no negation beside it
    ("The union opposed the merger.", "The union was against the merger.", "The union was not against the merger."),
    ("By 9 to 4 they rejected the plan that would have closed the pool.", "The plan that would have closed the pool was defeated by 9 to 4.", "The plan that would not have closed the pool was defeated by 9 to 4."),
    ("The beam was too badly bent to be straightened.", "The beam was bent so badly that it could not be straightened.", "The beam was bent badly but could be straightened."),
    ("Power was not restored for 19 hours.", "Power took 19 hours to be restored.", "Power was restored for 19 hours."),
    ("The law allows tenants to sublet only if they ask the council.", "Tenants may not sublet unless they ask the council.", "Tenants may not sublet if they ask the council."),
    ("The strike goes on if there is no offer by noon.", "The strike goes on unless there is an offer by noon.", "The strike goes on if there is an offer by noon."),
    ("Boats were used in place of buses.", "Boats were used rather than buses.", "Boats were not used rather than buses."),
    ("The memo bore no signature.", "The memo was unsigned.", "The memo was signed."),
    ("The rally was not held on Sunday.", "The rally did not take place on Sunday.", "The rally took place on Sunday."),
    ("Dorsk has not denied a tenant a second lease since 1974.", "No tenant in Dorsk has been refused a second lease since 1974.", "No tenant in Dorsk has been given a second lease since 1974."),
    ("A drill was planned for May but was not carried out.", "A drill planned for May did not take place.", "A drill planned for May did take place."),
    # refusals and denials in other words
    ("The minister would not say who signed the order.", "The minister declined to name who signed the order.", "The minister named who signed the order."),
    ("Rill said the accusation was a lie.", "Rill denied the accusation.", "Rill confirmed the accusation."),
    ("Rill described the suggestion that he was paid as untrue.", "Rill rejected as untrue the suggestion that he was paid.", "Rill accepted the suggestion that he was paid."),
    # words that hold a negation and deny nothing
    ("At least 40 homes were flooded.", "No fewer than 40 homes were flooded.", "No more than 40 homes were flooded."),
    ("Up to 300 jobs will go.", "No more than 300 jobs will go.", "No fewer than 300 jobs will go."),
    ("A strike is “more likely than not”, Venn said.", "A strike is more likely than not, Venn said.", "No strike is more likely than not, Venn said."),
    ("The price fell by 4 percent.", "The price declined by 4 percent.", "The price never declined by 4 percent."),
    ("The flat is not and never has been rented from Rill.", "The flat has never been rented from Rill.", "The flat has been rented from Rill."),
    # hedges in other words
    ("Rill thinks that the quay is sinking.", "The quay is sinking, in Rill's view.", "The quay is sinking."),
    ("The ministry could lift the cap. Doing so might cost 40 jobs.", "Lifting the cap might cost 40 jobs.", "Lifting the cap will cost 40 jobs."),
    ("The crew was expected on Monday.", "The crew was due on Monday.", "The crew arrived on Monday."),
    ("Rill feared that the quay was sinking.", "Rill was afraid that the quay was sinking.", "Rill knew that the quay was sinking."),
    ("The fee appeared on the form as rent.", "The fee was listed on the form as rent.", "The fee was allegedly listed on the form as rent."),
    # numbers said without a number word, and number words that count nothing
    ("She is the first mayor in four decades to resign.", "She is the first mayor in 40 years to resign.", "She is the first mayor in 400 years to resign."),
    ("The bridge stood for half a century.", "The bridge stood for 50 years.", "The bridge stood for 5 years."),
    ("The ferry was shut for a fortnight.", "The ferry was shut for 14 days.", "The ferry was shut for 40 days."),
    ("The figure is for a single port.", "The figure is for one port.", "The figure is for two ports."),
    ("Both ships sank.", "The two ships sank.", "The three ships sank."),
    ("They agreed after the mill had closed.", "They agreed once the mill had closed.", "They agreed twice the mill had closed."),
    # names where they can't stand
    ("Conservatives, who lost Tul, blamed Rill.", "Rill was blamed by Conservatives, who lost Tul.", "Rill was blamed by the Rill, who lost Tul."),
    ("Ilse Maren leads Bram Collin by 812 votes.", "The lead of Ilse Maren over Bram Collin is 812 votes.", "The lead of Ilse Maren over Ilse Maren is 812 votes."),
    ("The memo was written on Feb. 12 by Fenwick.", "Fenwick wrote it on Feb. 12.", "Fenwick wrote it on Fenwick. 12."),
    ("Aurelio Banti warned that his team was not in Marsh Haven.", "His team was not in Marsh Haven, Banti warned.", "His team was not in Marsh Haven, Marsh Haven warned."),
    ("The mine poured acid into the river Lauer.", "The mine poured acid into the Lauer.", "The mine poured acid into the Maren."),
    ("According to Ms Rill, a diver told her that oil leaked into Tul Bay.", "According to Ms Rill, a diver said that oil leaked into Tul Bay.", "According to Tul Bay, a diver said that oil leaked into it."),
    ("On July 11 the crew watched Apollo 11 land in Tul.", "Apollo 11 landed in Tul as the crew watched.", "Apollo 11 landed in Maren as the crew watched."),
    ("The museum, two centuries old, shut.", "The museum, 200 years old, shut.", "The museum, 20 years old, shut."),
    ("Rill let the Legislature know.", "The Legislature was let know by Rill.", "Rill was let know by Legislature."),
    ("Logs seen by Venn show 23 leaks. The owner is Tarvia Lines.", "Venn has seen logs that show 23 leaks.", "Tarvia Lines has seen logs that show 23 leaks."),
    ("Rill feared for Lake Emmer after a lawmaker accused her of lying.", "A lawmaker accused Rill of lying.", "A lawmaker accused Lake Emmer of lying."),
    ("Ms Venn said the firm would sell its yard in Tul to Mr Rask.", "Ms Venn said the yard in Tul would be sold to Mr Rask.", "Ms Venn said the yard in Tul would be sold to Ms Venn."),
    ("Mr Orlo said that he had no idea who was behind Pelham Lines.", "Orlo did not know who was behind Pelham Lines.", "Orlo did not know who was behind Mr Orlo."),
    ("The Senate gave the Treasury until May to reply.", "The Senate gave the Treasury a May deadline.", "The Senate gave the Senate a May deadline."),
    ("DORSK - Ada Rill told the court that Bram Oster burned the files.", "Bram Oster burned the files, Ada Rill told the court.", "Ada Rill burned the files, Bram Oster told the court."),
    ("Prof. Ada Rill of Tul College, who wrote the study, thinks that the mine is dead.", "The mine is dead, in Rill's view.", "The mine is dead, in Tul's view."),
    ("The Tarvian army fired no shell, Colonel Brandt said.", "According to Colonel Brandt, the Tarvian army fired no shell.", "According to the Tarvian, Colonel Brandt fired no shell."),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "faithful", "corrupted"), TWINS)
def test_a_rewording_stands_and_the_same_with_a_mistake_does_not(evidence, faithful, corrupted):
    known = load("en")
    assert list(map(str, faults(faithful, [evidence], lexicon=known))) == []
    assert faults(corrupted, [evidence], lexicon=known)


# Evidence of one or several sentences and what it does not bear out, though a word of it says something like it.
BORNE_OUT_BY_NOTHING = [
    (["The ministry could lift the cap."], "The ministry began lifting the cap."),
    (["Police hoped for arrests, but there were none."], "Police did not hope for arrests."),
    (["The dam did not leak.", "Police hoped for arrests, but there were none."], "The dam did not leak and there were arrests, as police hoped."),
    (["He resigned last year."], "He resigned after one year."),
    (["The six-week strike ended on Monday."], "Workers were out for seven days."),
    (["The beam was too weak to stand.", "The tower did not stand."], "The beam was too weak to stand; the tower stood."),
    (["No boats reached the port."], "As the crew did it alone, some vessels arrived."),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "statement"), BORNE_OUT_BY_NOTHING)
def test_what_another_word_of_the_evidence_only_resembles_is_a_fault(evidence, statement):
    assert faults(statement, evidence, lexicon=load("en"))


@pytest.mark.parametrize(("evidence", "statement"), FAITHFUL_TO_SEVERAL)
def test_a_faithful_rewording_of_sentences_that_lean_on_each_other_stands(evidence, statement):
    assert list(map(str, faults(statement, evidence, lexicon=load("en")))) == []


@pytest.mark.parametrize(("evidence", "statement", "fault"), FAULTY_TO_SEVERAL)
def test_a_change_to_sentences_that_lean_on_each_other_is_a_fault(evidence, statement, fault):
    assert fault in list(map(str, faults(statement, evidence, lexicon=load("en"))))


@pytest.mark.parametrize(("evidence", "statement"), FAITHFUL)
def test_a_faithful_rewording_stands(evidence, statement):
    assert list(map(str, faults(statement, [evidence], lexicon=load("en")))) == []


@pytest.mark.parametrize(("evidence", "statement", "kind", "word", "direction"), FAULTY)
def test_a_changed_number_name_negation_or_hedge_is_a_fault(evidence, statement, kind, word, direction):
    found = faults(statement, [evidence], lexicon=load("en"))
    assert [word for fault in found if (fault.kind, fault.direction) == (kind, direction) and word in fault.word]


SENTENCES = st.sampled_from([evidence for evidence, _ in FAITHFUL] + [evidence for evidence, *_ in FAULTY])


@given(SENTENCES)
def test_the_sentence_itself_always_stands(sentence):
    assert faults(sentence, [sentence], lexicon=load("en")) == ()


@given(SENTENCES)
def test_a_sentence_in_other_quotes_dashes_and_spaces_stands(sentence):
    other = sentence.replace("“", '"').replace("”", '"').replace("’", "'").replace(" ", "  ")
    assert faults(other, [sentence], lexicon=load("en")) == ()


@given(SENTENCES, st.integers(100, 9_999_999))
def test_an_added_number_is_always_a_fault(sentence, number):
    found = faults(f"{sentence[:-1]} in {number} places.", [sentence], lexicon=load("en"))
    assert (
        number == 250 or f"{number}" in sentence.replace(",", "") or FaultKind.NUMBER in {fault.kind for fault in found}
    )


@given(SENTENCES, st.sampled_from(["Osterling", "NATO", "Zembla", "Владимир", "東京"]))
def test_an_added_name_is_always_a_fault(sentence, name):
    assert FaultKind.NAME in {
        fault.kind for fault in faults(f"{sentence[:-1]} with {name}.", [sentence], lexicon=load("en"))
    }


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3), st.booleans())
def test_any_text_can_be_compared(statement, sentences, known):
    faults(statement, sentences, also=sentences, kept=sentences, lexicon=load("en") if known else None)


def test_a_source_s_names_count_as_evidence():
    sentence = "She said the dam was safe."
    assert faults("Rill said the dam was safe.", [sentence], lexicon=load("en"))
    assert faults("Rill said the dam was safe.", [sentence], also=["Ada Rill"], lexicon=load("en")) == ()


def test_a_hedge_that_the_item_keeps_elsewhere_is_not_dropped():
    sentence = "Engineers believe the dam is safe."
    assert faults("The dam is safe.", [sentence], kept=["believe"], lexicon=load("en")) == ()


def test_a_name_may_stand_for_a_pronoun_or_for_the_company():
    sentences = ["Pellar said its pond was intact.", "The chemist, Ilmar Voss, said he did not trust the company."]
    assert faults("Voss does not trust Pellar.", sentences, also=["Ilmar Voss"], lexicon=load("en")) == ()


def test_a_name_stands_in_the_same_words_once_in_a_sentence():
    sentence = (
        "An inspector told the court on Tuesday that a former clerk had told her that the harbour's finance director, "
        "Casper Rhone, ordered invoices to be shredded two days before auditors arrived."
    )
    told = (
        "Casper Rhone ordered the shredding of invoices two days before the auditors arrived, a former clerk told {}."
    )
    assert faults(told.format("the inspector"), [sentence], lexicon=load("en")) == ()
    (found,) = faults(told.format("Casper Rhone"), [sentence], lexicon=load("en"))
    assert str(found) == "puts the name “Casper Rhone” in the place of another"


def test_the_names_of_a_chain_are_different_parties():
    sentence = "According to Dalla, Eckley said Rhone put four folders on the table."
    said = faults(
        "Dalla put four folders on the table.", [sentence], also=["Tomas Eckley", "Dalla"], lexicon=load("en")
    )
    assert [str(fault) for fault in said] == ["puts the name “Dalla” in the place of another"]


def test_one_negation_of_the_statement_does_not_answer_for_two_of_the_evidence():
    sentences = ["Halloway made no promise.", "She had no right to."]
    found = faults("Halloway did not make the promise and had some right to.", sentences, lexicon=load("en"))
    assert [str(fault) for fault in found] == ["drops the negation “no”"]


def test_what_the_evidence_says_twice_need_be_said_once():
    sentences = ["No data was taken, the airline said.", "“No data was taken,” its chairman said."]
    assert faults("No data was taken.", sentences, lexicon=load("en")) == ()


def test_numbers_and_names_are_compared_without_a_lexicon():
    found = faults("В Дорске погибли 30 человек.", ["В Тарвии погибли 3 человека."], lexicon=None)
    assert {fault.kind for fault in found} == {FaultKind.NUMBER, FaultKind.NAME}


def test_a_fault_reads_as_a_line():
    assert [str(fault) for fault in faults("The dam is safe.", ["The dam is not safe."], lexicon=load("en"))] == [
        "drops the negation “not”"
    ]


def test_a_long_sentence_is_compared_in_time_linear_in_its_length():
    def seconds(repeats):
        sentence = "The army did not say that Orlo may have met 12 envoys of the European Union in Dorsk, " * repeats
        start = time.process_time()
        faults("Orlo did not meet the envoys in Dorsk.", [sentence], lexicon=load("en"))
        return time.process_time() - start

    seconds(10)
    short = min(seconds(100) for _ in range(3))
    # Ten times the length; were it quadratic, 100 times the time. Again only where the machine was busy.
    assert any(seconds(1000) < 50 * short for _ in range(3))


def test_a_word_that_the_article_prints_in_lower_case_is_no_name_where_it_opens_a_sentence():
    sentence = "Nuts fell from the trees on Monday."
    assert faults("Walnuts fell from the trees.", [sentence], lexicon=load("en"))
    assert faults("Walnuts fell from the trees.", [sentence], common={"walnuts"}, lexicon=load("en")) == ()


@pytest.mark.parametrize(
    ("statement", "sentence", "wrong"),
    [
        ("the dam was safe in May", "Orlo said the dam was safe in May, a report shows.", []),
        ("the dam was safe", "It is unclear whether the dam was safe.", [FaultKind.HEDGE]),
        ("the dam was safe", "Orlo denied that the dam was safe.", [FaultKind.NEGATION]),
        ("the dam may be safe", "Orlo said the dam may be safe.", []),
    ],
)
def test_a_cut_of_a_sentence_changes_nothing_unless_it_leaves_a_cue_behind(statement, sentence, wrong):
    assert [fault.kind for fault in faults(statement, [sentence], lexicon=load("en"))] == wrong
