//! The batch: what came in becomes visible, for everybody at once.

use thuchu_model::Effect;
use thuchu_store::{StoreError, Tx, batches, clusters, jobs};

use super::Intake;

/// Seconds of a quarter of an hour.
const QUARTER: i64 = 15 * 60;
/// How the marks of batches begin.
const MARK: &str = "batch.";

impl Intake {
    /// Makes what came in since the last batch visible. Called at one random moment of every quarter of an hour; of
    /// several programs that do, one shows the messages of all, and each adds the questions that were asked of it.
    ///
    /// # Errors
    /// Whatever the store says; then everything waits for the next batch.
    pub async fn publish_batch(&self) -> Result<(), StoreError> {
        let asked = self.tally.take();
        let wordings = self.groups.wordings();
        let done = async {
            let mut tx = self.desk.db.begin().await?;
            self.show(&mut tx).await?;
            batches::add_asks(&mut tx, &asked.checks, &asked.outcomes).await?;
            let mut later = Vec::new();
            for (cluster, message) in &wordings {
                if !clusters::word_by(&mut tx, *cluster, *message).await? {
                    later.push(*cluster);
                }
            }
            tx.commit().await?;
            Ok(later)
        };
        match done.await {
            Ok(later) => later.into_iter().for_each(|cluster| self.groups.change(cluster)),
            Err(error) => {
                self.tally.give_back(asked);
                wordings.into_iter().for_each(|(cluster, _)| self.groups.change(cluster));
                return Err(error);
            }
        }
        self.catch_up().await
    }

    async fn show(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let now = self.desk.now();
        let quarter = now.micros().div_euclid(QUARTER * 1_000_000);
        let effect = Effect::parse(&format!("{MARK}{quarter}")).ok_or(StoreError::Missing { what: "effect" })?;
        if jobs::once(tx, &effect, now).await? {
            batches::show(tx, self.desk.today()).await?;
            jobs::forget_effects(tx, MARK, now.plus_days(-2)).await?;
        }
        Ok(())
    }
}
