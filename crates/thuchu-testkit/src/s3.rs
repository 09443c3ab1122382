//! A real server that speaks S3 on a loopback port, for tests: PyPI `moto`, in a virtual environment of its own under
//! `target/`, made once of the pinned packages in `s3/requirements.txt`. Ends with the test program.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use thuchu_model::{Secret, Sha256Hash};
use thuchu_store::blobs::{Blobs, BucketSettings};

const REQUIREMENTS: &str = include_str!("s3/requirements.txt");
/// Serves until its standard input ends, which is when we do.
const SERVE: &str = "import sys\n\
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer\n\
    server = ThreadedMotoServer(ip_address='127.0.0.1', port=0, verbose=False)\n\
    server.start()\n\
    print(server.get_host_and_port()[1], flush=True)\n\
    sys.stdin.read()\n";

/// A server.
#[derive(Debug)]
pub struct S3 {
    at: SocketAddr,
    _process: Child,
    _open: ChildStdin,
}

/// A bucket of its own for one test.
#[derive(Debug)]
pub struct S3Bucket {
    /// Where its server listens.
    pub at: SocketAddr,
    /// Its name.
    pub name: String,
}

impl S3 {
    /// The server that the tests of this program share; it takes any key.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<S3> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(None))
    }

    /// A server that asks for a key it knows after so many requests. It knows none.
    pub fn strict_after(requests: u32) -> Self {
        Self::start(Some(requests))
    }

    fn start(strict_after: Option<u32>) -> Self {
        let mut command = Command::new(environment().join("bin/python"));
        command.args(["-c", SERVE]).env_remove("PYTHONPATH").env_remove("PYTHONHOME");
        if let Some(requests) = strict_after {
            command.env("INITIAL_NO_AUTH_ACTION_COUNT", requests.to_string());
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("the server of buckets starts");
        let (open, said) = (process.stdin.take().expect("its input"), process.stdout.take().expect("its output"));
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line).expect("the server says its port");
        let port: u16 = line.trim().parse().expect("the port of the server of buckets");
        Self { at: SocketAddr::from(([127, 0, 0, 1], port)), _process: process, _open: open }
    }

    /// A new bucket.
    pub fn bucket(&self) -> S3Bucket {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("desk-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
        let bucket = S3Bucket { at: self.at, name };
        assert_eq!(bucket.ask("PUT", "", b"").0, 200, "a bucket");
        bucket
    }
}

impl S3Bucket {
    /// Its settings, with the prefix `files`, by way of this address.
    pub fn settings_at(&self, at: SocketAddr, bucket: &str) -> BucketSettings {
        let (address, endpoint) = (format!("s3://{bucket}/files"), format!("http://{at}"));
        let secret = Secret::new("not-so-secret-secret".to_owned());
        BucketSettings::read(&address, Some(&endpoint), None, "AKIATESTTESTTEST", secret).expect("settings")
    }

    /// Its files.
    pub fn blobs(&self) -> Blobs {
        Blobs::in_bucket(&self.settings_at(self.at, &self.name)).expect("a bucket")
    }

    /// Puts an object under a name below the prefix, as somebody else would.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        assert_eq!(self.ask("PUT", &format!("/files/{name}"), bytes).0, 200, "{name}");
    }

    /// Removes one.
    pub fn remove(&self, name: &str) {
        assert_eq!(self.ask("DELETE", &format!("/files/{name}"), b"").0, 204, "{name}");
    }

    /// How many objects it holds, a thousand at most.
    pub fn count(&self) -> usize {
        self.ask("GET", "?list-type=2", b"").1.matches("<Key>").count()
    }

    /// One request of a key that nobody checks: status and body.
    fn ask(&self, method: &str, rest: &str, body: &[u8]) -> (u16, String) {
        let mut stream = TcpStream::connect(self.at).expect("the server of buckets answers");
        let (at, name, length) = (self.at, &self.name, body.len());
        let key = "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
        let head = format!(
            "{method} /{name}{rest} HTTP/1.1\r\nHost: {at}\r\nAuthorization: {key}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat()).expect("a request is sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), answer)
    }
}

/// The environment's folder, made when it is not there.
fn environment() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
    let name = Sha256Hash::of(REQUIREMENTS.as_bytes()).to_string();
    let folder = target.join(format!("s3-python-{}", &name[..12]));
    let made = folder.join("made");
    fs::create_dir_all(&folder).expect("a folder under target/");
    // One test makes it, the others wait; also when several test programs run at once.
    let lock = File::create(folder.with_extension("lock")).expect("a lock file");
    lock.lock().expect("the lock");
    if !made.is_file() {
        make(&folder);
        File::create(&made).expect("the mark that it is whole");
    }
    folder
}

fn make(folder: &Path) {
    let venv = Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder).output();
    finished(
        "python3 -m venv (Debian: the package python3-venv)",
        &venv.expect("python3 (Debian: the package python3)"),
    );
    let requirements = folder.join("requirements.txt");
    fs::write(&requirements, REQUIREMENTS).expect("the list of packages");
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--only-binary=:all:",
        "-r",
    ]);
    finished("pip install", &pip.arg(requirements).output().expect("pip starts"));
}

fn finished(what: &str, output: &Output) {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what}: {}\n{out}{err}", output.status);
}
