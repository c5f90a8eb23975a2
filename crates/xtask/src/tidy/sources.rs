//! Code that judges says where its factors and tables come from; code that follows a standard names it.

use std::collections::BTreeMap;

use syn::visit::{self, Visit};

use super::{Complaint, File, Tree};

/// The crates whose figures somebody may have to answer for.
const JUDGING: &[&str] = &["matching", "methods"];

/// The crates with one module for each standard or method.
const FOLLOWING: &[&str] = &["methods", "formats"];

/// A factor (a number with a fraction) or a table (an array or slice) has a section `# Source` in its own docs or in
/// those of its file; a module that follows a standard names it.
pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let figures = tree.ending("rs").filter(|file| inside(file, JUDGING).is_some()).flat_map(figures);
    figures.chain(standards(tree)).collect()
}

/// The path inside a crate's `src`, when the file belongs to one of these crates.
fn inside<'a>(file: &'a File, crates: &[&str]) -> Option<&'a str> {
    let (name, path) = file.path.strip_prefix("crates/")?.split_once("/src/")?;
    crates.contains(&name).then_some(path)
}

fn figures(file: &File) -> Vec<Complaint> {
    let Ok(syntax) = syn::parse_file(&file.text) else { return Vec::new() };
    if sourced(&syntax.attrs) {
        return Vec::new();
    }
    let mut figures = Figures::default();
    figures.visit_file(&syntax);
    let advice = "add `# Source` to its docs or to those of the file: document, edition and place, or `Ours: <decision>`";
    figures
        .unsourced
        .iter()
        .map(|name| Complaint::new(file, name.span().start().line, format!("{name}: {advice}")))
        .collect()
}

/// Constants with a factor or a table that do not name their source.
#[derive(Default)]
struct Figures {
    unsourced: Vec<syn::Ident>,
}

impl Figures {
    fn look(&mut self, name: &syn::Ident, kind: &syn::Type, attributes: &[syn::Attribute]) {
        if is_figure(kind) && !sourced(attributes) {
            self.unsourced.push(name.clone());
        }
    }
}

impl<'ast> Visit<'ast> for Figures {
    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.look(&item.ident, &item.ty, &item.attrs);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.look(&item.ident, &item.ty, &item.attrs);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            visit::visit_item_mod(self, item);
        }
    }
}

fn is_figure(kind: &syn::Type) -> bool {
    match kind {
        syn::Type::Array(_) | syn::Type::Slice(_) => true,
        syn::Type::Reference(reference) => is_figure(&reference.elem),
        syn::Type::Path(path) => path.path.is_ident("f64") || path.path.is_ident("f32"),
        _ => false,
    }
}

fn sourced(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => {
                text.value().trim() == "# Source"
            }
            _ => false,
        },
        _ => false,
    })
}

/// Modules without a word on the standard they follow: the first folder or file below `src` counts as the module.
fn standards(tree: &Tree) -> Vec<Complaint> {
    let mut modules: BTreeMap<String, (&File, bool)> = BTreeMap::new();
    for file in tree.ending("rs") {
        let Some(path) = inside(file, FOLLOWING) else { continue };
        if path == "lib.rs" || !file.text.contains("pub ") {
            continue;
        }
        let module = path.split('/').next().unwrap_or(path).trim_end_matches(".rs");
        let says = file.lines().any(|(_, line)| matches!(line.trim(), "//! # Source" | "/// # Source"));
        let name = file.path.replace(path, module);
        modules.entry(name).and_modify(|(_, said)| *said |= says).or_insert((file, says));
    }
    let silent = modules.into_iter().filter(|(_, (_, said))| !said);
    silent
        .map(|(name, (file, _))| {
            let advice = format!(
                "nothing in {name} has a section `# Source`: name the standard with edition and place"
            );
            Complaint::new(file, 1, advice)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_and_tables_name_their_source() {
        let table = "const STOP: &[&str] = &[];";
        let cases = [
            ("matching/src/rank.rs", "const WEIGHT: f64 = 0.5;".to_owned(), 1),
            ("matching/src/rank.rs", "//! # Source\nconst WEIGHT: f64 = 0.5;".to_owned(), 0),
            ("matching/src/rank.rs", "/// # Source\n/// Ours.\nconst WEIGHT: f64 = 0.5;".to_owned(), 0),
            ("matching/src/rank.rs", format!("mod inner {{ {table} }}\nstatic T: [u8; 2] = [1, 2];"), 2),
            ("matching/src/rank.rs", format!("mod tests {{ {table} }}\nconst MOST: usize = 9;"), 0),
            ("web/src/pages.rs", table.to_owned(), 0),
            ("formats/src/lib.rs", "pub mod csv;".to_owned(), 0),
            ("formats/src/csv.rs", "pub fn read() {}".to_owned(), 1),
            ("formats/src/csv.rs", "/// # Source\n/// RFC 4180.\npub fn read() {}".to_owned(), 0),
        ];
        for (path, text, expected) in cases {
            let path = format!("crates/{path}");
            assert_eq!(check(&Tree::of(&[(&path, &text)])).len(), expected, "{path}: {text}");
        }
    }

    #[test]
    fn one_file_of_a_module_speaks_for_the_others() {
        let files = [
            ("crates/formats/src/csv/mod.rs", "//! # Source\n//! RFC 4180.\npub mod reader;"),
            ("crates/formats/src/csv/reader.rs", "pub fn read() {}"),
        ];
        assert_eq!(check(&Tree::of(&files)), []);
    }
}
