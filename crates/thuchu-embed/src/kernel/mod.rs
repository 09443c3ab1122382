//! The arithmetic of the encoder, for the processor it runs on.
//!
//! Dense layers multiply whole numbers of 8 bits: weights have one scale for each output, inputs one for each token, both
//! symmetric within ±127. The sums are exact on every processor, so only the few float operations between layers
//! differ in their last bits. Which instructions there are is found out at run time; [`Isa`] can be made in no other
//! way, which is what makes the calls in this file sound. What a layer is for belongs to `model`.

mod attention;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod dense;
mod float;
mod portable;
#[cfg(target_arch = "x86_64")]
mod vnni;

pub(crate) use attention::{Head, Room};
pub(crate) use dense::{Dense, Line, PANEL};
pub(crate) use float::{Norm, to_bytes};
#[cfg(test)]
pub(crate) fn gelu(x: f32) -> f32 {
    float::gelu::<false>(x)
}

/// Inputs of a dense layer: one row of bytes and one scale for each token.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// `tokens × width`, as the instructions want them: plain, or with 128 added where one factor must be unsigned.
    pub(crate) bytes: Vec<u8>,
    /// What a step of each row is worth.
    pub(crate) scales: Vec<f32>,
    pub(crate) width: usize,
}

impl Rows {
    /// Room for so many tokens. What was there is not kept.
    pub(crate) fn resize(&mut self, tokens: usize, width: usize) {
        self.bytes.resize(tokens * width, 0);
        self.scales.resize(tokens, 0.0);
        self.width = width;
    }
}

/// A text's vector in bytes: 384 within ±127.
pub(crate) type Wide = [Line; 6];

/// Codes that lie together.
pub(crate) const GROUP: usize = 64;

/// The signs of 64 vectors, a bit each: the first bytes of all, the second bytes of all, and so on.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct Group(pub(crate) [[u8; GROUP]; 48]);

impl Default for Group {
    fn default() -> Self {
        Self([[0; GROUP]; 48])
    }
}

/// By each four signs: what they add to a distance. Two of them fit into a byte.
#[repr(C, align(64))]
pub(crate) struct Losses(pub(crate) [[u8; 16]; 96]);

/// Where in a group the code of a place lies. Sums are taken of even and of odd bytes, 16 bits each, so the first half of
/// the places has the even ones.
pub(crate) const fn lane(place: usize) -> usize {
    let place = place % GROUP;
    if place < GROUP / 2 { 2 * place } else { 2 * (place - GROUP / 2) + 1 }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Vnni,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Portable,
}

/// Instructions that this processor was found to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Isa(Kind);

impl Isa {
    /// The fastest one here.
    pub(crate) fn best() -> Self {
        Self::here().next().unwrap_or(Self(Kind::Portable))
    }

    /// All that run here, the fastest first.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn here() -> impl Iterator<Item = Self> {
        let floats = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let wide = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vnni");
        let found = [
            (Kind::Avx512, floats && wide),
            (Kind::Vnni, floats && is_x86_feature_detected!("avxvnni")),
            (Kind::Avx2, floats),
            (Kind::Portable, true),
        ];
        found.into_iter().filter(|(_, there)| *there).map(|(kind, _)| Self(kind))
    }

    /// All that run here, the fastest first.
    #[cfg(not(target_arch = "x86_64"))]
    pub(crate) fn here() -> impl Iterator<Item = Self> {
        std::iter::once(Self(Kind::Portable))
    }

    /// For people who compare machines.
    pub(crate) const fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512-vnni",
            #[cfg(target_arch = "x86_64")]
            Kind::Vnni => "avx-vnni",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            Kind::Portable => "portable",
        }
    }
}

/// Declares one operation, and hands it to the module of the instructions at hand.
macro_rules! operations {
    ($($(#[$about:meta])* fn $name:ident($($arg:ident: $kind:ty),* $(,)?);)*) => {
        impl Isa {
            $(
                $(#[$about])*
                #[expect(unsafe_code, reason = "functions compiled for instructions that the compiler cannot take for granted")]
                pub(crate) fn $name(self, $($arg: $kind),*) {
                    match self.0 {
                        #[cfg(target_arch = "x86_64")]
                        Kind::Avx512 => {
                            // SAFETY: an `Isa` of this kind is made by `Isa::here` alone, after it found that the
                            // processor has every set of instructions that the function is compiled for.
                            unsafe { avx512::$name($($arg),*) }
                        }
                        #[cfg(target_arch = "x86_64")]
                        Kind::Vnni => {
                            // SAFETY: as above.
                            unsafe { vnni::$name($($arg),*) }
                        }
                        #[cfg(target_arch = "x86_64")]
                        Kind::Avx2 => {
                            // SAFETY: as above.
                            unsafe { avx2::$name($($arg),*) }
                        }
                        Kind::Portable => portable::$name($($arg),*),
                    }
                }
            )*
        }
    };
}

operations! {
    /// `out = input × weights + bias`; `out` holds `tokens × outputs`.
    fn multiply(dense: &Dense, input: &Rows, out: &mut [f32]);
    /// Adds `added` to `kept`, brings each row to mean and spread of `norm`, and puts it down in bytes as well.
    fn normalise(kept: &mut [f32], added: &[f32], norm: &Norm, bytes: &mut Rows);
    /// Gaussian error linear unit of each value, in bytes.
    fn activate(values: &mut [f32], bytes: &mut Rows);
    /// Each row in bytes.
    fn quantise(values: &[f32], bytes: &mut Rows);
    /// Products of one vector with each of many, exact.
    fn products(query: &Wide, rows: &[Wide], out: &mut [i32]);
    /// Distances of the codes in each group, by place.
    fn differing(losses: &Losses, groups: &[Group], out: &mut [[u16; GROUP]]);
    /// Attention of one head over one text.
    fn attend(head: Head, fused: &[f32], out: &mut [f32], room: &mut Room);
}

/// The float operations of one set of instructions: what is common in `float` and `attention`, compiled for it.
macro_rules! float_operations {
    ($features:literal, fused: $fused:literal, offset: $offset:literal, queries: $queries:literal) => {
        #[target_feature(enable = $features)]
        pub(super) fn normalise(
            kept: &mut [f32],
            added: &[f32],
            norm: &crate::kernel::Norm,
            bytes: &mut crate::kernel::Rows,
        ) {
            crate::kernel::float::normalise::<$fused, $offset>(kept, added, norm, bytes);
        }

        #[target_feature(enable = $features)]
        pub(super) fn activate(values: &mut [f32], bytes: &mut crate::kernel::Rows) {
            crate::kernel::float::activate::<$fused, $offset>(values, bytes);
        }

        #[target_feature(enable = $features)]
        pub(super) fn quantise(values: &[f32], bytes: &mut crate::kernel::Rows) {
            crate::kernel::float::quantise::<$offset>(values, bytes);
        }

        #[target_feature(enable = $features)]
        pub(super) fn attend(
            head: crate::kernel::Head,
            fused: &[f32],
            out: &mut [f32],
            room: &mut crate::kernel::Room,
        ) {
            crate::kernel::attention::attend::<$fused, $queries>(head, fused, out, room);
        }
    };
}
#[cfg(target_arch = "x86_64")]
use float_operations;

#[cfg(test)]
mod tests;
