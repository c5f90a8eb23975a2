//! Prints the statements that make the tables of the named kinds, or of all.
#![expect(clippy::print_stdout, reason = "prints by purpose")]

fn main() {
    let named: Vec<String> = std::env::args().skip(1).collect();
    for kind in domain::KINDS.iter().filter(|kind| named.is_empty() || named.iter().any(|n| n == kind.plural))
    {
        println!("{}", store::schema::create(kind));
    }
}
