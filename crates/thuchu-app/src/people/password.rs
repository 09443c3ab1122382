//! Passwords: which are taken, and how they are kept (Argon2id; OWASP Password Storage Cheat Sheet).

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use thuchu_model::{Chance, Secret};
use tokio::sync::Semaphore;

use super::PeopleError;

/// Fewest characters.
pub const SHORTEST: usize = 12;
/// Most characters: longer ones only cost time.
pub const LONGEST: usize = 256;
/// Memory of one look at a password, in KiB.
const MEMORY: u32 = 19 * 1024;
/// Passes over it.
const PASSES: u32 = 2;
/// Looks at the same time: each takes a processor and 19 MiB.
const AT_ONCE: usize = 2;
/// A password of so many common pieces, or fewer, is a common one.
const FEW_PIECES: usize = 3;
/// A password with fewer different characters is a pattern.
const FEWEST_DIFFERENT: usize = 5;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Fewer than [`SHORTEST`] characters.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// More than [`LONGEST`] characters.
    #[error("a password has at most {LONGEST} characters")]
    Long,
    /// What many people choose, or made of the owner's name.
    #[error("the password is a common one")]
    Common,
}

/// Whether a new password may be used by somebody of this name.
///
/// # Errors
/// See [`PasswordRefused`].
pub fn acceptable(password: &Secret, name: &str) -> Result<(), PasswordRefused> {
    let text = form(password);
    let length = text.chars().count();
    if length < SHORTEST {
        return Err(PasswordRefused::Short);
    }
    if length > LONGEST {
        return Err(PasswordRefused::Long);
    }
    if is_common(&text, name) { Err(PasswordRefused::Common) } else { Ok(()) }
}

/// The form that is hashed: composed letters whatever keyboard typed them, one space for several.
fn form(password: &Secret) -> String {
    thuchu_text::normalise(password.reveal())
}

/// Made of few common pieces, once marks, capitals, digits, signs and letters written as digits are taken away. The 500
/// pieces of `data/common_passwords.txt` and three of them in a row make far more than the usual 3,000 patterns.
fn is_common(text: &str, name: &str) -> bool {
    static PIECES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let lines = include_str!("../../data/common_passwords.txt").lines();
        lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
    });
    let different: HashSet<char> = text.chars().collect();
    if different.len() < FEWEST_DIFFERENT {
        return true;
    }
    let folded = thuchu_text::fold(text);
    let own: Vec<String> = thuchu_text::fold(name).split_whitespace().map(str::to_owned).collect();
    let known = |piece: &str| PIECES.contains(piece) || own.iter().any(|own| own == piece);
    let plain: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let undo = |text: &str| {
        let letters: String = text.to_lowercase().chars().filter_map(letter_of).collect();
        thuchu_text::fold(&letters).chars().filter(|c| c.is_alphabetic()).collect::<String>()
    };
    let within = text.trim_matches(|c: char| !c.is_alphabetic());
    [plain, undo(text), undo(within)]
        .iter()
        .any(|letters| fewest_pieces(letters, known).is_some_and(|count| count <= FEW_PIECES))
}

/// A digit or sign as the letter it stands for in "p@ssw0rd".
fn letter_of(c: char) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        _ if c.is_alphabetic() => c,
        _ => return None,
    })
}

/// The fewest known pieces that make up the text, if any do.
fn fewest_pieces(text: &str, known: impl Fn(&str) -> bool) -> Option<usize> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut fewest: Vec<Option<usize>> = vec![None; ends.len()];
    fewest[0] = Some(0);
    for to in 1..ends.len() {
        let shorter = (0..to).rev().take(24).filter_map(|from| {
            let before = fewest[from]?;
            known(&text[ends[from]..ends[to]]).then_some(before + 1)
        });
        fewest[to] = shorter.min();
    }
    fewest.last().copied().flatten()
}

/// Hashes and checks passwords, a few at a time.
#[derive(Debug)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    looked_at: AtomicU64,
    /// The hash of a password that nobody knows, for names that nobody has: a look at it costs the same.
    nobody: String,
}

impl Passwords {
    pub(crate) fn new(chance: &dyn Chance) -> Result<Self, PeopleError> {
        let mut unknown = [0; 16];
        chance.fill(&mut unknown);
        let nobody = hash(&unknown, &salt(chance))?;
        Ok(Self { turns: Arc::new(Semaphore::new(AT_ONCE)), looked_at: AtomicU64::new(0), nobody })
    }

    /// The hash of a new password, in the PHC form.
    pub(crate) async fn hash(&self, password: &Secret, chance: &dyn Chance) -> Result<String, PeopleError> {
        let (text, salt) = (form(password), salt(chance));
        self.in_turn(move || hash(text.as_bytes(), &salt)).await?
    }

