# What the office says.

skip = Skip to content
nav-label = The office
nav-review = To review
nav-work-orders = Work orders
nav-requests = Requests
nav-buildings = Buildings
nav-history = History
nav-devices = Devices
nav-waiting = waiting
language-label = Language
sign-out = Sign out
sign-in-title = Sign in
sign-in-lead = The single counter of the technical services
sign-in-login = Login
sign-in-password = Password
sign-in-do = Sign in
sign-in-wrong = Wrong login or password.
sign-in-too-often = Too many attempts. Wait a quarter of an hour.
sign-in-put-off = Too many attempts. Wait a quarter of an hour, or sign in with a browser in which you have done so before.
sign-in-phone = This account is a technician’s: use the phone app, at the address /.
sign-in-unsent = Your session was over: nothing was sent. What you had written is waiting for you after signing in.
pages-label = Pages
pages-before = Previous page
pages-after = Next page
pages-beyond = The list is shorter: there is nothing on this page.
pages-first = First page
review-title = To review
review-said = The list of reports to review has changed.
review-nothing = No report is waiting. They appear here as phones find a signal.
review-filter = Choose reports
review-show = Show
review-show-all = All reports
review-show-odd = Needing a closer look
review-show-plain = Nothing unusual
review-order = The order and its steps
review-pile = All reports
review-ways = Previous report, next report
review-before = Previous
review-next = Next
review-unsent = You wrote what is missing and did not send it. Send the report back, or clear that text before you approve.
review-decided-meanwhile = This report has been decided meanwhile.
sort-label = Order
sort-oldest = Oldest first
sort-newest = Newest first
deviations = What is unusual
deviation-cannot = Could not be finished: { $reason }
deviation-failed = Not in order: { $item }
deviation-unanswered = Required check without an answer: { $item }
deviation-unusual = { $item }: { $value } { $unit }, never measured before (from { $least } to { $most } { $unit })
deviation-unwritten = The report is empty.
deviation-no-after = A photo before, none after.
deviation-overdue = Finished after the due date ({ $day }).
deviation-late = Sent by somebody who was no longer assigned to this order.
deviation-returned = This report has been sent back before.
take-back = Take this decision back
keys-title = Keyboard shortcuts
keys-use = Use these keys
keys-j = Next report
keys-k = Previous report
keys-a = Approve
keys-r = Send back
keys-u = Take the last decision back
keys-p = Enlarge the photos
keys-help = Show this list
order-said = This order has changed.
requests-said = The list of requests has changed.
where = Where
asset = Asset
asset-none = None in particular
organisation = Administration
nature = Nature
assigned = Assigned to
team-none = Without a team
assigned-nobody = Nobody
colon = {": "}
reason = Reason
hazards = Hazards
access = Access
access-keys = Keys
access-contact = Contact
access-phone = Telephone
access-hours = Hours
reports = Reports
report-empty = Nothing was written.
photos = Photos
photo-on-phone = Still on the phone
photo-withdrawn = Photo withdrawn
photo-corrected = Photo corrected
photo-added = added (date of taking unknown)
photo-another-day = taken on another day:
photo-of-request = Photo of the request
photo-close = Close
photo-before = Previous photo
photo-after = Next photo
checklist = Checklist
checklist-asked = To check
checklist-found = Found
checklist-by = By
required = required
answer-missing = Answer missing
answer-none = No answer
materials = Materials used
timeline = Steps
contradictions = To settle
contradiction-field = Two values given at once
contradiction-finished-though-cancelled = Finished on site while the office cancelled
contradiction-finished-twice = Finished by two technicians
contradiction-taken-back-though-approved = Finish taken back while the office approved it
contradiction-cannot-follow = A step that could not follow
contradiction-state = The order then was
contradiction-choose = Which value stands?
contradiction-choose-step = Which one counts?
contradiction-note = Decision, in a few words
contradiction-settle = Settle
contradiction-settled = Seen and settled
field-title = Title
field-description = Description
field-nature = Nature
field-priority = Priority
field-due = Due
field-planned-from = Planned from
field-planned-to = Planned to
field-space = Space
field-asset = Asset
field-team = Team
field-answer = Checklist answer
deliveries = Arrived late or with a wrong clock
delivery-late = was no longer assigned
decide = Decide
approve = Approve
approve-cannot = Close as impossible
approve-without-photos = Approve without waiting for these photos
send-back = Send back
send-back-reason = What is missing
plan = Plan
assign = Assign and reassign
assign-do = Assign
edit = Edit
save = Save
print = Print
paper-ways = Printing
paper-back = Back to the order
paper-printed = printed
paper-photos-more = { $count ->
    [one] One more photo is at the office.
   *[other] { $count } more photos are at the office.
}
paper-by-hand = Work done
paper-date = Date
paper-hours = From … to …
paper-signature = Signature
cancel-order = Cancel this order
cancel-reason = Why cancel it?
choose = Choose…
order-new = New work order
order-create = Create the order
order-which-building = In which building?
place-more = { $count ->
    [one] { $count } more building: write more of its name to find it.
   *[other] { $count } more buildings: write more of their names to find them.
}
orders-none = No order matches.
column-order = Order
column-number = Number
column-request = Request
column-entered = Entered
column-due = Due
filter-text = Search
filter-state = State
filter-cause = Cannot be done because
filter-to-do = Not finished
filter-all = All
filter-technician = Technician
filter-everybody = Everybody
filter-nobody = Nobody (to be assigned)
filter-do = Show
search-title = Search
search-label = Search for an order, a request, a building, an asset or a person
search-hint = Words in any order, whole or only begun, with or without accents: “ecole orneval”, the number of an order, a serial number.
search-do = Search
search-nothing = Nothing matches “{ $text }”. Try fewer words, or only their beginnings.
search-their-orders = Their orders
search-all = Show all results
search-more = There are more: add a word to find them.
orders-hidden-closed =
    { $count ->
        [one] 1 more among the finished or closed orders
       *[other] { $count } more among the finished or closed orders
    }
orders-hidden =
    { $count ->
        [one] 1 more order that the filters hide
       *[other] { $count } more orders that the filters hide
    }
requests-hidden =
    { $count ->
        [one] 1 more among the requests already answered
       *[other] { $count } more among the requests already answered
    }
buildings-hidden =
    { $count ->
        [one] 1 more building of the other administrations
       *[other] { $count } more buildings of the other administrations
    }
