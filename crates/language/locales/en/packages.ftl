# Packages: offerings with who, money, framework, precedent and first steps. $who and the like are names of records.
packages = Packages
packages-note = Each puts together what can help, who, money, an agreement and a case. Nothing here is decided: check each step.
packages-none = Nothing fits closely enough to put a package together.
package-number = Package { $number }
package-what = What
package-two = { $one }, together with { $other }
package-who = Who
package-lead = Lead: { $who }
package-no-lead = Lead: no provider is on record
package-partner = Partner: { $who }
package-no-partner = Partner: no fitting organisation of the place is on record
package-company = Company: { $who } ({ $count ->
    [one] delivered it in one project
   *[other] delivered it in { $count } projects
})
package-network = Network: { $who }
package-network-both = Network: { $who } (both sides belong to it)
package-money = Money
package-scheme-pass = { $scheme }: all { $passed } rules on record allow it
package-scheme-unknown = { $scheme }: no rule forbids it; { $passed } allow it, { $unknown ->
    [one] one is open
   *[other] { $unknown } are open
}
package-scheme-unruled = { $scheme }: its rules are not on record
package-paid = Paid for { $project } before
package-unknown-rule = Open: { $rule }
package-no-scheme = No scheme on record allows it
package-refused = Not { $scheme }: { $rule }
package-framework = Framework
package-covered = { $agreement }, in force as far as is on record
package-covered-until = { $agreement }, in force until { $until }
package-wider = { $agreement } binds both sides but names other matters; conclude below it: { $kind }
package-ended = { $agreement } has ended and needs renewing
package-missing = No agreement between the sides is on record; conclude: { $kind }
package-precedent = Precedent
package-no-precedent = No project with a result is on record
package-project = { $project } ({ $place }, { $start } to { $end }, { $years ->
    [one] one year
   *[other] { $years } years
})
package-project-since = { $project } ({ $place }, { $start })
package-project-undated = { $project } ({ $place })
package-change = { $indicator }: { $before } ({ $first }) became { $after } ({ $year })
package-measured = { $indicator }: { $after } ({ $year })
package-steps = First steps

step-contact = Ask { $who } whether it can give { $offering } and who would go.
step-provider = Find out who gives { $offering } today.
step-funder = Ask { $funder }, as the record leaves it open: { $rule }.
step-scheme = Ask about { $scheme }, as the record leaves it open: { $rule }.
step-settle = Settle with the partner what { $scheme } asks: { $rule }.
step-money = Look for money with the funders and networks on record: no scheme allows this as it stands.
step-measure = Measure with the partner where it stands now: { $indicator }.
step-agree-measure = Agree with the partner on what is measured, and measure it before the work begins.
step-renew = Renew { $agreement }.
step-conclude = Prepare an agreement of this kind: { $kind }.
step-conclude-between = Prepare an agreement ({ $kind }) between { $lead } and { $partner }.
step-condition = Check with the partner: { $condition }.
step-precedent = Ask { $who } how { $project } went.
