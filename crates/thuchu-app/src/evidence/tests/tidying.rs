use thuchu_store::captures;
use thuchu_testkit::{both_databases, copy_of_it};

use super::super::look_over;
use super::support::{Place, SOURCE, page, who};
use super::web::Answer;

/// Makes every file look as old as the clock of the test is ahead: the sweep goes by the disk's own times.
fn age(place: &Place<'_>, by: std::time::Duration) {
    let then = std::time::SystemTime::UNIX_EPOCH + by;
    let mut folders = vec![place.store.data.path().join("blobs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                std::fs::File::options().write(true).open(&path).unwrap().set_modified(then).unwrap();
            }
        }
    }
}

both_databases!(what_nothing_names_goes_after_ninety_days_and_nothing_else, |store| {
    let place = Place::new(store).await;
    let evidence = place.evidence();
    let (_, cited, _) = place.published("Còn dùng").await;
    // One that a draft names.
    place.web.set("bao.vn/2", Answer::html(&page("Trang thứ hai.")));
    let drafted = place.draft("Bản nháp", "http://bao.vn/2").await;
    evidence.ask(who(1), drafted, SOURCE).await.unwrap();
    evidence.copy_next().await.unwrap();
    let named = place.copy(drafted).await;
    // And one that nothing names any more.
    place.web.set("bao.vn/3", Answer::html(&page("Trang thứ ba.")));
    let left = place.draft("Bỏ nguồn", "http://bao.vn/3").await;
    evidence.ask(who(1), left, SOURCE).await.unwrap();
    evidence.copy_next().await.unwrap();
    let unnamed = place.copy(left).await;
    place.save(left, |content| content.evidence.clear()).await;
    // A file whose writer was killed before its row.
    let orphan = store.blobs().put("bỏ dở".into(), &store.chance).await.unwrap();
    age(&place, std::time::Duration::from_secs(1_000_000_000));
    place.pass_days(89);
    assert_eq!(evidence.tidy().await.unwrap(), (0, 1), "the orphan alone");
    assert!(!store.blobs().has(&orphan).await.unwrap());
    place.pass_days(2);
    // With it goes the copy that every test store begins with, for no draft of this one names it.
    let spare = copy_of_it();
    let gone = (unnamed.files.len() + spare.files.len()) as u64;
    assert_eq!(evidence.tidy().await.unwrap(), (2, gone));
    let there = async |id| captures::get(&mut store.db.read(), id).await.unwrap();
    assert_eq!((there(unnamed.id).await, there(spare.id).await), (None, None));
    for kept in [cited, named] {
        assert_eq!(there(kept.id).await, Some(kept.clone()));
        for file in &kept.files {
            assert!(store.blobs().get(&file.sha256).await.is_ok(), "{:?} of {}", file.role, kept.url);
        }
    }
    assert_eq!(evidence.tidy().await.unwrap(), (0, 0));
    let report = look_over(&store.db, &store.blobs()).await.unwrap();
    assert_eq!(report.faults, []);
});
