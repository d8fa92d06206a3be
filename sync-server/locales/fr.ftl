# Les phrases du bureau.

skip = Aller au contenu
nav-label = Le bureau
nav-review = À valider
nav-work-orders = Bons de travail
nav-requests = Demandes
nav-buildings = Bâtiments
nav-history = Historique
nav-devices = Appareils
nav-waiting = en attente
language-label = Langue
sign-out = Se déconnecter
sign-in-title = Connexion
sign-in-lead = Le guichet unique des services techniques
sign-in-login = Identifiant
sign-in-password = Mot de passe
sign-in-do = Se connecter
sign-in-wrong = Identifiant ou mot de passe incorrect.
sign-in-too-often = Trop d’essais. Attendez un quart d’heure.
sign-in-phone = Ce compte est celui d’un technicien : utilisez l’application du téléphone, à l’adresse /.
pages-label = Pages
pages-before = Page précédente
pages-after = Page suivante
review-title = À valider
review-said = La liste des rapports à valider a changé.
review-nothing = Aucun rapport n’attend. Ils apparaîtront ici dès que les téléphones auront du réseau.
order-said = Ce bon a changé.
requests-said = La liste des demandes a changé.
where = Où
asset = Équipement
asset-none = Aucun en particulier
organisation = Administration
nature = Nature
assigned = Confié à
assigned-nobody = Personne
reason = Raison
hazards = Dangers
access = Accès
access-keys = Clés
access-contact = Contact
access-phone = Téléphone
access-hours = Heures
reports = Rapports
reports-none = Aucune intervention pour le moment.
report-empty = Rien n’a été écrit.
photos = Photos
photos-none = Aucune photo.
photo-on-phone = Encore sur le téléphone
photo-of-request = Photo de la demande
photo-close = Fermer
photo-before = Photo précédente
photo-after = Photo suivante
checklist = Liste de contrôle
checklist-asked = À contrôler
checklist-found = Constaté
checklist-by = Par
required = obligatoire
answer-missing = Réponse manquante
answer-none = Sans réponse
materials = Matériel utilisé
materials-none = Aucun.
timeline = Étapes
timeline-none = Rien ne s’est encore passé.
contradictions = À arbitrer
contradiction-field = Deux valeurs données en même temps
contradiction-finished-though-cancelled = Terminé sur place alors que le bureau annulait
contradiction-finished-twice = Terminé par deux techniciens
contradiction-cannot-follow = Une étape qui ne pouvait pas suivre
contradiction-state = Le bon était alors
contradiction-choose = Quelle valeur garder ?
contradiction-choose-step = Qu’est-ce qui compte ?
contradiction-note = Décision, en quelques mots
contradiction-settle = Arbitrer
contradiction-settled = Vu et arbitré
field-title = Intitulé
field-description = Description
field-nature = Nature
field-priority = Priorité
field-due = Échéance
field-planned-from = Planifié dès
field-planned-to = Planifié jusqu’à
field-space = Local
field-asset = Équipement
field-team = Équipe
field-answer = Réponse de la liste de contrôle
deliveries = Arrivé tard ou avec une horloge déréglée
delivery-late = n’était plus chargé de ce bon
decide = Décider
approve = Valider
approve-without-photos = Valider sans attendre ces photos
send-back = Renvoyer
send-back-reason = Ce qui manque
plan = Planifier
assign = Confier à d’autres
assign-do = Confier
edit = Modifier
save = Enregistrer
cancel-order = Annuler ce bon
cancel-reason = Pourquoi l’annuler ?
choose = Choisir…
order-new = Nouveau bon de travail
order-create = Créer le bon
order-which-building = Dans quel bâtiment ?
orders-none = Aucun bon ne correspond.
column-order = Bon
column-due = Échéance
filter-text = Chercher
filter-state = État
filter-to-do = À faire
filter-all = Tous
filter-technician = Technicien
filter-everybody = Tout le monde
filter-do = Afficher
chip-late = Tardif
chip-new-since-approval = Nouveau depuis la validation
due-none = Sans échéance
when-today = aujourd’hui
when-tomorrow = demain
when-yesterday = hier
buildings-none = Aucun bâtiment ne correspond.
building-assets-title = Équipements
asset-family = Famille
asset-serial = Numéro de série
asset-installed = Installé en
space-none = Ailleurs dans le bâtiment
history-none = Aucune intervention connue.
remarks = Remarques
remarks-none = Aucune remarque.
requests-none = Aucune demande n’attend.
requests-all = Montrer aussi celles qui ont une suite
request-new = Nouvelle demande
request-what = Que se passe-t-il ?
request-create = Enregistrer la demande
request-origin-counter = Guichet
request-origin-field = Terrain
request-ordered = Bon de travail établi
request-closed = Clôturée sans travaux
request-order = Voir le bon de travail
request-make-order = En faire un bon de travail
request-close = Clôturer sans travaux
request-close-reason = Pourquoi ?
device-last-contact = Dernier contact
device-no-contact = Jamais de contact
device-enrolled = relié
device-nothing-waits = Rien n’attend
device-withdrawn = Retiré
device-withdraw = Retirer cet appareil
device-withdraw-explain = L’appareil ne pourra plus rien envoyer ni recevoir, et effacera sa copie au prochain contact. Ce qui n’a pas encore été envoyé sera perdu.
device-withdraw-sure = J’ai compris
enrol-whose = À qui est le téléphone ?
enrol-do = Relier un téléphone
enrol-explain = Scannez l’image avec le téléphone, ou tapez le code dans l’application. Il sert une seule fois, pendant quinze minutes.
enrol-qr = Code QR du lien
history-year = Année
history-orders = Bons
history-visits = Interventions
history-time = Durée
history-technicians = Par technicien
history-technicians-column = Technicien
history-natures = Par nature
history-natures-column = Nature
history-assets = Par équipement
history-assets-column = Équipement
done-approved = Rapport validé.
done-sent-back = Rapport renvoyé.
done-cancelled = Bon annulé.
done-settled = Arbitrage enregistré.
done-created = Enregistré.
done-saved = Modifications enregistrées.
done-closed = Demande clôturée.
done-withdrawn = Appareil retiré.
error-title = Cela n’a pas marché
error-home = Retour au bureau
error-not-allowed = Votre rôle ne permet pas cela. Demandez à un responsable.
error-foreign = Cette demande ne vient pas d’une page de Guichet. Rien n’a été fait.
error-not-found = Il n’y a rien à cette adresse.
error-full = Le disque du bureau est plein. Rien n’a été changé.
error-broken = Quelque chose ne va pas de notre côté. Rien n’a été changé ; réessayez plus tard.
error-answers-missing = Il manque des réponses obligatoires.
error-not-started = Le travail n’a pas commencé.
error-not-possible = Ce n’est pas possible dans l’état actuel du bon.
error-not-seen = Du travail est arrivé entre-temps. Relisez, puis décidez.
error-photos-missing = Des photos sont encore sur un téléphone. Confirmez pour valider sans elles.
error-unknown = Cela n’existe plus dans ce bon.
error-wrong-answer = La réponse n’est pas du bon type.
error-too-long = Le texte est trop long.
error-empty = Écrivez quelques mots.
error-nature-missing = Choisissez une nature.
error-not-sure = Cochez la case pour confirmer.
error-other = La demande n’a pas été comprise. Rien n’a été changé.
when-day-time = { $day }, { $time }
level = étage { $level }
due-overdue = En retard : { $day }
delivery-ahead = horloge en avance de { $length }
delivery-behind = horloge en retard de { $length }
duration-days = { $days } j { $hours } h
duration-hours = { $hours } h { $minutes }
duration-minutes = { $minutes } min
size-megabytes = { $size } Mo
enrol-title = Téléphone de { $name }
pages-here = Page { $count }
review-count = { $count ->
    [one] { $count } rapport attend
   *[other] { $count } rapports attendent
}
chip-contradictions = { $count ->
    [one] { $count } à arbitrer
   *[other] { $count } à arbitrer
}
chip-photos-missing = { $count ->
    [one] { $count } photo encore sur un téléphone
   *[other] { $count } photos encore sur un téléphone
}
approve-photos-missing = { $count ->
    [one] { $count } photo de ce rapport est encore sur un téléphone.
   *[other] { $count } photos de ce rapport sont encore sur un téléphone.
}
building-assets = { $count ->
    [one] { $count } équipement
   *[other] { $count } équipements
}
building-hazards = { $count ->
    [one] { $count } danger
   *[other] { $count } dangers
}
building-orders = { $count ->
    [one] { $count } bon à faire
   *[other] { $count } bons à faire
}
asset-visits = { $count ->
    [one] { $count } intervention
   *[other] { $count } interventions
}
request-photos = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
device-changes = { $count ->
    [one] { $count } modification attend
   *[other] { $count } modifications attendent
}
device-photos = { $count ->
    [one] { $count } photo attend
   *[other] { $count } photos attendent
}
