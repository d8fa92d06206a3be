# Die Sätze des Telefons.

opening = Wird geöffnet…
other-tab = Guichet ist bereits in einem anderen Tab geöffnet. Nur ein Tab auf einmal hält die lokale Kopie.
other-tab-take-over = Hier weitermachen
broken = Dieser Browser kann keine Daten aufbewahren. Verlassen Sie das private Fenster oder nutzen Sie ein aktuelles Chrome, Edge, Firefox oder Safari.
start-again = Neu laden
install-title = Guichet installieren
install-first = Auf iPhone und iPad kommt Guichet zuerst auf den Home-Bildschirm: Der Safari-Tab und die App teilen nichts, und der Code gilt nur einmal.
install-share = Tippen Sie in der Leiste des Browsers auf „Teilen“.
install-add = Wählen Sie „Zum Home-Bildschirm“ und dann „Hinzufügen“.
install-open = Öffnen Sie Guichet vom Home-Bildschirm aus und geben Sie dort Ihren Code ein.
install-code = Ihr Code zum Notieren:
install-anyway = Trotzdem in diesem Tab fortfahren
install-forgets = Safari löscht die Daten einer Seite, die sieben Tage nicht geöffnet wurde. Senden Sie, was wartet, und legen Sie Guichet dann auf den Home-Bildschirm: Dort bleiben sie.
copy-share = Kopie teilen
skip = Zum Inhalt
back = Zurück
close = Schließen
understood = Verstanden
cancel = Abbrechen
save = Speichern
tabs = Ansichten
tab-today = Heute
tab-search = Suchen
tab-defect = Melden
tab-to-send = Zu senden
enrol-explain = Verbinden Sie dieses Telefon mit Ihrem Namen: mit dem Code der Leitung.
enrol-linked = Dieses Telefon ist schon verbunden: Es gehört { $text }.
enrol-anew = Mit diesem Code neu verbinden
enrol-code = Code
enrol-submit = Dieses Telefon verbinden
enrol-anyway = Trotzdem verbinden, auch wenn diese Arbeit gelöscht wird
enrol-busy = Einen Moment…
enrol-help = Der Code hat acht Buchstaben und Ziffern und gilt einmal, fünfzehn Minuten lang.
enrol-withdrawn = Dieses Gerät wurde vom Büro entzogen. Seine Kopie wurde gelöscht. Bitten Sie um einen neuen Code.
status-office = Alles ist im Büro
status-receiving = Dokumente des Büros kommen an…
status-office-offline = Kein Netz · nichts wartet
status-no-room = Telefon voll: schaffen Sie Platz. Nichts von dem, was wartet, ist verloren
status-day-over = Heute zu viel gesendet: Rufen Sie das Büro an. Nichts ist verloren, der Rest geht morgen
status-unknown = Das Büro kennt dieses Gerät nicht mehr. Bitten Sie um einen neuen Code.
status-update-needed = App aktualisieren: neu laden, sobald Netz da ist
saved-here = Auf diesem Telefon
new-version = Eine neue Version ist bereit.
new-version-use = Jetzt verwenden
today-title = Meine Arbeitsaufträge
today-overdue = Überfällig
today-today = Heute
today-later = Später
today-nothing = Keine Arbeit wartet. Schönen Tag!
search-title = Suchen
search-label = Auftrag, Gebäude, Anlage, Seriennummer
search-nothing = Auf diesem Telefon nichts gefunden.
where = Wo
asset = Anlage
organisation = Für
nature = Art
with = Mit
hazards = Gefahren
access = Zugang
access-keys = Schlüssel
access-contact = Kontakt
access-hours = Zeiten
action-start = Beginnen
action-start-again = Arbeit wieder aufnehmen
action-resume = Fortsetzen
action-pause = Pause
action-finish = Beenden
action-cannot-finish = Unmöglich…
cannot-finish-confirm = Als unmöglich melden
cannot-finish-reason = Warum kann die Arbeit nicht beendet werden?
checklist = Checkliste
required = Pflicht
priority = Priorität
photo = Foto
photos = Fotos
photo-phase = Was das Foto zeigt
photo-take = Kamera
photo-choose = Galerie
photo-preparing = Foto wird vorbereitet…
photo-not-here = Dieses Foto ist nicht auf diesem Telefon. Es kommt, sobald Netz da ist.
photo-saved = Auf diesem Telefon gespeichert
photo-waiting = Wartet auf Versand
photo-at-office = Im Büro
photo-elsewhere = Von einem Kollegen
photo-not-on-this-phone = Nicht auf diesem Telefon
problem-photo-not-an-image = Zu prüfen: Das Büro konnte dieses Foto nicht lesen. Bitte neu aufnehmen.
problem-photo-too-large = Zu prüfen: Foto zu groß. Bitte neu aufnehmen.
problem-photo-empty = Zu prüfen: leeres Foto. Bitte neu aufnehmen.
problem-photo-hash-mismatch = Zu prüfen: beschädigtes Foto. Bitte neu aufnehmen.
report = Bericht
report-not-started = Beginnen Sie die Arbeit, um den Bericht zu schreiben.
report-placeholder = Was festgestellt und getan wurde, was noch zu tun ist
report-saved = Auf diesem Telefon gespeichert
report-typing = Noch nicht gespeichert…
text-length = { $count } von { $max } Zeichen.
text-over = Es wird nichts abgeschnitten: Kürzen Sie den Text, um ihn zu speichern.
draft-of = Entwurf vom { $text }
draft-drop = Verwerfen
draft-drop-question = Diesen Entwurf verwerfen? Was darin steht, geht verloren.
draft-drop-yes = Verwerfen
draft-keep = Behalten
draft-not-kept = Das Telefon ist voll: Dieser Entwurf steht nur im Browser. Schaffen Sie Platz und speichern Sie ihn dann.
draft-photo-drop = Entfernen
try-again = Erneut versuchen
both-changed = Jemand anderes hat das inzwischen geändert: „{ $theirs }“. Sie haben geschrieben: „{ $mine }“.
take-theirs = Das andere nehmen
keep-mine = Meines behalten
photos-unsaved = { $count ->
    [one] { $count } Foto ist noch nicht gespeichert. Schließen Sie die App nicht.
   *[other] { $count } Fotos sind noch nicht gespeichert. Schließen Sie die App nicht.
}
materials = Verwendetes Material
material-item = Material
material-other = Anderes…
material-name = Welches?
material-quantity = Menge
material-add = Hinzufügen
material-which = Wählen Sie zuerst ein Material oder „Anderes…“.
timeline = Schritte
building-orders = Meine Aufträge hier
assets = Anlagen
asset-make = Marke
asset-model = Modell
asset-serial = Seriennummer
asset-installed = Eingebaut
asset-correct = Berichtigen
history = Letzte Einsätze
history-none = Kein genehmigter Einsatz.
history-reported = Defekt gemeldet: { $text }
history-open = Noch nicht genehmigt
remarks = Bemerkungen
remark-add = Bemerkung hinzufügen
defect-title = Einen Defekt melden
defect-here = Hier einen Defekt melden
defect-building = In welchem Gebäude?
near-at-work = Sie arbeiten hier
near-today = Auftrag von heute
defect-more = Die ersten { $count } Gebäude. Tippen Sie einige Buchstaben des Namens oder der Straße, um die anderen zu finden.
defect-other-building = Ändern
defect-none-found = Kein Gebäude gefunden. Versuchen Sie ein anderes Wort des Namens oder der Straße.
defect-drafts = { $count ->
    [one] { $count } Meldung begonnen, noch nicht gesendet
   *[other] { $count } Meldungen begonnen, noch nicht gesendet
}
defect-no-asset = Keine bestimmte
defect-what = Was ist los?
defect-details = Einzelheiten
defect-send = Melden
defect-saved = Auf diesem Telefon gespeichert. Es geht von selbst an den Schalter, sobald Netz da ist.
defect-another = Etwas anderes melden
to-send-title = Zu senden
to-send-nothing = Alles ist im Büro. Auf diesem Telefon wartet nichts.
to-send-nothing-sent = Alles Gespeicherte ist im Büro.
to-send-explain = Sicher auf diesem Telefon, noch nicht im Büro. Gesendet wird von selbst, sobald Netz da ist.
set-aside-title = Beiseitegelegt
set-aside-explain = Das Büro hat dies nicht angenommen. Der Text bleibt hier: kopieren Sie ihn bei Bedarf und sprechen Sie mit der Leitung.
set-aside-text = Was geschrieben stand
last-contact-never = Noch kein Kontakt mit dem Büro
kept-yes = Dieser Browser behält die Daten, auch wenn das Telefon wenig Platz hat.
kept-no = Alles ist gespeichert. Bitten Sie den Browser, die Daten auch bei wenig Platz zu behalten, oder legen Sie Guichet auf den Startbildschirm.
kept-unknown = Alles ist gespeichert. Bitten Sie den Browser, die Daten auch bei wenig Platz zu behalten.
sync-now = Jetzt versuchen
copy-make = Eine Kopie anlegen
copy-download = Die Datei speichern
copy-explain = Eine Kopie von allem, was wartet, als Datei für das Büro, falls es unerreichbar bleibt.
settings = Einstellungen
settings-language = Sprache
settings-appearance = Darstellung
appearance-automatic = Wie das Telefon
appearance-light = Hell
appearance-dark = Dunkel
kind-work-order = Arbeitsauftrag
kind-building = Gebäude
kind-request = Einsatzanfrage
kind-history = Verlauf
kind-catalogue = Katalog
kind-person = Person
kind-stock-list = Lagerliste
refused-corrupt = Grund: Der Inhalt kam beschädigt an.
refused-out-of-scope = Grund: Dieses Dokument ist nicht für Sie.
refused-foreign-actor = Grund: Eine Kopie dieses Telefons wurde anderswo benutzt.
refused-not-allowed = Grund: Ihre Rolle lässt dies nicht zu.
refused-foreign-signature = Grund: im Namen einer anderen Person unterschrieben.
refused-too-large = Grund: Das Dokument ist zu groß geworden.
refused-unreadable = Grund: Das Dokument war nicht mehr lesbar.
refused-missing-dependency = Grund: Eine frühere Änderung fehlte.
refused-actor-reused = Grund: Eine Kopie dieses Telefons wurde anderswo benutzt.
failure-not-here = Dieses Dokument ist nicht oder nicht mehr auf diesem Telefon: Vielleicht ist es jemand anderem zugewiesen. Was Sie darin geschrieben haben, ist im Büro oder unterwegs dorthin.
failure-not-started = Beginnen Sie zuerst die Arbeit.
failure-not-allowed = Ihre Rolle lässt dies nicht zu.
failure-text-missing = Schreiben Sie ein paar Worte.
failure-not-a-number = Schreiben Sie eine Zahl, zum Beispiel 1,5.
failure-implausible-day = Dieses Datum kann nicht stimmen: Prüfen Sie das Jahr.
failure-newer-version = Eine neuere Version schrieb dieses Dokument. Aktualisieren Sie die App.
picture-unreadable = Diese Datei lässt sich nicht lesen: Vielleicht liegt sie nicht auf diesem Telefon, sondern online. Öffnen Sie sie zuerst in der Galerie und wählen Sie sie dann noch einmal.
picture-not-a-picture = Diese Datei ist kein Foto. Wählen Sie eine andere.
picture-heic = Dieses Foto hat das Format HEIC, das dieser Browser nicht öffnet. Wählen Sie JPEG in den Einstellungen der Kamera (auf dem iPhone: „Maximale Kompatibilität“) und nehmen Sie es neu auf.
picture-avif = Dieses Foto hat das Format AVIF, das dieser Browser nicht öffnet. Wählen Sie JPEG in den Einstellungen der Kamera und nehmen Sie es neu auf.
picture-other-kind = Diese Art von Bild lässt sich hier nicht lesen. Wählen Sie JPEG in den Einstellungen der Kamera und nehmen Sie das Foto neu auf.
picture-damaged = Dieses Foto ist beschädigt oder unvollständig. Nehmen Sie es neu auf oder wählen Sie ein anderes.
failure-bad-code = Diesen Code gibt es nicht. Prüfen Sie die Buchstaben.
failure-enrolment-code-used = Dieser Code wurde schon benutzt. Bitten Sie um einen neuen.
failure-enrolment-code-expired = Dieser Code ist älter als eine Viertelstunde. Bitten Sie um einen neuen.
failure-too-many-attempts = Zu viele Versuche. Warten Sie eine Viertelstunde.
failure-work-waits = Arbeit von { $text } wartet noch auf diesem Telefon. Senden Sie sie oder legen Sie zuerst eine Kopie an: Der Code einer anderen Person löscht sie.
failure-out-of-reach = Das Büro ist nicht erreichbar. Versuchen Sie es, sobald Netz da ist.
failure-slow-start = Das Öffnen dauert länger als sonst. Warten Sie noch etwas oder laden Sie neu.
failure-held-elsewhere = Ein anderes Fenster hält die Daten von Guichet noch fest. Schließen Sie es und laden Sie neu.
failure-full = Das Telefon ist voll. Schaffen Sie Platz und versuchen Sie es erneut.
failure-storage = Dieses Telefon kann nichts mehr speichern. Laden Sie die App neu; bleibt es dabei, sichern Sie eine Kopie des Wartenden und verständigen Sie den Verantwortlichen.
level = Stock { $text }
due = bis { $text }
reason = Grund: { $text }
since = seit { $text }
last-contact = Letzter Kontakt mit dem Büro: { $text }
settings-owner = Dieses Telefon gehört { $text }
photo-enlarge = Vergrößern: { $text }
photo-taken = Aufgenommen: { $text }
photo-taken-another-day = An einem anderen Tag aufgenommen: { $text }
photo-added = Hinzugefügt: { $text } (Aufnahmedatum unbekannt)
report-of = Bericht von { $text }
visit-since = seit { $text }
material-remove = Entfernen: { $text }
material-removed = Entfernt: { $text }
size-kb = { $text } kB
size-mb = { $text } MB
failure-answers-missing = Es fehlt eine Antwort zu: { $text }
failure-not-possible-while = In diesem Zustand nicht möglich: { $text }
failure-out-of-range = Diese Zahl kann nicht stimmen. Schreiben Sie eine in diesen Grenzen: { $text }.
failure-other = Das ist nicht gelungen. Nichts ist verloren; versuchen Sie es erneut. ({ $text })
failure-not-started-up = Guichet wurde angehalten. Was gespeichert war, ist es noch: Laden Sie neu. ({ $text })
photo-sending = Wird gesendet: { $count } %
picture-too-many-bytes = Diese Datei hat { $count } MB: Das ist mehr als ein Foto. Wählen Sie ein Foto, kein Video.
picture-too-many-pixels = Dieses Foto hat { $count } Megapixel: zu viele für dieses Telefon. Wählen Sie eine kleinere Größe in den Einstellungen der Kamera (12 Megapixel genügen) und nehmen Sie es neu auf.
failure-text-too-long = Zu lang: höchstens { $count } Zeichen.
failure-too-many = Es sind schon { $count }: mehr fasst ein Dokument nicht.
date = { $day }. { $month } { $year }
status-saved = Gespeichert · { $count } zu senden
status-sending = Wird gesendet · noch { $count }
status-set-aside = { $count ->
    [one] { $count } Text beiseitegelegt, bitte lesen
   *[other] { $count } Texte beiseitegelegt, bitte lesen
}
today-done = { $count ->
    [one] { $count } abgeschlossen
   *[other] { $count } abgeschlossen
}
search-found = { $count ->
    [one] { $count } Treffer
   *[other] { $count } Treffer
}
photos-on-the-way = { $count ->
    [one] { $count } Foto noch auf diesem Telefon
   *[other] { $count } Fotos noch auf diesem Telefon
}
defect-photos = { $count ->
    [one] { $count } Foto angehängt
   *[other] { $count } Fotos angehängt
}
to-send-changes = { $count ->
    [one] { $count } Änderung
   *[other] { $count } Änderungen
}
month-1 = Jan.
month-2 = Feb.
month-3 = März
month-4 = Apr.
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = Aug.
month-9 = Sept.
month-10 = Okt.
month-11 = Nov.
month-12 = Dez.
kind-refused = abgelehntes Dokument
set-aside-taken-over = Das Büro hat es inzwischen übernommen: Nichts ist verloren.
set-aside-dealt-with = Erledigt, aus der Liste nehmen
handing-over-title = Gerät zurückgezogen
handing-over = Das Büro zieht dieses Gerät zurück. Es sendet noch, was es enthält, und löscht dann seine Kopie. Darauf kann nichts mehr geschrieben werden.
enrol-handed-over = Das Büro hat dieses Gerät zurückgezogen. Alles, was es enthielt, ist im Büro angekommen, und seine Kopie ist gelöscht. Fragen Sie nach einem neuen Code, um fortzufahren.
state-update-needed = App-Update nötig
kept-ask = Daten behalten
figures = Genaue Zahlen
report-at-office = Gespeichert und im Büro
today-as-of = Stand von { $text }, bis alles geöffnet ist
today-receiving = Ihre Arbeitsaufträge kommen aus dem Büro an… Einen Augenblick.
today-receiving-later = Noch sind nicht alle Ihre Arbeitsaufträge angekommen. Sie kommen, sobald Netz da ist.
order-new = Neu
action-take-back = Rückgängig, nicht beendet
action-take-back-cannot = Rückgängig, die Arbeit bleibt zu tun
finish-wordless = Im Bericht steht nichts
finish-no-photo-after = Kein Foto zeigt das Ergebnis („Nachher“)
finish-first = Vor dem Beenden:
finish-anyway = So beenden
unsaved-answer = Antwort noch nicht gespeichert: { $text }
unsaved-caption = Bildtext eines Fotos noch nicht gespeichert
unsaved-report = Bericht noch nicht gespeichert
unsaved-material = Material noch nicht hinzugefügt: { $text }
unsaved-remark = Bemerkung zum Gebäude noch nicht gespeichert
unsaved-correction = Berichtigung der Anlage noch nicht gespeichert
cannot-finish-cause = Was verhindert die Arbeit?
cannot-finish-which = Wählen Sie zuerst, was die Arbeit verhindert.
cannot-finish-more = Etwas dazu? (freiwillig)
cause-next-wrong-building = Die Leitung berichtigt die Adresse und schickt Ihnen den Auftrag zurück oder gibt ihn jemand anderem. Er verlässt Ihre Liste.
cause-next-other-trade = Die Leitung gibt die Arbeit an das richtige Gewerk. Der Auftrag verlässt Ihre Liste.
cause-next-nobody-there = Die Leitung vereinbart einen neuen Besuch und schickt Ihnen den Auftrag zurück. Bis dahin verlässt er Ihre Liste.
cause-next-other = Die Leitung liest Ihren Grund und entscheidet, wie es weitergeht. Der Auftrag verlässt Ihre Liste.
photo-withdrawn = Foto zurückgezogen
photo-withdraw = Foto zurückziehen
photo-restore = Wiederherstellen
photo-edit = Ändern
photo-caption = Bildtext
jump = Teile der Arbeit
jump-checklist = Prüfung
jump-materials = Material
what = Die verlangte Arbeit
material-search = Material suchen
quantity-less = Eins weniger
quantity-more = Eins mehr
remark-withdraw = Diese Bemerkung zurückziehen
map = Auf der Karte ansehen
missing-answers = { $count ->
    [one] Es fehlt { $count } Antwort:
   *[other] Es fehlen { $count } Antworten:
}
unit-piece = { $count ->
    [one] Stück
   *[other] Stück
}
unit-bag = { $count ->
    [one] Sack
   *[other] Säcke
}
unit-roll = { $count ->
    [one] Rolle
   *[other] Rollen
}
unit-box = { $count ->
    [one] Schachtel
   *[other] Schachteln
}
unit-pair = { $count ->
    [one] Paar
   *[other] Paar
}
figures-changes = { $count ->
    [one] { $count } Änderung wartet
   *[other] { $count } Änderungen warten
}
figures-photos = { $count ->
    [one] { $count } Fotodatei wartet, Vorschaubilder inbegriffen
   *[other] { $count } Fotodateien warten, Vorschaubilder inbegriffen
}
to-send-photos = { $count ->
    [one] { $count } Foto
   *[other] { $count } Fotos
}

