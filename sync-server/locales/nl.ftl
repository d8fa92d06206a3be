# De zinnen van het kantoor.

skip = Naar de inhoud
nav-label = Het kantoor
nav-review = Na te kijken
nav-work-orders = Werkbonnen
nav-requests = Aanvragen
nav-buildings = Gebouwen
nav-history = Geschiedenis
nav-devices = Toestellen
nav-waiting = wachtend
language-label = Taal
sign-out = Afmelden
sign-in-title = Aanmelden
sign-in-lead = Het enige loket van de technische diensten
sign-in-login = Gebruikersnaam
sign-in-password = Wachtwoord
sign-in-do = Aanmelden
sign-in-wrong = Gebruikersnaam of wachtwoord onjuist.
sign-in-too-often = Te veel pogingen. Wacht een kwartier.
sign-in-put-off = Te veel pogingen. Wacht een kwartier, of meld u aan in een browser waarin u dat al eerder deed.
sign-in-phone = Dit is het account van een technicus: gebruik de app op de telefoon, op het adres /.
sign-in-unsent = Uw sessie was afgelopen: er is niets verzonden. Wat u had geschreven, staat na het aanmelden voor u klaar.
pages-label = Pagina’s
pages-before = Vorige pagina
pages-after = Volgende pagina
pages-beyond = De lijst is korter: op deze pagina staat niets.
pages-first = Eerste pagina
review-title = Na te kijken
review-said = De lijst met na te kijken verslagen is gewijzigd.
review-nothing = Er wacht geen verslag. Ze verschijnen hier zodra de telefoons netwerk hebben.
review-filter = Verslagen kiezen
review-show = Tonen
review-show-all = Alle verslagen
review-show-odd = Met extra aandacht
review-show-plain = Zonder bijzonderheden
review-order = De bon en zijn stappen
review-pile = Alle verslagen
review-ways = Vorig verslag, volgend verslag
review-before = Vorige
review-next = Volgende
review-unsent = U schreef wat er ontbreekt, maar hebt het niet verzonden. Stuur het verslag terug, of wis die tekst voor u goedkeurt.
review-decided-meanwhile = Over dit verslag is intussen beslist.
sort-label = Volgorde
sort-oldest = Oudste eerst
sort-newest = Nieuwste eerst
deviations = Wat afwijkt
deviation-cannot = Kon niet worden afgewerkt: { $reason }
deviation-failed = Niet in orde: { $item }
deviation-unanswered = Verplichte controle zonder antwoord: { $item }
deviation-unusual = { $item }: { $value } { $unit }, nooit eerder gemeten (van { $least } tot { $most } { $unit })
deviation-unwritten = Het verslag is leeg.
deviation-no-after = Een foto vooraf, geen foto achteraf.
deviation-overdue = Afgewerkt na de uiterste datum ({ $day }).
deviation-late = Verstuurd door iemand aan wie deze bon niet meer was toegewezen.
deviation-returned = Dit verslag is al eens teruggestuurd.
take-back = Deze beslissing terugnemen
keys-title = Sneltoetsen
keys-use = Deze toetsen gebruiken
keys-j = Volgend verslag
keys-k = Vorig verslag
keys-a = Goedkeuren
keys-r = Terugsturen
keys-u = De laatste beslissing terugnemen
keys-p = Foto’s vergroten
keys-help = Deze lijst tonen
order-said = Deze bon is gewijzigd.
requests-said = De lijst met aanvragen is gewijzigd.
where = Waar
asset = Toestel
asset-none = Geen bepaald
organisation = Bestuur
nature = Aard
assigned = Toegewezen aan
team-none = Zonder ploeg
assigned-nobody = Niemand
colon = {": "}
reason = Reden
hazards = Gevaren
access = Toegang
access-keys = Sleutels
access-contact = Contact
access-phone = Telefoon
access-hours = Uren
reports = Verslagen
report-empty = Er werd niets geschreven.
photos = Foto’s
photo-on-phone = Nog op de telefoon
photo-withdrawn = Foto ingetrokken
photo-corrected = Foto gecorrigeerd
photo-added = toegevoegd (opnamedatum onbekend)
photo-another-day = op een andere dag genomen:
photo-of-request = Foto van de aanvraag
photo-close = Sluiten
photo-before = Vorige foto
photo-after = Volgende foto
checklist = Controlelijst
checklist-asked = Te controleren
checklist-found = Vastgesteld
checklist-by = Door
required = verplicht
answer-missing = Antwoord ontbreekt
answer-none = Zonder antwoord
materials = Gebruikt materiaal
timeline = Stappen
contradictions = Te beslechten
contradiction-field = Twee waarden tegelijk gegeven
contradiction-finished-though-cancelled = Ter plaatse afgerond terwijl het kantoor annuleerde
contradiction-finished-twice = Door twee technici afgerond
contradiction-taken-back-though-approved = Afronding ongedaan gemaakt terwijl het kantoor goedkeurde
contradiction-cannot-follow = Een stap die niet kon volgen
contradiction-state = De bon was toen
contradiction-choose = Welke waarde behouden?
contradiction-choose-step = Wat telt?
contradiction-note = Beslissing, in enkele woorden
contradiction-settle = Beslechten
contradiction-settled = Gezien en beslecht
field-title = Titel
field-description = Beschrijving
field-nature = Aard
field-priority = Prioriteit
field-due = Vervaldag
field-planned-from = Gepland vanaf
field-planned-to = Gepland tot
field-space = Lokaal
field-asset = Toestel
field-team = Ploeg
field-answer = Antwoord van de controlelijst
deliveries = Laat aangekomen of met een verkeerde klok
delivery-late = was niet meer belast met deze bon
decide = Beslissen
approve = Goedkeuren
approve-cannot = Als onmogelijk afsluiten
approve-without-photos = Goedkeuren zonder op deze foto’s te wachten
send-back = Terugsturen
send-back-reason = Wat ontbreekt
plan = Plannen
assign = Anders toewijzen
assign-do = Toewijzen
edit = Wijzigen
save = Opslaan
print = Afdrukken
paper-ways = Afdrukken
paper-back = Terug naar de bon
paper-printed = afgedrukt
paper-photos-more = { $count ->
    [one] Er is nog één foto op kantoor.
   *[other] Er zijn nog { $count } foto’s op kantoor.
}
paper-by-hand = Uitgevoerd werk
paper-date = Datum
paper-hours = Van … tot …
paper-signature = Handtekening
cancel-order = Deze bon annuleren
cancel-reason = Waarom annuleren?
choose = Kiezen…
order-new = Nieuwe werkbon
order-create = Bon aanmaken
order-which-building = In welk gebouw?
place-more = { $count ->
    [one] { $count } ander gebouw: schrijf meer van de naam om het te vinden.
   *[other] { $count } andere gebouwen: schrijf meer van de naam om ze te vinden.
}
orders-none = Geen bon voldoet.
column-order = Bon
column-number = Nummer
column-request = Aanvraag
column-entered = Ingevoerd
column-due = Vervaldag
filter-text = Zoeken
filter-state = Staat
filter-cause = Onmogelijk, omdat
filter-to-do = Niet klaar
filter-all = Alle
filter-technician = Technicus
filter-everybody = Iedereen
filter-nobody = Niemand (nog toe te wijzen)
filter-do = Tonen
search-title = Zoeken
search-label = Zoek een bon, een aanvraag, een gebouw, een toestel of een medewerker
search-hint = De woorden in eender welke volgorde, volledig of alleen het begin, met of zonder accenten: “school orneval”, een bonnummer, een serienummer.
search-do = Zoeken
search-nothing = Niets gevonden voor “{ $text }”. Probeer met minder woorden, of alleen met het begin ervan.
search-their-orders = Hun bonnen
search-all = Alle resultaten tonen
search-more = Er zijn er nog meer: voeg een woord toe om ze te vinden.
orders-hidden-closed =
    { $count ->
        [one] Nog 1 bij de afgewerkte of afgesloten bonnen
       *[other] Nog { $count } bij de afgewerkte of afgesloten bonnen
    }
orders-hidden =
    { $count ->
        [one] Nog 1 bon die door de filters verborgen is
       *[other] Nog { $count } bonnen die door de filters verborgen zijn
    }
requests-hidden =
    { $count ->
        [one] Nog 1 bij de beantwoorde aanvragen
       *[other] Nog { $count } bij de beantwoorde aanvragen
    }
buildings-hidden =
    { $count ->
        [one] Nog 1 gebouw bij de andere besturen
       *[other] Nog { $count } gebouwen bij de andere besturen
    }
