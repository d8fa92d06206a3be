# De zinnen van de telefoon.

opening = Openen…
other-tab = Guichet is al open in een ander tabblad. Slechts één tabblad tegelijk bewaart de lokale kopie.
other-tab-take-over = Hier verdergaan
broken = Deze browser kan geen gegevens bewaren. Verlaat het privévenster of gebruik een recente Chrome, Edge, Firefox of Safari.
start-again = Opnieuw laden
install-title = Guichet installeren
install-first = Op een iPhone of iPad zet u Guichet eerst op het beginscherm: het Safari-tabblad en de app delen niets, en de code werkt maar één keer.
install-share = Tik op ‘Deel’ in de balk van de browser.
install-add = Kies ‘Zet op beginscherm’ en daarna ‘Voeg toe’.
install-open = Open Guichet vanaf het beginscherm en typ daar uw code.
install-code = Uw code, om te noteren:
install-anyway = Toch verdergaan in dit tabblad
install-forgets = Safari wist de gegevens van een site die zeven dagen niet geopend is. Verstuur wat wacht en zet Guichet daarna op het beginscherm: daar blijven ze.
copy-share = De kopie delen
skip = Naar de inhoud
back = Terug
close = Sluiten
understood = Begrepen
cancel = Annuleren
save = Opslaan
tabs = Schermen
tab-today = Vandaag
tab-search = Zoeken
tab-defect = Melden
tab-to-send = Te verzenden
enrol-explain = Koppel deze telefoon aan uw naam met de code van de verantwoordelijke.
enrol-linked = Deze telefoon is al gekoppeld: hij is van { $text }.
enrol-anew = Opnieuw koppelen met deze code
enrol-code = Code
enrol-submit = Deze telefoon koppelen
enrol-anyway = Toch koppelen, ook als dit werk gewist wordt
enrol-busy = Een ogenblik…
enrol-help = De code telt acht letters en cijfers en werkt één keer, gedurende vijftien minuten.
enrol-withdrawn = Dit toestel werd door het kantoor ingetrokken. De kopie is gewist. Vraag een nieuwe code om verder te gaan.
status-office = Alles is op kantoor
status-receiving = Documenten van het kantoor komen binnen…
status-office-offline = Geen netwerk · niets wacht
status-no-room = Toestel vol: maak plaats vrij. Niets van wat wacht is verloren
status-day-over = Te veel verzonden vandaag: bel het kantoor. Niets is verloren, de rest gaat morgen
status-unknown = Het kantoor kent dit toestel niet meer. Vraag een nieuwe code.
status-update-needed = Werk de app bij: herlaad ze zodra er netwerk is
saved-here = Op deze telefoon
new-version = Er is een nieuwe versie klaar.
new-version-use = Nu gebruiken
today-title = Mijn werkbonnen
today-overdue = Te laat
today-today = Vandaag
today-later = Later
today-nothing = Er wacht geen werk. Fijne dag!
search-title = Zoeken
search-label = Bon, gebouw, toestel, serienummer
search-nothing = Niets gevonden op deze telefoon.
where = Waar
asset = Toestel
organisation = Voor
nature = Aard
with = Met
hazards = Gevaren
access = Toegang
access-keys = Sleutels
access-contact = Contact
access-hours = Uren
action-start = Beginnen
action-start-again = Werk hervatten
action-resume = Hervatten
action-pause = Pauze
action-finish = Afronden
action-cannot-finish = Onmogelijk…
cannot-finish-confirm = Niet mogelijk melden
cannot-finish-reason = Waarom kan het werk niet afgerond worden?
checklist = Controlelijst
required = verplicht
priority = Prioriteit
photo = Foto
photos = Foto’s
photo-phase = Wat de foto toont
photo-take = Camera
photo-choose = Galerij
photo-preparing = Foto wordt voorbereid…
photo-not-here = Deze foto staat niet op deze telefoon. Ze komt zodra er netwerk is.
photo-saved = Opgeslagen op deze telefoon
photo-waiting = Wacht op verzending
photo-at-office = Op kantoor
photo-elsewhere = Van een collega
photo-not-on-this-phone = Niet op deze telefoon
problem-photo-not-an-image = Na te kijken: het kantoor kon deze foto niet lezen. Neem ze opnieuw.
problem-photo-too-large = Na te kijken: foto te groot. Neem ze opnieuw.
problem-photo-empty = Na te kijken: lege foto. Neem ze opnieuw.
problem-photo-hash-mismatch = Na te kijken: beschadigde foto. Neem ze opnieuw.
report = Verslag
report-not-started = Begin het werk om het verslag te schrijven.
report-placeholder = Wat werd vastgesteld, gedaan, en wat nog moet gebeuren
report-saved = Opgeslagen op deze telefoon
report-typing = Nog niet opgeslagen…
text-length = { $count } van { $max } tekens.
text-over = Er wordt niets afgeknipt: maak de tekst korter om hem te kunnen opslaan.
draft-of = Concept van { $text }
draft-drop = Weggooien
draft-drop-question = Dit concept weggooien? Wat erin staat, gaat verloren.
draft-drop-yes = Weggooien
draft-keep = Bewaren
draft-not-kept = De telefoon is vol: dit concept staat alleen in de browser. Maak plaats vrij en sla het dan op.
draft-photo-drop = Verwijderen
try-again = Opnieuw proberen
both-changed = Iemand anders heeft dit intussen gewijzigd: “{ $theirs }”. U schreef: “{ $mine }”.
take-theirs = De andere overnemen
keep-mine = De mijne houden
photos-unsaved = { $count ->
    [one] { $count } foto is nog niet opgeslagen. Sluit de app niet.
   *[other] { $count } foto’s zijn nog niet opgeslagen. Sluit de app niet.
}
materials = Gebruikt materiaal
material-item = Materiaal
material-other = Ander…
material-name = Welk?
material-quantity = Hoeveelheid
material-add = Toevoegen
material-which = Kies eerst een materiaal, of ‘Ander…’.
timeline = Stappen
building-orders = Mijn bonnen hier
assets = Toestellen
asset-make = Merk
asset-model = Model
asset-serial = Serienummer
asset-installed = Geplaatst in
asset-correct = Verbeteren
history = Laatste interventies
history-none = Geen goedgekeurde interventie.
history-reported = Defect gemeld: { $text }
history-open = Nog niet goedgekeurd
remarks = Opmerkingen
remark-add = Opmerking toevoegen
defect-title = Een defect melden
defect-here = Hier een defect melden
defect-building = In welk gebouw?
near-at-work = U bent hier aan het werk
near-today = Bon van vandaag
defect-more = De eerste { $count } gebouwen. Typ enkele letters van de naam of de straat om de andere te vinden.
defect-other-building = Wijzigen
defect-none-found = Geen gebouw gevonden. Probeer een ander woord van de naam of de straat.
defect-drafts = { $count ->
    [one] { $count } melding begonnen, nog niet verzonden
   *[other] { $count } meldingen begonnen, nog niet verzonden
}
defect-no-asset = Geen bepaald
defect-what = Wat is er aan de hand?
defect-details = Details
defect-send = Melden
defect-saved = Opgeslagen op deze telefoon. Het gaat vanzelf naar het loket, zodra er netwerk is.
defect-another = Iets anders melden
to-send-title = Te verzenden
to-send-nothing = Alles is op kantoor. Er wacht niets op deze telefoon.
to-send-nothing-sent = Alles wat opgeslagen is, is op kantoor.
to-send-explain = Veilig op deze telefoon, nog niet op kantoor. Het verzenden gebeurt vanzelf zodra er netwerk is.
set-aside-title = Opzijgelegd
set-aside-explain = Het kantoor heeft dit niet aanvaard. De tekst blijft hier: kopieer hem indien nodig en bespreek het met de verantwoordelijke.
set-aside-text = Wat er geschreven stond
last-contact-never = Nog geen contact met het kantoor
kept-yes = Deze browser bewaart de gegevens, ook als de telefoon weinig plaats heeft.
kept-no = Alles is opgeslagen. Vraag de browser om de gegevens te bewaren, ook als de telefoon weinig plaats heeft, of zet Guichet op het beginscherm.
kept-unknown = Alles is opgeslagen. Vraag de browser om de gegevens te bewaren, ook als de telefoon weinig plaats heeft.
sync-now = Nu proberen
copy-make = Een kopie maken
copy-download = Het bestand opslaan
copy-explain = Een kopie van alles wat wacht, in een bestand voor het kantoor als dat onbereikbaar blijft.
settings = Instellingen
settings-language = Taal
settings-appearance = Weergave
appearance-automatic = Zoals de telefoon
appearance-light = Licht
appearance-dark = Donker
kind-work-order = werkbon
kind-building = gebouw
kind-request = interventieaanvraag
kind-history = geschiedenis
kind-catalogue = catalogus
kind-person = medewerker
kind-stock-list = magazijnlijst
refused-corrupt = Reden: de inhoud kwam beschadigd aan.
refused-out-of-scope = Reden: dit document is niet voor u.
refused-foreign-actor = Reden: een kopie van deze telefoon werd elders gebruikt.
refused-not-allowed = Reden: uw rol laat dit niet toe.
refused-foreign-signature = Reden: ondertekend in naam van iemand anders.
refused-too-large = Reden: het document is te groot geworden.
refused-unreadable = Reden: het document was niet meer leesbaar.
refused-missing-dependency = Reden: een eerdere wijziging ontbrak.
refused-actor-reused = Reden: een kopie van deze telefoon werd elders gebruikt.
failure-not-here = Dit document staat niet, of niet meer, op deze telefoon: misschien is het aan iemand anders toegewezen. Wat u erin schreef, is op kantoor of is onderweg.
failure-not-started = Begin eerst het werk.
failure-not-allowed = Uw rol laat dit niet toe.
failure-text-missing = Schrijf enkele woorden.
failure-not-a-number = Schrijf een getal, bijvoorbeeld 1,5.
failure-implausible-day = Deze datum kan niet kloppen: kijk het jaar na.
failure-newer-version = Een nieuwere versie schreef dit document. Werk de app bij.
picture-unreadable = Dit bestand kan niet gelezen worden: misschien staat het niet op deze telefoon, maar online. Open het eerst in de galerij en kies het daarna opnieuw.
picture-not-a-picture = Dit bestand is geen foto. Kies een ander.
picture-heic = Deze foto heeft de indeling HEIC, die deze browser niet opent. Kies JPEG in de camera-instellingen (op een iPhone: ‘Meest compatibel’) en neem de foto opnieuw.
picture-avif = Deze foto heeft de indeling AVIF, die deze browser niet opent. Kies JPEG in de camera-instellingen en neem de foto opnieuw.
picture-other-kind = Dit soort afbeelding kan hier niet gelezen worden. Kies JPEG in de camera-instellingen en neem de foto opnieuw.
picture-damaged = Deze foto is beschadigd of onvolledig. Neem ze opnieuw of kies een andere.
failure-bad-code = Deze code bestaat niet. Controleer de letters.
failure-enrolment-code-used = Deze code werd al gebruikt. Vraag een nieuwe.
failure-enrolment-code-expired = Deze code is ouder dan een kwartier. Vraag een nieuwe.
failure-too-many-attempts = Te veel pogingen. Wacht een kwartier.
failure-work-waits = Werk van { $text } wacht nog op deze telefoon. Verstuur het of maak er eerst een kopie van: de code van iemand anders wist het.
failure-out-of-reach = Het kantoor is onbereikbaar. Probeer opnieuw zodra er netwerk is.
failure-slow-start = Het openen duurt langer dan gewoonlijk. Wacht nog even, of laad opnieuw.
failure-held-elsewhere = Een ander venster houdt de gegevens van Guichet nog vast. Sluit het en laad opnieuw.
failure-full = De telefoon is vol. Maak plaats en probeer opnieuw.
failure-storage = Dit toestel kan niets meer opslaan. Herlaad de app; blijft het zo, maak dan een kopie van wat wacht en verwittig de verantwoordelijke.
level = verdieping { $text }
due = tegen { $text }
reason = Reden: { $text }
since = sinds { $text }
last-contact = Laatste contact met het kantoor: { $text }
settings-owner = Deze telefoon is van { $text }
photo-enlarge = Vergroten: { $text }
photo-taken = Genomen: { $text }
photo-taken-another-day = Op een andere dag genomen: { $text }
photo-added = Toegevoegd: { $text } (datum van de opname onbekend)
report-of = Verslag van { $text }
visit-since = sinds { $text }
material-remove = Verwijderen: { $text }
material-removed = Verwijderd: { $text }
size-kb = { $text } kB
size-mb = { $text } MB
failure-answers-missing = Er ontbreekt een antwoord op: { $text }
failure-not-possible-while = Niet mogelijk in deze staat: { $text }
failure-out-of-range = Dit getal kan niet kloppen. Schrijf een getal binnen deze grenzen: { $text }.
failure-other = Dit is niet gelukt. Niets is verloren; probeer opnieuw. ({ $text })
failure-not-started-up = Guichet is gestopt. Wat opgeslagen was, is dat nog: laad opnieuw. ({ $text })
photo-sending = Verzenden: { $count } %
picture-too-many-bytes = Dit bestand is { $count } MB groot: dat is meer dan een foto. Kies een foto, geen video.
picture-too-many-pixels = Deze foto heeft { $count } megapixel: te veel voor deze telefoon. Kies een kleiner formaat in de camera-instellingen (12 megapixel volstaat) en neem de foto opnieuw.
failure-text-too-long = Te lang: hoogstens { $count } tekens.
failure-too-many = Er zijn er al { $count }: meer kan een document niet bevatten.
date = { $day } { $month } { $year }
status-saved = Opgeslagen · nog { $count } te verzenden
status-sending = Naar kantoor · nog { $count }
status-set-aside = { $count ->
    [one] { $count } tekst opzijgelegd, te lezen
   *[other] { $count } teksten opzijgelegd, te lezen
}
today-done = { $count ->
    [one] { $count } afgesloten
   *[other] { $count } afgesloten
}
search-found = { $count ->
    [one] { $count } resultaat
   *[other] { $count } resultaten
}
photos-on-the-way = { $count ->
    [one] { $count } foto nog op deze telefoon
   *[other] { $count } foto’s nog op deze telefoon
}
defect-photos = { $count ->
    [one] { $count } foto toegevoegd
   *[other] { $count } foto’s toegevoegd
}
to-send-changes = { $count ->
    [one] { $count } wijziging
   *[other] { $count } wijzigingen
}
month-1 = jan.
month-2 = feb.
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = aug.
month-9 = sep.
month-10 = okt.
month-11 = nov.
month-12 = dec.
kind-refused = geweigerd document
set-aside-taken-over = Het bureau heeft dit intussen overgenomen: er is niets verloren.
set-aside-dealt-with = In orde, uit de lijst halen
handing-over-title = Toestel ingetrokken
handing-over = Het bureau trekt dit toestel in. Het verstuurt nog wat erop staat en wist daarna zijn kopie. Er kan niets meer op geschreven worden.
enrol-handed-over = Het bureau heeft dit toestel ingetrokken. Alles wat erop stond is op het bureau aangekomen en de kopie is gewist. Vraag een nieuwe code om verder te gaan.
state-update-needed = Update van de app nodig
kept-ask = Gegevens bewaren
figures = Precieze cijfers
report-at-office = Opgeslagen en op kantoor
today-as-of = Stand van { $text }, tot alles open is
today-receiving = Uw werkbonnen komen binnen van het kantoor… Een ogenblik.
today-receiving-later = Nog niet al uw werkbonnen zijn aangekomen. Ze komen zodra er netwerk is.
order-new = Nieuw
action-take-back = Ongedaan maken, het is niet af
action-take-back-cannot = Ongedaan maken, het werk blijft te doen
finish-wordless = Er staat niets in het verslag
finish-no-photo-after = Geen enkele foto toont het resultaat (‘Na’)
finish-first = Voor het afronden:
finish-anyway = Zo afronden
unsaved-answer = Antwoord nog niet opgeslagen: { $text }
unsaved-caption = Bijschrift van een foto nog niet opgeslagen
unsaved-report = Verslag nog niet opgeslagen
unsaved-material = Materiaal nog niet toegevoegd: { $text }
unsaved-remark = Opmerking over het gebouw nog niet opgeslagen
unsaved-correction = Verbetering van het toestel nog niet opgeslagen
cannot-finish-cause = Wat verhindert het werk?
cannot-finish-which = Kies eerst wat het werk verhindert.
cannot-finish-more = Meer uitleg? (niet verplicht)
cause-next-wrong-building = De verantwoordelijke verbetert het adres en stuurt u de bon terug, of geeft hem aan iemand anders. Hij verdwijnt uit uw lijst.
cause-next-other-trade = De verantwoordelijke geeft het werk aan de juiste vakman. De bon verdwijnt uit uw lijst.
cause-next-nobody-there = De verantwoordelijke maakt een nieuwe afspraak en stuurt u de bon terug. Intussen verdwijnt hij uit uw lijst.
cause-next-other = De verantwoordelijke leest uw reden en beslist wat er verder gebeurt. De bon verdwijnt uit uw lijst.
photo-withdrawn = Foto ingetrokken
photo-withdraw = Foto intrekken
photo-restore = Terugzetten
photo-edit = Wijzigen
photo-caption = Bijschrift
jump = Delen van het werk
jump-checklist = Controle
jump-materials = Materiaal
what = Het gevraagde werk
material-search = Materiaal zoeken
quantity-less = Eén minder
quantity-more = Eén meer
remark-withdraw = Deze opmerking intrekken
map = Op de kaart bekijken
missing-answers = { $count ->
    [one] Er ontbreekt { $count } antwoord:
   *[other] Er ontbreken { $count } antwoorden:
}
unit-piece = { $count ->
    [one] stuk
   *[other] stuks
}
unit-bag = { $count ->
    [one] zak
   *[other] zakken
}
unit-roll = { $count ->
    [one] rol
   *[other] rollen
}
unit-box = { $count ->
    [one] doos
   *[other] dozen
}
unit-pair = { $count ->
    [one] paar
   *[other] paar
}
figures-changes = { $count ->
    [one] { $count } wijziging wacht
   *[other] { $count } wijzigingen wachten
}
figures-photos = { $count ->
    [one] { $count } fotobestand wacht, miniaturen inbegrepen
   *[other] { $count } fotobestanden wachten, miniaturen inbegrepen
}
to-send-photos = { $count ->
    [one] { $count } foto
   *[other] { $count } foto’s
}

