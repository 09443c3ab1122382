//! Whether a text can be an e-mail address: the plain form that people have, nothing quoted, nothing hidden.

/// The longest address (RFC 5321 §4.5.3.1.3, without its brackets) and the longest name before the `@`.
const LONGEST: usize = 254;
const LONGEST_NAME: usize = 64;

/// Whether an answer can be sent there.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    let dots = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= LONGEST
        && (1..=LONGEST_NAME).contains(&name.len())
        && name.bytes().all(plain)
        && dots(name)
        && host.contains('.')
        && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_have_is_an_address_and_what_smuggles_lines_is_none() {
        for good in ["a@b.vn", "Ba.Tu+tin@thu.gmail.com", "x_1-y@sub.co-op.org.vn"] {
            assert!(is_address(good), "{good}");
        }
        for wrong in [
            "",
            "a",
            "@b.vn",
            "a@",
            "a@b",
            "a@@b.vn",
            "a b@c.vn",
            "a@b.vn\r\nBcc: c@d.vn",
            "a@b..vn",
            ".a@b.vn",
            "a@-b.vn",
            "<a@b.vn>",
            "a@b.vn,c@d.vn",
            "\"a\"@b.vn",
            "ạ@b.vn",
            "a@[1.2.3.4]",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
