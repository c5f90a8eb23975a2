# Kinds of record: the plural, one of them, and how many.
kind-sources = Sources
kind-sources-one = Source
count-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
kind-sectors = Sectors
kind-sectors-one = Sector
count-sectors = { $count ->
    [one] { $count } sector
   *[other] { $count } sectors
}
kind-places = Places
kind-places-one = Place
count-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
kind-traits = Traits of places
kind-traits-one = Trait of a place
count-traits = { $count ->
    [one] { $count } trait
   *[other] { $count } traits
}
kind-organisations = Organisations
kind-organisations-one = Organisation
count-organisations = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
}
kind-memberships = Memberships
kind-memberships-one = Membership
count-memberships = { $count ->
    [one] { $count } membership
   *[other] { $count } memberships
}
kind-policies = Policies
kind-policies-one = Policy
count-policies = { $count ->
    [one] { $count } policy
   *[other] { $count } policies
}
kind-agreements = Agreements
kind-agreements-one = Agreement
count-agreements = { $count ->
    [one] { $count } agreement
   *[other] { $count } agreements
}
kind-needs = Needs
kind-needs-one = Need
count-needs = { $count ->
    [one] { $count } need
   *[other] { $count } needs
}
kind-offerings = Offerings
kind-offerings-one = Offering
count-offerings = { $count ->
    [one] { $count } offering
   *[other] { $count } offerings
}
kind-problems = Problems solved
kind-problems-one = Problem solved
count-problems = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
kind-conditions = Conditions
kind-conditions-one = Condition
count-conditions = { $count ->
    [one] { $count } condition
   *[other] { $count } conditions
}
kind-profiles = Profiles of offerings
kind-profiles-one = Profile of an offering
count-profiles = { $count ->
    [one] { $count } profile
   *[other] { $count } profiles
}
kind-schemes = Schemes
kind-schemes-one = Scheme
count-schemes = { $count ->
    [one] { $count } scheme
   *[other] { $count } schemes
}
kind-decisions = Decisions
kind-decisions-one = Decision
count-decisions = { $count ->
    [one] 1 decision
   *[other] { $count } decisions
}
kind-rules = Rules of schemes
kind-rules-one = Rule of a scheme
count-rules = { $count ->
    [one] { $count } rule
   *[other] { $count } rules
}
kind-projects = Projects
kind-projects-one = Project
count-projects = { $count ->
    [one] { $count } project
   *[other] { $count } projects
}
kind-activities = Activities
kind-activities-one = Activity
count-activities = { $count ->
    [one] { $count } activity
   *[other] { $count } activities
}
kind-observations = Measured values
kind-observations-one = Measured value
count-observations = { $count ->
    [one] { $count } measured value
   *[other] { $count } measured values
}
kind-recognitions = Recognitions
kind-recognitions-one = Recognition
count-recognitions = { $count ->
    [one] { $count } recognition
   *[other] { $count } recognitions
}
kind-benefits = Benefits at home
kind-benefits-one = Benefit at home
count-benefits = { $count ->
    [one] { $count } benefit
   *[other] { $count } benefits
}
kind-spread = Spread of practice
kind-spread-one = Spread of a practice
count-spread = { $count ->
    [one] { $count } case of spread
   *[other] { $count } cases of spread
}
kind-sdg-links = SDG links
kind-sdg-links-one = SDG link
count-sdg-links = { $count ->
    [one] { $count } SDG link
   *[other] { $count } SDG links
}
kind-factors = Factors
kind-factors-one = Factor
count-factors = { $count ->
    [one] { $count } factor
   *[other] { $count } factors
}
kind-conflicts = Conflicting sources
kind-conflicts-one = Conflicting sources
count-conflicts = { $count ->
    [one] { $count } conflict
   *[other] { $count } conflicts
}

field-address = Address
field-agreement = Agreements
field-amount = Amount
field-area-km2 = Area
field-baseline-value = Baseline
field-checked = Checked
field-circumstance = Circumstance
field-cited-as = Cited as
field-code = Code
field-concept = Concept
field-conditions = Conditions
field-constraints = Constraints
field-cost = Cost
field-cost-class = Cost to take up
field-country-iso2 = Country
field-criterion = Criterion
field-currency = Currency
field-dac-purpose-codes = DAC purpose codes
field-date = Date
field-description = Description
field-effect = Effect
field-end = End
field-evidence = Evidence
field-evidence-in-a-record = Evidence in the record
field-field = Field
field-for-what = For what
field-founded = Founded
field-from = From
field-from-place = From
field-funder = Funder
field-giver = Given by
field-group = Network or association
field-how = How
field-id = ID
field-in-force = In force
field-indicator = Indicator
field-instrument = Instrument
field-kind = Kind
field-language = Language
field-languages = Languages
field-lat = Latitude
field-lead = Lead
field-level = Level
field-limit = Limit
field-lon = Longitude
field-meaning = Meaning
field-member = Member
field-name = Name
field-no = No.
field-note = Note
field-offering = Offering
field-offering-or-project = Practice
field-offerings = Offerings used
field-organisation = Organisation
field-owner = Issued by
field-parent = Part of
field-parties = Parties
field-partner-place = Partner place
field-partners = Partners
field-people = People
field-place = Place
field-place-benefiting = Place that benefits
field-population = Population
field-project = Project
field-provider = Provider
field-published = Published
field-publisher = Publisher
field-raised = Raised
field-reason = Reason
field-recipient = Recipient
field-related-need = Need it answers
field-renewals = Renewals
field-role-note = Role
field-scale-from = Scale from
field-scale-to = Scale to
field-scheme = Scheme
field-schemes = Schemes
field-sdg-target = SDG target
field-sector = Sector
field-sectors = Sectors
field-setup = Time to set up
field-signed = Signed
field-skills = Skills needed
field-source = Source
field-source-a = First source
field-source-b = Second source
field-stage = Stage
field-start = Start
field-statement = Statement
field-subject = Subject
field-summary = Summary
field-tables = Where it shows
field-term-end = Term ends
field-test = When it is
field-title = Title
field-to = To
field-to-place = To
field-trait = Trait
field-un-locode = UN/LOCODE
field-unit = Unit
field-used-in-record = Used in the record
field-value = Value
field-value-a = According to the first
field-value-b = According to the second
field-values = Values
field-who-may-apply = Who may apply
field-within = Within
field-year = Year

field-activities-kind = Kind of activity
field-agreements-kind = Form of agreement
field-benefits-kind = Kind of benefit
field-benefits-amount = Amount
field-conflicts-field = Disputed field
field-memberships-from = Since
field-memberships-to = Until
field-memberships-group = Member of
field-needs-organisation = Raised by
field-needs-place = Partner place
field-offerings-title = Name
field-offerings-kind = Kind of offering
field-organisations-kind = Kind of organisation
field-organisations-place = Seat
field-places-kind = Kind of place
field-projects-title = Project
field-projects-amount = Amount
field-recognitions-title = Award or praise
field-sources-title = Title
field-sources-address = Web address
field-spread-from-place = From
field-problems-statement = Problem in plain words
field-problems-evidence = Where it was solved
field-conditions-statement = Condition in words
field-conditions-unit = Unit of the limit
field-profiles-unit = Unit of the scale
field-rules-limit = Amount
field-rules-statement = Rule in words
field-rules-test = How it is compared
field-traits-year = Period
