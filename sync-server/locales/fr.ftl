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
sign-in-put-off = Trop d’essais. Attendez un quart d’heure, ou connectez-vous dans un navigateur où vous l’avez déjà fait.
sign-in-phone = Ce compte est celui d’un technicien : utilisez l’application du téléphone, à l’adresse /.
sign-in-unsent = Votre session était terminée : rien n’a été envoyé. Ce que vous aviez écrit vous attend après la connexion.
pages-label = Pages
pages-before = Page précédente
pages-after = Page suivante
pages-beyond = La liste est plus courte : il n’y a rien sur cette page.
pages-first = Première page
review-title = À valider
review-said = La liste des rapports à valider a changé.
review-nothing = Aucun rapport n’attend. Ils apparaîtront ici dès que les téléphones auront du réseau.
review-filter = Choisir les rapports
review-show = Montrer
review-show-all = Tous les rapports
review-show-odd = À regarder de près
review-show-plain = Sans particularité
review-order = Le bon et ses étapes
review-pile = Tous les rapports
review-ways = Rapport précédent, rapport suivant
review-before = Précédent
review-next = Suivant
review-unsent = Vous avez écrit ce qui manque, sans l’envoyer. Renvoyez le rapport, ou effacez ce texte avant de valider.
review-decided-meanwhile = Une décision a été prise entre-temps sur ce rapport.
sort-label = Ordre
sort-oldest = Les plus anciens d’abord
sort-newest = Les plus récents d’abord
deviations = Ce qui sort de l’ordinaire
deviation-cannot = N’a pas pu être terminé : { $reason }
deviation-failed = Pas en ordre : { $item }
deviation-unanswered = Contrôle obligatoire sans réponse : { $item }
deviation-unusual = { $item } : { $value } { $unit }, jamais relevé jusqu’ici (de { $least } à { $most } { $unit })
deviation-unwritten = Le rapport est vide.
deviation-no-after = Une photo avant, aucune photo après.
deviation-overdue = Terminé après l’échéance ({ $day }).
deviation-late = Envoyé par quelqu’un qui n’était plus chargé de ce bon.
deviation-returned = Ce rapport a déjà été renvoyé.
take-back = Reprendre cette décision
keys-title = Raccourcis clavier
keys-use = Utiliser ces touches
keys-j = Rapport suivant
keys-k = Rapport précédent
keys-a = Valider
keys-r = Renvoyer
keys-u = Reprendre la dernière décision
keys-p = Agrandir les photos
keys-help = Montrer cette liste
order-said = Ce bon a changé.
requests-said = La liste des demandes a changé.
where = Où
asset = Équipement
asset-none = Aucun en particulier
organisation = Administration
nature = Nature
assigned = Confié à
team-none = Sans équipe
assigned-nobody = Personne
colon = {"\u00A0: "}
reason = Raison
hazards = Dangers
access = Accès
access-keys = Clés
access-contact = Contact
access-phone = Téléphone
access-hours = Heures
reports = Rapports
report-empty = Rien n’a été écrit.
photos = Photos
photo-on-phone = Encore sur le téléphone
photo-withdrawn = Photo retirée
photo-corrected = Photo corrigée
photo-added = ajoutée (date de prise inconnue)
photo-another-day = prise un autre jour :
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
timeline = Étapes
contradictions = À arbitrer
contradiction-field = Deux valeurs données en même temps
contradiction-finished-though-cancelled = Terminé sur place alors que le bureau annulait
contradiction-finished-twice = Terminé par deux techniciens
contradiction-taken-back-though-approved = Clôture annulée par le technicien alors que le bureau validait
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
approve-cannot = Classer comme impossible
approve-without-photos = Valider sans attendre ces photos
send-back = Renvoyer
send-back-reason = Ce qui manque
plan = Planifier
assign = Confier à d’autres
assign-do = Confier
edit = Modifier
save = Enregistrer
print = Imprimer
paper-ways = Impression
paper-back = Retour au bon
paper-printed = imprimé
paper-photos-more = { $count ->
    [one] Une autre photo est au bureau.
   *[other] { $count } autres photos sont au bureau.
}
paper-by-hand = Travail effectué
paper-date = Date
paper-hours = De … à …
paper-signature = Signature
cancel-order = Annuler ce bon
cancel-reason = Pourquoi l’annuler ?
choose = Choisir…
order-new = Nouveau bon de travail
order-create = Créer le bon
order-which-building = Dans quel bâtiment ?
place-more = { $count ->
    [one] { $count } autre bâtiment : écrivez davantage de son nom pour le trouver.
   *[other] { $count } autres bâtiments : écrivez davantage de leur nom pour les trouver.
}
orders-none = Aucun bon ne correspond.
column-order = Bon
column-number = Numéro
column-request = Demande
column-entered = Enregistrée
column-due = Échéance
filter-text = Chercher
filter-state = État
filter-cause = Impossible, parce que
filter-to-do = Pas terminés
filter-all = Tous
filter-technician = Technicien
filter-everybody = Tout le monde
filter-nobody = Personne (à confier)
filter-do = Afficher
search-title = Recherche
search-label = Chercher un bon, une demande, un bâtiment, un équipement ou un agent
search-hint = Les mots dans n’importe quel ordre, commencés ou entiers, avec ou sans accents : « ecole orneval », un numéro de bon, un numéro de série.
search-do = Chercher
search-nothing = Rien ne correspond à « { $text } ». Essayez avec moins de mots, ou seulement leur début.
search-their-orders = Ses bons
search-all = Voir tous les résultats
search-more = Il y en a d’autres : ajoutez un mot pour les trouver.
orders-hidden-closed =
    { $count ->
        [one] 1 autre parmi les bons terminés ou clos
       *[other] { $count } autres parmi les bons terminés ou clos
    }
orders-hidden =
    { $count ->
        [one] 1 autre bon que les filtres cachent
       *[other] { $count } autres bons que les filtres cachent
    }
requests-hidden =
    { $count ->
        [one] 1 autre parmi les demandes qui ont une suite
       *[other] { $count } autres parmi les demandes qui ont une suite
    }
buildings-hidden =
    { $count ->
        [one] 1 autre bâtiment dans les autres administrations
       *[other] { $count } autres bâtiments dans les autres administrations
    }