restricted-building = In één gebouw
restricted-asset = Aan één toestel
restricted-visitor = Met een interventie van { $name }
restricted-year = Met een interventie in { $year }
restricted-team = Ploeg { $name }
restricted-drop = Filter verwijderen
chip-late = Laat
chip-nobody = Toe te wijzen
chip-unwritten = Leeg verslag
chip-implausible = Waarde nakijken
chip-new-since-approval = Nieuw sinds de goedkeuring
due-none = Zonder vervaldag
when-today = vandaag
when-tomorrow = morgen
when-yesterday = gisteren
buildings-none = Geen gebouw voldoet.
building-assets-title = Toestellen
asset-family = Familie
asset-serial = Serienummer
asset-installed = Geplaatst in
space-none = Elders in het gebouw
history-none = Geen gekende interventie.
remarks = Opmerkingen
remarks-none = Geen opmerking.
requests-none = Er wacht geen aanvraag.
requests-none-at-all = Geen aanvraag.
requests-all = Ook de beantwoorde tonen
request-new = Nieuwe aanvraag
request-what = Wat is er aan de hand?
request-create = Aanvraag opslaan
request-entered = Aanvraag { $number } ingevoerd.
request-correct = Deze aanvraag verbeteren
request-open-here = Al open in dit gebouw
request-same-asset = Zelfde toestel
request-origin-counter = Loket
request-origin-field = Terrein
request-open = Te behandelen
request-ordered = Werkbon opgemaakt
request-order-state = Bon:
request-closed = Afgesloten zonder werk
request-order = De werkbon bekijken
request-make-order = Er een werkbon van maken
request-close = Afsluiten zonder werk
request-close-reason = Waarom?
device-last-contact = Laatste contact
device-orders-none = Geen bon op dit toestel.
device-no-contact = Nooit contact
device-silent = Stil
device-unnamed = Naamloos toestel
browser-on-system = { $system } ({ $browser })
system-android = Android-telefoon
system-iphone = iPhone
system-ipad = iPad
system-windows = Windows-computer
system-mac = Mac
system-linux = Linux-computer
column-person = Medewerker
column-device = Toestel
column-holds = Wat er nog op staat
device-enrolled = gekoppeld
device-nothing-waits = Niets wacht
device-withdrawn = Ingetrokken
device-withdraw = Dit toestel intrekken
device-withdraw-sure = Ik heb het begrepen
enrol-whose = Van wie is de telefoon?
enrol-do = Een telefoon koppelen
enrol-explain = Scan de afbeelding met de telefoon, of tik de code in de app. Hij werkt één keer, gedurende vijftien minuten.
enrol-qr = QR-code van de link
history-year = Jaar
history-orders = Bonnen
history-visits = Interventies
history-time = Duur
history-technicians = Per technicus
history-technicians-column = Technicus
history-natures = Per aard
history-natures-column = Aard
history-assets = Per toestel
history-assets-column = Toestel
history-by = Per
history-name = Naam
history-detail = Detail
history-hours = Uren
history-file = geschiedenis
done-approved = Verslag goedgekeurd.
done-sent-back = Verslag teruggestuurd.
done-taken-back = Beslissing teruggenomen: het verslag moet opnieuw worden beoordeeld.
done-cancelled = Bon geannuleerd.
done-settled = Beslechting opgeslagen.
done-created = Opgeslagen.
done-saved = Wijzigingen opgeslagen.
done-shortened = De termijnen zijn bewaard, maar gelden niet: sommige zijn korter. Bekijk hieronder wat nu zou verdwijnen, en laat ze daarna gelden.
done-closed = Aanvraag afgesloten.
done-withdrawn = Toestel ingetrokken.
error-title = Dat is niet gelukt
error-home = Terug naar het kantoor
form-kept = Alles wat u had geschreven, staat er nog.
form-there = Naar het formulier
form-done-before = Bekijk wat is opgeslagen.
form-answer = Bekijk het gevolg.
form-too-long = { $chars } tekens: dat zijn er { $over } te veel (hoogstens { $most }).
form-both = Iemand anders heeft dit intussen ook gewijzigd. Wat moet blijven?
form-mine = Wat ik hierboven heb ingevuld
form-theirs = Wat is opgeslagen
form-theirs-empty = niets
form-written = Wat u had geschreven
form-written-explain = Hiervan is niets opgeslagen. Kopieer wat u wilt bewaren.
form-unsent = U bent opnieuw aangemeld. Er is nog niets verzonden: lees na en verzend.
error-not-allowed = Uw rol laat dit niet toe. Vraag het aan een verantwoordelijke of een beheerder.
error-foreign = Deze vraag komt niet van een pagina van Guichet. Er is niets gedaan.
error-another-host = Dit formulier is op een ander adres aangekomen dan dat van Guichet. Er is niets gedaan. Begin opnieuw op het juiste adres:
error-not-found = Op dit adres is niets.
error-not-listed-yet = Het is bewaard, maar de lijsten kennen het nog niet. Voer niets een tweede keer in: de pagina verschijnt hier zodra de lijsten bij zijn.
error-full = De schijf van het kantoor is vol. Er is niets gewijzigd.
error-mending = De gegevens van het kantoor moeten eerst hersteld worden. Er is niets gewijzigd; probeer het straks opnieuw.
error-broken = Er gaat iets mis aan onze kant. Er is niets gewijzigd; probeer later opnieuw.
error-locked = Een ander programma houdt de kantoordatabank bezet, waardoor deze pagina ze niet kan lezen. Sluit het en laad de pagina opnieuw. Er is niets gewijzigd.
behind-since = De lijsten zijn niet meer bijgewerkt. Achter sinds: { $when }.
behind-kept = Er gaat niets verloren: wat u doet, wordt bewaard en verschijnt zodra het kan.
behind-locked = Een ander programma houdt de kantoordatabank bezet: sluit het, of open ze alleen om te lezen.
behind-full = De schijf van de server is vol: vraag de beheerder van de server om plaats te maken.
behind-other = Verwittig de beheerder van de server: in het serverlogboek staat waarom.
error-answers-missing = Er ontbreken verplichte antwoorden.
error-not-started = Het werk is niet begonnen.
error-not-possible = Dat kan niet in de huidige staat van de bon.
error-not-seen = Er is intussen werk aangekomen. Lees opnieuw en beslis dan.
error-too-late = Deze beslissing kan niet meer worden teruggenomen: er is meer dan een kwartier voorbij, of het werk ging verder. Een goedgekeurd verslag kunt u nog terugsturen.
error-unsettled = Twee stappen spreken elkaar tegen. Kies eerst welke telt en keur dan goed.
error-photos-missing = Er staan nog foto’s op een telefoon. Bevestig om zonder goed te keuren.
error-not-accepted = Een van deze waarden kan niet in haar veld staan. Verbeter ze en bewaar opnieuw.
error-in-itself = Iets kan niet in zichzelf staan. Kies een andere plaats.
error-unknown = Dat bestaat niet meer in deze bon.
error-wrong-answer = Het antwoord is niet van het juiste type.
error-too-long = De tekst is te lang.
error-too-many = Er zijn er al zoveel als er kunnen zijn.
error-empty = Schrijf enkele woorden.
error-nature-missing = Kies een aard.
error-not-sure = Vink het vakje aan om te bevestigen.
error-other = De vraag werd niet begrepen. Er is niets gewijzigd.
error-somebody-else = Dit formulier werd door iemand anders geopend. Er is niets verzonden. Open de pagina opnieuw om in uw eigen naam te handelen.
error-sent-before = Dit formulier is al verzonden en opgeslagen. Wat u er sindsdien in hebt gewijzigd, is dat niet: ga na of u het nog moet verzenden.
error-old-form = Dit formulier staat al te lang open. Er is niets opgeslagen: lees na en verzend opnieuw.
error-form-too-large = Deze tekst is veel te lang om te verzenden. Ga terug, kort hem in en verzend opnieuw.
error-out-of-range = Dit getal kan niet kloppen: kijk het na.
error-day = Deze datum kan niet: kies er een tussen 2000 en 2099.
error-day-over = Die dag is al voorbij: kies vandaag of later.
error-changed-meanwhile = Iemand anders heeft intussen hetzelfde gewijzigd. Kies wat moet blijven en sla op.
error-answered-already = Aan deze aanvraag is al gevolg gegeven: een werkbon of een afsluiting.
error-copy = Dit bestand is geen kopie van Guichet. Kies het bestand ‘.guichet’ dat het toestel bewaard heeft.
error-copy-large = Dit bestand is te groot. Werk de app op het toestel bij en maak de kopie opnieuw: ze komt dan in meerdere bestanden, die u een voor een inleest.
error-copy-cut = Dit bestand is onvolledig of werd gewijzigd: niets is overgenomen. Maak de kopie opnieuw op het toestel, of zet ze nog eens over, en breng ze volledig mee.
error-copy-office = Deze kopie is gesloten voor een ander kantoor: dit kantoor kan ze niet openen. Breng ze naar het kantoor waaraan het toestel gekoppeld is.
error-copy-unsigned = Deze kopie is niet ondertekend, terwijl het toestel de zijne ondertekent: niets is overgenomen. Maak de kopie opnieuw op het toestel, met de bijgewerkte app.
error-copy-device = Deze kopie komt niet van een toestel dat dit kantoor kent, of ze werd gewijzigd. Niets is overgenomen.
when-day-time = { $day }, { $time }
level = verdieping { $level }
due-overdue = Te laat: { $day }
delivery-ahead = klok { $length } voor
delivery-behind = klok { $length } achter
duration-days = { $days } d { $hours } u
duration-hours = { $hours } u { $minutes }
duration-full-hours = { $hours } u
duration-minutes = { $minutes } min
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
enrol-title = Telefoon van { $name }
pages-here = Pagina { $count }
review-count = { $count ->
    [one] { $count } bon wacht
   *[other] { $count } bonnen wachten
}
review-odd-count = { $count ->
    [one] { $count } vraagt extra aandacht
   *[other] { $count } vragen extra aandacht
}
chip-checks-failed = { $count ->
    [one] { $count } controle niet in orde
   *[other] { $count } controles niet in orde
}
chip-checks-left-out = { $count ->
    [one] { $count } controle zonder antwoord
   *[other] { $count } controles zonder antwoord
}
chip-contradictions = { $count ->
    [one] { $count } te beslechten
   *[other] { $count } te beslechten
}
chip-photos-missing = { $count ->
    [one] { $count } foto nog op een telefoon
   *[other] { $count } foto’s nog op een telefoon
}
approve-photos-missing = { $count ->
    [one] { $count } foto van dit verslag staat nog op een telefoon.
   *[other] { $count } foto’s van dit verslag staan nog op een telefoon.
}
building-assets = { $count ->
    [one] { $count } toestel
   *[other] { $count } toestellen
}
building-hazards = { $count ->
    [one] { $count } gevaar
   *[other] { $count } gevaren
}
building-orders = { $count ->
    [one] { $count } bon te doen
   *[other] { $count } bonnen te doen
}
asset-visits = { $count ->
    [one] { $count } interventie
   *[other] { $count } interventies
}
request-photos = { $count ->
    [one] { $count } foto
   *[other] { $count } foto’s
}
device-changes = { $count ->
    [one] { $count } wijziging wacht
   *[other] { $count } wijzigingen wachten
}
device-photos = { $count ->
    [one] { $count } foto wacht
   *[other] { $count } foto’s wachten
}
copy-title = De kopie van een toestel overnemen
copy-explain = Als een toestel het kantoor niet meer kan bereiken, bewaart de gebruiker een kopie (scherm ‘Te verzenden’) en brengt die mee. Ze geldt als verzonden door het toestel, volgens dezelfde regels.
copy-file = Bestand van de kopie
copy-do = Kopie overnemen
copy-taken = Kopie overgenomen
copy-made = Kopie gemaakt
copy-accepted = { $count ->
    [one] { $count } wijziging is op kantoor
   *[other] { $count } wijzigingen zijn op kantoor
}
copy-photos = { $count ->
    [one] { $count } foto is op kantoor
   *[other] { $count } foto’s zijn op kantoor
}
copy-refused = { $count ->
    [one] { $count } geweigerde wijziging om te lezen
   *[other] { $count } geweigerde wijzigingen om te lezen
}
copy-held = { $count ->
    [one] { $count } wijziging wacht op bevestiging; neem de kopie daarna opnieuw over
   *[other] { $count } wijzigingen wachten op bevestiging; neem de kopie daarna opnieuw over
}
copy-spoilt = { $count ->
    [one] { $count } onleesbare foto
   *[other] { $count } onleesbare foto’s
}
nav-refused = Geweigerd
refused-title = Geweigerde wijzigingen
refused-lead = Wat telefoons gestuurd hebben en het bureau niet kon aanvaarden. Er is niets verloren: lees, en neem over of leg opzij.
refused-said = De lijst van geweigerde wijzigingen is veranderd.
refused-none = Hier wacht niets.
refused-show-dealt-with = Tonen wat afgehandeld is
refused-show-waiting = Tonen wat wacht
refused-new = { $kind } die het bureau niet heeft
refused-number = Wijziging nr. { $number }
refused-by = Auteur
refused-device = Toestel
refused-received = Ontvangen
refused-document = Document
refused-text = Wat er geschreven stond
refused-text-none = De inhoud kan hier niet gelezen worden.
touched = Wat dit precies raakt
refused-bytes = Downloaden zoals ontvangen
refused-take-over-explain = De wijziging komt in het document op naam van de auteur, en komt terug op de telefoon.
refused-take-over-do = Overnemen
refused-set-aside-explain = Ze blijft hier leesbaar met uw naam, en wacht niet meer.
refused-set-aside-do = Opzijleggen
refused-taken-over = Overgenomen
refused-set-aside = Opzijgelegd
refused-builds-on = Neem eerst over:
why-refused-corrupt = De inhoud kwam beschadigd aan.
why-refused-out-of-scope = Dit document werd nooit aan deze persoon toegewezen.
why-refused-foreign-actor = Een kopie van deze telefoon werd elders gebruikt.
why-refused-not-allowed = De rol van deze persoon laat dit niet toe.
why-refused-foreign-signature = Ondertekend in naam van iemand anders.
why-refused-too-large = De wijziging of het document is te groot.
why-refused-unreadable = Het document zou niet meer leesbaar zijn.
why-refused-missing-dependency = Een eerdere wijziging ontbreekt.
why-refused-actor-reused = Een kopie van deze telefoon werd elders gebruikt.
obstacle-corrupt = Kan niet overgenomen worden: de inhoud is beschadigd.
obstacle-hand = Kan niet overgenomen worden: geschreven met de hand van een ander toestel. Kopieer de tekst.
obstacle-signature = Kan niet overgenomen worden: ondertekend in naam van iemand anders. Kopieer de tekst.
obstacle-too-large = Kan niet overgenomen worden: te groot. Kopieer de tekst.
obstacle-unreadable = Kan niet overgenomen worden: het document zou niet meer leesbaar zijn. Kopieer de tekst.
obstacle-missing = Kan nog niet overgenomen worden: een eerdere wijziging ontbreekt.
obstacle-not-yours = Kan niet overgenomen worden: ook uw rol laat dit niet toe.
kind-work-order = Werkbon
kind-building = Gebouw
kind-request = Interventieaanvraag
kind-history = Historiek
kind-catalogue = Catalogus
kind-person = Medewerker
kind-stock-list = Magazijnlijst
device-token-ended = Nieuwe code nodig sinds
device-token-ended-explain = Deze telefoon heeft het kantoor te lang niet bereikt: hij toont niets meer en verstuurt niets meer. Wat erop wacht, blijft bewaard. Maak een nieuwe code voor deze persoon, of trek hem in als hij verloren is.
device-copied = Kopie vastgesteld, of teruggezet naar een eerdere dag
device-copied-explain = Dit toestel wist minder dan voordien: misschien heeft iemand een kopie van de inhoud. Trek het bij twijfel in en schrijf het opnieuw in.
device-hands-over = Geeft af wat erop staat sinds
device-handed-over = Ingetrokken, alles is afgegeven
device-outstanding = Als deze telefoon verloren is
device-outstanding-none = Er is niets aangekondigd dat niet aangekomen is.
device-at-last-contact = bij het laatste contact
device-at-work = Begonnen werk, misschien niet volledig verzonden
device-announced-photos = Aangekondigde foto’s, nog niet ontvangen
device-orders = Bonnen op deze telefoon
device-orders-explain = De bonnen die deze telefoon bij het laatste contact had.
device-first-day = Geschreven binnen 24 uur na de koppeling
device-first-day-explain = Wat deze telefoon verstuurde binnen 24 uur nadat { $name } hem op naam van { $owner } koppelde. Vraag { $owner } of het van hem of haar komt.
device-first-day-none = Hij verstuurde niets.
device-contacts = Laatste contacten
contact-at = Wanneer
contact-accepted = Aanvaard
contact-refused = Geweigerd
contact-sent = Verstuurde documenten
contact-clock = Klok
withdraw-how = Hoe?
withdraw-recover = Eerst recupereren.
withdraw-recover-explain = Het toestel geeft nog af wat erop staat, krijgt niets meer, en wist zich daarna.
withdraw-erase = Wissen bij het volgende contact.
withdraw-erase-explain = Alles stopt nu; wat niet verstuurd werd, is verloren.
withdraw-erase-elsewhere = Deze persoon werkt ook voor een ander bestuur: alleen een beheerder, of een supervisor van al die besturen, kan de telefoon meteen laten wissen.
done-recovering = Het toestel geeft af wat erop staat en wist zich daarna.
done-taken-over = Wijziging overgenomen.
done-set-aside = Wijziging opzijgelegd.
refused-followers = { $count ->
    [one] { $count } wijziging die erop bouwt komt mee.
   *[other] { $count } wijzigingen die erop bouwen komen mee.
}
device-line-orders = { $count ->
    [one] { $count } begonnen werk
   *[other] { $count } begonnen werken
}
device-line-photos = { $count ->
    [one] { $count } aangekondigde foto, niet ontvangen
   *[other] { $count } aangekondigde foto’s, niet ontvangen
}
device-line-refused = { $count ->
    [one] { $count } geweigerde wijziging
   *[other] { $count } geweigerde wijzigingen
}
nav-people = Medewerkers
nav-audit = Logboek
nav-account = Mijn account
account-password = Wachtwoord wijzigen
account-password-old = Huidig wachtwoord
account-password-new = Nieuw wachtwoord
account-password-again = Het nieuwe, nog een keer
account-password-rules = Van { $least } tot { $most } tekens. Enkele woorden zonder verband maken een goed wachtwoord; niet uw naam of gebruikersnaam.
account-password-do = Wijzigen
account-choose-password = Dit wachtwoord werd u gegeven. Kies uw eigen wachtwoord om verder te gaan.
account-sessions = Waar u aangemeld bent
account-session-here = hier
account-session-unnamed = Onbekende browser
account-session-begun = sinds
account-session-used = gebruikt
sign-out-everywhere = Overal afmelden
sign-out-everywhere-explain = Beëindigt alle aanmeldingen op kantoor. De telefoons blijven werken.
person-new = Nieuwe medewerker
person-add = Toevoegen
person-name = Naam
person-role = Rol
person-team = Team
person-team-none = Geen
person-organisations = Besturen
person-organisations-explain = Een andere rol in één bestuur gaat voor op die hierboven. Ieder ziet alleen wat van de besturen is waarin hij een rol heeft; zijn telefoon krijgt de gebouwen daarvan.
person-role-where = Waar
person-role-only = Alleen waar een rol gekozen is
person-role-everywhere = In alle besturen, ook de toekomstige
person-role-at-main = Deze rol
person-role-in-one = Rol in één bestuur
person-role-at-none = Geen eigen rol
person-everywhere = Alle
person-devices = Toestellen
person-devices-none = Geen toestel.
person-organisations-none = Geen bestuur in het bijzonder.
person-account = Account
person-blocked = Geblokkeerd
person-block = Blokkeren
person-block-explain = Geen aanmelding op kantoor meer, geen uitwisseling met de telefoons: lopende sessies en codes stoppen meteen. Wat nog niet verzonden is, blijft op de telefoons.
person-block-orders = { $count ->
    [one] { $count } openstaande bon is nog aan deze persoon toegewezen: wijs die eerst aan anderen toe.
   *[other] { $count } openstaande bons zijn nog aan deze persoon toegewezen: wijs die eerst aan anderen toe.
}
person-block-phones = { $count ->
    [one] { $count } telefoon bevat werk dat nog niet verzonden is.
   *[other] { $count } telefoons bevatten werk dat nog niet verzonden is.
}
person-unblock = Deblokkeren
person-unblock-explain = Herstelt de aanmelding op kantoor en de uitwisseling met de telefoons. Gestopte sessies en codes komen niet terug.
person-give-password = Een wachtwoord geven
person-give-password-explain = Een voorlopig wachtwoord, te wijzigen bij de eerste aanmelding.
person-give-password-old = Het oude is niets meer waard.
person-without-password = Zonder wachtwoord
people-nobody-reviews-all = Geen enkele verantwoordelijke werkt voor alle besturen. Wat een telefoon brengt en van geen enkel bestuur is, zoals een onleesbare wijziging, ziet dan niemand. Geef iemand de rol van verantwoordelijke in alle besturen.
person-signs-in-not-yet = Deze persoon heeft nog geen wachtwoord en kan zich hier niet aanmelden: geef er een.
person-signs-in-phone = Deze persoon werkt met de telefoon en meldt zich hier niet aan: koppel de telefoon onder ‘Toestellen’.
person-signs-in-blocked = Dit account is geblokkeerd: deze persoon kan zich niet aanmelden, ook niet met een nieuw wachtwoord.
person-password-title = Wachtwoord van { $name }
person-password-explain = Noteer het nu: het wordt niet meer getoond. Het geldt drie dagen, om een ander te kiezen.
audit-export = Exporteren als CSV
audit-file = logboek
audit-none = Niets gevonden.
audit-orders = { $count ->
    [one] { $count } bon
   *[other] { $count } bonnen
}
audit-field = Werk op het terrein
audit-on-site = Terrein
audit-hears = team of besturen gewijzigd
audit-code-not-taken = Code onbekend, al gebruikt of te oud
field-photo = { $count ->
    [one] { $count } foto genomen
   *[other] { $count } foto’s genomen
}
field-answer-count = { $count ->
    [one] { $count } controle ingevuld
   *[other] { $count } controles ingevuld
}
audit-number = Nummer
audit-at = Wanneer
audit-person = Wie
audit-device = Toestel
audit-address = Vanwaar
audit-action = Wat
audit-subject = Waarop
audit-detail = Detail
audit-chain = Vingerafdruk
audit-from = Van
audit-to = Tot
audit-older = Ouder
audit-newest = Nieuwste
audit-head = Vingerafdruk van het logboek na { $lines }: { $chain }…
audit-head-lines = { $count ->
    [one] { $count } regel
   *[other] { $count } regels
}
audit-head-written = Geschreven naar { $place }, de laatste keer: { $when }.
audit-head-not-written = Nog niet geschreven naar { $place }: zie de meldingen van de server.
audit-head-nowhere = Hij is nergens anders geschreven.
did-signed-in = Aangemeld
did-sign-in-failed = Aanmelding geweigerd
did-signed-out = Afgemeld
did-signed-out-everywhere = Overal afgemeld
did-password-changed = Wachtwoord gewijzigd
did-password-change-failed = Wijziging van wachtwoord geweigerd
did-password-given = Wachtwoord gegeven
did-person-added = Medewerker toegevoegd
did-person-changed = Medewerker gewijzigd
did-person-blocked = Medewerker geblokkeerd
did-person-unblocked = Medewerker gedeblokkeerd
did-audiences-set = Ontvangers van een document bijgewerkt
did-code-made = Toestelcode gemaakt
did-device-enrolled = Toestel gekoppeld
did-enrolment-failed = Toestelcode geweigerd
did-device-withdrawn = Toestel ingetrokken
did-device-to-hand-over = Overdracht van de inhoud gevraagd
did-device-handed-over = Toestel: alles is overgedragen
did-device-copied = Kopie van een toestel vastgesteld
did-put-back = Schijf van de server teruggezet naar een eerdere dag, vastgesteld
did-restored = Server hersteld uit een back-up
did-copy-taken = Kopie van een toestel overgenomen
did-change-taken-over = Geweigerde wijziging overgenomen
did-change-set-aside = Geweigerde wijziging opzijgelegd
did-offer-confirmed = Teruggevonden versie bevestigd
did-offer-declined = Teruggevonden versie verworpen
did-token-ended = Toestel te lang weg, token verlopen
did-device-told-to-erase = Ingetrokken toestel, wissen opgedragen
did-device-heard = Contact na stilte
did-changes-refused = Wijzigingen geweigerd
did-actor-reused = Kopie van de telefoon elders gebruikt
did-orders-retired = Oude werkbonnen van de telefoons gehaald
did-audit-exported = Logboek geëxporteerd
did-work-order-create = Werkbon gemaakt
did-work-order-start = Werk begonnen
did-work-order-pause = Werk onderbroken
did-work-order-finish = Werk beëindigd
did-work-order-cannot-finish = Werk niet te beëindigen
did-work-order-write-report = Verslag geschreven
did-work-order-answer = Controle beantwoord
did-work-order-use-material = Materiaal genoteerd
did-work-order-add-photo = Foto aan werkbon toegevoegd
did-work-order-edit = Werkbon gewijzigd
did-work-order-assign = Werkbon toegewezen
did-work-order-approve = Verslag goedgekeurd
did-work-order-send-back = Verslag teruggestuurd
did-work-order-take-back = Beslissing teruggenomen
did-work-order-cancel = Werkbon geannuleerd
did-work-order-settle = Beslecht
did-building-create = Gebouw toegevoegd
did-building-correct-asset = Toestel verbeterd
did-building-revise = Register verbeterd
did-building-add-asset = Toestel toegevoegd
did-building-add-remark = Opmerking toegevoegd
did-building-set-access = Toegang gewijzigd
did-building-transfer = Gebouw overgedragen
did-building-share = Gebouw gedeeld
did-building-unshare = Gebouw niet meer gedeeld
did-request-create = Aanvraag geregistreerd
did-request-add-photo = Foto aan aanvraag toegevoegd
did-request-number = Aanvraag genummerd
did-request-correct = Aanvraag verbeterd
did-request-link-work-order = Aanvraag aan werkbon gekoppeld
did-request-close = Aanvraag afgesloten
did-history-create = Geschiedenis begonnen
did-history-record = Geschiedenis aangevuld
did-catalogue-create = Catalogus gemaakt
did-catalogue-put = Catalogus gewijzigd
did-person-create = Kaart van een medewerker gemaakt
did-person-change = Kaart van een medewerker gewijzigd
did-stock-list-create = Magazijnlijst gemaakt
did-stock-list-put = Magazijnlijst gewijzigd
did-stock-list-set-teams = Teams van een magazijnlijst gekozen
done-password-changed = Wachtwoord gewijzigd. Uw andere aanmeldingen zijn beëindigd.
done-added = Medewerker toegevoegd.
done-blocked = Account geblokkeerd.
done-unblocked = Account gedeblokkeerd.
done-signed-out = Overal afgemeld.
error-login-taken = Deze gebruikersnaam is al van iemand anders.
error-login-unusable = Een gebruikersnaam heeft 1 tot 64 tekens, zonder spatie.
error-name-unusable = Schrijf een naam, van hoogstens 200 tekens.
error-last-administrator = Dit is de laatste beheerder: stel eerst een andere aan.
error-administrator-in-part = Een beheerder is dat voor alle besturen. Kies „In alle besturen” zonder andere rol hieronder, of een andere rol.
error-works-nowhere = Kies minstens één bestuur, of „In alle besturen”: anders zou deze persoon niets zien.
error-password-old = Dat is niet het huidige wachtwoord.
error-password-again = De twee nieuwe wachtwoorden verschillen.
error-password-short = Te kort: minstens 12 tekens.
error-password-long = Te lang: hoogstens 128 tekens.
error-password-personal = Uw naam of gebruikersnaam staat erin.
error-password-common = Te makkelijk te raden. Neem liever enkele woorden zonder verband.
error-password-same = Dat is nog het oude.
person-devices-count = { $count ->
    [one] { $count } toestel
   *[other] { $count } toestellen
}
nav-offers = Te bevestigen
offers-title = Te bevestigen na het terugzetten
offers-explain = De server is teruggezet vanuit een back-up. De telefoons brengen terug wat hij niet meer kent. Wat ze niet zelf schreven, wacht op uw akkoord: de server kan niet meer weten of het echt is.
offers-none = Er valt niets te bevestigen.
offers-confirm-all = Alles bevestigen wat hier staat
offers-decline-all = { $count ->
    [one] Het wachtende document weigeren
   *[other] Alle { $count } wachtende documenten weigeren
}
offers-rest = { $count ->
    [one] Er volgt nog één document.
   *[other] Er volgen nog { $count } documenten.
}
offer-kind-work-order = Werkbon
offer-kind-building = Gebouw
offer-kind-request = Interventieaanvraag
offer-kind-history = Geschiedenis van een gebouw
offer-kind-catalogue = Catalogus
offer-kind-person = Medewerker
offer-kind-stock-list = Magazijnlijst
offer-unknown = Onbekend op kantoor
offer-changes = { $count ->
    [one] Eén wijziging
   *[other] { $count } wijzigingen
}
offer-stuck = { $count ->
    [one] Eén wijziging past niet: er ontbreekt iets waarop ze voortbouwt
   *[other] { $count } wijzigingen passen niet: er ontbreekt iets waarop ze voortbouwen
}
offer-by = Teruggebracht door
offer-no-text = Niets te lezen: er veranderen alleen velden.
offer-confirm = Bevestigen
offer-decline = Afwijzen
offer-decline-explain = Wat u afwijst, komt niet op kantoor en verdwijnt van de telefoons. Wat een technieker erop voortschreef, blijft leesbaar op zijn telefoon.
offer-decline-sure = Ja, afwijzen
done-confirmed = Bevestigd. De telefoons krijgen het bij hun volgende contact.
done-declined = Afgewezen.
error-offers-changed = Intussen kwamen er wijzigingen bij: lees de lijst opnieuw. Er is niets beslist.
error-refused-changed = Intussen kwamen er wijzigingen bij: lees deze opnieuw. Er is niets overgenomen.
photos-withdrawn = { $count ->
    [one] { $count } foto ingetrokken
   *[other] { $count } foto’s ingetrokken
}

