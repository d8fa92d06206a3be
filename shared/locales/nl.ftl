# De woorden die de telefoon en het kantoor delen.

state-open = Te doen
state-in-progress = Bezig
state-paused = Onderbroken
state-finished = Klaar, na te kijken
state-cannot-be-finished = Kan niet worden afgewerkt
state-approved = Goedgekeurd
state-sent-back = Teruggestuurd
state-cancelled = Geannuleerd

priority-urgent = Dringend
priority-high = Voorrang
priority-normal = Normaal
priority-low = Als het kan

step-started = Begonnen
step-paused = Onderbroken
step-finished = Klaar
step-cannot-finish = Kan niet worden afgewerkt
step-taken-back = Afronding ongedaan gemaakt, werk hervat
step-approved = Goedgekeurd
step-sent-back = Teruggestuurd
step-cancelled = Geannuleerd
step-settled = Beslist
step-review-taken-back = Beslissing teruggenomen

cause-wrong-building = Verkeerd gebouw
cause-other-trade = Niet mijn vak
cause-nobody-there = Niemand aanwezig
cause-other = Andere reden

phase-before = Voor
phase-during = Tijdens
phase-after = Na
phase-defect = Gebrek

hazard-asbestos = Asbest
hazard-electrical = Elektrisch gevaar
hazard-roof = Breekbaar dak
hazard-confined = Besloten ruimte
hazard-chemical = Chemische stoffen
hazard-other = Ander gevaar

role-reader = Lezer
role-requester = Aanvrager
role-technician = Technicus
role-storekeeper = Magazijnier
role-counter = Loket
role-supervisor = Verantwoordelijke
role-accountant = Boekhouder
role-administrator = Beheerder

origin-request = Aanvraag
origin-plan = Onderhoudsplan
origin-field = Terrein

tick-true = In orde
tick-false = Niet in orde

written-title = Titel
written-priority = Prioriteit
written-due = Vervaldag
written-nature = Aard
written-assigned = Toegewezen aan
written-team = Ploeg
written-access = Toegang
written-closed = Afgesloten
written-photo = Foto
written-photo-withdrawn = Foto ingetrokken