restricted-building = In one building
restricted-asset = On one asset
restricted-visitor = With an intervention by { $name }
restricted-year = With an intervention in { $year }
restricted-team = Team { $name }
restricted-drop = Drop this filter
chip-late = Late
chip-nobody = To be assigned
chip-unwritten = Empty report
chip-implausible = Value to check
chip-new-since-approval = New since you approved
due-none = No due date
when-today = today
when-tomorrow = tomorrow
when-yesterday = yesterday
buildings-none = No building matches.
building-assets-title = Assets
asset-family = Family
asset-serial = Serial number
asset-installed = Installed
space-none = Elsewhere in the building
history-none = No known intervention.
remarks = Remarks
remarks-none = No remark.
requests-none = No request is waiting.
requests-none-at-all = No request.
requests-all = Show those already answered too
request-new = New request
request-what = What is wrong?
request-create = Save the request
request-entered = Request { $number } entered.
request-correct = Correct this request
request-open-here = Already open in this building
request-same-asset = Same equipment
request-origin-counter = Counter
request-origin-field = Field
request-open = To be dealt with
request-ordered = Work order made
request-order-state = Order:
request-closed = Closed without work
request-order = See the work order
request-make-order = Make a work order of it
request-close = Close without work
request-close-reason = Why?
device-last-contact = Last contact
device-orders-none = No order on this phone.
device-no-contact = Never in contact
device-silent = Silent
device-unnamed = Unnamed device
browser-on-system = { $system } ({ $browser })
system-android = Android phone
system-iphone = iPhone
system-ipad = iPad
system-windows = Windows computer
system-mac = Mac
system-linux = Linux computer
column-person = Person
column-device = Device
column-holds = What it still holds
device-enrolled = enrolled
device-nothing-waits = Nothing waits
device-withdrawn = Withdrawn
device-withdraw = Withdraw this device
device-withdraw-sure = I understand
enrol-whose = Whose phone is it?
enrol-do = Enrol a phone
enrol-explain = Scan the picture with the phone, or type the code in the app. It works once, for fifteen minutes.
enrol-qr = QR code of the link
history-year = Year
history-orders = Orders
history-visits = Interventions
history-time = Time
history-technicians = By technician
history-technicians-column = Technician
history-natures = By nature
history-natures-column = Nature
history-assets = By asset
history-assets-column = Asset
history-by = By
history-name = Name
history-detail = Detail
history-hours = Hours
history-file = history
done-approved = Report approved.
done-sent-back = Report sent back.
done-taken-back = Decision taken back: the report is to be reviewed again.
done-cancelled = Order cancelled.
done-settled = Settled.
done-created = Saved.
done-saved = Changes saved.
done-shortened = The periods are saved, but not in force: some are shorter. See below what would go now, then put them in force.
done-closed = Request closed.
done-withdrawn = Device withdrawn.
error-title = That did not work
error-home = Back to the office
form-kept = Everything you had written is still here.
form-there = Go to the form
form-done-before = See what was saved.
form-answer = See what became of it.
form-too-long = { $chars } characters: { $over } too many (at most { $most }).
form-both = Somebody else has changed this too in the meantime. Which one is to be kept?
form-mine = What I entered above
form-theirs = What is saved
form-theirs-empty = nothing
form-written = What you had written
form-written-explain = None of this was saved. Copy what you want to keep.
form-unsent = You are signed in again. Nothing was sent yet: read it over, then send it.
error-not-allowed = Your role does not allow this. Ask a supervisor or an administrator.
error-foreign = This request does not come from a page of Guichet. Nothing was done.
error-another-host = This form arrived at another address than Guichet’s. Nothing was done. Start again at the right address:
error-not-found = There is nothing at this address.
error-not-listed-yet = It is saved, but the lists do not know it yet. Enter nothing a second time: the page appears here as soon as the lists are up to date.
error-full = The office’s disk is full. Nothing was changed.
error-mending = The office’s data have to be mended first. Nothing was changed; try again in a moment.
error-broken = Something went wrong on our side. Nothing was changed; try again later.
error-locked = Another program is holding the office database, so this page cannot read it. Close that program, then reload the page. Nothing was changed.
behind-since = The lists are out of date. Behind since: { $when }.
behind-kept = Nothing is lost: what is done is saved, and will appear as soon as possible.
behind-locked = Another program is holding the office database: close it, or have it open the database read-only.
behind-full = The server’s disk is full: ask whoever looks after the server to make room.
behind-other = Tell whoever looks after the server: the server’s log says why.
error-answers-missing = Required answers are missing.
error-not-started = The work has not been begun.
error-not-possible = This is not possible in the order’s present state.
error-not-seen = Work arrived in the meantime. Read again, then decide.
error-too-late = This decision can no longer be taken back: more than a quarter of an hour has passed, or the work went on. An approved report can still be sent back.
error-unsettled = Two steps contradict each other. Choose first which one counts, then approve.
error-photos-missing = Photos are still on a phone. Confirm to approve without them.
error-not-accepted = One of these values does not fit its field. Correct it and save once more.
error-in-itself = Nothing is inside itself. Choose another place.
error-unknown = That is no longer in this order.
error-wrong-answer = The answer is of the wrong kind.
error-too-long = The text is too long.
error-too-many = There are already as many as there can be.
error-empty = Write a few words.
error-nature-missing = Choose a nature.
error-not-sure = Tick the box to confirm.
error-other = The request was not understood. Nothing was changed.
error-somebody-else = This form was opened by somebody else. Nothing was sent. Open the page again to act in your own name.
error-sent-before = This form was sent and saved already. What you changed in it since is not: check whether it still has to be sent.
error-old-form = This form has been open for too long. Nothing was saved: read it over, then send it again.
error-form-too-large = This text is far too long to be sent. Go back, shorten it, then send it again.
error-out-of-range = This number cannot be right: check it.
error-day = This date is not possible: choose one between 2000 and 2099.
error-day-over = That day is already over: choose today or later.
error-changed-meanwhile = Somebody else has changed the same thing in the meantime. Choose what is to be kept, then save.
error-answered-already = This request was answered already, by a work order or by being closed.
error-copy = This file is not a copy of Guichet. Choose the “.guichet” file the phone saved.
error-copy-large = This file is too large. Update the app on the phone and make the copy again: it comes in several files then, to be brought one after the other.
error-copy-cut = This file is incomplete or was altered: nothing was taken in. Make the copy again on the phone, or transfer it once more, and bring it whole.
error-copy-office = This copy is closed to another office: this one cannot open it. Bring it to the office the phone is enrolled with.
error-copy-unsigned = This copy is not signed, though the phone signs its copies: nothing was taken in. Make the copy again on the phone with the app up to date.
error-copy-device = This copy does not come from a device this office knows, or it was altered. Nothing was taken in.
when-day-time = { $day }, { $time }
level = floor { $level }
due-overdue = Overdue: { $day }
delivery-ahead = clock { $length } ahead
delivery-behind = clock { $length } behind
duration-days = { $days } d { $hours } h
duration-hours = { $hours } h { $minutes }
duration-full-hours = { $hours } h
duration-minutes = { $minutes } min
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
enrol-title = { $name }’s phone
pages-here = Page { $count }
review-count = { $count ->
    [one] { $count } order is waiting
   *[other] { $count } orders are waiting
}
review-odd-count = { $count ->
    [one] { $count } needs a closer look
   *[other] { $count } need a closer look
}
chip-checks-failed = { $count ->
    [one] { $count } check not in order
   *[other] { $count } checks not in order
}
chip-checks-left-out = { $count ->
    [one] { $count } check not answered
   *[other] { $count } checks not answered
}
chip-contradictions = { $count ->
    [one] { $count } to settle
   *[other] { $count } to settle
}
chip-photos-missing = { $count ->
    [one] { $count } photo still on a phone
   *[other] { $count } photos still on a phone
}
approve-photos-missing = { $count ->
    [one] { $count } photo of this report is still on a phone.
   *[other] { $count } photos of this report are still on a phone.
}
building-assets = { $count ->
    [one] { $count } asset
   *[other] { $count } assets
}
building-hazards = { $count ->
    [one] { $count } hazard
   *[other] { $count } hazards
}
building-orders = { $count ->
    [one] { $count } order to do
   *[other] { $count } orders to do
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
    [one] { $count } change waits
   *[other] { $count } changes wait
}
device-photos = { $count ->
    [one] { $count } photo waits
   *[other] { $count } photos wait
}
copy-title = Take in the copy of a phone
copy-explain = When a phone cannot reach the office any more, its user saves a copy (screen “To send”) and brings it. It counts as sent by the device, under the same rules.
copy-file = File of the copy
copy-do = Take in the copy
copy-taken = Copy taken in
copy-made = Copy made
copy-accepted = { $count ->
    [one] { $count } change is at the office
   *[other] { $count } changes are at the office
}
copy-photos = { $count ->
    [one] { $count } photo is at the office
   *[other] { $count } photos are at the office
}
copy-refused = { $count ->
    [one] { $count } refused change, to be read
   *[other] { $count } refused changes, to be read
}
copy-held = { $count ->
    [one] { $count } change waits for a confirmation; take the copy in again afterwards
   *[other] { $count } changes wait for a confirmation; take the copy in again afterwards
}
copy-spoilt = { $count ->
    [one] { $count } photo that cannot be read
   *[other] { $count } photos that cannot be read
}
nav-refused = Refused
refused-title = Refused changes
refused-lead = What phones sent and the office could not accept. Nothing is lost: read, then take over or set aside.
refused-said = The list of refused changes has changed.
refused-none = Nothing waits here.
refused-show-dealt-with = Show what is dealt with
refused-show-waiting = Show what waits
refused-new = { $kind } the office does not have
refused-number = Change no. { $number }
refused-by = Written by
refused-device = Device
refused-received = Received
refused-document = Document
refused-text = What was written
refused-text-none = The content cannot be read here.
touched = What this touches, exactly
refused-bytes = Download as received
refused-take-over-explain = The change goes into the document in its author’s name, and comes back to their phone.
refused-take-over-do = Take over
refused-set-aside-explain = It stays readable here with your name, and no longer waits.
refused-set-aside-do = Set aside
refused-taken-over = Taken over
refused-set-aside = Set aside
refused-builds-on = Take over first:
why-refused-corrupt = The content arrived damaged.
why-refused-out-of-scope = This document was never assigned to this person.
why-refused-foreign-actor = A copy of this phone was used elsewhere.
why-refused-not-allowed = This person’s role does not allow it.
why-refused-foreign-signature = Signed in somebody else’s name.
why-refused-too-large = The change or the document is too large.
why-refused-unreadable = The document could not be read any more.
why-refused-missing-dependency = An earlier change is missing.
why-refused-actor-reused = A copy of this phone was used elsewhere.
obstacle-corrupt = Cannot be taken over: the content is damaged.
obstacle-hand = Cannot be taken over: written with the hand of another device. Copy the text.
obstacle-signature = Cannot be taken over: signed in somebody else’s name. Copy the text.
obstacle-too-large = Cannot be taken over: too large. Copy the text.
obstacle-unreadable = Cannot be taken over: the document could not be read any more. Copy the text.
obstacle-missing = Cannot be taken over yet: an earlier change is missing.
obstacle-not-yours = Cannot be taken over: your role does not allow it either.
nav-people = People
nav-audit = Audit log
nav-account = My account
account-password = Change password
account-password-old = Current password
account-password-new = New password
account-password-again = The new one, once more
account-password-rules = From { $least } to { $most } characters. A few unrelated words make a good password; neither your name nor your login.
account-password-do = Change
account-choose-password = This password was given to you. Choose your own before you go on.
account-sessions = Where you are signed in
account-session-here = here
account-session-unnamed = Unknown browser
account-session-begun = since
account-session-used = used
sign-out-everywhere = Sign out everywhere
sign-out-everywhere-explain = Ends every session at the office. Phones go on working.
person-new = New person
person-add = Add
person-name = Name
person-role = Role
person-team = Team
person-team-none = None
person-organisations = Administrations
person-organisations-explain = Another role in one administration takes the place of the one above. People see only what is of the administrations they have a role in; their phone gets the buildings of these.
person-role-where = Where
person-role-only = Only where a role is chosen
person-role-everywhere = In every administration, also those to come
person-role-at-main = This role
person-role-in-one = Role in one administration
person-role-at-none = No role of its own
person-everywhere = All
person-devices = Devices
person-devices-none = No device.
person-organisations-none = No administration in particular.
person-account = Account
person-blocked = Blocked
person-block = Block
person-block-explain = No more sign-in at the office, no more exchange with their phones: sessions and codes end at once. What is not sent yet stays on the phones.
person-block-orders = { $count ->
    [one] { $count } order to do is still assigned to this person: assign it to others first.
   *[other] { $count } orders to do are still assigned to this person: assign them to others first.
}
person-block-phones = { $count ->
    [one] { $count } phone holds work that has not been sent.
   *[other] { $count } phones hold work that has not been sent.
}
person-unblock = Unblock
person-unblock-explain = Restores sign-in at the office and exchange with their phones. Sessions and codes that ended do not come back.
person-give-password = Give a password
person-give-password-explain = A provisional password, to be changed at the first sign-in.
person-give-password-old = The old one stops working.
person-without-password = No password yet
people-nobody-reviews-all = No supervisor works for every administration. What a phone brings and belongs to none, such as a change that cannot be read, is then seen by nobody. Give somebody the role of supervisor in every administration.
person-signs-in-not-yet = This person has no password yet and cannot sign in here: give them one.
person-signs-in-phone = This person works with the phone and does not sign in here: enrol their phone under “Devices”.
person-signs-in-blocked = This account is blocked: this person cannot sign in, not even with a new password.
person-password-title = Password of { $name }
person-password-explain = Write it down now: it is not shown again. It works for three days, to choose another one.
audit-export = Export as CSV
audit-file = audit-log
audit-none = Nothing matches.
audit-orders = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
audit-field = Work in the field
audit-on-site = Field
audit-hears = team or administrations changed
audit-code-not-taken = Code unknown, already used or too old
field-photo = { $count ->
    [one] { $count } photo taken
   *[other] { $count } photos taken
}
field-answer-count = { $count ->
    [one] { $count } check filled in
   *[other] { $count } checks filled in
}
audit-number = Number
audit-at = When
audit-person = Who
audit-device = Device
audit-address = From
audit-action = What
audit-subject = To what
audit-detail = Detail
audit-chain = Fingerprint
audit-from = From
audit-to = To
audit-older = Older
audit-newest = Newest
audit-head = Fingerprint of the log after { $lines }: { $chain }…
audit-head-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
audit-head-written = Written to { $place }, last: { $when }.
audit-head-not-written = Not yet written to { $place }: see the server’s messages.
audit-head-nowhere = It is written nowhere else.
kind-work-order = Work order
kind-building = Building
kind-request = Request
kind-history = History
kind-catalogue = Catalogue
kind-person = Person
kind-stock-list = Stock list
device-token-ended = Needs a new code since
device-token-ended-explain = This phone has not reached the office for too long: it shows nothing and sends nothing any more. What waits on it is kept. Make a new code for this person, or withdraw the phone if it is lost.
device-copied = Copy found, or put back to an earlier day
device-copied-explain = This device knew less than before: somebody may have a copy of what is on it. When in doubt withdraw it and enrol it again.
device-hands-over = Hands over what it holds since
device-handed-over = Withdrawn, everything handed over
device-outstanding = If this phone is lost
device-outstanding-none = Nothing is announced that has not arrived.
device-at-last-contact = at its last contact
device-at-work = Work begun, perhaps not sent completely
device-announced-photos = Photos announced, not received yet
device-orders = Orders on this phone
device-orders-explain = The orders this phone had at its last contact.
device-first-day = Written within 24 hours after it was enrolled
device-first-day-explain = What this phone sent within 24 hours after { $name } enrolled it in the name of { $owner }. Ask { $owner } whether it is theirs.
device-first-day-none = It sent nothing.
device-contacts = Last contacts
contact-at = When
contact-accepted = Accepted
contact-refused = Refused
contact-sent = Documents sent
contact-clock = Clock
withdraw-how = How?
withdraw-recover = Recover first.
withdraw-recover-explain = The device still hands over what it holds, gets nothing more, then erases itself.
withdraw-erase = Erase at its next contact.
withdraw-erase-explain = Everything stops now; what was not sent is lost.
withdraw-erase-elsewhere = This person works for another administration too: only an administrator, or a supervisor of all of them, can have the phone erased at once.
done-recovering = The device hands over what it holds, then erases itself.
done-taken-over = Change taken over.
done-set-aside = Change set aside.
refused-followers = { $count ->
    [one] { $count } change that builds on it comes along.
   *[other] { $count } changes that build on it come along.
}
device-line-orders = { $count ->
    [one] { $count } job begun
   *[other] { $count } jobs begun
}
device-line-photos = { $count ->
    [one] { $count } photo announced, not received
   *[other] { $count } photos announced, not received
}
device-line-refused = { $count ->
    [one] { $count } refused change
   *[other] { $count } refused changes
}
did-signed-in = Signed in
did-sign-in-failed = Sign-in failed
did-signed-out = Signed out
did-signed-out-everywhere = Signed out everywhere
did-password-changed = Password changed
did-password-change-failed = Password change failed
did-password-given = Password given
did-person-added = Person added
did-person-changed = Person changed
did-person-blocked = Person blocked
did-person-unblocked = Person unblocked
did-audiences-set = Recipients of a document updated
did-code-made = Device code made
did-device-enrolled = Device enrolled
did-enrolment-failed = Device code refused
did-device-withdrawn = Device withdrawn
did-device-to-hand-over = Hand-over of the contents asked for
did-device-handed-over = Device: everything was handed over
did-device-copied = Copy of a device found
did-put-back = Server’s disk found put back to an earlier day
did-restored = Server restored from a backup
did-copy-taken = Copy of a device taken in
did-change-taken-over = Refused change taken over
did-change-set-aside = Refused change set aside
did-offer-confirmed = Recovered version confirmed
did-offer-declined = Recovered version declined
did-token-ended = Device away for too long, token ended
did-device-told-to-erase = Withdrawn device told to erase
did-device-heard = Contact after a silence
did-changes-refused = Changes refused
did-actor-reused = Copy of a phone used elsewhere
did-orders-retired = Old orders taken off the phones
did-audit-exported = Audit log exported
did-work-order-create = Work order created
did-work-order-start = Work started
did-work-order-pause = Work paused
did-work-order-finish = Work finished
did-work-order-cannot-finish = Work cannot be finished
did-work-order-write-report = Report written
did-work-order-answer = Check answered
did-work-order-use-material = Material noted
did-work-order-add-photo = Photo added to work order
did-work-order-edit = Work order edited
did-work-order-assign = Work order assigned
did-work-order-approve = Report approved
did-work-order-send-back = Report sent back
did-work-order-take-back = Decision taken back
did-work-order-cancel = Work order cancelled
did-work-order-settle = Contradiction settled
did-building-create = Building added
did-building-correct-asset = Asset corrected
did-building-revise = Register corrected
did-building-add-asset = Asset added
did-building-add-remark = Remark added
did-building-set-access = Access changed
did-building-transfer = Building transferred
did-building-share = Building shared
did-building-unshare = Building no longer shared
did-request-create = Request recorded
did-request-add-photo = Photo added to request
did-request-number = Request numbered
did-request-correct = Request corrected
did-request-link-work-order = Request linked to a work order
did-request-close = Request closed
did-history-create = History begun
did-history-record = History extended
did-catalogue-create = Catalogue created
did-catalogue-put = Catalogue changed
did-person-create = Card of a person begun
did-person-change = Card of a person changed
did-stock-list-create = Stock list begun
did-stock-list-put = Stock list changed
did-stock-list-set-teams = Teams of a stock list chosen
done-password-changed = Password changed. Your other sessions have ended.
done-added = Person added.
done-blocked = Account blocked.
done-unblocked = Account unblocked.
done-signed-out = Signed out everywhere.
error-login-taken = This login is somebody else’s already.
error-login-unusable = A login has 1 to 64 characters and no space.
error-name-unusable = Write a name, of at most 200 characters.
error-last-administrator = This is the last administrator: appoint another one first.
error-administrator-in-part = An administrator is one for all administrations. Choose “In every administration” with no other role below, or another role.
error-works-nowhere = Choose at least one administration, or “In every administration”: otherwise this person would see nothing.
error-password-old = This is not the current password.
error-password-again = The two new passwords differ.
error-password-short = Too short: at least 12 characters.
error-password-long = Too long: at most 128 characters.
error-password-personal = Your name or login stands in it.
error-password-common = Too easy to guess. Take a few unrelated words instead.
error-password-same = This is still the old one.
person-devices-count = { $count ->
    [one] { $count } device
   *[other] { $count } devices
}
nav-offers = To confirm
offers-title = To confirm after the restore
offers-explain = The server was restored from a backup. Phones bring back what it no longer knows. What they did not write themselves waits for your yes, because the server can no longer know that it is genuine.
offers-none = There is nothing to confirm.
offers-confirm-all = Confirm everything shown here
offers-decline-all = { $count ->
    [one] Decline the one document that waits
   *[other] Decline all { $count } documents that wait
}
offers-rest = { $count ->
    [one] One more document will follow.
   *[other] { $count } more documents will follow.
}
offer-kind-work-order = Work order
offer-kind-building = Building
offer-kind-request = Request
offer-kind-history = History of a building
offer-kind-catalogue = Catalogue
offer-kind-person = Person
offer-kind-stock-list = Stock list
offer-unknown = Unknown at the office
offer-changes = { $count ->
    [one] One change
   *[other] { $count } changes
}
offer-stuck = { $count ->
    [one] One change does not fit: something it builds on is missing
   *[other] { $count } changes do not fit: something they build on is missing
}
offer-by = Brought back by
offer-no-text = Nothing to read: only fields change.
offer-confirm = Confirm
offer-decline = Decline
offer-decline-explain = What you decline does not enter the office and leaves the phones. What a technician wrote on top of it stays readable on their phone.
offer-decline-sure = Yes, decline
done-confirmed = Confirmed. Phones get it at their next contact.
done-declined = Declined.
error-offers-changed = More changes came in meanwhile: read the list again. Nothing was decided.
error-refused-changed = More changes came in meanwhile: read this one again. Nothing was taken over.
photos-withdrawn = { $count ->
    [one] { $count } photo withdrawn
   *[other] { $count } photos withdrawn
}

