//! The closed lists of codes that fields may hold.
//!
//! Labels live with the screens' languages under `code-<vocabulary>-<code>`; this module knows only the codes.
//! Open lists (indicators, units of count) are not here: a field of type `Term` accepts any short text.

/// A closed list of codes.
#[derive(Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// The plural noun that names the list, also the middle part of its label keys.
    pub name: &'static str,
    /// The codes, in the order in which people expect to read them.
    pub codes: &'static [&'static str],
}

impl Vocabulary {
    /// Tells whether `code` is one of the list.
    #[must_use]
    pub fn holds(&self, code: &str) -> bool {
        self.codes.contains(&code)
    }
}

/// Sorts of place, from wide to narrow.
pub static PLACE_KINDS: Vocabulary =
    Vocabulary { name: "place-kinds", codes: &["region", "country", "city", "site"] };

/// Sorts of organisation.
pub static ORGANISATION_KINDS: Vocabulary = Vocabulary {
    name: "organisation-kinds",
    codes: &[
        "local_government",
        "utility",
        "company",
        "association",
        "ministry",
        "development_agency",
        "bank",
        "un_agency",
        "network",
        "ngo",
        "university",
        "research_institute",
        "school",
        "other",
    ],
};

/// Levels at which a policy is made.
pub static POLICY_LEVELS: Vocabulary =
    Vocabulary { name: "policy-levels", codes: &["international", "national", "city"] };

/// Forms of agreement.
pub static AGREEMENT_KINDS: Vocabulary = Vocabulary {
    name: "agreement-kinds",
    codes: &[
        "sister_city",
        "friendship_city",
        "comprehensive_agreement",
        "mou",
        "letter_of_intent",
        "joint_statement",
        "business_agreement",
        "other",
    ],
};

/// What an offering is.
pub static OFFERING_KINDS: Vocabulary = Vocabulary {
    name: "offering-kinds",
    codes: &["know_how", "technology", "service", "training", "facility", "product", "planning_support"],
};

/// Instruments of funding and support.
pub static INSTRUMENTS: Vocabulary = Vocabulary {
    name: "instruments",
    codes: &[
        "technical_cooperation",
        "grant_aid",
        "loan",
        "subsidy",
        "study_commission",
        "training",
        "credit_mechanism",
        "municipal_budget",
        "other",
    ],
};

/// The furthest step that a project reached.
pub static STAGES: Vocabulary = Vocabulary {
    name: "stages",
    codes: &[
        "need",
        "feasibility",
        "demonstration",
        "implementation",
        "business",
        "completed",
        "not_implemented",
    ],
};

/// Sorts of dated act.
pub static ACTIVITY_KINDS: Vocabulary = Vocabulary {
    name: "activity-kinds",
    codes: &[
        "expert_dispatch",
        "trainee_acceptance",
        "mayor_visit",
        "site_visit",
        "mission",
        "bilateral_meeting",
        "seminar",
        "workshop",
        "webinar",
        "online_exchange",
        "exhibition",
        "survey",
        "equipment",
        "construction",
        "award_ceremony",
        "event",
    ],
};

/// What came back to the home side.
pub static BENEFIT_KINDS: Vocabulary = Vocabulary {
    name: "benefit-kinds",
    codes: &[
        "contract",
        "export_support",
        "jobs",
        "staff_skill",
        "brand",
        "network",
        "reimport",
        "citizen_exchange",
        "tourism_transport",
        "other",
    ],
};

/// What an officer decides about an answer.
pub static VERDICTS: Vocabulary =
    Vocabulary { name: "verdicts", codes: &["shortlisted", "rejected", "chosen"] };

/// What a circumstance does to an offering.
pub static EFFECTS: Vocabulary = Vocabulary { name: "effects", codes: &["requires", "rules_out", "warns"] };

/// How a circumstance is compared.
pub static TESTS: Vocabulary = Vocabulary { name: "tests", codes: &["present", "absent", "below", "above"] };

