//! robots.txt: what a site asks of programs that come by themselves (RFC 9309).
//!
//! It binds what the desk does on a schedule. Fetching it, and how long it is believed, is left to the caller.

/// Bytes that are read; what follows is not looked at (RFC 9309, 2.5).
pub const MAX_ROBOTS: usize = 500 << 10;
/// Rules that are kept of one file.
const MAX_RULES: usize = 20_000;
/// Longest path that is compared, in bytes.
const LONGEST_PATH: usize = 8 << 10;

/// The rules of one site.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    groups: Vec<Group>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Group {
    /// Product tokens in lower case, or `*`.
    agents: Vec<String>,
    rules: Vec<Rule>,
    delay: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allow: bool,
    /// The path in the form in which paths are compared.
    pattern: String,
}

impl Robots {
    /// Reads a file. Whatever it is, it can be read: lines that are no rules are passed over.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let bytes = bytes.get(..MAX_ROBOTS).unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes);
        let mut groups: Vec<Group> = Vec::new();
        // Several lines that name agents open one group; a rule ends the row of them.
        let mut naming = false;
        let mut rules = 0;
        for line in text.trim_start_matches('\u{FEFF}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if !naming {
                        groups.push(Group::default());
                    }
                    naming = true;
                    if let Some(group) = groups.last_mut() {
                        group.agents.push(token(value));
                    }
                }
                "allow" | "disallow" => {
                    naming = false;
                    rules += 1;
                    if let Some(group) = groups.last_mut().filter(|_| !value.is_empty() && rules <= MAX_RULES) {
                        group.rules.push(Rule { allow: key == "allow", pattern: pattern(value) });
                    }
                }
                "crawl-delay" => {
                    naming = false;
                    let delay = value.parse::<f64>().ok().filter(|delay| (0.0..=86_400.0).contains(delay));
                    if let Some(group) = groups.last_mut() {
                        group.delay = group.delay.or(delay);
                    }
                }
                _ => {}
            }
        }
        Self { groups }
    }

    /// May a program of this name fetch this path (with its query, from the first `/`)?
    ///
    /// Of the rules that fit the longest decides; of two as long the one that allows.
    #[must_use]
    pub fn allows(&self, agent: &str, path_and_query: &str) -> bool {
        let path = comparable(&path_and_query[..path_and_query.floor_char_boundary(LONGEST_PATH)]);
        if path == "/robots.txt" {
            return true;
        }
        let fitting = self.of(agent).flat_map(|group| &group.rules).filter(|rule| fits(&rule.pattern, &path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }

    /// Seconds between two requests that the site asks of this program, if it asks. No part of the standard, but
    /// widely written.
    #[must_use]
    pub fn crawl_delay(&self, agent: &str) -> Option<f64> {
        self.of(agent).filter_map(|group| group.delay).reduce(f64::max)
    }

    /// The groups for an agent: all that name it, else all for everybody.
    fn of(&self, agent: &str) -> impl Iterator<Item = &Group> {
        let agent = token(agent);
        let named = agent != "*" && self.groups.iter().any(|group| group.agents.contains(&agent));
        let wanted = if named { agent } else { "*".to_owned() };
        self.groups.iter().filter(move |group| group.agents.contains(&wanted))
    }
}

/// The product token at the start of a name: `thuchu` of `ThucHu/1.0 (+https://…)`.
fn token(name: &str) -> String {
    if name.starts_with('*') {
        return "*".to_owned();
    }
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

fn pattern(value: &str) -> String {
    let value = comparable(value);
    if value.starts_with(['/', '*']) { value } else { format!("/{value}") }
}

/// Percent-encoding settled (RFC 9309, 2.2.2): what needs none is decoded, what is not ASCII is encoded, digits in capitals.
fn comparable(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |at: usize| bytes.get(at).and_then(|&b| char::from(b).to_digit(16));
        if byte == b'%'
            && let (Some(high), Some(low)) = (hex(at + 1), hex(at + 2))
        {
            let decoded = (high * 16 + low) as u8;
            if decoded.is_ascii_alphanumeric() || b"-._~".contains(&decoded) {
                out.push(char::from(decoded));
            } else {
                encode(decoded, &mut out);
            }
            at += 3;
            continue;
        }
        if byte.is_ascii() && byte > b' ' {
            out.push(char::from(byte));
        } else {
            encode(byte, &mut out);
        }
        at += 1;
    }
    out
}

fn encode(byte: u8, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// Does a pattern fit the start of a path, `*` standing for anything and a last `$` for the end?
///
/// Taking for each stretch between stars the first place it is found at is enough, for stars take anything; so the time
/// is that of finding, linear in the path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut stretches = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(stretches.next().unwrap_or_default()) else { return false };
    let mut stretches = stretches.peekable();
    if stretches.peek().is_none() {
        return !to_the_end || rest.is_empty();
    }
    while let Some(stretch) = stretches.next() {
        if stretches.peek().is_none() && to_the_end {
            return rest.ends_with(stretch);
        }
        match rest.find(stretch) {
            Some(at) => rest = &rest[at + stretch.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(file: &str, agent: &str, path: &str, allowed: bool) {
        assert_eq!(Robots::parse(file.as_bytes()).allows(agent, path), allowed, "{agent} {path}");
    }

    #[test]
    fn the_longest_rule_decides_and_of_equals_the_one_that_allows() {
        // The example of RFC 9309, 5.2.
        let file = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
        says(file, "foobot", "/example/page/", true);
        says(file, "foobot", "/example/page/disallowed.gif", false);
        says("User-agent: *\nDisallow: /a\nAllow: /a", "x", "/a", true);
        says("User-agent: *\nDisallow: /\nAllow: /tin", "x", "/tin/1", true);
        says("User-agent: *\nDisallow: /\nAllow: /tin", "x", "/khac", false);
    }

    #[test]
    fn a_group_for_a_name_stands_instead_of_that_for_everybody_and_groups_are_joined() {
        // The example of RFC 9309, 5.1.
        let file = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\nUser-Agent: foobot\n\
                    Disallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\nUser-Agent: barbot\n\
                    User-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n";
        says(file, "other", "/a/b.gif", false);
        says(file, "other", "/a/b.gif?x", true);
        says(file, "FooBot/2.1 (+https://x.example)", "/example/page.html", true);
        says(file, "foobot", "/publications/", false);
        says(file, "bazbot", "/example/page.html", false);
        says(file, "bazbot", "/example/other", true);
        says(file, "quxbot", "/example/", true);
        let twice = "User-agent: a\nDisallow: /x\nUser-agent: b\nDisallow: /\nUser-agent: A\nDisallow: /y";
        says(twice, "a", "/x", false);
        says(twice, "a", "/y", false);
        says(twice, "a", "/z", true);
    }

    #[test]
    fn stars_and_ends_and_percents_are_understood() {
        for (rule, path, fits) in [
            ("/*.php$", "/a/b.php", true),
            ("/*.php$", "/a/b.php5", false),
            ("/a*b*c", "/aXXbYYcZZ", true),
            ("/a*b*c", "/acb", false),
            ("*?id=", "/tin?id=3", true),
            ("/$", "/", true),
            ("/$", "/a", false),
            ("/tin-t%E1%BB%A9c", "/tin-tức", true),
            ("/tin-tức", "/tin-t%e1%bb%a9c", true),
            ("/%7euser", "/~user", true),
            ("/a%2Fb", "/a/b", false),
            ("private", "/private/x", true),
        ] {
            says(&format!("User-agent: *\nDisallow: {rule}"), "x", path, !fits);
        }
    }

    #[test]
    fn what_is_no_rule_forbids_nothing() {
        says("", "x", "/", true);
        says("<html>404: not found</html>", "x", "/", true);
        says("Disallow: /", "x", "/", true);
        says("User-agent: *\nDisallow:", "x", "/", true);
        says("User-agent: *\nDisallow: /", "x", "/robots.txt", true);
        says("\u{FEFF}User-agent: * # all\r\nDisallow: /a # b\r\n", "x", "/a", false);
        assert_eq!(Robots::parse(b"User-agent: *\nCrawl-delay: 2.5").crawl_delay("x"), Some(2.5));
        assert_eq!(Robots::parse(b"User-agent: *\nCrawl-delay: NaN").crawl_delay("x"), None);
    }

    #[test]
    fn hostile_patterns_are_compared_quickly() {
        let stars = format!("User-agent: *\nDisallow: /{}b", "a*".repeat(100_000));
        says(&stars, "x", &format!("/{}", "a".repeat(100_000)), true);
        let many = format!("User-agent: *\n{}", "Disallow: /*a*b$\n".repeat(40_000));
        says(&many, "x", &format!("/{}", "a".repeat(8_000)), true);
    }
}