## Announcements

nav-announcements = Announcements
announcements-all = Show past and withdrawn ones too
announcements-none = No current announcement.
announcement-new = New announcement
announcement-text = What should people know?
announcement-for = For
announcement-of = Of which administration
announcement-of-all = Of all administrations
announcement-until = Show until
announcement-create = Announce
announcement-read-by = Read by { $read } of { $all }
announcement-unread = Not read yet
announcement-withdraw = Withdraw this announcement
announcement-withdraw-explain = Phones no longer show it from their next contact on.
announcement-withdrawn = Withdrawn
column-announcement = Announcement
column-until = Until
column-read = Read
kind-announcement = Announcement
offer-kind-announcement = Announcement
did-announcements-retired = Past announcements taken off the phones
did-announcement-create = Announcement made
did-announcement-read = Announcement read
did-announcement-withdraw = Announcement withdrawn
nav-responsible = Responsible body
statements-label = Legal information
accessibility-short = Accessibility
privacy-short = Privacy
did-responsible-changed = Responsible body changed
error-email = One of the e-mail addresses is not valid: check it.
error-responsible = The name, the address and both e-mail addresses must be filled in.
responsible-explain = These details stand in the accessibility statement and on the page on privacy, which everybody can read.
responsible-name = Name of the body
responsible-address = Postal address
responsible-email = E-mail for contact
responsible-phone = Telephone for contact
responsible-dpo = E-mail of the data protection officer
responsible-ombudsman = Ombudsman (accessibility): name and website
responsible-unsaid = The administration
responsible-missing = The administration has not given its contact details here yet.
accessibility-title = Accessibility statement
accessibility-commitment = { $name } is committed to making the office pages and the phone app of Guichet accessible, in accordance with Directive (EU) 2016/2102 and the Walloon decree of 2 May 2019.
accessibility-status-title = Compliance status
accessibility-status = They are partially compliant with the standard EN 301 549 and with WCAG 2.2, level AA, because of the following.
accessibility-not-title = Content that is not accessible
accessibility-not-photos = Photos taken on site have as their text alternative the caption that their author wrote; many have none.
accessibility-not-texts = Texts that people wrote may be in another language than the page, and nothing says so.
accessibility-made-title = Preparation of this statement
accessibility-made = It is of { $day } and rests on a self-assessment: with each version the main office pages and the screens of the phone are checked with axe-core, light and dark, and measured enlarged to 200 % and on a small screen. There was no external audit.
accessibility-contact-title = Is something in your way?
accessibility-contact = Tell us the page and what is wrong; we will give you the information in another way.
accessibility-recourse-title = Enforcement
accessibility-recourse = Without a satisfactory answer you can turn to: { $ombudsman }.
accessibility-recourse-unsaid = Without a satisfactory answer you can turn to the ombudsman for your region.
privacy-title = Privacy and personal data
privacy-who = { $name } is responsible for the data in Guichet.
privacy-dpo = Data protection officer
privacy-why-title = Why
privacy-why = To take in requests, to plan and carry out the upkeep of buildings and equipment, and to account for it: a task in the public interest (General Data Protection Regulation, article 6(1)(e)).
privacy-kept-title = What is noted
privacy-kept-staff = Of staff: name, role, team, login, second factor, what was done and when, sessions with their browser, devices and their contacts with the office.
privacy-kept-requests = Of whoever reports a need: what was reported, where and when, and which member of staff noted it.
privacy-kept-buildings = Of buildings: the name and telephone of the person to contact to get in.
privacy-kept-photos = Photos of places and equipment, with their date. The position that the camera writes into them is removed on the phone.
privacy-kept-log = A log: who signed in or tried to, who changed what, and the network address it came from.
privacy-not = No position is tracked, nothing is measured for advertising, nothing goes to third parties.
privacy-where-title = Where
privacy-where = On the server of the administration and in its backups; and on the phones of technicians: the work entrusted to them and, for the administrations they serve, buildings with the person to contact and their last interventions, the catalogue, announcements and the names of colleagues.
privacy-long-title = For how long
privacy-long = A session ends after { $hours } hours without use and after { $days } days at the latest. An approved work order leaves the phones after { $orders } days; a phone that does not reach the office for { $phones } days shows nothing any more.
privacy-cookies-title = Cookies
privacy-cookies = One cookie remembers your session; without it the office does not open. Another remembers your language for a year. A third remembers for 400 days that you have signed in with this browser, so that attempts of others do not keep you out. The browser keeps what you type until the window is closed or you sign out; an enrolled phone keeps the app, its data and the list of the day.
privacy-rights-title = Your rights
privacy-rights = You can ask to see your data, to have them corrected or erased where no law holds them, to have their use restricted, or object to it: write to the data protection officer.
privacy-complaint = You can lodge a complaint with the Data Protection Authority, rue de la Presse 35, 1000 Brussels, contact@apd-gba.be.
device-enrolled-by = enrolled by { $name } ({ $when })
device-enrolled-own = enrolled by its owner ({ $when })
withdraw-administrator = Only an administrator withdraws the phone of an administrator.
enrol-other-explain = You are enrolling somebody else’s phone: the page of the device and the journal say so, and a report written on this phone in its first 24 hours is approved by somebody other than you.
first-day = Written on the phone of { $owner } within 24 hours after { $name } enrolled it ({ $when }).
own-phone = You enrolled the phone this report was written on: you do not approve it yourself.
own-phone-others = These can approve it: { $names }.
own-phone-nobody = Nobody else can at the moment: an administrator can give somebody the role of supervisor.
error-own-phone = You enrolled the phone this report was written on: somebody else has to approve it.
account-phones = My phones
blocked-title = Account blocked: { $name }
blocked-since = Blocked since: { $when }.
blocked-see = See what ended
blocked-ended = What ended
blocked-unknown = Which sessions and codes ended then was not written down.
blocked-sessions = { $count ->
    [one] { $count } session at the office ended
   *[other] { $count } sessions at the office ended
}
blocked-codes = { $count ->
    [one] { $count } device code voided
   *[other] { $count } device codes voided
}
blocked-phones = { $count ->
    [one] { $count } phone stopped
   *[other] { $count } phones stopped
}
blocked-streams = { $count ->
    [one] { $count } open page or phone cut off from news
   *[other] { $count } open pages or phones cut off from news
}
blocked-uploads = { $count ->
    [one] { $count } photo cut on its way
   *[other] { $count } photos cut on their way
}
blocked-browsers = { $count ->
    [one] { $count } known browser forgotten
   *[other] { $count } known browsers forgotten
}
blocked-half = { $count ->
    [one] { $count } half sign-in ended
   *[other] { $count } half sign-ins ended
}
blocked-next-approved = Approved in their name shortly before, { $when }. Read this report, and send it back if need be:
blocked-next-refused = A change from one of their phones was refused and waits for a decision:
blocked-next-offered = { $count ->
    [one] An approval in their name was brought back after a restore. It never counts; decide on the rest:
   *[other] Approvals in their name were brought back after a restore in { $count } documents. They never count; decide on the rest:
}
blocked-next = What to do now
blocked-next-waits = Work waits on a phone. To have it at the office, withdraw that phone with “Recover first”: it hands over what it holds although the account is blocked, then erases itself.
blocked-next-phones = Their phones learn at the next contact that the account is blocked: from then on they show nothing. They keep what they hold as long as they are not withdrawn, and open again after the account is unblocked.
blocked-next-enrolled = This person enrolled a phone in the name of { $name } ({ $when }). Ask { $name } whether it is theirs.
blocked-next-look = See this phone
blocked-next-unblock = Unblocking restores the account and its phones. Sessions and codes do not come back: they have to sign in again.
did-device-enrolled-for-other = Phone enrolled for somebody else

