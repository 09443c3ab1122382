//! The program as its own worker.

use std::process::{Command, Stdio};

use thuchu_tools::{Kind, Limits, Pictures};

const PROGRAM: &str = env!("CARGO_BIN_EXE_thuchu");

/// One white pixel, and a word behind the end.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;CANARY";

#[tokio::test]
async fn the_program_cleans_pictures_as_its_own_worker() {
    let pictures = Pictures::new(PROGRAM, Limits::default());
    let picture = pictures.clean(GIF.into()).await.unwrap();
    assert_eq!((picture.kind, picture.width, picture.height), (Kind::Png, 1, 1));
    assert!(!picture.bytes.windows(6).any(|word| word == b"CANARY"));

    let other = Command::new(PROGRAM).args(["--worker", "nothing"]).stdin(Stdio::null()).output().unwrap();
    assert!(!other.status.success() && other.stdout.is_empty() && other.stderr.is_empty());
}
