//! The API as other people's programs see it.

use std::collections::BTreeSet;

use e2e::program::Program;
use e2e::python;
use serde_json::Value;

/// Reads the whole document and every reference in it.
const VALIDATE: &str = "
import json, sys, urllib.request
from openapi_spec_validator import OpenAPIV31SpecValidator
spec = json.load(urllib.request.urlopen(sys.argv[1]))
assert spec['openapi'].startswith('3.1'), spec['openapi']
errors = [f'{list(error.absolute_path)}: {error.message}' for error in OpenAPIV31SpecValidator(spec).iter_errors()]
assert not errors, '\\n'.join(errors)
print(sum(len(path) for path in spec['paths'].values()))
";

/// Google's own client, its discovery document shipped with it: reads all pages of a search.
const SEARCH: &str = "
import json, sys
from googleapiclient.discovery import build
service = build('factchecktools', 'v1alpha1', static_discovery=True, developerKey='x', cache_discovery=False,
                client_options={'api_endpoint': sys.argv[1]})
claims, pages, request = [], 0, service.claims().search(**json.loads(sys.argv[2]))
while request is not None:
    response = request.execute()
    claims += response.get('claims', [])
    pages += 1
    assert pages <= 200, 'the pages never end'
    request = service.claims().search_next(request, response)
json.dump({'claims': claims, 'pages': pages}, sys.stdout)
";

const DOCUMENT: &str = "/api/v1/openapi.json";

/// What Google's client finds, and in how many pages.
fn searched(program: &Program, search: &Value) -> (Vec<Value>, u64) {
    let found = python::python(SEARCH, &[program.address(), &search.to_string()]);
    let found: Value = serde_json::from_str(&found).unwrap();
    (found["claims"].as_array().unwrap().clone(), found["pages"].as_u64().unwrap())
}

#[test]
fn openapi_is_valid() {
    let program = Program::demo();
    let operations = python::python(VALIDATE, &[&program.url(DOCUMENT)]);
    assert!(operations.trim().parse::<u32>().unwrap() > 2, "{operations} operations");
}

#[test]
fn the_api_behaves_as_its_document_says() {
    let program = Program::demo();
    let reports = tempfile::tempdir().unwrap();
    let junit = reports.path().join("report.xml");
    let document = program.url(DOCUMENT);
    let junit_path = junit.to_string_lossy();
    let words = [
        "run",
        &document,
        "--checks=all",
        "--max-examples=25",
        "--seed=1",
        "--generation-deterministic",
        "--phases=examples,coverage,fuzzing",
        "--workers=1",
        "--max-failures=20",
        "--request-timeout=10",
        "--no-color",
        "--report-junit-path",
        &junit_path,
    ];
    let ran = python::run("st", &words);
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    // A run that tested nothing ends well too.
    let report = std::fs::read_to_string(&junit).unwrap();
    assert!(report.matches("<testcase").count() > 2, "{said}");
}

#[test]
fn googles_client_reads_every_page_of_a_search() {
    let program = Program::demo();
    let all =
        |size: u32| searched(&program, &serde_json::json!({"query": "nước", "languageCode": "vi", "pageSize": size}));
    let (at_once, pages) = all(50);
    assert!(at_once.len() >= 3 && pages == 1, "{} claims in {pages} pages", at_once.len());
    let (one_by_one, pages) = all(1);
    assert!(pages >= at_once.len() as u64, "{pages} pages");
    let urls = |claims: &[Value]| -> Vec<String> {
        claims.iter().map(|claim| claim["claimReview"][0]["url"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(urls(&one_by_one), urls(&at_once), "the same, in the same order");
    assert_eq!(urls(&at_once).iter().collect::<BTreeSet<_>>().len(), at_once.len(), "each once");
    for claim in &at_once {
        let review = &claim["claimReview"][0];
        assert!(
            claim["text"].is_string() && review["textualRating"].is_string() && review["publisher"]["site"].is_string(),
            "{claim}"
        );
    }
}

#[test]
fn googles_client_searches_by_publisher_and_finds_nothing_as_nothing() {
    let program = Program::demo();
    let by = |site: &str| searched(&program, &serde_json::json!({"reviewPublisherSiteFilter": site, "pageSize": 7}));
    let (claims, pages) = by("minh-hoa.invalid");
    assert_eq!(claims.len(), 30, "the whole demonstration, in {pages} pages");
    assert!(pages >= 5);
    assert_eq!(by("nobody.invalid").0.len(), 0);
    let (claims, _) = searched(&program, &serde_json::json!({"query": "xyzzyplugh", "languageCode": "vi"}));
    assert_eq!(claims.len(), 0);
}