## Administrations that share a building

building-occupants = Shared with
building-occupants-explain = These administrations see the building, its equipment and its remarks as its own one does; their work orders and requests stay theirs.
code-title = Second factor
code-lead = The password is right. What is missing is the code your authenticator app shows.
code-label = Code
code-help = The six digits of your authenticator app, or one of your recovery codes. Neither of them? An administrator can reset your second factor.
code-help-first = The six digits the app shows.
code-wrong = This code is not valid, or it was used before. Wait for the next one in your app; if none of them works, check the clock of your phone.
code-too-often = Too many wrong codes. Wait a quarter of an hour.
code-over = The code did not come in time. Begin again with your password.
code-begin-again = Begin again
code-again = Before this, give the code of your second factor once more. Nothing has been done so far.
code-give = Give the code
code-given = The code is right. It will not be asked for again for { $minutes } minutes.
code-go-on = Go on
factor-title = Second factor
factor-chip = Second factor
factor-required = The administration asks for a second factor for your role. Set it up now: everything else opens after that.
factor-explain = A code from your phone besides the password: whoever guesses or finds your password does not get in. It takes an authenticator app, for example Aegis, FreeOTP or that of your password manager.
factor-is-there = A second factor is in use for this account.
factor-manage = Recovery codes and removal
factor-begin = Set up a second factor
factor-since = In use since { $when }.
factor-codes = Recovery codes
factor-codes-left = { $count ->
    [one] { $count } recovery code left
   *[other] { $count } recovery codes left
}
factor-codes-do = Make new codes; the old ones will be void
factor-codes-explain = Print these codes or write them down now: they will not be shown again. Each stands in once for the code of the app, for example when the phone is lost. Keep them away from the phone and the computer.
factor-codes-kept = I have put them in a safe place
factor-remove = Remove the second factor
factor-remove-not = The administration asks for a second factor for your role: it cannot be removed. To change your phone, ask an administrator to reset it.
factor-remove-do = Remove
factor-step-app = Open an authenticator app on your phone.
factor-step-scan = Scan this picture, or type the text below it. They will not be shown again.
factor-step-code = Give the code that the app shows, within { $minutes } minutes.
factor-qr = QR code for the authenticator app
factor-finish-do = Put into use
factor-over = Too much time has passed, or it was begun anew elsewhere. Begin again here.
factor-rule-title = Second factor required
factor-rule-explain = Administrators and supervisors decide on accounts, devices and reports. When a second factor is asked of them, whoever has none sets it up on their next page, and can do nothing else before.
factor-rule-own = Set up your own second factor first: you will know what you ask of others.
factor-rule-required = Ask administrators and supervisors for a second factor
phone-lock = Lock of the phone
phone-code-none = The office keeps no code that opens this phone: it has no PIN, or has not called since one was set.
phone-code-kept = The office keeps the code that opens this phone when its PIN is forgotten, since
phone-code-was-shown = A code of this phone was shown to { $name },
phone-code-not-here = An administrator, or a supervisor of every administration its owner works for, can have the code shown.
phone-code-explain = Only for its owner, whose voice you know or who stands before you: whoever has the phone and the code reads everything on it. That you were shown it, and why, is in the audit log, and on the phone.
phone-code-reason = Why
phone-code-show = Show the code
phone-code-why = Say why the code is needed: it is written in the audit log.
phone-code-title = Code for the phone of { $name }
phone-code-read = Read these five groups out, one after the other, and have each repeated. This page shows the code once.
phone-code-who = Read it to nobody but the owner of the phone.
phone-code-letters = There is no letter O, I, L or U in it: what looks like one is a digit. On the phone both are taken.
phone-code-after = The phone then asks for a new PIN. Nothing on it is lost, and this code is of no more use.
phone-code-back = Back to the phone
pin-rule-title = Phones locked with a PIN
pin-rule-explain = Phones of people who work for an administration ticked here ask for a PIN before they show anything, from their next contact on, also without a network. What is on them stays. Whoever forgets the PIN is given a code by a supervisor.
pin-rule-where = Every phone is locked with a PIN at
person-reset-factor = Reset the second factor
person-reset-factor-explain = For somebody who lost their phone and their recovery codes: make sure first that it is them. Their sessions end, and the password alone is enough for the next sign-in.
done-factor-removed = Second factor removed.
done-factor-reset = Second factor reset.
did-second-factor-set = Second factor put into use
did-second-factor-removed = Second factor removed
did-second-factor-reset = Second factor reset
did-second-factor-failed = Second factor: code or password refused
did-recovery-codes-made = New recovery codes made
did-recovery-code-used = Recovery code used
did-second-factor-required = Second factor made mandatory
did-second-factor-not-required = Second factor made optional
did-phone-code-shown = Code that opens the phone shown
did-phone-opened-by-code = Phone opened by a code of the office
did-pin-required = PIN on phones made mandatory
did-pin-not-required = PIN on phones made optional
audit-more = { $times } more times within an hour
audit-more-from = { $times } more times within an hour, from { $source }
audit-more-elsewhere = { $times } more times within an hour, from elsewhere
did-device-stopped = Device stopped for the day
did-device-lifted = Limit of the day lifted for a device
budget-title = Today, and the most a device may do
budget-what = What
budget-done = Today
budget-most = Most a day
budget-syncs = Syncs
budget-changes = Changes
budget-bytes = Size of the changes
budget-documents = Documents begun
budget-requests = Requests among them
budget-photos = Photos of the last 24 hours
budget-stopped = Stopped since
budget-stopped-explain = This device did more today than people do: perhaps the app runs in circles, or somebody else uses it. Nothing that waits on it is lost. Call the person; if all is well, lift the limit, otherwise withdraw the device. It goes on by itself tomorrow.
budget-lifted = Limit lifted for today by { $name },
budget-lift-explain = No limit until midnight: to do when one knows why the device sends so much.
budget-lift = Lift the limit for today
device-stopped = Stopped today
done-lifted = Limit lifted for today.
signed-report = Signed report
signed-report-explain = This approved order, as it was seen, signed by this server: whoever gets the file can verify that nothing of it was altered. The PDF holds the data for programs too.
signed-report-pdf = Signed report (PDF)
signed-report-json = Signed data (JSON)
signed-report-seal = Seal: the signature over the whole file
signed-report-verify = This report is signed by the server of Guichet. To verify that nothing was altered, neither on these pages nor in the attached data, send this file as it is to { $address }, or ask the technical service: “sync-server verify-report”. Printed, or saved again by another program, it can no longer be verified.
signed-report-key = Key of the server
signed-report-heads = Version of the order
signed-report-line = Line of the audit log and its chain
signed-report-approval-line = Approval in the audit log
error-report-not-approved = There is a signed report only of an approved order to which nothing was added since. Approve it first.
error-report-too-large = This order is too large for a signed report. Print its page.
did-report-signed = What a report says signed
did-report-exported = Signed report handed out
verify-short = Verify a report
verify-title = Verify a signed report
verify-explain = Choose a signed report of Guichet, as PDF or JSON, as you received it. This page says whether this server signed it, whether anything of it was altered since, and whether the order has gone on meanwhile.
verify-file = The report (PDF or JSON, 8 MB at most)
verify-forgotten = The file is not kept.
verify-do = Verify
verify-key = Public key of this server
verify-genuine = Genuine: this server signed this report, and nothing of it was altered.
verify-genuine-lost = To be confirmed: this server signed this report, but its audit log does not reach to it. Ask for a new report.
verify-genuine-differs = Doubtful: the signature is that of this server, but its audit log says something else. Do not rely on this report, and tell the administration.
verify-altered = Altered: this file is not what was signed. If a program saved it again, ask for the original.
verify-none = This is no signed report of Guichet, or too little of one is left. Choose the file as you received it.
verify-no-file = No file arrived. Choose the report, then send again.
verify-too-large = This file is too large for a report. Choose the file as you received it.
verify-another = Signed by another server, not by this one. Have it verified by the administration it comes from. Its key: { $key }
verify-number = Work order
verify-changed = Changed since
verify-changed-yes = Yes, the order has changed since this report. Ask for a more recent one.
verify-changed-no = No, the order is as in this report.
verify-changed-unknown = This server does not know this order any more.
verify-log = Audit log
verify-log-yes = The audit log of this server has the hash of this report.
verify-log-lost = The audit log of this server does not reach to this report: it goes on from an older backup.
verify-log-differs = The audit log of this server says something else in this place. Tell the administration.
offer-ends = Without a decision, declined by itself { $when }.
offer-author = Written, by what it says, by: { $name }
offer-author-office = the office
offer-author-unknown = nobody knows whom
confirmed-offers-title = Confirmed after a restore
confirmed-offers-explain = What was confirmed with one yes is taken back with it, in one go, but for documents in which somebody went on writing. An approval that a phone brings back never counts: the report is to be approved anew.
confirmed-offer-built-on-count = { $count ->
    [one] 1 document of it cannot be taken back any more
   *[other] { $count } documents of it cannot be taken back any more
}
confirmed-offer-by = Confirmed by { $name }, { $when }
confirmed-offer-built-on = Somebody went on writing after it: correct what is wrong on its page.
confirmed-offer-take-back = Take back
confirmed-offer-take-back-explain = These changes leave the office and the phones, as if they had been declined; a document that was known by them alone is gone. What was written before stays.
confirmed-offer-sure = Yes, take back
done-offers-taken-back = Taken back: these changes are declined.
error-offers-built-on = Somebody went on writing in one of these documents, or took some back already. Nothing was taken back: read the list again, then send it once more.
did-offer-ended = Version brought back declined for want of a decision
did-offer-taken-back = Version brought back taken back after it was confirmed
did-work-order-drop-approval = Approval brought back, to be given anew
nav-retention = Retention periods
retention-explain = What is not needed any more goes once a day, and a line of the audit log says so. Where no law sets a period, these are Guichet’s: choose your own.
retention-not-in-force = The periods are not in force yet: nothing goes. See below what would go today, and then put them in force.
retention-held-back = Nothing is erased until { $day }: the server was away for more than a month, or its clock jumped ahead. Check the clock of the server.
retention-in-force = The periods are in force: what is over them is erased
retention-archives = Ask your archives first what may be erased: the law on public archives says so, not Guichet.
retention-months = Period in months, from { $least } to { $most } (usually { $usual })
retention-months-are = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
retention-things = { $count ->
    [0] Today nothing is over this period.
    [one] Today 1 thing is over this period.
   *[other] Today { $count } things are over this period.
}
retention-days = { $count } From { $oldest } to { $newest }.
retention-sign-ins = Sessions and known browsers
retention-sign-ins-ground = A known browser keeps attempts of others from stopping somebody who signs in; ended sessions and attempts are of no use any more (GDPR, articles 5(1)(e) and 32).
retention-technical = Technical logs
retention-technical-ground = Contacts of phones, forms that were sent, what devices did in a day: to understand a fault from one season to the next (GDPR, articles 5(1)(e) and 32). Guichet always keeps the last contact. These logs are also about people at work: keep them short, and tell them (decision of the Belgian Data Protection Authority of 21 February 2023).
retention-decided = Refused or recovered changes, dealt with
retention-decided-ground = They hold texts on which somebody decided; that decision can be gone back to as long as it can be disputed (GDPR, article 5(1)(c) and (e)).
retention-audit = Audit log, with network addresses
retention-audit-ground = It shows who did what and from which address, to account for it (GDPR, article 5(2)) and to notice intruders (article 32). Lines go whole, the oldest first: an address stays as long as its line. ASVS 5.0 (V16.1.1) wants a period to be said, and sets none.
retention-not-title = What does not go by itself
retention-not = Buildings and cards have no period here. Requests, work orders and the history of a building stay, without their texts; what waits for a decision stays whole. What a wrong clock dated before 2020 stays too. A reason in the audit log stays as long as its line; a signed report that was handed out says what it said. The position of a photo is never kept: the phone takes it out. Backups keep what they had: erase the old ones yourself.
retention-audit-begin = The oldest lines of the audit log have gone at the end of their period; their signed hash is kept, and the verification of the log begins there.
error-retention = A period is out of bounds: write a number of months between the bounds that are given.
did-retention-changed = Retention periods changed
did-labels-made = Blank labels made
did-retention-done = Erased at the end of its period
did-audit-shortened = Old lines of the audit log erased
audit-retention = { $category }: { $count }, kept for { $months } months
audit-retention-on = put in force
audit-retention-off = no longer in force
verify-log-gone = The line of the audit log has gone at the end of its period: the signature alone vouches for the report.
privacy-long-rest = Everything else is kept at the office without an automatic end.
retention-requests = Texts and photos of closed requests
retention-requests-ground = The contacts of whoever reports stand in these texts; they serve only to answer (GDPR, article 5(1)(c) and (e)). The number, the place, the nature, the dates, who noted it and the work order stay.
retention-photos = Photos of closed work orders
retention-photos-ground = A photo can show people or a home; after some years the work has been judged (GDPR, article 5(1)(c) and (e)). Signed reports keep the hash of each.
retention-orders = Texts of closed work orders
retention-orders-ground = Ten years: maintenance records of lifts must be kept for so long (royal decree of 9 March 2003), and Guichet does not tell equipment apart. The number, the place, the nature, the dates, the hours, the material, who did and approved it stay. For other work orders we know of no law that sets a period; in the general regulation of communal accounting (order of the Walloon Government of 5 July 2007, which holds for CPAS too by article 87 of the law of 8 July 1976) we found none for supporting documents: ask your finance department.
document-gone = The texts have gone at the end of their retention period.
retention-own-choice = We know of no law that sets this number of months: it is the choice of your administration.
retention-at-least = Today at least { $count } things are over this period; others were not looked at yet.
person-nameless = Make nameless
person-nameless-explain = Has this person left for good? Their name can go from here, but where it has to stay.
person-nameless-see = See where it stands
nameless-title = Make nameless: { $name }
nameless-name = Person who left (no. { $number })
nameless-chip = Nameless
nameless-is = This person left and was made nameless: their work is kept under this number, and nothing is changed here any more.
nameless-explain = A number takes the place of the name in all lists, pages, searches, exports and on the phones. What was done stays, under this number; colleagues may still know who it was.
nameless-goes = What goes or gets another name
nameless-goes-account = The name, the user name, the password, the language, the team, the administrations, the second factor and the recovery codes, the sessions and the device codes nobody used.
nameless-goes-phones = { $count ->
    [0] No phone is theirs any more.
    [one] 1 phone is withdrawn: it erases itself at the next contact.
   *[other] { $count } phones are withdrawn: they erase themselves at the next contact.
}
nameless-goes-documents = Documents that name this person by an inner number show the new name:
nameless-kind-work-order = Work orders
nameless-kind-building = Buildings
nameless-kind-request = Requests
nameless-kind-history = Histories
nameless-kind-catalogue = Catalogue
nameless-kind-announcement = Announcements
nameless-kind-person = Cards
nameless-kind-stock-list = Stock lists
nameless-stays = What stays, and why
nameless-audit-always = The retention periods are not in force: these lines stay until they are.
nameless-hours = Hours and material stay under the number: accounts rest on them. We know of no text that sets a period for that: ask your finance department.
nameless-more-texts = There are more texts, which were not looked at: search again afterwards.
nameless-texts-none = No open text writes this name so.
nameless-texts-stay = These texts write the name and stay as they are, because the document is open, is never closed, or waits for a decision. Correct or close them first if you can:
nameless-search = Search for the first name too, or another spelling
nameless-backups = Backups made before keep the name, and so do reports that were handed out: erase the old backups yourself.
nameless-first = To be done first
nameless-do-it = Make nameless
nameless-final = This cannot be undone, neither by you nor by Guichet.
nameless-called = Will be called
nameless-sure = I understand that this cannot be undone
done-nameless = This person is nameless. The phones of colleagues learn it at the next contact.
did-person-made-nameless = Person made nameless
error-nameless = This person was made nameless: nothing is changed here any more.
error-nameless-not-blocked = Block this account first: only a blocked account can be made nameless.
error-nameless-open-orders = Open work orders are still assigned to this person: assign them to somebody else first.
error-nameless-card-waits = A change of their card waits for a decision: decide on it first.
nameless-unsent = { $count ->
    [one] 1 change or photo waits on them and will be lost: recover it first.
   *[other] { $count } changes or photos wait on them and will be lost: recover them first.
}
nameless-texts = { $count ->
    [0] No closed text writes this name so.
    [one] 1 closed document writes the name in a text: it is founded anew with […] in its place, without its old history.
   *[other] { $count } closed documents write the name in a text: they are founded anew with […] in its place, without their old history.
}
nameless-audit = { $count ->
    [0] No line of the audit log writes this name.
    [one] 1 line of the audit log writes it. It is not altered: the log is there to account for what was done (GDPR, article 5(2)).
   *[other] { $count } lines of the audit log write it. They are not altered: the log is there to account for what was done (GDPR, article 5(2)).
}
nameless-audit-until = { $count ->
    [one] They go after { $count } month.
   *[other] They go after { $count } months.
}
nameless-did = { $count ->
    [0] The audit log says nothing of what they did.
    [one] 1 line of the audit log says what they did: it shows the new name.
   *[other] { $count } lines of the audit log say what they did: they show the new name.
}
nameless-signed = { $count ->
    [0] No signed report is about a work order of theirs.
    [one] 1 work order that names them has a signed report: the copy that was handed out keeps the name and stays valid (GDPR, article 17(3)(e)).
   *[other] { $count } work orders that name them have a signed report: the copies that were handed out keep the name and stay valid (GDPR, article 17(3)(e)).
}
nameless-undecided = { $count ->
    [one] 1 refused or recovered change of their phones waits for a decision: it stays whole.
   *[other] { $count } refused or recovered changes of their phones wait for a decision: they stay whole.
}
nameless-open-orders = { $count ->
    [one] 1 open work order is still assigned to this person: assign it to somebody else.
   *[other] { $count } open work orders are still assigned to this person: assign them to somebody else.
}

