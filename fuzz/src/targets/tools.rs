//! `thuchu-tools`: what a picture claims to be, before a pixel of it is decoded.

use thuchu_tools::{MAX_PIXELS, MAX_SIDE, judge_picture};

use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![Target { name: "picture_head", run: head }]
}

/// Whatever is let through to the decoder has a size, and one that it may have.
fn head(bytes: &[u8]) {
    if let Ok((width, height)) = judge_picture(bytes) {
        assert!((1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height), "{width} × {height}");
        assert!(u64::from(width) * u64::from(height) <= MAX_PIXELS, "{width} × {height}");
    }
}