/// What can be so or not so at a place, and makes an offering possible, hard or impossible there.
///
/// # Source
/// Ours: what feasibility studies of city cooperation ask about, kept to what a letter or a call can tell.
pub static CIRCUMSTANCES: Vocabulary = Vocabulary {
    name: "circumstances",
    codes: &[
        // works and sites
        "electricity",
        "piped_network",
        "flow_meters",
        "sewer_network",
        "pipe_maps",
        "land",
        "internet",
        "lab",
        "spare_parts",
        "local_materials",
        // what is treated
        "organic_raw_water",
        "saline_water",
        "groundwater_source",
        "industrial_load",
        "separation_at_source",
        "organic_share",
        "throughput",
        "population",
        // money
        "capital_budget",
        "recurrent_budget",
        "cost_sharing",
        "travel_budget",
        "tariff_income",
        "market_for_product",
        // people
        "skilled_staff",
        "staff_time",
        "local_leaders",
        "community_participation",
        "teacher_support",
        "interpreter",
        "local_company",
        // rules and will
        "political_backing",
        "agreement",
        "permit",
        "enforcement",
        "data_records",
        "national_scheme",
        "company_member",
        // time and place
        "time_available",
        "quick_result",
        "place",
    ],
};

/// What an offering costs the partner to take up, without what a scheme pays.
///
/// # Source
/// Ours: in the size of the work, by order of magnitude. Very low: staff time and some travel, under JPY 1 million.
/// Low: under JPY 10 million. Medium: under JPY 100 million. High: under JPY 1 billion. Very high: above.
pub static COST_CLASSES: Vocabulary =
    Vocabulary { name: "cost-classes", codes: &["very_low", "low", "medium", "high", "very_high"] };

/// What a rule of a scheme looks at.
///
/// # Source
/// Ours: what calls for applications state, as far as it can be checked before anything is written.
pub static CRITERIA: Vocabulary = Vocabulary {
    name: "criteria",
    codes: &[
        // who
        "applicant",
        "home",
        "counterpart",
        // where
        "country",
        "trait",
        // for what
        "sector",
        "purpose",
        "stage",
        "product_of",
        // how much and when
        "amount",
        "window",
    ],
};

/// How a rule compares. `includes` is for what is known to be accepted without saying that nothing else is;
/// `unclear_for` for what must be asked about first; `unstated` for what no document on record states.
pub static RULE_TESTS: Vocabulary = Vocabulary {
    name: "rule-tests",
    codes: &[
        "one_of",
        "none_of",
        "includes",
        "unclear_for",
        "at_least",
        "at_most",
        "from",
        "until",
        "unstated",
    ],
};

/// What is asked for, or paid for.
///
/// # Source
/// Ours: the forms of help that partners ask for, and for which schemes on record were used.
pub static PURPOSES: Vocabulary = Vocabulary {
    name: "purposes",
    codes: &[
        "solution",
        "study",
        "plan",
        "training",
        "expert",
        "equipment",
        "works",
        "demonstration",
        "operation",
        "visit",
        "event",
        "outreach",
        "introduction",
        "business",
        "credit",
    ],
};

/// What a place is like, where it decides what can work there or who pays.
pub static TRAITS: Vocabulary = Vocabulary {
    name: "traits",
    codes: &[
        "income_group",
        "least_developed",
        "oda_eligible",
        "asean_member",
        "jcm_partner",
        "climate_zone",
        "city_size",
    ],
};

/// Countries and territories.
///
/// # Source
/// ISO 3166-1 alpha-2 codes in use, as listed by the IATI code list "Country" (version 2.03).
pub static COUNTRIES: Vocabulary = Vocabulary { name: "countries", codes: COUNTRY_CODES };

/// Currencies.
///
/// # Source
/// ISO 4217 codes in use, as listed by the IATI code list "Currency" (version 2.03).
pub static CURRENCIES: Vocabulary = Vocabulary { name: "currencies", codes: CURRENCY_CODES };