restricted-building = Dans un seul bâtiment
restricted-asset = Sur un seul équipement
restricted-visitor = Avec une intervention de { $name }
restricted-year = Avec une intervention en { $year }
restricted-team = Équipe { $name }
restricted-drop = Retirer ce filtre
chip-late = Tardif
chip-nobody = À confier
chip-unwritten = Rapport vide
chip-implausible = Valeur à vérifier
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
requests-none-at-all = Aucune demande.
requests-all = Montrer aussi celles qui ont une suite
request-new = Nouvelle demande
request-what = Que se passe-t-il ?
request-create = Enregistrer la demande
request-entered = Demande { $number } enregistrée.
request-correct = Corriger cette demande
request-open-here = Déjà ouvert dans ce bâtiment
request-same-asset = Même équipement
request-origin-counter = Guichet
request-origin-field = Terrain
request-open = À traiter
request-ordered = Bon de travail établi
request-order-state = Bon :
request-closed = Clôturée sans travaux
request-order = Voir le bon de travail
request-make-order = En faire un bon de travail
request-close = Clôturer sans travaux
request-close-reason = Pourquoi ?
device-last-contact = Dernier contact
device-orders-none = Aucun bon sur ce téléphone.
device-no-contact = Jamais de contact
device-silent = Silencieux
device-unnamed = Appareil sans nom
browser-on-system = { $system } ({ $browser })
system-android = Téléphone Android
system-iphone = iPhone
system-ipad = iPad
system-windows = Ordinateur Windows
system-mac = Mac
system-linux = Ordinateur Linux
column-person = Agent
column-device = Appareil
column-holds = Ce qu’il contient encore
device-enrolled = relié
device-nothing-waits = Rien n’attend
device-withdrawn = Retiré
device-withdraw = Retirer cet appareil
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
history-by = Par
history-name = Nom
history-detail = Précision
history-hours = Heures
history-file = historique
done-approved = Rapport validé.
done-sent-back = Rapport renvoyé.
done-taken-back = Décision reprise : le rapport est de nouveau à valider.
done-cancelled = Bon annulé.
done-settled = Arbitrage enregistré.
done-created = Enregistré.
done-saved = Modifications enregistrées.
done-shortened = Les durées sont enregistrées, mais pas en vigueur : certaines sont plus courtes. Voyez ci-dessous ce qui s’en irait maintenant, puis mettez-les en vigueur.
done-closed = Demande clôturée.
done-withdrawn = Appareil retiré.
error-title = Cela n’a pas marché
error-home = Retour au bureau
form-kept = Tout ce que vous aviez écrit est encore là.
form-there = Aller au formulaire
form-done-before = Voir ce qui a été enregistré.
form-answer = Voir la suite donnée.
form-too-long = { $chars } caractères : il y en a { $over } de trop (au plus { $most }).
form-both = Quelqu’un d’autre a aussi modifié ceci entre-temps. Que faut-il garder ?
form-mine = Ce que j’ai mis ci-dessus
form-theirs = Ce qui est enregistré
form-theirs-empty = rien
form-written = Ce que vous aviez écrit
form-written-explain = Rien de ceci n’a été enregistré. Copiez ce que vous voulez garder.
form-unsent = Vous êtes reconnecté. Rien n’a encore été envoyé : relisez, puis envoyez.
error-not-allowed = Votre rôle ne permet pas cela. Demandez à un responsable ou à un administrateur.
error-foreign = Cette demande ne vient pas d’une page de Guichet. Rien n’a été fait.
error-another-host = Ce formulaire est arrivé sous une autre adresse que celle de Guichet. Rien n’a été fait. Recommencez à la bonne adresse :
error-not-found = Il n’y a rien à cette adresse.
error-not-listed-yet = C’est enregistré, mais les listes ne le connaissent pas encore. N’encodez rien une deuxième fois : la page paraîtra ici dès que les listes seront à jour.
error-full = Le disque du bureau est plein. Rien n’a été changé.
error-mending = Les données du bureau doivent d’abord être réparées. Rien n’a été changé ; réessayez dans un moment.
error-broken = Quelque chose ne va pas de notre côté. Rien n’a été changé ; réessayez plus tard.
error-locked = Un autre programme tient la base du bureau ouverte et cette page ne peut pas la lire. Fermez-le, puis rechargez la page. Rien n’a été changé.
behind-since = Les listes ne sont plus à jour. En retard depuis : { $when }.
behind-kept = Rien n’est perdu : ce que vous faites est enregistré et s’affichera dès que possible.
behind-locked = Un autre programme tient la base du bureau ouverte : fermez-le, ou ouvrez-la en lecture seule.
behind-full = Le disque du serveur est plein : prévenez la personne qui gère le serveur pour qu’elle fasse de la place.
behind-other = Prévenez la personne qui gère le serveur : le journal du serveur dit pourquoi.
error-answers-missing = Il manque des réponses obligatoires.
error-not-started = Le travail n’a pas commencé.
error-not-possible = Ce n’est pas possible dans l’état actuel du bon.
error-not-seen = Du travail est arrivé entre-temps. Relisez, puis décidez.
error-too-late = Cette décision ne peut plus être reprise : plus d’un quart d’heure a passé, ou le travail a continué. Vous pouvez encore renvoyer un rapport validé.
error-unsettled = Deux étapes se contredisent. Choisissez d’abord celle qui compte, puis validez.
error-photos-missing = Des photos sont encore sur un téléphone. Confirmez pour valider sans elles.
error-not-accepted = Une de ces valeurs n’est pas possible dans son champ. Corrigez-la et enregistrez encore une fois.
error-in-itself = Une chose ne peut pas être dans elle-même. Choisissez un autre endroit.
error-unknown = Cela n’existe plus dans ce bon.
error-wrong-answer = La réponse n’est pas du bon type.
error-too-long = Le texte est trop long.
error-too-many = Il y en a déjà autant qu’il peut y en avoir.
error-empty = Écrivez quelques mots.
error-nature-missing = Choisissez une nature.
error-not-sure = Cochez la case pour confirmer.
error-other = La demande n’a pas été comprise. Rien n’a été changé.
error-somebody-else = Ce formulaire a été ouvert par quelqu’un d’autre. Rien n’a été envoyé. Ouvrez la page à nouveau pour agir en votre nom.
error-sent-before = Ce formulaire a déjà été envoyé et enregistré. Ce que vous y avez changé depuis ne l’est pas : vérifiez s’il faut encore l’envoyer.
error-old-form = Ce formulaire est ouvert depuis trop longtemps. Rien n’a été enregistré : relisez, puis envoyez à nouveau.
error-form-too-large = Ce texte est beaucoup trop long pour être envoyé. Revenez en arrière, raccourcissez-le, puis envoyez à nouveau.
error-out-of-range = Ce nombre n’est pas plausible : vérifiez-le.
error-day = Cette date n’est pas possible : choisissez-en une entre 2000 et 2099.
error-day-over = Ce jour est déjà passé : choisissez aujourd’hui ou plus tard.
error-changed-meanwhile = Quelqu’un d’autre a modifié la même chose entre-temps. Choisissez ce qu’il faut garder, puis enregistrez.
error-answered-already = Cette demande a déjà reçu une suite : un bon de travail ou une clôture.
error-copy = Ce fichier n’est pas une copie de Guichet. Choisissez le fichier « .guichet » enregistré par le téléphone.
error-copy-large = Ce fichier est trop grand. Mettez l’application du téléphone à jour et refaites la copie : elle sera en plusieurs fichiers, à apporter l’un après l’autre.
error-copy-cut = Ce fichier est incomplet ou a été modifié : rien n’a été repris. Refaites la copie sur le téléphone, ou transférez-la encore une fois, et apportez-la entière.
error-copy-office = Cette copie est fermée pour un autre bureau : celui-ci ne peut pas l’ouvrir. Apportez-la au bureau auquel le téléphone est relié.
error-copy-unsigned = Cette copie n’est pas signée, alors que le téléphone signe les siennes : rien n’a été repris. Refaites la copie sur le téléphone avec l’application à jour.
error-copy-device = Cette copie ne vient pas d’un appareil que ce bureau connaît, ou elle a été modifiée. Rien n’a été repris.
when-day-time = { $day }, { $time }
level = étage { $level }
due-overdue = En retard : { $day }
delivery-ahead = horloge en avance de { $length }
delivery-behind = horloge en retard de { $length }
duration-days = { $days } j { $hours } h
duration-hours = { $hours } h { $minutes }
duration-full-hours = { $hours } h
duration-minutes = { $minutes } min
size-kilobytes = { $size } ko
size-megabytes = { $size } Mo
enrol-title = Téléphone de { $name }
pages-here = Page { $count }
review-count = { $count ->
    [one] { $count } bon attend
   *[other] { $count } bons attendent
}
review-odd-count = { $count ->
    [one] { $count } à regarder de près
   *[other] { $count } à regarder de près
}
chip-checks-failed = { $count ->
    [one] { $count } contrôle pas en ordre
   *[other] { $count } contrôles pas en ordre
}
chip-checks-left-out = { $count ->
    [one] { $count } contrôle sans réponse
   *[other] { $count } contrôles sans réponse
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
copy-title = Reprendre la copie d’un téléphone
copy-explain = Quand un téléphone ne peut plus joindre le bureau, son agent enregistre une copie (écran « À envoyer ») et l’apporte. Elle compte comme envoyée par son appareil, selon les mêmes règles.
copy-file = Fichier de la copie
copy-do = Reprendre la copie
copy-taken = Copie reprise
copy-made = Copie faite
copy-accepted = { $count ->
    [one] { $count } modification est au bureau
   *[other] { $count } modifications sont au bureau
}
copy-photos = { $count ->
    [one] { $count } photo est au bureau
   *[other] { $count } photos sont au bureau
}
copy-refused = { $count ->
    [one] { $count } modification refusée, à lire
   *[other] { $count } modifications refusées, à lire
}
copy-held = { $count ->
    [one] { $count } modification attend une confirmation; reprenez la copie ensuite
   *[other] { $count } modifications attendent une confirmation; reprenez la copie ensuite
}
copy-spoilt = { $count ->
    [one] { $count } photo illisible
   *[other] { $count } photos illisibles
}
nav-refused = Refusés
refused-title = Modifications refusées
refused-lead = Ce que des téléphones ont envoyé et que le bureau n’a pas pu accepter. Rien n’est perdu : lisez, puis reprenez ou mettez de côté.
refused-said = La liste des modifications refusées a changé.
refused-none = Rien n’attend ici.
refused-show-dealt-with = Montrer ce qui est réglé
refused-show-waiting = Montrer ce qui attend
refused-new = { $kind } que le bureau n’a pas
refused-number = Modification n° { $number }
refused-by = Auteur
refused-device = Appareil
refused-received = Reçu
refused-document = Document
refused-text = Ce qui était écrit
refused-text-none = Le contenu ne peut pas être lu ici.
touched = Ce que cela touche, exactement
refused-bytes = Télécharger tel que reçu
refused-take-over-explain = La modification entre dans le document au nom de son auteur, et revient sur son téléphone.
refused-take-over-do = Reprendre
refused-set-aside-explain = Elle reste lisible ici avec votre nom, et n’attend plus.
refused-set-aside-do = Mettre de côté
refused-taken-over = Reprise
refused-set-aside = Mise de côté
refused-builds-on = Reprenez d’abord :
why-refused-corrupt = Le contenu est arrivé abîmé.
why-refused-out-of-scope = Ce document n’a jamais été confié à cette personne.
why-refused-foreign-actor = Une copie de ce téléphone a servi ailleurs.
why-refused-not-allowed = Le rôle de cette personne ne le permet pas.
why-refused-foreign-signature = Signé au nom de quelqu’un d’autre.
why-refused-too-large = La modification ou le document est trop grand.
why-refused-unreadable = Le document ne pourrait plus être lu.
why-refused-missing-dependency = Il manque une modification précédente.
why-refused-actor-reused = Une copie de ce téléphone a servi ailleurs.
obstacle-corrupt = Ne peut pas être reprise : le contenu est abîmé.
obstacle-hand = Ne peut pas être reprise : écrite avec la main d’un autre appareil. Copiez le texte.
obstacle-signature = Ne peut pas être reprise : signée au nom de quelqu’un d’autre. Copiez le texte.
obstacle-too-large = Ne peut pas être reprise : trop grand. Copiez le texte.
obstacle-unreadable = Ne peut pas être reprise : le document ne pourrait plus être lu. Copiez le texte.
obstacle-missing = Ne peut pas encore être reprise : il manque une modification précédente.
obstacle-not-yours = Ne peut pas être reprise : votre rôle ne le permet pas non plus.
kind-work-order = Bon de travail
kind-building = Bâtiment
kind-request = Demande d’intervention
kind-history = Historique
kind-catalogue = Catalogue
kind-person = Agent
kind-stock-list = Liste de magasin
device-token-ended = Nouveau code nécessaire depuis le
device-token-ended-explain = Ce téléphone n’a pas joint le bureau pendant trop longtemps : il ne montre plus rien et n’envoie plus rien. Ce qui attend sur lui est gardé. Faites un nouveau code pour cette personne, ou retirez-le s’il est perdu.
device-copied = Copie décelée, ou remise à un jour antérieur
device-copied-explain = Cet appareil en savait moins qu’avant : quelqu’un a peut-être une copie de son contenu. En cas de doute, retirez-le et inscrivez-le à nouveau.
device-hands-over = Remet ce qu’il contient depuis
device-handed-over = Retiré, tout est remis
device-outstanding = Si ce téléphone est perdu
device-outstanding-none = Rien n’est annoncé qui ne soit arrivé.
device-at-last-contact = au dernier contact
device-at-work = Travaux commencés, peut-être pas entièrement envoyés
device-announced-photos = Photos annoncées, pas encore reçues
device-orders = Bons sur ce téléphone
device-orders-explain = Les bons que ce téléphone avait à son dernier contact.
device-first-day = Écrit dans les 24 heures après avoir été relié
device-first-day-explain = Ce que ce téléphone a envoyé dans les 24 heures après que { $name } l’a relié au nom de { $owner }. Demandez à { $owner } si c’est de lui ou d’elle.
device-first-day-none = Il n’a rien envoyé.
device-contacts = Derniers contacts
contact-at = Quand
contact-accepted = Acceptées
contact-refused = Refusées
contact-sent = Documents envoyés
contact-clock = Horloge
withdraw-how = Comment ?
withdraw-recover = Récupérer d’abord.
withdraw-recover-explain = L’appareil remet encore ce qu’il contient, ne reçoit plus rien, puis s’efface.
withdraw-erase = Effacer au prochain contact.
withdraw-erase-explain = Tout s’arrête maintenant ; ce qui n’a pas été envoyé est perdu.
withdraw-erase-elsewhere = Cette personne travaille aussi pour une autre administration : seul un administrateur, ou un superviseur de toutes ces administrations, peut faire effacer son téléphone sans attendre.
done-recovering = L’appareil remet ce qu’il contient, puis s’effacera.
done-taken-over = Modification reprise.
done-set-aside = Modification mise de côté.
refused-followers = { $count ->
    [one] { $count } modification qui en dépend vient avec elle.
   *[other] { $count } modifications qui en dépendent viennent avec elle.
}
device-line-orders = { $count ->
    [one] { $count } travail commencé
   *[other] { $count } travaux commencés
}
device-line-photos = { $count ->
    [one] { $count } photo annoncée, pas reçue
   *[other] { $count } photos annoncées, pas reçues
}
device-line-refused = { $count ->
    [one] { $count } modification refusée
   *[other] { $count } modifications refusées
}
nav-people = Agents
nav-audit = Journal
nav-account = Mon compte
account-password = Changer de mot de passe
account-password-old = Mot de passe actuel
account-password-new = Nouveau mot de passe
account-password-again = Le nouveau, encore une fois
account-password-rules = De { $least } à { $most } caractères. Quelques mots sans lien entre eux font un bon mot de passe ; ni votre nom ni votre identifiant.
account-password-do = Changer
account-choose-password = Ce mot de passe vous a été donné. Choisissez le vôtre avant de continuer.
account-sessions = Où vous êtes connecté
account-session-here = ici
account-session-unnamed = Navigateur inconnu
account-session-begun = depuis
account-session-used = utilisé
sign-out-everywhere = Déconnecter partout
sign-out-everywhere-explain = Met fin à toutes ses connexions au bureau. Ses téléphones continuent de fonctionner.
person-new = Nouvel agent
person-add = Ajouter
person-name = Nom
person-role = Rôle
person-team = Équipe
person-team-none = Aucune
person-organisations = Administrations
person-organisations-explain = Un autre rôle dans une administration l’emporte sur celui d’en haut. Chacun ne voit que ce qui est des administrations où il a un rôle ; son téléphone en reçoit les bâtiments.
person-role-where = Où
person-role-only = Seulement où un rôle est choisi
person-role-everywhere = Dans toutes les administrations, aussi celles à venir
person-role-at-main = Ce rôle
person-role-in-one = Rôle dans une administration
person-role-at-none = Pas de rôle particulier
person-everywhere = Toutes
person-devices = Appareils
person-devices-none = Aucun appareil.
person-organisations-none = Aucune administration en particulier.
person-account = Compte
person-blocked = Bloqué
person-block = Bloquer
person-block-explain = Plus de connexion au bureau, plus d’échange avec ses téléphones : les sessions et les codes en cours s’arrêtent aussitôt. Ce qui n’est pas encore envoyé reste sur les téléphones.
person-block-orders = { $count ->
    [one] { $count } bon à faire lui est encore confié : confiez-le d’abord à d’autres.
   *[other] { $count } bons à faire lui sont encore confiés : confiez-les d’abord à d’autres.
}
person-block-phones = { $count ->
    [one] { $count } téléphone contient du travail pas encore envoyé.
   *[other] { $count } téléphones contiennent du travail pas encore envoyé.
}
person-unblock = Débloquer
person-unblock-explain = Rétablit la connexion au bureau et l’échange avec ses téléphones. Les sessions et les codes arrêtés ne reviennent pas.
person-give-password = Donner un mot de passe
person-give-password-explain = Un mot de passe provisoire, à changer dès la première connexion.
person-give-password-old = L’ancien ne vaudra plus rien.
person-without-password = Sans mot de passe
people-nobody-reviews-all = Aucun responsable ne travaille pour toutes les administrations. Ce qu’un téléphone apporte et qui n’est d’aucune, par exemple une modification illisible, n’est alors vu de personne. Donnez le rôle de responsable à quelqu’un dans toutes les administrations.
person-signs-in-not-yet = Cette personne n’a pas encore de mot de passe et ne peut pas se connecter ici : donnez-lui-en un.
person-signs-in-phone = Cette personne travaille avec le téléphone et ne se connecte pas ici : reliez son téléphone sous « Appareils ».
person-signs-in-blocked = Ce compte est bloqué : cette personne ne peut pas se connecter, même avec un nouveau mot de passe.
person-password-title = Mot de passe de { $name }
person-password-explain = Notez-le maintenant : il ne sera plus montré. Il vaut trois jours, le temps d’en choisir un autre.
audit-export = Exporter en CSV
audit-file = journal
audit-none = Rien ne correspond.
audit-orders = { $count ->
    [one] { $count } bon
   *[other] { $count } bons
}
audit-field = Travail sur le terrain
audit-on-site = Terrain
audit-hears = équipe ou administrations changées
audit-code-not-taken = Code inconnu, déjà utilisé ou trop ancien
field-photo = { $count ->
    [one] { $count } photo prise
   *[other] { $count } photos prises
}
field-answer-count = { $count ->
    [one] { $count } contrôle rempli
   *[other] { $count } contrôles remplis
}
audit-number = Numéro
audit-at = Quand
audit-person = Qui
audit-device = Appareil
audit-address = D’où
audit-action = Quoi
audit-subject = Sur quoi
audit-detail = Précision
audit-chain = Empreinte
audit-from = Du
audit-to = Au
audit-older = Plus ancien
audit-newest = Le plus récent
audit-head = Empreinte du journal après { $lines } : { $chain }…
audit-head-lines = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
audit-head-written = Écrite dans { $place }, la dernière fois : { $when }.
audit-head-not-written = Pas encore écrite dans { $place } : voir les messages du serveur.
audit-head-nowhere = Elle n’est écrite nulle part ailleurs.
did-signed-in = Connexion
did-sign-in-failed = Connexion refusée
did-signed-out = Déconnexion
did-signed-out-everywhere = Déconnexion partout
did-password-changed = Mot de passe changé
did-password-change-failed = Changement de mot de passe refusé
did-password-given = Mot de passe donné
did-person-added = Agent ajouté
did-person-changed = Agent modifié
did-person-blocked = Agent bloqué
did-person-unblocked = Agent débloqué
did-audiences-set = Destinataires d’un document mis à jour
did-code-made = Code d’appareil établi
did-device-enrolled = Appareil relié
did-enrolment-failed = Code d’appareil refusé
did-device-withdrawn = Appareil retiré
did-device-to-hand-over = Remise du contenu demandée
did-device-handed-over = Appareil : tout a été remis
did-device-copied = Copie d’un appareil décelée
did-put-back = Disque du serveur remis à un jour antérieur, constaté
did-restored = Serveur rétabli à partir d’une sauvegarde
did-copy-taken = Copie d’un appareil reprise
did-change-taken-over = Modification refusée reprise
did-change-set-aside = Modification refusée classée
did-offer-confirmed = Version retrouvée confirmée
did-offer-declined = Version retrouvée écartée
did-token-ended = Appareil absent trop longtemps, jeton échu
did-device-told-to-erase = Appareil retiré, ordre d’effacer donné
did-device-heard = Contact après un silence
did-changes-refused = Modifications refusées
did-actor-reused = Copie du téléphone utilisée ailleurs
did-orders-retired = Anciens bons retirés des téléphones
did-audit-exported = Journal exporté
did-work-order-create = Bon créé
did-work-order-start = Travail commencé
did-work-order-pause = Travail interrompu
did-work-order-finish = Travail terminé
did-work-order-cannot-finish = Travail impossible à terminer
did-work-order-write-report = Rapport écrit
did-work-order-answer = Contrôle répondu
did-work-order-use-material = Matériel noté
did-work-order-add-photo = Photo ajoutée au bon
did-work-order-edit = Bon modifié
did-work-order-assign = Bon confié
did-work-order-approve = Rapport validé
did-work-order-send-back = Rapport renvoyé
did-work-order-take-back = Décision reprise
did-work-order-cancel = Bon annulé
did-work-order-settle = Arbitrage
did-building-create = Bâtiment ajouté
did-building-correct-asset = Équipement corrigé
did-building-revise = Cadastre corrigé
did-building-add-asset = Équipement ajouté
did-building-add-remark = Remarque ajoutée
did-building-set-access = Accès modifié
did-building-transfer = Bâtiment transféré
did-building-share = Bâtiment partagé
did-building-unshare = Partage du bâtiment terminé
did-request-create = Demande enregistrée
did-request-add-photo = Photo ajoutée à la demande
did-request-number = Demande numérotée
did-request-correct = Demande corrigée
did-request-link-work-order = Demande liée à un bon
did-request-close = Demande clôturée
did-history-create = Historique ouvert
did-history-record = Historique complété
did-catalogue-create = Catalogue créé
did-catalogue-put = Catalogue modifié
did-person-create = Fiche d’agent créée
did-person-change = Fiche d’agent modifiée
did-stock-list-create = Liste de magasin créée
did-stock-list-put = Liste de magasin modifiée
did-stock-list-set-teams = Équipes d’une liste de magasin choisies
done-password-changed = Mot de passe changé. Vos autres connexions sont fermées.
done-added = Agent ajouté.
done-blocked = Compte bloqué.
done-unblocked = Compte débloqué.
done-signed-out = Déconnecté partout.
error-login-taken = Cet identifiant est déjà celui de quelqu’un d’autre.
error-login-unusable = Un identifiant a de 1 à 64 caractères, sans espace.
error-name-unusable = Écrivez un nom, de 200 caractères au plus.
error-last-administrator = C’est le dernier administrateur : nommez-en d’abord un autre.
error-administrator-in-part = Un administrateur l’est pour toutes les administrations. Choisissez « Dans toutes les administrations », sans autre rôle ci-dessous, ou un autre rôle.
error-works-nowhere = Choisissez au moins une administration, ou « Dans toutes les administrations » : sinon cette personne ne verrait rien.
error-password-old = Le mot de passe actuel n’est pas celui-là.
error-password-again = Les deux nouveaux mots de passe diffèrent.
error-password-short = Trop court : au moins 12 caractères.
error-password-long = Trop long : au plus 128 caractères.
error-password-personal = Votre nom ou votre identifiant est dedans.
error-password-common = Trop facile à deviner. Prenez plutôt quelques mots sans lien.
error-password-same = C’est encore l’ancien.
person-devices-count = { $count ->
    [one] { $count } appareil
   *[other] { $count } appareils
}
nav-offers = À confirmer
offers-title = À confirmer après la restauration
offers-explain = Le serveur a été restauré depuis une sauvegarde. Les téléphones rapportent ce qu’il ne connaît plus. Ce qu’ils n’ont pas écrit eux-mêmes attend votre accord, car le serveur ne peut plus savoir si c’est authentique.
offers-none = Rien n’attend de confirmation.
offers-confirm-all = Confirmer tout ce qui est affiché
offers-decline-all = { $count ->
    [one] Refuser le document en attente
   *[other] Refuser les { $count } documents en attente
}
offers-rest = { $count ->
    [one] Un autre document suivra.
   *[other] { $count } autres documents suivront.
}
offer-kind-work-order = Bon de travail
offer-kind-building = Bâtiment
offer-kind-request = Demande d’intervention
offer-kind-history = Historique d’un bâtiment
offer-kind-catalogue = Catalogue
offer-kind-person = Agent
offer-kind-stock-list = Liste de magasin
offer-unknown = Inconnu du bureau
offer-changes = { $count ->
    [one] Une modification
   *[other] { $count } modifications
}
offer-stuck = { $count ->
    [one] Une modification inapplicable : il lui manque ce sur quoi elle repose
   *[other] { $count } modifications inapplicables : il leur manque ce sur quoi elles reposent
}
offer-by = Rapporté par
offer-no-text = Rien à lire : seuls des champs changent.
offer-confirm = Confirmer
offer-decline = Écarter
offer-decline-explain = Ce qui est écarté n’entre pas au bureau et quitte les téléphones. Ce qu’un technicien a écrit à la suite reste lisible sur son téléphone.
offer-decline-sure = Oui, écarter
done-confirmed = Confirmé. Les téléphones le reçoivent au prochain contact.
done-declined = Écarté.
error-offers-changed = D’autres modifications sont arrivées entre-temps : relisez la liste. Rien n’a été décidé.
error-refused-changed = D’autres modifications sont arrivées entre-temps : relisez celle-ci. Rien n’a été repris.
photos-withdrawn = { $count ->
    [one] { $count } photo retirée
   *[other] { $count } photos retirées
}

## Annonces

nav-announcements = Annonces
announcements-all = Montrer aussi celles qui sont passées ou retirées
announcements-none = Aucune annonce en cours.
announcement-new = Nouvelle annonce
announcement-text = Que faut-il savoir ?
announcement-for = Pour
announcement-of = De quelle administration
announcement-of-all = De toutes les administrations
announcement-until = À montrer jusqu’au
announcement-create = Annoncer
announcement-read-by = Lu par { $read } sur { $all }
announcement-unread = Pas encore lu
announcement-withdraw = Retirer cette annonce
announcement-withdraw-explain = Les téléphones ne la montrent plus dès leur prochain contact.
announcement-withdrawn = Retirée
column-announcement = Annonce
column-until = Jusqu’au
column-read = Lecture
kind-announcement = Annonce
offer-kind-announcement = Annonce
did-announcements-retired = Annonces passées retirées des téléphones
did-announcement-create = Annonce faite
did-announcement-read = Annonce lue
did-announcement-withdraw = Annonce retirée
nav-responsible = Organisme responsable
statements-label = Mentions légales
accessibility-short = Accessibilité
privacy-short = Vie privée
did-responsible-changed = Organisme responsable modifié
error-email = Une adresse e-mail n’en est pas une : vérifiez-la.
error-responsible = Le nom, l’adresse et les deux adresses e-mail doivent être remplis.
responsible-explain = Ces coordonnées figurent dans la déclaration d’accessibilité et dans la page sur la vie privée, que tout le monde peut lire.
responsible-name = Nom de l’organisme
responsible-address = Adresse postale
responsible-email = E-mail de contact
responsible-phone = Téléphone de contact
responsible-dpo = E-mail du délégué à la protection des données
responsible-ombudsman = Médiateur (accessibilité) : nom et site
responsible-unsaid = L’administration
responsible-missing = L’administration n’a pas encore indiqué ses coordonnées ici.
accessibility-title = Déclaration d’accessibilité
accessibility-commitment = { $name } s’engage à rendre accessibles les pages du bureau et l’application de téléphone Guichet, conformément à la directive (UE) 2016/2102 et au décret wallon du 2 mai 2019.
accessibility-status-title = État de conformité
accessibility-status = Elles sont partiellement conformes à la norme EN 301 549 et aux règles WCAG 2.2, niveau AA, en raison de ce qui suit.
accessibility-not-title = Contenus non accessibles
accessibility-not-photos = Les photos prises sur place ont pour texte de remplacement la légende que leur auteur a écrite ; beaucoup n’en ont pas.
accessibility-not-texts = Les textes écrits par les personnes peuvent être dans une autre langue que la page, sans que cela soit signalé.
accessibility-made-title = Établissement de cette déclaration
accessibility-made = Elle date du { $day } et repose sur une auto-évaluation : à chaque version, les principales pages du bureau et les écrans du téléphone sont vérifiés avec axe-core, en clair et en sombre, et mesurés agrandis à 200 % et sur un petit écran. Aucun audit externe n’a eu lieu.
accessibility-contact-title = Quelque chose vous bloque ?
accessibility-contact = Dites-nous la page et ce qui ne va pas ; nous vous donnerons l’information d’une autre manière.
accessibility-recourse-title = Recours
accessibility-recourse = Sans réponse satisfaisante, vous pouvez vous adresser à : { $ombudsman }.
accessibility-recourse-unsaid = Sans réponse satisfaisante, vous pouvez vous adresser au médiateur compétent pour votre région.
privacy-title = Vie privée et données personnelles
privacy-who = { $name } est responsable des données traitées dans Guichet.
privacy-dpo = Délégué à la protection des données
privacy-why-title = Pourquoi
privacy-why = Pour recevoir les demandes, planifier et exécuter l’entretien des bâtiments et du matériel, et en rendre compte : une mission d’intérêt public (règlement général sur la protection des données, article 6, § 1, e).
privacy-kept-title = Ce qui est noté
privacy-kept-staff = Du personnel : nom, fonction, équipe, identifiant, second facteur, ce qui a été fait et quand, les sessions avec leur navigateur, les appareils et leurs contacts avec le bureau.
privacy-kept-requests = De qui signale un besoin : ce qui est signalé, où et quand, et par quel agent c’est noté.
privacy-kept-buildings = Des bâtiments : le nom et le téléphone de la personne à contacter pour y entrer.
privacy-kept-photos = Des photos des lieux et du matériel, avec leur date. La position que l’appareil photo y inscrit est retirée sur le téléphone.
privacy-kept-log = Un journal : qui s’est connecté ou l’a tenté, qui a changé quoi, et l’adresse réseau d’où cela est venu.
privacy-not = Aucune position n’est suivie, rien n’est mesuré à des fins publicitaires, rien n’est transmis à des tiers.
privacy-where-title = Où
privacy-where = Sur le serveur de l’administration et dans ses sauvegardes ; et sur les téléphones des techniciens : les travaux qui leur sont confiés et, pour les administrations qu’ils servent, les bâtiments avec la personne à contacter et les dernières interventions, le catalogue, les annonces et les noms des collègues.
privacy-long-title = Combien de temps
privacy-long = Une session se termine après { $hours } heures sans usage et au plus tard après { $days } jours. Un bon approuvé quitte les téléphones après { $orders } jours ; un téléphone qui ne joint plus le bureau pendant { $phones } jours ne montre plus rien.
privacy-cookies-title = Cookies
privacy-cookies = Un cookie retient votre session ; sans lui, le bureau ne s’ouvre pas. Un autre retient votre langue pendant un an. Un troisième dit pendant 400 jours que vous vous êtes déjà connecté dans ce navigateur, pour que les essais d’autrui ne vous en ferment pas l’accès. Le navigateur garde ce que vous tapez jusqu’à la fermeture de la fenêtre ou la déconnexion ; un téléphone relié garde l’application, ses données et la liste du jour.
privacy-rights-title = Vos droits
privacy-rights = Vous pouvez demander à voir vos données, à les faire corriger ou effacer lorsqu’aucune loi ne les retient, à en limiter l’usage ou vous y opposer : écrivez au délégué à la protection des données.
privacy-complaint = Vous pouvez introduire une plainte auprès de l’Autorité de protection des données, rue de la Presse 35, 1000 Bruxelles, contact@apd-gba.be.
device-enrolled-by = relié par { $name } ({ $when })
device-enrolled-own = relié par la personne elle-même ({ $when })
withdraw-administrator = Seul un administrateur retire le téléphone d’un administrateur.
enrol-other-explain = Vous reliez le téléphone de quelqu’un d’autre : la page de l’appareil et le journal le disent, et un rapport écrit avec ce téléphone dans les premières 24 heures est validé par quelqu’un d’autre que vous.
first-day = Écrit avec le téléphone de { $owner } dans les 24 heures après que { $name } l’a relié ({ $when }).
own-phone = Vous avez relié le téléphone avec lequel ce rapport a été écrit : vous ne le validez pas vous-même.
own-phone-others = Peuvent le valider : { $names }.
own-phone-nobody = Personne d’autre ne le peut pour l’instant : un administrateur peut donner à quelqu’un le rôle de responsable.
error-own-phone = Vous avez relié le téléphone avec lequel ce rapport a été écrit : quelqu’un d’autre doit le valider.
account-phones = Mes téléphones
blocked-title = Compte bloqué : { $name }
blocked-since = Bloqué depuis : { $when }.
blocked-see = Voir ce qui s’est arrêté
blocked-ended = Ce qui s’est arrêté
blocked-unknown = Les sessions et les codes qui ont pris fin alors n’ont pas été notés.
blocked-sessions = { $count ->
    [one] { $count } session au bureau terminée
   *[other] { $count } sessions au bureau terminées
}
blocked-codes = { $count ->
    [one] { $count } code d’appareil annulé
   *[other] { $count } codes d’appareil annulés
}
blocked-phones = { $count ->
    [one] { $count } téléphone arrêté
   *[other] { $count } téléphones arrêtés
}
blocked-streams = { $count ->
    [one] { $count } page ou téléphone ouvert coupé des nouvelles
   *[other] { $count } pages ou téléphones ouverts coupés des nouvelles
}
blocked-uploads = { $count ->
    [one] { $count } photo coupée en chemin
   *[other] { $count } photos coupées en chemin
}
blocked-browsers = { $count ->
    [one] { $count } navigateur connu oublié
   *[other] { $count } navigateurs connus oubliés
}
blocked-half = { $count ->
    [one] { $count } connexion à moitié faite terminée
   *[other] { $count } connexions à moitié faites terminées
}
blocked-next-approved = Validé en son nom peu avant, { $when }. Lisez ce rapport et renvoyez-le s’il le faut :
blocked-next-refused = Une modification d’un de ses téléphones a été refusée et attend une décision :
blocked-next-offered = { $count ->
    [one] Une validation en son nom a été rapportée après une restauration. Elle ne compte jamais ; décidez du reste :
   *[other] Des validations en son nom ont été rapportées après une restauration dans { $count } documents. Elles ne comptent jamais ; décidez du reste :
}
blocked-next = Que faire maintenant ?
blocked-next-waits = Du travail attend sur un téléphone. Pour l’avoir au bureau, retirez ce téléphone en choisissant « Récupérer d’abord » : il remet ce qu’il contient bien que le compte soit bloqué, puis s’efface.
blocked-next-phones = Ses téléphones apprennent au prochain contact que le compte est bloqué : dès lors, ils ne montrent plus rien. Ils gardent ce qu’ils contiennent tant qu’ils ne sont pas retirés, et s’ouvrent à nouveau après le déblocage.
blocked-next-enrolled = Cette personne a relié un téléphone au nom de { $name } ({ $when }). Vérifiez avec { $name } que c’est bien le sien.
blocked-next-look = Voir ce téléphone
blocked-next-unblock = Débloquer rétablit le compte et ses téléphones. Les sessions et les codes ne reviennent pas : il faudra se reconnecter.
did-device-enrolled-for-other = Téléphone relié pour quelqu’un d’autre

## Administrations that share a building

building-occupants = Partagé avec
building-occupants-explain = Ces administrations voient le bâtiment, ses équipements et ses remarques comme la sienne ; leurs bons et demandes restent à elles.
code-title = Second facteur
code-lead = Le mot de passe est bon. Il manque le code que montre votre application d’authentification.
code-label = Code
code-help = Les six chiffres de votre application d’authentification, ou un de vos codes de secours. Ni l’un ni l’autre ? Un administrateur peut réinitialiser votre second facteur.
code-help-first = Les six chiffres que montre l’application.
code-wrong = Ce code n’est pas valable, ou il a déjà servi. Attendez le suivant dans votre application ; si aucun ne convient, vérifiez l’heure de votre téléphone.
code-too-often = Trop de codes incorrects. Attendez un quart d’heure.
code-over = Le code n’est pas venu à temps. Recommencez avec votre mot de passe.
code-begin-again = Recommencer
code-again = Avant cela, donnez encore une fois le code de votre second facteur. Rien n’a été fait jusqu’ici.
code-give = Donner le code
code-given = Le code est bon. Il ne sera plus demandé pendant { $minutes } minutes.
code-go-on = Continuer
factor-title = Second facteur
factor-chip = Second facteur
factor-required = L’administration demande un second facteur pour votre rôle. Configurez-le maintenant : le reste s’ouvre ensuite.
factor-explain = Un code de votre téléphone, en plus du mot de passe : celui qui devine ou trouve votre mot de passe n’entre pas. Il faut une application d’authentification, par exemple Aegis, FreeOTP ou celle de votre gestionnaire de mots de passe.
factor-is-there = Un second facteur est en service pour ce compte.
factor-manage = Codes de secours et retrait
factor-begin = Configurer un second facteur
factor-since = En service depuis le { $when }.
factor-codes = Codes de secours
factor-codes-left = { $count ->
    [one] { $count } code de secours restant
   *[other] { $count } codes de secours restants
}
factor-codes-do = Établir de nouveaux codes ; les anciens ne vaudront plus rien
factor-codes-explain = Imprimez ou notez ces codes maintenant : ils ne seront plus montrés. Chacun remplace une fois le code de l’application, par exemple quand le téléphone est perdu. Gardez-les loin du téléphone et de l’ordinateur.
factor-codes-kept = Je les ai mis en lieu sûr
factor-remove = Retirer le second facteur
factor-remove-not = L’administration demande un second facteur pour votre rôle : il ne peut pas être retiré. Pour changer de téléphone, demandez à un administrateur de le réinitialiser.
factor-remove-do = Retirer
factor-step-app = Ouvrez une application d’authentification sur votre téléphone.
factor-step-scan = Scannez cette image, ou tapez le texte qui la suit. Ils ne seront plus montrés.
factor-step-code = Donnez le code que l’application montre, dans les { $minutes } minutes.
factor-qr = Code QR pour l’application d’authentification
factor-finish-do = Mettre en service
factor-over = Trop de temps a passé, ou la configuration a été recommencée ailleurs. Recommencez ici.
factor-rule-title = Second facteur obligatoire
factor-rule-explain = Les administrateurs et les responsables décident des comptes, des appareils et des rapports. Quand un second facteur leur est demandé, celui qui n’en a pas le configure à sa prochaine page, et ne peut rien faire d’autre avant.
factor-rule-own = Configurez d’abord votre propre second facteur : vous saurez ce que vous demandez aux autres.
factor-rule-required = Demander un second facteur aux administrateurs et aux responsables
phone-lock = Verrouillage du téléphone
phone-code-none = Le bureau n’a pas de code pour ouvrir ce téléphone : il n’a pas de code PIN, ou ne s’est pas connecté depuis.
phone-code-kept = Le bureau garde le code qui ouvre ce téléphone quand son code PIN est oublié, depuis
phone-code-was-shown = Un code de ce téléphone a été montré à { $name },
phone-code-not-here = Un administrateur, ou un responsable de toutes les administrations pour lesquelles son propriétaire travaille, peut voir le code.
phone-code-explain = Seulement pour son propriétaire, dont vous reconnaissez la voix ou qui est devant vous : qui a le téléphone et le code lit tout ce qu’il contient. Que vous l’avez vu, et pourquoi, est dans le journal, et sur le téléphone.
phone-code-reason = Pourquoi
phone-code-show = Montrer le code
phone-code-why = Dites pourquoi le code est nécessaire : c’est noté dans le journal.
phone-code-title = Code pour le téléphone de { $name }
phone-code-read = Lisez ces cinq groupes l’un après l’autre, et faites répéter chacun. Cette page montre le code une seule fois.
phone-code-who = Ne le lisez à personne d’autre qu’au propriétaire du téléphone.
phone-code-letters = Il n’y a ni O, ni I, ni L, ni U : ce qui y ressemble est un chiffre. Le téléphone accepte les deux.
phone-code-after = Le téléphone demande ensuite un nouveau code PIN. Rien n’est perdu, et ce code ne sert plus.
phone-code-back = Retour au téléphone
pin-rule-title = Téléphones verrouillés par un code PIN
pin-rule-explain = Les téléphones des personnes qui travaillent pour une administration cochée ici demandent un code PIN avant de montrer quoi que ce soit, dès leur prochain contact, même sans réseau. Ce qu’ils contiennent reste. Qui oublie son code PIN reçoit un code d’un responsable.
pin-rule-where = Chaque téléphone est verrouillé par un code PIN à
person-reset-factor = Réinitialiser le second facteur
person-reset-factor-explain = Pour quelqu’un qui a perdu son téléphone et ses codes de secours : assurez-vous d’abord que c’est bien lui. Ses sessions se ferment, et le mot de passe seul suffit pour la connexion suivante.
done-factor-removed = Second facteur retiré.
done-factor-reset = Second facteur réinitialisé.
did-second-factor-set = Second facteur mis en service
did-second-factor-removed = Second facteur retiré
did-second-factor-reset = Second facteur réinitialisé
did-second-factor-failed = Second facteur : code ou mot de passe refusé
did-recovery-codes-made = Nouveaux codes de secours établis
did-recovery-code-used = Code de secours utilisé
did-second-factor-required = Second facteur rendu obligatoire
did-second-factor-not-required = Second facteur rendu facultatif
did-phone-code-shown = Code qui ouvre le téléphone montré
did-phone-opened-by-code = Téléphone ouvert avec un code du bureau
did-pin-required = Code PIN des téléphones rendu obligatoire
did-pin-not-required = Code PIN des téléphones rendu facultatif
audit-more = { $times } fois de plus en une heure
audit-more-from = { $times } fois de plus en une heure, de { $source }
audit-more-elsewhere = { $times } fois de plus en une heure, d’ailleurs
did-device-stopped = Appareil arrêté pour la journée
did-device-lifted = Limite du jour levée pour un appareil
budget-title = Aujourd’hui, et le maximum d’un appareil
budget-what = Quoi
budget-done = Aujourd’hui
budget-most = Maximum par jour
budget-syncs = Échanges
budget-changes = Modifications
budget-bytes = Taille des modifications
budget-documents = Documents commencés
budget-requests = Dont des demandes
budget-photos = Photos des dernières 24 heures
budget-stopped = Arrêté depuis
budget-stopped-explain = Cet appareil a fait aujourd’hui bien plus qu’une personne ne fait : peut-être l’application tourne-t-elle en boucle, ou quelqu’un d’autre s’en sert. Rien de ce qui attend sur lui n’est perdu. Appelez la personne ; si tout est normal, levez la limite, sinon retirez l’appareil. Il reprend de lui-même demain.
budget-lifted = Limite levée pour aujourd’hui par { $name },
budget-lift-explain = Sans limite jusqu’à minuit : à faire quand on sait pourquoi l’appareil envoie tant.
budget-lift = Lever la limite pour aujourd’hui
device-stopped = Arrêté pour aujourd’hui
done-lifted = Limite levée pour aujourd’hui.
signed-report = Rapport signé
signed-report-explain = Ce bon approuvé, tel qu’il a été vu, signé par ce serveur : qui reçoit le fichier peut vérifier que rien n’y a été changé. Le PDF contient aussi les données pour les programmes.
signed-report-pdf = Rapport signé (PDF)
signed-report-json = Données signées (JSON)
signed-report-seal = Sceau : signature de tout le fichier
signed-report-verify = Ce rapport est signé par le serveur de Guichet. Pour vérifier que rien n’y a été changé, ni sur ces pages ni dans les données jointes, envoyez ce fichier tel quel à { $address }, ou demandez-le au service technique : « sync-server verify-report ». Imprimé ou enregistré à nouveau par un autre programme, il ne se vérifie plus.
signed-report-key = Clé du serveur
signed-report-heads = Version du bon
signed-report-line = Ligne du journal et empreinte
signed-report-approval-line = Validation dans le journal
error-report-not-approved = Il n’y a de rapport signé que d’un bon validé auquel rien ne s’est ajouté depuis. Validez-le d’abord.
error-report-too-large = Ce bon est trop grand pour un rapport signé. Imprimez sa page.
did-report-signed = Contenu d’un rapport signé
did-report-exported = Rapport signé remis
verify-short = Vérifier un rapport
verify-title = Vérifier un rapport signé
verify-explain = Choisissez un rapport signé de Guichet, en PDF ou en JSON, tel que vous l’avez reçu. Cette page dit si ce serveur l’a signé, si quelque chose y a été changé depuis, et si le bon a continué entre-temps.
verify-file = Le rapport (PDF ou JSON, 8 Mo au plus)
verify-forgotten = Le fichier n’est pas conservé.
verify-do = Vérifier
verify-key = Clé publique de ce serveur
verify-genuine = Authentique : ce serveur a signé ce rapport, et rien n’y a été changé.
verify-genuine-lost = À confirmer : ce serveur a signé ce rapport, mais son journal ne va pas jusque-là. Demandez un nouveau rapport.
verify-genuine-differs = Douteux : la signature est celle de ce serveur, mais son journal dit autre chose. Ne vous fiez pas à ce rapport et prévenez l’administration.
verify-altered = Modifié : ce fichier n’est pas ce qui a été signé. S’il a été enregistré à nouveau par un programme, demandez l’original.
verify-none = Ce n’est pas un rapport signé de Guichet, ou il en reste trop peu. Choisissez le fichier tel que vous l’avez reçu.
verify-no-file = Aucun fichier n’est arrivé. Choisissez le rapport, puis envoyez à nouveau.
verify-too-large = Ce fichier est trop grand pour être un rapport. Choisissez le fichier tel que vous l’avez reçu.
verify-another = Signé par un autre serveur, et non par celui-ci. Vérifiez-le auprès de l’administration dont il vient. Sa clé : { $key }
verify-number = Bon de travail
verify-changed = Modifications depuis
verify-changed-yes = Oui, le bon a changé depuis ce rapport. Demandez un rapport plus récent.
verify-changed-no = Non, le bon est tel que dans ce rapport.
verify-changed-unknown = Ce serveur ne connaît plus ce bon.
verify-log = Journal
verify-log-yes = Le journal de ce serveur contient l’empreinte de ce rapport.
verify-log-lost = Le journal de ce serveur ne va pas jusqu’à ce rapport : il a repris d’une sauvegarde plus ancienne.
verify-log-differs = Le journal de ce serveur dit autre chose à cet endroit. Prévenez l’administration.
offer-ends = Sans décision, écarté d’office { $when }.
offer-author = Écrit, d’après son contenu, par : { $name }
offer-author-office = le bureau
offer-author-unknown = on ne sait qui
confirmed-offers-title = Confirmé après une restauration
confirmed-offers-explain = Ce qui a été confirmé d’un seul accord est repris d’un coup, sauf les documents où l’on a continué à écrire. Une validation rapportée par un téléphone ne compte jamais : le rapport est de nouveau à valider.
confirmed-offer-built-on-count = { $count ->
    [one] 1 document de cet accord ne peut plus être repris
   *[other] { $count } documents de cet accord ne peuvent plus être repris
}
confirmed-offer-by = Confirmé par { $name }, { $when }
confirmed-offer-built-on = On a continué à écrire à la suite : corrigez plutôt ce qui ne va pas sur sa page.
confirmed-offer-take-back = Reprendre
confirmed-offer-take-back-explain = Ces modifications quittent le bureau et les téléphones, comme si elles avaient été écartées ; un document qui n’était connu que par elles disparaît. Ce qui était écrit avant reste.
confirmed-offer-sure = Oui, reprendre
done-offers-taken-back = Reprises : ces modifications sont écartées.
error-offers-built-on = On a continué à écrire dans un de ces documents, ou une partie a déjà été reprise. Rien n’a été repris : relisez la liste, puis recommencez.
did-offer-ended = Version retrouvée écartée faute de décision
did-offer-taken-back = Version retrouvée reprise après confirmation
did-work-order-drop-approval = Validation retrouvée, à refaire
nav-retention = Durées de conservation
retention-explain = Ce qui n’est plus nécessaire s’en va une fois par jour, et une ligne du journal le dit. Les durées sont celles de Guichet là où aucune loi n’en fixe : choisissez les vôtres.
retention-not-in-force = Les durées ne sont pas encore en vigueur : rien ne s’en va. Voyez ci-dessous ce qui s’en irait aujourd’hui, puis mettez-les en vigueur.
retention-held-back = Rien n’est effacé jusqu’au { $day } : le serveur a été absent plus d’un mois, ou son horloge a sauté en avant. Vérifiez l’horloge du serveur.
retention-in-force = Les durées sont en vigueur : ce qui les dépasse est effacé
retention-archives = Demandez d’abord à votre service d’archives ce qui peut être effacé : c’est la loi sur les archives publiques qui le dit, pas Guichet.
retention-months = Durée en mois, de { $least } à { $most } (d’ordinaire { $usual })
retention-months-are = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}
retention-things = { $count ->
    [0] Aujourd’hui, rien n’a dépassé cette durée.
    [one] Aujourd’hui, 1 élément a dépassé cette durée.
   *[other] Aujourd’hui, { $count } éléments ont dépassé cette durée.
}
retention-days = { $count } Du { $oldest } au { $newest }.
retention-sign-ins = Sessions et navigateurs connus
retention-sign-ins-ground = Un navigateur connu évite que les essais d’autrui n’empêchent quelqu’un de se connecter ; les sessions terminées et les essais ne servent plus à rien (RGPD, articles 5(1)(e) et 32).
retention-technical = Journaux techniques
retention-technical-ground = Contacts des téléphones, formulaires envoyés, activité des appareils par jour : pour comprendre une panne d’une saison à l’autre (RGPD, articles 5(1)(e) et 32). Guichet garde toujours le dernier contact. Ces journaux parlent aussi de personnes au travail : gardez-les peu, et dites-le-leur (décision de l’Autorité de protection des données du 21 février 2023).
retention-decided = Modifications refusées ou retrouvées, traitées
retention-decided-ground = Elles contiennent des textes dont quelqu’un a décidé ; elles permettent de revenir sur cette décision tant qu’on peut la contester (RGPD, article 5(1)(c) et (e)).
retention-audit = Journal, avec les adresses réseau
retention-audit-ground = Il montre qui a fait quoi et depuis quelle adresse, pour rendre compte (RGPD, article 5(2)) et voir les intrusions (article 32). Les lignes s’en vont entières, les plus anciennes d’abord : une adresse reste donc aussi longtemps que sa ligne. L’ASVS 5.0 (V16.1.1) veut qu’une durée soit dite, et n’en fixe pas.
retention-not-title = Ce qui ne s’en va pas seul
retention-not = Les bâtiments et les fiches n’ont pas de terme ici. Les demandes, les bons et l’historique d’un bâtiment restent, sans leurs textes ; ce qui attend une décision reste entier. Ce qu’une horloge fausse a daté d’avant 2020 reste aussi. Un motif noté dans le journal y reste autant que sa ligne ; un rapport signé déjà remis dit toujours ce qu’il disait. La position d’une photo n’est jamais conservée : le téléphone l’enlève. Les sauvegardes gardent ce qu’elles avaient : effacez les anciennes vous-même.
retention-audit-begin = Les lignes les plus anciennes du journal sont parties au terme de leur durée ; leur empreinte signée est conservée, et la vérification du journal commence là.
error-retention = Une durée est hors limites : écrivez un nombre de mois entre les bornes indiquées.
did-retention-changed = Durées de conservation modifiées
did-labels-made = Étiquettes vierges créées
did-retention-done = Effacé au terme de sa durée
did-audit-shortened = Lignes anciennes du journal effacées
audit-retention = { $category } : { $count }, conservé { $months } mois
audit-retention-on = mises en vigueur
audit-retention-off = plus en vigueur
verify-log-gone = La ligne du journal est partie au terme de sa durée : la signature seule en répond.
privacy-long-rest = Tout le reste est conservé au bureau sans terme automatique.
retention-requests = Textes et photos des demandes closes
retention-requests-ground = Les coordonnées de qui signale sont dans ces textes ; elles ne servent qu’à répondre (RGPD, article 5(1)(c) et (e)). Restent le numéro, le lieu, la nature, les dates, qui l’a notée et le bon.
retention-photos = Photos des bons clos
retention-photos-ground = Une photo peut montrer des personnes ou un logement ; après quelques années le travail est jugé (RGPD, article 5(1)(c) et (e)). Les rapports signés gardent l’empreinte de chacune.
retention-orders = Textes des bons clos
retention-orders-ground = Dix ans : les dossiers d’entretien des ascenseurs doivent être gardés aussi longtemps (arrêté royal du 9 mars 2003), et Guichet ne distingue pas les équipements. Restent le numéro, le lieu, la nature, les dates, les heures, le matériel, qui a fait et validé. Pour les autres bons, nous ne connaissons aucune loi qui fixe une durée ; dans le règlement général de la comptabilité communale (arrêté du Gouvernement wallon du 5 juillet 2007, qui vaut aussi pour les CPAS par l’article 87 de la loi du 8 juillet 1976), nous n’en avons pas trouvé pour les pièces : demandez-la à votre direction financière.
document-gone = Les textes sont partis au terme de leur durée de conservation.
retention-own-choice = Nous ne connaissons aucune loi qui fixe ce nombre de mois : c’est le choix de votre administration.
retention-at-least = Aujourd’hui, au moins { $count } éléments ont dépassé cette durée ; d’autres n’ont pas encore été regardés.
person-nameless = Rendre anonyme
person-nameless-explain = Cette personne est partie pour de bon ? Son nom peut disparaître d’ici, sauf là où il doit rester.
person-nameless-see = Voir où il figure
nameless-title = Rendre anonyme : { $name }
nameless-name = Personne partie (n° { $number })
nameless-chip = Anonyme
nameless-is = Cette personne est partie et a été rendue anonyme : son travail est gardé sous ce numéro, et plus rien ne se change ici.
nameless-explain = Le nom est remplacé par un numéro dans toutes les listes, pages, recherches, exports et sur les téléphones. Ce qui a été fait reste, sous ce numéro ; des collègues peuvent encore savoir de qui il s’agissait.
nameless-goes = Ce qui disparaît ou change de nom
nameless-goes-account = Le nom, l’identifiant, le mot de passe, la langue, l’équipe, les administrations, le second facteur et les codes de secours, les sessions et les codes d’appareil non utilisés.
nameless-goes-phones = { $count ->
    [0] Aucun téléphone n’est encore le sien.
    [one] 1 téléphone est retiré : il s’efface au prochain contact.
   *[other] { $count } téléphones sont retirés : ils s’effacent au prochain contact.
}
nameless-goes-documents = Les documents qui nomment cette personne par son numéro interne montrent le nouveau nom :
nameless-kind-work-order = Bons de travail
nameless-kind-building = Bâtiments
nameless-kind-request = Demandes
nameless-kind-history = Historiques
nameless-kind-catalogue = Catalogue
nameless-kind-announcement = Annonces
nameless-kind-person = Fiches
nameless-kind-stock-list = Listes de stock
nameless-stays = Ce qui reste, et pourquoi
nameless-audit-always = Les durées de conservation ne sont pas en vigueur : ces lignes restent jusque-là.
nameless-hours = Les heures et le matériel restent sous le numéro : ils appuient les comptes. Nous ne connaissons pas de texte qui en fixe la durée : demandez-la à votre direction financière.
nameless-more-texts = D’autres textes n’ont pas été regardés : recommencez la recherche ensuite.
nameless-texts-none = Aucun texte ouvert n’écrit ce nom tel quel.
nameless-texts-stay = Ces textes écrivent le nom et restent tels quels, parce que le document est ouvert, n’est jamais clos, ou attend une décision. Corrigez-les ou clôturez-les d’abord si vous le pouvez :
nameless-search = Chercher aussi le prénom ou une autre façon d’écrire
nameless-backups = Les sauvegardes faites avant gardent le nom, et les rapports déjà remis aussi : effacez les anciennes sauvegardes vous-même.
nameless-first = À faire d’abord
nameless-do-it = Rendre anonyme
nameless-final = Cela ne peut pas être annulé, ni par vous, ni par Guichet.
nameless-called = S’appellera désormais
nameless-sure = J’ai compris que cela ne peut pas être annulé
done-nameless = Cette personne est anonyme. Les téléphones des collègues l’apprennent au prochain contact.
did-person-made-nameless = Personne rendue anonyme
error-nameless = Cette personne a été rendue anonyme : plus rien ne se change ici.
error-nameless-not-blocked = Bloquez d’abord ce compte : seul un compte bloqué peut être rendu anonyme.
error-nameless-open-orders = Des bons ouverts sont encore attribués à cette personne : attribuez-les d’abord à quelqu’un d’autre.
error-nameless-card-waits = Une modification de sa fiche attend une décision : décidez-en d’abord.
nameless-unsent = { $count ->
    [one] 1 modification ou photo y attend et sera perdue : récupérez-la d’abord.
   *[other] { $count } modifications ou photos y attendent et seront perdues : récupérez-les d’abord.
}
nameless-texts = { $count ->
    [0] Aucun texte clos n’écrit ce nom tel quel.
    [one] 1 document clos écrit le nom dans un texte : il est refondé avec […] à la place, sans son ancien historique.
   *[other] { $count } documents clos écrivent le nom dans un texte : ils sont refondés avec […] à la place, sans leur ancien historique.
}
nameless-audit = { $count ->
    [0] Aucune ligne du journal n’écrit ce nom.
    [one] 1 ligne du journal l’écrit. Elle ne se change pas : le journal sert à rendre compte (RGPD, article 5(2)).
   *[other] { $count } lignes du journal l’écrivent. Elles ne se changent pas : le journal sert à rendre compte (RGPD, article 5(2)).
}
nameless-audit-until = { $count ->
    [one] Elles partent après { $count } mois.
   *[other] Elles partent après { $count } mois.
}
nameless-did = { $count ->
    [0] Le journal ne dit rien de ce qu’elle a fait.
    [one] 1 ligne du journal dit ce qu’elle a fait : elle montre le nouveau nom.
   *[other] { $count } lignes du journal disent ce qu’elle a fait : elles montrent le nouveau nom.
}
nameless-signed = { $count ->
    [0] Aucun rapport signé ne parle d’un de ses bons.
    [one] 1 bon qui la nomme a un rapport signé : l’exemplaire remis garde le nom et reste valable (RGPD, article 17(3)(e)).
   *[other] { $count } bons qui la nomment ont un rapport signé : les exemplaires remis gardent le nom et restent valables (RGPD, article 17(3)(e)).
}
nameless-undecided = { $count ->
    [one] 1 modification refusée ou retrouvée de ses téléphones attend une décision : elle reste entière.
   *[other] { $count } modifications refusées ou retrouvées de ses téléphones attendent une décision : elles restent entières.
}
nameless-open-orders = { $count ->
    [one] 1 bon ouvert est encore attribué à cette personne : attribuez-le à quelqu’un d’autre.
   *[other] { $count } bons ouverts sont encore attribués à cette personne : attribuez-les à quelqu’un d’autre.
}

