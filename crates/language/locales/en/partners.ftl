# Partners and the story of a place.
partners-count = { $count ->
    [one] { $count } partner
   *[other] { $count } partners
} outside home: cities, regions and countries with their sites and own bodies
partners-empty = No partner is on record yet. Partners are the places outside home that have projects, agreements or needs.
partners-name = Name
partners-country = Country
partners-sector = Sector
partners-since = Since
partners-agreements = Agreements
partners-projects = Projects
partners-needs = Needs
partners-results = Results
partners-sectors = Sectors
partners-last = Last activity
partners-more-sectors = and { $count } more

story-kind-in = { $kind } in { $place }
story-cooperation = Cooperation on record since
story-begins = beginning with
story-contents = What is on record
story-bare = Nothing but the place itself is on record yet.
story-cut = More is on record than one page tells. The whole list:
story-and = { ", " }
story-of = { $indicator }, { $subject }

story-sectors = First year of each sector
story-sectors-home = Sectors in which it gives
story-sectors-short = Sectors
story-first = from { $year }
story-no-sector = No sector named

story-timeline = Timeline
story-timeline-of = Timeline of the cooperation with { $place }
story-today = today
story-undated = Without a date on record
story-key = How to read the timeline
story-key-fading = end open or not on record
story-key-soft = known to the year
story-goes-on = work going on
story-done = work on record
story-partner-projects = { $place } ({ $count })
story-partner-fact = { $place }: { $about }
story-visits = Visits by leaders
story-fact = { $title }: { $about }. Source: { $source }
story-fact-unsourced = { $title }: { $about }. No source on record
story-from-to = { $start } – { $end }
story-since = since { $start }
story-from = from { $start }, end not on record
story-to = until { $end }
story-no-date = no date on record
story-fact-name = Fact
story-when = When
story-what = What

story-gives = For whom it works
story-inside = Partners within
story-partner = Partner
story-since-head = Since
story-projects = Projects

story-agreements = Agreements
story-agreement = Agreement
story-signed = Signed
story-term = Term and renewal
story-term-ends = term ends { $date }
story-renewed = renewed:
story-parties = Parties
story-source = Source

story-needs = Needs and what answered them
story-need = Need
story-raised = Raised
story-answers = Answered by
story-unanswered = No project on record answers it.
story-find-answer = Find an answer
story-with = with
story-baseline = { $indicator }: { $value }

story-results = Results
story-subject = Measured on
story-value = Value
story-note = Note
story-indicator = Indicator
story-values = Single values
story-show-values = { $count } single values
story-first-value = First value
story-last-value = Last value

story-benefits = What came back
story-gained-home = For the home side
story-gained-partner = For the partner side
story-gain = Benefit
story-gain-kind = Kind
story-for = For
story-through = Through
story-amount = Amount
story-amounts = Amounts on record for the home side:
story-amounts-note = (only where a document states one)

story-recognitions = Recognitions
story-recognition = Recognition
story-before = On record before
story-before-note = Each recognition stands beside the results that are dated before it and after the one above. What came before need not be the cause.
story-results-in = With results in
story-more-before = and { $count } more before
story-given-by = by

story-spread = Where practice went
story-spread-from = From here
story-spread-to = To here
story-spread-way = From and to
story-practice = Practice
story-how = How

story-activities = Activities
story-activity = Activity
story-show-activities = { $count ->
    [one] { $count } dated activity
   *[other] { $count } activities
}
story-show-elsewhere = { $count ->
    [one] { $count } project elsewhere in which its bodies take part
   *[other] { $count } projects elsewhere in which its bodies take part
}
story-people = People
story-project = Project
story-stage = Stage
story-place = Place

story-bodies = Bodies, networks and places
story-networks = Networks and associations
story-member-since = since { $date }
story-places = Places within
story-policies = Policies
story-policy = Policy
story-show-policies = { $count } policies
story-owner = Issued by
story-summary = Summary

story-conflicts = Where sources disagree
story-dispute-about = About
story-one-source = One source
story-other-source = Another source
story-used = Used in the record

story-sources = Sources
story-facts = { $count ->
    [one] { $count } fact
   *[other] { $count } facts
}
story-record = All fields of this place

map-credit = Outline: Natural Earth
