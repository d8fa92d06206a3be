# The words the phone and the office share.

state-open = To do
state-in-progress = In progress
state-paused = Paused
state-finished = Finished, to review
state-cannot-be-finished = Cannot be finished
state-approved = Approved
state-sent-back = Sent back
state-cancelled = Cancelled

priority-urgent = Urgent
priority-high = High priority
priority-normal = Normal
priority-low = When possible

step-started = Started
step-paused = Paused
step-finished = Finished
step-cannot-finish = Cannot be finished
step-taken-back = Finish taken back, work goes on
step-approved = Approved
step-sent-back = Sent back
step-cancelled = Cancelled
step-settled = Settled
step-review-taken-back = Decision taken back

cause-wrong-building = Wrong building
cause-other-trade = Not my trade
cause-nobody-there = Nobody there
cause-other = Another reason

phase-before = Before
phase-during = During
phase-after = After
phase-defect = Defect

hazard-asbestos = Asbestos
hazard-electrical = Electrical danger
hazard-roof = Fragile roof
hazard-confined = Confined space
hazard-chemical = Chemicals
hazard-other = Other danger

role-reader = Reader
role-requester = Requester
role-technician = Technician
role-storekeeper = Storekeeper
role-counter = Counter
role-supervisor = Supervisor
role-accountant = Accountant
role-administrator = Administrator

origin-request = Request
origin-plan = Maintenance plan
origin-field = Field

tick-true = In order
tick-false = Not in order

written-title = Title
written-priority = Priority
written-due = Due
written-nature = Nature
written-assigned = Assigned to
written-team = Team
written-access = Access
written-closed = Closed
written-photo = Photo
written-photo-withdrawn = Photo withdrawn
