//! The API: bodies, bounds, problem details, and that the document describes what is served.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use thuchu_say::Lang;

use super::{Desk, with_desk};
use crate::Settings;

const JSON: &str = "application/json";

async fn matched(desk: &Desk, body: Value) -> super::Got {
    desk.post("/api/v1/match", JSON, body.to_string()).await
}

#[test]
fn a_match_has_the_body_of_the_command_line() {
    with_desk(async |desk| {
        let text = "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong";
        let got = matched(&desk, json!({"text": text, "lang": "en", "limit": 1})).await;
        assert_eq!((got.status, got.header("cache-control")), (StatusCode::OK, "no-store"));
        let reply = got.json();
        assert_eq!(reply["decision"], "answer");
        let found = &reply["matches"][0];
        let fields: Vec<&String> = found.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["claim", "explanation", "id", "lang", "probability", "rating", "score", "url"]);
        assert_eq!((&found["lang"], reply["matches"].as_array().unwrap().len()), (&json!("en"), 1));
        let link = found["url"].as_str().unwrap();
        let by_link = matched(&desk, json!({"text": "", "links": [link, "not a link at all"]})).await.json();
        assert_eq!((&by_link["decision"], &by_link["matches"][0]["id"]), (&json!("answer"), &found["id"]));
    });
}

