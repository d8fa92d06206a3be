# What the phone says.

opening = Opening…
other-tab = Guichet is already open in another tab. Only one tab at a time keeps the local copy.
other-tab-take-over = Go on here
broken = This browser cannot keep data. Leave private browsing or use an up-to-date Chrome, Edge, Firefox or Safari.
start-again = Load again
install-title = Install Guichet
install-first = On an iPhone or iPad, put Guichet on the home screen first: the Safari tab and the app share nothing, and the code works only once.
install-share = Tap “Share” in the browser’s bar.
install-add = Choose “Add to Home Screen”, then “Add”.
install-open = Open Guichet from the home screen and type your code there.
install-code = Your code, to note down:
install-anyway = Continue in this tab all the same
install-forgets = Safari erases the data of a site that was not opened for seven days. Send what waits, then put Guichet on the home screen, where they stay.
copy-share = Share the copy
skip = Skip to content
back = Back
close = Close
understood = Understood
cancel = Cancel
save = Save
tabs = Screens
tab-today = Today
tab-search = Search
tab-defect = Report
tab-to-send = To send
enrol-explain = Link this phone to your name with the code from your supervisor.
enrol-linked = This phone is linked already: it is { $text }’s.
enrol-anew = Link it anew with this code
enrol-code = Code
enrol-submit = Link this phone
enrol-anyway = Link all the same, even if it erases this work
enrol-busy = One moment…
enrol-help = The code has eight letters and digits and works once, for fifteen minutes.
enrol-withdrawn = This device was withdrawn by the office. Its copy was erased. Ask for a new code to go on.
status-office = Everything is at the office
status-receiving = Receiving the office’s documents…
status-office-offline = No network · nothing is waiting
status-no-room = Phone full: free some space. Nothing that waits is lost
status-day-over = Too much sent today: call the office. Nothing is lost, the rest goes tomorrow
status-unknown = The office no longer knows this device. Ask for a new code.
status-update-needed = Update the app: reload it when there is a network
saved-here = On this phone
new-version = A new version is ready.
new-version-use = Use it now
today-title = My work orders
today-overdue = Overdue
today-today = Today
today-later = Later
today-nothing = No work is waiting. Have a good day!
search-title = Search
search-label = Order, building, asset, serial number
search-nothing = Nothing found on this phone.
where = Where
asset = Asset
organisation = For
nature = Nature
with = With
hazards = Hazards
access = Access
access-keys = Keys
access-contact = Contact
access-hours = Hours
action-start = Start
action-start-again = Take it up again
action-resume = Resume
action-pause = Pause
action-finish = Finish
action-cannot-finish = Cannot be done…
cannot-finish-confirm = Report as impossible
cannot-finish-reason = Why can the work not be finished?
checklist = Checklist
required = required
priority = Priority
photo = Photo
photos = Photos
photo-phase = What the photo shows
photo-take = Camera
photo-choose = Gallery
photo-preparing = Preparing the photo…
photo-not-here = This photo is not on this phone. It will come when there is a network.
photo-saved = Saved on this phone
photo-waiting = Waiting to be sent
photo-at-office = At the office
photo-elsewhere = A colleague’s
photo-not-on-this-phone = Not on this phone
problem-photo-not-an-image = Needs attention: the office could not read this photo. Take it again.
problem-photo-too-large = Needs attention: photo too large. Take it again.
problem-photo-empty = Needs attention: empty photo. Take it again.
problem-photo-hash-mismatch = Needs attention: damaged photo. Take it again.
report = Report
report-not-started = Start the work to write the report.
report-placeholder = What was found, what was done, what remains
report-saved = Saved on this phone
report-typing = Not saved yet…
text-length = { $count } of { $max } characters.
text-over = Nothing is cut: shorten the text to save it.
draft-of = Draft of { $text }
draft-drop = Throw away
draft-drop-question = Throw this draft away? What is written in it will be lost.
draft-drop-yes = Throw away
draft-keep = Keep
draft-not-kept = The phone is full: this draft is only in the browser. Make room, then save it.
draft-photo-drop = Remove
try-again = Try again
both-changed = Somebody else changed this meanwhile: “{ $theirs }”. You wrote: “{ $mine }”.
take-theirs = Take theirs
keep-mine = Keep mine
photos-unsaved = { $count ->
    [one] { $count } photo is not saved yet. Do not close the app.
   *[other] { $count } photos are not saved yet. Do not close the app.
}
materials = Materials used
material-item = Material
material-other = Other…
material-name = Which?
material-quantity = Quantity
material-add = Add
material-which = Choose a material first, or “Other…”.
timeline = Steps
building-orders = My orders here
assets = Assets
asset-make = Make
asset-model = Model
asset-serial = Serial number
asset-installed = Installed
asset-correct = Correct
history = Last interventions
history-none = No approved intervention.
history-reported = Defect reported: { $text }
history-open = Not approved yet
remarks = Remarks
remark-add = Add a remark
defect-title = Report a defect
defect-here = Report a defect here
defect-building = In which building?
near-at-work = You are working here
near-today = Order for today
defect-more = The first { $count } buildings. Type some letters of the name or the street to find the others.
defect-other-building = Change
defect-none-found = No building matches. Try another word of the name or the street.
defect-drafts = { $count ->
    [one] { $count } report begun, not sent yet
   *[other] { $count } reports begun, not sent yet
}
defect-no-asset = None in particular
defect-what = What is wrong?
defect-details = Details
defect-send = Report
defect-saved = Saved on this phone. It goes to the counter by itself, as soon as there is a network.
defect-another = Report something else
to-send-title = To send
to-send-nothing = Everything is at the office. Nothing waits on this phone.
to-send-nothing-sent = Everything that is saved is at the office.
to-send-explain = Safe on this phone, not yet at the office. It is sent by itself as soon as there is a network.
set-aside-title = Set aside
set-aside-explain = The office did not accept this. The text stays here: copy it if needed and speak with your supervisor.
set-aside-text = What was written
last-contact-never = No contact with the office yet
kept-yes = This browser keeps the data, even when the phone is short of room.
kept-no = Everything is saved. Ask the browser to keep the data even when the phone is short of room, or install Guichet on the home screen.
kept-unknown = Everything is saved. Ask the browser to keep the data even when the phone is short of room.
sync-now = Try now
copy-make = Make a copy
copy-download = Save the file
copy-explain = A copy of everything that waits, in a file to hand to the office should it stay out of reach.
settings = Settings
settings-language = Language
settings-appearance = Appearance
appearance-automatic = Like the phone
appearance-light = Light
appearance-dark = Dark
kind-work-order = work order
kind-building = building
kind-request = request
kind-history = history
kind-catalogue = catalogue
kind-person = person
kind-stock-list = stock list
refused-corrupt = Reason: the content arrived damaged.
refused-out-of-scope = Reason: this document is not for you.
refused-foreign-actor = Reason: a copy of this phone was used elsewhere.
refused-not-allowed = Reason: your role does not allow it.
refused-foreign-signature = Reason: signed in somebody else’s name.
refused-too-large = Reason: the document has become too large.
refused-unreadable = Reason: the document could not be read any more.
refused-missing-dependency = Reason: an earlier change was missing.
refused-actor-reused = Reason: a copy of this phone was used elsewhere.
failure-not-here = This document is not, or no longer, on this phone: it may be assigned to somebody else. What you wrote in it is at the office, or on its way there.
failure-not-started = Start the work first.
failure-not-allowed = Your role does not allow this.
failure-text-missing = Write a few words.
failure-not-a-number = Write a number, for example 1.5.
failure-implausible-day = This date cannot be right: check the year.
failure-newer-version = A newer version wrote this document. Update the app.
picture-unreadable = This file cannot be read: perhaps it is not on this phone, but online. Open it in the gallery first, then choose it again.
picture-not-a-picture = This file is not a photo. Choose another one.
picture-heic = This photo is in HEIC format, which this browser does not open. Choose JPEG in the camera’s settings (on an iPhone: “Most Compatible”), then take it again.
picture-avif = This photo is in AVIF format, which this browser does not open. Choose JPEG in the camera’s settings, then take it again.
picture-other-kind = This kind of picture cannot be read here. Choose JPEG in the camera’s settings, then take the photo again.
picture-damaged = This photo is damaged or incomplete. Take it again, or choose another one.
failure-bad-code = There is no such code. Check the letters.
failure-enrolment-code-used = This code was used already. Ask for a new one.
failure-enrolment-code-expired = This code is more than a quarter of an hour old. Ask for a new one.
failure-too-many-attempts = Too many attempts. Wait a quarter of an hour.
failure-work-waits = Work of { $text } still waits on this phone. Send it or make a copy first: the code of somebody else erases it.
failure-out-of-reach = The office is out of reach. Try again when there is a network.
failure-slow-start = Opening takes longer than usual. Wait a little more, or load again.
failure-held-elsewhere = Another window still holds Guichet’s data. Close it, then load again.
failure-full = The phone is full. Free some space, then try again.
failure-storage = This phone cannot save any more. Reload the app; if it goes on, save a copy of what waits and tell your supervisor.
level = floor { $text }
due = due { $text }
reason = Reason: { $text }
since = since { $text }
last-contact = Last contact with the office: { $text }
settings-owner = This phone belongs to { $text }
photo-enlarge = Enlarge: { $text }
photo-taken = Taken: { $text }
photo-taken-another-day = Taken on another day: { $text }
photo-added = Added: { $text } (date of taking unknown)
report-of = Report by { $text }
visit-since = since { $text }
material-remove = Remove: { $text }
material-removed = Removed: { $text }
size-kb = { $text } kB
size-mb = { $text } MB
failure-answers-missing = An answer is missing for: { $text }
failure-not-possible-while = Not possible in this state: { $text }
failure-out-of-range = This number cannot be right. Write one within these limits: { $text }.
failure-other = This could not be done. Nothing is lost; try again. ({ $text })
failure-not-started-up = Guichet stopped. What was saved is still saved: load again. ({ $text })
photo-sending = Sending: { $count } %
picture-too-many-bytes = This file has { $count } MB: that is more than a photo. Choose a photo, not a video.
picture-too-many-pixels = This photo has { $count } megapixels: too many for this phone. Choose a smaller size in the camera’s settings (12 megapixels are enough), then take it again.
failure-text-too-long = Too long: at most { $count } characters.
failure-too-many = There are { $count } already: a document holds no more.
date = { $day } { $month } { $year }
status-saved = Saved · { $count } to send
status-sending = Sending to the office · { $count } left
status-set-aside = { $count ->
    [one] { $count } text set aside, to be read
   *[other] { $count } texts set aside, to be read
}
today-done = { $count ->
    [one] { $count } closed
   *[other] { $count } closed
}
search-found = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
photos-on-the-way = { $count ->
    [one] { $count } photo still on this phone
   *[other] { $count } photos still on this phone
}
defect-photos = { $count ->
    [one] { $count } photo attached
   *[other] { $count } photos attached
}
to-send-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
kind-refused = refused document
set-aside-taken-over = The office has taken it over since: nothing is lost.
set-aside-dealt-with = Dealt with, take it off the list
handing-over-title = Device withdrawn
handing-over = The office is withdrawing this device. It still sends what it holds, then erases its copy. Nothing more can be written on it.
enrol-handed-over = The office has withdrawn this device. Everything it held has reached the office and its copy is erased. Ask for a new code to go on.
state-update-needed = App update needed
kept-ask = Keep the data
figures = Exact figures
report-at-office = Saved and at the office
today-as-of = As of { $text }, until everything is open
today-receiving = Your work orders are arriving from the office… One moment.
today-receiving-later = Not all your work orders have arrived yet. They come as soon as there is a network.
order-new = New
action-take-back = Undo, it is not finished
action-take-back-cannot = Undo, the work is still to be done
finish-wordless = Nothing is written in the report
finish-no-photo-after = No photo shows the result (“After”)
finish-first = Before you finish:
finish-anyway = Finish as it is
unsaved-answer = Answer not saved yet: { $text }
unsaved-caption = Caption of a photo not saved yet
unsaved-report = Report not saved yet
unsaved-material = Material not added yet: { $text }
unsaved-remark = Remark on the building not saved yet
unsaved-correction = Correction of the asset not saved yet
cannot-finish-cause = What stands in the way?
cannot-finish-which = Choose first what stands in the way.
cannot-finish-more = Anything to add? (optional)
cause-next-wrong-building = Your supervisor corrects the address and sends the order back to you, or gives it to somebody else. It leaves your list.
cause-next-other-trade = Your supervisor gives the work to the right trade. The order leaves your list.
cause-next-nobody-there = Your supervisor arranges another visit and sends the order back to you. It leaves your list meanwhile.
cause-next-other = Your supervisor reads your reason and decides what happens next. The order leaves your list.
photo-withdrawn = Photo withdrawn
photo-withdraw = Withdraw the photo
photo-restore = Put back
photo-edit = Change
photo-caption = Caption
jump = Parts of the work
jump-checklist = Checks
jump-materials = Material
what = The work asked for
material-search = Search for a material
quantity-less = One less
quantity-more = One more
remark-withdraw = Withdraw this remark
map = See on the map
missing-answers = { $count ->
    [one] { $count } answer is missing:
   *[other] { $count } answers are missing:
}
unit-piece = { $count ->
    [one] piece
   *[other] pieces
}
unit-bag = { $count ->
    [one] bag
   *[other] bags
}
unit-roll = { $count ->
    [one] roll
   *[other] rolls
}
unit-box = { $count ->
    [one] box
   *[other] boxes
}
unit-pair = { $count ->
    [one] pair
   *[other] pairs
}
figures-changes = { $count ->
    [one] { $count } change waiting
   *[other] { $count } changes waiting
}
figures-photos = { $count ->
    [one] { $count } photo file waiting, thumbnails included
   *[other] { $count } photo files waiting, thumbnails included
}
to-send-photos = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}

