# Units: the label, and a phrase with the number where the label cannot simply stand behind it.
unit-percent = %
unit-agreements = agreements
quantity-agreements = { $form ->
    [one] { $number } agreement
   *[other] { $number } agreements
}
unit-areas = areas
quantity-areas = { $form ->
    [one] { $number } area
   *[other] { $number } areas
}
unit-awards = awards
quantity-awards = { $form ->
    [one] { $number } award
   *[other] { $number } awards
}
unit-buses = buses
quantity-buses = { $form ->
    [one] { $number } bus
   *[other] { $number } buses
}
unit-centres = centres
quantity-centres = { $form ->
    [one] { $number } centre
   *[other] { $number } centres
}
unit-cities = cities
quantity-cities = { $form ->
    [one] { $number } city
   *[other] { $number } cities
}
unit-class = class
quantity-class = class { $plain }
unit-companies = companies
quantity-companies = { $form ->
    [one] { $number } company
   *[other] { $number } companies
}
unit-count = number
quantity-count = { $number }
unit-countries = countries
quantity-countries = { $form ->
    [one] { $number } country
   *[other] { $number } countries
}
unit-countries-or-regions = countries or regions
quantity-countries-or-regions = { $form ->
    [one] { $number } country or region
   *[other] { $number } countries or regions
}
unit-days = days
quantity-days = { $form ->
    [one] { $number } day
   *[other] { $number } days
}
unit-degrees-north = degrees north
quantity-degrees-north = { $number }° N
unit-events = events
quantity-events = { $form ->
    [one] { $number } event
   *[other] { $number } events
}
unit-facilities = facilities
quantity-facilities = { $form ->
    [one] { $number } facility
   *[other] { $number } facilities
}
unit-fraction-of-ozone-carbon = of the cost with ozone and carbon
quantity-fraction-of-ozone-carbon = { $number } × the cost with ozone and carbon
unit-ha = ha
unit-hours = hours
quantity-hours = { $form ->
    [one] { $number } hour
   *[other] { $number } hours
}
unit-households = households
quantity-households = { $form ->
    [one] { $number } household
   *[other] { $number } households
}
unit-kg-person-day = kg per person and day
unit-km = km
unit-km2 = km²
unit-languages = languages
quantity-languages = { $form ->
    [one] { $number } language
   *[other] { $number } languages
}
unit-local-governments = local governments
quantity-local-governments = { $form ->
    [one] { $number } local government
   *[other] { $number } local governments
}
unit-m3-day = m³/day
unit-meetings = meetings
quantity-meetings = { $form ->
    [one] { $number } meeting
   *[other] { $number } meetings
}
unit-million-m3 = million m³
unit-million-t-co2e = million t CO₂e
unit-months = months
quantity-months = { $form ->
    [one] { $number } month
   *[other] { $number } months
}
unit-offices = offices
quantity-offices = { $form ->
    [one] { $number } office
   *[other] { $number } offices
}
unit-organisations = organisations
quantity-organisations = { $form ->
    [one] { $number } organisation
   *[other] { $number } organisations
}
unit-participants = participants
quantity-participants = { $form ->
    [one] { $number } participant
   *[other] { $number } participants
}
unit-parts-of-10 = parts of 10
quantity-parts-of-10 = { $number } of 10 parts
unit-people = people
quantity-people = { $form ->
    [one] { $number } person
   *[other] { $number } people
}
unit-phases = phases
quantity-phases = { $form ->
    [one] { $number } phase
   *[other] { $number } phases
}
unit-places = places
quantity-places = { $form ->
    [one] { $number } place
   *[other] { $number } places
}
unit-plants = plants
quantity-plants = { $form ->
    [one] { $number } plant
   *[other] { $number } plants
}
unit-ports = ports
quantity-ports = { $form ->
    [one] { $number } port
   *[other] { $number } ports
}
unit-projects = projects
quantity-projects = { $form ->
    [one] { $number } project
   *[other] { $number } projects
}
unit-rank = rank
quantity-rank = no. { $plain }
unit-reviews = reviews
quantity-reviews = { $form ->
    [one] { $number } review
   *[other] { $number } reviews
}
unit-schools = schools
quantity-schools = { $form ->
    [one] { $number } school
   *[other] { $number } schools
}
unit-share = share
quantity-share = { $number }
unit-sites = sites
quantity-sites = { $form ->
    [one] { $number } site
   *[other] { $number } sites
}
unit-studies = studies
quantity-studies = { $form ->
    [one] { $number } study
   *[other] { $number } studies
}
unit-t-day = t/day
unit-terminals = terminals
quantity-terminals = { $form ->
    [one] { $number } terminal
   *[other] { $number } terminals
}
unit-universities = universities
quantity-universities = { $form ->
    [one] { $number } university
   *[other] { $number } universities
}
unit-utilities = utilities
quantity-utilities = { $form ->
    [one] { $number } utility
   *[other] { $number } utilities
}
unit-weeks = weeks
quantity-weeks = { $form ->
    [one] { $number } week
   *[other] { $number } weeks
}
unit-year = year
quantity-year = { $plain }
unit-years = years
quantity-years = { $form ->
    [one] { $number } year
   *[other] { $number } years
}
unit-yes = yes or no
quantity-yes = { $plain ->
    [0] no
   *[other] yes
}
unit-deg = °
quantity-deg = { $number }°
