//! Lists every catalogue in `locales/<language>/*.ftl`, so that a new file is picked up without being named anywhere.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let locales = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("locales");
    let mut code = String::new();
    for folder in sorted(&locales)? {
        let language = name(&folder);
        writeln!(code, "/// The catalogues of `{language}`: file name and text.")?;
        writeln!(code, "pub(crate) static {}: &[(&str, &str)] = &[", language.to_uppercase())?;
        for file in sorted(&folder)?.iter().filter(|file| file.extension().is_some_and(|e| e == "ftl")) {
            writeln!(code, "    ({:?}, include_str!({:?})),", name(file), file)?;
        }
        writeln!(code, "];")?;
    }
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("catalogues.rs"), code)?;
    // Cargo looks through the whole folder, so a new or removed file starts this again.
    instruct(&format!("cargo::rerun-if-changed={}", locales.display()));
    instruct("cargo::rerun-if-changed=build.rs");
    Ok(())
}

fn instruct(line: &str) {
    println!("{line}");
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
