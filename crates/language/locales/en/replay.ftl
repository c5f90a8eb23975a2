# Past needs asked again, and learning from decisions.
replay = Replay of past needs
replay-lead = Each past need is asked again with only what was on record by the year it was raised. So the office sees how far its memory can be trusted.
replay-year = Year
replay-need = Need
replay-used = Really used
replay-rank = Rank
replay-proposed = Proposed first
replay-sector = Sector
replay-share = Found among the first five
replay-of = { $found } of { $asked }
replay-found = Of { $asked } past needs that name an offering, what was really used is among the first five for { $found }.
replay-with-notes = Notes of the field, which have no date, took part.
replay-without-notes = Notes of the field, which have no date, were left out.
replay-leave-notes = Leave out notes without a date
replay-take-notes = Let notes without a date take part
replay-undated = { $count ->
    [one] One need has no year on record and was not asked again.
   *[other] { $count } needs have no year on record and were not asked again.
}
replay-none-used = none on record
replay-not-listed = not listed
replay-hidden = Hidden are projects, results, needs and spread of later years, clauses that name a later year, and problems whose evidence is later. What a thing is, the rules of schemes and the thesaurus have no date and stay.
replay-working = The past needs are being asked again. This takes a while; load the page again.
replay-again = Load again
replay-by-sector = By sector
replay-all = Every past need
replay-link = How far can these answers be trusted? See past needs asked again.

tune-from = Learned from { $questions ->
    [one] one question
   *[other] { $questions } questions
} with { $pairs ->
    [one] one pair
   *[other] { $pairs } pairs
} of answers in an order that was decided on.
tune-few = Too few to learn from: decisions about at least { $least } questions are needed. Nothing was changed.
tune-held-back = Pairs in the right order on questions held back: { $untuned } by the weights that come with the program, { $before } by those in use, { $after } by those learned.
tune-written = Written to { $path }.
tune-worse = Those learned are worse on questions held back. Nothing was changed.
tune-nothing = No other weights put more pairs in order. Nothing was changed.
tune-dry = Nothing was written: this was a dry run.
