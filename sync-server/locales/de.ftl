# Die Sätze des Büros.

skip = Zum Inhalt
nav-label = Das Büro
nav-review = Zu prüfen
nav-work-orders = Arbeitsaufträge
nav-requests = Anfragen
nav-buildings = Gebäude
nav-history = Verlauf
nav-devices = Geräte
nav-waiting = wartend
language-label = Sprache
sign-out = Abmelden
sign-in-title = Anmelden
sign-in-lead = Der gemeinsame Schalter der technischen Dienste
sign-in-login = Benutzername
sign-in-password = Passwort
sign-in-do = Anmelden
sign-in-wrong = Benutzername oder Passwort falsch.
sign-in-too-often = Zu viele Versuche. Warten Sie eine Viertelstunde.
sign-in-phone = Dies ist das Konto eines Technikers: Nutzen Sie die App auf dem Telefon unter der Adresse /.
pages-label = Seiten
pages-before = Vorherige Seite
pages-after = Nächste Seite
review-title = Zu prüfen
review-said = Die Liste der zu prüfenden Berichte hat sich geändert.
review-nothing = Kein Bericht wartet. Sie erscheinen hier, sobald die Telefone Netz haben.
order-said = Dieser Auftrag hat sich geändert.
requests-said = Die Liste der Anfragen hat sich geändert.
where = Wo
asset = Anlage
asset-none = Keine bestimmte
organisation = Verwaltung
nature = Art
assigned = Zugewiesen an
assigned-nobody = Niemand
reason = Grund
hazards = Gefahren
access = Zugang
access-keys = Schlüssel
access-contact = Kontakt
access-phone = Telefon
access-hours = Zeiten
reports = Berichte
reports-none = Noch kein Einsatz.
report-empty = Es wurde nichts geschrieben.
photos = Fotos
photos-none = Kein Foto.
photo-on-phone = Noch auf dem Telefon
photo-of-request = Foto der Anfrage
photo-close = Schließen
photo-before = Vorheriges Foto
photo-after = Nächstes Foto
checklist = Checkliste
checklist-asked = Zu prüfen
checklist-found = Festgestellt
checklist-by = Von
required = Pflicht
answer-missing = Antwort fehlt
answer-none = Ohne Antwort
materials = Verwendetes Material
materials-none = Keines.
timeline = Schritte
timeline-none = Noch ist nichts geschehen.
contradictions = Zu klären
contradiction-field = Zwei Werte gleichzeitig gegeben
contradiction-finished-though-cancelled = Vor Ort beendet, während das Büro stornierte
contradiction-finished-twice = Von zwei Technikern beendet
contradiction-cannot-follow = Ein Schritt, der nicht folgen konnte
contradiction-state = Der Auftrag war damals
contradiction-choose = Welcher Wert gilt?
contradiction-choose-step = Was gilt?
contradiction-note = Entscheidung, in wenigen Worten
contradiction-settle = Klären
contradiction-settled = Gesehen und geklärt
field-title = Titel
field-description = Beschreibung
field-nature = Art
field-priority = Priorität
field-due = Fällig am
field-planned-from = Geplant ab
field-planned-to = Geplant bis
field-space = Raum
field-asset = Anlage
field-team = Team
field-answer = Antwort der Checkliste
deliveries = Spät angekommen oder mit falscher Uhr
delivery-late = war nicht mehr zuständig
decide = Entscheiden
approve = Genehmigen
approve-without-photos = Genehmigen, ohne auf diese Fotos zu warten
send-back = Zurücksenden
send-back-reason = Was fehlt
plan = Planen
assign = Anders zuweisen
assign-do = Zuweisen
edit = Ändern
save = Speichern
cancel-order = Diesen Auftrag stornieren
cancel-reason = Warum stornieren?
choose = Auswählen…
order-new = Neuer Arbeitsauftrag
order-create = Auftrag anlegen
order-which-building = In welchem Gebäude?
orders-none = Kein Auftrag passt.
column-order = Auftrag
column-due = Fällig
filter-text = Suchen
filter-state = Zustand
filter-to-do = Zu tun
filter-all = Alle
filter-technician = Techniker
filter-everybody = Alle
filter-do = Anzeigen
chip-late = Verspätet
chip-new-since-approval = Neu seit der Genehmigung
due-none = Ohne Frist
when-today = heute
when-tomorrow = morgen
when-yesterday = gestern
buildings-none = Kein Gebäude passt.
building-assets-title = Anlagen
asset-family = Familie
asset-serial = Seriennummer
asset-installed = Eingebaut
space-none = Anderswo im Gebäude
history-none = Kein Einsatz bekannt.
remarks = Bemerkungen
remarks-none = Keine Bemerkung.
requests-none = Keine Anfrage wartet.
requests-all = Auch beantwortete zeigen
request-new = Neue Anfrage
request-what = Was ist los?
request-create = Anfrage speichern
request-origin-counter = Schalter
request-origin-field = Vor Ort
request-ordered = Auftrag erstellt
request-closed = Ohne Arbeit geschlossen
request-order = Arbeitsauftrag ansehen
request-make-order = Daraus einen Auftrag machen
request-close = Ohne Arbeit schließen
request-close-reason = Warum?
device-last-contact = Letzter Kontakt
device-no-contact = Nie Kontakt
device-enrolled = verbunden
device-nothing-waits = Nichts wartet
device-withdrawn = Entzogen
device-withdraw = Dieses Gerät entziehen
device-withdraw-explain = Das Gerät kann nichts mehr senden oder empfangen und löscht seine Kopie beim nächsten Kontakt. Was noch nicht gesendet wurde, geht verloren.
device-withdraw-sure = Ich habe verstanden
enrol-whose = Wem gehört das Telefon?
enrol-do = Ein Telefon verbinden
enrol-explain = Scannen Sie das Bild mit dem Telefon oder tippen Sie den Code in die App. Er gilt einmal, fünfzehn Minuten lang.
enrol-qr = QR-Code des Links
history-year = Jahr
history-orders = Aufträge
history-visits = Einsätze
history-time = Dauer
history-technicians = Nach Techniker
history-technicians-column = Techniker
history-natures = Nach Art
history-natures-column = Art
history-assets = Nach Anlage
history-assets-column = Anlage
done-approved = Bericht genehmigt.
done-sent-back = Bericht zurückgesendet.
done-cancelled = Auftrag storniert.
done-settled = Klärung gespeichert.
done-created = Gespeichert.
done-saved = Änderungen gespeichert.
done-closed = Anfrage geschlossen.
done-withdrawn = Gerät entzogen.
error-title = Das hat nicht geklappt
error-home = Zurück zum Büro
error-not-allowed = Ihre Rolle lässt dies nicht zu. Fragen Sie die Leitung.
error-foreign = Diese Anfrage kommt nicht von einer Seite von Guichet. Nichts wurde getan.
error-not-found = Unter dieser Adresse ist nichts.
error-full = Die Festplatte des Büros ist voll. Nichts wurde geändert.
error-broken = Auf unserer Seite stimmt etwas nicht. Nichts wurde geändert; versuchen Sie es später erneut.
error-answers-missing = Es fehlen Pflichtantworten.
error-not-started = Die Arbeit hat nicht begonnen.
error-not-possible = Das ist im jetzigen Zustand des Auftrags nicht möglich.
error-not-seen = Inzwischen ist Arbeit angekommen. Lesen Sie neu, dann entscheiden Sie.
error-photos-missing = Es sind noch Fotos auf einem Telefon. Bestätigen Sie, um ohne sie zu genehmigen.
error-unknown = Das gibt es in diesem Auftrag nicht mehr.
error-wrong-answer = Die Antwort hat nicht die richtige Art.
error-too-long = Der Text ist zu lang.
error-empty = Schreiben Sie ein paar Worte.
error-nature-missing = Wählen Sie eine Art.
error-not-sure = Bestätigen Sie mit dem Häkchen.
error-other = Die Anfrage wurde nicht verstanden. Nichts wurde geändert.
when-day-time = { $day }, { $time }
level = Stock { $level }
due-overdue = Überfällig: { $day }
delivery-ahead = Uhr geht { $length } vor
delivery-behind = Uhr geht { $length } nach
duration-days = { $days } T { $hours } Std
duration-hours = { $hours } Std { $minutes }
duration-minutes = { $minutes } Min
size-megabytes = { $size } MB
enrol-title = Telefon von { $name }
pages-here = Seite { $count }
review-count = { $count ->
    [one] { $count } Bericht wartet
   *[other] { $count } Berichte warten
}
chip-contradictions = { $count ->
    [one] { $count } zu klären
   *[other] { $count } zu klären
}
chip-photos-missing = { $count ->
    [one] { $count } Foto noch auf einem Telefon
   *[other] { $count } Fotos noch auf einem Telefon
}
approve-photos-missing = { $count ->
    [one] { $count } Foto dieses Berichts ist noch auf einem Telefon.
   *[other] { $count } Fotos dieses Berichts sind noch auf einem Telefon.
}
building-assets = { $count ->
    [one] { $count } Anlage
   *[other] { $count } Anlagen
}
building-hazards = { $count ->
    [one] { $count } Gefahr
   *[other] { $count } Gefahren
}
building-orders = { $count ->
    [one] { $count } Auftrag zu tun
   *[other] { $count } Aufträge zu tun
}
asset-visits = { $count ->
    [one] { $count } Einsatz
   *[other] { $count } Einsätze
}
request-photos = { $count ->
    [one] { $count } Foto
   *[other] { $count } Fotos
}
device-changes = { $count ->
    [one] { $count } Änderung wartet
   *[other] { $count } Änderungen warten
}
device-photos = { $count ->
    [one] { $count } Foto wartet
   *[other] { $count } Fotos warten
}
