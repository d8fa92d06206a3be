# Les phrases du téléphone.

opening = Ouverture…
other-tab = Guichet est déjà ouvert dans un autre onglet. Un seul onglet à la fois garde la copie locale.
other-tab-take-over = Continuer ici
broken = Ce navigateur ne peut pas conserver de données. Quittez la navigation privée ou utilisez Chrome, Edge, Firefox ou Safari à jour.
start-again = Recharger
install-title = Installer Guichet
install-first = Sur iPhone et iPad, Guichet s’installe d’abord sur l’écran d’accueil : l’onglet de Safari et l’application ne partagent rien, et le code ne sert qu’une fois.
install-share = Touchez « Partager » dans la barre du navigateur.
install-add = Choisissez « Sur l’écran d’accueil », puis « Ajouter ».
install-open = Ouvrez Guichet depuis l’écran d’accueil et tapez-y votre code.
install-code = Votre code, à noter :
install-anyway = Continuer quand même dans cet onglet
install-forgets = Safari efface les données d’un site qui n’a pas été ouvert pendant sept jours. Envoyez ce qui attend, puis installez Guichet sur l’écran d’accueil, où elles restent.
copy-share = Partager la copie
skip = Aller au contenu
back = Retour
close = Fermer
understood = J’ai compris
cancel = Annuler
save = Enregistrer
tabs = Écrans
tab-today = Aujourd’hui
tab-search = Chercher
tab-defect = Signaler
tab-to-send = À envoyer
enrol-explain = Reliez ce téléphone à votre nom avec le code reçu du responsable.
enrol-linked = Ce téléphone est déjà relié : il est à { $text }.
enrol-anew = Le relier à nouveau avec ce code
enrol-code = Code
enrol-submit = Relier ce téléphone
enrol-anyway = Relier quand même, même si cela efface ce travail
enrol-busy = Un instant…
enrol-help = Le code a huit lettres et chiffres et sert une seule fois, pendant quinze minutes.
enrol-withdrawn = Cet appareil a été retiré par le bureau. Sa copie a été effacée. Demandez un nouveau code pour continuer.
status-office = Tout est au bureau
status-receiving = Réception des documents du bureau…
status-office-offline = Hors réseau · rien n’attend
status-no-room = Téléphone plein : libérez de la place. Rien de ce qui attend n’est perdu
status-day-over = Trop d’envois aujourd’hui : appelez le bureau. Rien n’est perdu, la suite part demain
status-unknown = Le bureau ne connaît plus cet appareil. Demandez un nouveau code.
status-update-needed = Mettez l’application à jour : rechargez-la quand il y a du réseau
saved-here = Sur ce téléphone
new-version = Une nouvelle version est prête.
new-version-use = L’utiliser maintenant
today-title = Mes bons de travail
today-overdue = En retard
today-today = Aujourd’hui
today-later = Plus tard
today-nothing = Aucun travail n’attend. Bonne journée !
search-title = Chercher
search-label = Bon, bâtiment, équipement, numéro de série
search-nothing = Rien trouvé sur ce téléphone.
where = Où
asset = Équipement
organisation = Pour
nature = Nature
with = Avec
hazards = Dangers
access = Accès
access-keys = Clés
access-contact = Contact
access-hours = Heures
action-start = Commencer
action-start-again = Reprendre le travail
action-resume = Reprendre
action-pause = Pause
action-finish = Terminer
action-cannot-finish = Impossible…
cannot-finish-confirm = Déclarer impossible
cannot-finish-reason = Pourquoi le travail ne peut-il pas être terminé ?
checklist = Liste de contrôle
required = obligatoire
priority = Priorité
photo = Photo
photos = Photos
photo-phase = Ce que montre la photo
photo-take = Appareil photo
photo-choose = Galerie
photo-preparing = Préparation de la photo…
photo-not-here = Cette photo n’est pas sur ce téléphone. Elle viendra quand il y aura du réseau.
photo-saved = Enregistrée sur ce téléphone
photo-waiting = En attente d’envoi
photo-at-office = Au bureau
photo-elsewhere = D’un collègue
photo-not-on-this-phone = Pas sur ce téléphone
problem-photo-not-an-image = À vérifier : le bureau n’a pas pu lire cette photo. Prenez-la à nouveau.
problem-photo-too-large = À vérifier : photo trop grande. Prenez-la à nouveau.
problem-photo-empty = À vérifier : photo vide. Prenez-la à nouveau.
problem-photo-hash-mismatch = À vérifier : photo abîmée. Prenez-la à nouveau.
report = Rapport
report-not-started = Commencez le travail pour écrire le rapport.
report-placeholder = Ce qui a été constaté, fait, et ce qui reste à faire
report-saved = Enregistré sur ce téléphone
report-typing = Pas encore enregistré…
text-length = { $count } caractères sur { $max }.
text-over = Rien n’est coupé : raccourcissez le texte pour pouvoir l’enregistrer.
draft-of = Brouillon du { $text }
draft-drop = Jeter
draft-drop-question = Jeter ce brouillon ? Ce qui y est écrit sera perdu.
draft-drop-yes = Jeter
draft-keep = Garder
draft-not-kept = Le téléphone est plein : ce brouillon ne tient que dans le navigateur. Libérez de la place, puis enregistrez-le.
draft-photo-drop = Retirer
try-again = Réessayer
both-changed = Quelqu’un d’autre a changé ceci entre-temps : « { $theirs } ». Vous avez écrit : « { $mine } ».
take-theirs = Prendre l’autre
keep-mine = Garder le mien
photos-unsaved = { $count ->
    [one] { $count } photo n’est pas encore enregistrée. Ne fermez pas l’application.
   *[other] { $count } photos ne sont pas encore enregistrées. Ne fermez pas l’application.
}
materials = Matériel utilisé
material-item = Matériel
material-other = Autre…
material-name = Lequel ?
material-quantity = Quantité
material-add = Ajouter
material-which = Choisissez d’abord un matériel, ou « Autre… ».
timeline = Étapes
building-orders = Mes bons ici
assets = Équipements
asset-make = Marque
asset-model = Modèle
asset-serial = Numéro de série
asset-installed = Installé en
asset-correct = Corriger
history = Dernières interventions
history-none = Aucune intervention validée.
history-reported = Défaut signalé : { $text }
history-open = Pas encore validé
remarks = Remarques
remark-add = Ajouter une remarque
defect-title = Signaler un défaut
defect-here = Signaler un défaut ici
defect-building = Dans quel bâtiment ?
near-at-work = Vous y travaillez
near-today = Bon d’aujourd’hui
defect-more = Les { $count } premiers bâtiments. Écrivez quelques lettres du nom ou de la rue pour trouver les autres.
defect-other-building = Changer
defect-none-found = Aucun bâtiment ne correspond. Essayez un autre mot du nom ou de la rue.
defect-drafts = { $count ->
    [one] { $count } signalement commencé, pas encore envoyé
   *[other] { $count } signalements commencés, pas encore envoyés
}
defect-no-asset = Aucun en particulier
defect-what = Que se passe-t-il ?
defect-details = Détails
defect-send = Signaler
defect-saved = Enregistré sur ce téléphone. L’envoi au guichet se fait tout seul, dès qu’il y a du réseau.
defect-another = Signaler autre chose
to-send-title = À envoyer
to-send-nothing = Tout est au bureau. Rien n’attend sur ce téléphone.
to-send-nothing-sent = Tout ce qui est enregistré est au bureau.
to-send-explain = En sécurité sur ce téléphone, pas encore au bureau. L’envoi se fait tout seul dès qu’il y a du réseau.
set-aside-title = Mis de côté
set-aside-explain = Le bureau n’a pas accepté ceci. Le texte reste ici : copiez-le si besoin et parlez-en au responsable.
set-aside-text = Ce qui était écrit
last-contact-never = Pas encore de contact avec le bureau
kept-yes = Ce navigateur garde les données, même quand le téléphone manque de place.
kept-no = Tout est enregistré. Pour que le navigateur n’efface rien quand le téléphone manque de place, demandez-lui de garder les données, ou installez Guichet sur l’écran d’accueil.
kept-unknown = Tout est enregistré. Demandez au navigateur de garder les données même quand le téléphone manque de place.
sync-now = Essayer maintenant
copy-make = Faire une copie
copy-download = Enregistrer le fichier
copy-explain = Une copie de tout ce qui attend, dans un fichier à remettre au bureau s’il reste injoignable.
settings = Réglages
settings-language = Langue
settings-appearance = Apparence
appearance-automatic = Comme le téléphone
appearance-light = Claire
appearance-dark = Sombre
kind-work-order = bon de travail
kind-building = bâtiment
kind-request = demande d’intervention
kind-history = historique
kind-catalogue = catalogue
kind-person = agent
kind-stock-list = liste de magasin
refused-corrupt = Raison : le contenu est arrivé abîmé.
refused-out-of-scope = Raison : ce document n’est pas pour vous.
refused-foreign-actor = Raison : une copie de ce téléphone a servi ailleurs.
refused-not-allowed = Raison : votre rôle ne le permet pas.
refused-foreign-signature = Raison : signé au nom de quelqu’un d’autre.
refused-too-large = Raison : le document est devenu trop grand.
refused-unreadable = Raison : le document ne pouvait plus être lu.
refused-missing-dependency = Raison : il manquait une modification précédente.
refused-actor-reused = Raison : une copie de ce téléphone a servi ailleurs.
failure-not-here = Ce document n’est pas, ou plus, sur ce téléphone : il est peut-être confié à quelqu’un d’autre. Ce que vous y avez écrit est au bureau, ou y part.
failure-not-started = Commencez d’abord le travail.
failure-not-allowed = Votre rôle ne permet pas cela.
failure-text-missing = Écrivez quelques mots.
failure-not-a-number = Écrivez un nombre, par exemple 1,5.
failure-implausible-day = Cette date n’est pas plausible : vérifiez l’année.
failure-newer-version = Une version plus récente a écrit ce document. Mettez l’application à jour.
picture-unreadable = Ce fichier ne peut pas être lu : il n’est peut-être pas sur ce téléphone, mais en ligne. Ouvrez-le d’abord dans la galerie, puis choisissez-le à nouveau.
picture-not-a-picture = Ce fichier n’est pas une photo. Choisissez-en un autre.
picture-heic = Cette photo est au format HEIC, que ce navigateur n’ouvre pas. Dans les réglages de l’appareil photo, choisissez JPEG (sur iPhone : « Le plus compatible »), puis reprenez-la.
picture-avif = Cette photo est au format AVIF, que ce navigateur n’ouvre pas. Dans les réglages de l’appareil photo, choisissez JPEG, puis reprenez-la.
picture-other-kind = Ce format d’image n’est pas lisible ici. Dans les réglages de l’appareil photo, choisissez JPEG, puis reprenez la photo.
picture-damaged = Cette photo est abîmée ou incomplète. Reprenez-la, ou choisissez-en une autre.
failure-bad-code = Ce code n’existe pas. Vérifiez les lettres.
failure-enrolment-code-used = Ce code a déjà servi. Demandez-en un nouveau.
failure-enrolment-code-expired = Ce code a plus d’un quart d’heure. Demandez-en un nouveau.
failure-too-many-attempts = Trop d’essais. Attendez un quart d’heure.
failure-work-waits = Du travail de { $text } attend encore sur ce téléphone. Envoyez-le ou faites-en une copie d’abord : le code de quelqu’un d’autre l’efface.
failure-out-of-reach = Le bureau est injoignable. Réessayez quand il y a du réseau.
failure-slow-start = L’ouverture prend plus de temps que d’habitude. Patientez encore un peu, ou rechargez.
failure-held-elsewhere = Une autre fenêtre tient encore les données de Guichet. Fermez-la, puis rechargez.
failure-full = Le téléphone est plein. Libérez de la place, puis réessayez.
failure-storage = Ce téléphone n’arrive plus à enregistrer. Rechargez l’application ; si cela continue, faites une copie de ce qui attend et prévenez le responsable.
level = étage { $text }
due = pour le { $text }
reason = Raison : { $text }
since = depuis { $text }
last-contact = Dernier contact avec le bureau : { $text }
settings-owner = Ce téléphone est à { $text }
photo-enlarge = Agrandir : { $text }
photo-taken = Prise : { $text }
photo-taken-another-day = Prise un autre jour : { $text }
photo-added = Ajoutée : { $text } (date de prise inconnue)
report-of = Rapport de { $text }
visit-since = depuis { $text }
material-remove = Retirer : { $text }
material-removed = Retiré : { $text }
size-kb = { $text } ko
size-mb = { $text } Mo
failure-answers-missing = Il manque une réponse à : { $text }
failure-not-possible-while = Pas possible dans cet état : { $text }
failure-out-of-range = Ce nombre n’est pas plausible. Écrivez-en un dans ces limites : { $text }.
failure-other = Cela n’a pas pu être fait. Rien n’est perdu ; réessayez. ({ $text })
failure-not-started-up = Guichet s’est arrêté. Ce qui était enregistré l’est toujours : rechargez. ({ $text })
photo-sending = Envoi : { $count } %
picture-too-many-bytes = Ce fichier pèse { $count } Mo : c’est plus qu’une photo. Choisissez une photo, pas une vidéo.
picture-too-many-pixels = Cette photo a { $count } mégapixels : c’est trop pour ce téléphone. Dans les réglages de l’appareil photo, choisissez une taille plus petite (12 mégapixels suffisent), puis reprenez-la.
failure-text-too-long = Trop long : au plus { $count } caractères.
failure-too-many = Il y en a déjà { $count } : c’est le plus qu’un document peut contenir.
date = { $day } { $month } { $year }
status-saved = Enregistré · { $count } à envoyer
status-sending = Envoi au bureau · encore { $count }
status-set-aside = { $count ->
    [one] { $count } texte mis de côté, à lire
   *[other] { $count } textes mis de côté, à lire
}
today-done = { $count ->
    [one] { $count } clôturé
   *[other] { $count } clôturés
}
search-found = { $count ->
    [one] { $count } résultat
   *[other] { $count } résultats
}
photos-on-the-way = { $count ->
    [one] { $count } photo encore sur ce téléphone
   *[other] { $count } photos encore sur ce téléphone
}
defect-photos = { $count ->
    [one] { $count } photo jointe
   *[other] { $count } photos jointes
}
to-send-changes = { $count ->
    [one] { $count } modification
   *[other] { $count } modifications
}
month-1 = janv.
month-2 = févr.
month-3 = mars
month-4 = avr.
month-5 = mai
month-6 = juin
month-7 = juil.
month-8 = août
month-9 = sept.
month-10 = oct.
month-11 = nov.
month-12 = déc.
kind-refused = document refusé
set-aside-taken-over = Le bureau l’a repris depuis : rien n’est perdu.
set-aside-dealt-with = C’est réglé, retirer de la liste
handing-over-title = Appareil retiré
handing-over = Cet appareil est retiré par le bureau. Il envoie encore ce qu’il contient, puis efface sa copie. On ne peut plus rien y écrire.
enrol-handed-over = Cet appareil a été retiré par le bureau. Tout ce qu’il contenait est arrivé au bureau et sa copie est effacée. Demandez un nouveau code pour continuer.
state-update-needed = Mise à jour de l’application requise
kept-ask = Garder les données
figures = Chiffres exacts
report-at-office = Enregistré et au bureau
today-as-of = Situation de { $text }, en attendant l’ouverture
today-receiving = Vos bons de travail arrivent du bureau… Un instant.
today-receiving-later = Vos bons de travail ne sont pas encore tous arrivés. Ils viendront dès qu’il y aura du réseau.
order-new = Nouveau
action-take-back = Annuler, ce n’est pas terminé
action-take-back-cannot = Annuler, le travail reste à faire
finish-wordless = Rien n’est écrit dans le rapport
finish-no-photo-after = Aucune photo ne montre le résultat (« Après »)
finish-first = Avant de terminer :
finish-anyway = Terminer ainsi
unsaved-answer = Réponse pas encore enregistrée : { $text }
unsaved-caption = Légende d’une photo pas encore enregistrée
unsaved-report = Rapport pas encore enregistré
unsaved-material = Matériel pas encore ajouté : { $text }
unsaved-remark = Remarque sur le bâtiment pas encore enregistrée
unsaved-correction = Correction de l’équipement pas encore enregistrée
cannot-finish-cause = Qu’est-ce qui empêche le travail ?
cannot-finish-which = Choisissez d’abord ce qui empêche le travail.
cannot-finish-more = Une précision ? (facultatif)
cause-next-wrong-building = Le responsable corrige l’adresse et vous renvoie le bon, ou le confie à quelqu’un d’autre. Il quitte votre liste.
cause-next-other-trade = Le responsable confie le travail au bon métier. Le bon quitte votre liste.
cause-next-nobody-there = Le responsable convient d’un nouveau passage et vous renvoie le bon. Il quitte votre liste en attendant.
cause-next-other = Le responsable lit votre raison et décide de la suite. Le bon quitte votre liste.
photo-withdrawn = Photo retirée
photo-withdraw = Retirer la photo
photo-restore = Remettre
photo-edit = Modifier
photo-caption = Légende
jump = Parties du travail
jump-checklist = Contrôle
jump-materials = Matériel
what = Le travail demandé
material-search = Chercher un matériel
quantity-less = Un de moins
quantity-more = Un de plus
remark-withdraw = Retirer cette remarque
map = Voir sur la carte
missing-answers = { $count ->
    [one] Il manque { $count } réponse :
   *[other] Il manque { $count } réponses :
}
unit-piece = { $count ->
    [one] pièce
   *[other] pièces
}
unit-bag = { $count ->
    [one] sac
   *[other] sacs
}
unit-roll = { $count ->
    [one] rouleau
   *[other] rouleaux
}
unit-box = { $count ->
    [one] boîte
   *[other] boîtes
}
unit-pair = { $count ->
    [one] paire
   *[other] paires
}
figures-changes = { $count ->
    [one] { $count } modification en attente
   *[other] { $count } modifications en attente
}
figures-photos = { $count ->
    [one] { $count } fichier photo en attente, miniatures comprises
   *[other] { $count } fichiers photo en attente, miniatures comprises
}
to-send-photos = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}

