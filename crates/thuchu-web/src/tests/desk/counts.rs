//! The dashboard: in both languages, and no small number on it (TRUST R65).

use axum::http::StatusCode;
use thuchu_model::{Chance as _, Clock as _, Role};
use thuchu_store::args;
use thuchu_testkit::SeededChance;

use super::{Browser, admin, colleague};
use crate::tests::{Desk, with_desk};

/// Questions, clusters and demand in random small and large numbers. All are made of the digits 1, 7 and 9, which no
/// number rounded to tens ends with.
async fn some(desk: &Desk, chance: &SeededChance) {
    let random = |below: u64| {
        let mut bytes = [0; 8];
        chance.fill(&mut bytes);
        u64::from_le_bytes(bytes) % below
    };
    let today = desk.clock.now().day().unwrap();
    let mut tx = desk.store.db.begin().await.unwrap();
    for table in ["DELETE FROM outcome", "DELETE FROM demand", "DELETE FROM cluster"] {
        tx.tamper(table, args![]).await.unwrap();
    }
    let odd = [1_i64, 7, 9, 11, 17, 19, 71, 177, 711, 1_911];
    for before in 0..20 {
        for end in ["answered", "suggested", "none"] {
            if random(3) > 0 {
                let sql = "INSERT INTO outcome (day, outcome, lang, asks) VALUES ($1, $2, 'vi', $3)";
                let values = args![today.plus_days(-before), end, odd[random(10) as usize]];
                tx.tamper(sql, values).await.unwrap();
            }
        }
    }
    let topics = [None, Some("health"), Some("food"), Some("scam"), Some("policy")];
    for n in 0..random(60) {
        let id = [n as u8; 16];
        let opened = today.plus_days(-(random(25) as i64));
        let sql = "INSERT INTO cluster (id, state, opened, lang, topic, shown, demand, recent, revision) \
             VALUES ($1, 'open', $2, $3, $4, 1, $5, 0, 1)";
        let lang = ["vi", "en", "km"][random(3) as usize];
        let asked = odd[random(6) as usize];
        tx.tamper(sql, args![id, opened, lang, topics[random(5) as usize], asked]).await.unwrap();
        let sql = "INSERT INTO demand (cluster_id, day, askers, waiting) VALUES ($1, $2, $3, 0)";
        tx.tamper(sql, args![id, opened, asked]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Every whole number in the text of a part of the page, without dates.
fn numbers(html: &str) -> Vec<u64> {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = after;
        if tag.starts_with("time") {
            rest = after.split_once("</time>").map_or("", |(_, after)| after);
        }
        // The words of a plot's drawing are its texts; where its first and last columns begin is a date.
    }
    text.push_str(rest);
    text.split_whitespace()
        .filter(|word| !word.contains('/') && !word.contains('%'))
        .filter_map(|word| word.trim_matches([',', '.', ';']).replace('.', "").parse().ok())
        .collect()
}

#[test]
fn no_number_that_comes_of_messages_is_small_or_exact_on_the_page_or_in_the_table() {
    with_desk(async |desk| {
        let boss = admin(&desk).await;
        let auditor = Browser::holding(&desk, &colleague(&desk, &boss, "Kiểm", Role::Auditor).await);
        let chance = SeededChance::new(11);
        let mut told = 0;
        for round in 0..12 {
            some(&desk, &chance).await;
            for days in [30, 90, 365] {
                let page = auditor.get(&format!("/vi/desk/counts?days={days}")).await;
                assert_eq!(page.status, StatusCode::OK);
                let derived = ["Đang chờ", "Hỏi là có câu trả lời", "Người hỏi theo chủ đề", "Người hỏi theo ngôn ngữ"];
                for name in derived {
                    let at = page.body.find(&format!("<h2>{name}")).unwrap();
                    let part = page.body[at..].split("</section>").next().unwrap();
                    for number in numbers(part) {
                        assert!(number >= 10 && number % 10 == 0, "{number} in round {round} of {part}");
                        told += 1;
                    }
                }
                let csv = auditor.get(&format!("/vi/desk/counts.csv?days={days}")).await.body;
                for line in csv.lines().skip(1) {
                    let cells: Vec<&str> = line.split(',').collect();
                    let own = ["reviews", "appeals", "closings", "time_to_answer"].contains(&cells[0]);
                    let fits = cells[3] == "few" || cells[3].parse::<u64>().is_ok_and(|n| n >= 10 && n % 10 == 0);
                    assert!(own || fits, "{line}");
                }
                assert!(!csv.contains("backlog,open,since"));
            }
        }
        assert!(told > 500, "only {told} numbers were looked at");
    });
}

#[test]
fn the_counts_are_there_in_both_languages_with_a_table_beside_every_plot() {
    with_desk(async |desk| {
        let boss = admin(&desk).await;
        let writer = Browser::holding(&desk, &colleague(&desk, &boss, "Viết", Role::Contributor).await);
        let empty = writer.get("/vi/desk/counts").await;
        assert_eq!(empty.body.matches("Chưa có gì để đếm").count(), 3);
        some(&desk, &SeededChance::new(3)).await;
        for (lang, words) in
            [("vi", ["sức khoẻ", "tiếng Việt", "chờ duyệt"]), ("en", ["health", "Vietnamese", "in review"])]
        {
            let page = writer.get(&format!("/{lang}/desk/counts?days=30")).await;
            for word in words {
                assert!(page.body.contains(word), "{word} in {}", page.body);
            }
            let plots = page.body.matches("<svg class=\"plot\" height=").count();
            assert_eq!((plots, page.body.matches("<desc id=").count()), (3, 3));
            assert_eq!(page.body.matches("<table").count(), 6);
            assert!(!page.body.contains("style=\""), "the policy takes no styles in the page");
            assert!(
                page.body
                    .contains(&format!("href=\"/{}/desk/counts?days=30\"", if lang == "vi" { "en" } else { "vi" }))
            );
        }
        let csv = writer.get("/vi/desk/counts.csv?days=365").await;
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(csv.header("content-disposition"), "attachment; filename=\"counts-2026-11-22-365.csv\"");
        assert!(csv.body.starts_with("table,row,column,value\nbacklog,open,groups,"), "{}", csv.body);
        assert_eq!(writer.get("/vi/desk/counts?days=soon").await.status, StatusCode::OK);
    });
}
