//! Files and functions stay short enough to be read in one go.

use proc_macro2::LineColumn;
use syn::visit::{self, Visit};

use super::{Complaint, File, Tree};

const LINES_OF_A_FILE: usize = 800;
const LINES_OF_A_FUNCTION: usize = 80;

/// Endings of the files that people write and read as code.
const CODE: &[&str] = &["rs", "html", "css", "js", "mjs", "sql"];

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let code = tree.files.iter().filter(|file| CODE.iter().any(|ending| file.is(ending)));
    code.flat_map(|file| long_file(file).into_iter().chain(long_functions(file))).collect()
}

fn long_file(file: &File) -> Option<Complaint> {
    let lines = file.text.lines().count();
    let advice = format!("{lines} lines, {LINES_OF_A_FILE} at most: split it by record or by job");
    (lines > LINES_OF_A_FILE).then(|| Complaint::new(file, lines, advice))
}

fn long_functions(file: &File) -> Vec<Complaint> {
    if !file.is("rs") {
        return Vec::new();
    }
    let Ok(syntax) = syn::parse_file(&file.text) else {
        return vec![Complaint::new(file, 1, "this does not parse as Rust")];
    };
    let mut functions = Functions::default();
    functions.visit_file(&syntax);
    let long = functions.found.into_iter().filter(|(_, _, lines)| *lines > LINES_OF_A_FUNCTION);
    long.map(|(name, line, lines)| {
        let advice = format!("{name} has {lines} lines, {LINES_OF_A_FUNCTION} at most: name its parts");
        Complaint::new(file, line, advice)
    })
    .collect()
}

/// Every function with its first line and the number of its lines, docs and attributes not counted.
#[derive(Default)]
struct Functions {
    found: Vec<(String, usize, usize)>,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, end: LineColumn) {
        let start = signature.fn_token.span.start().line;
        self.found.push((signature.ident.to_string(), start, end.line + 1 - start));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig, function.block.brace_token.span.close().end());
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig, function.block.brace_token.span.close().end());
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.add(&function.sig, block.brace_token.span.close().end());
        }
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_and_functions_are_named() {
        let body = |lines: usize| {
            format!("/// Docs\n/// do not count.\nfn f() {{\n{}}}\n", "    g();\n".repeat(lines))
        };
        let cases = [
            ("a.rs", body(78), 0),
            ("a.rs", body(79), 1),
            ("a.rs", body(900), 2),
            ("a.css", "a\n".repeat(800), 0),
            ("a.css", "a\n".repeat(801), 1),
            ("a.csv", "a\n".repeat(801), 0),
            ("a.rs", "fn {".to_owned(), 1),
        ];
        for (path, text, expected) in cases {
            assert_eq!(check(&Tree::of(&[(path, &text)])).len(), expected, "{path} of {} bytes", text.len());
        }
    }
}
