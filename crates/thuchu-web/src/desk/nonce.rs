//! The nonce of one answer of the desk: it stands in the answer's policy and on the elements of its templates that tell
//! scripts what to do. What somebody got into a page does not know it.

use thuchu_model::Chance;

tokio::task_local! {
    static PRESENT: Nonce;
}

/// 128 random bits, in hexadecimal.
#[derive(Clone)]
pub(super) struct Nonce(String);

impl Nonce {
    /// A new one.
    pub(super) fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 16];
        chance.fill(&mut bytes);
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Does this with the nonce at hand.
    pub(super) async fn around<T>(self, work: impl Future<Output = T>) -> T {
        PRESENT.scope(self, work).await
    }

    /// The nonce of the answer that is being made; without one, nothing that scripts would follow.
    pub(super) fn present() -> String {
        PRESENT.try_with(|nonce| nonce.0.clone()).unwrap_or_default()
    }
}
