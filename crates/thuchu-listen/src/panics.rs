//! What a panic may say.

/// From now on a panic of any thread is logged with its place in the code, and without its words.
///
/// The standard library would print what it panicked with, and that often quotes the text it stumbled over ("byte index
/// 5 is not a char boundary; it is inside …"): a question would stand in the log (TRUST R50).
pub fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        tracing::error!(place, "panicked");
    }));
}
