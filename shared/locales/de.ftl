# Die Wörter, die Telefon und Büro gemeinsam haben.

state-open = Zu erledigen
state-in-progress = In Arbeit
state-paused = Unterbrochen
state-finished = Fertig, zu prüfen
state-cannot-be-finished = Nicht ausführbar
state-approved = Genehmigt
state-sent-back = Zurückgeschickt
state-cancelled = Storniert

priority-urgent = Dringend
priority-high = Vorrangig
priority-normal = Normal
priority-low = Wenn möglich

step-started = Begonnen
step-paused = Unterbrochen
step-finished = Fertig
step-cannot-finish = Nicht ausführbar
step-taken-back = Abschluss zurückgenommen, Arbeit geht weiter
step-approved = Genehmigt
step-sent-back = Zurückgeschickt
step-cancelled = Storniert
step-settled = Entschieden
step-review-taken-back = Entscheidung zurückgenommen

cause-wrong-building = Falsches Gebäude
cause-other-trade = Nicht mein Gewerk
cause-nobody-there = Niemand vor Ort
cause-other = Anderer Grund

phase-before = Vorher
phase-during = Währenddessen
phase-after = Nachher
phase-defect = Mangel

hazard-asbestos = Asbest
hazard-electrical = Elektrische Gefahr
hazard-roof = Nicht trittsicheres Dach
hazard-confined = Enger Raum
hazard-chemical = Chemikalien
hazard-other = Andere Gefahr

role-reader = Leser
role-requester = Antragsteller
role-technician = Techniker
role-storekeeper = Lagerverwalter
role-counter = Schalter
role-supervisor = Verantwortlicher
role-accountant = Buchhalter
role-administrator = Administrator

origin-request = Antrag
origin-plan = Wartungsplan
origin-field = Vor Ort

tick-true = In Ordnung
tick-false = Nicht in Ordnung

written-title = Titel
written-priority = Priorität
written-due = Fällig am
written-nature = Art
written-assigned = Zugewiesen an
written-team = Team
written-access = Zugang
written-closed = Abgeschlossen
written-photo = Foto
written-photo-withdrawn = Foto zurückgezogen
