# Les mots communs au téléphone et au bureau.

state-open = À faire
state-in-progress = En cours
state-paused = En pause
state-finished = Terminé, à valider
state-cannot-be-finished = Impossible à terminer
state-approved = Validé
state-sent-back = Renvoyé
state-cancelled = Annulé

priority-urgent = Urgent
priority-high = Prioritaire
priority-normal = Normal
priority-low = Quand c’est possible

step-started = Commencé
step-paused = Mis en pause
step-finished = Terminé
step-cannot-finish = Impossible à terminer
step-taken-back = Clôture annulée, travail repris
step-approved = Validé
step-sent-back = Renvoyé
step-cancelled = Annulé
step-settled = Arbitré
step-review-taken-back = Décision reprise

cause-wrong-building = Mauvais bâtiment
cause-other-trade = Pas mon métier
cause-nobody-there = Personne sur place
cause-other = Autre raison

phase-before = Avant
phase-during = Pendant
phase-after = Après
phase-defect = Défaut

hazard-asbestos = Amiante
hazard-electrical = Danger électrique
hazard-roof = Toiture fragile
hazard-confined = Espace confiné
hazard-chemical = Produits chimiques
hazard-other = Autre danger

role-reader = Lecture
role-requester = Demandeur
role-technician = Technicien
role-storekeeper = Magasinier
role-counter = Guichet
role-supervisor = Responsable
role-accountant = Comptable
role-administrator = Administrateur

origin-request = Demande
origin-plan = Plan d’entretien
origin-field = Terrain

tick-true = En ordre
tick-false = Pas en ordre

written-title = Intitulé
written-priority = Priorité
written-due = Échéance
written-nature = Nature
written-assigned = Confié à
written-team = Équipe
written-access = Accès
written-closed = Clôturée
written-photo = Photo
written-photo-withdrawn = Photo retirée
