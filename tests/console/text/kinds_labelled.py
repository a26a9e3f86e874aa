"""Sentences of our own with what a person takes them for, English and German."""

from __future__ import annotations

from console.domain.kinds import MessageKind

_ENGLISH = """
complaint: My parcel is still not here and it was due on Monday.
complaint: Third time I call and nobody answers. Worst service ever!
complaint: You charged me twice for one order.
complaint: The app crashes every time I open my basket.
complaint: I have been on hold for 50 minutes now.
complaint: WHERE IS MY MONEY??? TWO WEEKS!!!
complaint: Thanks for nothing.
complaint: Thanks a lot for losing my suitcase, well done
complaint: thanks but it still does not work
complaint: Thank you for making me wait four hours for nobody to show up
complaint: The lamp arrived broken, and so did the one before.
complaint: Still waiting for a refund after six weeks.
complaint: Why is it so hard to get a human on the phone? This is ridiculous.
complaint: Your courier threw my box over the fence, unacceptable.
complaint: website down again
complaint: I can't log in since the update.
complaint: my router keeps disconnecting and your support keeps telling me to restart it
complaint: Nobody responds to my e-mails.
complaint: So disappointed. I expected better from you.
complaint: The courier never showed up, I took a day off for this
complaint: Third engineer cancelled on me. I'm furious.
complaint: App is useless, it logs me out constantly
complaint: what a joke of a company
complaint: I was promised a call back by Tuesday and no one has called.
complaint: The shoes fell apart after a week, poor quality
complaint: your driver was rude to my mother
complaint: My internet is down and has been since Friday
complaint: Order cancelled without my permission.
complaint: payment failed three times, error 403
complaint: I ordered the blue one and got the wrong size in red
complaint: How many times do I have to explain this?
complaint: fix your store hours, I stood in front of a locked door
complaint: It's been two weeks and I haven't received anything.
complaint: Being ignored by your team is getting old.
complaint: You lied to me about the delivery date
complaint: the coat I bought has a torn lining
complaint: This is the second time you send me an empty box
complaint: Can you please do something? My line has been dead for days now, still nothing.
question: When do you open on Sundays?
question: How do I change my delivery address?
question: Is the blue jacket available in size M?
question: can I return a gift without the receipt
question: Do you ship to Norway?
question: What time does the sale start tomorrow?
question: Could you tell me which plan includes roaming?
question: Thank you, when will it come?
question: thanks! and how long does the refund take?
question: is there a way to pay by invoice
question: Hi, I was wondering if you have student discounts.
question: Where can I find my customer number?
question: Any plans for a shop in Leeds?
question: How much is express delivery?
question: Does the warranty cover the battery?
question: Which of the two models has the bigger screen?
question: Would it be possible to collect it at the store?
question: Are your stores open on Boxing Day?
question: What's the difference between Basic and Plus?
question: any update on my order 4711?
question: Can we bring our dog into the store?
question: Do I need an account to order?
question: Please advise whether the voucher is valid online.
question: When will the new catalogue come out?
question: Who do I contact about a job?
thanks: Thank you so much, it arrived this morning!
thanks: Thanks, that fixed it.
thanks: thx guys
thanks: Cheers, all sorted
thanks: Great, works now. Thank you!
thanks: @shop thank you for the quick help, you made my day
thanks: Much appreciated!
thanks: Thanks Anna, you are a star ⭐
thanks: Big thanks to your team for the lovely service
thanks: That worked! Thanks a million
thanks: ty
thanks: Perfect, thank you very much for sorting this out so fast.
thanks: You guys rock, thanks for the refund
thanks: Brilliant, thank you 🙏
thanks: Thanks again for all your help, Ben
thanks: Kudos to your support team!
thanks: Appreciate the help, have a good one
thanks: The new lamp arrived. Thank you!
thanks: ok thank you
other: My order number is 4711-22.
other: I have an iPhone on the newest version.
other: I sent you a DM.
other: Thanks in advance
other: Thanks, I sent you a DM with my order number
question: thank you but I would like the blue one instead
question: Thanks, please let me know as soon as it ships.
other: No thanks
other: It is the one in Camden.
other: Just walked past your new store, looks nice
other: yes
other: ok, will do
other: We ordered it last Monday, two pieces.
other: Good morning
other: I love the new spring colours
other: Happy birthday to my favourite shop!
other: The name is Fern, postcode N1 9GU
other: On a Windows laptop, in the browser.
question: Thanks, I would like to change my address to 5 Mill Lane.
other: Android 15, Pixel
"""
_GERMAN = """
complaint: Mein Paket ist immer noch nicht da, es sollte am Montag kommen.
complaint: Ich rufe zum dritten Mal an und niemand geht ran. Unmöglich!
complaint: Danke für nichts.
complaint: danke, aber es geht immer noch nicht
complaint: Seit Stunden in der Warteschleife.
complaint: Ihr habt doppelt abgebucht.
complaint: Die App stürzt ständig ab.
complaint: Schon wieder Störung in Köln
complaint: Die Lampe kam kaputt an.
complaint: Warum meldet sich keiner? Ich warte seit Wochen!
complaint: So eine Frechheit, der Fahrer hat nicht einmal geklingelt.
complaint: Ich bin sehr enttäuscht von eurem Service.
complaint: WANN KOMMT ENDLICH MEIN GELD???
complaint: Keine Antwort auf drei Mails.
complaint: Mein Internet geht nicht.
complaint: Falsche Größe geliefert und die Hotline legt auf
complaint: Das ist Abzocke.
complaint: Kann mich nicht anmelden, Fehler 500
complaint: Rückruf versprochen, nichts passiert.
complaint: Nie wieder bestelle ich bei euch
complaint: Der Techniker ist nicht gekommen, ich hatte extra frei genommen
complaint: Eure Hotline ist eine Zumutung
complaint: Die Jacke ist nach einer Woche gerissen
complaint: Ich möchte mich beschweren, der Mitarbeiter war unfreundlich
complaint: Paket wurde nicht zugestellt obwohl ich zu Hause war
complaint: Wie oft noch soll ich das erklären?
complaint: Bestellung storniert ohne mich zu fragen
complaint: Tut endlich was gegen die Ausfälle!
complaint: ich warte seit zwei Wochen auf meine Erstattung
complaint: schlechter Service, stundenlang gewartet
question: Wann öffnet ihr am Sonntag?
question: Wie kann ich meine Adresse ändern?
question: Gibt es die Jacke auch in Blau?
question: Liefert ihr in die Schweiz?
question: Könnt ihr mir sagen, welcher Tarif Roaming hat?
question: Danke, wann kommt es denn?
question: kann ich ohne Kassenbon umtauschen
question: Was kostet der Expressversand?
question: Wo finde ich meine Kundennummer?
question: Habt ihr Rabatt für Studierende?
question: Ist es möglich, per Rechnung zu zahlen?
question: Eine Frage zu Größe 42: fällt sie klein aus
question: Wie lange dauert der Umtausch?
question: Darf man Hunde mitbringen?
question: Wisst ihr schon, ob es die Lampe auch in Schwarz geben wird?
question: Muss ich mich registrieren, um zu bestellen?
question: An wen wende ich mich wegen einer Bewerbung?
question: Hallo, ich würde gerne wissen ob der Gutschein auch online gilt.
thanks: Vielen Dank, es ist heute angekommen!
thanks: Danke, jetzt läuft es.
thanks: Herzlichen Dank für die schnelle Hilfe
thanks: Super, danke!
thanks: Danke schön 😊
thanks: @shop danke euch, ihr seid super
thanks: Klasse Service, tausend Dank
thanks: Hat geklappt, danke Anna
thanks: Perfekt, besten Dank!
thanks: Merci
thanks: Danke nochmal an das ganze Team für die Hilfe
thanks: Alles gut jetzt, lieben Dank
thanks: Dankeschön für die Erstattung
other: Meine Bestellnummer ist 4711-22.
other: Danke im Voraus
other: Ich habe euch eine DM geschickt.
question: Danke, bitte meldet euch sobald es verschickt ist.
other: Nein danke
other: Guten Morgen
other: Ich nutze Android 15 auf einem Pixel.
other: Ja, genau.
other: Die Filiale in der Ringstraße.
other: Eure neuen Farben gefallen mir
question: Danke, ich möchte die Adresse auf Mühlweg 5 ändern.
other: Wir haben letzten Montag zwei Stück bestellt.
other: Alles Gute zum Jubiläum!
question: danke, aber ich hätte lieber die blaue
"""


def _read(text: str, lang: str) -> list[tuple[str, MessageKind, str]]:
    lines = (line.partition(": ") for line in text.strip().splitlines())
    return [(lang, MessageKind(kind), said) for kind, _, said in lines]


LABELLED = (*_read(_ENGLISH, "en"), *_read(_GERMAN, "de"))
"""Language, kind and words of each."""

APOLOGIES = (
    "We're sorry for the wait.",
    "Our apologies, Ada, this should not have happened.",
    "I apologise for the mix-up.",
    "That is our fault.",
    "So sorry to hear this!",
    "Das tut uns leid.",
    "Tut mir sehr leid, dass es so lange dauert.",
    "Bitte entschuldigen Sie die Verspätung.",
    "Wir bitten um Entschuldigung.",
    "Wir bedauern den Fehler.",
)
NO_APOLOGIES = (
    "Your parcel is on its way.",
    "No need to apologise, Ben!",
    "Please don't apologise.",
    "We are open till 8 pm.",
    "Dafür müssen Sie sich nicht entschuldigen.",
    "Gern geschehen!",
    "@sorry_shop is not ours.",
)
