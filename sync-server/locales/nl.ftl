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
sign-in-phone = Dit is het account van een technicus: gebruik de app op de telefoon, op het adres /.
pages-label = Pagina’s
pages-before = Vorige pagina
pages-after = Volgende pagina
review-title = Na te kijken
review-said = De lijst met na te kijken verslagen is gewijzigd.
review-nothing = Er wacht geen verslag. Ze verschijnen hier zodra de telefoons netwerk hebben.
order-said = Deze bon is gewijzigd.
requests-said = De lijst met aanvragen is gewijzigd.
where = Waar
asset = Toestel
asset-none = Geen bepaald
organisation = Bestuur
nature = Aard
assigned = Toegewezen aan
assigned-nobody = Niemand
reason = Reden
hazards = Gevaren
access = Toegang
access-keys = Sleutels
access-contact = Contact
access-phone = Telefoon
access-hours = Uren
reports = Verslagen
reports-none = Nog geen interventie.
report-empty = Er werd niets geschreven.
photos = Foto’s
photos-none = Geen foto.
photo-on-phone = Nog op de telefoon
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
materials-none = Geen.
timeline = Stappen
timeline-none = Er is nog niets gebeurd.
contradictions = Te beslechten
contradiction-field = Twee waarden tegelijk gegeven
contradiction-finished-though-cancelled = Ter plaatse afgerond terwijl het kantoor annuleerde
contradiction-finished-twice = Door twee technici afgerond
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
approve-without-photos = Goedkeuren zonder op deze foto’s te wachten
send-back = Terugsturen
send-back-reason = Wat ontbreekt
plan = Plannen
assign = Anders toewijzen
assign-do = Toewijzen
edit = Wijzigen
save = Opslaan
cancel-order = Deze bon annuleren
cancel-reason = Waarom annuleren?
choose = Kiezen…
order-new = Nieuwe werkbon
order-create = Bon aanmaken
order-which-building = In welk gebouw?
orders-none = Geen bon voldoet.
column-order = Bon
column-due = Vervaldag
filter-text = Zoeken
filter-state = Staat
filter-to-do = Te doen
filter-all = Alle
filter-technician = Technicus
filter-everybody = Iedereen
filter-do = Tonen
chip-late = Laat
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
requests-all = Ook de beantwoorde tonen
request-new = Nieuwe aanvraag
request-what = Wat is er aan de hand?
request-create = Aanvraag opslaan
request-origin-counter = Loket
request-origin-field = Terrein
request-ordered = Werkbon opgemaakt
request-closed = Afgesloten zonder werk
request-order = De werkbon bekijken
request-make-order = Er een werkbon van maken
request-close = Afsluiten zonder werk
request-close-reason = Waarom?
device-last-contact = Laatste contact
device-no-contact = Nooit contact
device-enrolled = gekoppeld
device-nothing-waits = Niets wacht
device-withdrawn = Ingetrokken
device-withdraw = Dit toestel intrekken
device-withdraw-explain = Het toestel kan niets meer verzenden of ontvangen en wist zijn kopie bij het volgende contact. Wat nog niet verzonden werd, gaat verloren.
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
done-approved = Verslag goedgekeurd.
done-sent-back = Verslag teruggestuurd.
done-cancelled = Bon geannuleerd.
done-settled = Beslechting opgeslagen.
done-created = Opgeslagen.
done-saved = Wijzigingen opgeslagen.
done-closed = Aanvraag afgesloten.
done-withdrawn = Toestel ingetrokken.
error-title = Dat is niet gelukt
error-home = Terug naar het kantoor
error-not-allowed = Uw rol laat dit niet toe. Vraag het aan een verantwoordelijke.
error-foreign = Deze vraag komt niet van een pagina van Guichet. Er is niets gedaan.
error-not-found = Op dit adres is niets.
error-full = De schijf van het kantoor is vol. Er is niets gewijzigd.
error-broken = Er gaat iets mis aan onze kant. Er is niets gewijzigd; probeer later opnieuw.
error-answers-missing = Er ontbreken verplichte antwoorden.
error-not-started = Het werk is niet begonnen.
error-not-possible = Dat kan niet in de huidige staat van de bon.
error-not-seen = Er is intussen werk aangekomen. Lees opnieuw en beslis dan.
error-photos-missing = Er staan nog foto’s op een telefoon. Bevestig om zonder goed te keuren.
error-unknown = Dat bestaat niet meer in deze bon.
error-wrong-answer = Het antwoord is niet van het juiste type.
error-too-long = De tekst is te lang.
error-empty = Schrijf enkele woorden.
error-nature-missing = Kies een aard.
error-not-sure = Vink het vakje aan om te bevestigen.
error-other = De vraag werd niet begrepen. Er is niets gewijzigd.
when-day-time = { $day }, { $time }
level = verdieping { $level }
due-overdue = Te laat: { $day }
delivery-ahead = klok { $length } voor
delivery-behind = klok { $length } achter
duration-days = { $days } d { $hours } u
duration-hours = { $hours } u { $minutes }
duration-minutes = { $minutes } min
size-megabytes = { $size } MB
enrol-title = Telefoon van { $name }
pages-here = Pagina { $count }
review-count = { $count ->
    [one] { $count } verslag wacht
   *[other] { $count } verslagen wachten
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
