//! A device with one passkey, in software. What it says can be bent, to see that it is refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rcgen::{KeyPair, PublicKeyData as _, SigningKey as _};
use thuchu_model::Sha256Hash;

/// The fields of a form.
type Fields = Vec<(&'static str, String)>;

/// The device and the browser before it.
#[derive(Debug)]
pub struct SoftKey {
    /// The page that asks.
    pub origin: String,
    /// The site that the passkey is bound to.
    pub site: String,
    /// The page stands within another one.
    pub framed: bool,
    /// The owner is there (1) and made sure of (4); 8 and 16 tell of copies.
    pub flags: u8,
    /// How often it signed; 0 for a device that does not count.
    pub count: u32,
    /// Whose it is.
    pub user: Vec<u8>,
    /// How it names the passkey.
    pub id: Vec<u8>,
    /// The key itself; ES256 unless replaced.
    pub key: KeyPair,
}

impl SoftKey {
    /// A device with a fresh key, before a page of `https://SITE`.
    #[must_use]
    pub fn at(site: &str, user: &[u8]) -> Self {
        let key = KeyPair::generate().expect("a key");
        let id = Sha256Hash::of(&key.subject_public_key_info()).as_bytes().to_vec();
        let (origin, site) = (format!("https://{site}"), site.to_owned());
        Self { origin, site, framed: false, flags: 1 | 4, count: 0, user: user.to_vec(), id, key }
    }

    /// The form that adds the passkey.
    #[must_use]
    pub fn made(&self, challenge: &str) -> Fields {
        let mut device = self.device(1 << 6);
        device.extend([0; 16]);
        device.extend(u16::try_from(self.id.len()).expect("a short id").to_be_bytes());
        device.extend(&self.id);
        let client = self.client("webauthn.create", challenge);
        let key = self.key.subject_public_key_info();
        vec![("client", base64(client.as_bytes())), ("device", base64(&device)), ("key", base64(&key))]
    }

    /// The form that shows it.
    #[must_use]
    pub fn signed(&self, challenge: &str) -> Fields {
        self.signed_as("webauthn.get", challenge)
    }

    /// The same, made for this.
    #[must_use]
    pub fn signed_as(&self, kind: &str, challenge: &str) -> Fields {
        let (client, device) = (self.client(kind, challenge), self.device(0));
        let message = [&device, Sha256Hash::of(client.as_bytes()).as_bytes().as_slice()].concat();
        let signature = self.key.sign(&message).expect("a signature");
        vec![
            ("id", base64(&self.id)),
            ("client", base64(client.as_bytes())),
            ("device", base64(&device)),
            ("signature", base64(&signature)),
            ("user", base64(&self.user)),
        ]
    }

    fn client(&self, kind: &str, challenge: &str) -> String {
        let Self { origin, framed, .. } = self;
        // Browsers may say more than we know.
        serde_json::json!({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": framed, "more": {}})
            .to_string()
    }

    fn device(&self, flags: u8) -> Vec<u8> {
        let mut bytes = Sha256Hash::of(self.site.as_bytes()).as_bytes().to_vec();
        bytes.push(self.flags | flags);
        bytes.extend(self.count.to_be_bytes());
        bytes
    }
}

fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