kind-announcement = announcement
announcement-title = Announcement from the office
announcement-until = until { $text }
announcement-read = I have read it
lock-title = Phone locked
lock-out-of-contact = This phone has not reached the office for too long: it shows nothing of what it holds. Nothing is lost. It opens as soon as it reaches the office.
lock-token-ended = This phone stayed away from the office for too long: it shows nothing of what it holds. Nothing is lost. Ask your supervisor for a new code; the work that waits is then sent.
lock-blocked = Your account is blocked: this phone shows nothing of what it holds. Call the office. Nothing is lost; it opens at the first contact after you are unblocked.
lock-waiting = { $count ->
    [one] One piece of work waits here to be sent.
   *[other] { $count } pieces of work wait here to be sent.
}
lock-sync = Reach the office now
lock-or-code = If the office does not accept it any more, ask your supervisor for a new code.
locks-soon-title = Locks soon
locks-soon = This phone has not reached the office for a long time. Give it a network, or it locks itself ({ $text }).
failure-locked = This phone is locked: it must reach the office first. What you typed is kept.
accessibility = Accessibility
privacy = Privacy
statements-label = Legal information
pin = PIN
pin-asked = Type your PIN. Nothing of what this phone holds is shown before.
pin-busy = Checking…
pin-unlock = Unlock
pin-forgotten = I have forgotten the PIN
pin-start-over-explain = Nobody can read this phone without the PIN. You can begin anew with a new code from the office: what is not at the office yet is lost.
pin-start-over = Erase and begin anew
pin-title = Lock
pin-explain = With a PIN, nobody else opens this phone. At least six digits.
pin-is-set = This phone locks itself with a PIN.
pin-before = PIN until now
pin-new = New PIN
pin-again = Once more
pin-after-title = Locks itself without a touch
pin-after = { $count ->
    [one] after { $count } minute
   *[other] after { $count } minutes
}
pin-set = Lock with this PIN
pin-change = Change
pin-take-away = Lock no more
pin-lock-now = Lock now
pin-done = Done.
pin-not-alike = The two PINs differ. Type the same one twice.
failure-wrong-pin = That is not the PIN of this phone. Check it and try again.
failure-pin-waits = Too many wrong PINs. Try again after { $text }.
failure-weak-pin = This PIN is too easily guessed. Take at least six digits, neither all alike nor counted up or down.
pin-key-lost = The key of this phone is lost, probably by a power failure: nobody can read any more what it holds. All that had reached the office is still there. Begin anew with a new code from the office.
code-only = Too many wrong PINs. Only a code from the office opens this phone now. Nothing is lost.
code-explain = Call your supervisor: they find this phone among the devices and read you a code of 25 letters and digits, five at a time. This works without a network too, and nothing is lost.
code-label = Code from the office
code-start-over-explain = With the code from the office nothing is lost. If you erase, what is not at the office yet is lost. Tap once more to erase all the same.
failure-wrong-code = This code does not open this phone. Compare it with the one at the office, group by group: 25 letters and digits.
pin-required = Your administration has this phone locked with a PIN. Choose one to go on: all that you have written stays here.
pin-after-code = This phone was opened with a code from the office. Choose a new PIN: the old one is of no more use.
pin-way-back = If you forget it, nothing is lost: the office has a code that opens this phone.
pin-no-way-back = The office has no code to open it yet: remember it well until the phone next reaches the office. Without it, what is not there yet would be lost.
code-shown = A code that opens this phone was shown at the office to { $text }, on
failure-not-sealed = This phone has too little room to be locked. Free some and open the app again.
passkey-title = Fingerprint, face or screen lock
passkey-explain = Open Guichet as you open this phone, in place of typing the PIN. The PIN stays, for the day that does not work.
passkey-set = Unlock with this phone (fingerprint, face, screen lock)
passkey-is-set = This phone also opens by fingerprint, face or screen lock. The PIN stays valid.
passkey-take-away = Ask for the PIN alone again
passkey-unlock = Fingerprint, face or screen lock
passkey-no-key = This browser gives no key from fingerprint, face or screen lock. Nothing has changed: the PIN opens this phone.
failure-wrong-passkey = The phone did not give its key. Try again, or type the PIN.

other-phones = Your other phones
new-phone = Another phone was linked in your name. If you do not know it, call the office.
other-phones-unknown = Is there one you do not know? Call the office: it withdraws it.
other-phone-by = linked by { $text }
