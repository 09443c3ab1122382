//! Hashtags as the words they are made of.

use std::borrow::Cow;

/// `#TinGiả` is `Tin Giả`, `#FakeNews2020` is `Fake News 2020`: the sign is left out, and a space put where a capital or
/// a figure follows a small letter. Other text is left as it is; at most twice the bytes of the input.
#[must_use]
pub fn apart(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut inside = false;
    for c in text.chars() {
        if c == '#' && !before.is_alphanumeric() {
            inside = true;
        } else {
            inside = inside && (c.is_alphanumeric() || c == '_');
            let begins = c.is_uppercase() || c.is_ascii_digit();
            if inside && before.is_lowercase() && begins {
                out.push(' ');
            }
            out.push(c);
        }
        before = c;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn a_hashtag_is_its_words() {
        assert_eq!(apart("tin #TinGiả về #COVID19 #fakeNews2020!"), "tin Tin Giả về COVID19 fake News 2020!");
        assert_eq!(apart("#StopTheSteal#Now"), "Stop The Steal#Now");
    }

    #[test]
    fn other_text_stays() {
        assert_eq!(apart("Ở TP.HCM, iPhone 12 và C#"), "Ở TP.HCM, iPhone 12 và C#");
        assert_eq!(apart("trang a.vn/b#Cd"), "trang a.vn/b#Cd");
    }
}