## Mededelingen

nav-announcements = Mededelingen
announcements-all = Ook de voorbije en ingetrokken mededelingen tonen
announcements-none = Er loopt geen mededeling.
announcement-new = Nieuwe mededeling
announcement-text = Wat moet men weten?
announcement-for = Voor
announcement-of = Van welk bestuur
announcement-of-all = Van alle besturen
announcement-until = Tonen tot en met
announcement-create = Meedelen
announcement-read-by = Gelezen door { $read } van { $all }
announcement-unread = Nog niet gelezen
announcement-withdraw = Deze mededeling intrekken
announcement-withdraw-explain = De telefoons tonen ze niet meer vanaf hun volgende contact.
announcement-withdrawn = Ingetrokken
column-announcement = Mededeling
column-until = Tot en met
column-read = Gelezen
kind-announcement = Mededeling
offer-kind-announcement = Mededeling
did-announcements-retired = Voorbije mededelingen van de telefoons gehaald
did-announcement-create = Mededeling gedaan
did-announcement-read = Mededeling gelezen
did-announcement-withdraw = Mededeling ingetrokken
nav-responsible = Verantwoordelijk bestuur
statements-label = Wettelijke vermeldingen
accessibility-short = Toegankelijkheid
privacy-short = Privacy
did-responsible-changed = Verantwoordelijk bestuur gewijzigd
error-email = Een e-mailadres klopt niet: kijk het na.
error-responsible = De naam, het adres en de twee e-mailadressen moeten ingevuld zijn.
responsible-explain = Deze gegevens staan in de toegankelijkheidsverklaring en op de pagina over privacy, die iedereen kan lezen.
responsible-name = Naam van het bestuur
responsible-address = Postadres
responsible-email = E-mail voor contact
responsible-phone = Telefoon voor contact
responsible-dpo = E-mail van de functionaris voor gegevensbescherming
responsible-ombudsman = Ombudsman (toegankelijkheid): naam en website
responsible-unsaid = Het bestuur
responsible-missing = Het bestuur heeft hier zijn contactgegevens nog niet ingevuld.
accessibility-title = Toegankelijkheidsverklaring
accessibility-commitment = { $name } verbindt zich ertoe de pagina’s van het kantoor en de telefoonapp Guichet toegankelijk te maken, volgens Richtlijn (EU) 2016/2102 en het Waalse decreet van 2 mei 2019.
accessibility-status-title = Nalevingsstatus
accessibility-status = Ze voldoen gedeeltelijk aan de norm EN 301 549 en aan WCAG 2.2, niveau AA, wegens het volgende.
accessibility-not-title = Niet-toegankelijke inhoud
accessibility-not-photos = Foto’s van ter plaatse hebben als alternatieve tekst het bijschrift dat hun maker schreef; vele hebben er geen.
accessibility-not-texts = Teksten van mensen kunnen in een andere taal staan dan de pagina, zonder dat dit is aangegeven.
accessibility-made-title = Opstelling van deze verklaring
accessibility-made = Ze is van { $day } en berust op een zelfevaluatie: bij elke versie worden de belangrijkste pagina’s van het kantoor en de schermen van de telefoon nagekeken met axe-core, licht en donker, en nagemeten vergroot tot 200 % en op een klein scherm. Er was geen externe audit.
accessibility-contact-title = Loopt u ergens vast?
accessibility-contact = Zeg ons op welke pagina en wat er misgaat; wij geven u de informatie op een andere manier.
accessibility-recourse-title = Handhaving
accessibility-recourse = Krijgt u geen bevredigend antwoord, dan kunt u terecht bij: { $ombudsman }.
accessibility-recourse-unsaid = Krijgt u geen bevredigend antwoord, dan kunt u terecht bij de ombudsman die bevoegd is voor uw gewest.
privacy-title = Privacy en persoonsgegevens
privacy-who = { $name } is verantwoordelijk voor de gegevens in Guichet.
privacy-dpo = Functionaris voor gegevensbescherming
privacy-why-title = Waarom
privacy-why = Om aanvragen te ontvangen, het onderhoud van gebouwen en materieel te plannen en uit te voeren, en daarover verslag te doen: een taak van algemeen belang (algemene verordening gegevensbescherming, artikel 6, lid 1, e).
privacy-kept-title = Wat er genoteerd wordt
privacy-kept-staff = Van het personeel: naam, functie, ploeg, login, tweede factor, wat gedaan is en wanneer, de sessies met hun browser, de toestellen en hun contacten met het kantoor.
privacy-kept-requests = Van wie een behoefte meldt: wat gemeld is, waar en wanneer, en welke medewerker het noteerde.
privacy-kept-buildings = Van gebouwen: de naam en het telefoonnummer van wie te contacteren is om binnen te komen.
privacy-kept-photos = Foto’s van plaatsen en materieel, met hun datum. De plaatsbepaling die de camera erin schrijft, wordt op de telefoon verwijderd.
privacy-kept-log = Een logboek: wie zich aanmeldde of dat probeerde, wie wat wijzigde, en het netwerkadres van waar dat kwam.
privacy-not = Er wordt geen positie gevolgd, er wordt niets gemeten voor reclame, er gaat niets naar derden.
privacy-where-title = Waar
privacy-where = Op de server van het bestuur en in zijn back-ups; en op de telefoons van de technici: het werk dat hun is toevertrouwd en, voor de besturen waarvoor ze werken, de gebouwen met de contactpersoon en de laatste interventies, de catalogus, de aankondigingen en de namen van collega’s.
privacy-long-title = Hoe lang
privacy-long = Een sessie eindigt na { $hours } uur zonder gebruik en uiterlijk na { $days } dagen. Een goedgekeurde bon verlaat de telefoons na { $orders } dagen; een telefoon die het kantoor { $phones } dagen niet bereikt, toont niets meer.
privacy-cookies-title = Cookies
privacy-cookies = Eén cookie onthoudt uw sessie; zonder gaat het kantoor niet open. Een andere onthoudt uw taal gedurende een jaar. Een derde onthoudt 400 dagen dat u zich in deze browser al hebt aangemeld, zodat pogingen van anderen u er niet buitensluiten. De browser bewaart wat u typt tot het venster gesloten wordt of u zich afmeldt; een gekoppelde telefoon bewaart de app, haar gegevens en de lijst van de dag.
privacy-rights-title = Uw rechten
privacy-rights = U kunt vragen uw gegevens in te zien, te laten verbeteren of wissen wanneer geen wet ze vasthoudt, het gebruik te laten beperken of er bezwaar tegen te maken: schrijf naar de functionaris voor gegevensbescherming.
privacy-complaint = U kunt een klacht indienen bij de Gegevensbeschermingsautoriteit, Drukpersstraat 35, 1000 Brussel, contact@apd-gba.be.
device-enrolled-by = gekoppeld door { $name } ({ $when })
device-enrolled-own = door de gebruiker zelf gekoppeld ({ $when })
withdraw-administrator = Alleen een beheerder trekt het toestel van een beheerder in.
enrol-other-explain = U koppelt de telefoon van iemand anders: de pagina van het toestel en het logboek vermelden dat, en een verslag dat in de eerste 24 uur met deze telefoon wordt geschreven, wordt door iemand anders dan u goedgekeurd.
first-day = Geschreven met de telefoon van { $owner } binnen 24 uur nadat { $name } die had gekoppeld ({ $when }).
own-phone = U hebt de telefoon gekoppeld waarmee dit verslag is geschreven: u keurt het niet zelf goed.
own-phone-others = Kunnen het goedkeuren: { $names }.
own-phone-nobody = Niemand anders kan dat nu: een beheerder kan iemand de rol van verantwoordelijke geven.
error-own-phone = U hebt de telefoon gekoppeld waarmee dit verslag is geschreven: iemand anders moet het goedkeuren.
account-phones = Mijn telefoons
blocked-title = Account geblokkeerd: { $name }
blocked-since = Geblokkeerd sinds: { $when }.
blocked-see = Bekijken wat gestopt is
blocked-ended = Wat gestopt is
blocked-unknown = Welke sessies en codes toen zijn beëindigd, is niet genoteerd.
blocked-sessions = { $count ->
    [one] { $count } sessie op kantoor beëindigd
   *[other] { $count } sessies op kantoor beëindigd
}
blocked-codes = { $count ->
    [one] { $count } toestelcode geannuleerd
   *[other] { $count } toestelcodes geannuleerd
}
blocked-phones = { $count ->
    [one] { $count } telefoon gestopt
   *[other] { $count } telefoons gestopt
}
blocked-streams = { $count ->
    [one] { $count } open pagina of telefoon afgesneden van nieuws
   *[other] { $count } open pagina’s of telefoons afgesneden van nieuws
}
blocked-uploads = { $count ->
    [one] { $count } foto onderweg afgebroken
   *[other] { $count } foto’s onderweg afgebroken
}
blocked-browsers = { $count ->
    [one] { $count } gekende browser vergeten
   *[other] { $count } gekende browsers vergeten
}
blocked-half = { $count ->
    [one] { $count } half gedane aanmelding beëindigd
   *[other] { $count } half gedane aanmeldingen beëindigd
}
blocked-next-approved = Kort voordien in deze naam goedgekeurd, { $when }. Lees dit verslag en stuur het zo nodig terug:
blocked-next-refused = Een wijziging van een van deze telefoons werd geweigerd en wacht op een beslissing:
blocked-next-offered = { $count ->
    [one] Na een herstel werd een goedkeuring in deze naam teruggebracht. Ze telt nooit; beslis over de rest:
   *[other] Na een herstel werden goedkeuringen in deze naam teruggebracht in { $count } documenten. Ze tellen nooit; beslis over de rest:
}
blocked-next = Wat nu?
blocked-next-waits = Op een telefoon wacht nog werk. Wilt u het op kantoor, trek die telefoon dan in met ‘Eerst recupereren’: hij geeft af wat erop staat, ook al is het account geblokkeerd, en wist zich daarna.
blocked-next-phones = De telefoons vernemen bij het volgende contact dat het account geblokkeerd is: vanaf dan tonen ze niets meer. Ze houden wat erop staat zolang ze niet ingetrokken zijn, en gaan na het deblokkeren weer open.
blocked-next-enrolled = Deze persoon heeft een telefoon gekoppeld op naam van { $name } ({ $when }). Ga bij { $name } na of die klopt.
blocked-next-look = Deze telefoon bekijken
blocked-next-unblock = Deblokkeren herstelt het account en de telefoons. Sessies en codes komen niet terug: er moet opnieuw worden aangemeld.
did-device-enrolled-for-other = Telefoon gekoppeld voor iemand anders