## What the register says

register-building = About the building
register-building-new = Add a building
register-building-add = Add to the register
register-space-new = Add a room
register-asset-new = Add equipment
register-asset = Equipment
register-room = Room
register-retired = Out of use
register-retired-explain = Sold, demolished or scrapped: it leaves lists and phones, its history stays readable. To take it into use again, empty the date.
register-retired-too = Also those out of use
register-retired-since = Out of use since { $day }
register-nothing = Nothing else is known.
register-code = Code
register-name = Name
register-street = Street
register-number = Number
register-postcode = Postcode
register-place = Place
register-site = Site
register-municipality = Municipality (NIS code)
register-best-address = BeSt address
register-position = Position
register-parcels = Cadastral parcels
register-surface = Surface (m²)
register-year = Year built
register-energy = Energy class
register-energy-until = Energy certificate until
register-level = Floor
register-family = Family
register-space = Stands in
register-within = Part of
register-make = Make
register-model = Model
register-serial = Serial number
register-installed = Installed in
register-retired-on = Out of use since
register-retired-why = Reason
register-code-hint = The code of your inventory, for example ECO-014.
register-municipality-hint = Five digits, for example 62120.
register-best-address-hint = The identifier of the address in BeSt Address.
register-position-hint = Latitude and longitude, for example 50.600123, 5.467890.
register-parcels-hint = CaPaKey, for example 62042A0570/00H004; several with a blank between them.