## What the register says

register-building = Fiche du bâtiment
register-building-new = Ajouter un bâtiment
register-building-add = Ajouter au cadastre
register-space-new = Ajouter un local
register-asset-new = Ajouter un équipement
register-asset = Équipement
register-room = Local
register-retired = Hors service
register-retired-explain = Vendu, démoli ou mis au rebut : il quitte les listes et les téléphones, son histoire reste lisible. Pour le remettre en service, videz la date.
register-retired-too = Aussi ceux hors service
register-retired-since = Hors service depuis le { $day }
register-nothing = Rien d’autre n’est connu.
register-code = Code
register-name = Nom
register-street = Rue
register-number = Numéro
register-postcode = Code postal
register-place = Localité
register-site = Site
register-municipality = Commune (code INS)
register-best-address = Adresse BeSt
register-position = Position
register-parcels = Parcelles cadastrales
register-surface = Surface (m²)
register-year = Année de construction
register-energy = Classe PEB
register-energy-until = PEB valable jusqu’au
register-level = Étage
register-family = Famille
register-space = Se trouve dans
register-within = Fait partie de
register-make = Marque
register-model = Modèle
register-serial = Numéro de série
register-installed = Installé en
register-retired-on = Hors service depuis le
register-retired-why = Raison
register-code-hint = Le code de votre inventaire, par exemple ECO-014.
register-municipality-hint = Cinq chiffres, par exemple 62120.
register-best-address-hint = L’identifiant de l’adresse dans BeSt Address.
register-position-hint = Latitude et longitude, par exemple 50.600123, 5.467890.
register-parcels-hint = CaPaKey, par exemple 62042A0570/00H004 ; plusieurs avec un espace entre elles.

