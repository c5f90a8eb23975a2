# Results over all places, and one indicator side by side.
results-lead = { $count ->
    [one] { $count } measured value
   *[other] { $count } measured values
} on record, with contracts, benefits and recognitions
results-indicators = Indicators side by side
results-all-values = All measured values
results-contracts = Contracts won
results-contract = Contract
results-companies = Companies
results-no-amount = not stated
results-no-company = none named
results-lead-body = led by
results-all-contracts = All contracts
results-account = What the home side gained, by partner
results-account-note = Numbers of benefits on record by kind; amounts only where a document states one.
results-through = Through
results-total = Benefits
results-all-benefits = All benefits
results-more-partners = More partners are on record than have a line here.
results-recognitions = Recognitions beside the results before them

results-values = { $count ->
    [one] { $count } value
   *[other] { $count } values
} of { $all } on record
results-everywhere = All places
results-narrow = Narrow to a country
results-cut = More values are on record than can be put side by side. Narrow them to a country.
results-none-here = No value of this indicator is on record there.
results-side-by-side = Side by side
results-change = Change
results-every-value = Every value with its source
results-needs = Needs that state a baseline
