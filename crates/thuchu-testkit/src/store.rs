//! A fresh store for one test.

use tempfile::TempDir;
use thuchu_model::Publisher;
use thuchu_store::blobs::Blobs;
use thuchu_store::{Db, OpenOptions, StoreUrl, imports, publishers};

use crate::{FixedClock, SeededChance, noon, postgres};

/// A fresh store, gone with the test.
#[derive(Debug)]
pub struct TestStore {
    /// The store, its schema up to date.
    pub db: Db,
    /// Its address, for opening it a second time.
    pub url: StoreUrl,
    /// An empty data folder.
    pub data: TempDir,
    /// Stands at [`noon`].
    pub clock: FixedClock,
    /// Repeats within a test.
    pub chance: SeededChance,
}

impl TestStore {
    /// On SQLite, in a file of the data folder.
    pub async fn sqlite() -> Self {
        let data = TempDir::new().expect("a temporary folder");
        let url = StoreUrl::parse("sqlite:", Some(data.path())).expect("an address");
        Self::open(url, data).await
    }

    /// On PostgreSQL, in a database of its own. Fails with the name of the package when no server is installed.
    pub async fn postgres() -> Self {
        let data = TempDir::new().expect("a temporary folder");
        let url = tokio::task::spawn_blocking(postgres::fresh_database).await.expect("a database");
        Self::open(StoreUrl::parse(&url, None).expect("an address"), data).await
    }

    async fn open(url: StoreUrl, data: TempDir) -> Self {
        let clock = FixedClock::at(noon());
        let db = Db::open(&url, OpenOptions::default(), &clock).await.expect("the store opens");
        Self { db, url, data, clock, chance: SeededChance::another() }
    }

    /// The files, in the data folder.
    pub fn blobs(&self) -> Blobs {
        Blobs::in_data(self.data.path()).expect("a folder of files")
    }

    /// The publisher of this site, made when missing.
    pub async fn publisher(&self, site: &str) -> Publisher {
        let wanted = crate::publisher(site);
        let mut tx = self.db.begin().await.expect("a unit of work");
        let found = publishers::find_or_create(&mut tx, &wanted.site, &wanted.name, &self.chance, noon()).await;
        tx.commit().await.expect("committed");
        found.expect("a publisher")
    }

    /// A new run of an import.
    pub async fn run(&self) -> imports::ImportRun {
        let mut tx = self.db.begin().await.expect("a unit of work");
        let run = imports::begin(&mut tx, "checks.json", None, "{}", &self.chance, noon()).await;
        tx.commit().await.expect("committed");
        run.expect("a run")
    }
}

/// Runs one test's future on a small runtime of its own.
pub fn block_on<T>(rule: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(rule)
}