kind-announcement = mededeling
announcement-title = Mededeling van het kantoor
announcement-until = tot en met { $text }
announcement-read = Gelezen
lock-title = Telefoon vergrendeld
lock-out-of-contact = Deze telefoon heeft het kantoor te lang niet bereikt: hij toont niets meer van wat erop staat. Er is niets verloren. Hij gaat open zodra hij het kantoor bereikt.
lock-token-ended = Deze telefoon heeft het kantoor te lang niet bereikt: hij toont niets meer van wat erop staat. Er is niets verloren. Vraag de verantwoordelijke een nieuwe code; daarna vertrekt het werk dat wacht.
lock-blocked = Uw account is geblokkeerd: deze telefoon toont niets meer van wat erop staat. Bel het kantoor. Er is niets verloren; hij gaat open bij het eerste contact nadat u gedeblokkeerd bent.
lock-waiting = { $count ->
    [one] Eén stuk werk wacht hier om verstuurd te worden.
   *[other] { $count } stukken werk wachten hier om verstuurd te worden.
}
lock-sync = Nu het kantoor bereiken
lock-or-code = Aanvaardt het kantoor hem niet meer, vraag dan een nieuwe code aan de verantwoordelijke.
locks-soon-title = Binnenkort vergrendeld
locks-soon = Deze telefoon heeft het kantoor lang niet bereikt. Geef hem netwerk, anders vergrendelt hij zich ({ $text }).
failure-locked = Deze telefoon is vergrendeld: hij moet eerst het kantoor bereiken. Wat u getypt hebt, blijft bewaard.
accessibility = Toegankelijkheid
privacy = Privacy
statements-label = Wettelijke vermeldingen
pin = Pincode
pin-asked = Typ uw pincode. Voordien wordt niets getoond van wat op deze telefoon staat.
pin-busy = Wordt nagekeken…
pin-unlock = Ontgrendelen
pin-forgotten = Ik ben de pincode vergeten
pin-start-over-explain = Zonder de pincode kan niemand deze telefoon lezen. U kunt opnieuw beginnen met een nieuwe code van het kantoor: wat nog niet op kantoor is, gaat verloren.
pin-start-over = Wissen en opnieuw beginnen
pin-title = Vergrendeling
pin-explain = Met een pincode opent niemand anders deze telefoon. Minstens zes cijfers.
pin-is-set = Deze telefoon vergrendelt zich met een pincode.
pin-before = Huidige pincode
pin-new = Nieuwe pincode
pin-again = Nog een keer
pin-after-title = Vergrendelt zonder aanraking
pin-after = { $count ->
    [one] na { $count } minuut
   *[other] na { $count } minuten
}
pin-set = Met deze code vergrendelen
pin-change = Wijzigen
pin-take-away = Niet meer vergrendelen
pin-lock-now = Nu vergrendelen
pin-done = Gedaan.
pin-not-alike = De twee codes zijn niet gelijk. Typ twee keer dezelfde.
failure-wrong-pin = Dat is niet de pincode van deze telefoon. Kijk na en probeer opnieuw.
failure-pin-waits = Te veel foute codes. Probeer opnieuw na { $text }.
failure-weak-pin = Deze code is te makkelijk te raden. Neem minstens zes cijfers, niet allemaal gelijk en niet opeenvolgend.
pin-key-lost = De sleutel van deze telefoon is verloren, waarschijnlijk door een stroomonderbreking: niemand kan nog lezen wat erop staat. Alles wat al op kantoor was, is daar nog. Begin opnieuw met een nieuwe code van het kantoor.
code-only = Te veel foute pincodes. Alleen een code van het kantoor opent deze telefoon nog. Er gaat niets verloren.
code-explain = Bel uw verantwoordelijke: die vindt deze telefoon bij de toestellen en leest u een code van 25 letters en cijfers voor, in groepen van vijf. Dat werkt ook zonder netwerk, en er gaat niets verloren.
code-label = Code van het kantoor
code-start-over-explain = Met de code van het kantoor gaat er niets verloren. Als u wist, gaat verloren wat nog niet op kantoor is. Tik nog een keer om toch te wissen.
failure-wrong-code = Deze code opent deze telefoon niet. Vergelijk hem groep per groep met die van het kantoor: 25 letters en cijfers.
pin-required = Uw bestuur vraagt dat deze telefoon zich met een pincode vergrendelt. Kies er een om verder te gaan: alles wat u schreef, blijft hier.
pin-after-code = Deze telefoon werd met een code van het kantoor geopend. Kies een nieuwe pincode: de oude geldt niet meer.
pin-way-back = Vergeet u hem, dan gaat er niets verloren: het kantoor heeft een code die deze telefoon opent.
pin-no-way-back = Het kantoor heeft nog geen code om hem te openen: onthoud hem goed tot de volgende verbinding. Zonder de pincode zou verloren gaan wat nog niet op kantoor is.
code-shown = Een code om deze telefoon te openen werd op kantoor getoond aan { $text }, op
failure-not-sealed = Deze telefoon heeft te weinig plaats om vergrendeld te worden. Maak plaats vrij en open de app opnieuw.
passkey-title = Vingerafdruk, gezicht of schermvergrendeling
passkey-explain = Open Guichet zoals u deze telefoon opent, in plaats van de pincode te typen. De pincode blijft, voor de dag dat het niet lukt.
passkey-set = Ontgrendelen met deze telefoon (vingerafdruk, gezicht, schermvergrendeling)
passkey-is-set = Deze telefoon opent ook met vingerafdruk, gezicht of schermvergrendeling. De pincode blijft gelden.
passkey-take-away = Alleen nog de pincode vragen
passkey-unlock = Vingerafdruk, gezicht of schermvergrendeling
passkey-no-key = Deze browser geeft geen sleutel uit vingerafdruk, gezicht of schermvergrendeling. Er is niets veranderd: de pincode opent deze telefoon.
failure-wrong-passkey = De telefoon gaf zijn sleutel niet. Probeer opnieuw, of typ de pincode.

other-phones = Uw andere telefoons
new-phone = Er is een andere telefoon op uw naam gekoppeld. Kent u hem niet, bel dan het kantoor.
other-phones-unknown = Kent u er een niet? Bel het kantoor: het trekt hem in.
other-phone-by = gekoppeld door { $text }