export-open = Export
export-explain = The buildings shown, their rooms or their equipment, in the columns that an import recognises: export, correct in your spreadsheet, import.
export-buildings = Buildings
export-spaces = Rooms
export-assets = Equipment
export-buildings-file = buildings
export-spaces-file = rooms
export-assets-file = equipment
export-too-long = The list has more than 200,000 rows: choose an administration or search for words, and export in parts.
list-organisations = Owners
list-building-code = Building code
list-building-name = Building
list-building-street = Street
list-building-number = House number
list-building-postcode = Postal code
list-building-place = Place
list-building-site = Site
list-building-municipality = NIS code
list-building-best-address = BeSt id
list-building-position = Coordinates
list-building-parcels = Parcels
list-surface = Area (m²)
list-building-year = Year built
list-building-energy = Energy class
list-building-energy-until = Energy certificate valid until
list-space-code = Room number
list-space-name = Room
list-space-level = Floor
list-asset-code = Inventory number
list-asset-name = Equipment
list-asset-family = Family
list-asset-make = Make
list-asset-model = Model
list-asset-serial = Serial number
list-asset-installed = Installed
list-retired-on = Retired on
list-retired-why = Retired why

import-open = Import a list
import-title = Import a list
import-explain = Buildings, rooms or equipment as you have them in a spreadsheet: Excel, OpenDocument or CSV. One row has to say what the columns are: Code, Building, Street, Postcode, Place, Administration, Room, Equipment, Make…
import-file = File
import-makes-buildings = Also create the buildings that the list names and that are not in the register
import-check = See what would come of it
import-nothing-yet = Nothing is written yet: first you see, row by row, what would be created, changed or refused.
import-checked = What would come of { $file }
import-do = Import
import-discard = Do not import
import-again = Import another list
import-nothing = There is nothing to write.
import-failed = { $count ->
    [one] { $count } building could not be written because somebody was working on it. Import the list once more.
   *[other] { $count } buildings could not be written because somebody was working on them. Import the list once more.
}
import-of-buildings = A list of buildings
import-of-spaces = A list of rooms
import-of-assets = A list of equipment
import-header = header in row { $row }
import-sheet = sheet { $sheet }
import-not-read = Columns that are not read
import-created = { $count ->
    [one] { $count } row creates something
   *[other] { $count } rows create something
}
import-changed = { $count ->
    [one] { $count } row changes something
   *[other] { $count } rows change something
}
import-unchanged = { $count ->
    [one] { $count } row says what the register says
   *[other] { $count } rows say what the register says
}
import-refused = { $count ->
    [one] { $count } row is refused
   *[other] { $count } rows are refused
}
import-alike = { $count ->
    [one] { $count } row is probably about a known building, and is not taken
   *[other] { $count } rows are probably about known buildings, and are not taken
}
import-corrected = { $count ->
    [one] { $count } value that was corrected since stays as it is
   *[other] { $count } values that were corrected since stay as they are
}
import-row = Row { $row }
import-is-created = will be created
import-is-alike = Probably the same as { $building }. Choose.
import-is-corrected = { $field }: stays { $now }, which somebody corrected since; the list says { $said }
import-also-building = also creates the building { $name }
import-also-space = also creates the room { $name }
import-also-occupant = { $name } occupies it too from now on
import-column = Refused, column { $column }: { $why }
import-no-file = Choose a file that is not empty.
import-too-large = The file is too large (more than 32 MB). Split the list into several files.
import-not-a-table = This file is no table. Save it as .xlsx, .ods or .csv in your spreadsheet.
import-not-as-named = The name of the file ends in .{ $named }, but it is none. Give it a name that ends in .{ $ending }.
import-encrypted = The file is protected by a password. Save it without one.
import-damaged = The file is damaged or was cut off. Open it in your spreadsheet and save it again.
import-unpacks = Unpacked, the file is too large. Copy what is to be read into a new file.
import-too-many-rows = The sheet has more than { $most } rows. Split the list into several files.
import-too-many-columns = Row { $row }, column { $column }: something stands there, and only { $most } columns are read. Delete what stands there.
import-too-many-cells = The sheet has more than { $most } cells. Split the list into several files.
import-open-quote = Row { $row }: a quotation mark is opened there and not closed. Close it, or delete it.
import-no-header = None of the first { $rows } rows says what the columns are. Add a header: Code, Building, Street, Postcode, Place, Administration… Hidden sheets are not read.
import-no-name = Row { $row }: no column gives a name or a code. Add one that is called Name or Code.
import-no-building-column = Row { $row }: no column says in which building each thing is. Add one that is called Building or Building code.
import-why-failed = the spreadsheet shows { $shown } in place of a value. Mend the formula.
import-why-formula = it is a formula without a value. Open the file in your spreadsheet and save it again.
import-why-digits = the spreadsheet has dropped the last digits of this number. Format the column as text and enter it again.
import-why-another = it is neither a text, a number nor a day.
import-why-number = { $text } is no number.
import-why-day = { $text } is no day. Write it as 30/03/2025 or 2025-03-30.
import-why-not-accepted = { $text } does not fit in “{ $field }”.
import-why-long = the text is too long.
import-why-swapped = latitude and longitude have changed places.
import-why-abroad = { $text } is not in Belgium.
import-why-half = latitude and longitude go together: one is missing.
import-why-nameless = Refused: there is neither a name nor a code.
import-why-no-building = Refused: it does not say in which building.
import-why-unknown-building = Refused: the building { $text } is not in the register. Import the list of buildings first.
import-why-several = Refused: several are called { $text } in the register. Give each a code.
import-why-no-organisation = Refused: it does not say of which administration the building is.
import-why-unknown-organisation = no administration is called { $text }; there are { $known }.
import-why-of-another = Refused: the building is of { $owner }. Hand it over on its page first.
import-why-not-yours = Refused: you do not keep the register of { $owner }.
import-why-no-sharing = Refused: it names several administrations. Who occupies a building is said by whoever keeps the accounts.
import-why-twice = Refused: row { $row } is about the same thing already.
import-why-elsewhere = Refused: this equipment is in the building { $building }. Correct the list, or take it out of use there first.