## Administrations that share a building

building-occupants = Gedeeld met
building-occupants-explain = Deze besturen zien het gebouw, de uitrusting en de opmerkingen zoals het eigen bestuur; hun werkbonnen en aanvragen blijven van hen.
code-title = Tweede factor
code-lead = Het wachtwoord klopt. Nu nog de code die uw authenticatie-app toont.
code-label = Code
code-help = De zes cijfers van uw authenticatie-app, of een van uw herstelcodes. Geen van beide? Een beheerder kan uw tweede factor opnieuw instellen.
code-help-first = De zes cijfers die de app toont.
code-wrong = Deze code is niet geldig, of is al gebruikt. Wacht op de volgende in uw app; als er geen werkt, kijk dan de klok van uw telefoon na.
code-too-often = Te veel verkeerde codes. Wacht een kwartier.
code-over = De code kwam niet op tijd. Begin opnieuw met uw wachtwoord.
code-begin-again = Opnieuw beginnen
code-again = Geef hiervoor nog eens de code van uw tweede factor. Er is nog niets gedaan.
code-give = De code geven
code-given = De code klopt. Hij wordt { $minutes } minuten lang niet meer gevraagd.
code-go-on = Verder
factor-title = Tweede factor
factor-chip = Tweede factor
factor-required = Het bestuur vraagt voor uw rol een tweede factor. Stel hem nu in: daarna gaat de rest open.
factor-explain = Een code van uw telefoon naast het wachtwoord: wie uw wachtwoord raadt of vindt, komt niet binnen. U hebt een authenticatie-app nodig, bijvoorbeeld Aegis, FreeOTP of die van uw wachtwoordbeheerder.
factor-is-there = Voor dit account is een tweede factor in gebruik.
factor-manage = Herstelcodes en verwijderen
factor-begin = Een tweede factor instellen
factor-since = In gebruik sinds { $when }.
factor-codes = Herstelcodes
factor-codes-left = { $count ->
    [one] { $count } herstelcode over
   *[other] { $count } herstelcodes over
}
factor-codes-do = Nieuwe codes maken; de oude vervallen
factor-codes-explain = Druk deze codes nu af of schrijf ze op: ze worden niet meer getoond. Elke code vervangt één keer de code van de app, bijvoorbeeld als de telefoon zoek is. Bewaar ze ver van de telefoon en de computer.
factor-codes-kept = Ik heb ze veilig weggelegd
factor-remove = De tweede factor verwijderen
factor-remove-not = Het bestuur vraagt voor uw rol een tweede factor: hij kan niet verwijderd worden. Vraag een beheerder om hem opnieuw in te stellen als u van telefoon verandert.
factor-remove-do = Verwijderen
factor-step-app = Open een authenticatie-app op uw telefoon.
factor-step-scan = Scan deze afbeelding, of tik de tekst eronder in. Ze worden niet meer getoond.
factor-step-code = Geef de code die de app toont, binnen { $minutes } minuten.
factor-qr = QR-code voor de authenticatie-app
factor-finish-do = In gebruik nemen
factor-over = Er is te veel tijd verstreken, of het instellen is elders opnieuw begonnen. Begin hier opnieuw.
factor-rule-title = Tweede factor verplicht
factor-rule-explain = Beheerders en verantwoordelijken beslissen over accounts, toestellen en verslagen. Als hun een tweede factor gevraagd wordt, stelt wie er geen heeft hem in op de volgende pagina, en kan daarvoor niets anders doen.
factor-rule-own = Stel eerst uw eigen tweede factor in: dan weet u wat u van anderen vraagt.
factor-rule-required = Een tweede factor vragen aan beheerders en verantwoordelijken
phone-lock = Vergrendeling van de telefoon
phone-code-none = Het kantoor heeft geen code die deze telefoon opent: hij heeft geen pincode, of had sindsdien geen contact.
phone-code-kept = Het kantoor bewaart de code die deze telefoon opent wanneer de pincode vergeten is, sinds
phone-code-was-shown = Een code van deze telefoon werd getoond aan { $name },
phone-code-not-here = Een beheerder, of een verantwoordelijke van alle besturen waarvoor de eigenaar werkt, kan de code zien.
phone-code-explain = Alleen voor de eigenaar, wiens stem u kent of die voor u staat: wie de telefoon en de code heeft, leest alles wat erop staat. Dat u hem zag, en waarom, staat in het logboek en op de telefoon.
phone-code-reason = Waarom
phone-code-show = De code tonen
phone-code-why = Zeg waarom de code nodig is: dat komt in het logboek.
phone-code-title = Code voor de telefoon van { $name }
phone-code-read = Lees deze vijf groepen een voor een voor, en laat elke groep herhalen. Deze pagina toont de code één keer.
phone-code-who = Lees hem aan niemand anders voor dan aan de eigenaar van de telefoon.
phone-code-letters = Er staat geen letter O, I, L of U in: wat erop lijkt, is een cijfer. De telefoon aanvaardt beide.
phone-code-after = De telefoon vraagt daarna een nieuwe pincode. Er gaat niets verloren, en deze code dient niet meer.
phone-code-back = Terug naar de telefoon
pin-rule-title = Telefoons met een pincode vergrendeld
pin-rule-explain = Telefoons van mensen die werken voor een bestuur dat hier aangevinkt is, vragen een pincode voor ze iets tonen, vanaf hun volgende contact, ook zonder netwerk. Wat erop staat, blijft. Wie de pincode vergeet, krijgt een code van een verantwoordelijke.
pin-rule-where = Elke telefoon is met een pincode vergrendeld bij
person-reset-factor = De tweede factor opnieuw instellen
person-reset-factor-explain = Voor wie telefoon en herstelcodes kwijt is: ga eerst na of het echt die persoon is. De sessies eindigen, en het wachtwoord alleen volstaat voor de volgende aanmelding.
done-factor-removed = Tweede factor verwijderd.
done-factor-reset = Tweede factor opnieuw ingesteld.
did-second-factor-set = Tweede factor in gebruik genomen
did-second-factor-removed = Tweede factor verwijderd
did-second-factor-reset = Tweede factor opnieuw ingesteld
did-second-factor-failed = Tweede factor: code of wachtwoord geweigerd
did-recovery-codes-made = Nieuwe herstelcodes gemaakt
did-recovery-code-used = Herstelcode gebruikt
did-second-factor-required = Tweede factor verplicht gemaakt
did-second-factor-not-required = Tweede factor vrijwillig gemaakt
did-phone-code-shown = Code die de telefoon opent getoond
did-phone-opened-by-code = Telefoon geopend met een code van het kantoor
did-pin-required = Pincode op telefoons verplicht gemaakt
did-pin-not-required = Pincode op telefoons vrijwillig gemaakt
audit-more = { $times } keer meer in een uur
audit-more-from = { $times } keer meer in een uur, van { $source }
audit-more-elsewhere = { $times } keer meer in een uur, van elders
did-device-stopped = Toestel voor vandaag gestopt
did-device-lifted = Daglimiet van een toestel opgeheven
budget-title = Vandaag, en het maximum van een toestel
budget-what = Wat
budget-done = Vandaag
budget-most = Maximum per dag
budget-syncs = Uitwisselingen
budget-changes = Wijzigingen
budget-bytes = Omvang van de wijzigingen
budget-documents = Begonnen documenten
budget-requests = Waarvan aanvragen
budget-photos = Foto’s van de laatste 24 uur
budget-stopped = Gestopt sinds
budget-stopped-explain = Dit toestel deed vandaag meer dan mensen doen: misschien blijft de app zich herhalen, of gebruikt iemand anders het. Niets van wat erop wacht, is verloren. Bel de persoon; is alles normaal, hef dan de limiet op, trek anders het toestel in. Morgen gaat het vanzelf verder.
budget-lifted = Limiet voor vandaag opgeheven door { $name },
budget-lift-explain = Geen limiet tot middernacht: te doen wanneer u weet waarom het toestel zoveel verzendt.
budget-lift = De limiet voor vandaag opheffen
device-stopped = Vandaag gestopt
done-lifted = Limiet voor vandaag opgeheven.
signed-report = Ondertekend verslag
signed-report-explain = Deze goedgekeurde werkbon, zoals hij gezien is, ondertekend door deze server: wie het bestand krijgt, kan nagaan dat er niets aan veranderd is. De pdf bevat ook de gegevens voor programma’s.
signed-report-pdf = Ondertekend verslag (pdf)
signed-report-json = Ondertekende gegevens (JSON)
signed-report-seal = Zegel: handtekening over het hele bestand
signed-report-verify = Dit verslag is ondertekend door de server van Guichet. Om na te gaan dat er niets aan veranderd is, noch op deze pagina’s noch in de bijgevoegde gegevens, stuurt u dit bestand ongewijzigd naar { $address }, of vraagt u het aan de technische dienst: “sync-server verify-report”. Afgedrukt of opnieuw bewaard door een ander programma kan het niet meer nagegaan worden.
signed-report-key = Sleutel van de server
signed-report-heads = Versie van de bon
signed-report-line = Regel van het logboek en vingerafdruk
signed-report-approval-line = Goedkeuring in het logboek
error-report-not-approved = Er is alleen een ondertekend verslag van een goedgekeurde bon waaraan sindsdien niets is toegevoegd. Keur hem eerst goed.
error-report-too-large = Deze bon is te groot voor een ondertekend verslag. Druk zijn pagina af.
did-report-signed = Inhoud van een verslag ondertekend
did-report-exported = Ondertekend verslag afgegeven
verify-short = Verslag nagaan
verify-title = Een ondertekend verslag nagaan
verify-explain = Kies een ondertekend verslag van Guichet, als pdf of JSON, zoals u het gekregen hebt. Deze pagina zegt of deze server het ondertekend heeft, of er sindsdien iets aan veranderd is, en of de bon intussen verderging.
verify-file = Het verslag (pdf of JSON, hoogstens 8 MB)
verify-forgotten = Het bestand wordt niet bewaard.
verify-do = Nagaan
verify-key = Openbare sleutel van deze server
verify-genuine = Echt: deze server heeft dit verslag ondertekend, en er is niets aan veranderd.
verify-genuine-lost = Te bevestigen: deze server heeft dit verslag ondertekend, maar zijn logboek gaat niet tot daar. Vraag een nieuw verslag.
verify-genuine-differs = Twijfelachtig: de handtekening is van deze server, maar zijn logboek zegt iets anders. Vertrouw niet op dit verslag en verwittig het bestuur.
verify-altered = Gewijzigd: dit bestand is niet wat ondertekend werd. Werd het door een programma opnieuw bewaard, vraag dan het origineel.
verify-none = Dit is geen ondertekend verslag van Guichet, of er blijft te weinig van over. Kies het bestand zoals u het gekregen hebt.
verify-no-file = Er is geen bestand aangekomen. Kies het verslag en verstuur opnieuw.
verify-too-large = Dit bestand is te groot om een verslag te zijn. Kies het bestand zoals u het gekregen hebt.
verify-another = Ondertekend door een andere server, niet door deze. Ga het na bij het bestuur waarvan het komt. Zijn sleutel: { $key }
verify-number = Werkbon
verify-changed = Wijzigingen sindsdien
verify-changed-yes = Ja, de bon is sinds dit verslag gewijzigd. Vraag een recenter verslag.
verify-changed-no = Neen, de bon is zoals in dit verslag.
verify-changed-unknown = Deze server kent deze bon niet meer.
verify-log = Logboek
verify-log-yes = Het logboek van deze server bevat de vingerafdruk van dit verslag.
verify-log-lost = Het logboek van deze server gaat niet tot dit verslag: het ging verder vanaf een oudere back-up.
verify-log-differs = Het logboek van deze server zegt op deze plaats iets anders. Verwittig het bestuur.
offer-ends = Zonder beslissing automatisch geweigerd { $when }.
offer-author = Volgens de inhoud geschreven door: { $name }
offer-author-office = het bureau
offer-author-unknown = onbekend
confirmed-offers-title = Bevestigd na een herstel
confirmed-offers-explain = Wat met één ja bevestigd werd, wordt in één keer teruggenomen, behalve documenten waarin iemand verder schreef. Een goedkeuring die een telefoon terugbrengt, telt nooit: het verslag moet opnieuw goedgekeurd worden.
confirmed-offer-built-on-count = { $count ->
    [one] 1 document ervan kan niet meer teruggenomen worden
   *[other] { $count } documenten ervan kunnen niet meer teruggenomen worden
}
confirmed-offer-by = Bevestigd door { $name }, { $when }
confirmed-offer-built-on = Er werd verder op geschreven: verbeter wat niet klopt op zijn pagina.
confirmed-offer-take-back = Terugnemen
confirmed-offer-take-back-explain = Deze wijzigingen verdwijnen van het bureau en van de telefoons, alsof ze geweigerd waren; een document dat alleen daardoor bekend was, verdwijnt. Wat er voordien stond, blijft.
confirmed-offer-sure = Ja, terugnemen
done-offers-taken-back = Teruggenomen: deze wijzigingen zijn geweigerd.
error-offers-built-on = Iemand schreef verder in een van deze documenten, of een deel werd al teruggenomen. Er is niets teruggenomen: lees de lijst opnieuw en probeer het nog eens.
did-offer-ended = Teruggevonden versie geweigerd bij gebrek aan beslissing
did-offer-taken-back = Teruggevonden versie na bevestiging teruggenomen
did-work-order-drop-approval = Teruggevonden goedkeuring, opnieuw te doen
nav-retention = Bewaartermijnen
retention-explain = Wat niet meer nodig is, verdwijnt eenmaal per dag, en een regel van het logboek zegt het. Waar geen wet een termijn bepaalt, zijn de termijnen die van Guichet: kies de uwe.
retention-not-in-force = De termijnen gelden nog niet: niets verdwijnt. Bekijk hieronder wat vandaag zou verdwijnen, en laat ze daarna gelden.
retention-held-back = Tot { $day } wordt niets gewist: de server was meer dan een maand weg, of zijn klok sprong vooruit. Kijk de klok van de server na.
retention-in-force = De termijnen gelden: wat erover is, wordt gewist
retention-archives = Vraag eerst aan uw archiefdienst wat gewist mag worden: dat bepaalt de wet op de openbare archieven, niet Guichet.
retention-months = Termijn in maanden, van { $least } tot { $most } (gewoonlijk { $usual })
retention-months-are = { $count ->
    [one] { $count } maand
   *[other] { $count } maanden
}
retention-things = { $count ->
    [0] Vandaag is niets over deze termijn.
    [one] Vandaag is 1 element over deze termijn.
   *[other] Vandaag zijn { $count } elementen over deze termijn.
}
retention-days = { $count } Van { $oldest } tot { $newest }.
retention-sign-ins = Sessies en gekende browsers
retention-sign-ins-ground = Een gekende browser vermijdt dat pogingen van anderen iemand beletten aan te melden; beëindigde sessies en pogingen dienen nergens meer voor (AVG, artikelen 5(1)(e) en 32).
retention-technical = Technische logboeken
retention-technical-ground = Contacten van telefoons, verzonden formulieren, activiteit van toestellen per dag: om een storing van het ene seizoen op het andere te begrijpen (AVG, artikelen 5(1)(e) en 32). Guichet bewaart altijd het laatste contact. Deze logboeken gaan ook over mensen aan het werk: bewaar ze kort, en zeg het hun (beslissing van de Gegevensbeschermingsautoriteit van 21 februari 2023).
retention-decided = Geweigerde of teruggevonden wijzigingen, afgehandeld
retention-decided-ground = Ze bevatten teksten waarover iemand beslist heeft; zo kan men op die beslissing terugkomen zolang ze betwist kan worden (AVG, artikel 5(1)(c) en (e)).
retention-audit = Logboek, met de netwerkadressen
retention-audit-ground = Het toont wie wat deed en vanaf welk adres, om verantwoording af te leggen (AVG, artikel 5(2)) en inbraken te zien (artikel 32). Regels verdwijnen in hun geheel, de oudste eerst: een adres blijft dus even lang als zijn regel. ASVS 5.0 (V16.1.1) wil dat een termijn gezegd wordt, en bepaalt er geen.
retention-not-title = Wat niet vanzelf verdwijnt
retention-not = Gebouwen en fiches hebben hier geen termijn. Aanvragen, bonnen en de geschiedenis van een gebouw blijven, zonder hun teksten; wat op een beslissing wacht, blijft heel. Wat een verkeerde klok vóór 2020 dateerde, blijft ook. Een reden in het logboek blijft zo lang als haar regel; een ondertekend verslag dat al gegeven is, zegt nog altijd wat het zei. De positie van een foto wordt nooit bewaard: de telefoon verwijdert ze. Back-ups houden wat ze hadden: wis de oude zelf.
retention-audit-begin = De oudste regels van het logboek zijn aan het einde van hun termijn verdwenen; hun ondertekende vingerafdruk wordt bewaard, en de controle van het logboek begint daar.
error-retention = Een termijn ligt buiten de grenzen: schrijf een aantal maanden tussen de vermelde grenzen.
did-retention-changed = Bewaartermijnen gewijzigd
did-labels-made = Blanco etiketten gemaakt
did-retention-done = Gewist aan het einde van de termijn
did-audit-shortened = Oude regels van het logboek gewist
audit-retention = { $category }: { $count }, { $months } maanden bewaard
audit-retention-on = gelden nu
audit-retention-off = gelden niet meer
verify-log-gone = De regel van het logboek is aan het einde van zijn termijn verdwenen: alleen de handtekening staat ervoor in.
privacy-long-rest = Al het overige wordt op kantoor bewaard zonder automatische termijn.
retention-requests = Teksten en foto’s van afgesloten aanvragen
retention-requests-ground = De gegevens van wie iets meldt, staan in deze teksten; ze dienen alleen om te antwoorden (AVG, artikel 5(1)(c) en (e)). Het nummer, de plaats, de aard, de data, wie ze noteerde en de bon blijven.
retention-photos = Foto’s van afgesloten bonnen
retention-photos-ground = Een foto kan personen of een woning tonen; na enkele jaren is het werk beoordeeld (AVG, artikel 5(1)(c) en (e)). Ondertekende verslagen houden de vingerafdruk van elke foto.
retention-orders = Teksten van afgesloten bonnen
retention-orders-ground = Tien jaar: zo lang moeten onderhoudsdossiers van liften bewaard worden (koninklijk besluit van 9 maart 2003), en Guichet maakt geen onderscheid tussen toestellen. Het nummer, de plaats, de aard, de data, de uren, het materiaal, wie het deed en goedkeurde blijven. Voor andere bonnen kennen wij geen wet die een termijn bepaalt; in het algemeen reglement op de gemeentelijke comptabiliteit (besluit van de Waalse Regering van 5 juli 2007, dat door artikel 87 van de wet van 8 juli 1976 ook voor de OCMW’s geldt) vonden wij er geen voor de stukken: vraag hem aan uw financiële dienst.
document-gone = De teksten zijn aan het einde van hun bewaartermijn verdwenen.
retention-own-choice = Wij kennen geen wet die dit aantal maanden bepaalt: uw administratie kiest.
retention-at-least = Vandaag zijn minstens { $count } elementen over deze termijn; andere werden nog niet bekeken.
person-nameless = Naamloos maken
person-nameless-explain = Is deze persoon voorgoed weg? De naam kan hier verdwijnen, behalve waar hij moet blijven.
person-nameless-see = Bekijken waar hij staat
nameless-title = Naamloos maken: { $name }
nameless-name = Vertrokken persoon (nr. { $number })
nameless-chip = Naamloos
nameless-is = Deze persoon is vertrokken en naamloos gemaakt: het werk wordt bewaard onder dit nummer, en hier verandert niets meer.
nameless-explain = De naam wordt vervangen door een nummer in alle lijsten, pagina’s, zoekresultaten, exporten en op de telefoons. Wat gedaan werd, blijft, onder dit nummer; collega’s weten misschien nog om wie het ging.
nameless-goes = Wat verdwijnt of een andere naam krijgt
nameless-goes-account = De naam, de gebruikersnaam, het wachtwoord, de taal, de ploeg, de administraties, de tweede factor en de herstelcodes, de sessies en de ongebruikte toestelcodes.
nameless-goes-phones = { $count ->
    [0] Geen enkele telefoon is nog van deze persoon.
    [one] 1 telefoon wordt ingetrokken: hij wist zichzelf bij het volgende contact.
   *[other] { $count } telefoons worden ingetrokken: ze wissen zichzelf bij het volgende contact.
}
nameless-goes-documents = Documenten die deze persoon met een intern nummer noemen, tonen de nieuwe naam:
nameless-kind-work-order = Werkbonnen
nameless-kind-building = Gebouwen
nameless-kind-request = Aanvragen
nameless-kind-history = Geschiedenissen
nameless-kind-catalogue = Catalogus
nameless-kind-announcement = Mededelingen
nameless-kind-person = Fiches
nameless-kind-stock-list = Voorraadlijsten
nameless-stays = Wat blijft, en waarom
nameless-audit-always = De bewaartermijnen gelden nog niet: deze regels blijven tot dan.
nameless-hours = De uren en het materiaal blijven onder het nummer: ze staven de rekeningen. Wij kennen geen tekst die daarvoor een termijn bepaalt: vraag ze aan uw financiële dienst.
nameless-more-texts = Er zijn nog teksten die niet bekeken werden: zoek daarna opnieuw.
nameless-texts-none = Geen enkele open tekst schrijft deze naam zo.
nameless-texts-stay = Deze teksten schrijven de naam en blijven zoals ze zijn, omdat het document open is, nooit afgesloten wordt, of op een beslissing wacht. Verbeter ze of sluit ze eerst af als dat kan:
nameless-search = Ook de voornaam of een andere schrijfwijze zoeken
nameless-backups = Back-ups van vroeger houden de naam, en verslagen die al gegeven zijn ook: wis de oude back-ups zelf.
nameless-first = Eerst te doen
nameless-do-it = Naamloos maken
nameless-final = Dit kan niet ongedaan gemaakt worden, niet door u en niet door Guichet.
nameless-called = Heet voortaan
nameless-sure = Ik begrijp dat dit niet ongedaan gemaakt kan worden
done-nameless = Deze persoon is naamloos. De telefoons van collega’s vernemen het bij het volgende contact.
did-person-made-nameless = Persoon naamloos gemaakt
error-nameless = Deze persoon is naamloos gemaakt: hier verandert niets meer.
error-nameless-not-blocked = Blokkeer eerst dit account: alleen een geblokkeerd account kan naamloos worden.
error-nameless-open-orders = Open bonnen zijn nog aan deze persoon toegewezen: wijs ze eerst aan iemand anders toe.
error-nameless-card-waits = Een wijziging van de fiche wacht op een beslissing: beslis daar eerst over.
nameless-unsent = { $count ->
    [one] 1 wijziging of foto wacht erop en gaat verloren: haal ze eerst binnen.
   *[other] { $count } wijzigingen of foto’s wachten erop en gaan verloren: haal ze eerst binnen.
}
nameless-texts = { $count ->
    [0] Geen enkele afgesloten tekst schrijft deze naam zo.
    [one] 1 afgesloten document schrijft de naam in een tekst: het wordt opnieuw gesticht met […] in de plaats, zonder zijn oude geschiedenis.
   *[other] { $count } afgesloten documenten schrijven de naam in een tekst: ze worden opnieuw gesticht met […] in de plaats, zonder hun oude geschiedenis.
}
nameless-audit = { $count ->
    [0] Geen regel van het logboek schrijft deze naam.
    [one] 1 regel van het logboek schrijft hem. Die wordt niet veranderd: het logboek dient om verantwoording af te leggen (AVG, artikel 5(2)).
   *[other] { $count } regels van het logboek schrijven hem. Ze worden niet veranderd: het logboek dient om verantwoording af te leggen (AVG, artikel 5(2)).
}
nameless-audit-until = { $count ->
    [one] Ze verdwijnen na { $count } maand.
   *[other] Ze verdwijnen na { $count } maanden.
}
nameless-did = { $count ->
    [0] Het logboek zegt niets over wat deze persoon deed.
    [one] 1 regel van het logboek zegt wat deze persoon deed: hij toont de nieuwe naam.
   *[other] { $count } regels van het logboek zeggen wat deze persoon deed: ze tonen de nieuwe naam.
}
nameless-signed = { $count ->
    [0] Geen ondertekend verslag gaat over een bon van deze persoon.
    [one] 1 bon die deze persoon noemt, heeft een ondertekend verslag: het gegeven exemplaar houdt de naam en blijft geldig (AVG, artikel 17(3)(e)).
   *[other] { $count } bonnen die deze persoon noemen, hebben een ondertekend verslag: de gegeven exemplaren houden de naam en blijven geldig (AVG, artikel 17(3)(e)).
}
nameless-undecided = { $count ->
    [one] 1 geweigerde of teruggevonden wijziging van deze telefoons wacht op een beslissing: ze blijft heel.
   *[other] { $count } geweigerde of teruggevonden wijzigingen van deze telefoons wachten op een beslissing: ze blijven heel.
}
nameless-open-orders = { $count ->
    [one] 1 open bon is nog aan deze persoon toegewezen: wijs hem aan iemand anders toe.
   *[other] { $count } open bonnen zijn nog aan deze persoon toegewezen: wijs ze aan iemand anders toe.
}