    /// Whether a password is the one of this hash; without a hash it is not, at the same cost.
    pub(crate) async fn is(&self, password: &Secret, kept: Option<&str>) -> Result<bool, PeopleError> {
        self.looked_at.fetch_add(1, Ordering::Relaxed);
        // What is longer than any password is none; only its length is known then.
        let text: String = form(password).chars().take(LONGEST + 1).collect();
        let (known, kept) = (kept.is_some(), kept.unwrap_or(&self.nobody).to_owned());
        let same = self.in_turn(move || argon().verify_password(text.as_bytes(), kept.as_str()).is_ok()).await?;
        Ok(same && known)
    }

    /// How many passwords were looked at so far.
    #[cfg(test)]
    pub(crate) fn looked_at(&self) -> u64 {
        self.looked_at.load(Ordering::Relaxed)
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, PeopleError> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| PeopleError::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(|_| PeopleError::Busy)
    }
}

fn salt(chance: &dyn Chance) -> [u8; 16] {
    let mut salt = [0; 16];
    chance.fill(&mut salt);
    salt
}

fn argon() -> Argon2<'static> {
    // These parameters are within the bounds; the default ones are the same.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(MEMORY, PASSES, 1, None).unwrap_or_default())
}

fn hash(password: &[u8], salt: &[u8]) -> Result<String, PeopleError> {
    let hashed = argon().hash_password_with_salt(password, salt);
    hashed.map(|hash| hash.to_string()).map_err(|_| PeopleError::Busy)
}

#[cfg(test)]
mod tests {
    use thuchu_testkit::{SeededChance, block_on};

    use super::*;

    fn try_out(text: &str) -> Result<(), PasswordRefused> {
        acceptable(&Secret::new(text.to_owned()), "Nguyễn Thị Ánh")
    }

    #[test]
    fn a_password_is_long_enough_and_may_be_long() {
        assert_eq!(try_out("ngắn quá đi"), Err(PasswordRefused::Short));
        assert_eq!(try_out("con mèo leo cây cau"), Ok(()));
        assert_eq!(try_out(&"vượt sông đầy ".repeat(6)), Ok(()), "84 characters");
        assert_eq!(try_out(&"xkcdvuot".repeat(40)), Err(PasswordRefused::Long));
    }

    #[test]
    fn what_everybody_chooses_is_refused_in_every_disguise() {
        for common in [
            "matkhau123456",
            "Mật Khẩu 2024!",
            "P@ssw0rd12345",
            "qwertyuiop123",
            "anhyeuem1999",
            "Admin@123456",
            "hanoi-saigon-hue",
            "iloveyou!!!!!!",
            "123456789012345",
            "ababababababab",
            "nguyenthianh2024",
            "Ánh.Nguyễn.1990",
            "vietnamvodich2024",
        ] {
            assert_eq!(try_out(common), Err(PasswordRefused::Common), "{common}");
        }
        for own in ["thuyền xanh qua cầu", "7 con sếu ăn mía ngọt", "trvk-92hd-pq11-zmm0"] {
            assert_eq!(try_out(own), Ok(()), "{own}");
        }
    }

    #[test]
    fn more_than_the_three_thousand_usual_patterns_are_refused() {
        let text = include_str!("../../data/common_passwords.txt");
        let words = text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        let endings = [
            "123456789012",
            "2024!2025!20",
            "@123456789!!",
            "000000111222",
            "!@#123456789",
            "_1990_1991_2",
            "99998888777",
        ];
        let patterns = words.flat_map(|word| endings.map(|ending| format!("{word}{ending}")));
        let refused = patterns.filter(|pattern| try_out(pattern) == Err(PasswordRefused::Common)).count();
        assert!(refused >= 3_000, "{refused}");
    }

    #[test]
    fn a_hash_tells_its_cost_and_takes_any_keyboard() {
        block_on(async {
            let chance = SeededChance::new(1);
            let passwords = Passwords::new(&chance).unwrap();
            let typed = |text: &str| Secret::new(text.to_owned());
            let hash = passwords.hash(&typed("con mèo leo cây cau"), &chance).await.unwrap();
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
            // The same letters, taken apart: e and a combining grave.
            assert!(passwords.is(&typed("con me\u{300}o leo ca\u{302}y cau"), Some(&hash)).await.unwrap());
            assert!(!passwords.is(&typed("con meo leo cay cau"), Some(&hash)).await.unwrap());
            assert!(!passwords.is(&typed("con mèo leo cây cau"), None).await.unwrap());
            assert_eq!(passwords.looked_at(), 3, "a name that nobody has costs a look too");
        });
    }
}
