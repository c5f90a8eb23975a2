# Why something fits a need, for the pages and the command line. The names of the criteria stand at bars: keep them short.
reason-words = Same words
reason-concepts = Same subject
reason-sector = Same sector
reason-proven = Results on record
reason-place = Work in the place
reason-precedent = Answered the like before
reason-problems = Same problem
reason-form = Form of help
reason-limits = Limits
reason-rules = Rules
reason-purpose = What it pays for
reason-form-asked = asked for
reason-form-unasked = not asked for
reason-scale = It is made for another size or a larger budget.
reason-rule-pass = met
reason-rule-fail = not met
reason-rule-unknown = not known
form-training = training
form-visit = a visit
form-expert = experts on site
form-plan = planning
form-money = money
form-company = contacts between firms
form-equipment = equipment
form-exchange = exchange between cities

reason-line = { $name }: { $facts }
reason-noted = { $text } ({ $note })
reason-quoted = “{ $text }”
reason-between = {", "}
reason-apart = {"; "}
reason-more = and { $count } more
reason-share = { $percent } %
reason-alike = { $share } alike
reason-wider = the country or region of the place

# How a concept of the record meets one of the need; $words are those of the need that raised it.
reason-raised = { $met } (from { $words })
reason-link-same = it is about { $to }
reason-link-remedy = { $to } answers { $from }
reason-link-cause-remedy = { $to } answers a cause of { $from }
reason-link-cause = { $to } is a cause of { $from }
reason-link-narrower = { $to } is a kind or part of { $from }
reason-link-broader = { $to } is the wider subject of { $from }
reason-link-related = { $to } often goes with { $from }

# One short sentence: clauses in a row, the first letter raised.
why-sentence = { $clauses }.
why-apart = {"; "}
why-words = { $count ->
    [one] shares the word { $words }
   *[other] shares the words { $words }
}
why-sector = same sector, { $sector }
why-link-same = about { $to }
why-link-both = about { $one } and { $other }
why-link-remedy = { $to }, which answers { $from }
why-link-cause-remedy = { $to }, which answers a cause of { $from }
why-link-cause = { $to }, a cause of { $from }
why-link-narrower = { $to }, a part of { $from }
why-link-broader = { $to }, the wider subject of { $from }
why-link-related = { $to }, which often goes with { $from }
why-proven = { $count ->
    [one] one result on record
   *[other] { $count } results on record
}
why-place = past work in { $place }
why-wider = past work elsewhere in { $place }
why-precedent = { $count ->
    [one] answered a case like this before
   *[other] answered { $count } cases like this before
}
why-problem = for those who say “{ $problem }”
why-form = it is { $form }
why-limits = { $count ->
    [one] one limit stands against it
   *[other] { $count } limits stand against it
}
why-rules = { $open ->
    [0] its rules allow it
    [one] its rules allow it as far as known, one is open
   *[other] its rules allow it as far as known, { $open } are open
}
why-purpose = pays for: { $purpose }

# How far to trust an answer; $meant names what was understood.
verdict-line = { $title }. { $why }
verdict-fits = The record has answers to this need
verdict-fits-meant = What is meant is { $meant }, and there is something on record about it.
verdict-fits-plain = What is on record shares the words and the sector of this need.
verdict-only-near = Nothing on record fits this need closely
verdict-only-near-meant = What is meant is { $meant }. Some records touch it, but none deals with it.
verdict-only-near-plain = Some records share words with it, but none deals with what is asked.
verdict-nothing-on-record = Nothing on record is about this need
verdict-nothing-on-record-meant = The need is understood as { $meant }, but no offering on record is about that.
verdict-nothing-on-record-plain = No offering on record is about it.
verdict-outside-field = Nothing on record fits this need
verdict-outside-field-meant = Too little of the text leads to what the office works on; only { $meant } was recognised.
verdict-outside-field-plain = The text leads to no subject that the office works on.
verdict-too-short = This is too short to tell what is needed
verdict-too-short-meant = It may be about { $meant }.
verdict-too-short-plain = One or two words can mean many things.
verdict-no-text = There is nothing to look for yet
verdict-no-text-meant = The text has no words that say what is needed.
verdict-no-text-plain = The text has no words that say what is needed.

# Added where something is listed although it does not fit.
verdict-listed = { $why } What is listed is only the nearest.
