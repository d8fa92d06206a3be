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
sign-in-put-off = Zu viele Versuche. Warten Sie eine Viertelstunde, oder melden Sie sich in einem Browser an, in dem Sie das schon getan haben.
sign-in-phone = Dies ist das Konto eines Technikers: Nutzen Sie die App auf dem Telefon unter der Adresse /.
sign-in-unsent = Ihre Sitzung war abgelaufen: Es wurde nichts gesendet. Was Sie geschrieben hatten, finden Sie nach der Anmeldung wieder.
pages-label = Seiten
pages-before = Vorherige Seite
pages-after = Nächste Seite
pages-beyond = Die Liste ist kürzer: Auf dieser Seite steht nichts.
pages-first = Erste Seite
review-title = Zu prüfen
review-said = Die Liste der zu prüfenden Berichte hat sich geändert.
review-nothing = Kein Bericht wartet. Sie erscheinen hier, sobald die Telefone Netz haben.
review-filter = Berichte auswählen
review-show = Anzeigen
review-show-all = Alle Berichte
review-show-odd = Genauer anzusehen
review-show-plain = Ohne Auffälligkeiten
review-order = Der Auftrag und seine Schritte
review-pile = Alle Berichte
review-ways = Voriger Bericht, nächster Bericht
review-before = Zurück
review-next = Weiter
review-unsent = Sie haben geschrieben, was fehlt, es aber nicht gesendet. Senden Sie den Bericht zurück, oder löschen Sie den Text vor dem Genehmigen.
review-decided-meanwhile = Über diesen Bericht wurde inzwischen entschieden.
sort-label = Reihenfolge
sort-oldest = Älteste zuerst
sort-newest = Neueste zuerst
deviations = Was abweicht
deviation-cannot = Konnte nicht beendet werden: { $reason }
deviation-failed = Nicht in Ordnung: { $item }
deviation-unanswered = Pflichtprüfung ohne Antwort: { $item }
deviation-unusual = { $item }: { $value } { $unit }, bisher nie gemessen ({ $least } bis { $most } { $unit })
deviation-unwritten = Der Bericht ist leer.
deviation-no-after = Ein Foto vorher, keines nachher.
deviation-overdue = Nach der Frist beendet ({ $day }).
deviation-late = Gesendet von jemandem, dem dieser Auftrag nicht mehr zugeteilt war.
deviation-returned = Dieser Bericht wurde schon einmal zurückgeschickt.
take-back = Diese Entscheidung zurücknehmen
keys-title = Tastenkürzel
keys-use = Diese Tasten verwenden
keys-j = Nächster Bericht
keys-k = Voriger Bericht
keys-a = Genehmigen
keys-r = Zurücksenden
keys-u = Die letzte Entscheidung zurücknehmen
keys-p = Fotos vergrößern
keys-help = Diese Liste zeigen
order-said = Dieser Auftrag hat sich geändert.
requests-said = Die Liste der Anfragen hat sich geändert.
where = Wo
asset = Anlage
asset-none = Keine bestimmte
organisation = Verwaltung
nature = Art
assigned = Zugewiesen an
team-none = Ohne Team
assigned-nobody = Niemand
colon = {": "}
reason = Grund
hazards = Gefahren
access = Zugang
access-keys = Schlüssel
access-contact = Kontakt
access-phone = Telefon
access-hours = Zeiten
reports = Berichte
report-empty = Es wurde nichts geschrieben.
photos = Fotos
photo-on-phone = Noch auf dem Telefon
photo-withdrawn = Foto zurückgezogen
photo-corrected = Foto berichtigt
photo-added = hinzugefügt (Aufnahmedatum unbekannt)
photo-another-day = an einem anderen Tag aufgenommen:
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
timeline = Schritte
contradictions = Zu klären
contradiction-field = Zwei Werte gleichzeitig gegeben
contradiction-finished-though-cancelled = Vor Ort beendet, während das Büro stornierte
contradiction-finished-twice = Von zwei Technikern beendet
contradiction-taken-back-though-approved = Abschluss zurückgenommen, während das Büro genehmigte
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
approve-cannot = Als unmöglich abschließen
approve-without-photos = Genehmigen, ohne auf diese Fotos zu warten
send-back = Zurücksenden
send-back-reason = Was fehlt
plan = Planen
assign = Anders zuweisen
assign-do = Zuweisen
edit = Ändern
save = Speichern
print = Drucken
paper-ways = Druck
paper-back = Zurück zum Auftrag
paper-printed = gedruckt
paper-photos-more = { $count ->
    [one] Ein weiteres Foto liegt im Büro vor.
   *[other] { $count } weitere Fotos liegen im Büro vor.
}
paper-by-hand = Ausgeführte Arbeit
paper-date = Datum
paper-hours = Von … bis …
paper-signature = Unterschrift
cancel-order = Diesen Auftrag stornieren
cancel-reason = Warum stornieren?
choose = Auswählen…
order-new = Neuer Arbeitsauftrag
order-create = Auftrag anlegen
order-which-building = In welchem Gebäude?
place-more = { $count ->
    [one] { $count } weiteres Gebäude: Schreiben Sie mehr vom Namen, um es zu finden.
   *[other] { $count } weitere Gebäude: Schreiben Sie mehr vom Namen, um sie zu finden.
}
orders-none = Kein Auftrag passt.
column-order = Auftrag
column-number = Nummer
column-request = Anfrage
column-entered = Eingetragen
column-due = Fällig
filter-text = Suchen
filter-state = Zustand
filter-cause = Unmöglich, weil
filter-to-do = Nicht fertig
filter-all = Alle
filter-technician = Techniker
filter-everybody = Alle
filter-nobody = Niemand (noch zuzuteilen)
filter-do = Anzeigen
search-title = Suche
search-label = Auftrag, Anfrage, Gebäude, Anlage oder Person suchen
search-hint = Die Wörter in beliebiger Reihenfolge, ganz oder nur ihr Anfang, mit oder ohne Akzente: „schule orneval“, eine Auftragsnummer, eine Seriennummer.
search-do = Suchen
search-nothing = Nichts passt zu „{ $text }“. Versuchen Sie es mit weniger Wörtern oder nur mit deren Anfang.
search-their-orders = Aufträge dieser Person
search-all = Alle Treffer anzeigen
search-more = Es gibt noch weitere: Mit einem zusätzlichen Wort finden Sie sie.
orders-hidden-closed =
    { $count ->
        [one] 1 weiterer unter den fertigen oder abgeschlossenen Aufträgen
       *[other] { $count } weitere unter den fertigen oder abgeschlossenen Aufträgen
    }
orders-hidden =
    { $count ->
        [one] 1 weiterer Auftrag, den die Filter ausblenden
       *[other] { $count } weitere Aufträge, die die Filter ausblenden
    }
requests-hidden =
    { $count ->
        [one] 1 weitere unter den beantworteten Anfragen
       *[other] { $count } weitere unter den beantworteten Anfragen
    }
buildings-hidden =
    { $count ->
        [one] 1 weiteres Gebäude bei den anderen Verwaltungen
       *[other] { $count } weitere Gebäude bei den anderen Verwaltungen
    }