kind-announcement = Mitteilung
announcement-title = Mitteilung des Büros
announcement-until = bis { $text }
announcement-read = Gelesen
lock-title = Telefon gesperrt
lock-out-of-contact = Dieses Telefon hat das Büro zu lange nicht erreicht: Es zeigt nichts mehr von dem, was es enthält. Nichts ist verloren. Es öffnet sich, sobald es das Büro erreicht.
lock-token-ended = Dieses Telefon hat das Büro zu lange nicht erreicht: Es zeigt nichts mehr von dem, was es enthält. Nichts ist verloren. Bitten Sie den Verantwortlichen um einen neuen Code; danach geht die wartende Arbeit ab.
lock-blocked = Ihr Konto ist gesperrt: Dieses Telefon zeigt nichts mehr von dem, was es enthält. Rufen Sie das Büro an. Nichts ist verloren; es öffnet sich beim ersten Kontakt nach dem Entsperren.
lock-waiting = { $count ->
    [one] Eine Arbeit wartet hier auf den Versand.
   *[other] { $count } Arbeiten warten hier auf den Versand.
}
lock-sync = Das Büro jetzt erreichen
lock-or-code = Nimmt das Büro es nicht mehr an, bitten Sie den Verantwortlichen um einen neuen Code.
locks-soon-title = Bald gesperrt
locks-soon = Dieses Telefon hat das Büro lange nicht erreicht. Geben Sie ihm Netz, sonst sperrt es sich ({ $text }).
failure-locked = Dieses Telefon ist gesperrt: Es muss zuerst das Büro erreichen. Was Sie getippt haben, bleibt erhalten.
accessibility = Barrierefreiheit
privacy = Datenschutz
statements-label = Rechtliche Hinweise
pin = PIN
pin-asked = Tippen Sie Ihre PIN. Vorher wird nichts von dem gezeigt, was auf diesem Telefon ist.
pin-busy = Wird geprüft…
pin-unlock = Entsperren
pin-forgotten = Ich habe die PIN vergessen
pin-start-over-explain = Ohne die PIN kann niemand dieses Telefon lesen. Sie können mit einem neuen Code des Büros von vorn beginnen: Was noch nicht im Büro ist, geht verloren.
pin-start-over = Löschen und neu beginnen
pin-title = Sperre
pin-explain = Mit einer PIN öffnet niemand sonst dieses Telefon. Mindestens sechs Ziffern.
pin-is-set = Dieses Telefon sperrt sich mit einer PIN.
pin-before = Bisherige PIN
pin-new = Neue PIN
pin-again = Noch einmal
pin-after-title = Sperrt sich ohne Berührung
pin-after = { $count ->
    [one] nach { $count } Minute
   *[other] nach { $count } Minuten
}
pin-set = Mit dieser PIN sperren
pin-change = Ändern
pin-take-away = Nicht mehr sperren
pin-lock-now = Jetzt sperren
pin-done = Erledigt.
pin-not-alike = Die beiden PINs sind nicht gleich. Tippen Sie zweimal dieselbe.
failure-wrong-pin = Das ist nicht die PIN dieses Telefons. Prüfen Sie sie und versuchen Sie es noch einmal.
failure-pin-waits = Zu viele falsche PINs. Versuchen Sie es nach { $text } noch einmal.
failure-weak-pin = Diese PIN ist zu leicht zu erraten. Nehmen Sie mindestens sechs Ziffern, nicht alle gleich und nicht der Reihe nach.
pin-key-lost = Der Schlüssel dieses Telefons ist verloren, wohl durch einen Stromausfall: Niemand kann mehr lesen, was darauf ist. Alles, was schon im Büro war, ist dort noch da. Beginnen Sie neu mit einem neuen Code des Büros.
code-only = Zu viele falsche PINs. Nur noch ein Code des Büros öffnet dieses Telefon. Es geht nichts verloren.
code-explain = Rufen Sie Ihre Verantwortliche oder Ihren Verantwortlichen an: Dieses Telefon steht dort bei den Geräten, mit einem Code aus 25 Buchstaben und Ziffern, der Ihnen in Fünfergruppen vorgelesen wird. Das geht auch ohne Netz, und es geht nichts verloren.
code-label = Code des Büros
code-start-over-explain = Mit dem Code des Büros geht nichts verloren. Wenn Sie löschen, geht verloren, was noch nicht im Büro ist. Tippen Sie noch einmal, um trotzdem zu löschen.
failure-wrong-code = Dieser Code öffnet dieses Telefon nicht. Vergleichen Sie ihn Gruppe für Gruppe mit dem des Büros: 25 Buchstaben und Ziffern.
pin-required = Ihre Verwaltung verlangt, dass sich dieses Telefon mit einer PIN sperrt. Wählen Sie eine, um weiterzumachen: Alles, was Sie geschrieben haben, bleibt hier.
pin-after-code = Dieses Telefon wurde mit einem Code des Büros geöffnet. Wählen Sie eine neue PIN: Die alte gilt nicht mehr.
pin-way-back = Wenn Sie sie vergessen, geht nichts verloren: Das Büro hat einen Code, der dieses Telefon öffnet.
pin-no-way-back = Das Büro hat noch keinen Code, um es zu öffnen: Merken Sie sich die PIN gut bis zur nächsten Verbindung. Ohne sie ginge verloren, was noch nicht im Büro ist.
code-shown = Ein Code, der dieses Telefon öffnet, wurde im Büro gezeigt, und zwar { $text }, am
failure-not-sealed = Dieses Telefon hat zu wenig Platz, um gesperrt zu werden. Schaffen Sie Platz und öffnen Sie die App noch einmal.
passkey-title = Fingerabdruck, Gesicht oder Bildschirmsperre
passkey-explain = Statt die PIN zu tippen, öffnen Sie Guichet so, wie Sie dieses Telefon öffnen. Die PIN bleibt, für den Tag, an dem das nicht geht.
passkey-set = Mit diesem Telefon entsperren (Fingerabdruck, Gesicht, Bildschirmsperre)
passkey-is-set = Dieses Telefon öffnet sich auch mit Fingerabdruck, Gesicht oder Bildschirmsperre. Die PIN gilt weiter.
passkey-take-away = Nur noch nach der PIN fragen
passkey-unlock = Fingerabdruck, Gesicht oder Bildschirmsperre
passkey-no-key = Dieser Browser gibt aus Fingerabdruck, Gesicht oder Bildschirmsperre keinen Schlüssel. Es hat sich nichts geändert: Die PIN öffnet dieses Telefon.
failure-wrong-passkey = Das Telefon hat seinen Schlüssel nicht gegeben. Versuchen Sie es noch einmal, oder tippen Sie die PIN.

other-phones = Ihre anderen Telefone
new-phone = Ein anderes Telefon wurde auf Ihren Namen verbunden. Kennen Sie es nicht, rufen Sie das Büro an.
other-phones-unknown = Sie kennen eines nicht? Rufen Sie das Büro an: Es zieht es ein.
other-phone-by = verbunden von { $text }
