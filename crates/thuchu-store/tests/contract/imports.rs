use thuchu_store::imports::{self, ImportProblem, Progress, RunState};
use thuchu_store::{StoreError, checks};
use thuchu_testkit::{both_databases, incoming, noon};

fn progress(line: u64) -> Progress {
    Progress { byte_offset: line * 100, line, counts: format!("{{\"read\":{line}}}") }
}

fn problem(line: u64) -> ImportProblem {
    ImportProblem {
        line, code: "import.no_claim".into(), reason: "không có mệnh đề".into(), excerpt: "{\0}".into()
    }
}

both_databases!(a_killed_import_resumes_where_its_last_batch_ended, |store| {
    let publisher = store.publisher("a.vn").await;
    let run = store.run().await;
    let mut tx = store.db.begin().await.unwrap();
    checks::put_batch(&mut tx, run.id, &[incoming(&publisher, "u", "một")], &store.chance, noon()).await.unwrap();
    imports::checkpoint(&mut tx, run.id, &run.progress, &progress(2), &[problem(1)], noon()).await.unwrap();
    tx.commit().await.unwrap();
    let mut killed = store.db.begin().await.unwrap();
    imports::checkpoint(&mut killed, run.id, &progress(2), &progress(3), &[problem(3)], noon()).await.unwrap();
    drop(killed);
    let found = imports::unfinished(&mut store.db.read(), "checks.json", "{}").await.unwrap().unwrap();
    assert_eq!((found.id, found.progress), (run.id, progress(2)));
    let problems = imports::problems(&mut store.db.read(), run.id, 0, 10).await.unwrap();
    assert_eq!(problems, [(1, ImportProblem { excerpt: "{\u{fffd}}".into(), ..problem(1) })]);
});

both_databases!(two_processes_do_not_read_the_same_lines, |store| {
    let run = store.run().await;
    let mut tx = store.db.begin().await.unwrap();
    imports::checkpoint(&mut tx, run.id, &run.progress, &progress(5), &[], noon()).await.unwrap();
    let late = imports::checkpoint(&mut tx, run.id, &run.progress, &progress(7), &[], noon()).await;
    assert!(matches!(late, Err(StoreError::Conflict { what: "import run" })));
});

both_databases!(a_finished_run_is_not_resumed, |store| {
    let run = store.run().await;
    let mut tx = store.db.begin().await.unwrap();
    imports::end(&mut tx, run.id, RunState::Finished, noon()).await.unwrap();
    assert!(imports::end(&mut tx, run.id, RunState::Abandoned, noon()).await.is_err());
    tx.commit().await.unwrap();
    assert_eq!(imports::unfinished(&mut store.db.read(), "checks.json", "{}").await.unwrap(), None);
});

both_databases!(problems_are_numbered_over_all_batches, |store| {
    let run = store.run().await;
    let mut tx = store.db.begin().await.unwrap();
    let many: Vec<_> = (1..=150).map(problem).collect();
    imports::checkpoint(&mut tx, run.id, &run.progress, &progress(150), &many, noon()).await.unwrap();
    imports::checkpoint(&mut tx, run.id, &progress(150), &progress(151), &[problem(151)], noon()).await.unwrap();
    let last = imports::problems(&mut tx, run.id, 150, 10).await.unwrap();
    assert_eq!((last.len(), last[0].0, last[0].1.line), (1, 151, 151));
});
