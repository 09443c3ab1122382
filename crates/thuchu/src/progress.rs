//! Progress bars: on a terminal only, never with `--quiet`, always on standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::out::Out;

/// A bar towards `length` steps; 0 when the length is not known. Hidden where nobody looks.
pub(crate) fn bar(out: &Out, length: u64) -> ProgressBar {
    if !out.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr_with_hz(8));
    let shape = if length == 0 { "{spinner} {human_pos} {msg}" } else { "{bar:32} {human_pos}/{human_len} {msg}" };
    match ProgressStyle::with_template(shape) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The same over bytes, with the number of records as its message.
pub(crate) fn bytes(out: &Out, length: u64) -> ProgressBar {
    let bar = bar(out, length);
    let shape =
        if length == 0 { "{spinner} {bytes} · {msg}" } else { "{bar:32} {bytes}/{total_bytes} · {msg} {eta}" };
    match ProgressStyle::with_template(shape) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
