//! Every template belongs to a page.

use super::{Complaint, Tree};

const FOLDER: &str = "crates/web/templates/";

/// A template's path stands in quotes in a page's code or in another template.
pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in &tree.files {
        let Some(name) = file.path.strip_prefix(FOLDER) else { continue };
        let quoted = format!("\"{name}\"");
        let users =
            tree.files.iter().filter(|user| user.path.starts_with("crates/web/") && user.path != file.path);
        if !users.into_iter().any(|user| user.text.contains(&quoted)) {
            complaints.push(Complaint::new(file, 1, "no page or template uses it: remove it"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_without_a_page_is_named() {
        let tree = Tree::of(&[
            ("crates/web/src/needs/show.rs", "#[template(path = \"needs/show.html\")]"),
            ("crates/web/templates/needs/show.html", "{% extends \"frame.html\" %}"),
            ("crates/web/templates/frame.html", ""),
            ("crates/web/templates/needs/old.html", ""),
        ]);
        let paths: Vec<String> = check(&tree).into_iter().map(|complaint| complaint.path).collect();
        assert_eq!(paths, ["crates/web/templates/needs/old.html"]);
    }
}