export-open = Exporter
export-explain = Les bâtiments listés, leurs locaux ou leurs équipements, dans les colonnes qu’une importation reconnaît : exportez, corrigez dans votre tableur, importez.
export-buildings = Bâtiments
export-spaces = Locaux
export-assets = Équipements
export-buildings-file = batiments
export-spaces-file = locaux
export-assets-file = equipements
export-too-long = La liste a plus de 200 000 lignes : choisissez une administration ou cherchez des mots, puis exportez par parties.
list-organisations = Administrations
list-building-code = Code bâtiment
list-building-name = Bâtiment
list-building-street = Rue
list-building-number = N° de maison
list-building-postcode = Code postal
list-building-place = Localité
list-building-site = Site
list-building-municipality = Code INS
list-building-best-address = Identifiant BeSt
list-building-position = Coordonnées
list-building-parcels = Parcelles cadastrales
list-surface = Surface (m²)
list-building-year = Année de construction
list-building-energy = Classe PEB
list-building-energy-until = Validité PEB
list-space-code = N° local
list-space-name = Local
list-space-level = Étage
list-asset-code = N° d’inventaire
list-asset-name = Équipement
list-asset-family = Famille
list-asset-make = Marque
list-asset-model = Modèle
list-asset-serial = N° de série
list-asset-installed = Mise en service
list-retired-on = Désaffecté le
list-retired-why = Motif de désaffectation