## What the register says

register-building = Fiche van het gebouw
register-building-new = Gebouw toevoegen
register-building-add = In het register opnemen
register-space-new = Lokaal toevoegen
register-asset-new = Uitrusting toevoegen
register-asset = Uitrusting
register-room = Lokaal
register-retired = Buiten gebruik
register-retired-explain = Verkocht, afgebroken of afgedankt: het verdwijnt uit de lijsten en van de telefoons, zijn geschiedenis blijft leesbaar. Maak de datum leeg om het weer in gebruik te nemen.
register-retired-too = Ook die buiten gebruik
register-retired-since = Buiten gebruik sinds { $day }
register-nothing = Verder is niets bekend.
register-code = Code
register-name = Naam
register-street = Straat
register-number = Nummer
register-postcode = Postcode
register-place = Plaats
register-site = Site
register-municipality = Gemeente (NIS-code)
register-best-address = BeSt-adres
register-position = Ligging
register-parcels = Kadastrale percelen
register-surface = Oppervlakte (m²)
register-year = Bouwjaar
register-energy = EPB-klasse
register-energy-until = EPB geldig tot
register-level = Verdieping
register-family = Familie
register-space = Staat in
register-within = Maakt deel uit van
register-make = Merk
register-model = Model
register-serial = Serienummer
register-installed = Geplaatst in
register-retired-on = Buiten gebruik sinds
register-retired-why = Reden
register-code-hint = De code van uw inventaris, bijvoorbeeld ECO-014.
register-municipality-hint = Vijf cijfers, bijvoorbeeld 62120.
register-best-address-hint = De identificatie van het adres in BeSt Address.
register-position-hint = Breedte en lengte, bijvoorbeeld 50.600123, 5.467890.
register-parcels-hint = CaPaKey, bijvoorbeeld 62042A0570/00H004; meerdere met een spatie ertussen.