kind-announcement = annonce
announcement-title = Annonce du bureau
announcement-until = jusqu’au { $text }
announcement-read = J’ai lu
lock-title = Téléphone verrouillé
lock-out-of-contact = Ce téléphone n’a plus joint le bureau depuis trop longtemps : il ne montre plus rien de ce qu’il contient. Rien n’est perdu. Il s’ouvre dès qu’il joint le bureau.
lock-token-ended = Ce téléphone est resté trop longtemps sans joindre le bureau : il ne montre plus rien de ce qu’il contient. Rien n’est perdu. Demandez un nouveau code au responsable ; le travail qui attend partira ensuite.
lock-blocked = Votre compte est bloqué : ce téléphone ne montre plus rien de ce qu’il contient. Appelez le bureau. Rien n’est perdu ; il s’ouvre au premier contact après le déblocage.
lock-waiting = { $count ->
    [one] Un travail attend ici d’être envoyé.
   *[other] { $count } travaux attendent ici d’être envoyés.
}
lock-sync = Joindre le bureau maintenant
lock-or-code = Si le bureau ne l’accepte plus, demandez un nouveau code au responsable.
locks-soon-title = Bientôt verrouillé
locks-soon = Ce téléphone n’a pas joint le bureau depuis longtemps. Donnez-lui du réseau : sinon il se verrouille ({ $text }).
failure-locked = Ce téléphone est verrouillé : il doit d’abord joindre le bureau. Ce que vous avez tapé est gardé.
accessibility = Accessibilité
privacy = Vie privée
statements-label = Mentions légales
pin = Code PIN
pin-asked = Tapez votre code PIN. Rien de ce que ce téléphone contient n’est montré avant.
pin-busy = Vérification…
pin-unlock = Déverrouiller
pin-forgotten = J’ai oublié le code PIN
pin-start-over-explain = Personne ne peut lire ce téléphone sans le code PIN. Vous pouvez recommencer à zéro avec un nouveau code du bureau : ce qui n’est pas encore arrivé au bureau est perdu.
pin-start-over = Effacer et recommencer
pin-title = Verrouillage
pin-explain = Avec un code PIN, personne d’autre n’ouvre ce téléphone. Au moins six chiffres.
pin-is-set = Ce téléphone se verrouille avec un code PIN.
pin-before = Code PIN actuel
pin-new = Nouveau code PIN
pin-again = Encore une fois
pin-after-title = Se verrouille sans toucher l’écran
pin-after = { $count ->
    [one] après { $count } minute
   *[other] après { $count } minutes
}
pin-set = Verrouiller avec ce code
pin-change = Changer
pin-take-away = Ne plus verrouiller
pin-lock-now = Verrouiller maintenant
pin-done = C’est fait.
pin-not-alike = Les deux codes ne sont pas les mêmes. Tapez deux fois le même.
failure-wrong-pin = Ce n’est pas le code PIN de ce téléphone. Vérifiez, puis réessayez.
failure-pin-waits = Trop de codes faux. Réessayez après { $text }.
failure-weak-pin = Ce code est trop facile à deviner. Prenez au moins six chiffres, ni tous pareils ni qui se suivent.
pin-key-lost = La clé de ce téléphone est perdue, sans doute par une coupure de courant : ce qu’il contient ne peut plus être lu par personne. Tout ce qui était arrivé au bureau y est encore. Recommencez avec un nouveau code du bureau.
code-only = Trop de codes PIN faux. Seul un code du bureau ouvre encore ce téléphone. Rien n’est perdu.
code-explain = Appelez votre responsable : il trouve ce téléphone parmi les appareils et vous lit un code de 25 lettres et chiffres, par groupes de cinq. Cela marche aussi sans réseau, et rien n’est perdu.
code-label = Code du bureau
code-start-over-explain = Avec le code du bureau, rien n’est perdu. Si vous effacez, ce qui n’est pas encore arrivé au bureau est perdu. Touchez encore une fois pour effacer quand même.
failure-wrong-code = Ce code n’ouvre pas ce téléphone. Comparez-le groupe par groupe avec celui du bureau : 25 lettres et chiffres.
pin-required = Votre administration demande que ce téléphone se verrouille avec un code PIN. Choisissez-en un pour continuer : tout ce que vous avez écrit reste ici.
pin-after-code = Ce téléphone a été ouvert avec un code du bureau. Choisissez un nouveau code PIN : l’ancien ne vaut plus.
pin-way-back = Si vous l’oubliez, rien n’est perdu : le bureau a un code qui ouvre ce téléphone.
pin-no-way-back = Le bureau n’a pas encore de code pour l’ouvrir : jusqu’à la prochaine connexion, retenez-le bien. Sans lui, ce qui n’est pas encore au bureau serait perdu.
code-shown = Un code pour ouvrir ce téléphone a été montré au bureau à { $text }, le
failure-not-sealed = Ce téléphone manque de place pour être verrouillé. Libérez-en, puis rouvrez l’application.
passkey-title = Empreinte, visage ou verrou de l’écran
passkey-explain = Au lieu de taper le code PIN, ouvrez Guichet comme vous ouvrez ce téléphone. Le code PIN reste, pour le jour où cela ne marche pas.
passkey-set = Déverrouiller avec ce téléphone (empreinte, visage, verrou de l’écran)
passkey-is-set = Ce téléphone s’ouvre aussi par empreinte, visage ou verrou de l’écran. Le code PIN reste valable.
passkey-take-away = Demander seulement le code PIN
passkey-unlock = Empreinte, visage ou verrou de l’écran
passkey-no-key = Ce navigateur ne donne pas de clé à partir de l’empreinte, du visage ou du verrou de l’écran. Rien n’a changé : le code PIN ouvre ce téléphone.
failure-wrong-passkey = Ce téléphone n’a pas donné sa clé. Réessayez, ou tapez le code PIN.

other-phones = Vos autres téléphones
new-phone = Un autre téléphone a été relié à votre nom. Si vous ne le connaissez pas, appelez le bureau.
other-phones-unknown = Vous n’en connaissez pas un ? Appelez le bureau : il le retire.
other-phone-by = relié par { $text }