import-open = Importer une liste
import-title = Importer une liste
import-explain = Bâtiments, locaux ou équipements, tels que vous les avez dans un tableur : Excel, OpenDocument ou CSV. Une ligne doit dire ce que sont les colonnes : Code, Bâtiment, Rue, Code postal, Localité, Administration, Local, Équipement, Marque…
import-file = Fichier
import-makes-buildings = Créer aussi les bâtiments que la liste nomme et qui ne sont pas au cadastre
import-check = Voir ce que cela donnerait
import-nothing-yet = Rien n’est encore écrit : vous verrez d’abord, ligne par ligne, ce qui serait créé, modifié ou refusé.
import-checked = Ce que donnerait { $file }
import-do = Importer
import-discard = Ne pas importer
import-again = Importer une autre liste
import-nothing = Il n’y a rien à écrire.
import-failed = { $count ->
    [one] { $count } bâtiment n’a pas pu être écrit, parce que quelqu’un y travaillait. Importez la liste encore une fois.
   *[other] { $count } bâtiments n’ont pas pu être écrits, parce que quelqu’un y travaillait. Importez la liste encore une fois.
}
import-of-buildings = Une liste de bâtiments
import-of-spaces = Une liste de locaux
import-of-assets = Une liste d’équipements
import-header = en-tête à la ligne { $row }
import-sheet = feuille { $sheet }
import-not-read = Colonnes qui ne sont pas lues
import-created = { $count ->
    [one] { $count } ligne crée quelque chose
   *[other] { $count } lignes créent quelque chose
}
import-changed = { $count ->
    [one] { $count } ligne modifie quelque chose
   *[other] { $count } lignes modifient quelque chose
}
import-unchanged = { $count ->
    [one] { $count } ligne dit ce que dit le cadastre
   *[other] { $count } lignes disent ce que dit le cadastre
}
import-refused = { $count ->
    [one] { $count } ligne est refusée
   *[other] { $count } lignes sont refusées
}
import-alike = { $count ->
    [one] { $count } ligne concerne sans doute un bâtiment déjà connu, et n’est pas prise
   *[other] { $count } lignes concernent sans doute un bâtiment déjà connu, et ne sont pas prises
}
import-corrected = { $count ->
    [one] { $count } valeur corrigée depuis reste comme elle est
   *[other] { $count } valeurs corrigées depuis restent comme elles sont
}
import-row = Ligne { $row }
import-is-created = sera créé
import-is-alike = Sans doute le même que { $building }. Choisissez.
import-is-corrected = { $field } : reste { $now }, que quelqu’un a corrigé depuis ; la liste dit { $said }
import-also-building = crée aussi le bâtiment { $name }
import-also-space = crée aussi le local { $name }
import-also-occupant = { $name } l’occupe aussi désormais
import-column = Refusée, colonne { $column } : { $why }
import-no-file = Choisissez un fichier qui n’est pas vide.
import-too-large = Le fichier est trop grand (plus de 32 Mo). Partagez la liste en plusieurs fichiers.
import-not-a-table = Ce fichier n’est pas un tableau. Enregistrez-le en .xlsx, .ods ou .csv depuis votre tableur.
import-not-as-named = Le nom du fichier finit par .{ $named }, mais ce n’en est pas un. Donnez-lui un nom qui finit par .{ $ending }.
import-encrypted = Le fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe.
import-damaged = Le fichier est abîmé ou coupé. Ouvrez-le dans votre tableur et enregistrez-le à nouveau.
import-unpacks = Une fois déballé, le fichier est trop grand. Copiez ce qu’il faut lire dans un nouveau fichier.
import-too-many-rows = La feuille a plus de { $most } lignes. Partagez la liste en plusieurs fichiers.
import-too-many-columns = Ligne { $row }, colonne { $column } : il y a quelque chose, et seules { $most } colonnes sont lues. Effacez ce qui s’y trouve.
import-too-many-cells = La feuille a plus de { $most } cellules. Partagez la liste en plusieurs fichiers.
import-open-quote = Ligne { $row } : un guillemet y est ouvert et n’est pas fermé. Fermez-le ou effacez-le.
import-no-header = Aucune des { $rows } premières lignes ne dit ce que sont les colonnes. Ajoutez une ligne d’en-tête : Code, Bâtiment, Rue, Code postal, Localité, Administration… Les feuilles cachées ne sont pas lues.
import-no-name = Ligne { $row } : aucune colonne ne donne le nom ni le code. Ajoutez-en une qui s’appelle Nom ou Code.
import-no-building-column = Ligne { $row } : aucune colonne ne dit dans quel bâtiment se trouve chaque chose. Ajoutez-en une qui s’appelle Bâtiment ou Code bâtiment.
import-why-failed = le tableur montre { $shown } au lieu d’une valeur. Corrigez la formule.
import-why-formula = c’est une formule sans valeur. Ouvrez le fichier dans votre tableur et enregistrez-le à nouveau.
import-why-digits = le tableur a perdu les derniers chiffres de ce nombre. Mettez la colonne en texte et encodez-le à nouveau.
import-why-another = ce n’est ni un texte, ni un nombre, ni un jour.
import-why-number = { $text } n’est pas un nombre.
import-why-day = { $text } n’est pas un jour. Écrivez-le 30/03/2025 ou 2025-03-30.
import-why-not-accepted = { $text } ne va pas dans « { $field } ».
import-why-long = le texte est trop long.
import-why-swapped = latitude et longitude sont inversées.
import-why-abroad = { $text } n’est pas en Belgique.
import-why-half = la latitude et la longitude vont ensemble : l’une manque.
import-why-nameless = Refusée : il n’y a ni nom ni code.
import-why-no-building = Refusée : elle ne dit pas dans quel bâtiment.
import-why-unknown-building = Refusée : le bâtiment { $text } n’est pas au cadastre. Importez d’abord la liste des bâtiments.
import-why-several = Refusée : plusieurs s’appellent { $text } au cadastre. Donnez un code à chacun.
import-why-no-organisation = Refusée : elle ne dit pas de quelle administration est le bâtiment.
import-why-unknown-organisation = aucune administration ne s’appelle { $text } ; il y a { $known }.
import-why-of-another = Refusée : le bâtiment est à { $owner }. Transférez-le d’abord sur sa page.
import-why-not-yours = Refusée : vous ne tenez pas le cadastre de { $owner }.
import-why-no-sharing = Refusée : elle nomme plusieurs administrations. Qui occupe un bâtiment se dit par qui tient les comptes.
import-why-twice = Refusée : la ligne { $row } concerne déjà la même chose.
import-why-elsewhere = Refusée : cet équipement est dans le bâtiment { $building }. Corrigez la liste, ou mettez-le d’abord hors service là-bas.

