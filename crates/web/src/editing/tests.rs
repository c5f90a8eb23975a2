//! The pages with hostile texts in both languages, and their markup.

use std::collections::BTreeSet;

use ::language::Language;
use domain::KINDS;

use super::form::Notice;
use super::samples::{form, merge, others};
use crate::readers::Reader;

fn pages(language: Language) -> Vec<String> {
    let reader = Reader::sample(language);
    let mut pages = others(&reader);
    for kind in KINDS {
        pages.push(form(&reader, kind, true, None));
        pages.push(form(&reader, kind, false, Some(Notice::Stale)));
        pages.push(form(&reader, kind, true, Some(Notice::Gone("sample".to_owned()))));
        pages.push(merge(&reader, kind));
    }
    let at = || "2026-04-01T09:00:00Z".to_owned();
    for notice in [Notice::DraftKept, Notice::DraftOffered(at()), Notice::DraftOpened(at())] {
        pages.push(form(&reader, KINDS[0], false, Some(notice)));
    }
    pages
}

#[test]
fn pages_show_hostile_texts_as_text_and_miss_no_word() {
    for language in Language::ALL {
        for html in pages(*language) {
            assert!(!html.contains("<script>alert") && !html.contains("style="), "{html}");
            for missing in [">edit ", ">merge ", ">remove ", ">history ", ">activity ", ">help ", ">change "]
            {
                assert!(!html.contains(missing), "{missing}: {html}");
            }
        }
    }
}

/// The values of an attribute in a page, in order.
fn values<'h>(html: &'h str, attribute: &str) -> Vec<&'h str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_id_is_there_once_and_every_pointer_leads_to_one() {
    for html in pages(Language::En) {
        let ids = values(&html, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{ids:?}");
        for attribute in ["for", "aria-describedby", "aria-labelledby", "list", "form"] {
            for pointer in values(&html, attribute).into_iter().flat_map(str::split_whitespace) {
                assert!(known.contains(pointer), "{attribute} {pointer}");
            }
        }
        for address in values(&html, "href").into_iter().filter_map(|address| address.strip_prefix('#')) {
            assert!(known.contains(address), "#{address}");
        }
    }
}

#[test]
fn every_input_has_a_name_that_is_read_out() {
    for html in pages(Language::En) {
        let labelled: BTreeSet<&str> = values(&html, "for").into_iter().collect();
        for tag in html.split('<').filter(|tag| {
            ["input ", "select ", "textarea "].iter().any(|start| tag.starts_with(start))
                && !tag.contains("type=\"hidden\"")
        }) {
            let tag = tag.split('>').next().unwrap();
            let is_wrapped = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
            let has_label = values(tag, "id").iter().any(|id| labelled.contains(id));
            assert!(has_label || is_wrapped || tag.contains("aria-label="), "{tag}");
        }
    }
}