# Labels
register-label = Label stuck on it
register-label-hint = The code of a label that was printed blank and stuck on it, for example 7K2M-9XQ4-TB0C.
labels-title = Labels
labels-explain = Each label has a code to scan: whoever is signed in sees the record, others see what it is and whom to call. Print at 100 %, without fitting to the page.
labels-of-listed = { $count ->
    [one] One building of the list
   *[other] { $count } buildings of the list
}
labels-listed = Labels of the whole list
labels-what = For
labels-what-all = Everything: building, rooms and equipment
labels-what-building = The building
labels-what-spaces = The rooms
labels-what-assets = The equipment
labels-format = Print on
labels-format-l7160 = Avery L7160: 21 labels of 63.5 × 38.1 mm
labels-format-l7163 = Avery L7163: 14 labels of 99.1 × 38.1 mm
labels-format-l4731 = Avery L4731: 189 labels of 25.4 × 10 mm
labels-format-door = Door sign A6, one a page
labels-format-free = Free grid, sizes below
labels-start = Begin at label no.
labels-start-hint = From left to right and top to bottom, for a sheet that was begun.
labels-do = Print (PDF)
labels-free = Sizes of the free grid
labels-free-hint = In millimetres, on a sheet of A4.
labels-free-columns = Columns
labels-free-rows = Rows
labels-free-width = Width of a label
labels-free-height = Height of a label
labels-free-left = Left margin
labels-free-top = Top margin
labels-free-gap-x = Space between columns
labels-free-gap-y = Space between rows
labels-error-count = Say 1 to 8 columns and 1 to 29 rows.
labels-error-length = A size of the grid is no number of millimetres between 0 and 297.
labels-error-small = A label is at least 25.4 × 10 mm: on a smaller one the code cannot be read.
labels-error-page = The grid does not fit on A4 (210 × 297 mm). Make the margins, the labels or their number smaller.
labels-error-format = Choose what to print on.
labels-error-start = There is no label of this number on the sheet.
labels-error-address = The server does not know its address. Start it with --public-url, then print again.
labels-error-none = There is nothing to label here. Choose something else.
labels-error-many = These are more than 2,000 labels. Narrow the list or choose less.
labels-error-blank = Say a number of labels between 1 and 1890.
labels-blank = Blank labels
labels-blank-explain = Numbered, to stick on first and attach later: their code is typed into the record of the building, room or equipment.
labels-blank-count = Number of labels
labels-blank-most = At most { $count }.
labels-blank-do = Make the labels
labels-runs = Runs made
labels-runs-none = No run so far.
labels-run = { $count ->
    [one] One label
   *[other] { $count } labels
}
labels-run-attached = { $count ->
    [0] None attached
    [one] One attached
   *[other] { $count } attached
}
labels-number = no. { $number }
label-mistyped = This code is not that of a label: it has twelve letters and digits, and at least one of them is wrong. Read it and type it again.
label-unknown-title = Unknown label
label-unknown = No label of this server has this code.
label-whom = A problem?
label-whom-explain = Call or write, and say the code of the label.
label-blank = Blank label
label-blank-explain = This label is not attached to anything yet.
label-blank-attach = To attach it, open the record, choose Edit and type { $code } in “Label stuck on it”.
label-code = Code of the label: { $code }
label-several = One label, several things
label-several-explain = This code is attached to several things. Open the one it is not stuck on and remove it there.
error-label-mistyped = This is not the code of a label. Read its twelve letters and digits and type them again.
error-label-used = This label is already that of something else. Take another one, or remove it first where it is.
error-label-unknown = This label was not printed here as a blank one. Take one from a run of this server.
import-mapping = How to read it
import-mapping-none = Recognise the columns
import-columns = Correct how it is read
import-columns-of = How { $file } is read
import-columns-explain = Say what is in each column. Several columns may go into one field: their texts follow each other.
import-look-again = Read the sheet again
import-which-sheet = Sheet
import-which-row = Row of the header
import-which-thing = What the list is of
import-first-rows = First rows, as they are read
import-columns-legend = Columns
import-not-read-column = Is not read
import-thing-building = Building
import-thing-space = Space
import-thing-asset = Asset
import-meaning-address = Whole address, in one cell
import-meaning-organisations = Administrations
import-meaning-latitude = Latitude
import-meaning-longitude = Longitude
import-fixed = The same for every row
import-fixed-explain = Holds for each row that says nothing of it itself.
import-fixed-field = Field { $number }
import-fixed-value = Value { $number }
import-words = Words that mean an administration
import-words-none = All those that the list names are known.
import-words-unknown = Is not known
import-separator = What stands between several administrations in one cell
import-separator-hint = Semicolon, slash, comma, + and & are understood without this.
import-remember = Remember this under the name
import-remember-hint = It is offered for the next list. Leave it empty not to remember it.
import-remember-full = Too many are remembered. Take the name of one there is: it is replaced.
error-import-row = The row of the header is a number, from 1.
import-choose = Look again with these choices
import-choice = What row { $row } is about
import-choice-none = To be chosen: the row is not taken
import-choice-same = It is { $building }
import-choice-that = It is the building that was chosen
import-choice-new = It is another one, to be created
import-choice-leave-out = Leave the row out
import-is-left-out = Left out
import-left-out = { $count ->
    [one] { $count } row is left out
   *[other] { $count } rows are left out
}
imports-title = Imported lists
imports-none = No list has been imported yet.
imports-operator = at the command line
imports-mapping = read as “{ $name }”
imports-state-running = Under way: { $done } of { $planned } buildings.
imports-state-stopping = Stopping: { $done } of { $planned } buildings.
imports-state-stopped = Stopped after { $done } of { $planned } buildings. Go on, or take all of it back.
imports-state-half-undone = Taken back in part. Take the rest back.
imports-state-done = Imported: { $done } of { $planned } buildings written.
imports-state-undoing = Is being taken back.
imports-state-undone = Taken back: what it created is retired, what it changed says again what it said.
imports-stop = Stop
imports-go-on = Go on
imports-bring-again = To go on, import the same list again: what is done is not done twice.
imports-undo = Take the whole import back
imports-undo-hint = Possible as long as nobody has worked on what it created. Nothing is deleted: what was created is retired.
imports-taken-back = import taken back
imports-in-the-way = { $count ->
    [one] The import cannot be taken back: { $count } thing stands in the way. Put it back as it was, or keep the import.
   *[other] The import cannot be taken back: { $count } things stand in the way. Put them back as they were, or keep the import.
}
imports-and-more = and { $count } more
imports-way-changed = somebody has changed “{ $field }” since
imports-way-has = { $name } was entered there since
imports-way-asked = “{ $title }” is about it
imports-way-described = its access, a hazard or a remark was noted there
imports-way-not-yours = you do not keep the register of its administration, or do not say who occupies it
