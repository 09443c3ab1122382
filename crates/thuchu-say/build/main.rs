//! Compiles `locales/{vi,en}/*.ftl` into typed functions, one per text.
//!
//! What a catalogue must be is checked in `catalogue.rs` (and tested there); here are only the files
//! and the way out. A text that is missing in one language stops the build with a sentence that names it.

mod catalogue;
mod generate;

use std::{env, fs, path::Path, process::ExitCode};

#[expect(clippy::print_stdout, reason = "cargo reads a build script on standard output")]
fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaints) => {
            for complaint in complaints {
                println!("cargo::error=locales: {complaint}");
            }
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stdout, reason = "cargo reads a build script on standard output")]
fn run() -> Result<(), Vec<String>> {
    let root = Path::new(&setting("CARGO_MANIFEST_DIR")?).join("../../locales");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed=build");
    let vi = read_language(&root.join("vi"))?;
    let en = read_language(&root.join("en"))?;
    let catalogue = catalogue::Catalogue::new(&vi, &en)?;
    let target = Path::new(&setting("OUT_DIR")?).join("messages.rs");
    fs::write(&target, generate::rust(&catalogue)).map_err(|e| vec![format!("{}: {e}", target.display())])
}

fn setting(name: &str) -> Result<String, Vec<String>> {
    env::var(name).map_err(|e| vec![format!("{name}: {e}")])
}

/// The `.ftl` files of one language as (name, text), sorted by name.
#[expect(clippy::print_stdout, reason = "cargo reads a build script on standard output")]
fn read_language(folder: &Path) -> Result<Vec<(String, String)>, Vec<String>> {
    let complain = |e: std::io::Error| vec![format!("{}: {e}", folder.display())];
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(complain)? {
        let path = entry.map_err(complain)?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()).filter(|n| n.ends_with(".ftl")) else { continue };
        println!("cargo::rerun-if-changed={}", path.display());
        files.push((name.to_owned(), fs::read_to_string(&path).map_err(complain)?));
    }
    files.sort();
    Ok(files)
}
