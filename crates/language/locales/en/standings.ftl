# Limits that a need tells, what they rule out, and where one offering or scheme stands.
limit-missing = { $what }: missing
limit-present = { $what }: yes
limit-amount = amounts in { $unit }
limit-by-hand = put in by hand

standing-rank-offerings = It is number { $rank } of the offerings.
standing-rank-schemes = It is number { $rank } of the schemes.
standing-rank-precedents = It is number { $rank } of the past cases.
standing-forbidden = It is number { $rank } of the schemes, but one of its rules is not met.
standing-ruled-out = It is not listed: a limit of the need rules it out.
standing-shut = It is not listed: one of its rules is not met, and little speaks for it.
standing-nothing = It is not listed: nothing on record links it to this need.
standing-against = It is not listed: more speaks against it than for it.
standing-behind = { $best } is ahead of it. Points apart: { $criteria }.

match-why = Why
match-standing = Why it stands where it does
match-standing-of = Where “{ $title }” stands
match-standing-ask = Why is something not here?
match-standing-id = Name or id of an offering or scheme
match-standing-go = Explain
match-standing-hint = Every offering and scheme on record can be asked about, listed here or not.
match-standing-many = Which of these is meant?
match-standing-unknown = No offering or scheme on record is called that.
match-standing-back = Back to the answers
match-standing-best = Against the best of its kind
match-schemes-unasked = Schemes were not looked for: only a visit is asked for, or it is unsure that anything fits.
match-standing-weighs = Does it answer a need? Put the need here.
match-standing-try = See where it stands

match-against = What stands against it
match-rules = Rules, one by one
match-rules-count = { $met } met, { $open } open, { $failed } not met
match-rules-none = No rule of it is on record.
match-warning = Heed
match-stop = Rules it out

match-limits = Limits and amounts
match-no-limits = none told
match-asked = Help asked for
match-no-asked = not said
match-askers = Who asks
match-no-askers = not said
match-take-away = Take away: { $part }
match-put-back = Put back: { $part }
match-make-sure = Meant: { $part }
match-taken-away = Taken away
match-by-hand = put in by hand
match-correct = Correct what was understood
match-correct-hint = Take away a part by its cross, or add what was not understood. The answers follow, and the address keeps it.
match-add-subject = Add a subject, in your words
match-add-sector = Add a sector
match-add-part = Add a limit, a form of help or who asks
match-add-none = Nothing
match-add-limits = Limits
match-add-forms = Help asked for
match-add-askers = Who asks
match-add-go = Add
match-no-subject = No subject of the field is called “{ $words }”. Nothing was added.

match-ruled-out = Left out because of a limit
match-ruled-out-note = These would be near, but something told in the need rules them out. If the limit is not meant, take it away above.
match-left-out = { $count ->
    [one] One offering that would be near is left out because of a limit.
   *[other] { $count } offerings that would be near are left out because of a limit.
}
match-why-here = Why?

match-kinds = Kinds of offering
match-all-kinds = All kinds
match-kind-none = No offering of this kind comes near.

match-compare-pick = Compare { $title }
match-compare-short = Compare
match-compare-go = Compare the two ticked
match-compare-hint = Tick two offerings to see them side by side.
match-compare = Two answers side by side
match-compare-two = Tick exactly two answers to compare them.
match-compare-what = What is compared
match-compare-score = Points together
match-compare-reasons = Points by reason
match-compare-facts = What is on record
match-compare-package = Who, money, agreement, case
match-compare-caption = Two answers to one need, row by row

match-knowers = Who might know
match-knowers-note = Networks whose members work in the sectors of this need.
match-knowers-home = Networks to which this office's home belongs.
match-knower-members = { $count ->
    [one] one member with projects in the sector
   *[other] { $count } members with projects in the sector
}: { $members }
match-short-of = It does not touch: { $concepts }

match-timeline = Past needs and projects by year
match-refreshing = The answers follow what you type.