export-open = Exporteren
export-explain = De getoonde gebouwen, hun lokalen of hun uitrusting, in de kolommen die een import herkent: exporteer, verbeter in uw rekenblad, importeer.
export-buildings = Gebouwen
export-spaces = Lokalen
export-assets = Uitrusting
export-buildings-file = gebouwen
export-spaces-file = lokalen
export-assets-file = uitrusting
export-too-long = De lijst heeft meer dan 200 000 rijen: kies een bestuur of zoek woorden, en exporteer in delen.
list-organisations = Besturen
list-building-code = Gebouwcode
list-building-name = Gebouw
list-building-street = Straat
list-building-number = Huisnummer
list-building-postcode = Postcode
list-building-place = Plaats
list-building-site = Complex
list-building-municipality = Niscode
list-building-best-address = BeSt id
list-building-position = Coördinaten
list-building-parcels = Percelen
list-surface = Oppervlakte (m²)
list-building-year = Bouwjaar
list-building-energy = Energielabel
list-building-energy-until = EPC geldig tot
list-space-code = Lokaalnummer
list-space-name = Lokaal
list-space-level = Verdieping
list-asset-code = Inventarisnummer
list-asset-name = Uitrusting
list-asset-family = Familie
list-asset-make = Merk
list-asset-model = Model
list-asset-serial = Serienummer
list-asset-installed = Indienststelling
list-retired-on = Buiten dienst sinds
list-retired-why = Reden buitendienststelling