#[test]
fn what_cannot_be_matched_names_its_rule() {
    with_desk(async |desk| {
        for (body, status, code) in [
            ("{", 400, "match.json"),
            ("[]", 400, "match.json"),
            (r#"{"txt": "a"}"#, 400, "match.json"),
            (r#"{"text": 5}"#, 400, "match.json"),
            (r#"{"text": "a", "text": "b"}"#, 400, "match.json"),
            (r#"{"text": "a", "limit": 0}"#, 400, "match.limit"),
            (r#"{"text": "a", "limit": 1e400}"#, 400, "match.json"),
            (r#"{"text": "a", "lang": "tiếng Việt"}"#, 400, "match.lang"),
            ("\"\\ud800\"", 400, "match.json"),
            (&json!({"text": "x".repeat(20_001)}).to_string(), 400, "match.text"),
            (&json!({"text": "a", "links": vec!["https://a.vn"; 21]}).to_string(), 400, "match.links"),
            (&"x".repeat(300_000), 413, "request.too_large"),
        ] {
            let got = desk.post("/api/v1/match", JSON, body.to_owned()).await;
            let problem = got.json();
            assert_eq!((got.status.as_u16(), problem["code"].as_str().unwrap()), (status, code), "{body:.60}");
            assert_eq!(got.header("content-type"), "application/problem+json");
            assert_eq!(problem["status"], status);
        }
        let wrong = desk.post("/api/v1/match", "text/plain", "a").await;
        assert_eq!((wrong.status.as_u16(), &wrong.json()["code"]), (415, &json!("request.wrong_type")));
        let method = desk.get("/api/v1/match").await;
        assert_eq!((method.status.as_u16(), method.header("allow")), (405, "POST"));
        assert_eq!(desk.get("/api/v1/nowhere").await.json()["code"], "not_found");
    });
}

#[test]
fn problems_are_worded_in_the_callers_language() {
    with_desk(async |desk| {
        let request = Request::get("/api/v1/checks?limit=0").header(header::ACCEPT_LANGUAGE, "en");
        let english = desk.send(request.body(Body::empty()).unwrap()).await.json();
        assert_eq!(english["detail"], "Give a number from 1 to 100.");
        assert_eq!(desk.get("/api/v1/checks?limit=0").await.json()["detail"], "Hãy ghi một số từ 1 đến 100.");
    });
}

#[test]
fn a_list_is_walked_to_its_end_by_its_cursor_and_each_check_can_be_read() {
    with_desk(async |desk| {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = desk.get(&format!("/api/v1/checks?limit=7&cursor={cursor}")).await.json();
            seen.extend(page["items"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen.len(), 30);
        let one = desk.get(&format!("/api/v1/checks/{}", seen[0]["public_id"].as_str().unwrap())).await;
        let same = desk.get(&format!("/api/v1/checks/{}", seen[0]["id"].as_str().unwrap())).await;
        assert_eq!(one.json(), same.json());
        assert!(one.json()["evidence"].as_array().is_some_and(|sources| !sources.is_empty()));
        let again = Request::get(format!("/api/v1/checks/{}", seen[0]["id"].as_str().unwrap()));
        let again = again.header(header::IF_NONE_MATCH, one.header("etag")).body(Body::empty()).unwrap();
        assert_eq!(desk.send(again).await.status, StatusCode::NOT_MODIFIED);
        assert_eq!(desk.get("/api/v1/checks/nowhere").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_search_is_walked_to_its_end_without_repeats() {
    with_desk(async |desk| {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = desk.get(&format!("/api/v1/checks?q=nuoc&limit=1&cursor={cursor}")).await.json();
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        let mut once = seen.clone();
        once.sort();
        once.dedup();
        assert!(seen.len() > 1 && once.len() == seen.len(), "{seen:?}");
    });
}

#[test]
fn claims_are_searched_as_googles_clients_do() {
    with_desk(async |desk| {
        let (mut texts, mut token) = (0, String::new());
        loop {
            let address = format!("/v1alpha1/claims:search?key=x&alt=json&pageSize=8&pageToken={token}");
            let page = desk.get(&address).await.json();
            texts += page["claims"].as_array().unwrap().len();
            match page["nextPageToken"].as_str() {
                Some(next) => token = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(texts, 30);
        let found = desk.get("/v1alpha1/claims:search?query=dot%20quy&languageCode=en-GB").await.json();
        let claim = &found["claims"][0];
        assert!(claim["text"].as_str().unwrap().contains("stroke"), "{claim}");
        assert_eq!(claim["claimReview"][0]["publisher"]["name"], "Demonstration");
        // A desk that asks this one reads what it says.
        let read = thuchu_formats::read_claims_found(found.to_string().as_bytes()).unwrap();
        let claims = found["claims"].as_array().unwrap();
        assert_eq!((read.checks.len(), read.left_out), (claims.len(), 0));
        for (check, claim) in read.checks.iter().zip(claims) {
            let review = &claim["claimReview"][0];
            assert_eq!((&json!(check.claim), &json!(check.url)), (&claim["text"], &review["url"]));
            assert_eq!(
                (&json!(check.publisher), &json!(check.rating)),
                (&review["publisher"]["name"], &review["textualRating"])
            );
            assert_eq!((&json!(check.title), &json!(check.lang)), (&review["title"], &review["languageCode"]));
            assert_eq!(json!(check.review_date.map(|day| day.midnight().to_string())), review["reviewDate"]);
        }
        let none = desk.get("/v1alpha1/claims:search?reviewPublisherSiteFilter=nowhere.vn").await.json();
        assert_eq!(none, json!({"claims": []}));
        let old = desk.get("/v1alpha1/claims:search?query=dot%20quy&maxAgeDays=1").await.json();
        assert!(old["claims"].as_array().unwrap().len() <= 1);
    });
}

#[test]
fn any_page_may_call_and_is_told_how() {
    with_desk(async |desk| {
        let request = Request::get("/api/v1/checks").header(header::ORIGIN, "https://elsewhere.example");
        let got = desk.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(got.header("access-control-allow-origin"), "*");
        assert_eq!(got.header("cross-origin-resource-policy"), "cross-origin");
        let asked = Request::builder()
            .method(Method::OPTIONS)
            .uri("/api/v1/match")
            .header(header::ORIGIN, "https://elsewhere.example")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type");
        let allowed = desk.send(asked.body(Body::empty()).unwrap()).await;
        assert!(allowed.status.is_success() && allowed.header("access-control-allow-headers").contains("content-type"));
    });
}

#[test]
fn who_asks_too_much_is_told_how_long_to_wait() {
    thuchu_testkit::block_on(async {
        let desk = Desk::with(Settings { rate_per_minute: 6, ..Settings::default() }).await;
        let ask = |address: &'static str| {
            let mut request = Request::post("/api/v1/match")
                .header(header::CONTENT_TYPE, JSON)
                .body(Body::from("{\"text\":\"a\"}"))
                .unwrap();
            let client = thuchu_listen::Client { address: address.parse().unwrap(), forwarded: true, https: false };
            request.extensions_mut().insert(client);
            desk.send(request)
        };
        assert_eq!([ask("192.0.2.1").await.status, ask("192.0.2.1").await.status], [StatusCode::OK; 2]);
        let refused = ask("192.0.2.1").await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (429, &json!("request.too_many")));
        assert!((1..=10).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
        assert_eq!(ask("192.0.2.2").await.status, StatusCode::OK);
    });
}

#[test]
fn the_document_is_complete_in_both_languages_and_names_what_is_served() {
    with_desk(async |desk| {
        for lang in Lang::ALL {
            let document = crate::openapi(lang, Some("https://tin.example"));
            let names: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
            assert_eq!(names.len(), 6);
            for (path, operations) in document["paths"].as_object().unwrap() {
                for (method, operation) in operations.as_object().unwrap() {
                    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                    let got = desk.method(method.clone(), &path.replace("{id}", "00000000")).await;
                    assert_ne!(got.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
                    let declared = &operation["responses"][got.status.as_str()];
                    assert!(declared.is_object(), "{method} {path} answers {}", got.status);
                    assert!(!operation["summary"].as_str().unwrap().is_empty());
                }
            }
        }
        insta::assert_json_snapshot!(crate::openapi(Lang::En, None));
    });
}
