//! What browsers and devices send, checked step by step (W3C Web Authentication Level 3, §7.1 and §7.2). No attestation
//! is asked for: which make of device somebody has is nobody's business.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls_pki_types::{SignatureVerificationAlgorithm, SubjectPublicKeyInfoDer};
use serde::Deserialize;
use thuchu_model::Sha256Hash;
use webpki::ring::{ECDSA_P256_SHA256, ED25519, RSA_PKCS1_2048_8192_SHA256};
use webpki::{Error, RawPublicKeyEntity};

use super::party::Party;
use super::unsound::Unsound;

/// How passkeys sign: ES256 (most devices), EdDSA, RS256 (older Windows).
static ALGORITHMS: [&dyn SignatureVerificationAlgorithm; 3] = [ECDSA_P256_SHA256, ED25519, RSA_PKCS1_2048_8192_SHA256];

/// An answer of a device that has a passkey. All fields are base 64 as browsers write it (RFC 4648 §5, no padding).
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Signed {
    /// Which passkey.
    #[serde(default)]
    pub id: String,
    /// What the browser knows: challenge, origin.
    #[serde(default)]
    pub client: String,
    /// What the device knows.
    #[serde(default)]
    pub device: String,
    /// Its signature over both.
    #[serde(default)]
    pub signature: String,
    /// Whose passkey it is, where the device keeps that.
    #[serde(default)]
    pub user: String,
}

impl Signed {
    /// The challenge that this key signed, and how often it signed by its own count.
    pub(super) fn checked(&self, party: &Party, public_key: &[u8]) -> Result<(Vec<u8>, u32), Unsound> {
        let client = read(&self.client)?;
        let challenge = challenge(&client, "webauthn.get", party)?;
        let bytes = read(&self.device)?;
        let device = Device::read(&bytes, party)?;
        let message = [&bytes, Sha256Hash::of(&client).as_bytes().as_slice()].concat();
        verify(public_key, &message, &read(&self.signature)?)?;
        Ok((challenge, device.count))
    }
}

/// A passkey that a device made, in base 64 as browsers write it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Made {
    /// What the browser knows: challenge, origin.
    #[serde(default)]
    pub client: String,
    /// What the device knows, with the id of the passkey.
    #[serde(default)]
    pub device: String,
    /// The public key, as `SubjectPublicKeyInfo`.
    #[serde(default)]
    pub key: String,
}

impl Made {
    /// The new passkey, if it is sound.
    pub(super) fn checked(&self, party: &Party) -> Result<NewKey, Unsound> {
        let challenge = challenge(&read(&self.client)?, "webauthn.create", party)?;
        let bytes = read(&self.device)?;
        let device = Device::read(&bytes, party)?;
        let id = device.passkey.ok_or(Unsound::Unreadable)?;
        let key = read(&self.key)?;
        // No signature comes with a new passkey, so a wrong one tells whether we know the kind of its key.
        match verify(&key, &[], &[]) {
            Err(Unsound::Signature) => {
                Ok(NewKey { challenge, id: id.to_vec(), public_key: key, sign_count: device.count })
            }
            other => Err(other.err().unwrap_or(Unsound::Key)),
        }
    }
}

/// A passkey whose challenge is yet to be looked at.
pub(super) struct NewKey {
    pub(super) challenge: Vec<u8>,
    pub(super) id: Vec<u8>,
    pub(super) public_key: Vec<u8>,
    pub(super) sign_count: u32,
}

/// What the browser says about itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

fn challenge(client: &[u8], kind: &str, party: &Party) -> Result<Vec<u8>, Unsound> {
    let client: Client = serde_json::from_slice(client).map_err(|_| Unsound::Unreadable)?;
    if client.r#type != kind {
        return Err(Unsound::Kind);
    }
    if client.origin != party.origin || client.cross_origin {
        return Err(Unsound::Origin);
    }
    read(&client.challenge)
}

/// What the device says about itself (§6.1).
struct Device<'a> {
    count: u32,
    /// The id of a new passkey.
    passkey: Option<&'a [u8]>,
}

/// Flags of it: the owner is there, the owner was made sure of, the key may be copied, it is, a new passkey follows.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const MAY_COPY: u8 = 1 << 3;
const COPIED: u8 = 1 << 4;
const MADE: u8 = 1 << 6;

impl<'a> Device<'a> {
    fn read(bytes: &'a [u8], party: &Party) -> Result<Self, Unsound> {
        let (site, rest) = bytes.split_first_chunk::<32>().ok_or(Unsound::Unreadable)?;
        let ([flags, count @ ..], rest) = rest.split_first_chunk::<5>().ok_or(Unsound::Unreadable)?;
        if site != Sha256Hash::of(party.id.as_bytes()).as_bytes() {
            return Err(Unsound::Party);
        }
        if flags & PRESENT == 0 || flags & VERIFIED == 0 {
            return Err(Unsound::Unverified);
        }
        if flags & COPIED != 0 && flags & MAY_COPY == 0 {
            return Err(Unsound::Contradicts);
        }
        let passkey = if flags & MADE == 0 { None } else { Some(new_id(rest).ok_or(Unsound::Unreadable)?) };
        Ok(Self { count: u32::from_be_bytes(*count), passkey })
    }
}

/// 16 bytes that name the make, two of the id's length, the id (1 to 1023 bytes); the key behind it comes by itself.
fn new_id(bytes: &[u8]) -> Option<&[u8]> {
    let (length, rest) = bytes.get(16..)?.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    rest.get(..length).filter(|id| (1..=1023).contains(&id.len()))
}

pub(super) fn verify(public_key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), Unsound> {
    let der = SubjectPublicKeyInfoDer::from(public_key);
    let key = RawPublicKeyEntity::try_from(&der).map_err(|_| Unsound::Key)?;
    for algorithm in ALGORITHMS {
        match key.verify_signature(algorithm, message, signature) {
            Ok(()) => return Ok(()),
            Err(Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_)) => {}
            Err(_) => return Err(Unsound::Signature),
        }
    }
    Err(Unsound::Key)
}

/// Bytes as browsers write them.
pub(super) fn base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads them back.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

fn read(text: &str) -> Result<Vec<u8>, Unsound> {
    from_base64(text).ok_or(Unsound::Unreadable)
}
