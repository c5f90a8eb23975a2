# Decisions of the office about answers, and what is learned from them.
field-decisions-need = Need
field-decisions-text = Question
field-decisions-place = Place
field-decisions-sector = Sector
field-decisions-answer = Answer
field-decisions-verdict = Decision
field-decisions-reason = Reason
field-decisions-decided = Decided
field-decisions-by = By
field-decisions-snapshot = Score at the time

decisions = Decisions
decisions-note = What this office decided about these answers. Later decisions go before earlier ones.
decisions-decide = Decide
decisions-shortlist = Shortlist
decisions-choose = Choose
decisions-reject = Reject
decisions-reason = Why not
decisions-by = { $by }, { $date }
decisions-tune = The answers change with what the office decides only when it asks for that: renkei tune.

error-stale = This form cannot be accepted
error-stale-what = It was made too long ago, or it was not sent from a page of this server.
error-stale-todo = Go back, load the page again and decide once more. Nothing was stored.
error-forbidden = You may not do this
error-forbidden-what = Your part in this office does not allow this.
error-forbidden-todo = Ask an administrator of the office for another part, or sign in as somebody else.
error-expected-given = a value; it is missing
