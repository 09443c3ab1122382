//! Groups in memory follow what editors do to clusters. The store is the truth: what does not fit here (a message that
//! another program placed) is put right by the next batch.

use thuchu_model::{ClusterId, MessageId};

use super::Intake;
use crate::desk::queue::Regroup;

impl Regroup for Intake {
    fn merged(&self, from: ClusterId, into: ClusterId) {
        self.regroup(|groups, rules| groups.merge(into, from, rules).map(drop).unwrap_or_default());
    }

    fn moved(&self, messages: &[MessageId], to: ClusterId) {
        self.regroup(|groups, rules| {
            let from = messages.iter().find_map(|message| groups.cluster_of(*message));
            let done = from.map(|from| groups.split(from, messages, to, rules));
            // Into a cluster that is there: its messages are read anew with the next batch.
            if !matches!(done, Some(Ok(_))) {
                for message in messages {
                    let _gone_already = groups.remove(*message);
                }
            }
        });
    }

    fn gone(&self, cluster: ClusterId) {
        self.forget_cluster(cluster);
    }
}
