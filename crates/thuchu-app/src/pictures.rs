//! What is said to whoever sent a picture that was not taken.

use thuchu_say as say;
use thuchu_tools::{MAX_BYTES, PictureError, Refusal};

/// Why the picture was not taken, and what helps. The rule it breaks is named; what went wrong on our side is not.
#[must_use]
pub fn words(error: &PictureError) -> say::Message {
    match error {
        PictureError::Refused(Refusal::TooLarge) => say::picture_too_large(MAX_BYTES),
        PictureError::Refused(Refusal::TooManyPixels) => say::picture_too_many_pixels(),
        PictureError::Refused(Refusal::NotAPicture) => say::picture_not_a_picture(),
        PictureError::Refused(Refusal::Broken) => say::picture_broken(),
        PictureError::TookTooLong => say::picture_took_too_long(),
        PictureError::Busy => say::picture_busy(),
        PictureError::NoWorker(_) => say::picture_no_worker(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_each_error_is_named_as_its_code() {
        let refusals = [Refusal::TooLarge, Refusal::TooManyPixels, Refusal::NotAPicture, Refusal::Broken];
        let others = [PictureError::TookTooLong, PictureError::Busy, PictureError::NoWorker("why".to_owned())];
        for error in refusals.map(PictureError::from).iter().chain(&others) {
            assert_eq!(words(error).id(), error.code().replace(['.', '_'], "-"));
        }
        let large = words(&Refusal::TooLarge.into());
        assert!(large.in_lang(say::Lang::Vi).contains("10 MB"));
    }
}