import-open = Een lijst importeren
import-title = Een lijst importeren
import-explain = Gebouwen, lokalen of uitrusting zoals u ze in een rekenblad hebt: Excel, OpenDocument of CSV. Eén rij moet zeggen wat de kolommen zijn: Code, Gebouw, Straat, Postcode, Gemeente, Bestuur, Lokaal, Toestel, Merk…
import-file = Bestand
import-makes-buildings = Ook de gebouwen aanmaken die de lijst noemt en die niet in het register staan
import-check = Bekijken wat het zou geven
import-nothing-yet = Er is nog niets geschreven: eerst ziet u rij per rij wat er aangemaakt, gewijzigd of geweigerd zou worden.
import-checked = Wat { $file } zou geven
import-do = Importeren
import-discard = Niet importeren
import-again = Een andere lijst importeren
import-nothing = Er is niets te schrijven.
import-failed = { $count ->
    [one] { $count } gebouw kon niet geschreven worden omdat iemand eraan werkte. Importeer de lijst nog eens.
   *[other] { $count } gebouwen konden niet geschreven worden omdat iemand eraan werkte. Importeer de lijst nog eens.
}
import-of-buildings = Een lijst van gebouwen
import-of-spaces = Een lijst van lokalen
import-of-assets = Een lijst van uitrusting
import-header = kop in rij { $row }
import-sheet = blad { $sheet }
import-not-read = Kolommen die niet gelezen worden
import-created = { $count ->
    [one] { $count } rij maakt iets aan
   *[other] { $count } rijen maken iets aan
}
import-changed = { $count ->
    [one] { $count } rij wijzigt iets
   *[other] { $count } rijen wijzigen iets
}
import-unchanged = { $count ->
    [one] { $count } rij zegt wat het register zegt
   *[other] { $count } rijen zeggen wat het register zegt
}
import-refused = { $count ->
    [one] { $count } rij is geweigerd
   *[other] { $count } rijen zijn geweigerd
}
import-alike = { $count ->
    [one] { $count } rij gaat wellicht over een bekend gebouw en wordt niet genomen
   *[other] { $count } rijen gaan wellicht over bekende gebouwen en worden niet genomen
}
import-corrected = { $count ->
    [one] { $count } waarde die intussen verbeterd werd, blijft zoals ze is
   *[other] { $count } waarden die intussen verbeterd werden, blijven zoals ze zijn
}
import-row = Rij { $row }
import-is-created = wordt aangemaakt
import-is-alike = Waarschijnlijk hetzelfde als { $building }. Kies.
import-is-corrected = { $field }: blijft { $now }, dat intussen verbeterd werd; de lijst zegt { $said }
import-also-building = maakt ook het gebouw { $name } aan
import-also-space = maakt ook het lokaal { $name } aan
import-also-occupant = { $name } gebruikt het voortaan ook
import-column = Geweigerd, kolom { $column }: { $why }
import-no-file = Kies een bestand dat niet leeg is.
import-too-large = Het bestand is te groot (meer dan 32 MB). Verdeel de lijst over verschillende bestanden.
import-not-a-table = Dit bestand is geen tabel. Sla het in uw rekenblad op als .xlsx, .ods of .csv.
import-not-as-named = De naam van het bestand eindigt op .{ $named }, maar dat is het niet. Geef het een naam die eindigt op .{ $ending }.
import-encrypted = Het bestand is met een wachtwoord beveiligd. Sla het zonder wachtwoord op.
import-damaged = Het bestand is beschadigd of afgebroken. Open het in uw rekenblad en sla het opnieuw op.
import-unpacks = Uitgepakt is het bestand te groot. Kopieer wat gelezen moet worden naar een nieuw bestand.
import-too-many-rows = Het blad heeft meer dan { $most } rijen. Verdeel de lijst over verschillende bestanden.
import-too-many-columns = Rij { $row }, kolom { $column }: daar staat iets, en er worden maar { $most } kolommen gelezen. Wis wat daar staat.
import-too-many-cells = Het blad heeft meer dan { $most } cellen. Verdeel de lijst over verschillende bestanden.
import-open-quote = Rij { $row }: daar staat een aanhalingsteken dat niet gesloten wordt. Sluit het of wis het.
import-no-header = Geen van de eerste { $rows } rijen zegt wat de kolommen zijn. Voeg een kop toe: Code, Gebouw, Straat, Postcode, Gemeente, Bestuur… Verborgen bladen worden niet gelezen.
import-no-name = Rij { $row }: geen kolom geeft een naam of een code. Voeg er een toe die Naam of Code heet.
import-no-building-column = Rij { $row }: geen kolom zegt in welk gebouw elk ding staat. Voeg er een toe die Gebouw of Gebouwcode heet.
import-why-failed = het rekenblad toont { $shown } in plaats van een waarde. Verbeter de formule.
import-why-formula = het is een formule zonder waarde. Open het bestand in uw rekenblad en sla het opnieuw op.
import-why-digits = het rekenblad heeft de laatste cijfers van dit getal laten vallen. Maak van de kolom tekst en voer het opnieuw in.
import-why-another = het is geen tekst, geen getal en geen dag.
import-why-number = { $text } is geen getal.
import-why-day = { $text } is geen dag. Schrijf 30/03/2025 of 2025-03-30.
import-why-not-accepted = { $text } past niet in “{ $field }”.
import-why-long = de tekst is te lang.
import-why-swapped = breedte- en lengtegraad zijn verwisseld.
import-why-abroad = { $text } ligt niet in België.
import-why-half = breedte- en lengtegraad horen samen: één ervan ontbreekt.
import-why-nameless = Geweigerd: er is naam noch code.
import-why-no-building = Geweigerd: ze zegt niet in welk gebouw.
import-why-unknown-building = Geweigerd: het gebouw { $text } staat niet in het register. Importeer eerst de lijst van gebouwen.
import-why-several = Geweigerd: verschillende heten { $text } in het register. Geef elk een code.
import-why-no-organisation = Geweigerd: ze zegt niet van welk bestuur het gebouw is.
import-why-unknown-organisation = geen bestuur heet { $text }; er zijn { $known }.
import-why-of-another = Geweigerd: het gebouw is van { $owner }. Draag het eerst over op zijn pagina.
import-why-not-yours = Geweigerd: u houdt het register van { $owner } niet bij.
import-why-no-sharing = Geweigerd: ze noemt verschillende besturen. Wie een gebouw gebruikt, zegt wie de accounts beheert.
import-why-twice = Geweigerd: rij { $row } gaat al over hetzelfde.
import-why-elsewhere = Geweigerd: dit toestel staat in het gebouw { $building }. Verbeter de lijst, of stel het daar eerst buiten dienst.

