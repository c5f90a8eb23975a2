# People: signing in, their own account, the people of the office.
role-administrator = administrator
role-coordinator = coordinator
role-contributor = contributor
role-partner = partner official
role-member = member company
role-reader = reader
role-public = no part in this office

sign-in = Sign in
sign-out = Sign out
sign-in-demo = Look around as somebody
sign-in-demo-lead = This is the demonstration. Everything in it can be read without signing in. To see what people of an office see and do, sign in as one of them with one click; there is no password.
sign-in-own = With an account of your own
sign-in-kept = You are not signed in, or your session has ended. What you sent is kept: it is stored as soon as you have signed in here.
persona-administrator = As the administrator
persona-coordinator = As the coordinator
persona-contributor = As a contributor
persona-partner = As an official of Phnom Penh
persona-member = As a company: Nishihara
persona-reader = As a reader

account = My account
account-demo-person = Demo person
account-email = E-mail address
account-password = Password
account-name = Name
account-language = Language
account-part = Part in the office
account-profile = Name and language
account-save = Save
account-old-password = Password until now
account-new-password = New password
account-password-hint = 10 to 200 characters; a short sentence is easy to keep in mind. No rules about signs, but nothing that is guessed first.
account-change-password = Change the password
account-sessions = Where you are signed in
account-sessions-lead = Each line is a browser. End those that you do not know, and change your password then.
account-browser = Browser
account-browser-unknown = unknown browser
account-begun = Signed in
account-seen = Last seen
account-this-session = this one
account-end = End
account-end-others = End all others

account-refused-wrong = The e-mail address or the password is wrong. Type both again; capitals count in the password.
account-refused-wait = { $seconds ->
    [one] Too many attempts. Wait one second and try again.
   *[other] Too many attempts. Wait { $seconds } seconds and try again.
  }
account-refused-length = The password has to have 10 to 200 characters. Choose another.
account-refused-weak = This password is among those that are guessed first. Choose a longer one, such as a short sentence.
account-refused-email = This is not an e-mail address. Expected is one such as keo@example.org.
account-refused-name = Your name is missing, or it is longer than 200 characters.
account-refused-link = This link is good no more: it was used, it is too old, or a newer one was made. Ask the office for another.
account-refused-subject = A partner official needs a place, a member company an organisation, that is on record. Give its id.
account-refused-last = This is the only administrator. Give somebody else that part first.
account-refused-elsewhere = This person has a part in another office too, so this office may not let them in anew. The person who runs the server can: renkei user link.
account-refused-taken = This e-mail address has an account already.
error-refused = This was not done
error-refused-todo = Go back and mend it. Nothing was stored.

door-invitation = Accept the invitation
door-invitation-lead = You are invited to this office. Say how you are called and choose a password.
door-reset = Choose another password
door-reset-lead = After this you are signed in here, and signed out everywhere else.
door-first = Become the first administrator
door-first-lead = You look after the people of this office from now on. This link works once.
door-enter = Save and go in

forgotten = Forgotten password
forgotten-lead = Tell your e-mail address. The administrators of the office see that you asked, and hand you a link for another password.
forgotten-ask = Ask for a link
forgotten-noted = If this address has an account here, the administrators of the office now see that you asked. They will hand you a link.

people = People
people-lead = Who has a part in this office. Whoever has none sees what anybody sees.
people-subject = Place or organisation
people-subject-id = Place or organisation (id)
people-subject-hint = For a partner official the place, such as phnom-penh, with all that lies in it; for a member company the organisation. Others need none.
people-change = Change
people-make-link = Make a link to get in
people-take = Take the part away
people-invite = Invite
people-invite-lead = The person gets a link by which they choose a password. It is shown here, to be handed over; it is good for 14 days and once.
people-roles-hint = An administrator looks after people; a coordinator runs the cooperation; a contributor writes; a reader reads; a partner official and a member company see and edit what is their own.
people-link = The link for { $email }. Hand it over by a way that only this person reads; it is shown only now.
people-link-label = Link
people-given = { $email } has an account already and signs in as before; the part was given.
people-disabled = disabled
people-demo = demonstration
people-invited = invited, not yet in
people-forgot = has forgotten the password
people-at-machine = at the machine
people-events = What happened lately
people-when = When
people-what = What
people-whom = Who
people-by = By
event-signed-in = signed in
event-password-forgotten = said that the password is forgotten
event-password-changed = changed the password
event-invitation = accepted the invitation
event-reset = chose another password by a link
event-first = became the first administrator
event-link-made = was made a link to get in
event-part-given = was given a part
event-part-taken = lost the part in the office
event-disabled = was disabled
event-enabled = was enabled again

# At the command line.
cli-user-done = Done.
cli-user-link = Put the address of the server in front of this and hand it over. It works once:
cli-user-state = State
cli-user-disabled = disabled
cli-user-invited = invited
cli-user-active = active
cli-office-key = Key
cli-office-home = Home
cli-office-there = there is an office { $office } already
cli-first-administrator = Nobody looks after this office yet. Open this once to become its administrator:
