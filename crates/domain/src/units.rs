//! The units that values of indicators are counted in, as written in files, with their UCUM codes.
//!
//! # Source
//! UCUM 2.1 (ucum.org): measured units by their codes; counted things as annotations in braces.

/// Unit texts as files write them, with the UCUM code of each. Currencies (ISO 4217) are units too and not repeated here.
pub static UNITS: &[(&str, &str)] = &[
    ("%", "%"),
    ("agreements", "{agreements}"),
    ("areas", "{areas}"),
    ("awards", "{awards}"),
    ("buses", "{buses}"),
    ("centres", "{centres}"),
    ("cities", "{cities}"),
    ("class", "{class}"),
    ("companies", "{companies}"),
    ("count", "{count}"),
    ("countries", "{countries}"),
    ("countries or regions", "{countries_or_regions}"),
    ("days", "d"),
    ("degrees north", "deg"),
    ("events", "{events}"),
    ("facilities", "{facilities}"),
    ("fraction of ozone-carbon", "{fraction_of_ozone-carbon}"),
    ("ha", "har"),
    ("hours", "h"),
    ("households", "{households}"),
    ("kg/person/day", "kg/{person}/d"),
    ("km", "km"),
    ("km2", "km2"),
    ("languages", "{languages}"),
    ("local governments", "{local_governments}"),
    ("m3/day", "m3/d"),
    ("meetings", "{meetings}"),
    ("million m3", "10*6.m3"),
    ("million t CO2e", "10*6.t{CO2e}"),
    ("months", "mo"),
    ("offices", "{offices}"),
    ("organisations", "{organisations}"),
    ("participants", "{participants}"),
    ("parts of 10", "{parts_of_10}"),
    ("people", "{people}"),
    ("phases", "{phases}"),
    ("places", "{places}"),
    ("plants", "{plants}"),
    ("ports", "{ports}"),
    ("projects", "{projects}"),
    ("rank", "{rank}"),
    ("reviews", "{reviews}"),
    ("schools", "{schools}"),
    ("share", "{share}"),
    ("sites", "{sites}"),
    ("studies", "{studies}"),
    ("t/day", "t/d"),
    ("terminals", "{terminals}"),
    ("universities", "{universities}"),
    ("utilities", "{utilities}"),
    ("weeks", "wk"),
    ("year", "a"),
    ("years", "a"),
    ("yes", "{yes}"),
];

/// The UCUM code of a unit as written: from the table, or the text itself when it is a code of the table or a currency.
#[must_use]
pub fn ucum(written: &str) -> Option<&str> {
    UNITS
        .iter()
        .find(|(text, code)| *text == written || *code == written)
        .map(|(_, code)| *code)
        .or_else(|| crate::vocabularies::CURRENCIES.holds(written).then_some(written))
}

/// The known unit nearest to a mistyped one.
#[must_use]
pub fn nearest(written: &str) -> Option<String> {
    crate::value::nearest(written, UNITS.iter().map(|(text, _)| *text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_have_codes() {
        assert_eq!(ucum("m3/day"), Some("m3/d"));
        assert_eq!(ucum("m3/d"), Some("m3/d"));
        assert_eq!(ucum("JPY"), Some("JPY"));
        assert_eq!(ucum("furlongs"), None);
    }
}