/// Every vocabulary, for checks that each code has its labels.
pub static ALL: &[&Vocabulary] = &[
    &PLACE_KINDS,
    &ORGANISATION_KINDS,
    &POLICY_LEVELS,
    &AGREEMENT_KINDS,
    &OFFERING_KINDS,
    &INSTRUMENTS,
    &STAGES,
    &ACTIVITY_KINDS,
    &BENEFIT_KINDS,
    &VERDICTS,
    &EFFECTS,
    &TESTS,
    &CIRCUMSTANCES,
    &COST_CLASSES,
    &CRITERIA,
    &RULE_TESTS,
    &PURPOSES,
    &TRAITS,
    &COUNTRIES,
    &CURRENCIES,
];

#[rustfmt::skip]
static COUNTRY_CODES: &[&str] = &[
    "AF", "AX", "AL", "DZ", "AS", "AD", "AO", "AI", "AQ", "AG", "AR", "AM",
    "AW", "AU", "AT", "AZ", "BS", "BH", "BD", "BB", "BY", "BE", "BZ", "BJ",
    "BM", "BT", "BO", "BQ", "BA", "BW", "BV", "BR", "IO", "BN", "BG", "BF",
    "BI", "KH", "CM", "CA", "CV", "KY", "CF", "TD", "CL", "CN", "CX", "CC",
    "CO", "KM", "CG", "CD", "CK", "CR", "CI", "HR", "CU", "CW", "CY", "CZ",
    "DK", "DJ", "DM", "DO", "EC", "EG", "SV", "GQ", "ER", "EE", "ET", "FK",
    "FO", "FJ", "FI", "FR", "GF", "PF", "TF", "GA", "GM", "GE", "DE", "GH",
    "GI", "GR", "GL", "GD", "GP", "GU", "GT", "GG", "GN", "GW", "GY", "HT",
    "HM", "VA", "HN", "HK", "HU", "IS", "IN", "ID", "IR", "IQ", "IE", "IM",
    "IL", "IT", "JM", "JP", "JE", "JO", "KZ", "KE", "KI", "KP", "KR", "XK",
    "KW", "KG", "LA", "LV", "LB", "LS", "LR", "LY", "LI", "LT", "LU", "MO",
    "MK", "MG", "MW", "MY", "MV", "ML", "MT", "MH", "MQ", "MR", "MU", "YT",
    "MX", "FM", "MD", "MC", "MN", "ME", "MS", "MA", "MZ", "MM", "NA", "NR",
    "NP", "NL", "NC", "NZ", "NI", "NE", "NG", "NU", "NF", "MP", "NO", "OM",
    "PK", "PW", "PS", "PA", "PG", "PY", "PE", "PH", "PN", "PL", "PT", "PR",
    "QA", "RE", "RO", "RU", "RW", "BL", "SH", "KN", "LC", "MF", "PM", "VC",
    "WS", "SM", "ST", "SA", "SN", "RS", "SC", "SL", "SG", "SX", "SK", "SI",
    "SB", "SO", "ZA", "GS", "SS", "ES", "LK", "SD", "SR", "SJ", "SZ", "SE",
    "CH", "SY", "TW", "TJ", "TZ", "TH", "TL", "TG", "TK", "TO", "TT", "TN",
    "TR", "TM", "TC", "TV", "UG", "UA", "AE", "GB", "US", "UM", "UY", "UZ",
    "VU", "VE", "VN", "VG", "VI", "WF", "EH", "YE", "ZM", "ZW",
];

#[rustfmt::skip]
static CURRENCY_CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD",
    "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BOV", "BRL", "BSD", "BTN", "BWP",
    "BYN", "BZD", "CAD", "CDF", "CHF", "CLF", "CLP", "CNY", "COP", "COU", "CRC", "CUC",
    "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD",
    "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK",
    "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES",
    "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
    "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR",
    "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR",
    "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF",
    "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SLL", "SOS", "SSP", "SRD",
    "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD",
    "TZS", "UAH", "UGX", "USD", "USN", "UYI", "UYU", "UZS", "VED", "VES", "VND", "VUV",
    "WST", "XAF", "XBT", "XCD", "XDR", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWL",
];