restricted-building = In einem einzigen Gebäude
restricted-asset = An einer einzigen Anlage
restricted-visitor = Mit einem Einsatz von { $name }
restricted-year = Mit einem Einsatz im Jahr { $year }
restricted-team = Team { $name }
restricted-drop = Filter entfernen
chip-late = Verspätet
chip-nobody = Zuzuteilen
chip-unwritten = Leerer Bericht
chip-implausible = Wert prüfen
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
requests-none-at-all = Keine Anfrage.
requests-all = Auch beantwortete zeigen
request-new = Neue Anfrage
request-what = Was ist los?
request-create = Anfrage speichern
request-entered = Anfrage { $number } eingetragen.
request-correct = Diese Anfrage berichtigen
request-open-here = In diesem Gebäude bereits offen
request-same-asset = Gleiche Anlage
request-origin-counter = Schalter
request-origin-field = Vor Ort
request-open = Zu bearbeiten
request-ordered = Auftrag erstellt
request-order-state = Auftrag:
request-closed = Ohne Arbeit geschlossen
request-order = Arbeitsauftrag ansehen
request-make-order = Daraus einen Auftrag machen
request-close = Ohne Arbeit schließen
request-close-reason = Warum?
device-last-contact = Letzter Kontakt
device-orders-none = Kein Auftrag auf diesem Telefon.
device-no-contact = Nie Kontakt
device-silent = Still
device-unnamed = Gerät ohne Namen
browser-on-system = { $system } ({ $browser })
system-android = Android-Telefon
system-iphone = iPhone
system-ipad = iPad
system-windows = Windows-Rechner
system-mac = Mac
system-linux = Linux-Rechner
column-person = Mitarbeiter
column-device = Gerät
column-holds = Was es noch enthält
device-enrolled = verbunden
device-nothing-waits = Nichts wartet
device-withdrawn = Entzogen
device-withdraw = Dieses Gerät entziehen
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
history-by = Nach
history-name = Name
history-detail = Angabe
history-hours = Stunden
history-file = verlauf
done-approved = Bericht genehmigt.
done-sent-back = Bericht zurückgesendet.
done-taken-back = Entscheidung zurückgenommen: Der Bericht ist wieder zu prüfen.
done-cancelled = Auftrag storniert.
done-settled = Klärung gespeichert.
done-created = Gespeichert.
done-saved = Änderungen gespeichert.
done-shortened = Die Fristen sind gespeichert, gelten aber nicht: Einige sind kürzer. Sehen Sie unten, was jetzt verschwinden würde, und setzen Sie sie dann in Kraft.
done-closed = Anfrage geschlossen.
done-withdrawn = Gerät entzogen.
error-title = Das hat nicht geklappt
error-home = Zurück zum Büro
form-kept = Alles, was Sie geschrieben hatten, ist noch da.
form-there = Zum Formular
form-done-before = Ansehen, was gespeichert ist.
form-answer = Ansehen, was daraus wurde.
form-too-long = { $chars } Zeichen: { $over } zu viel (höchstens { $most }).
form-both = Jemand anderes hat dies inzwischen auch geändert. Was soll bleiben?
form-mine = Was ich oben eingetragen habe
form-theirs = Was gespeichert ist
form-theirs-empty = nichts
form-written = Was Sie geschrieben hatten
form-written-explain = Nichts davon wurde gespeichert. Kopieren Sie, was Sie behalten wollen.
form-unsent = Sie sind wieder angemeldet. Noch wurde nichts gesendet: Lesen Sie nach und senden Sie dann.
error-not-allowed = Ihre Rolle lässt dies nicht zu. Fragen Sie die Leitung oder die Verwaltung.
error-foreign = Diese Anfrage kommt nicht von einer Seite von Guichet. Nichts wurde getan.
error-another-host = Dieses Formular kam unter einer anderen Adresse an als der von Guichet. Nichts wurde getan. Beginnen Sie unter der richtigen Adresse noch einmal:
error-not-found = Unter dieser Adresse ist nichts.
error-not-listed-yet = Es ist gespeichert, aber die Listen kennen es noch nicht. Geben Sie nichts ein zweites Mal ein: Die Seite erscheint hier, sobald die Listen aktuell sind.
error-full = Die Festplatte des Büros ist voll. Nichts wurde geändert.
error-mending = Die Daten des Büros müssen zuerst repariert werden. Nichts wurde geändert; versuchen Sie es gleich noch einmal.
error-broken = Auf unserer Seite stimmt etwas nicht. Nichts wurde geändert; versuchen Sie es später erneut.
error-locked = Ein anderes Programm hält die Bürodatenbank besetzt, deshalb kann diese Seite sie nicht lesen. Schließen Sie es, und laden Sie die Seite neu. Nichts wurde geändert.
behind-since = Die Listen sind nicht mehr aktuell. Im Rückstand seit: { $when }.
behind-kept = Es geht nichts verloren: Was Sie tun, ist gespeichert und erscheint, sobald es möglich ist.
behind-locked = Ein anderes Programm hält die Bürodatenbank besetzt: Schließen Sie es, oder öffnen Sie sie nur zum Lesen.
behind-full = Die Festplatte des Servers ist voll: Bitten Sie die zuständige Person, Platz zu schaffen.
behind-other = Geben Sie der Person Bescheid, die den Server betreut: Im Serverprotokoll steht, warum.
error-answers-missing = Es fehlen Pflichtantworten.
error-not-started = Die Arbeit hat nicht begonnen.
error-not-possible = Das ist im jetzigen Zustand des Auftrags nicht möglich.
error-not-seen = Inzwischen ist Arbeit angekommen. Lesen Sie neu, dann entscheiden Sie.
error-too-late = Diese Entscheidung kann nicht mehr zurückgenommen werden: Mehr als eine Viertelstunde ist vergangen, oder die Arbeit ging weiter. Einen genehmigten Bericht können Sie noch zurücksenden.
error-unsettled = Zwei Schritte widersprechen sich. Wählen Sie zuerst, welcher gilt, dann genehmigen Sie.
error-photos-missing = Es sind noch Fotos auf einem Telefon. Bestätigen Sie, um ohne sie zu genehmigen.
error-not-accepted = Einer dieser Werte passt nicht in sein Feld. Bitte berichtigen und noch einmal speichern.
error-in-itself = Nichts steht in sich selbst. Bitte einen anderen Ort wählen.
error-unknown = Das gibt es in diesem Auftrag nicht mehr.
error-wrong-answer = Die Antwort hat nicht die richtige Art.
error-too-long = Der Text ist zu lang.
error-too-many = Es sind schon so viele, wie es sein dürfen.
error-empty = Schreiben Sie ein paar Worte.
error-nature-missing = Wählen Sie eine Art.
error-not-sure = Bestätigen Sie mit dem Häkchen.
error-other = Die Anfrage wurde nicht verstanden. Nichts wurde geändert.
error-somebody-else = Dieses Formular wurde von jemand anderem geöffnet. Es wurde nichts gesendet. Öffnen Sie die Seite neu, um in Ihrem Namen zu handeln.
error-sent-before = Dieses Formular wurde schon gesendet und gespeichert. Was Sie seither darin geändert haben, noch nicht: Prüfen Sie, ob es noch zu senden ist.
error-old-form = Dieses Formular ist schon zu lange offen. Es wurde nichts gespeichert: Lesen Sie nach und senden Sie es erneut.
error-form-too-large = Dieser Text ist viel zu lang zum Senden. Gehen Sie zurück, kürzen Sie ihn und senden Sie erneut.
error-out-of-range = Diese Zahl kann nicht stimmen: Prüfen Sie sie.
error-day = Dieses Datum ist nicht möglich: Wählen Sie eines zwischen 2000 und 2099.
error-day-over = Dieser Tag ist schon vorbei: Wählen Sie heute oder später.
error-changed-meanwhile = Jemand anderes hat inzwischen dasselbe geändert. Wählen Sie, was bleiben soll, und speichern Sie.
error-answered-already = Diese Anfrage ist schon erledigt: durch einen Arbeitsauftrag oder einen Abschluss.
error-copy = Diese Datei ist keine Kopie von Guichet. Wählen Sie die Datei „.guichet“, die das Telefon gespeichert hat.
error-copy-large = Diese Datei ist zu groß. Aktualisieren Sie die App auf dem Telefon und legen Sie die Kopie neu an: Sie besteht dann aus mehreren Dateien, die Sie nacheinander einlesen.
error-copy-cut = Diese Datei ist unvollständig oder wurde verändert: Nichts wurde übernommen. Legen Sie die Kopie auf dem Telefon neu an oder übertragen Sie sie noch einmal, und bringen Sie sie vollständig.
error-copy-office = Diese Kopie ist für ein anderes Büro verschlossen: Dieses hier kann sie nicht öffnen. Bringen Sie sie zu dem Büro, mit dem das Telefon verbunden ist.
error-copy-unsigned = Diese Kopie ist nicht unterschrieben, obwohl das Telefon seine Kopien unterschreibt: Nichts wurde übernommen. Legen Sie die Kopie auf dem Telefon mit der aktuellen App neu an.
error-copy-device = Diese Kopie stammt nicht von einem Gerät, das dieses Büro kennt, oder sie wurde verändert. Nichts wurde übernommen.
when-day-time = { $day }, { $time }
level = Stock { $level }
due-overdue = Überfällig: { $day }
delivery-ahead = Uhr geht { $length } vor
delivery-behind = Uhr geht { $length } nach
duration-days = { $days } T { $hours } Std
duration-hours = { $hours } Std { $minutes }
duration-full-hours = { $hours } Std
duration-minutes = { $minutes } Min
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
enrol-title = Telefon von { $name }
pages-here = Seite { $count }
review-count = { $count ->
    [one] { $count } Auftrag wartet
   *[other] { $count } Aufträge warten
}
review-odd-count = { $count ->
    [one] { $count } genauer anzusehen
   *[other] { $count } genauer anzusehen
}
chip-checks-failed = { $count ->
    [one] { $count } Prüfung nicht in Ordnung
   *[other] { $count } Prüfungen nicht in Ordnung
}
chip-checks-left-out = { $count ->
    [one] { $count } Prüfung ohne Antwort
   *[other] { $count } Prüfungen ohne Antwort
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
copy-title = Die Kopie eines Telefons übernehmen
copy-explain = Wenn ein Telefon das Büro nicht mehr erreicht, speichert sein Benutzer eine Kopie (Bildschirm „Zu senden“) und bringt sie mit. Sie gilt als vom Gerät gesendet, nach denselben Regeln.
copy-file = Datei der Kopie
copy-do = Kopie übernehmen
copy-taken = Kopie übernommen
copy-made = Kopie erstellt
copy-accepted = { $count ->
    [one] { $count } Änderung ist im Büro
   *[other] { $count } Änderungen sind im Büro
}
copy-photos = { $count ->
    [one] { $count } Foto ist im Büro
   *[other] { $count } Fotos sind im Büro
}
copy-refused = { $count ->
    [one] { $count } abgelehnte Änderung, zu lesen
   *[other] { $count } abgelehnte Änderungen, zu lesen
}
copy-held = { $count ->
    [one] { $count } Änderung wartet auf eine Bestätigung; übernehmen Sie die Kopie danach erneut
   *[other] { $count } Änderungen warten auf eine Bestätigung; übernehmen Sie die Kopie danach erneut
}
copy-spoilt = { $count ->
    [one] { $count } unlesbares Foto
   *[other] { $count } unlesbare Fotos
}
nav-refused = Abgelehnt
refused-title = Abgelehnte Änderungen
refused-lead = Was Telefone gesendet haben und das Büro nicht annehmen konnte. Nichts ist verloren: lesen, dann übernehmen oder ablegen.
refused-said = Die Liste der abgelehnten Änderungen hat sich geändert.
refused-none = Hier wartet nichts.
refused-show-dealt-with = Erledigtes zeigen
refused-show-waiting = Wartendes zeigen
refused-new = { $kind }, dem Büro nicht bekannt
refused-number = Änderung Nr. { $number }
refused-by = Verfasst von
refused-device = Gerät
refused-received = Eingegangen
refused-document = Dokument
refused-text = Was geschrieben stand
refused-text-none = Der Inhalt kann hier nicht gelesen werden.
touched = Was das genau berührt
refused-bytes = Herunterladen wie eingegangen
refused-take-over-explain = Die Änderung kommt im Namen der Person, die sie schrieb, ins Dokument und zurück auf deren Telefon.
refused-take-over-do = Übernehmen
refused-set-aside-explain = Sie bleibt hier mit Ihrem Namen lesbar und wartet nicht mehr.
refused-set-aside-do = Ablegen
refused-taken-over = Übernommen
refused-set-aside = Abgelegt
refused-builds-on = Übernehmen Sie zuerst:
why-refused-corrupt = Der Inhalt kam beschädigt an.
why-refused-out-of-scope = Dieses Dokument war dieser Person nie zugewiesen.
why-refused-foreign-actor = Eine Kopie dieses Telefons wurde anderswo benutzt.
why-refused-not-allowed = Die Rolle dieser Person lässt dies nicht zu.
why-refused-foreign-signature = Im Namen einer anderen Person unterschrieben.
why-refused-too-large = Die Änderung oder das Dokument ist zu groß.
why-refused-unreadable = Das Dokument wäre nicht mehr lesbar.
why-refused-missing-dependency = Eine frühere Änderung fehlt.
why-refused-actor-reused = Eine Kopie dieses Telefons wurde anderswo benutzt.
obstacle-corrupt = Kann nicht übernommen werden: Der Inhalt ist beschädigt.
obstacle-hand = Kann nicht übernommen werden: mit der Hand eines anderen Geräts geschrieben. Kopieren Sie den Text.
obstacle-signature = Kann nicht übernommen werden: im Namen einer anderen Person unterschrieben. Kopieren Sie den Text.
obstacle-too-large = Kann nicht übernommen werden: zu groß. Kopieren Sie den Text.
obstacle-unreadable = Kann nicht übernommen werden: Das Dokument wäre nicht mehr lesbar. Kopieren Sie den Text.
obstacle-missing = Kann noch nicht übernommen werden: Eine frühere Änderung fehlt.
obstacle-not-yours = Kann nicht übernommen werden: Auch Ihre Rolle lässt dies nicht zu.
kind-work-order = Arbeitsauftrag
nav-people = Mitarbeitende
nav-audit = Protokoll
nav-account = Mein Konto
account-password = Passwort ändern
account-password-old = Bisheriges Passwort
account-password-new = Neues Passwort
account-password-again = Das neue, noch einmal
account-password-rules = { $least } bis { $most } Zeichen. Einige Wörter ohne Zusammenhang sind ein gutes Passwort; weder Ihr Name noch Ihr Benutzername.
account-password-do = Ändern
account-choose-password = Dieses Passwort wurde Ihnen gegeben. Wählen Sie Ihr eigenes, bevor Sie fortfahren.
account-sessions = Wo Sie angemeldet sind
account-session-here = hier
account-session-unnamed = Unbekannter Browser
account-session-begun = seit
account-session-used = benutzt
sign-out-everywhere = Überall abmelden
sign-out-everywhere-explain = Beendet alle Anmeldungen im Büro. Die Telefone arbeiten weiter.
person-new = Neue Person
person-add = Hinzufügen
person-name = Name
person-role = Rolle
person-team = Team
person-team-none = Keines
person-organisations = Verwaltungen
person-organisations-explain = Eine andere Rolle in einer Verwaltung geht der obigen vor. Jeder sieht nur, was von den Verwaltungen ist, in denen er eine Rolle hat; sein Telefon erhält deren Gebäude.
person-role-where = Wo
person-role-only = Nur wo eine Rolle gewählt ist
person-role-everywhere = In allen Verwaltungen, auch in künftigen
person-role-at-main = Diese Rolle
person-role-in-one = Rolle in einer Verwaltung
person-role-at-none = Keine eigene Rolle
person-everywhere = Alle
person-devices = Geräte
person-devices-none = Kein Gerät.
person-organisations-none = Keine bestimmte Verwaltung.
person-account = Konto
person-blocked = Gesperrt
person-block = Sperren
person-block-explain = Keine Anmeldung im Büro mehr, kein Austausch mit den Telefonen: Laufende Sitzungen und Codes enden sofort. Was noch nicht gesendet ist, bleibt auf den Telefonen.
person-block-orders = { $count ->
    [one] { $count } offener Auftrag ist dieser Person noch zugewiesen: Weisen Sie ihn zuerst anderen zu.
   *[other] { $count } offene Aufträge sind dieser Person noch zugewiesen: Weisen Sie sie zuerst anderen zu.
}
person-block-phones = { $count ->
    [one] { $count } Telefon enthält noch nicht gesendete Arbeit.
   *[other] { $count } Telefone enthalten noch nicht gesendete Arbeit.
}
person-unblock = Entsperren
person-unblock-explain = Stellt die Anmeldung im Büro und den Austausch mit den Telefonen wieder her. Beendete Sitzungen und Codes kommen nicht zurück.
person-give-password = Ein Passwort geben
person-give-password-explain = Ein vorläufiges Passwort, bei der ersten Anmeldung zu ändern.
person-give-password-old = Das alte gilt nicht mehr.
person-without-password = Ohne Passwort
people-nobody-reviews-all = Kein Verantwortlicher arbeitet für alle Verwaltungen. Was ein Telefon bringt und zu keiner gehört, etwa eine unlesbare Änderung, sieht dann niemand. Geben Sie jemandem die Rolle des Verantwortlichen in allen Verwaltungen.
person-signs-in-not-yet = Diese Person hat noch kein Passwort und kann sich hier nicht anmelden: Geben Sie ihr eines.
person-signs-in-phone = Diese Person arbeitet mit dem Telefon und meldet sich hier nicht an: Verbinden Sie ihr Telefon unter „Geräte“.
person-signs-in-blocked = Dieses Konto ist gesperrt: Diese Person kann sich nicht anmelden, auch nicht mit einem neuen Passwort.
person-password-title = Passwort von { $name }
person-password-explain = Notieren Sie es jetzt: Es wird nicht mehr gezeigt. Es gilt drei Tage, um ein anderes zu wählen.
audit-export = Als CSV exportieren
audit-file = protokoll
audit-none = Nichts gefunden.
audit-orders = { $count ->
    [one] { $count } Auftrag
   *[other] { $count } Aufträge
}
audit-field = Arbeit vor Ort
audit-on-site = Vor Ort
audit-hears = Team oder Verwaltungen geändert
audit-code-not-taken = Code unbekannt, bereits benutzt oder zu alt
field-photo = { $count ->
    [one] { $count } Foto aufgenommen
   *[other] { $count } Fotos aufgenommen
}
field-answer-count = { $count ->
    [one] { $count } Prüfung ausgefüllt
   *[other] { $count } Prüfungen ausgefüllt
}
audit-number = Nummer
audit-at = Wann
audit-person = Wer
audit-device = Gerät
audit-address = Von wo
audit-action = Was
audit-subject = Woran
audit-detail = Einzelheit
audit-chain = Fingerabdruck
audit-from = Vom
audit-to = Bis
audit-older = Älter
audit-newest = Neueste
audit-head = Fingerabdruck des Protokolls nach { $lines }: { $chain }…
audit-head-lines = { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}
audit-head-written = Geschrieben nach { $place }, zuletzt: { $when }.
audit-head-not-written = Noch nicht nach { $place } geschrieben: siehe die Meldungen des Servers.
audit-head-nowhere = Er wird nirgendwo sonst festgehalten.
kind-building = Gebäude
kind-request = Anfrage
kind-history = Verlauf
kind-catalogue = Katalog
kind-person = Person
kind-stock-list = Lagerliste
device-token-ended = Neuer Code nötig seit
device-token-ended-explain = Dieses Telefon hat das Büro zu lange nicht erreicht: Es zeigt nichts mehr und sendet nichts mehr. Was darauf wartet, bleibt erhalten. Erstellen Sie einen neuen Code für diese Person, oder ziehen Sie das Telefon zurück, wenn es verloren ist.
device-copied = Kopie festgestellt, oder auf einen früheren Tag zurückgesetzt
device-copied-explain = Dieses Gerät wusste weniger als zuvor: Vielleicht hat jemand eine Kopie seines Inhalts. Ziehen Sie es im Zweifel zurück und melden Sie es neu an.
device-hands-over = Übergibt seinen Inhalt seit
device-handed-over = Zurückgezogen, alles übergeben
device-outstanding = Wenn dieses Telefon verloren ist
device-outstanding-none = Nichts ist angekündigt, was nicht angekommen wäre.
device-at-last-contact = beim letzten Kontakt
device-at-work = Begonnene Arbeiten, vielleicht nicht vollständig gesendet
device-announced-photos = Angekündigte Fotos, noch nicht eingegangen
device-orders = Aufträge auf diesem Telefon
device-orders-explain = Die Aufträge, die dieses Telefon beim letzten Kontakt hatte.
device-first-day = In den 24 Stunden nach der Verbindung geschrieben
device-first-day-explain = Was dieses Telefon in den 24 Stunden sandte, nachdem { $name } es auf den Namen von { $owner } verbunden hatte. Fragen Sie { $owner }, ob es von ihm oder ihr stammt.
device-first-day-none = Es sandte nichts.
device-contacts = Letzte Kontakte
contact-at = Wann
contact-accepted = Angenommen
contact-refused = Abgelehnt
contact-sent = Gesendete Dokumente
contact-clock = Uhr
withdraw-how = Wie?
withdraw-recover = Zuerst bergen.
withdraw-recover-explain = Das Gerät übergibt noch seinen Inhalt, erhält nichts mehr und löscht sich dann.
withdraw-erase = Beim nächsten Kontakt löschen.
withdraw-erase-explain = Alles endet jetzt; was nicht gesendet wurde, ist verloren.
withdraw-erase-elsewhere = Diese Person arbeitet auch für eine andere Verwaltung: Nur ein Administrator oder ein Supervisor all dieser Verwaltungen kann das Telefon sofort löschen lassen.
done-recovering = Das Gerät übergibt seinen Inhalt und löscht sich dann.
done-taken-over = Änderung übernommen.
done-set-aside = Änderung abgelegt.
refused-followers = { $count ->
    [one] { $count } darauf aufbauende Änderung kommt mit.
   *[other] { $count } darauf aufbauende Änderungen kommen mit.
}
device-line-orders = { $count ->
    [one] { $count } begonnene Arbeit
   *[other] { $count } begonnene Arbeiten
}
device-line-photos = { $count ->
    [one] { $count } angekündigtes Foto, nicht eingegangen
   *[other] { $count } angekündigte Fotos, nicht eingegangen
}
device-line-refused = { $count ->
    [one] { $count } abgelehnte Änderung
   *[other] { $count } abgelehnte Änderungen
}
did-signed-in = Angemeldet
did-sign-in-failed = Anmeldung abgewiesen
did-signed-out = Abgemeldet
did-signed-out-everywhere = Überall abgemeldet
did-password-changed = Passwort geändert
did-password-change-failed = Passwortänderung abgewiesen
did-password-given = Passwort gegeben
did-person-added = Person hinzugefügt
did-person-changed = Person geändert
did-person-blocked = Person gesperrt
did-person-unblocked = Person entsperrt
did-audiences-set = Empfänger eines Dokuments aktualisiert
did-code-made = Gerätecode erstellt
did-device-enrolled = Gerät verbunden
did-enrolment-failed = Gerätecode abgewiesen
did-device-withdrawn = Gerät zurückgezogen
did-device-to-hand-over = Übergabe des Inhalts verlangt
did-device-handed-over = Gerät: alles wurde übergeben
did-device-copied = Kopie eines Geräts festgestellt
did-put-back = Festplatte des Servers auf einen früheren Tag zurückgesetzt, festgestellt
did-restored = Server aus einer Sicherung wiederhergestellt
did-copy-taken = Kopie eines Geräts übernommen
did-change-taken-over = Abgelehnte Änderung übernommen
did-change-set-aside = Abgelehnte Änderung abgelegt
did-offer-confirmed = Wiedergefundene Fassung bestätigt
did-offer-declined = Wiedergefundene Fassung verworfen
did-token-ended = Gerät zu lange fort, Token abgelaufen
did-device-told-to-erase = Zurückgezogenes Gerät zum Löschen angewiesen
did-device-heard = Kontakt nach Stille
did-changes-refused = Änderungen abgewiesen
did-actor-reused = Kopie des Telefons anderswo benutzt
did-orders-retired = Alte Aufträge von den Telefonen genommen
did-audit-exported = Protokoll exportiert
did-work-order-create = Auftrag erstellt
did-work-order-start = Arbeit begonnen
did-work-order-pause = Arbeit unterbrochen
did-work-order-finish = Arbeit beendet
did-work-order-cannot-finish = Arbeit nicht zu beenden
did-work-order-write-report = Bericht geschrieben
did-work-order-answer = Prüfpunkt beantwortet
did-work-order-use-material = Material vermerkt
did-work-order-add-photo = Foto zum Auftrag hinzugefügt
did-work-order-edit = Auftrag geändert
did-work-order-assign = Auftrag zugewiesen
did-work-order-approve = Bericht genehmigt
did-work-order-send-back = Bericht zurückgegeben
did-work-order-take-back = Entscheidung zurückgenommen
did-work-order-cancel = Auftrag storniert
did-work-order-settle = Entschieden
did-building-create = Gebäude hinzugefügt
did-building-correct-asset = Anlage berichtigt
did-building-revise = Verzeichnis berichtigt
did-building-add-asset = Anlage hinzugefügt
did-building-add-remark = Bemerkung hinzugefügt
did-building-set-access = Zugang geändert
did-building-transfer = Gebäude übertragen
did-building-share = Gebäude geteilt
did-building-unshare = Gebäude nicht mehr geteilt
did-request-create = Anfrage erfasst
did-request-add-photo = Foto zur Anfrage hinzugefügt
did-request-number = Anfrage nummeriert
did-request-correct = Anfrage berichtigt
did-request-link-work-order = Anfrage mit Auftrag verknüpft
did-request-close = Anfrage geschlossen
did-history-create = Verlauf begonnen
did-history-record = Verlauf ergänzt
did-catalogue-create = Katalog erstellt
did-catalogue-put = Katalog geändert
did-person-create = Personenkarte erstellt
did-person-change = Personenkarte geändert
did-stock-list-create = Lagerliste erstellt
did-stock-list-put = Lagerliste geändert
did-stock-list-set-teams = Teams einer Lagerliste gewählt
done-password-changed = Passwort geändert. Ihre anderen Anmeldungen sind beendet.
done-added = Person hinzugefügt.
done-blocked = Konto gesperrt.
done-unblocked = Konto entsperrt.
done-signed-out = Überall abgemeldet.
error-login-taken = Dieser Benutzername gehört schon jemand anderem.
error-login-unusable = Ein Benutzername hat 1 bis 64 Zeichen, ohne Leerzeichen.
error-name-unusable = Schreiben Sie einen Namen, höchstens 200 Zeichen.
error-last-administrator = Das ist der letzte Administrator: Ernennen Sie zuerst einen anderen.
error-administrator-in-part = Ein Verwalter ist es für alle Verwaltungen. Wählen Sie „In allen Verwaltungen“ ohne andere Rolle darunter, oder eine andere Rolle.
error-works-nowhere = Wählen Sie mindestens eine Verwaltung oder „In allen Verwaltungen“: Sonst sähe diese Person nichts.
error-password-old = Das ist nicht das bisherige Passwort.
error-password-again = Die beiden neuen Passwörter sind verschieden.
error-password-short = Zu kurz: mindestens 12 Zeichen.
error-password-long = Zu lang: höchstens 128 Zeichen.
error-password-personal = Ihr Name oder Benutzername steht darin.
error-password-common = Zu leicht zu erraten. Nehmen Sie lieber einige Wörter ohne Zusammenhang.
error-password-same = Das ist noch das alte.
person-devices-count = { $count ->
    [one] { $count } Gerät
   *[other] { $count } Geräte
}
nav-offers = Zu bestätigen
offers-title = Nach der Wiederherstellung zu bestätigen
offers-explain = Der Server wurde aus einer Sicherung wiederhergestellt. Die Telefone bringen zurück, was er nicht mehr kennt. Was sie nicht selbst geschrieben haben, wartet auf Ihre Zustimmung: Der Server kann nicht mehr wissen, ob es echt ist.
offers-none = Es gibt nichts zu bestätigen.
offers-confirm-all = Alles bestätigen, was hier steht
offers-decline-all = { $count ->
    [one] Das wartende Dokument ablehnen
   *[other] Alle { $count } wartenden Dokumente ablehnen
}
offers-rest = { $count ->
    [one] Ein weiteres Dokument folgt.
   *[other] { $count } weitere Dokumente folgen.
}
offer-kind-work-order = Arbeitsauftrag
offer-kind-building = Gebäude
offer-kind-request = Einsatzanfrage
offer-kind-history = Verlauf eines Gebäudes
offer-kind-catalogue = Katalog
offer-kind-person = Person
offer-kind-stock-list = Lagerliste
offer-unknown = Im Büro unbekannt
offer-changes = { $count ->
    [one] Eine Änderung
   *[other] { $count } Änderungen
}
offer-stuck = { $count ->
    [one] Eine Änderung passt nicht: Es fehlt, worauf sie aufbaut
   *[other] { $count } Änderungen passen nicht: Es fehlt, worauf sie aufbauen
}
offer-by = Zurückgebracht von
offer-no-text = Nichts zu lesen: Es ändern sich nur Felder.
offer-confirm = Bestätigen
offer-decline = Verwerfen
offer-decline-explain = Was Sie verwerfen, kommt nicht ins Büro und verschwindet von den Telefonen. Was ein Techniker darauf aufgebaut hat, bleibt auf seinem Telefon lesbar.
offer-decline-sure = Ja, verwerfen
done-confirmed = Bestätigt. Die Telefone erhalten es beim nächsten Kontakt.
done-declined = Verworfen.
error-offers-changed = Inzwischen sind Änderungen dazugekommen: Lesen Sie die Liste noch einmal. Es wurde nichts entschieden.
error-refused-changed = Inzwischen sind Änderungen dazugekommen: Lesen Sie diese noch einmal. Es wurde nichts übernommen.
photos-withdrawn = { $count ->
    [one] { $count } Foto zurückgezogen
   *[other] { $count } Fotos zurückgezogen
}

## Mitteilungen

nav-announcements = Mitteilungen
announcements-all = Auch abgelaufene und zurückgenommene zeigen
announcements-none = Keine laufende Mitteilung.
announcement-new = Neue Mitteilung
announcement-text = Was sollen alle wissen?
announcement-for = Für
announcement-of = Von welcher Verwaltung
announcement-of-all = Von allen Verwaltungen
announcement-until = Zeigen bis einschließlich
announcement-create = Mitteilen
announcement-read-by = Gelesen von { $read } von { $all }
announcement-unread = Noch nicht gelesen
announcement-withdraw = Diese Mitteilung zurücknehmen
announcement-withdraw-explain = Ab ihrem nächsten Kontakt zeigen die Telefone sie nicht mehr.
announcement-withdrawn = Zurückgenommen
column-announcement = Mitteilung
column-until = Bis
column-read = Gelesen
kind-announcement = Mitteilung
offer-kind-announcement = Mitteilung
did-announcements-retired = Abgelaufene Mitteilungen von den Telefonen genommen
did-announcement-create = Mitteilung gemacht
did-announcement-read = Mitteilung gelesen
did-announcement-withdraw = Mitteilung zurückgenommen
nav-responsible = Verantwortliche Stelle
statements-label = Rechtliche Hinweise
accessibility-short = Barrierefreiheit
privacy-short = Datenschutz
did-responsible-changed = Verantwortliche Stelle geändert
error-email = Eine E-Mail-Adresse ist keine: Prüfen Sie sie.
error-responsible = Name, Anschrift und beide E-Mail-Adressen müssen ausgefüllt sein.
responsible-explain = Diese Angaben stehen in der Erklärung zur Barrierefreiheit und auf der Seite zum Datenschutz, die alle lesen können.
responsible-name = Name der Stelle
responsible-address = Postanschrift
responsible-email = E-Mail für Anfragen
responsible-phone = Telefon für Anfragen
responsible-dpo = E-Mail des Datenschutzbeauftragten
responsible-ombudsman = Ombudsstelle (Barrierefreiheit): Name und Website
responsible-unsaid = Die Verwaltung
responsible-missing = Die Verwaltung hat ihre Kontaktangaben hier noch nicht eingetragen.
accessibility-title = Erklärung zur Barrierefreiheit
accessibility-commitment = { $name } ist bestrebt, die Seiten des Büros und die Telefon-App Guichet barrierefrei zu gestalten, gemäß der Richtlinie (EU) 2016/2102 und dem wallonischen Dekret vom 2. Mai 2019.
accessibility-status-title = Stand der Vereinbarkeit
accessibility-status = Sie sind aus folgenden Gründen teilweise mit der Norm EN 301 549 und den WCAG 2.2, Stufe AA, vereinbar.
accessibility-not-title = Nicht barrierefreie Inhalte
accessibility-not-photos = Fotos vom Einsatzort haben als Alternativtext die Bildunterschrift, die ihr Verfasser geschrieben hat; viele haben keine.
accessibility-not-texts = Von Menschen geschriebene Texte können in einer anderen Sprache als die Seite sein, ohne dass dies angegeben ist.
accessibility-made-title = Erstellung dieser Erklärung
accessibility-made = Sie ist vom { $day } und beruht auf einer Selbstbewertung: Bei jeder Version werden die wichtigsten Seiten des Büros und die Ansichten des Telefons mit axe-core geprüft, hell und dunkel, und auf 200 % vergrößert und auf einem kleinen Bildschirm nachgemessen. Eine externe Prüfung fand nicht statt.
accessibility-contact-title = Kommen Sie irgendwo nicht weiter?
accessibility-contact = Nennen Sie uns die Seite und das Problem; wir geben Ihnen die Information auf anderem Weg.
accessibility-recourse-title = Durchsetzung
accessibility-recourse = Ohne zufriedenstellende Antwort können Sie sich wenden an: { $ombudsman }.
accessibility-recourse-unsaid = Ohne zufriedenstellende Antwort können Sie sich an die für Ihre Region zuständige Ombudsstelle wenden.
privacy-title = Datenschutz und personenbezogene Daten
privacy-who = { $name } ist für die Daten in Guichet verantwortlich.
privacy-dpo = Datenschutzbeauftragter
privacy-why-title = Wozu
privacy-why = Um Anfragen anzunehmen, den Unterhalt von Gebäuden und Material zu planen und auszuführen und darüber Rechenschaft abzulegen: eine Aufgabe im öffentlichen Interesse (Datenschutz-Grundverordnung, Artikel 6 Absatz 1 Buchstabe e).
privacy-kept-title = Was festgehalten wird
privacy-kept-staff = Vom Personal: Name, Funktion, Team, Anmeldename, zweiter Faktor, was wann getan wurde, die Sitzungen mit ihrem Browser, die Geräte und ihre Kontakte mit dem Büro.
privacy-kept-requests = Von Meldenden: was gemeldet wurde, wo und wann, und wer es aufgenommen hat.
privacy-kept-buildings = Von Gebäuden: Name und Telefon der Person, an die man sich für den Zutritt wendet.
privacy-kept-photos = Fotos von Orten und Material, mit ihrem Datum. Die Position, die die Kamera hineinschreibt, wird auf dem Telefon entfernt.
privacy-kept-log = Ein Protokoll: wer sich angemeldet oder es versucht hat, wer was geändert hat, und die Netzadresse, von der es kam.
privacy-not = Keine Position wird verfolgt, nichts wird für Werbung gemessen, nichts geht an Dritte.
privacy-where-title = Wo
privacy-where = Auf dem Server der Verwaltung und in seinen Sicherungen; und auf den Telefonen der Techniker: die ihnen anvertrauten Arbeiten und, für die Verwaltungen, für die sie arbeiten, die Gebäude mit der Kontaktperson und den letzten Einsätzen, der Katalog, die Ankündigungen und die Namen der Kollegen.
privacy-long-title = Wie lange
privacy-long = Eine Sitzung endet nach { $hours } Stunden ohne Nutzung und spätestens nach { $days } Tagen. Ein genehmigter Auftrag verlässt die Telefone nach { $orders } Tagen; ein Telefon, das das Büro { $phones } Tage nicht erreicht, zeigt nichts mehr.
privacy-cookies-title = Cookies
privacy-cookies = Ein Cookie merkt sich Ihre Sitzung; ohne ihn öffnet sich das Büro nicht. Ein anderer merkt sich ein Jahr lang Ihre Sprache. Ein dritter merkt sich 400 Tage lang, dass Sie sich in diesem Browser schon angemeldet haben, damit Versuche anderer Sie dort nicht aussperren. Der Browser behält, was Sie tippen, bis das Fenster geschlossen wird oder Sie sich abmelden; ein verbundenes Telefon behält die App, ihre Daten und die Liste des Tages.
privacy-rights-title = Ihre Rechte
privacy-rights = Sie können Auskunft über Ihre Daten verlangen, sie berichtigen oder löschen lassen, wenn kein Gesetz sie festhält, ihre Verwendung einschränken lassen oder ihr widersprechen: Schreiben Sie dem Datenschutzbeauftragten.
privacy-complaint = Sie können Beschwerde bei der Datenschutzbehörde einlegen, rue de la Presse 35, 1000 Brüssel, contact@apd-gba.be.
device-enrolled-by = verbunden von { $name } ({ $when })
device-enrolled-own = selbst verbunden ({ $when })
withdraw-administrator = Nur ein Administrator entzieht das Telefon eines Administrators.
enrol-other-explain = Sie verbinden das Telefon von jemand anderem: Die Seite des Geräts und das Protokoll sagen es, und ein Bericht, der in den ersten 24 Stunden mit diesem Telefon geschrieben wird, wird von jemand anderem als Ihnen genehmigt.
first-day = Geschrieben mit dem Telefon von { $owner } innerhalb von 24 Stunden, nachdem { $name } es verbunden hatte ({ $when }).
own-phone = Sie haben das Telefon verbunden, mit dem dieser Bericht geschrieben wurde: Sie genehmigen ihn nicht selbst.
own-phone-others = Genehmigen können ihn: { $names }.
own-phone-nobody = Niemand sonst kann das zurzeit: Ein Administrator kann jemandem die Rolle eines Verantwortlichen geben.
error-own-phone = Sie haben das Telefon verbunden, mit dem dieser Bericht geschrieben wurde: Jemand anderes muss ihn genehmigen.
account-phones = Meine Telefone
blocked-title = Konto gesperrt: { $name }
blocked-since = Gesperrt seit: { $when }.
blocked-see = Ansehen, was beendet wurde
blocked-ended = Was beendet wurde
blocked-unknown = Welche Sitzungen und Codes damals endeten, wurde nicht festgehalten.
blocked-sessions = { $count ->
    [one] { $count } Sitzung im Büro beendet
   *[other] { $count } Sitzungen im Büro beendet
}
blocked-codes = { $count ->
    [one] { $count } Gerätecode ungültig gemacht
   *[other] { $count } Gerätecodes ungültig gemacht
}
blocked-phones = { $count ->
    [one] { $count } Telefon gesperrt
   *[other] { $count } Telefone gesperrt
}
blocked-streams = { $count ->
    [one] { $count } offene Seite oder offenes Telefon von Neuigkeiten getrennt
   *[other] { $count } offene Seiten oder Telefone von Neuigkeiten getrennt
}
blocked-uploads = { $count ->
    [one] { $count } Foto unterwegs abgebrochen
   *[other] { $count } Fotos unterwegs abgebrochen
}
blocked-browsers = { $count ->
    [one] { $count } bekannter Browser vergessen
   *[other] { $count } bekannte Browser vergessen
}
blocked-half = { $count ->
    [one] { $count } halbe Anmeldung beendet
   *[other] { $count } halbe Anmeldungen beendet
}
blocked-next-approved = Kurz zuvor in diesem Namen genehmigt, { $when }. Lesen Sie diesen Bericht und senden Sie ihn nötigenfalls zurück:
blocked-next-refused = Eine Änderung von einem dieser Telefone wurde abgelehnt und wartet auf eine Entscheidung:
blocked-next-offered = { $count ->
    [one] Nach einer Wiederherstellung wurde eine Genehmigung in diesem Namen zurückgebracht. Sie zählt nie; entscheiden Sie über den Rest:
   *[other] Nach einer Wiederherstellung wurden Genehmigungen in diesem Namen in { $count } Dokumenten zurückgebracht. Sie zählen nie; entscheiden Sie über den Rest:
}
blocked-next = Was jetzt?
blocked-next-waits = Auf einem Telefon wartet noch Arbeit. Soll sie ins Büro, entziehen Sie dieses Telefon mit „Zuerst bergen“: Es übergibt seinen Inhalt, obwohl das Konto gesperrt ist, und löscht sich dann.
blocked-next-phones = Die Telefone erfahren beim nächsten Kontakt, dass das Konto gesperrt ist: Von da an zeigen sie nichts mehr. Sie behalten ihren Inhalt, solange sie nicht entzogen werden, und öffnen sich nach dem Entsperren wieder.
blocked-next-enrolled = Diese Person hat ein Telefon auf den Namen von { $name } verbunden ({ $when }). Fragen Sie { $name }, ob es das richtige ist.
blocked-next-look = Dieses Telefon ansehen
blocked-next-unblock = Entsperren stellt das Konto und die Telefone wieder her. Sitzungen und Codes kommen nicht zurück: Man muss sich neu anmelden.
did-device-enrolled-for-other = Telefon für jemand anderen verbunden

## Administrations that share a building

building-occupants = Geteilt mit
building-occupants-explain = Diese Verwaltungen sehen das Gebäude, seine Ausstattung und Bemerkungen wie die eigene; ihre Aufträge und Meldungen bleiben ihre.
code-title = Zweiter Faktor
code-lead = Das Passwort stimmt. Es fehlt der Code, den Ihre Authentifizierungs-App anzeigt.
code-label = Code
code-help = Die sechs Ziffern Ihrer Authentifizierungs-App oder einer Ihrer Wiederherstellungscodes. Keines von beiden? Ein Administrator kann Ihren zweiten Faktor zurücksetzen.
code-help-first = Die sechs Ziffern, die die App zeigt.
code-wrong = Dieser Code ist nicht gültig oder wurde schon benutzt. Warten Sie auf den nächsten in Ihrer App; passt keiner, prüfen Sie die Uhr Ihres Telefons.
code-too-often = Zu viele falsche Codes. Warten Sie eine Viertelstunde.
code-over = Der Code kam nicht rechtzeitig. Beginnen Sie noch einmal mit Ihrem Passwort.
code-begin-again = Noch einmal beginnen
code-again = Geben Sie dafür noch einmal den Code Ihres zweiten Faktors. Bisher wurde nichts ausgeführt.
code-give = Code eingeben
code-given = Der Code stimmt. Er wird { $minutes } Minuten lang nicht mehr verlangt.
code-go-on = Weiter
factor-title = Zweiter Faktor
factor-chip = Zweiter Faktor
factor-required = Die Verwaltung verlangt für Ihre Rolle einen zweiten Faktor. Richten Sie ihn jetzt ein: alles andere öffnet sich danach.
factor-explain = Ein Code von Ihrem Telefon zusätzlich zum Passwort: Wer Ihr Passwort errät oder findet, kommt nicht hinein. Es braucht eine Authentifizierungs-App, etwa Aegis, FreeOTP oder die Ihres Passwortmanagers.
factor-is-there = Für dieses Konto ist ein zweiter Faktor eingerichtet.
factor-manage = Wiederherstellungscodes und Entfernen
factor-begin = Zweiten Faktor einrichten
factor-since = Eingerichtet am { $when }.
factor-codes = Wiederherstellungscodes
factor-codes-left = { $count ->
    [one] { $count } Wiederherstellungscode übrig
   *[other] { $count } Wiederherstellungscodes übrig
}
factor-codes-do = Neue Codes erstellen; die alten werden ungültig
factor-codes-explain = Drucken oder notieren Sie diese Codes jetzt: Sie werden nicht mehr angezeigt. Jeder ersetzt einmal den Code der App, etwa wenn das Telefon verloren ist. Bewahren Sie sie getrennt von Telefon und Rechner auf.
factor-codes-kept = Ich habe sie sicher verwahrt
factor-remove = Zweiten Faktor entfernen
factor-remove-not = Die Verwaltung verlangt für Ihre Rolle einen zweiten Faktor: Er kann nicht entfernt werden. Wenn Sie das Telefon wechseln, bitten Sie einen Administrator, ihn zurückzusetzen.
factor-remove-do = Entfernen
factor-step-app = Öffnen Sie eine Authentifizierungs-App auf Ihrem Telefon.
factor-step-scan = Scannen Sie dieses Bild oder tippen Sie den Text darunter. Beides wird nicht mehr angezeigt.
factor-step-code = Geben Sie den Code ein, den die App anzeigt, innerhalb von { $minutes } Minuten.
factor-qr = QR-Code für die Authentifizierungs-App
factor-finish-do = In Betrieb nehmen
factor-over = Es ist zu viel Zeit vergangen, oder die Einrichtung wurde anderswo neu begonnen. Beginnen Sie hier noch einmal.
factor-rule-title = Zweiter Faktor verpflichtend
factor-rule-explain = Administratoren und Verantwortliche entscheiden über Konten, Geräte und Berichte. Wird von ihnen ein zweiter Faktor verlangt, richtet ihn auf der nächsten Seite ein, wer keinen hat, und kann vorher nichts anderes tun.
factor-rule-own = Richten Sie zuerst Ihren eigenen zweiten Faktor ein: Dann wissen Sie, was Sie von anderen verlangen.
factor-rule-required = Von Administratoren und Verantwortlichen einen zweiten Faktor verlangen
phone-lock = Sperre des Telefons
phone-code-none = Das Büro hat keinen Code, der dieses Telefon öffnet: Es hat keine PIN, oder hat sich seither nicht gemeldet.
phone-code-kept = Das Büro bewahrt den Code auf, der dieses Telefon öffnet, wenn die PIN vergessen ist, seit
phone-code-was-shown = Ein Code dieses Telefons wurde { $name } gezeigt,
phone-code-not-here = Den Code kann sehen, wer Administrator ist, oder Verantwortlicher aller Verwaltungen, für die der Besitzer arbeitet.
phone-code-explain = Nur für den Besitzer, dessen Stimme Sie kennen oder der vor Ihnen steht: Wer Telefon und Code hat, liest alles, was darauf ist. Dass Sie ihn gesehen haben, und warum, steht im Protokoll und auf dem Telefon.
phone-code-reason = Warum
phone-code-show = Code zeigen
phone-code-why = Sagen Sie, warum der Code gebraucht wird: Das steht im Protokoll.
phone-code-title = Code für das Telefon von { $name }
phone-code-read = Lesen Sie diese fünf Gruppen nacheinander vor, und lassen Sie jede wiederholen. Diese Seite zeigt den Code einmal.
phone-code-who = Lesen Sie ihn niemandem vor als dem Besitzer des Telefons.
phone-code-letters = Kein Buchstabe O, I, L oder U ist darin: Was so aussieht, ist eine Ziffer. Das Telefon nimmt beides.
phone-code-after = Das Telefon fragt danach nach einer neuen PIN. Nichts geht verloren, und dieser Code taugt zu nichts mehr.
phone-code-back = Zurück zum Telefon
pin-rule-title = Telefone mit PIN gesperrt
pin-rule-explain = Telefone von Leuten, die für eine hier angekreuzte Verwaltung arbeiten, fragen nach einer PIN, bevor sie etwas zeigen, vom nächsten Kontakt an, auch ohne Netz. Was darauf ist, bleibt. Wer die PIN vergisst, bekommt einen Code von Verantwortlichen.
pin-rule-where = Jedes Telefon ist mit einer PIN gesperrt bei
person-reset-factor = Zweiten Faktor zurücksetzen
person-reset-factor-explain = Für jemanden, der Telefon und Wiederherstellungscodes verloren hat: Vergewissern Sie sich zuerst, dass es diese Person ist. Ihre Sitzungen enden, und für die nächste Anmeldung genügt das Passwort allein.
done-factor-removed = Zweiter Faktor entfernt.
done-factor-reset = Zweiter Faktor zurückgesetzt.
did-second-factor-set = Zweiter Faktor in Betrieb genommen
did-second-factor-removed = Zweiter Faktor entfernt
did-second-factor-reset = Zweiter Faktor zurückgesetzt
did-second-factor-failed = Zweiter Faktor: Code oder Passwort abgelehnt
did-recovery-codes-made = Neue Wiederherstellungscodes erstellt
did-recovery-code-used = Wiederherstellungscode benutzt
did-second-factor-required = Zweiter Faktor verpflichtend gemacht
did-second-factor-not-required = Zweiter Faktor freigestellt
did-phone-code-shown = Code gezeigt, der das Telefon öffnet
did-phone-opened-by-code = Telefon mit einem Code des Büros geöffnet
did-pin-required = PIN auf Telefonen verpflichtend gemacht
did-pin-not-required = PIN auf Telefonen freigestellt
audit-more = { $times } weitere Male in einer Stunde
audit-more-from = { $times } weitere Male in einer Stunde, von { $source }
audit-more-elsewhere = { $times } weitere Male in einer Stunde, von anderswo
did-device-stopped = Gerät für den Tag angehalten
did-device-lifted = Tagesgrenze eines Geräts aufgehoben
budget-title = Heute, und die Grenze eines Geräts
budget-what = Was
budget-done = Heute
budget-most = Höchstens am Tag
budget-syncs = Abgleiche
budget-changes = Änderungen
budget-bytes = Größe der Änderungen
budget-documents = Begonnene Dokumente
budget-requests = Davon Anfragen
budget-photos = Fotos der letzten 24 Stunden
budget-stopped = Angehalten seit
budget-stopped-explain = Dieses Gerät hat heute mehr getan, als Menschen tun: Vielleicht läuft die App im Kreis, oder jemand anders benutzt es. Nichts von dem, was darauf wartet, ist verloren. Rufen Sie die Person an; ist alles in Ordnung, heben Sie die Grenze auf, sonst ziehen Sie das Gerät ein. Morgen geht es von selbst weiter.
budget-lifted = Grenze für heute aufgehoben von { $name },
budget-lift-explain = Keine Grenze bis Mitternacht: wenn man weiß, warum das Gerät so viel sendet.
budget-lift = Die Grenze für heute aufheben
device-stopped = Heute angehalten
done-lifted = Grenze für heute aufgehoben.
signed-report = Signierter Bericht
signed-report-explain = Dieser genehmigte Auftrag, wie er gesehen wurde, von diesem Server signiert: Wer die Datei bekommt, kann prüfen, dass nichts daran geändert wurde. Das PDF enthält auch die Daten für Programme.
signed-report-pdf = Signierter Bericht (PDF)
signed-report-json = Signierte Daten (JSON)
signed-report-seal = Siegel: Signatur über die ganze Datei
signed-report-verify = Dieser Bericht ist vom Server von Guichet signiert. Um zu prüfen, dass weder auf diesen Seiten noch in den beigefügten Daten etwas geändert wurde, senden Sie diese Datei unverändert an { $address }, oder fragen Sie den technischen Dienst: „sync-server verify-report“. Gedruckt oder von einem anderen Programm neu gespeichert, lässt er sich nicht mehr prüfen.
signed-report-key = Schlüssel des Servers
signed-report-heads = Fassung des Auftrags
signed-report-line = Zeile des Protokolls und Prüfsumme
signed-report-approval-line = Genehmigung im Protokoll
error-report-not-approved = Einen signierten Bericht gibt es nur von einem genehmigten Auftrag, zu dem seither nichts hinzukam. Genehmigen Sie ihn zuerst.
error-report-too-large = Dieser Auftrag ist zu groß für einen signierten Bericht. Drucken Sie seine Seite.
did-report-signed = Inhalt eines Berichts signiert
did-report-exported = Signierter Bericht ausgehändigt
verify-short = Bericht prüfen
verify-title = Einen signierten Bericht prüfen
verify-explain = Wählen Sie einen signierten Bericht von Guichet, als PDF oder JSON, so wie Sie ihn bekommen haben. Diese Seite sagt, ob dieser Server ihn signiert hat, ob seither etwas daran geändert wurde und ob der Auftrag inzwischen weiterging.
verify-file = Der Bericht (PDF oder JSON, höchstens 8 MB)
verify-forgotten = Die Datei wird nicht aufbewahrt.
verify-do = Prüfen
verify-key = Öffentlicher Schlüssel dieses Servers
verify-genuine = Echt: Dieser Server hat diesen Bericht signiert, und nichts daran wurde geändert.
verify-genuine-lost = Zu bestätigen: Dieser Server hat diesen Bericht signiert, aber sein Protokoll reicht nicht bis dahin. Verlangen Sie einen neuen Bericht.
verify-genuine-differs = Zweifelhaft: Die Signatur ist die dieses Servers, aber sein Protokoll sagt etwas anderes. Verlassen Sie sich nicht auf diesen Bericht und benachrichtigen Sie die Verwaltung.
verify-altered = Geändert: Diese Datei ist nicht, was signiert wurde. Wurde sie von einem Programm neu gespeichert, verlangen Sie das Original.
verify-none = Das ist kein signierter Bericht von Guichet, oder es ist zu wenig davon übrig. Wählen Sie die Datei so, wie Sie sie bekommen haben.
verify-no-file = Es kam keine Datei an. Wählen Sie den Bericht und senden Sie noch einmal.
verify-too-large = Diese Datei ist zu groß für einen Bericht. Wählen Sie die Datei so, wie Sie sie bekommen haben.
verify-another = Von einem anderen Server signiert, nicht von diesem. Prüfen Sie ihn bei der Verwaltung, von der er kommt. Sein Schlüssel: { $key }
verify-number = Arbeitsauftrag
verify-changed = Änderungen seither
verify-changed-yes = Ja, der Auftrag hat sich seit diesem Bericht geändert. Verlangen Sie einen neueren Bericht.
verify-changed-no = Nein, der Auftrag ist wie in diesem Bericht.
verify-changed-unknown = Dieser Server kennt diesen Auftrag nicht mehr.
verify-log = Protokoll
verify-log-yes = Das Protokoll dieses Servers enthält die Prüfsumme dieses Berichts.
verify-log-lost = Das Protokoll dieses Servers reicht nicht bis zu diesem Bericht: Es ging von einer älteren Sicherung aus weiter.
verify-log-differs = Das Protokoll dieses Servers sagt an dieser Stelle etwas anderes. Benachrichtigen Sie die Verwaltung.
offer-ends = Ohne Entscheidung von selbst abgelehnt { $when }.
offer-author = Laut Inhalt geschrieben von: { $name }
offer-author-office = dem Büro
offer-author-unknown = unbekannt
confirmed-offers-title = Nach einer Wiederherstellung bestätigt
confirmed-offers-explain = Was mit einem Ja bestätigt wurde, wird auf einmal zurückgenommen, außer Dokumente, in denen jemand weitergeschrieben hat. Eine Genehmigung, die ein Telefon zurückbringt, zählt nie: Der Bericht ist neu zu genehmigen.
confirmed-offer-built-on-count = { $count ->
    [one] 1 Dokument davon kann nicht mehr zurückgenommen werden
   *[other] { $count } Dokumente davon können nicht mehr zurückgenommen werden
}
confirmed-offer-by = Bestätigt von { $name }, { $when }
confirmed-offer-built-on = Es wurde darauf weitergeschrieben: Berichtigen Sie, was nicht stimmt, auf seiner Seite.
confirmed-offer-take-back = Zurücknehmen
confirmed-offer-take-back-explain = Diese Änderungen verlassen das Büro und die Telefone, als wären sie abgelehnt worden; ein Dokument, das nur durch sie bekannt war, verschwindet. Was vorher da stand, bleibt.
confirmed-offer-sure = Ja, zurücknehmen
done-offers-taken-back = Zurückgenommen: Diese Änderungen sind abgelehnt.
error-offers-built-on = In einem dieser Dokumente wurde weitergeschrieben, oder ein Teil wurde schon zurückgenommen. Nichts wurde zurückgenommen: Lesen Sie die Liste neu und versuchen Sie es noch einmal.
did-offer-ended = Wiedergefundene Fassung mangels Entscheidung abgelehnt
did-offer-taken-back = Wiedergefundene Fassung nach Bestätigung zurückgenommen
did-work-order-drop-approval = Wiedergefundene Genehmigung, neu zu erteilen
nav-retention = Aufbewahrungsfristen
retention-explain = Was nicht mehr nötig ist, verschwindet einmal am Tag, und eine Zeile des Protokolls sagt es. Wo kein Gesetz eine Frist setzt, sind es die von Guichet: Wählen Sie Ihre eigenen.
retention-not-in-force = Die Fristen gelten noch nicht: Nichts verschwindet. Sehen Sie unten, was heute verschwinden würde, und setzen Sie sie dann in Kraft.
retention-held-back = Bis { $day } wird nichts gelöscht: Der Server war mehr als einen Monat weg, oder seine Uhr ist vorgesprungen. Prüfen Sie die Uhr des Servers.
retention-in-force = Die Fristen gelten: Was darüber ist, wird gelöscht
retention-archives = Fragen Sie zuerst Ihr Archiv, was gelöscht werden darf: Das sagt das Gesetz über öffentliche Archive, nicht Guichet.
retention-months = Frist in Monaten, von { $least } bis { $most } (üblich { $usual })
retention-months-are = { $count ->
    [one] { $count } Monat
   *[other] { $count } Monate
}
retention-things = { $count ->
    [0] Heute ist nichts über dieser Frist.
    [one] Heute ist 1 Eintrag über dieser Frist.
   *[other] Heute sind { $count } Einträge über dieser Frist.
}
retention-days = { $count } Vom { $oldest } bis { $newest }.
retention-sign-ins = Sitzungen und bekannte Browser
retention-sign-ins-ground = Ein bekannter Browser verhindert, dass Versuche anderer jemanden am Anmelden hindern; beendete Sitzungen und Versuche nützen nichts mehr (DSGVO, Artikel 5(1)(e) und 32).
retention-technical = Technische Protokolle
retention-technical-ground = Kontakte der Telefone, gesendete Formulare, Tätigkeit der Geräte je Tag: um eine Störung von einer Jahreszeit zur anderen zu verstehen (DSGVO, Artikel 5(1)(e) und 32). Den letzten Kontakt behält Guichet immer. Diese Protokolle handeln auch von Menschen bei der Arbeit: Bewahren Sie sie kurz auf, und sagen Sie es ihnen (Entscheidung der Datenschutzbehörde vom 21. Februar 2023).
retention-decided = Abgelehnte oder wiedergefundene Änderungen, erledigt
retention-decided-ground = Sie enthalten Texte, über die jemand entschieden hat; so kann man auf die Entscheidung zurückkommen, solange sie anfechtbar ist (DSGVO, Artikel 5(1)(c) und (e)).
retention-audit = Protokoll, mit den Netzwerkadressen
retention-audit-ground = Es zeigt, wer was und von welcher Adresse aus tat, um Rechenschaft abzulegen (DSGVO, Artikel 5(2)) und Eindringlinge zu bemerken (Artikel 32). Zeilen verschwinden ganz, die ältesten zuerst: Eine Adresse bleibt also so lange wie ihre Zeile. ASVS 5.0 (V16.1.1) verlangt, dass eine Frist gesagt wird, und setzt keine.
retention-not-title = Was nicht von selbst verschwindet
retention-not = Gebäude und Karten haben hier keine Frist. Anfragen, Aufträge und der Verlauf eines Gebäudes bleiben, ohne ihre Texte; was auf eine Entscheidung wartet, bleibt ganz. Was eine falsche Uhr auf vor 2020 datiert hat, bleibt auch. Ein Grund im Protokoll bleibt so lange wie seine Zeile; ein signierter Bericht, der schon ausgegeben wurde, sagt weiter, was er sagte. Die Position eines Fotos wird nie aufbewahrt: Das Telefon entfernt sie. Sicherungen behalten, was sie hatten: Löschen Sie die alten selbst.
retention-audit-begin = Die ältesten Zeilen des Protokolls sind am Ende ihrer Frist verschwunden; ihre signierte Prüfsumme wird aufbewahrt, und die Prüfung des Protokolls beginnt dort.
error-retention = Eine Frist liegt außerhalb der Grenzen: Schreiben Sie eine Zahl von Monaten zwischen den genannten Grenzen.
did-retention-changed = Aufbewahrungsfristen geändert
did-labels-made = Leere Etiketten angelegt
did-retention-done = Am Ende der Frist gelöscht
did-audit-shortened = Alte Zeilen des Protokolls gelöscht
audit-retention = { $category }: { $count }, { $months } Monate aufbewahrt
audit-retention-on = in Kraft gesetzt
audit-retention-off = außer Kraft gesetzt
verify-log-gone = Die Zeile des Protokolls ist am Ende ihrer Frist verschwunden: Allein die Signatur bürgt dafür.
privacy-long-rest = Alles Übrige wird im Büro ohne automatische Frist aufbewahrt.
retention-requests = Texte und Fotos geschlossener Anfragen
retention-requests-ground = Die Kontaktdaten derer, die etwas melden, stehen in diesen Texten; sie dienen nur der Antwort (DSGVO, Artikel 5(1)(c) und (e)). Nummer, Ort, Art, Daten, wer sie notierte und der Auftrag bleiben.
retention-photos = Fotos geschlossener Aufträge
retention-photos-ground = Ein Foto kann Menschen oder eine Wohnung zeigen; nach einigen Jahren ist die Arbeit beurteilt (DSGVO, Artikel 5(1)(c) und (e)). Signierte Berichte behalten die Prüfsumme eines jeden.
retention-orders = Texte geschlossener Aufträge
retention-orders-ground = Zehn Jahre: So lange müssen Wartungsunterlagen von Aufzügen aufbewahrt werden (Königlicher Erlass vom 9. März 2003), und Guichet unterscheidet die Anlagen nicht. Nummer, Ort, Art, Daten, Stunden, Material, wer es tat und genehmigte bleiben. Für andere Aufträge kennen wir kein Gesetz, das eine Frist setzt; in der allgemeinen Ordnung der Gemeindebuchführung (Erlass der Wallonischen Regierung vom 5. Juli 2007, der durch Artikel 87 des Gesetzes vom 8. Juli 1976 auch für die ÖSHZ gilt) haben wir keine für die Belege gefunden: Fragen Sie Ihre Finanzdirektion.
document-gone = Die Texte sind am Ende ihrer Aufbewahrungsfrist verschwunden.
retention-own-choice = Wir kennen kein Gesetz, das diese Zahl von Monaten setzt: Ihre Verwaltung wählt.
retention-at-least = Heute sind mindestens { $count } Einträge über dieser Frist; weitere wurden noch nicht angesehen.
person-nameless = Namenlos machen
person-nameless-explain = Ist diese Person endgültig gegangen? Ihr Name kann hier verschwinden, außer wo er bleiben muss.
person-nameless-see = Sehen, wo er steht
nameless-title = Namenlos machen: { $name }
nameless-name = Ausgeschiedene Person (Nr. { $number })
nameless-chip = Namenlos
nameless-is = Diese Person ist gegangen und wurde namenlos gemacht: Ihre Arbeit bleibt unter dieser Nummer, und hier ändert sich nichts mehr.
nameless-explain = Der Name wird in allen Listen, Seiten, Suchen, Exporten und auf den Telefonen durch eine Nummer ersetzt. Was getan wurde, bleibt, unter dieser Nummer; Kollegen wissen vielleicht noch, um wen es ging.
nameless-goes = Was verschwindet oder anders heißt
nameless-goes-account = Der Name, der Benutzername, das Passwort, die Sprache, das Team, die Verwaltungen, der zweite Faktor und die Wiederherstellungscodes, die Sitzungen und die unbenutzten Gerätecodes.
nameless-goes-phones = { $count ->
    [0] Kein Telefon gehört dieser Person mehr.
    [one] 1 Telefon wird zurückgezogen: Es löscht sich beim nächsten Kontakt.
   *[other] { $count } Telefone werden zurückgezogen: Sie löschen sich beim nächsten Kontakt.
}
nameless-goes-documents = Dokumente, die diese Person mit einer inneren Nummer nennen, zeigen den neuen Namen:
nameless-kind-work-order = Aufträge
nameless-kind-building = Gebäude
nameless-kind-request = Anfragen
nameless-kind-history = Verläufe
nameless-kind-catalogue = Katalog
nameless-kind-announcement = Mitteilungen
nameless-kind-person = Karten
nameless-kind-stock-list = Lagerlisten
nameless-stays = Was bleibt, und warum
nameless-audit-always = Die Aufbewahrungsfristen gelten noch nicht: Bis dahin bleiben diese Zeilen.
nameless-hours = Die Stunden und das Material bleiben unter der Nummer: Sie belegen die Rechnungen. Wir kennen keinen Text, der dafür eine Frist setzt: Fragen Sie Ihre Finanzdirektion.
nameless-more-texts = Weitere Texte wurden nicht angesehen: Suchen Sie danach noch einmal.
nameless-texts-none = Kein offener Text schreibt diesen Namen so.
nameless-texts-stay = Diese Texte schreiben den Namen und bleiben, wie sie sind, weil das Dokument offen ist, nie geschlossen wird oder auf eine Entscheidung wartet. Berichtigen oder schließen Sie sie zuerst, wenn Sie können:
nameless-search = Auch den Vornamen oder eine andere Schreibweise suchen
nameless-backups = Sicherungen von vorher behalten den Namen, und schon ausgegebene Berichte auch: Löschen Sie die alten Sicherungen selbst.
nameless-first = Zuerst zu tun
nameless-do-it = Namenlos machen
nameless-final = Das kann nicht rückgängig gemacht werden, weder von Ihnen noch von Guichet.
nameless-called = Heißt künftig
nameless-sure = Ich habe verstanden, dass das nicht rückgängig gemacht werden kann
done-nameless = Diese Person ist namenlos. Die Telefone der Kollegen erfahren es beim nächsten Kontakt.
did-person-made-nameless = Person namenlos gemacht
error-nameless = Diese Person wurde namenlos gemacht: Hier ändert sich nichts mehr.
error-nameless-not-blocked = Sperren Sie zuerst dieses Konto: Nur ein gesperrtes Konto kann namenlos werden.
error-nameless-open-orders = Offene Aufträge sind noch dieser Person zugewiesen: Weisen Sie sie zuerst jemand anderem zu.
error-nameless-card-waits = Eine Änderung ihrer Karte wartet auf eine Entscheidung: Entscheiden Sie zuerst darüber.
nameless-unsent = { $count ->
    [one] 1 Änderung oder Foto wartet darauf und geht verloren: Holen Sie sie zuerst herein.
   *[other] { $count } Änderungen oder Fotos warten darauf und gehen verloren: Holen Sie sie zuerst herein.
}
nameless-texts = { $count ->
    [0] Kein geschlossener Text schreibt diesen Namen so.
    [one] 1 geschlossenes Dokument schreibt den Namen in einem Text: Es wird mit […] an seiner Stelle neu gegründet, ohne seinen alten Verlauf.
   *[other] { $count } geschlossene Dokumente schreiben den Namen in einem Text: Sie werden mit […] an seiner Stelle neu gegründet, ohne ihren alten Verlauf.
}
nameless-audit = { $count ->
    [0] Keine Zeile des Protokolls schreibt diesen Namen.
    [one] 1 Zeile des Protokolls schreibt ihn. Sie wird nicht geändert: Das Protokoll dient der Rechenschaft (DSGVO, Artikel 5(2)).
   *[other] { $count } Zeilen des Protokolls schreiben ihn. Sie werden nicht geändert: Das Protokoll dient der Rechenschaft (DSGVO, Artikel 5(2)).
}
nameless-audit-until = { $count ->
    [one] Sie verschwinden nach { $count } Monat.
   *[other] Sie verschwinden nach { $count } Monaten.
}
nameless-did = { $count ->
    [0] Das Protokoll sagt nichts davon, was sie tat.
    [one] 1 Zeile des Protokolls sagt, was sie tat: Sie zeigt den neuen Namen.
   *[other] { $count } Zeilen des Protokolls sagen, was sie tat: Sie zeigen den neuen Namen.
}
nameless-signed = { $count ->
    [0] Kein signierter Bericht handelt von einem ihrer Aufträge.
    [one] 1 Auftrag, der sie nennt, hat einen signierten Bericht: Das ausgegebene Exemplar behält den Namen und bleibt gültig (DSGVO, Artikel 17(3)(e)).
   *[other] { $count } Aufträge, die sie nennen, haben einen signierten Bericht: Die ausgegebenen Exemplare behalten den Namen und bleiben gültig (DSGVO, Artikel 17(3)(e)).
}
nameless-undecided = { $count ->
    [one] 1 abgelehnte oder wiedergefundene Änderung ihrer Telefone wartet auf eine Entscheidung: Sie bleibt ganz.
   *[other] { $count } abgelehnte oder wiedergefundene Änderungen ihrer Telefone warten auf eine Entscheidung: Sie bleiben ganz.
}
nameless-open-orders = { $count ->
    [one] 1 offener Auftrag ist noch dieser Person zugewiesen: Weisen Sie ihn jemand anderem zu.
   *[other] { $count } offene Aufträge sind noch dieser Person zugewiesen: Weisen Sie sie jemand anderem zu.
}

## What the register says

register-building = Angaben zum Gebäude
register-building-new = Gebäude hinzufügen
register-building-add = Ins Verzeichnis aufnehmen
register-space-new = Raum hinzufügen
register-asset-new = Anlage hinzufügen
register-asset = Anlage
register-room = Raum
register-retired = Außer Gebrauch
register-retired-explain = Verkauft, abgerissen oder verschrottet: Es verschwindet aus den Listen und von den Telefonen, seine Geschichte bleibt lesbar. Um es wieder in Gebrauch zu nehmen, das Datum leeren.
register-retired-too = Auch die außer Gebrauch
register-retired-since = Außer Gebrauch seit { $day }
register-nothing = Weiter ist nichts bekannt.
register-code = Code
register-name = Name
register-street = Straße
register-number = Nummer
register-postcode = Postleitzahl
register-place = Ort
register-site = Standort
register-municipality = Gemeinde (NIS-Code)
register-best-address = BeSt-Adresse
register-position = Lage
register-parcels = Katasterparzellen
register-surface = Fläche (m²)
register-year = Baujahr
register-energy = Energieklasse
register-energy-until = Energieausweis gültig bis
register-level = Etage
register-family = Familie
register-space = Steht in
register-within = Gehört zu
register-make = Marke
register-model = Modell
register-serial = Seriennummer
register-installed = Eingebaut
register-retired-on = Außer Gebrauch seit
register-retired-why = Grund
register-code-hint = Der Code Ihres Inventars, zum Beispiel ECO-014.
register-municipality-hint = Fünf Ziffern, zum Beispiel 62120.
register-best-address-hint = Die Kennung der Adresse in BeSt Address.
register-position-hint = Breite und Länge, zum Beispiel 50.600123, 5.467890.
register-parcels-hint = CaPaKey, zum Beispiel 62042A0570/00H004; mehrere mit einem Leerzeichen dazwischen.

export-open = Exportieren
export-explain = Die gezeigten Gebäude, ihre Räume oder ihre Anlagen, in den Spalten, die ein Import erkennt: exportieren, in der Tabelle verbessern, importieren.
export-buildings = Gebäude
export-spaces = Räume
export-assets = Anlagen
export-buildings-file = gebaeude
export-spaces-file = raeume
export-assets-file = anlagen
export-too-long = Die Liste hat mehr als 200 000 Zeilen: wählen Sie eine Verwaltung oder suchen Sie Wörter, und exportieren Sie in Teilen.
list-organisations = Verwaltungen
list-building-code = Gebäudecode
list-building-name = Gebäude
list-building-street = Straße
list-building-number = Hausnummer
list-building-postcode = Postleitzahl
list-building-place = Ort
list-building-site = Standort
list-building-municipality = NIS code
list-building-best-address = BeSt id
list-building-position = Koordinaten
list-building-parcels = Parzellen
list-surface = Fläche (m²)
list-building-year = Baujahr
list-building-energy = Energieklasse
list-building-energy-until = Energieausweis gültig bis
list-space-code = Raumnummer
list-space-name = Raum
list-space-level = Geschoss
list-asset-code = Inventarnummer
list-asset-name = Anlage
list-asset-family = Familie
list-asset-make = Hersteller
list-asset-model = Modell
list-asset-serial = Seriennummer
list-asset-installed = Inbetriebnahme
list-retired-on = Außer Betrieb seit
list-retired-why = Grund der Außerbetriebnahme

import-open = Eine Liste importieren
import-title = Eine Liste importieren
import-explain = Gebäude, Räume oder Ausrüstung, wie Sie sie in einer Tabelle haben: Excel, OpenDocument oder CSV. Eine Zeile muss sagen, was die Spalten sind: Code, Gebäude, Straße, Postleitzahl, Ort, Verwaltung, Raum, Gerät, Marke …
import-file = Datei
import-makes-buildings = Auch die Gebäude anlegen, die die Liste nennt und die nicht im Verzeichnis stehen
import-check = Ansehen, was daraus würde
import-nothing-yet = Noch ist nichts geschrieben: Zuerst sehen Sie Zeile für Zeile, was angelegt, geändert oder abgelehnt würde.
import-checked = Was aus { $file } würde
import-do = Importieren
import-discard = Nicht importieren
import-again = Eine andere Liste importieren
import-nothing = Es gibt nichts zu schreiben.
import-failed = { $count ->
    [one] { $count } Gebäude konnte nicht geschrieben werden, weil jemand daran arbeitete. Importieren Sie die Liste noch einmal.
   *[other] { $count } Gebäude konnten nicht geschrieben werden, weil jemand daran arbeitete. Importieren Sie die Liste noch einmal.
}
import-of-buildings = Eine Liste von Gebäuden
import-of-spaces = Eine Liste von Räumen
import-of-assets = Eine Liste von Ausrüstung
import-header = Kopf in Zeile { $row }
import-sheet = Blatt { $sheet }
import-not-read = Spalten, die nicht gelesen werden
import-created = { $count ->
    [one] { $count } Zeile legt etwas an
   *[other] { $count } Zeilen legen etwas an
}
import-changed = { $count ->
    [one] { $count } Zeile ändert etwas
   *[other] { $count } Zeilen ändern etwas
}
import-unchanged = { $count ->
    [one] { $count } Zeile sagt, was das Verzeichnis sagt
   *[other] { $count } Zeilen sagen, was das Verzeichnis sagt
}
import-refused = { $count ->
    [one] { $count } Zeile wird abgelehnt
   *[other] { $count } Zeilen werden abgelehnt
}
import-alike = { $count ->
    [one] { $count } Zeile betrifft wohl ein bekanntes Gebäude und wird nicht genommen
   *[other] { $count } Zeilen betreffen wohl bekannte Gebäude und werden nicht genommen
}
import-corrected = { $count ->
    [one] { $count } seither berichtigter Wert bleibt, wie er ist
   *[other] { $count } seither berichtigte Werte bleiben, wie sie sind
}
import-row = Zeile { $row }
import-is-created = wird angelegt
import-is-alike = Wahrscheinlich dasselbe wie { $building }. Wählen Sie.
import-is-corrected = { $field }: bleibt { $now }, was seither berichtigt wurde; die Liste sagt { $said }
import-also-building = legt auch das Gebäude { $name } an
import-also-space = legt auch den Raum { $name } an
import-also-occupant = { $name } nutzt es von nun an auch
import-column = Abgelehnt, Spalte { $column }: { $why }
import-no-file = Wählen Sie eine Datei, die nicht leer ist.
import-too-large = Die Datei ist zu groß (mehr als 32 MB). Teilen Sie die Liste auf mehrere Dateien auf.
import-not-a-table = Diese Datei ist keine Tabelle. Speichern Sie sie in Ihrer Tabellenkalkulation als .xlsx, .ods oder .csv.
import-not-as-named = Der Name der Datei endet auf .{ $named }, aber das ist sie nicht. Geben Sie ihr einen Namen, der auf .{ $ending } endet.
import-encrypted = Die Datei ist mit einem Passwort geschützt. Speichern Sie sie ohne Passwort.
import-damaged = Die Datei ist beschädigt oder abgeschnitten. Öffnen Sie sie in Ihrer Tabellenkalkulation und speichern Sie sie neu.
import-unpacks = Ausgepackt ist die Datei zu groß. Kopieren Sie, was gelesen werden soll, in eine neue Datei.
import-too-many-rows = Das Blatt hat mehr als { $most } Zeilen. Teilen Sie die Liste auf mehrere Dateien auf.
import-too-many-columns = Zeile { $row }, Spalte { $column }: Dort steht etwas, und nur { $most } Spalten werden gelesen. Löschen Sie, was dort steht.
import-too-many-cells = Das Blatt hat mehr als { $most } Zellen. Teilen Sie die Liste auf mehrere Dateien auf.
import-open-quote = Zeile { $row }: Dort steht ein Anführungszeichen, das nicht geschlossen wird. Schließen oder löschen Sie es.
import-no-header = Keine der ersten { $rows } Zeilen sagt, was die Spalten sind. Fügen Sie einen Kopf hinzu: Code, Gebäude, Straße, Postleitzahl, Ort, Verwaltung … Ausgeblendete Blätter werden nicht gelesen.
import-no-name = Zeile { $row }: Keine Spalte nennt einen Namen oder einen Code. Fügen Sie eine hinzu, die Name oder Code heißt.
import-no-building-column = Zeile { $row }: Keine Spalte sagt, in welchem Gebäude jedes Ding ist. Fügen Sie eine hinzu, die Gebäude oder Gebäudecode heißt.
import-why-failed = die Tabelle zeigt { $shown } anstelle eines Wertes. Berichtigen Sie die Formel.
import-why-formula = es ist eine Formel ohne Wert. Öffnen Sie die Datei in Ihrer Tabellenkalkulation und speichern Sie sie neu.
import-why-digits = die Tabelle hat die letzten Ziffern dieser Zahl verloren. Stellen Sie die Spalte auf Text und geben Sie sie neu ein.
import-why-another = es ist weder Text noch Zahl noch Tag.
import-why-number = { $text } ist keine Zahl.
import-why-day = { $text } ist kein Tag. Schreiben Sie 30/03/2025 oder 2025-03-30.
import-why-not-accepted = { $text } passt nicht in „{ $field }“.
import-why-long = der Text ist zu lang.
import-why-swapped = Breite und Länge sind vertauscht.
import-why-abroad = { $text } liegt nicht in Belgien.
import-why-half = Breite und Länge gehören zusammen: Eine fehlt.
import-why-nameless = Abgelehnt: Es gibt weder Namen noch Code.
import-why-no-building = Abgelehnt: Sie sagt nicht, in welchem Gebäude.
import-why-unknown-building = Abgelehnt: Das Gebäude { $text } steht nicht im Verzeichnis. Importieren Sie zuerst die Liste der Gebäude.
import-why-several = Abgelehnt: Mehrere heißen { $text } im Verzeichnis. Geben Sie jedem einen Code.
import-why-no-organisation = Abgelehnt: Sie sagt nicht, von welcher Verwaltung das Gebäude ist.
import-why-unknown-organisation = keine Verwaltung heißt { $text }; es gibt { $known }.
import-why-of-another = Abgelehnt: Das Gebäude gehört zu { $owner }. Übergeben Sie es zuerst auf seiner Seite.
import-why-not-yours = Abgelehnt: Sie führen das Verzeichnis von { $owner } nicht.
import-why-no-sharing = Abgelehnt: Sie nennt mehrere Verwaltungen. Wer ein Gebäude nutzt, sagt, wer die Konten führt.
import-why-twice = Abgelehnt: Zeile { $row } betrifft schon dasselbe.
import-why-elsewhere = Abgelehnt: Dieses Gerät ist im Gebäude { $building }. Berichtigen Sie die Liste, oder nehmen Sie es dort zuerst außer Betrieb.

# Etiketten
register-label = Aufgeklebtes Etikett
register-label-hint = Der Code eines leer gedruckten und aufgeklebten Etiketts, zum Beispiel 7K2M-9XQ4-TB0C.
labels-title = Etiketten
labels-explain = Jedes Etikett trägt einen Code zum Scannen: Wer angemeldet ist, sieht das Datenblatt, andere sehen, was es ist und wen sie anrufen können. Drucken Sie mit 100 %, ohne an die Seite anzupassen.
labels-of-listed = { $count ->
    [one] Ein Gebäude der Liste
   *[other] { $count } Gebäude der Liste
}
labels-listed = Etiketten der ganzen Liste
labels-what = Für
labels-what-all = Alles: Gebäude, Räume und Anlagen
labels-what-building = Das Gebäude
labels-what-spaces = Die Räume
labels-what-assets = Die Anlagen
labels-format = Drucken auf
labels-format-l7160 = Avery L7160: 21 Etiketten von 63,5 × 38,1 mm
labels-format-l7163 = Avery L7163: 14 Etiketten von 99,1 × 38,1 mm
labels-format-l4731 = Avery L4731: 189 Etiketten von 25,4 × 10 mm
labels-format-door = Türschild A6, eines je Seite
labels-format-free = Freies Raster, Maße unten
labels-start = Beginnen bei Etikett Nr.
labels-start-hint = Von links nach rechts und von oben nach unten, für einen angefangenen Bogen.
labels-do = Drucken (PDF)
labels-free = Maße des freien Rasters
labels-free-hint = In Millimetern, auf einem Bogen A4.
labels-free-columns = Spalten
labels-free-rows = Zeilen
labels-free-width = Breite eines Etiketts
labels-free-height = Höhe eines Etiketts
labels-free-left = Linker Rand
labels-free-top = Oberer Rand
labels-free-gap-x = Abstand zwischen Spalten
labels-free-gap-y = Abstand zwischen Zeilen
labels-error-count = Geben Sie 1 bis 8 Spalten und 1 bis 29 Zeilen an.
labels-error-length = Ein Maß des Rasters ist keine Zahl von Millimetern zwischen 0 und 297.
labels-error-small = Ein Etikett misst mindestens 25,4 × 10 mm: Kleiner ist sein Code nicht mehr lesbar.
labels-error-page = Das Raster passt nicht auf den Bogen A4 (210 × 297 mm). Verkleinern Sie Ränder, Etiketten oder deren Anzahl.
labels-error-format = Wählen Sie, worauf gedruckt wird.
labels-error-start = Auf dem Bogen gibt es kein Etikett mit dieser Nummer.
labels-error-address = Der Server kennt seine Adresse nicht. Starten Sie ihn mit --public-url und drucken Sie erneut.
labels-error-none = Hier gibt es nichts zu etikettieren. Wählen Sie etwas anderes.
labels-error-many = Das sind mehr als 2.000 Etiketten. Schränken Sie die Liste ein oder wählen Sie weniger.
labels-error-blank = Geben Sie eine Anzahl von Etiketten zwischen 1 und 1890 an.
labels-blank = Leere Etiketten
labels-blank-explain = Nummeriert, zum Aufkleben jetzt und Zuordnen später: Ihr Code wird im Datenblatt des Gebäudes, des Raums oder der Anlage eingetragen.
labels-blank-count = Anzahl der Etiketten
labels-blank-most = Höchstens { $count }.
labels-blank-do = Etiketten anlegen
labels-runs = Angelegte Serien
labels-runs-none = Noch keine Serie.
labels-run = { $count ->
    [one] Ein Etikett
   *[other] { $count } Etiketten
}
labels-run-attached = { $count ->
    [0] Keines zugeordnet
    [one] Eines zugeordnet
   *[other] { $count } zugeordnet
}
labels-number = Nr. { $number }
label-mistyped = Dieser Code ist nicht der eines Etiketts: Er hat zwölf Buchstaben und Ziffern, und mindestens eine davon ist falsch. Lesen und tippen Sie ihn noch einmal.
label-unknown-title = Unbekanntes Etikett
label-unknown = Kein Etikett dieses Servers trägt diesen Code.
label-whom = Ein Problem?
label-whom-explain = Rufen Sie an oder schreiben Sie, und nennen Sie den Code des Etiketts.
label-blank = Leeres Etikett
label-blank-explain = Dieses Etikett ist noch nichts zugeordnet.
label-blank-attach = Um es zuzuordnen, öffnen Sie das Datenblatt, wählen Sie Ändern und tippen Sie { $code } bei „Aufgeklebtes Etikett“ ein.
label-code = Code des Etiketts: { $code }
label-several = Ein Etikett, mehrere Dinge
label-several-explain = Dieser Code ist mehreren Dingen zugeordnet. Öffnen Sie das, auf dem er nicht klebt, und entfernen Sie ihn dort.
error-label-mistyped = Das ist nicht der Code eines Etiketts. Lesen und tippen Sie seine zwölf Buchstaben und Ziffern noch einmal.
error-label-used = Dieses Etikett ist schon das von etwas anderem. Nehmen Sie ein anderes, oder entfernen Sie es zuerst dort, wo es ist.
error-label-unknown = Dieses Etikett wurde hier nicht als leeres Etikett gedruckt. Nehmen Sie eines aus einer Serie dieses Servers.
import-mapping = Leseweise
import-mapping-none = Spalten erkennen
import-columns = Leseweise berichtigen
import-columns-of = Wie { $file } gelesen wird
import-columns-explain = Sagen Sie, was in jeder Spalte steht. Mehrere Spalten dürfen in ein Feld: Ihre Texte folgen aufeinander.
import-look-again = Blatt neu lesen
import-which-sheet = Blatt
import-which-row = Zeile der Überschriften
import-which-thing = Was die Liste enthält
import-first-rows = Erste Zeilen, wie sie gelesen werden
import-columns-legend = Spalten
import-not-read-column = Wird nicht gelesen
import-thing-building = Gebäude
import-thing-space = Raum
import-thing-asset = Anlage
import-meaning-address = Ganze Adresse in einer Zelle
import-meaning-organisations = Verwaltungen
import-meaning-latitude = Breitengrad
import-meaning-longitude = Längengrad
import-fixed = Dasselbe für alle Zeilen
import-fixed-explain = Gilt für jede Zeile, die selbst nichts dazu sagt.
import-fixed-field = Feld { $number }
import-fixed-value = Wert { $number }
import-words = Wörter, die eine Verwaltung meinen
import-words-none = Alle, die die Liste nennt, sind bekannt.
import-words-unknown = Ist nicht bekannt
import-separator = Was mehrere Verwaltungen in einer Zelle trennt
import-separator-hint = Strichpunkt, Schrägstrich, Komma, + und & werden auch ohne dies verstanden.
import-remember = Diese Leseweise merken unter dem Namen
import-remember-hint = Sie wird bei der nächsten Liste angeboten. Leer lassen, um sie nicht zu merken.
import-remember-full = Es sind zu viele gemerkt. Wählen Sie den Namen einer vorhandenen: Sie wird ersetzt.
error-import-row = Die Zeile der Überschriften ist eine Zahl ab 1.
import-choose = Mit dieser Auswahl neu ansehen
import-choice = Worum es in Zeile { $row } geht
import-choice-none = Noch zu wählen: Die Zeile wird nicht übernommen
import-choice-same = Es ist { $building }
import-choice-that = Es ist das gewählte Gebäude
import-choice-new = Es ist ein anderes, neu anzulegen
import-choice-leave-out = Zeile weglassen
import-is-left-out = Weggelassen
import-left-out = { $count ->
    [one] { $count } Zeile ist weggelassen
   *[other] { $count } Zeilen sind weggelassen
}
imports-title = Importierte Listen
imports-none = Noch keine Liste wurde importiert.
imports-operator = an der Befehlszeile
imports-mapping = gelesen nach „{ $name }“
imports-state-running = Läuft: { $done } von { $planned } Gebäuden.
imports-state-stopping = Hält an: { $done } von { $planned } Gebäuden.
imports-state-stopped = Angehalten nach { $done } von { $planned } Gebäuden. Fahren Sie fort, oder nehmen Sie alles zurück.
imports-state-half-undone = Teilweise zurückgenommen. Nehmen Sie den Rest zurück.
imports-state-done = Importiert: { $done } von { $planned } Gebäuden geschrieben.
imports-state-undoing = Wird zurückgenommen.
imports-state-undone = Zurückgenommen: Was sie anlegte, ist außer Betrieb; was sie änderte, sagt wieder, was es sagte.
imports-stop = Anhalten
imports-go-on = Fortfahren
imports-bring-again = Importieren Sie dieselbe Liste noch einmal, um fortzufahren: Getanes wird nicht wiederholt.
imports-undo = Ganzen Import zurücknehmen
imports-undo-hint = Möglich, solange niemand an dem gearbeitet hat, was er anlegte. Nichts wird gelöscht: Angelegtes geht außer Betrieb.
imports-taken-back = Import zurückgenommen
imports-in-the-way = { $count ->
    [one] Der Import kann nicht zurückgenommen werden: { $count } Sache steht im Weg. Stellen Sie sie wieder her, oder behalten Sie den Import.
   *[other] Der Import kann nicht zurückgenommen werden: { $count } Sachen stehen im Weg. Stellen Sie sie wieder her, oder behalten Sie den Import.
}
imports-and-more = und { $count } weitere
imports-way-changed = jemand hat „{ $field }“ seither geändert
imports-way-has = { $name } ist seither hinzugekommen
imports-way-asked = „{ $title }“ betrifft dies
imports-way-described = Zugang, eine Gefahr oder eine Bemerkung ist dort notiert
imports-way-not-yours = Sie führen das Verzeichnis seiner Verwaltung nicht, oder bestimmen nicht, wer es nutzt
