//! `many PDFS CARDS SECONDS`: so many of each on two threads, every code read back; run by `cargo xtask prove print`.
//!
//! `SECONDS` is the most that a thousand of each may take; 0 for no limit, where nothing is optimised.

mod prove;

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let &[pdfs, cards, seconds] = words.as_slice() else {
        let _ = writeln!(std::io::stderr(), "many PDFS CARDS SECONDS");
        return ExitCode::FAILURE;
    };
    // Whoever closed the output has seen enough.
    let mut say = |line: &str| drop(writeln!(std::io::stdout(), "{line}"));
    match prove::prove(&prove::Plan { pdfs, cards, seconds }, &mut say) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(std::io::stderr(), "{problem}");
            ExitCode::FAILURE
        }
    }
}