# Étiquettes
register-label = Étiquette collée
register-label-hint = Le code d’une étiquette imprimée vierge et collée dessus, par exemple 7K2M-9XQ4-TB0C.
labels-title = Étiquettes
labels-explain = Chaque étiquette porte un code à scanner : qui est connecté voit la fiche, les autres voient de quoi il s’agit et qui appeler. Imprimez à 100 %, sans ajuster à la page.
labels-of-listed = { $count ->
    [one] Un bâtiment de la liste
   *[other] { $count } bâtiments de la liste
}
labels-listed = Étiquettes de toute la liste
labels-what = Pour
labels-what-all = Tout : bâtiment, locaux et équipements
labels-what-building = Le bâtiment
labels-what-spaces = Les locaux
labels-what-assets = Les équipements
labels-format = Imprimer sur
labels-format-l7160 = Avery L7160 : 21 étiquettes de 63,5 × 38,1 mm
labels-format-l7163 = Avery L7163 : 14 étiquettes de 99,1 × 38,1 mm
labels-format-l4731 = Avery L4731 : 189 étiquettes de 25,4 × 10 mm
labels-format-door = Plaque de porte A6, une par page
labels-format-free = Grille libre, mesures ci-dessous
labels-start = Commencer à l’étiquette n°
labels-start-hint = De gauche à droite et de haut en bas, pour une feuille déjà entamée.
labels-do = Imprimer (PDF)
labels-free = Mesures de la grille libre
labels-free-hint = En millimètres, sur une feuille A4.
labels-free-columns = Colonnes
labels-free-rows = Rangées
labels-free-width = Largeur d’une étiquette
labels-free-height = Hauteur d’une étiquette
labels-free-left = Marge de gauche
labels-free-top = Marge du haut
labels-free-gap-x = Espace entre colonnes
labels-free-gap-y = Espace entre rangées
labels-error-count = Indiquez de 1 à 8 colonnes et de 1 à 29 rangées.
labels-error-length = Une mesure de la grille n’est pas un nombre de millimètres entre 0 et 297.
labels-error-small = Une étiquette mesure au moins 25,4 × 10 mm : plus petite, son code ne se lit plus.
labels-error-page = La grille dépasse la feuille A4 (210 × 297 mm). Réduisez les marges, les étiquettes ou leur nombre.
labels-error-format = Choisissez sur quoi imprimer.
labels-error-start = Il n’y a pas d’étiquette de ce numéro sur la feuille.
labels-error-address = Le serveur ne connaît pas son adresse. Démarrez-le avec --public-url, puis réimprimez.
labels-error-none = Il n’y a rien à étiqueter ici. Choisissez autre chose.
labels-error-many = Cela fait plus de 2 000 étiquettes. Restreignez la liste ou choisissez moins.
labels-error-blank = Indiquez un nombre d’étiquettes entre 1 et 1890.
labels-blank = Étiquettes vierges
labels-blank-explain = Numérotées, à coller d’abord et à attribuer ensuite : leur code s’encode dans la fiche du bâtiment, du local ou de l’équipement.
labels-blank-count = Nombre d’étiquettes
labels-blank-most = Au plus { $count }.
labels-blank-do = Créer les étiquettes
labels-runs = Séries créées
labels-runs-none = Aucune série jusqu’ici.
labels-run = { $count ->
    [one] Une étiquette
   *[other] { $count } étiquettes
}
labels-run-attached = { $count ->
    [0] Aucune attribuée
    [one] Une attribuée
   *[other] { $count } attribuées
}
labels-number = n° { $number }
label-mistyped = Ce code n’est pas celui d’une étiquette : il a douze lettres et chiffres, et l’un d’eux au moins est faux. Relisez-le et retapez-le.
label-unknown-title = Étiquette inconnue
label-unknown = Aucune étiquette de ce serveur ne porte ce code.
label-whom = Un problème ?
label-whom-explain = Appelez ou écrivez, et citez le code de l’étiquette.
label-blank = Étiquette vierge
label-blank-explain = Cette étiquette n’est encore attribuée à rien.
label-blank-attach = Pour l’attribuer, ouvrez la fiche de la chose, choisissez Modifier et tapez { $code } dans « Étiquette collée ».
label-code = Code de l’étiquette : { $code }
label-several = Une étiquette, plusieurs choses
label-several-explain = Ce code est attribué à plusieurs choses. Ouvrez celle où il ne se trouve pas et retirez-le.
error-label-mistyped = Ce n’est pas le code d’une étiquette. Relisez ses douze lettres et chiffres et retapez-les.
error-label-used = Cette étiquette est déjà celle d’autre chose. Prenez-en une autre, ou retirez d’abord celle-ci là où elle est.
error-label-unknown = Cette étiquette n’a pas été imprimée ici comme étiquette vierge. Prenez-en une d’une série de ce serveur.
import-mapping = Manière de lire
import-mapping-none = Reconnaître les colonnes
import-columns = Corriger la lecture
import-columns-of = Comment { $file } est lu
import-columns-explain = Dites ce que contient chaque colonne. Plusieurs colonnes peuvent aller dans un même champ : leurs textes se suivent.
import-look-again = Relire la feuille
import-which-sheet = Feuille
import-which-row = Ligne de l’en-tête
import-which-thing = Ce que contient la liste
import-first-rows = Premières lignes, telles qu’elles sont lues
import-columns-legend = Colonnes
import-not-read-column = N’est pas lue
import-thing-building = Bâtiment
import-thing-space = Local
import-thing-asset = Équipement
import-meaning-address = Adresse complète, dans une cellule
import-meaning-organisations = Administrations
import-meaning-latitude = Latitude
import-meaning-longitude = Longitude
import-fixed = La même chose pour toutes les lignes
import-fixed-explain = Vaut pour chaque ligne qui n’en dit rien elle-même.
import-fixed-field = Champ { $number }
import-fixed-value = Valeur { $number }
import-words = Mots qui désignent une administration
import-words-none = Toutes celles que la liste nomme sont connues.
import-words-unknown = N’est pas connue
import-separator = Ce qui sépare plusieurs administrations dans une cellule
import-separator-hint = Point-virgule, barre oblique, virgule, + et & sont compris sans cela.
import-remember = Retenir cette lecture sous le nom
import-remember-hint = Elle sera proposée à la prochaine liste. Laissez vide pour ne pas la retenir.
import-remember-full = Il y a trop de lectures retenues. Choisissez le nom d’une qui existe : elle sera remplacée.
error-import-row = La ligne de l’en-tête est un nombre, à partir de 1.
import-choose = Revoir avec ces choix
import-choice = Ce que désigne la ligne { $row }
import-choice-none = À choisir : la ligne n’est pas prise
import-choice-same = C’est { $building }
import-choice-that = C’est le bâtiment choisi
import-choice-new = C’est un autre, à créer
import-choice-leave-out = Laisser la ligne de côté
import-is-left-out = Laissée de côté
import-left-out = { $count ->
    [one] { $count } ligne est laissée de côté
   *[other] { $count } lignes sont laissées de côté
}
imports-title = Listes importées
imports-none = Aucune liste n’a encore été importée.
imports-operator = à la ligne de commande
imports-mapping = lue selon « { $name } »
imports-state-running = En cours : { $done } bâtiments sur { $planned }.
imports-state-stopping = S’arrête : { $done } bâtiments sur { $planned }.
imports-state-stopped = Arrêtée après { $done } bâtiments sur { $planned }. Continuez, ou reprenez tout.
imports-state-half-undone = Reprise en partie. Reprenez le reste.
imports-state-done = Importée : { $done } bâtiments écrits sur { $planned }.
imports-state-undoing = Est en train d’être reprise.
imports-state-undone = Reprise : ce qu’elle avait créé est hors service, ce qu’elle avait modifié dit de nouveau ce qu’il disait.
imports-stop = Arrêter
imports-go-on = Continuer
imports-bring-again = Pour continuer, importez de nouveau la même liste : ce qui est fait n’est pas refait.
imports-undo = Reprendre tout l’import
imports-undo-hint = Possible tant que personne n’a travaillé sur ce qu’il a créé. Rien n’est effacé : ce qui a été créé est mis hors service.
imports-taken-back = import repris
imports-in-the-way = { $count ->
    [one] L’import ne peut pas être repris : { $count } chose s’y oppose. Remettez-la comme elle était, ou gardez l’import.
   *[other] L’import ne peut pas être repris : { $count } choses s’y opposent. Remettez-les comme elles étaient, ou gardez l’import.
}
imports-and-more = et { $count } autres
imports-way-changed = quelqu’un a modifié « { $field } » depuis
imports-way-has = { $name } y a été ajouté depuis
imports-way-asked = « { $title } » le concerne
imports-way-described = son accès, un danger ou une remarque y ont été notés
imports-way-not-yours = vous ne tenez pas le cadastre de son administration, ou ne dites pas qui l’occupe
