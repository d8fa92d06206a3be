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
sign-in-phone = This account is a technician’s: use the phone app, at the address /.
pages-label = Pages
pages-before = Previous page
pages-after = Next page
review-title = To review
review-said = The list of reports to review has changed.
review-nothing = No report is waiting. They appear here as phones find a signal.
order-said = This order has changed.
requests-said = The list of requests has changed.
where = Where
asset = Asset
asset-none = None in particular
organisation = Administration
nature = Nature
assigned = Assigned to
assigned-nobody = Nobody
reason = Reason
hazards = Hazards
access = Access
access-keys = Keys
access-contact = Contact
access-phone = Telephone
access-hours = Hours
reports = Reports
reports-none = No intervention yet.
report-empty = Nothing was written.
photos = Photos
photos-none = No photo.
photo-on-phone = Still on the phone
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
materials-none = None.
timeline = Steps
timeline-none = Nothing has happened yet.
contradictions = To settle
contradiction-field = Two values given at once
contradiction-finished-though-cancelled = Finished on site while the office cancelled
contradiction-finished-twice = Finished by two technicians
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
approve-without-photos = Approve without waiting for these photos
send-back = Send back
send-back-reason = What is missing
plan = Plan
assign = Assign and reassign
assign-do = Assign
edit = Edit
save = Save
cancel-order = Cancel this order
cancel-reason = Why cancel it?
choose = Choose…
order-new = New work order
order-create = Create the order
order-which-building = In which building?
orders-none = No order matches.
column-order = Order
column-due = Due
filter-text = Search
filter-state = State
filter-to-do = To do
filter-all = All
filter-technician = Technician
filter-everybody = Everybody
filter-do = Show
chip-late = Late
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
requests-all = Show those already answered too
request-new = New request
request-what = What is wrong?
request-create = Save the request
request-origin-counter = Counter
request-origin-field = Field
request-ordered = Work order made
request-closed = Closed without work
request-order = See the work order
request-make-order = Make a work order of it
request-close = Close without work
request-close-reason = Why?
device-last-contact = Last contact
device-no-contact = Never in contact
device-enrolled = enrolled
device-nothing-waits = Nothing waits
device-withdrawn = Withdrawn
device-withdraw = Withdraw this device
device-withdraw-explain = The device will no longer send or receive anything, and erases its copy at its next contact. What was not sent yet is lost.
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
done-approved = Report approved.
done-sent-back = Report sent back.
done-cancelled = Order cancelled.
done-settled = Settled.
done-created = Saved.
done-saved = Changes saved.
done-closed = Request closed.
done-withdrawn = Device withdrawn.
error-title = That did not work
error-home = Back to the office
error-not-allowed = Your role does not allow this. Ask a supervisor.
error-foreign = This request does not come from a page of Guichet. Nothing was done.
error-not-found = There is nothing at this address.
error-full = The office’s disk is full. Nothing was changed.
error-broken = Something went wrong on our side. Nothing was changed; try again later.
error-answers-missing = Required answers are missing.
error-not-started = The work has not been begun.
error-not-possible = This is not possible in the order’s present state.
error-not-seen = Work arrived in the meantime. Read again, then decide.
error-photos-missing = Photos are still on a phone. Confirm to approve without them.
error-unknown = That is no longer in this order.
error-wrong-answer = The answer is of the wrong kind.
error-too-long = The text is too long.
error-empty = Write a few words.
error-nature-missing = Choose a nature.
error-not-sure = Tick the box to confirm.
error-other = The request was not understood. Nothing was changed.
when-day-time = { $day }, { $time }
level = floor { $level }
due-overdue = Overdue: { $day }
delivery-ahead = clock { $length } ahead
delivery-behind = clock { $length } behind
duration-days = { $days } d { $hours } h
duration-hours = { $hours } h { $minutes }
duration-minutes = { $minutes } min
size-megabytes = { $size } MB
enrol-title = { $name }’s phone
pages-here = Page { $count }
review-count = { $count ->
    [one] { $count } report is waiting
   *[other] { $count } reports are waiting
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