# Etiketten
register-label = Gekleefd etiket
register-label-hint = De code van een blanco gedrukt etiket dat erop kleeft, bijvoorbeeld 7K2M-9XQ4-TB0C.
labels-title = Etiketten
labels-explain = Elk etiket draagt een code om te scannen: wie aangemeld is, ziet de fiche, anderen zien wat het is en wie ze kunnen bellen. Druk af op 100 %, zonder aan te passen aan de pagina.
labels-of-listed = { $count ->
    [one] Eén gebouw van de lijst
   *[other] { $count } gebouwen van de lijst
}
labels-listed = Etiketten van de hele lijst
labels-what = Voor
labels-what-all = Alles: gebouw, lokalen en uitrusting
labels-what-building = Het gebouw
labels-what-spaces = De lokalen
labels-what-assets = De uitrusting
labels-format = Afdrukken op
labels-format-l7160 = Avery L7160: 21 etiketten van 63,5 × 38,1 mm
labels-format-l7163 = Avery L7163: 14 etiketten van 99,1 × 38,1 mm
labels-format-l4731 = Avery L4731: 189 etiketten van 25,4 × 10 mm
labels-format-door = Deurbordje A6, één per pagina
labels-format-free = Vrij raster, maten hieronder
labels-start = Beginnen bij etiket nr.
labels-start-hint = Van links naar rechts en van boven naar onder, voor een vel dat al begonnen is.
labels-do = Afdrukken (PDF)
labels-free = Maten van het vrije raster
labels-free-hint = In millimeter, op een A4-vel.
labels-free-columns = Kolommen
labels-free-rows = Rijen
labels-free-width = Breedte van een etiket
labels-free-height = Hoogte van een etiket
labels-free-left = Linkermarge
labels-free-top = Bovenmarge
labels-free-gap-x = Ruimte tussen kolommen
labels-free-gap-y = Ruimte tussen rijen
labels-error-count = Geef 1 tot 8 kolommen en 1 tot 29 rijen op.
labels-error-length = Een maat van het raster is geen aantal millimeter tussen 0 en 297.
labels-error-small = Een etiket meet minstens 25,4 × 10 mm: kleiner is zijn code niet meer te lezen.
labels-error-page = Het raster past niet op het A4-vel (210 × 297 mm). Verklein de marges, de etiketten of hun aantal.
labels-error-format = Kies waarop u afdrukt.
labels-error-start = Er is geen etiket met dit nummer op het vel.
labels-error-address = De server kent zijn adres niet. Start hem met --public-url en druk opnieuw af.
labels-error-none = Er is hier niets om te etiketteren. Kies iets anders.
labels-error-many = Dat zijn meer dan 2.000 etiketten. Beperk de lijst of kies minder.
labels-error-blank = Geef een aantal etiketten op tussen 1 en 1890.
labels-blank = Blanco etiketten
labels-blank-explain = Genummerd, om eerst te kleven en later toe te wijzen: hun code wordt ingevuld in de fiche van het gebouw, het lokaal of de uitrusting.
labels-blank-count = Aantal etiketten
labels-blank-most = Hoogstens { $count }.
labels-blank-do = Etiketten maken
labels-runs = Gemaakte reeksen
labels-runs-none = Nog geen reeksen.
labels-run = { $count ->
    [one] Eén etiket
   *[other] { $count } etiketten
}
labels-run-attached = { $count ->
    [0] Geen toegewezen
    [one] Eén toegewezen
   *[other] { $count } toegewezen
}
labels-number = nr. { $number }
label-mistyped = Deze code is niet die van een etiket: ze heeft twaalf letters en cijfers, en minstens één ervan is fout. Lees ze opnieuw en tik ze opnieuw in.
label-unknown-title = Onbekend etiket
label-unknown = Geen etiket van deze server draagt deze code.
label-whom = Een probleem?
label-whom-explain = Bel of schrijf, en vermeld de code van het etiket.
label-blank = Blanco etiket
label-blank-explain = Dit etiket is nog aan niets toegewezen.
label-blank-attach = Om het toe te wijzen opent u de fiche, kiest u Wijzigen en tikt u { $code } in bij “Gekleefd etiket”.
label-code = Code van het etiket: { $code }
label-several = Eén etiket, meerdere dingen
label-several-explain = Deze code is aan meerdere dingen toegewezen. Open dat waar ze niet op staat en verwijder ze daar.
error-label-mistyped = Dit is niet de code van een etiket. Lees de twaalf letters en cijfers opnieuw en tik ze opnieuw in.
error-label-used = Dit etiket is al dat van iets anders. Neem een ander, of verwijder het eerst waar het staat.
error-label-unknown = Dit etiket werd hier niet als blanco etiket gedrukt. Neem er een uit een reeks van deze server.
import-mapping = Manier van lezen
import-mapping-none = Kolommen herkennen
import-columns = Het lezen verbeteren
import-columns-of = Hoe { $file } gelezen wordt
import-columns-explain = Zeg wat in elke kolom staat. Meerdere kolommen mogen naar één veld: hun teksten volgen elkaar.
import-look-again = Het blad opnieuw lezen
import-which-sheet = Blad
import-which-row = Rij van de kop
import-which-thing = Wat de lijst bevat
import-first-rows = Eerste rijen, zoals ze gelezen worden
import-columns-legend = Kolommen
import-not-read-column = Wordt niet gelezen
import-thing-building = Gebouw
import-thing-space = Lokaal
import-thing-asset = Uitrusting
import-meaning-address = Volledig adres, in één cel
import-meaning-organisations = Besturen
import-meaning-latitude = Breedtegraad
import-meaning-longitude = Lengtegraad
import-fixed = Hetzelfde voor alle rijen
import-fixed-explain = Geldt voor elke rij die er zelf niets over zegt.
import-fixed-field = Veld { $number }
import-fixed-value = Waarde { $number }
import-words = Woorden die een bestuur aanduiden
import-words-none = Alle die de lijst noemt zijn bekend.
import-words-unknown = Is niet bekend
import-separator = Wat meerdere besturen in één cel scheidt
import-separator-hint = Puntkomma, schuine streep, komma, + en & worden ook zonder dit begrepen.
import-remember = Deze manier van lezen bewaren onder de naam
import-remember-hint = Ze wordt bij de volgende lijst aangeboden. Laat leeg om ze niet te bewaren.
import-remember-full = Er zijn te veel manieren bewaard. Kies de naam van een bestaande: ze wordt vervangen.
error-import-row = De rij van de kop is een getal, vanaf 1.
import-choose = Opnieuw bekijken met deze keuzes
import-choice = Waarover rij { $row } gaat
import-choice-none = Nog te kiezen: de rij wordt niet overgenomen
import-choice-same = Het is { $building }
import-choice-that = Het is het gekozen gebouw
import-choice-new = Het is een ander, aan te maken
import-choice-leave-out = De rij weglaten
import-is-left-out = Weggelaten
import-left-out = { $count ->
    [one] { $count } rij is weggelaten
   *[other] { $count } rijen zijn weggelaten
}
imports-title = Geïmporteerde lijsten
imports-none = Er is nog geen lijst geïmporteerd.
imports-operator = op de opdrachtregel
imports-mapping = gelezen volgens “{ $name }”
imports-state-running = Bezig: { $done } van { $planned } gebouwen.
imports-state-stopping = Stopt: { $done } van { $planned } gebouwen.
imports-state-stopped = Gestopt na { $done } van { $planned } gebouwen. Ga verder, of neem alles terug.
imports-state-half-undone = Deels teruggenomen. Neem de rest terug.
imports-state-done = Geïmporteerd: { $done } van { $planned } gebouwen geschreven.
imports-state-undoing = Wordt teruggenomen.
imports-state-undone = Teruggenomen: wat ze aanmaakte is buiten dienst, wat ze wijzigde zegt weer wat het zei.
imports-stop = Stoppen
imports-go-on = Verdergaan
imports-bring-again = Importeer dezelfde lijst opnieuw om verder te gaan: wat gedaan is, wordt niet opnieuw gedaan.
imports-undo = De hele import terugnemen
imports-undo-hint = Mogelijk zolang niemand heeft gewerkt aan wat hij aanmaakte. Niets wordt gewist: wat is aangemaakt, gaat buiten dienst.
imports-taken-back = import teruggenomen
imports-in-the-way = { $count ->
    [one] De import kan niet teruggenomen worden: { $count } ding staat in de weg. Zet het terug zoals het was, of behoud de import.
   *[other] De import kan niet teruggenomen worden: { $count } dingen staan in de weg. Zet ze terug zoals ze waren, of behoud de import.
}
imports-and-more = en nog { $count }
imports-way-changed = iemand heeft sindsdien “{ $field }” gewijzigd
imports-way-has = { $name } is er sindsdien aan toegevoegd
imports-way-asked = “{ $title }” gaat hierover
imports-way-described = toegang, een gevaar of een opmerking is er genoteerd
imports-way-not-yours = u houdt het register van zijn bestuur niet bij, of bepaalt niet wie het gebruikt
