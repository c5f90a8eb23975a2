//! The addresses of lists, written always in the same way so that they can be shared and compared.

use app::lists::ListQuery;
use app::workbooks::Shape;
use form_urlencoded::Serializer;

/// The address of a page of a list.
pub(super) fn of(query: &ListQuery) -> String {
    join(&format!("/{}", query.kind.plural), &parameters(query))
}

/// The address of all pages of a list as a file.
pub(super) fn of_file(query: &ListQuery, shape: Shape) -> String {
    let whole = ListQuery { page: 1, ..query.clone() };
    join(&format!("/{}{}", query.kind.plural, super::files::ending(shape)), &parameters(&whole))
}

/// The parameters of a list: filters, words, years, order, page; what is as at first is left out.
pub(super) fn parameters(query: &ListQuery) -> Vec<(&'static str, String)> {
    let mut pairs: Vec<(&'static str, String)> =
        query.filters.iter().map(|(field, value)| (field.name, value.clone())).collect();
    if !query.text.is_empty() {
        pairs.push(("q", query.text.clone()));
    }
    pairs.extend(query.from.map(|year| ("from", format!("{year:04}"))));
    pairs.extend(query.to.map(|year| ("to", format!("{year:04}"))));
    pairs.extend(query.without.map(|kind| ("without", kind.plural.to_owned())));
    if query.sort != ListQuery::of(query.kind).sort {
        let reversed = if query.sort.descending { "-" } else { "" };
        pairs.push(("sort", format!("{reversed}{}", query.sort.field)));
    }
    if query.page > 1 {
        pairs.push(("page", query.page.to_string()));
    }
    pairs
}

fn join(path: &str, parameters: &[(&'static str, String)]) -> String {
    if parameters.is_empty() {
        return path.to_owned();
    }
    let query = Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{path}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_back_to_the_same_list() {
        let kind = domain::kind("projects").unwrap();
        for (query, address) in [
            ("", "/projects"),
            ("sort=-start&page=1", "/projects"),
            (
                "page=3&stage=completed&q=a%26b&to=2001&from=1990&sort=title",
                "/projects?stage=completed&q=a%26b&from=1990&to=2001&sort=title&page=3",
            ),
            (
                "sectors=water-supply&stage=need&stage=completed",
                "/projects?sectors=water-supply&stage=need&stage=completed",
            ),
            ("without=activities", "/projects?without=activities"),
        ] {
            let asked: Vec<_> = crate::readers::pairs(query).collect();
            let list = ListQuery::parse(kind, &asked).unwrap();
            assert_eq!(of(&list), address);
            let again: Vec<_> =
                crate::readers::pairs(address.split_once('?').map_or("", |(_, q)| q)).collect();
            assert_eq!(of(&ListQuery::parse(kind, &again).unwrap()), address);
        }
    }
}
